"""The problem and the plan of a proposal as its run kept them, with the numbers by which people name their parts."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.canonical import canonical
from allocation.document import from_json
from allocation.explain import seats_of
from allocation.lottery import with_sitting_out
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from db.tables import AllocationRun, Case, Proposal, ProposalCase, ProposalSeat
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.proposal_reads import newest_by_key
from resolvers.supposing_refusals import LeftAsItIs
from terms.allocation import Level
from terms.periods import COUNTY_TIME
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class Posed:
    """What a proposal answered, and its answer."""

    proposal: Proposal
    on: date
    """The day of the run: day 0 of the problem."""
    problem: Problem
    """With those barred whom the lot lets sit out sensitive cases."""
    plan: Plan
    """Without its shortages, which follow as they were kept."""
    shortages: Sequence[Mapping[str, Any]]
    undrawn: Problem
    """Before the lot barred anybody: what a supposed policy of chances starts from."""
    case_numbers: Mapping[str, int]
    """The keys of the proposal's cases by their numbers."""
    lottery_proven: bool | None
    """Whether the draw among equal plans was finished; None for a run of an earlier version, which did not keep it."""

    def case(self, number: str) -> int:
        """Return the key of one of its cases.

        Raises:
            NotFound: it is none of them.
            LeftAsItIs: the proposal is a repair that leaves the case alone.
        """
        if number not in self.case_numbers:
            raise NotFound(Thing.CASE, number)
        key = self.case_numbers[number]
        if all(case.id != key for case in self.problem.cases):
            raise LeftAsItIs(number)
        return key


async def read_posed(session: AsyncSession, caller: Caller, key: str) -> Posed:
    """Return what the newest proposal under this key, the caller's own first, answered.

    Raises:
        NotAllowed: the caller may read no cases.
        NotFound: there is no such proposal that the caller may see.
        MalformedProblem: it was made by an earlier version, whose problems are read no more.
    """
    require(caller, Act.READ_CASES)
    proposal = (await session.exec(newest_by_key(caller, key))).first()
    if proposal is None:
        raise NotFound(Thing.PROPOSAL, key)
    run = await session.get_one(AllocationRun, proposal.run_id)
    chosen = select(ProposalSeat).where(ProposalSeat.proposal_id == proposal.id)
    seats = (await session.exec(chosen)).all()
    cases = select(Case.number, Case.id).join(ProposalCase).where(ProposalCase.proposal_id == proposal.id)
    numbers = dict((await session.exec(cases)).all())
    undrawn, problem, plan = await asyncio.to_thread(_as_kept, run, seats)
    on = run.ran_at.astimezone(COUNTY_TIME).date()
    return Posed(proposal, on, problem, plan, run.shortages, undrawn, numbers, lottery_proven_of(run.plan))


def as_it_was(run: AllocationRun, seats: Sequence[ProposalSeat]) -> tuple[Problem, Plan]:
    """Return the problem and the plan of a run.

    Raises:
        MalformedProblem: an earlier version made it.
    """
    _, problem, plan = _as_kept(run, seats)
    return problem, plan


def _as_kept(run: AllocationRun, seats: Sequence[ProposalSeat]) -> tuple[Problem, Problem, Plan]:
    """Return the problem of a run, the same with those barred whom the lot lets sit out, and the plan."""
    undrawn = from_json(json.dumps(run.problem))
    problem = canonical(with_sitting_out(undrawn, run.seed))
    taken = frozenset((seat.case_id, seat.person_id, seat.role) for seat in seats)
    levels = tuple(LevelValue(**kept | {"level": Level[kept["level"]]}) for kept in run.levels)
    drawn = lottery_proven_of(run.plan) is True
    return (
        undrawn,
        problem,
        Plan(seats_of(problem, taken), shortages=(), levels=levels, seed=run.seed, lottery_proven=drawn),
    )


def lottery_proven_of(plan: Mapping[str, Any] | None) -> bool | None:
    """Tell whether the draw among equal plans was finished, by the document of a plan; None for a run without."""
    return None if plan is None else bool(plan["lottery_proven"])
