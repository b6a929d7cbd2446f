"""Proposed allocations with their teams, reasons, and what could not be staffed and why (派案方案)."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from resolvers import explaining
from resolvers import proposal_reads as reads
from resolvers.confirming import confirmations_of_edits
from resolvers.paging import kinds_of
from resolvers.posed import lottery_proven_of
from resolvers.repair_reads import moves_of_proposals
from schema.assignments import Assignment
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.contributions import ContributionApart
from schema.level_values import LevelReached
from schema.moves import Move
from schema.nodes import Mirror, Node
from schema.proposed_teams import ProposedTeam
from schema.references import CASE, PERSON, ZONE, CaseType, PersonType, ZoneType
from schema.seeds import SeedCommitment
from terms.allocation import Confirmation, EditKind, Level, ProposalState
from terms.cases import AssignmentRole


@strawberry.type(description="A pin or exclusion by a coordinator (人工调整).")
class Edit(Mirror):
    """See ``db.tables.ProposalEdit``."""

    row: strawberry.Private[Any]
    kind: EditKind = strawberry.field(
        description="Pin, that is, an emergency pick by name (R47), or exclusion (调整类型)."
    )
    role: AssignmentRole | None = strawberry.field(description="The role of a pin (固定岗位); null for an exclusion.")
    reason: str = strawberry.field(description="The reason given (理由).")
    leaves_no_choice: bool = strawberry.field(
        description="Whether an exclusion leaves a place of the case to exactly those who are left (排除后别无人选): "
        "a pick by name (R47), counted as one."
    )
    made_by: str = strawberry.field(description="Who made it (调整人).")
    made_at: datetime = strawberry.field(description="The moment at which it was made (形成时间).")

    @strawberry.field(
        description="Where a pin stands: every pin awaits the county's confirmation (确认状态); null for an exclusion."
    )
    async def confirmation(self, info: Info) -> Confirmation | None:
        """Find the answer."""
        return await info.context.load(confirmations_of_edits, self.row.id)

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The case (案件); null if the viewer may not see it any more.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)


@strawberry.type(description="A proposed allocation of people to cases (派案方案).")
class Proposal(Node):
    """See ``db.tables.Proposal``."""

    batch = reads.proposals_by_id

    state: ProposalState = strawberry.field(description="Where it stands (状态).")
    state_reason: str = strawberry.field(description="Why it was withdrawn (撤回理由); empty otherwise.")
    whole_county: bool = strawberry.field(description="Whether the pool of the whole county was drawn on (全县范围).")
    proposed_at: datetime = strawberry.field(description="The moment at which it was made (形成时间).")
    decided_by: str | None = strawberry.field(
        description="Who approved, withdrew or replaced it (处理人); null while open."
    )
    decided_at: datetime | None = strawberry.field(description="The moment of that (处理时间); null while open.")

    @strawberry.field(description="The idempotency key under which it was asked for (幂等键).")
    async def key(self, info: Info) -> str:
        """Tell the key."""
        return str((await self._run(info)).key)

    @strawberry.field(description="The seed of the lottery among equal plans (随机种子), as a decimal number.")
    async def seed(self, info: Info) -> str:
        """Tell the seed; as text, for it has 63 bits and GraphQL's numbers have 32."""
        return str((await self._run(info)).seed)

    @strawberry.field(
        description="The salt of the seed (种子盐值): SHA-256 of `seed|salt` is the commitment; null for runs of "
        "earlier versions."
    )
    async def seed_salt(self, info: Info) -> str | None:
        """Tell the salt."""
        salt: str | None = (await self._run(info)).seed_salt
        return salt

    @strawberry.field(
        description="What the seed was committed to by, before any fact was looked at (随机种子承诺); null for runs of "
        "earlier versions."
    )
    async def seed_commitment(self, info: Info) -> SeedCommitment | None:
        """Find the commitment."""
        key = (await self._run(info)).seed_commitment_id
        row = None if key is None else await info.context.load(reads.commitments_by_id, key)
        return None if row is None else SeedCommitment.of(row)

    @strawberry.field(
        description="How many other seeds had been drawn before for runs with one of its cases (此前抽签次数); null "
        "for runs of earlier versions."
    )
    async def draws_before(self, info: Info) -> int | None:
        """Tell the number."""
        draws: int | None = (await self._run(info)).draws_before
        return draws

    @strawberry.field(
        description="SHA-256 of the record of the run, by which a copy is known to be true (运行记录哈希); null for "
        "runs of earlier versions."
    )
    async def record_hash(self, info: Info) -> str | None:
        """Tell the hash."""
        hashed: str | None = (await self._run(info)).record_hash
        return hashed

    @strawberry.field(
        description="SHA-256 of a secret salt and the frozen problem from which the plan was made (问题哈希)."
    )
    async def problem_hash(self, info: Info) -> str:
        """Tell the hash."""
        return str((await self._run(info)).problem_hash)

    @strawberry.field(
        description="What was reached at each level of the order of goods, the most important first (目标层级)."
    )
    async def levels(self, info: Info) -> list[LevelReached]:
        """List the levels."""
        run = await self._run(info)
        took = run.level_seconds or {}
        return [
            LevelReached.of(kept, seconds=took.get(kept["level"]))
            for kept in run.levels
            if kept["level"] in Level.__members__  # a run of an earlier version may have had other goods
        ]

    @strawberry.field(
        description="How long it took from the frozen problem to the checked plan, in seconds of the processor, to a "
        "tenth (计算总用时): the levels, the draw, and why cases are not staffed; null for runs of earlier versions."
    )
    async def seconds(self, info: Info) -> float | None:
        """Tell the seconds."""
        seconds: float | None = (await self._run(info)).seconds
        return seconds

    @strawberry.field(
        description="What the levels that add seats up have without any seat (不属于岗位的部分): spread of loads from "
        "before, published seats of cases without a team now. With the seats' contributions it is the level's value."
    )
    async def contributions_apart(self, info: Info) -> list[ContributionApart]:
        """List what is there without any seat."""
        brought = await info.context.load(explaining.contributions_of_proposals, self.row.id)
        return [ContributionApart.of(one) for one in brought.apart]

    @strawberry.field(
        description="Whether the draw among equal plans was finished (抽签已完成); if not, the plan is one of the "
        "equals that were found, and null for runs of earlier versions."
    )
    async def lottery_proven(self, info: Info) -> bool | None:
        """Tell whether it was."""
        return lottery_proven_of((await self._run(info)).plan)

    @strawberry.field(description="The zones that it covers (协作区).")
    async def zones(self, info: Info) -> list[ZoneType]:
        """List the zones."""
        keys = await info.context.load(reads.zones_of_proposals, self.row.id)
        return await ZONE.kind.load_all(info, keys)

    @strawberry.field(description="Its cases, each with its team or with the reasons why it has none (案件派案结果).")
    async def teams(self, info: Info) -> list[ProposedTeam]:
        """List the teams."""
        rows = await info.context.load(reads.cases_of_proposals, self.row.id)
        return [ProposedTeam(row=row, proposal=self.row, staffed=row.staffed) for row in rows]

    @strawberry.field(description="The pins and exclusions that steered it (人工调整).")
    async def edits(self, info: Info) -> list[Edit]:
        """List the edits."""
        return [Edit.of(row) for row in await info.context.load(reads.edits_of_proposals, self.row.id)]

    @strawberry.field(
        description="What it changes in teams at work, by case and role (人员调整); empty where its cases merely wait."
    )
    async def moves(self, info: Info) -> list[Move]:
        """List the moves."""
        return [Move.of(move) for move in await info.context.load(moves_of_proposals, self.row.id)]

    @strawberry.field(description="The proposal that it replaces (被替代方案); null if it was not made by an edit.")
    async def supersedes(self, info: Info) -> "Proposal | None":
        """Find the earlier proposal."""
        return await Proposal.load_maybe(info, self.row.supersedes_id)

    @strawberry.field(description="The assignments that its approval made (派案); empty before.")
    async def assignments(self, info: Info) -> list[Assignment]:
        """List the assignments."""
        return [Assignment.of(row) for row in await info.context.load(reads.assignments_of_proposals, self.row.id)]

    async def _run(self, info: Info) -> Any:
        return await info.context.load(reads.runs_by_id, self.row.run_id)


@strawberry.type
class ProposalQuery:
    """Questions about proposals."""

    @strawberry.field(
        description="The newest proposal made under this key (派案方案); null if there is none to be seen."
    )
    async def proposal(
        self, info: Info, key: Annotated[str, strawberry.argument(description="The idempotency key (幂等键).")]
    ) -> Proposal | None:
        """Find a proposal."""
        return Proposal.maybe(await reads.proposal_by_key(info.context.caller, key))

    @strawberry.field(description="Proposals, the newest first (派案方案).")
    async def proposals(
        self,
        info: Info,
        *,
        state: Annotated[
            ProposalState | None, strawberry.argument(description="Only those in this state (方案状态); null for all.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Proposal]:
        """List the proposals."""
        window = window_of(kinds_of(reads.ORDER), first=first, after=after, last=last, before=before)
        return connection_of(await reads.proposals(info.context.caller, window, state=state), Proposal.of)
