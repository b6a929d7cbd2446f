"""What recusal matters consist of: cases with findings, acts to check again, decisions, replacements."""

from asyncio import gather
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import strawberry

from allocation.plan import Seat
from recusal.deciders import Rung
from recusal.findings import Evidence
from resolvers import matters
from resolvers.matters_evidence import finding_of, periods_of_records
from resolvers.matters_teams import lacks_of_cases
from resolvers.replacing import replacements_of_matter_cases
from schema.context import Info
from schema.deciding import DecisionRung
from schema.nodes import Mirror, Node
from schema.recusal import Finding
from schema.references import ASSIGNMENT, CASE, ORGAN, PERSON, AssignmentType, CaseType, OrganType, PersonType
from schema.screenings_of_teams import TeamFinding
from terms.cases import AssignmentRole
from terms.periods import Period
from terms.recusal import ActToCheck, DecisionLevel, MatterDecision, SkippedBecause


@dataclass(frozen=True, slots=True)
class Loaded:
    """The periods of the records behind some findings, read beforehand."""

    periods: Mapping[Evidence, Period]

    def period(self, evidence: Evidence) -> Period:
        """Return when the record was true."""
        return self.periods[evidence]


async def loaded(info: Info, evidence: Iterable[Evidence]) -> Loaded:
    """Read when the records were true, with those of other findings of the request."""
    steps = list(dict.fromkeys(evidence))
    periods = await gather(*(info.context.load(periods_of_records, (step.record, step.id)) for step in steps))
    return Loaded(dict(zip(steps, periods, strict=True)))


@strawberry.type(description="Somebody who could take the seat of whoever stands aside (替换人选).")
class Replacement:
    """See ``resolvers.replacing``."""

    seat: strawberry.Private[Seat]
    role: AssignmentRole = strawberry.field(description="The role of the seat (岗位).")
    fit: int = strawberry.field(description="Points of fit for the needed skills (匹配分).")
    travel: int = strawberry.field(description="Distance to the case in hundreds of metres (路程).")
    load_after: int = strawberry.field(description="Load in percent-weeks with this case (派案后负荷).")

    @classmethod
    def of(cls, seat: Seat) -> "Replacement":
        """Show a seat as somebody else would fill it."""
        return cls(seat=seat, role=seat.role, fit=seat.fit, travel=seat.travel, load_after=seat.load_after)

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.seat.person)


@strawberry.type(description="A case that a recusal matter is about (回避事项涉及案件).")
class MatterCase(Mirror):
    """See ``db.tables.RecusalMatterCase``."""

    row: strawberry.Private[Any]
    since: date | None = strawberry.field(
        description="The first day on which the tie and the case met (冲突起始日); null if unknown or not told."
    )

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.row.case_id)

    @strawberry.field(description="The assignment that the matter suspended (被暂停的派案); null if it suspended none.")
    async def assignment(self, info: Info) -> AssignmentType | None:
        """Find the assignment."""
        return await ASSIGNMENT.load_maybe(info, self.row.assignment_id)

    @strawberry.field(
        description="What was found when it was opened, hardest first (审查发现); a sealed ground is RESTRICTED."
    )
    async def findings(self, info: Info) -> list[Finding]:
        """List the findings."""
        found = [finding_of(document) for document in self.row.findings]
        screened = await loaded(info, (step for finding in found for step in finding.evidence))
        return [Finding(found=finding, screened=screened) for finding in found]

    @strawberry.field(
        description="What the people in force on the case lack as a team today (办案组缺项); empty if nothing."
    )
    async def team_lacks(self, info: Info) -> list[TeamFinding]:
        """Look at the remaining team."""
        found = await info.context.load(lacks_of_cases, self.row.case_id)
        screened = await loaded(info, (step for finding in found for step in finding.evidence))
        return [TeamFinding(found=finding, screened=screened) for finding in found]

    @strawberry.field(
        description="Who could take the seat, the whole team looked at again with each, at most 10 (替换人选); "
        "empty if none, if no seat is vacant, and for viewers who propose no teams."
    )
    async def replacements(self, info: Info) -> list[Replacement]:
        """Look for replacements."""
        return [Replacement.of(seat) for seat in await info.context.load(replacements_of_matter_cases, self.row.id)]


@strawberry.type(
    description="Something done while a conflict held already, to be checked again by others (待复核事项)."
)
class RecusalAct(Node):
    """See ``db.tables.RecusalMatterAct``."""

    batch = matters.acts_by_id

    kind: ActToCheck = strawberry.field(description="What was done (事项类型).")
    happened_on: date = strawberry.field(description="The day (日期).")
    checked_on: date | None = strawberry.field(
        description="The day on which it was checked (复核日期); null until then."
    )
    outcome: str | None = strawberry.field(description="What the check found (复核结果); null until then.")

    @strawberry.field(description="The case (案件).")
    async def case(self, info: Info) -> CaseType:
        """Find the case."""
        return await CASE.load(info, self.row.case_id)


@strawberry.type(description="What the competent decider said in a matter (回避决定).")
class RecusalDecision(Mirror):
    """See ``db.tables.RecusalDecision``."""

    row: strawberry.Private[Any]
    decision: MatterDecision = strawberry.field(description="The decision (决定).")
    level: DecisionLevel = strawberry.field(description="On which level it was taken (决定层级).")
    reason: str = strawberry.field(description="The reason (理由).")
    document: str = strawberry.field(
        description="The number of the written decision (文号); empty where the decider entered it himself."
    )
    decided_on: date = strawberry.field(description="The day of the decision (决定日期).")
    recorded_at: datetime = strawberry.field(description="The moment at which it was entered (登记时间).")

    @strawberry.field(description="The organ (单位); null for the city, whose organs are not known here.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.organ_id)

    @strawberry.field(description="The principal who decided (决定人); null for the city.")
    async def decider(self, info: Info) -> PersonType | None:
        """Find the decider."""
        return await PERSON.load_maybe(info, self.row.decider_id)

    @strawberry.field(description="Who would have decided, but was passed over, and why (跳过的决定人).")
    def skipped(self) -> list[DecisionRung]:
        """List the rungs that were passed over."""
        return [
            DecisionRung.of(
                Rung(DecisionLevel[rung["level"]], rung["organ"], rung["principal"], SkippedBecause[rung["because"]])
            )
            for rung in self.row.skipped
        ]
