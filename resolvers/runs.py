"""How proposals are found, made and closed: what proposing, editing, withdrawing and approving share."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from sqlalchemy import func
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.document import problem_hash, to_json
from allocation.plan import Plan
from allocation.solve import allocate
from db.audit import record
from db.facts import read_facts
from db.policies import policy_on
from db.staffing import read_staffing
from db.tables import (
    AllocationRun,
    Case,
    Proposal,
    ProposalCase,
    ProposalEdit,
    ProposalSeat,
    ProposalZone,
    Zone,
)
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.problem import Edits, Snapshot, make_problem
from resolvers.scope import Scope
from terms.allocation import EditKind, ProposalState
from terms.refusals import Refusal
from terms.things import Thing


class KeyReused(Refusal):
    """The same key came with another request; the first answer stands."""

    code: ClassVar[str] = "KEY_REUSED"
    zh: ClassVar[str] = "幂等键“{key}”已用于另一请求。请换用新的键；重试原请求时须保持内容不变。"
    en: ClassVar[str] = "The key “{key}” was used for another request. Take a new key; to retry, send the same request."

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class ProposalRef:
    """Which proposal: by its key in the database, or by the idempotency key of its run."""

    id: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a proposal, under its idempotency key."""

    key: str
    request: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the allocation: its cases and zones, its seed, and how it is steered."""

    scope: Scope
    seed: int
    edits: tuple[ProposalEdit, ...] = ()
    supersedes: int | None = None


async def earlier_answer(session: AsyncSession, caller: Caller, asked: Asked) -> Proposal | None:
    """Return what the key answered before; a second caller with the key waits here until the first is done.

    Raises:
        KeyReused: the key came with another request then.
    """
    name = f"{caller.identity.principal}\n{asked.key}"
    await session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))
    run = (
        await session.exec(
            select(AllocationRun).where(
                AllocationRun.principal == caller.identity.principal, AllocationRun.key == asked.key
            )
        )
    ).first()
    if run is None:
        return None
    if run.request != asked.request:
        raise KeyReused(asked.key)
    return (await session.exec(select(Proposal).where(Proposal.run_id == run.id))).one()


async def locked_proposal(session: AsyncSession, caller: Caller, ref: ProposalRef, act: Act) -> Proposal:
    """Return the proposal, locked until the transaction ends.

    Raises:
        NotFound: it is not there, or covers zones outside the caller's own.
        NotAllowed: the caller may see it and not do this to it.
    """
    statement = select(Proposal)
    if ref.key is not None:
        mine = (col(AllocationRun.principal) == caller.identity.principal).desc()
        statement = statement.join(AllocationRun).where(col(AllocationRun.key) == ref.key)
        statement = statement.order_by(mine, col(Proposal.id).desc())
    else:
        statement = statement.where(Proposal.id == ref.id)
    for proposal in (await session.exec(statement.with_for_update(of=Proposal))).all():
        zones = set(
            (await session.exec(select(ProposalZone.zone_id).where(ProposalZone.proposal_id == proposal.id))).all()
        )
        if caller.identity.zone_id is None or zones == {caller.identity.zone_id}:
            require(caller, act, zones=zones)
            return proposal
    raise NotFound(Thing.PROPOSAL, ref.key if ref.key is not None else str(ref.id))


def close(proposal: Proposal, state: ProposalState, caller: Caller, *, reason: str) -> None:
    """Give the proposal its new state, with who decided and when, and the audit line."""
    proposal.state = state
    proposal.state_reason = reason
    proposal.decided_by = caller.identity.principal
    proposal.decided_at = caller.now()


async def scope_again(session: AsyncSession, old: Proposal) -> Scope:
    """Return the zones and cases that a proposal was about."""
    zones = select(Zone).join(ProposalZone).where(ProposalZone.proposal_id == old.id).order_by(col(Zone.id))
    cases = select(Case).join(ProposalCase).where(ProposalCase.proposal_id == old.id).order_by(col(Case.id))
    return Scope(
        zones=tuple((await session.exec(zones)).all()),
        whole_county=old.whole_county,
        cases=tuple((await session.exec(cases)).all()),
    )


async def run_allocation(session: AsyncSession, caller: Caller, asked: Asked, run: Run) -> Proposal:
    """Make the problem of the run from one snapshot, solve it, and keep run and proposal with all its parts.

    Raises:
        Refusal: what ``allocate`` refuses, such as pins that no plan can keep.
    """
    snapshot = await _snapshot(session, caller, run)
    zones = None if run.scope.whole_county else frozenset(zone.id for zone in run.scope.zones)
    problem = make_problem(snapshot, zones=zones, edits=edits_of(run.edits))
    plan = await asyncio.to_thread(allocate, problem, run.seed)
    row = AllocationRun(
        county_id=run.scope.zones[0].county_id,
        principal=caller.identity.principal,
        key=asked.key,
        request=asked.request,
        problem=json.loads(to_json(problem)),
        problem_hash=problem_hash(problem),
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
        actor=caller.identity.principal,
        act="PROPOSE" if run.supersedes is None else "EDIT",
        object_type="proposals",
        object_id=proposal.id,
        run=row.id,
        problem_hash=row.problem_hash,
        seed=row.seed,
    )
    await session.flush()
    return proposal


async def _snapshot(session: AsyncSession, caller: Caller, run: Run) -> Snapshot:
    today = caller.today()
    return Snapshot(
        known=await read_facts(session, on=today, sealed=True),
        staffing=await read_staffing(session, on=today, cases=[case.id for case in run.scope.cases]),
        policy=await policy_on(session, today),
        on=today,
    )


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
