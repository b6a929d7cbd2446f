"""The teams of a proposal, and what could not be staffed and why (案件派案结果)."""

from typing import Any

import strawberry

from resolvers import explaining, planned_waivers
from resolvers import proposal_reads as reads
from schema.context import Info
from schema.contributions import SeatContribution
from schema.nodes import Mirror
from schema.planned_waivers import PlannedWaiver
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.shortages import Shortage
from terms.cases import AssignmentRole
from terms.people import Skill


@strawberry.type(description="One person in one role, with what she brings to the plan (岗位人选).")
class Seat(Mirror):
    """See ``db.tables.ProposalSeat``."""

    row: strawberry.Private[Any]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")
    fit: int = strawberry.field(description="Points of fit (匹配分): grades above what the case needs.")
    travel: int = strawberry.field(description="Distance from her organ to the case, in hundreds of metres (路程).")
    load_after: int = strawberry.field(
        description="Her load in percent-weeks per full working time if the plan is approved (派案后负荷)."
    )
    pinned: bool = strawberry.field(
        description="Whether a coordinator picked her for the case by name (人工固定, R47)."
    )

    @strawberry.field(description="What she brings to each level of the order of goods, the first first (各目标贡献).")
    async def contributions(self, info: Info) -> list[SeatContribution]:
        """List what the seat brings."""
        of_proposal = await info.context.load(explaining.contributions_of_proposals, self.row.proposal_id)
        return [SeatContribution.of(one) for one in of_proposal.seats.get((self.row.case_id, self.row.person_id), ())]

    @strawberry.field(
        description="How many waivers that nobody had granted the plan counts on for her (所需不回避批准数); 0 unless "
        "the county's policy plans with waivers."
    )
    async def waivers(self, info: Info) -> int:
        """Tell how many."""
        of_proposal = await info.context.load(planned_waivers.counted_on, self.row.proposal_id)
        return of_proposal.get((self.row.case_id, self.row.person_id), 0)

    @strawberry.field(
        description="These waivers, as open facts are now, and who may grant them (待批准不回避); without them the "
        "proposal is not approved. Null to who may not screen."
    )
    async def waivers_needed(self, info: Info) -> list[PlannedWaiver] | None:
        """List the waivers."""
        of_proposal = await info.context.load(planned_waivers.planned_waivers, self.row.proposal_id)
        if of_proposal is None:
            return None
        return [PlannedWaiver.of(one) for one in of_proposal.get((self.row.case_id, self.row.person_id), ())]

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The needed skills that she has at the needed grade (满足专长).")
    def covers(self) -> list[Skill]:
        """List the skills."""
        return [Skill[code] for code in self.row.covers]


@strawberry.type(description="A case of the proposal with its team, or why it has none (案件派案结果).")
class ProposedTeam:
    """One case of a proposal."""

    row: strawberry.Private[Any]
    proposal: strawberry.Private[Any]
    staffed: bool = strawberry.field(description="Whether the case got its whole team (已配齐).")

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)

    @strawberry.field(description="The team (岗位人选); empty if the case could not be staffed.")
    async def seats(self, info: Info) -> list[Seat]:
        """List the team."""
        seats = await info.context.load(reads.seats_of, self.proposal.id)
        return [Seat.of(row) for row in seats if row.case_id == self.row.case_id]

    @strawberry.field(description="Why the case could not be staffed (未配齐原因); empty if it is.")
    async def shortages(self, info: Info) -> list[Shortage]:
        """List the reasons."""
        run = await info.context.load(reads.runs_by_id, self.proposal.run_id)
        kept = run.shortages if run is not None else []
        return [Shortage.of(shortage) for shortage in kept if shortage["case"] == self.row.case_id]
