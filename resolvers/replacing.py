"""Who could take the place of somebody who stands aside: with each of them the whole team is looked at again (T12)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.plan import Plan, Seat
from allocation.problem import Place, Problem
from allocation.replacements import replacements
from db.session import judge
from db.tables import Assignment, Proposal, ProposalZone, RecusalMatter, RecusalMatterCase
from resolvers.caller import Caller
from resolvers.gate import Act, may
from resolvers.matters import cases_in_sight, hidden_people
from resolvers.problem import make_problem
from resolvers.problem_edits import Edits
from resolvers.snapshot import in_scope, read_snapshot
from resolvers.solving import solved
from terms.cases import AssignmentState
from terms.recusal import MatterState

MOST: Final = 10
"""How many are offered; ours."""
NO_LIMIT: Final = 10_000
"""Capacity of those who sit on the case already: their time was counted when they were booked."""
VACANT: Final = frozenset({AssignmentState.SUSPENDED, AssignmentState.RECUSED})


async def replacements_of_matter_cases(caller: Caller, keys: Sequence[int]) -> list[list[Seat]]:
    """Return for each case of a matter who could take the frozen seat, cheapest first: load, travel, fit; ten at most.

    Nobody is offered against whom anything open speaks. Sealed facts are not looked at, or the list would tell of them
    (T02); the approval looks. Nothing is offered to callers who do not propose, for a seat that is not vacant, and once
    the matter is refused or lifted.
    """
    if not may(caller, Act.PROPOSE):
        return [[] for _ in keys]
    hidden = await hidden_people(caller)
    async with caller.database.reading() as session:
        vacant = [await _vacant(session, caller, key, hidden) for key in keys]
        await judge(session, Act.PROPOSE)
        return [[] if seat is None else await _offers(session, caller, seat) for seat in vacant]


async def _vacant(session: AsyncSession, caller: Caller, key: int, hidden: Collection[int]) -> Assignment | None:
    """Return the assignment whose seat is to be filled, if the caller may see the matter and the case."""
    statement = (
        select(Assignment)
        .join(RecusalMatterCase, col(RecusalMatterCase.assignment_id) == Assignment.id)
        .join(RecusalMatter, col(RecusalMatter.id) == RecusalMatterCase.matter_id)
        .where(
            RecusalMatterCase.id == key,
            *cases_in_sight(caller, hidden),
            col(RecusalMatter.state).in_((MatterState.OPEN, MatterState.RECUSED)),
            col(Assignment.state).in_(VACANT),
        )
    )
    return (await session.exec(statement)).first()


async def _offers(session: AsyncSession, caller: Caller, vacant: Assignment) -> list[Seat]:
    today = caller.today()
    in_force = select(Assignment).where(
        Assignment.case_id == vacant.case_id,
        col(Assignment.state) == AssignmentState.ACTIVE,
        Assignment.person_id != vacant.person_id,
    )
    team = (await session.exec(in_force.order_by(col(Assignment.id)))).all()
    snapshot = await read_snapshot(session, on=today, cases=[vacant.case_id], sealed=False)
    zones = await _zones(session, vacant)
    members = snapshot.staffing.members.items()
    others = {
        key for key, member in members if member.organ is not None and not in_scope(snapshot, member.organ, zones)
    }
    away = select(Assignment.person_id).where(
        Assignment.case_id == vacant.case_id, col(Assignment.state).in_(VACANT), Assignment.id != vacant.id
    )
    left_out = (others | set((await session.exec(away)).all())) - {row.person_id for row in team}
    exclusions = tuple((vacant.case_id, person) for person in sorted(left_out))
    problem = make_problem(snapshot, zones=None, edits=Edits(exclusions=exclusions))
    return await solved(_solve, problem, vacant, team)


async def _zones(session: AsyncSession, vacant: Assignment) -> frozenset[int] | None:
    """Return the zones from which the team was drawn; None for the whole county, or where no proposal says it."""
    if vacant.proposal_id is None:
        return None
    proposal = await session.get_one(Proposal, vacant.proposal_id)
    zones = select(ProposalZone.zone_id).where(ProposalZone.proposal_id == proposal.id)
    return None if proposal.whole_county else frozenset((await session.exec(zones)).all())


def _solve(problem: Problem, vacant: Assignment, team: Sequence[Assignment]) -> list[Seat]:
    candidates = {candidate.id for candidate in problem.candidates}
    seat = _seat(vacant)
    others = [_seat(row) for row in team if row.person_id in candidates]
    posed = _as_it_stands(problem, seat, others)
    return list(replacements(posed, Plan(seats=(*others, seat), shortages=(), levels=(), seed=0), seat))[:MOST]


def _seat(row: Assignment) -> Seat:
    return Seat(case=row.case_id, person=row.person_id, role=row.role, fit=0, travel=0, load_after=0)


def _as_it_stands(problem: Problem, seat: Seat, others: Sequence[Seat]) -> Problem:
    """Return the problem of filling one seat beside people who are booked: what was settled of them is not asked again.

    They keep their skills, kin and organs, so that the team is judged as a whole; they are legal in time and
    qualification because their assignments are in force.
    """
    seated = {other.person for other in others}
    places = Counter(other.role for other in (*others, seat))
    return replace(
        problem,
        cases=tuple(replace(case, places=tuple(map(Place, places, places.values()))) for case in problem.cases),
        candidates=tuple(
            replace(one, capacity=NO_LIMIT, may_lead=True, may_review=True) if one.id in seated else one
            for one in problem.candidates
        ),
        pairs=tuple(pair for pair in problem.pairs if pair.person not in seated),
    )
