"""What acts on facts answer: the facts, the assignments that they touched, or why nothing was written."""

from asyncio import gather
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self, TypeAlias

import strawberry

from allocation.policy import PlanningPolicyRefused
from casework.retention import RetentionRefused
from db.tables import Assignment
from db.tables.columns import Recorded
from recusal.policy import PolicyRefused
from resolvers.fact_acts.declaring import DeclarationMade as Made
from resolvers.fact_acts.kinds import KINDS, FactKind, people_of
from resolvers.fact_acts.listing import person_numbers
from resolvers.fact_acts.recording import Changed
from resolvers.fact_acts.refusals import FactRefused
from schema.context import Info
from schema.deciding import OwnMatterMember
from schema.fact_acts_inputs import fact_id
from schema.references import ASSIGNMENT, CASE, ORGAN, AssignmentType, CaseType, OrganType
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)
from schema.scalars import EmptyPeriod, Period, shown
from schema.words import Word, relation_word
from terms.term import Term

SAID_IN = ("edge", "kinship", "kind", "role")
"""Columns that say what a fact says, the first that it has."""


@strawberry.type(name="FactRefused", description="The fact cannot be recorded, changed or withdrawn so (登记被拒绝).")
class FactRefusedMember(RefusalMember):
    """See ``resolvers.fact_acts.refusals``; the code tells which."""


@strawberry.type(name="PolicyRefused", description="A policy that the service will not work by (政策被拒绝).")
class PolicyRefusedMember(RefusalMember):
    """See ``recusal.policy``, ``allocation.policy`` and ``casework.retention``; the code tells which."""

    key: str = strawberry.field(description="The setting that is refused (设定项).")


HANDLERS = (
    handler(FactRefused, FactRefusedMember),
    handler(EmptyPeriod, InvalidInputMember),
    handler((PolicyRefused, PlanningPolicyRefused, RetentionRefused), PolicyRefusedMember, "key"),
)
"""Handlers of what acts on facts refuse."""

Refused: TypeAlias = (
    NotAllowedMember
    | NotFoundMember
    | InvalidInputMember
    | FactRefusedMember
    | OwnMatterMember
    | BusyMember
    | DatabaseUnavailableMember
)


@strawberry.type(description="A fact on record (登记); dated twice, superseded and never altered.")
class Fact:
    """See ``resolvers.fact_acts.kinds``."""

    row: strawberry.Private[Any]
    id: strawberry.ID = strawberry.field(description="By which it is ended or withdrawn (标识); opaque.")
    kind: FactKind = strawberry.field(description="What kind of fact it is (登记类型).")
    during: Period | None = strawberry.field(description="When it holds (时段); null where it has no period.")
    recorded_at: datetime = strawberry.field(description="The moment from which it was known (登记时间).")

    @classmethod
    def of(cls, row: Recorded) -> Self:
        """Show a row."""
        kept: Any = row
        kind = KINDS[type(row)]
        during = shown(getattr(row, "during", None))
        return cls(row=row, id=fact_id(kind, kept.id), kind=kind, during=during, recorded_at=row.recorded_at)

    @strawberry.field(description="What it says in one word (内容), for ties as declared; null where the kind says it.")
    def says(self) -> Word | None:
        """Show the word."""
        said = next((getattr(self.row, name) for name in SAID_IN if hasattr(self.row, name)), None)
        return Word.of(said) if isinstance(said, Term) else relation_word(said)

    @strawberry.field(description="Numbers of the people whom it names (人员编号), the upper end of a step first.")
    async def person_numbers(self, info: Info) -> list[str]:
        """List the numbers."""
        found = await gather(*(info.context.load(person_numbers, key) for key in people_of(self.row)))
        return [number for number in found if number is not None]

    @strawberry.field(description="The organ that it names (单位); null where it names none.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, getattr(self.row, "organ_id", None))

    @strawberry.field(description="The case that it names (案件); null where it names none, or not to be seen.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, getattr(self.row, "case_id", None))


@strawberry.type(
    description="Facts were recorded, changed or withdrawn, and what they touch was screened (登记已更新)."
)
class FactsChanged:
    """What acts on facts answer."""

    facts: list[Fact] = strawberry.field(description="The facts as they stand, or as they were withdrawn (登记).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案); who restricts whom is never told."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )

    @classmethod
    def of(cls, changed: Changed[Any]) -> Self:
        """Show one fact or several, with what they touched."""
        rows = changed.answer if isinstance(changed.answer, Sequence) else [changed.answer]
        return cls(
            facts=[Fact.of(row) for row in rows],
            suspended=assignments_of(changed.suspended),
            restored=assignments_of(changed.restored),
        )


@strawberry.type(description="Ties and interests were declared (申报已登记).")
class DeclarationMade:
    """What a declaration answers."""

    declared_on: date = strawberry.field(description="The day of the declaration (申报日期).")
    person_number: str = strawberry.field(description="The number of who declared (人员编号).")
    case_number: str | None = strawberry.field(
        description="The number of the case that it was made for (案号); null if general."
    )
    stands_aside: bool = strawberry.field(
        description="Whether what was declared suspends the person from that case, by an open rule (须暂停办案)."
    )
    facts: list[Fact] = strawberry.field(description="The ties and interests that it names (申报内容).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案)."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )

    @classmethod
    def of(cls, changed: Changed[Made]) -> Self:
        """Show a declaration with what it touched."""
        made = changed.answer
        return cls(
            declared_on=made.row.declared_on,
            person_number=made.person_number,
            case_number=made.case_number,
            stands_aside=made.assignment is not None and made.assignment.id in changed.barred,
            facts=[Fact.of(row) for row in made.ties],
            suspended=assignments_of(changed.suspended),
            restored=assignments_of(changed.restored),
        )


def assignments_of(rows: Sequence[Assignment]) -> list[Any]:
    """Show assignments."""
    return [ASSIGNMENT.of(row) for row in rows]
