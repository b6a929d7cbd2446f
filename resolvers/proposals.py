"""Proposing, editing and withdrawing allocations; approving is in ``resolvers/approval.py``."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.refusals import (
    DuplicateInProblem,
    PinClosed,
    PinsContradict,
    PinsOverCapacity,
    TooManyPins,
    UnknownInProblem,
)
from db.audit import record
from db.facts import hold_facts
from db.tables import AllocationRun, Person, Proposal, ProposalEdit
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.runs import Asked, ProposalRef, Run, close, earlier_answer, locked_proposal, run_allocation, scope_again
from resolvers.scope import Scope, scope_of, zones_of
from resolvers.unbooking import withdraw_assignments
from terms.allocation import EditKind, ProposalState
from terms.cases import AssignmentRole
from terms.refusals import Refusal
from terms.things import Thing

LONGEST_KEY = 200
LARGEST_SEED = 2**63 - 1
LONGEST_REASON = 500
NUL = "\x00"


class KeyUnfit(Refusal):
    """An idempotency key that is empty or too long."""

    code: ClassVar[str] = "KEY_UNFIT"
    zh: ClassVar[str] = "幂等键须为1到200个字符。"
    en: ClassVar[str] = "The idempotency key must have 1 to 200 characters."


class SeedUnfit(Refusal):
    """A seed that is no whole number of 63 bits."""

    code: ClassVar[str] = "SEED_UNFIT"
    zh: ClassVar[str] = "随机种子须为0到9223372036854775807之间的整数。"
    en: ClassVar[str] = "The seed must be a whole number from 0 to 9223372036854775807."


class ReasonMissing(Refusal):
    """A pin, an exclusion or a withdrawal needs a reason."""

    code: ClassVar[str] = "REASON_MISSING"
    zh: ClassVar[str] = "请写明理由（1到500字）。"
    en: ClassVar[str] = "Give a reason of 1 to 500 characters."


class RoleMissing(Refusal):
    """A pin must say in which role."""

    code: ClassVar[str] = "ROLE_MISSING"
    zh: ClassVar[str] = "固定人员{person_number}时须指明担任的角色。"
    en: ClassVar[str] = "Say in which role person {person_number} is pinned."

    def __init__(self, person_number: str) -> None:
        super().__init__(person_number)
        self.person_number = person_number


class ProposalClosed(Refusal):
    """The proposal is not open any more."""

    code: ClassVar[str] = "PROPOSAL_CLOSED"
    zh: ClassVar[str] = "该方案“{state.zh}”，不能再执行此操作。"
    en: ClassVar[str] = "The proposal is {state.en}; this can be done only while it is open."

    def __init__(self, state: ProposalState) -> None:
        super().__init__(state)
        self.state = state


class PinRefused(Refusal):
    """A pinned person may not have that role on that case."""

    code: ClassVar[str] = "PIN_REFUSED"
    zh: ClassVar[str] = "人员{person_number}不能固定到案件{case_number}担任{role.zh}（{reasons}）。请解除后重试。"
    en: ClassVar[str] = "Person {person_number} cannot be {role.en} of case {case_number} ({reasons}). Release the pin."

    def __init__(self, *, case_number: str, person_number: str, role: AssignmentRole, rules: Sequence[str]) -> None:
        super().__init__(case_number, person_number, role, rules)
        self.case_number = case_number
        self.person_number = person_number
        self.role = role
        self.reasons = "、".join(rules)


class PinsImpossible(Refusal):
    """The pins cannot all be kept in one plan."""

    code: ClassVar[str] = "PINS_IMPOSSIBLE"
    zh: ClassVar[str] = "这些固定人选无法同时满足（岗位、时间或组队规则冲突），请解除其中一部分。"
    en: ClassVar[str] = "The pins cannot all be kept: places, time or team rules stand against it. Release some."


@dataclass(frozen=True, slots=True)
class EditRequest:
    """A pin (with role), an exclusion or a release, by case number and person number, with its reason."""

    kind: EditKind
    case_number: str
    person_number: str
    reason: str
    role: AssignmentRole | None = None


async def propose(
    caller: Caller,
    *,
    key: str,
    zone_codes: Sequence[str] | None = None,
    case_numbers: Sequence[str] | None = None,
    seed: int | None = None,
) -> Proposal:
    """Return the proposal for the zones (None: the whole county); the same key and request answers the same one.

    Raises:
        NotAllowed: the caller may not, or not in these zones.
        KeyUnfit: the key is empty or too long.
        KeyReused: the key came with another request.
        SeedUnfit: the seed is out of bounds.
        NotFound: a zone or case that is not there or not to be seen.
        CaseNotWaiting: a named case wants no team.
        NothingToStaff: no case in the scope waits.
    """
    require(caller, Act.PROPOSE)
    _check_request(key, seed)
    asked = Asked(
        key,
        {
            "zones": None if zone_codes is None else sorted(set(zone_codes)),
            "cases": None if case_numbers is None else sorted(set(case_numbers)),
            "seed": seed,
        },
    )

    async def work(session: AsyncSession) -> Proposal:
        earlier = await earlier_answer(session, caller, asked)
        if earlier is not None:
            return earlier
        zones = await zones_of(session, zone_codes)
        require(caller, Act.PROPOSE, zones={zone.id for zone in zones})
        scope = await scope_of(session, caller, zone_codes=zone_codes, case_numbers=case_numbers)
        drawn = seed_of(key) if seed is None else seed
        return await run_allocation(session, caller, asked, Run(scope=scope, seed=drawn))

    return await caller.database.deciding(work)


async def edit(caller: Caller, *, key: str, ref: ProposalRef, edits: Sequence[EditRequest]) -> Proposal:
    """Return a new proposal that keeps the pins and exclusions of the old one and adds these; the old is superseded.

    Raises:
        ReasonMissing: an edit came without its reason.
        RoleMissing: a pin came without its role.
        ProposalClosed: it is approved, withdrawn or superseded.
        NotAllowed: the caller may not, or not in these zones.
        NotFound: the proposal, case or person is not there.
        KeyUnfit: the key is empty or too long.
        KeyReused: the key came with another request.
        PinRefused: a pinned person may not have the role on the case.
        PinsImpossible: the pins cannot all be kept.
    """
    require(caller, Act.EDIT)
    _check_request(key, None)
    for wanted in edits:
        _check_reason(wanted.reason)
        if wanted.kind is EditKind.PIN and wanted.role is None:
            raise RoleMissing(wanted.person_number)
    asked = Asked(key, {"of": asdict(ref), "edits": [asdict(wanted) for wanted in edits]})

    async def work(session: AsyncSession) -> Proposal:
        earlier = await earlier_answer(session, caller, asked)
        if earlier is not None:
            return earlier
        old = await locked_proposal(session, caller, ref, Act.EDIT)
        if old.state is not ProposalState.PROPOSED:
            raise ProposalClosed(old.state)
        scope = await scope_again(session, old)
        kept = (await session.exec(select(ProposalEdit).where(ProposalEdit.proposal_id == old.id))).all()
        steered = await _steered(session, scope, kept, edits)
        earlier_run = await session.get_one(AllocationRun, old.run_id)
        close(old, ProposalState.SUPERSEDED, caller, reason="")
        run = Run(scope=scope, seed=earlier_run.seed, edits=steered, supersedes=old.id)
        return await _run_steered(session, caller, asked, run)

    return await caller.database.deciding(work)


async def _run_steered(session: AsyncSession, caller: Caller, asked: Asked, run: Run) -> Proposal:
    try:
        return await run_allocation(session, caller, asked, run)
    except PinClosed as refusal:
        person = await session.get_one(Person, refusal.person)
        numbers = {case.id: case.number for case in run.scope.cases}
        raise PinRefused(
            case_number=numbers[refusal.case], person_number=person.number, role=refusal.role, rules=refusal.rules
        ) from refusal
    except (TooManyPins, PinsOverCapacity, PinsContradict, UnknownInProblem, DuplicateInProblem) as refusal:
        raise PinsImpossible from refusal


async def withdraw(caller: Caller, *, ref: ProposalRef, reason: str) -> Proposal:
    """Return the proposal, withdrawn; assignments that it made are withdrawn with it. Twice is the same as once.

    Raises:
        ReasonMissing: no reason was given.
        ProposalClosed: it was superseded by another.
        NotAllowed: the caller may not, or not in these zones.
        NotFound: the proposal is not there.
    """
    require(caller, Act.WITHDRAW)
    _check_reason(reason)

    async def work(session: AsyncSession) -> Proposal:
        await hold_facts(session)
        proposal = await locked_proposal(session, caller, ref, Act.WITHDRAW)
        if proposal.state is ProposalState.WITHDRAWN:
            return proposal
        if proposal.state is ProposalState.SUPERSEDED:
            raise ProposalClosed(proposal.state)
        await withdraw_assignments(session, caller, proposal, reason=reason)
        close(proposal, ProposalState.WITHDRAWN, caller, reason=reason)
        record(
            session,
            actor=caller.identity.principal,
            act="WITHDRAW",
            object_type="proposals",
            object_id=proposal.id,
            reason=reason,
        )
        return proposal

    return await caller.database.deciding(work)


def seed_of(key: str) -> int:
    """Return the seed that a key stands for where none is given: the first 63 bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 1


