"""One run of the allocation: the problem from one snapshot, the plan solved and checked, and both kept."""

import asyncio
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.check import check
from allocation.document import problem_hash, to_json
from allocation.plan import Plan, Shortage
from allocation.problem import Problem
from allocation.solve import allocate
from db.audit import record
from db.tables import (
    AllocationRun,
    Proposal,
    ProposalCase,
    ProposalEdit,
    ProposalSeat,
    ProposalZone,
)
from resolvers.caller import Caller
from resolvers.decoying import snapshot_of
from resolvers.problem import make_problem
from resolvers.problem_pairs import Edits
from resolvers.proposal_access import Asked
from resolvers.repairing import Teams, repaired
from resolvers.scope import Scope
from terms.allocation import EditKind, ProposalState


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the allocation: its cases and zones, its seed, and how it is steered."""

    scope: Scope
    seed: int
    edits: tuple[ProposalEdit, ...] = ()
    supersedes: int | None = None
    teams: Teams | None = None
    """The teams that it repairs; None where its cases merely wait."""


async def run_allocation(session: AsyncSession, caller: Caller, asked: Asked, run: Run) -> Proposal:
    """Make the problem of the run from one snapshot, solve it, and keep run and proposal with all its parts.

    Raises:
        Refusal: what ``allocate`` refuses, such as pins that no plan can keep.
        NothingToStaff: the teams of a repair are whole, and nothing is better.
    """
    snapshot = await snapshot_of(session, caller, [case.id for case in run.scope.cases])
    zones = None if run.scope.whole_county else frozenset(zone.id for zone in run.scope.zones)
    edits = edits_of(run.edits)
    if run.teams is not None:
        edits = run.teams.edits(edits, snapshot, zones)
    made = make_problem(snapshot, zones=zones, edits=edits)
    problem, plan = await asyncio.to_thread(_checked_plan, made, run)
    salt = secrets.token_hex(16)
    row = AllocationRun(
        county_id=run.scope.zones[0].county_id,
        principal=caller.identity.principal,
        key=asked.key,
        request=asked.request,
        problem=json.loads(to_json(problem)),
        problem_salt=salt,
        problem_hash=problem_hash(problem, salt=salt),
        seed=run.seed,
        policy_id=snapshot.policy.id,
        facts_version=snapshot.known.version,
        levels=[asdict(level) for level in plan.levels],
        shortages=[asdict(shortage) for shortage in plan.shortages],
    )
    session.add(row)
    await session.flush()
    proposal = await _keep(session, caller, row, run, plan)
    record(
        session,
        actor=caller.actor,
        act="PROPOSE" if run.supersedes is None else "EDIT",
        object_type="proposals",
        object_id=proposal.id,
        run=row.id,
        problem_hash=row.problem_hash,
        seed=row.seed,
    )
    await session.flush()
    return proposal


class PlanUnsoundError(Exception):
    """The independent check found fault with the solver's plan: a mistake of ours, which nobody gets to approve."""


def _checked_plan(problem: Problem, run: Run) -> tuple[Problem, Plan]:
    """Return the plan with the problem that it solves: for a repair, with what is kept of the teams pinned."""
    unfilled: tuple[Shortage, ...] = ()
    if run.teams is None:
        plan = allocate(problem, run.seed)
    else:
        option, unfilled = repaired(problem, run.teams, run.seed)
        problem, plan = option.problem, option.plan
    faults = check(problem, plan)
    if faults:
        raise PlanUnsoundError(faults)
    return problem, replace(plan, shortages=(*plan.shortages, *unfilled))


def edits_of(rows: Sequence[ProposalEdit]) -> Edits:
    """Return the pins and exclusions as the problem wants them."""
    return Edits(
        pins=tuple((row.case_id, row.person_id, row.role) for row in rows if row.role is not None),
        exclusions=tuple((row.case_id, row.person_id) for row in rows if row.kind is EditKind.EXCLUDE),
    )


async def _keep(session: AsyncSession, caller: Caller, row: AllocationRun, run: Run, plan: Plan) -> Proposal:
    proposal = Proposal(
        county_id=row.county_id,
        run_id=row.id,
        whole_county=run.scope.whole_county,
        supersedes_id=run.supersedes,
        state=ProposalState.PROPOSED,
    )
    session.add(proposal)
    await session.flush()
    session.add_all(_parts(proposal.id, run, plan))
    session.add_all(_edits(proposal.id, run, caller))
    return proposal


def _parts(proposal_id: int, run: Run, plan: Plan) -> Iterator[SQLModel]:
    staffed = {seat.case for seat in plan.seats}
    pinned = {(edit.case_id, edit.person_id) for edit in run.edits if edit.kind is EditKind.PIN}
    for zone in run.scope.zones:
        yield ProposalZone(proposal_id=proposal_id, zone_id=zone.id)
    for case in run.scope.cases:
        yield ProposalCase(proposal_id=proposal_id, case_id=case.id, staffed=case.id in staffed)
    for seat in plan.seats:
        yield ProposalSeat(
            proposal_id=proposal_id,
            case_id=seat.case,
            person_id=seat.person,
            role=seat.role,
            fit=seat.fit,
            travel=seat.travel,
            load_after=seat.load_after,
            covers=[skill.value for skill in seat.covers],
            pinned=(seat.case, seat.person) in pinned,
        )


def _edits(proposal_id: int, run: Run, caller: Caller) -> Iterator[ProposalEdit]:
    for edit in run.edits:
        yield ProposalEdit(
            proposal_id=proposal_id,
            kind=edit.kind,
            case_id=edit.case_id,
            person_id=edit.person_id,
            role=edit.role,
            reason=edit.reason,
            made_by=edit.made_by or caller.identity.principal,
        )
