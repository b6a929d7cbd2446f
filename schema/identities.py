"""Whether two records are one person: offered by similar names, settled by a human (身份核对)."""

from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry

from db.tables import IdentityLink
from recusal.namesakes import Likeness
from resolvers import identities
from resolvers.identities import Namesake, PersonRecord, SettledRecord
from schema.context import Info
from schema.deciding import OwnMatterMember
from schema.enums import register
from schema.fact_acts_payloads import Refused, assignments_of
from schema.references import ORGAN, AssignmentType, OrganType
from terms.recusal import IdentityVerdict
from terms.term import Term


class RecordDetail(Term):
    """What a record of a person tells beside the name."""

    birth_month = "birth_month", "出生年月", "month of birth"
    native_place = "native_place", "籍贯", "native place"
    organ = "organ", "所在单位", "own organ"


register(IdentityVerdict, "身份核对结论")
register(Likeness, "姓名相似程度")
register(RecordDetail, "人员记录项目")


@strawberry.type(description="One record of a person as far as it tells who she is (人员记录).")
class IdentityRecord:
    """See ``resolvers.identities.PersonRecord``."""

    record: strawberry.Private[PersonRecord]

    @strawberry.field(description="The office's number for the person (人员编号).")
    def number(self) -> str:
        """Tell the number."""
        return self.record.person.number

    @strawberry.field(description="The full name (姓名).")
    def name(self) -> str:
        """Tell the name."""
        return self.record.person.name

    @strawberry.field(description="Year and month of birth as YYYY-MM (出生年月); null if not on record.")
    def birth_month(self) -> str | None:
        """Tell the month."""
        return self.record.person.birth_month

    @strawberry.field(description="The native place (籍贯); empty if not on record.")
    def native_place(self) -> str:
        """Tell the place."""
        return self.record.person.native_place

    @strawberry.field(description="The organ to which the person belongs today (所在单位); null if to none.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.record.organ)


@strawberry.type(description="A record that may be the same person (疑似同一人), for a human to confirm or reject.")
class IdentityCandidate:
    """See ``recusal.namesakes.Candidate``."""

    namesake: strawberry.Private[Namesake]

    @strawberry.field(description="The record (人员记录).")
    def record(self) -> IdentityRecord:
        """Show the record."""
        return IdentityRecord(record=self.namesake.record)

    @strawberry.field(description="How the two names are alike (姓名相似程度).")
    def likeness(self) -> Likeness:
        """Tell the likeness."""
        return self.namesake.candidate.likeness

    @strawberry.field(description="How likely it is, from 0 to 100 (相似分); only an order, never a proof.")
    def score(self) -> int:
        """Tell the score."""
        return self.namesake.candidate.score

    @strawberry.field(description="What else agrees (一致项目).")
    def agreeing(self) -> list[RecordDetail]:
        """List what agrees."""
        return [RecordDetail[name] for name in self.namesake.candidate.agreeing]

    @strawberry.field(description="What else differs (不一致项目).")
    def differing(self) -> list[RecordDetail]:
        """List what differs."""
        return [RecordDetail[name] for name in self.namesake.candidate.differing]


@strawberry.type(description="What a human said of two records (身份核对结论).")
class IdentityDecision:
    """See ``db.tables.IdentityLink``."""

    link: strawberry.Private[IdentityLink]
    verdict: IdentityVerdict = strawberry.field(description="One person or two (结论).")
    reason: str = strawberry.field(description="Why (理由).")
    decided_by: str = strawberry.field(description="Who said so (核对人).")
    recorded_at: datetime = strawberry.field(description="When it was said (核对时间).")

    @classmethod
    def of(cls, link: IdentityLink) -> "IdentityDecision":
        """Show a decision."""
        return cls(
            link=link,
            verdict=link.verdict,
            reason=link.reason,
            decided_by=link.decided_by,
            recorded_at=link.recorded_at,
        )

    @strawberry.field(description="The two records (两条人员记录).")
    async def records(self, info: Info) -> list[IdentityRecord]:
        """List the two."""
        keys = (self.link.first_id, self.link.second_id)
        found = [await info.context.load(identities.records_of_people, key) for key in keys]
        return [IdentityRecord(record=each) for each in found]


@strawberry.type(description="A record of which it is settled whether it is the same person (已核对记录).")
class SettledIdentity:
    """See ``resolvers.identities.SettledRecord``."""

    settled: strawberry.Private[SettledRecord]

    @strawberry.field(description="The other record (人员记录).")
    def record(self) -> IdentityRecord:
        """Show the record."""
        return IdentityRecord(record=self.settled.record)

    @strawberry.field(description="What was said (核对结论).")
    def decision(self) -> IdentityDecision:
        """Show the decision."""
        return IdentityDecision.of(self.settled.link)


@strawberry.type(description="Records that may be one person with this one, and those that are settled (身份核对).")
class SimilarPeople:
    """See ``resolvers.identities.Namesakes``."""

    record: IdentityRecord = strawberry.field(description="The record asked about (人员记录).")
    candidates: list[IdentityCandidate] = strawberry.field(
        description="Those that may be the same person, likeliest first, at most 20 (疑似同一人)."
    )
    settled: list[SettledIdentity] = strawberry.field(
        description="Those of which a human said whether they are; they are never offered again (已核对)."
    )


@strawberry.input(description="What a human says of two records (身份核对).")
class IdentitySettleInput:
    """See ``resolvers.identities.settle_identity``."""

    first_number: str = strawberry.field(description="The number of one record (人员编号).")
    second_number: str = strawberry.field(description="The number of the other (人员编号).")
    verdict: IdentityVerdict = strawberry.field(description="One person or two (结论).")
    reason: str = strawberry.field(description="Why, 1 to 500 characters (理由).")


@strawberry.type(description="It is settled whether two records are one person (身份已核对).")
class IdentitySettled:
    """What settling an identity answers."""

    decision: IdentityDecision = strawberry.field(description="What was said (核对结论).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案); who restricts whom is never told."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )


IdentitySettlePayload: TypeAlias = Annotated[
    IdentitySettled | Refused | OwnMatterMember,
    strawberry.union("IdentitySettlePayload", description="What was settled, or why nothing was (身份核对结果)."),
]


@strawberry.type
class IdentityQuery:
    """Questions about who is who."""

    @strawberry.field(
        description="Records with names similar to a person's, for a human to confirm or reject (疑似同一人)."
    )
    async def similar_people(
        self,
        info: Info,
        person_number: Annotated[str, strawberry.argument(description="The number of the person (人员编号).")],
    ) -> SimilarPeople:
        """Offer candidates."""
        found = await identities.namesakes(info.context.caller, person_number)
        return SimilarPeople(
            record=IdentityRecord(record=found.record),
            candidates=[IdentityCandidate(namesake=each) for each in found.candidates],
            settled=[SettledIdentity(settled=each) for each in found.settled],
        )


@strawberry.type
class IdentityMutation:
    """Settling who is who."""

    @strawberry.mutation(
        description="Say whether two records are one person (核对身份); a rejection is remembered, and one person is "
        "one for every rule."
    )
    async def identity_settle(
        self,
        info: Info,
        input: Annotated[IdentitySettleInput, strawberry.argument(description="Who and what (核对内容).")],  # noqa: A002
    ) -> IdentitySettlePayload:
        """Settle an identity."""
        changed = await identities.settle_identity(
            info.context.caller,
            first_number=input.first_number,
            second_number=input.second_number,
            verdict=input.verdict,
            reason=input.reason,
        )
        info.context.forget()
        return IdentitySettled(
            decision=IdentityDecision.of(changed.answer),
            suspended=assignments_of(changed.suspended),
            restored=assignments_of(changed.restored),
        )