def _check_request(key: str, seed: int | None) -> None:
    if not key.strip() or len(key) > LONGEST_KEY or NUL in key:
        raise KeyUnfit
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        raise SeedUnfit


def _check_reason(reason: str) -> None:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON or NUL in reason:
        raise ReasonMissing


async def _steered(
    session: AsyncSession, scope: Scope, kept: Sequence[ProposalEdit], edits: Sequence[EditRequest]
) -> tuple[ProposalEdit, ...]:
    """Return the old edits with the new ones; a later edit of the same person and case replaces the earlier."""
    cases = {case.number: case.id for case in scope.cases}
    numbers = {wanted.person_number for wanted in edits}
    rows = (await session.exec(select(Person).where(col(Person.number).in_(numbers)))).all()
    people = {row.number: row.id for row in rows}
    steered = {(row.case_id, row.person_id): row for row in kept}
    for wanted in edits:
        if wanted.case_number not in cases:
            raise NotFound(Thing.CASE, wanted.case_number)
        if wanted.person_number not in people:
            raise NotFound(Thing.PERSON, wanted.person_number)
        place = cases[wanted.case_number], people[wanted.person_number]
        steered.pop(place, None)
        if wanted.kind is not EditKind.RELEASE:
            steered[place] = ProposalEdit(
                proposal_id=0,
                kind=wanted.kind,
                case_id=place[0],
                person_id=place[1],
                role=wanted.role if wanted.kind is EditKind.PIN else None,
                reason=wanted.reason,
                made_by="",
            )
    return tuple(steered[place] for place in sorted(steered))
