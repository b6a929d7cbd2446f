"""Correcting the record of a person (更正人员信息); what it said before stays on record."""

from typing import Annotated, Self, TypeAlias

import strawberry

from resolvers.fact_acts.recording import Changed
from resolvers.person_correcting import Corrected, Correction, correct_person
from schema.context import Info
from schema.fact_acts_payloads import Refused, assignments_of
from schema.references import AssignmentType
from terms.organs import ManagementLevel
from terms.people import Gender


@strawberry.input(description="What the record of a person is to say (更正人员信息); null leaves a part as it is.")
class PersonCorrectInput:
    """See ``resolvers.person_correcting.correct_person``."""

    person_number: str = strawberry.field(description="The number of the person (人员编号); it cannot be corrected.")
    name: str | None = strawberry.field(default=None, description="The full name (姓名).")
    gender: Gender | None = strawberry.field(default=None, description="The sex (性别).")
    birth_month: str | None = strawberry.field(
        default=None, description="Year and month of birth as YYYY-MM (出生年月); an empty text takes it away."
    )
    native_place: str | None = strawberry.field(
        default=None, description="The native place (籍贯); an empty text takes it away."
    )
    management: ManagementLevel | None = strawberry.field(
        default=None, description="Which level manages the post (管理权限)."
    )
    reason: str = strawberry.field(description="Why, 1 to 500 characters; goes on the audit trail (理由).")

    def correction(self) -> Correction:
        """Return what is to be corrected."""
        return Correction(self.name, self.gender, self.birth_month, self.native_place, self.management)


@strawberry.type(description="The record says what was wanted, and whom that touches was screened (人员信息已更正).")
class PersonCorrected:
    """What a correction answers."""

    person_number: str = strawberry.field(description="The number of the person (人员编号).")
    changed: list[str] = strawberry.field(
        description="The parts that say something else than before (已更正项目); none if it was on record already."
    )
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案)."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )

    @classmethod
    def of(cls, done: Changed[Corrected]) -> Self:
        """Show a correction."""
        return cls(
            person_number=done.answer.person.number,
            changed=list(done.answer.fields),
            suspended=assignments_of(done.suspended),
            restored=assignments_of(done.restored),
        )


PersonCorrectPayload: TypeAlias = Annotated[
    PersonCorrected | Refused,
    strawberry.union("PersonCorrectPayload", description="The correction, or why there is none (更正人员信息结果)."),
]


@strawberry.type
class PersonMutation:
    """Acts on records of people."""

    @strawberry.mutation(
        description="Correct the record of a person, with a reason (更正人员信息); what it said before is kept."
    )
    async def person_correct(
        self,
        info: Info,
        input: Annotated[PersonCorrectInput, strawberry.argument(description="Whose, and what (更正内容).")],  # noqa: A002
    ) -> PersonCorrectPayload:
        """Correct a record."""
        done = await correct_person(info.context.caller, input.person_number, input.correction(), reason=input.reason)
        info.context.forget()
        return PersonCorrected.of(done)
