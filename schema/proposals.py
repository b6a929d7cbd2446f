"""Proposed allocations with their teams, reasons, and what could not be staffed and why (派案方案)."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from resolvers import proposal_reads as reads
from resolvers.paging import kinds_of
from schema.assignments import Assignment
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.nodes import Mirror, Node
from schema.references import CASE, PERSON, ZONE, CaseType, PersonType, ZoneType
from schema.words import Word, closing_word
from terms.allocation import EditKind, Level, ProposalState
from terms.cases import AssignmentRole
from terms.people import Skill


@strawberry.type(description="One person in one role, with what she brings to the plan (岗位人选).")
class Seat(Mirror):
    """See ``db.tables.ProposalSeat``."""

    row: strawberry.Private[Any]
    role: AssignmentRole = strawberry.field(description="The role.")
    fit: int = strawberry.field(description="Points of fit (匹配分): grades above what the case needs.")
    travel: int = strawberry.field(description="Distance from her organ to the case, in hundreds of metres.")
    load_after: int = strawberry.field(
        description="Her load in percent-weeks per full working time if the plan is approved (派案后负荷)."
    )
    pinned: bool = strawberry.field(description="Whether a coordinator pinned her to the case.")

    @strawberry.field(description="The person.")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The needed skills that she has at the needed grade.")
    def covers(self) -> list[Skill]:
        """List the skills."""
        return [Skill[code] for code in self.row.covers]


@strawberry.type(description="What closes places of a case to people, and to how many (受限原因).")
class Closing:
    """One entry of a shortage."""

    reason: Word = strawberry.field(description="The rule, or the reason of the planning.")
    people: int = strawberry.field(description="To how many people; one person counts under each of her reasons.")


@strawberry.type(description="Why a case could not be staffed (未配齐原因).")
class Shortage:
    """See ``allocation.plan.Shortage``."""

    case_ids: strawberry.Private[list[int]]
    reason: Word = strawberry.field(description="What stands between the case and its team.")
    role: AssignmentRole | None = strawberry.field(description="The role that lacks people; null if not one role.")
    skill: Skill | None = strawberry.field(description="The skill that nobody left has; null if not a skill.")
    places_missing: int = strawberry.field(description="How many more people, if the right ones, would fill the gap.")
    candidates_left: int = strawberry.field(description="How many people are still open for it.")
    alone: bool = strawberry.field(
        description="Whether it could not be staffed even if it were the only case; false: only beside the others."
    )
    closings: list[Closing] = strawberry.field(description="What took the others away, most people first.")
    team_rules: list[Word] = strawberry.field(description="Rules of teams that cannot be met together; often empty.")

    @strawberry.field(description="The more pressing cases to which it gives way, of those the viewer may see.")
    async def gives_way_to(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.case_ids)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> "Shortage":
        """Show a shortage as a run kept it."""
        return cls(
            case_ids=kept["gives_way_to"],
            reason=closing_word(kept["reason"]),
            role=None if kept["role"] is None else AssignmentRole[kept["role"]],
            skill=None if kept["skill"] is None else Skill[kept["skill"]],
            places_missing=kept["places_missing"],
            candidates_left=kept["candidates_left"],
            alone=kept["alone"],
            closings=[Closing(reason=closing_word(rule), people=count) for rule, count in kept["barred_by_rule"]],
            team_rules=[closing_word(rule) for rule in kept["team_rules"]],
        )


@strawberry.type(description="A case of the proposal with its team, or why it has none (案件派案结果).")
class ProposedTeam:
    """One case of a proposal."""

    row: strawberry.Private[Any]
    proposal: strawberry.Private[Any]
    staffed: bool = strawberry.field(description="Whether the case got its whole team.")

    @strawberry.field(description="The case; null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)

    @strawberry.field(description="The team; empty if the case could not be staffed.")
    async def seats(self, info: Info) -> list[Seat]:
        """List the team."""
        seats = await info.context.load(reads.seats_of, self.proposal.id)
        return [Seat.of(row) for row in seats if row.case_id == self.row.case_id]

    @strawberry.field(description="Why the case could not be staffed; empty if it is.")
    async def shortages(self, info: Info) -> list[Shortage]:
        """List the reasons."""
        run = await info.context.load(reads.runs_by_id, self.proposal.run_id)
        kept = run.shortages if run is not None else []
        return [Shortage.of(shortage) for shortage in kept if shortage["case"] == self.row.case_id]


@strawberry.type(description="What was reached at one level of the order of goods (目标层级).")
class LevelReached:
    """See ``allocation.plan.LevelValue``."""

    level: Level = strawberry.field(description="The good.")
    value: float = strawberry.field(description="What the plan reaches, in the level's unit.")
    bound: float = strawberry.field(description="What no plan can pass under the levels above.")
    proven: bool = strawberry.field(description="Whether value and bound meet: nothing better exists.")


@strawberry.type(description="A pin or exclusion by a coordinator (人工调整).")
class Edit(Mirror):
    """See ``db.tables.ProposalEdit``."""

    row: strawberry.Private[Any]
    kind: EditKind = strawberry.field(description="Pin or exclusion.")
    role: AssignmentRole | None = strawberry.field(description="The role of a pin; null for an exclusion.")
    reason: str = strawberry.field(description="The reason given.")
    made_by: str = strawberry.field(description="Who made it.")
    made_at: datetime = strawberry.field(description="The moment at which it was made.")

    @strawberry.field(description="The person.")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The case; null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)


@strawberry.type(description="A proposed allocation of people to cases (派案方案).")
class Proposal(Node):
    """See ``db.tables.Proposal``."""

    batch = reads.proposals_by_id

    state: ProposalState = strawberry.field(description="Where it stands.")
    state_reason: str = strawberry.field(description="Why it was withdrawn; empty otherwise.")
    whole_county: bool = strawberry.field(description="Whether the pool of the whole county was drawn on.")
    proposed_at: datetime = strawberry.field(description="The moment at which it was made.")
    decided_by: str | None = strawberry.field(description="Who approved, withdrew or replaced it; null while open.")
    decided_at: datetime | None = strawberry.field(description="The moment of that; null while open.")

    @strawberry.field(description="The idempotency key under which it was asked for (幂等键).")
    async def key(self, info: Info) -> str:
        """Tell the key."""
        return str((await self._run(info)).key)

    @strawberry.field(description="The seed of the lottery among equal plans (随机种子), as a decimal number.")
    async def seed(self, info: Info) -> str:
        """Tell the seed; as text, for it has 63 bits and GraphQL's numbers have 32."""
        return str((await self._run(info)).seed)

    @strawberry.field(description="SHA-256 of the frozen problem from which the plan was made.")
    async def problem_hash(self, info: Info) -> str:
        """Tell the hash."""
        return str((await self._run(info)).problem_hash)

    @strawberry.field(description="What was reached at each level of the order of goods, the most important first.")
    async def levels(self, info: Info) -> list[LevelReached]:
        """List the levels."""
        return [
            LevelReached(
                level=Level[kept["level"]],
                value=kept["value"] / kept["scale"],
                bound=kept["bound"] / kept["scale"],
                proven=kept["proven"],
            )
            for kept in (await self._run(info)).levels
        ]

    @strawberry.field(description="The zones that it covers.")
    async def zones(self, info: Info) -> list[ZoneType]:
        """List the zones."""
        keys = await info.context.load(reads.zones_of_proposals, self.row.id)
        return await ZONE.kind.load_all(info, keys)

    @strawberry.field(description="Its cases, each with its team or with the reasons why it has none.")
    async def teams(self, info: Info) -> list[ProposedTeam]:
        """List the teams."""
        rows = await info.context.load(reads.cases_of_proposals, self.row.id)
        return [ProposedTeam(row=row, proposal=self.row, staffed=row.staffed) for row in rows]

    @strawberry.field(description="The pins and exclusions that steered it.")
    async def edits(self, info: Info) -> list[Edit]:
        """List the edits."""
        return [Edit.of(row) for row in await info.context.load(reads.edits_of_proposals, self.row.id)]

    @strawberry.field(description="The proposal that it replaces; null if it was not made by an edit.")
    async def supersedes(self, info: Info) -> "Proposal | None":
        """Find the earlier proposal."""
        return await Proposal.load_maybe(info, self.row.supersedes_id)

    @strawberry.field(description="The assignments that its approval made; empty before.")
    async def assignments(self, info: Info) -> list[Assignment]:
        """List the assignments."""
        return [Assignment.of(row) for row in await info.context.load(reads.assignments_of_proposals, self.row.id)]

    async def _run(self, info: Info) -> Any:
        return await info.context.load(reads.runs_by_id, self.row.run_id)


@strawberry.type
class ProposalQuery:
    """Questions about proposals."""

    @strawberry.field(description="The newest proposal made under this key; null if there is none to be seen.")
    async def proposal(
        self, info: Info, key: Annotated[str, strawberry.argument(description="The idempotency key.")]
    ) -> Proposal | None:
        """Find a proposal."""
        return Proposal.maybe(await reads.proposal_by_key(info.context.caller, key))

    @strawberry.field(description="Proposals, the newest first.")
    async def proposals(
        self,
        info: Info,
        *,
        state: Annotated[
            ProposalState | None, strawberry.argument(description="Only those in this state; null for all.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Proposal]:
        """List the proposals."""
        window = window_of(kinds_of(reads.ORDER), first=first, after=after, last=last, before=before)
        return connection_of(await reads.proposals(info.context.caller, window, state=state), Proposal.of)
