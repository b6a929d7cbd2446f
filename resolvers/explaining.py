"""Why this and not that: a proposal explained, set beside another, and what changes nobody has made would bring."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel import col, select

from allocation import why_not as pricing
from allocation.changes import Change
from allocation.changing import changed
from allocation.compare import Comparison, compare
from allocation.contributions import Contribution, contributions
from allocation.plan import Plan
from allocation.refusals import LimitReached, OutOfRange
from allocation.relaxations import Relaxations, relaxations
from allocation.solve import allocate
from db.tables import AllocationRun, Proposal, ProposalSeat
from resolvers.approval_refusals import AlreadyStaffed
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.paging import grouped
from resolvers.people import people_named
from resolvers.posed import Posed, as_it_was, read_posed
from resolvers.private_leave import private_leave_closed
from resolvers.snapshot import Snapshot, read_snapshot
from resolvers.solving import solved
from resolvers.supposing import Supposition, changes_of
from resolvers.supposing_refusals import SuppositionImpossible
from resolvers.waivable import waivable_of
from terms.cases import AssignmentRole
from terms.refusals import Refusal

LIMIT = 20.0
"""The solver's unit of work for one level of a question, about seconds of one core; ours."""
FOUND = 4
"""So many sets of grants are told, the cheapest; ours."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What the seats of a proposal bring to each level, and what the levels have without any seat."""

    seats: Mapping[tuple[int, int], tuple[Contribution, ...]]
    """By case and person."""
    apart: tuple[Contribution, ...]
    """See ``allocation.contributions.Contributions``."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a person does not sit in a place, with the proposal that it is asked of."""

    posed: Posed
    answer: pricing.WhyNot


@dataclass(frozen=True, slots=True)
class Beside:
    """A plan beside the proposal's own."""

    posed: Posed
    plan: Plan
    shortages: Sequence[Mapping[str, Any]]
    """Why its cases without a team have none, as a run keeps it."""
    comparison: Comparison
    lottery_proven: bool | None
    """None if an earlier version made the plan, which did not keep that."""
    people: frozenset[int]
    """Whoever could be drawn for either, supposed newcomers aside."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What could be granted so that a case is staffed, with the proposal that left it without a team."""

    posed: Posed
    found: Relaxations


async def contributions_of_proposals(caller: Caller, keys: Sequence[int]) -> list[Brought]:
    """Return for each proposal what is brought to each level; asked only for proposals that the caller sees."""
    async with caller.database.reading() as session:
        statement = select(Proposal.id, AllocationRun).join(AllocationRun)
        runs = dict((await session.exec(statement.where(col(Proposal.id).in_(keys)))).all())
        chosen = select(ProposalSeat).where(col(ProposalSeat.proposal_id).in_(keys))
        seats = grouped((await session.exec(chosen)).all(), keys, lambda row: row.proposal_id)
    return [await asyncio.to_thread(_contributions, runs[key], rows) for key, rows in zip(keys, seats, strict=True)]


def _contributions(run: AllocationRun, rows: Sequence[ProposalSeat]) -> Brought:
    problem, plan = as_it_was(run, rows)
    found = contributions(problem, plan.seats)
    return Brought({(seat.case, seat.person): seat.levels for seat in found.seats}, found.apart)


async def why_not(caller: Caller, *, key: str, case_number: str, person_number: str, role: AssignmentRole) -> WhyNot:
    """Return what closes the place to the person, or what a plan with her in it would cost at each level.

    Raises:
        NotAllowed: the caller may read no cases.
        NotFound: no such proposal, case of it, or person to be seen.
        LeftAsItIs: a repair leaves the case alone.
        LimitReached: no plan with her was found within the limit.
    """
    async with caller.database.reading() as session:
        posed = await read_posed(session, caller, key)
        case = posed.case(case_number)
        (person,) = await people_named(session, caller, [person_number])
    answer = await solved(
        pricing.why_not,
        posed.problem,
        posed.plan,
        case=case,
        person=person,
        role=role,
        deterministic_limit=LIMIT,
    )
    return WhyNot(posed, answer)


async def what_if(caller: Caller, *, key: str, supposed: Sequence[Supposition]) -> Beside:
    """Return the plan that would be made, by the same seed, if what is supposed were so; nothing is written.

    Raises:
        NotAllowed: the caller may not propose.
        NotFound: no such proposal, or a person, case or organ that is not there or not to be seen.
        LeftAsItIs: a case that a repair leaves alone.
        SuppositionImpossible: what is supposed contradicts itself, or no plan keeps the pins then.
        LimitReached: no plan that keeps the pins was found within the limit.
    """
    require(caller, Act.PROPOSE)
    async with caller.database.reading() as session:
        posed = await read_posed(session, caller, key)
        posed = replace(posed, problem=posed.undrawn)  # the seed draws again, by the chances that are supposed
        changes = await changes_of(session, caller, posed, supposed)
        posed = await private_leave_closed(session, posed)
    plan = await solved(_supposed_plan, posed, changes)
    shortages = [asdict(one) for one in plan.shortages]
    return Beside(posed, plan, shortages, compare(posed.plan, plan), plan.lottery_proven, _people(posed))


def _supposed_plan(posed: Posed, changes: Sequence[Change]) -> Plan:
    try:
        return allocate(changed(posed.problem, changes), posed.plan.seed, deterministic_limit=LIMIT)
    except OutOfRange as refusal:
        raise SuppositionImpossible(
            f"{refusal.code}: {refusal.field} = {refusal.value}, {refusal.least}–{refusal.most}"
        ) from refusal
    except LimitReached:
        raise
    except Refusal as refusal:  # it names keys of the database, which nobody here knows
        raise SuppositionImpossible(refusal.code) from refusal


async def side_by_side(caller: Caller, *, key: str, other_key: str) -> Beside:
    """Return another proposal beside this one: who moves, and what it costs.

    Raises:
        NotAllowed: the caller may read no cases.
        NotFound: no such proposal to be seen.
    """
    async with caller.database.reading() as session:
        posed = await read_posed(session, caller, key)
        other = await read_posed(session, caller, other_key)
    people, found = _people(posed) | _people(other), compare(posed.plan, other.plan)
    return Beside(posed, other.plan, other.shortages, found, other.lottery_proven, people)


def _people(posed: Posed) -> frozenset[int]:
    return frozenset(person.id for person in posed.problem.candidates)


async def ways_to_staff(caller: Caller, *, key: str, case_number: str) -> Ways:
    """Return sets of grants, the fewest first, each only what a human may grant, after which the case is staffed.

    Raises:
        NotAllowed: the caller may not propose.
        NotFound: no such proposal or case of it to be seen.
        LeftAsItIs: a repair leaves the case alone.
        AlreadyStaffed: the proposal gives the case a team.
    """
    require(caller, Act.PROPOSE)
    async with caller.database.reading() as session:
        posed = await read_posed(session, caller, key)
        case = posed.case(case_number)
        if any(seat.case == case for seat in posed.plan.seats):
            raise AlreadyStaffed(case_number)
        posed = await private_leave_closed(session, posed)
        snapshot = await read_snapshot(session, on=caller.today(), cases=[case], sealed=False)
    found = await solved(_ways, posed, snapshot, case)
    return Ways(posed, found)


def _ways(posed: Posed, snapshot: Snapshot, case: int) -> Relaxations:
    waivable = waivable_of(snapshot, _people(posed), case)
    return relaxations(
        posed.problem, posed.plan, case=case, waivable=waivable, most_found=FOUND, deterministic_limit=LIMIT
    )
