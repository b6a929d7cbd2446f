"""The waivers that a proposal counts on, where the county's policy plans with them: which they are, and from whom."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import col, select

from db.facts import read_facts
from db.policies import policy_on
from db.session import judge
from db.tables import AllocationRun, Proposal, ProposalSeat
from recusal.deciders import Rung, competent, ladder
from recusal.findings import Finding
from recusal.policy import Policy
from recusal.registry import SCREENED
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import Act, may
from resolvers.screening_records import findings_of
from terms.recusal import Severity

Seated: TypeAlias = tuple[int, int]
"""A case and a person on it."""


@dataclass(frozen=True, slots=True)
class PlannedWaiver:
    """A finding that a human may waive, on somebody whom a plan puts on the case in spite of it."""

    finding: Finding
    decider: Rung
    """Who may waive it now."""

    @property
    def granted(self) -> bool:
        """Tell whether the waiver is there and holds."""
        return self.finding.lifted_by is not None


def planned_with(run: AllocationRun) -> dict[Seated, int]:
    """Return how many waivers that nobody had granted each seat of a run was planned with; none is left out."""
    seats = () if run.plan is None else run.plan["seats"]
    return {(seat["case"], seat["person"]): seat["waivers"] for seat in seats if seat["waivers"]}


def still_awaited(findings: Sequence[Finding], planned: Collection[Seated]) -> bool:
    """Tell whether nothing keeps these people off their cases but waivers that the plan counts on."""
    return all(
        finding.severity is Severity.WAIVABLE and finding.rule in SCREENED and (finding.case, finding.person) in planned
        for finding in findings
    )


async def counted_on(caller: Caller, keys: Sequence[int]) -> list[dict[Seated, int]]:
    """Return for each proposal its seats with waivers; asked only for proposals that the caller sees."""
    async with caller.database.reading() as session:
        runs = select(Proposal.id, AllocationRun).join(AllocationRun).where(col(Proposal.id).in_(keys))
        found = {key: planned_with(run) for key, run in (await session.exec(runs)).all()}
    return [found[key] for key in keys]


async def planned_waivers(caller: Caller, keys: Sequence[int]) -> list[dict[Seated, list[PlannedWaiver]] | None]:
    """Return for each proposal the waivers that its seats count on, as open facts are now; None to who may not screen.

    Asked only for proposals that the caller sees.
    """
    if not may(caller, Act.SCREEN):
        return [None for _ in keys]
    counted = dict(zip(keys, await counted_on(caller, keys), strict=True))
    if not any(counted.values()):
        return [{} for _ in keys]
    async with caller.database.reading() as session:
        chosen = select(ProposalSeat).where(col(ProposalSeat.proposal_id).in_(keys)).order_by(col(ProposalSeat.id))
        rows = (await session.exec(chosen)).all()
        await judge(session, Act.SCREEN)
        world = World((await read_facts(session, on=caller.today(), sealed=False)).facts)
        policy = (await policy_on(session, caller.today())).recusal
    asked = [row for row in rows if (row.case_id, row.person_id) in counted[row.proposal_id]]
    told: defaultdict[int, dict[Seated, list[PlannedWaiver]]] = defaultdict(dict)
    for row in asked:
        told[row.proposal_id][row.case_id, row.person_id] = list(_of_seat(caller, world, policy, row))
    return [told[key] for key in keys]


def _of_seat(caller: Caller, world: World, policy: Policy, seat: ProposalSeat) -> Iterator[PlannedWaiver]:
    on = caller.today()
    found = findings_of(world, [seat], policy, on=on)[seat.person_id, seat.case_id]
    for finding in found:
        by_waiver = finding.lifted_by is None or finding.lifted_by.record == "waiver"
        if finding.severity is Severity.WAIVABLE and by_waiver:
            rungs = ladder(world, seat.person_id, seat.case_id, policy, on=on)
            yield PlannedWaiver(finding, competent(rungs))
