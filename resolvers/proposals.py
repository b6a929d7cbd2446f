"""Proposing, editing and withdrawing allocations; approving is in ``resolvers/approval.py``."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import ClassVar

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import hold_facts
from db.tables import AllocationRun, Proposal, ProposalEdit
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own_proposal
from resolvers.proposal_access import Asked, ProposalRef, close, earlier_answer, locked_proposal, scope_again
from resolvers.repairing import Wish, teams_of, wish_of
from resolvers.runs import Run, run_allocation
from resolvers.scope import scope_of, zones_of
from resolvers.steering import EditRequest, check_edits, check_reason, run_steered, steered
from resolvers.unbooking import withdraw_assignments
from terms.allocation import ProposalState
from terms.refusals import Refusal

LONGEST_KEY = 200
LARGEST_SEED = 2**63 - 1
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


class ProposalClosed(Refusal):
    """The proposal is not open any more."""

    code: ClassVar[str] = "PROPOSAL_CLOSED"
    zh: ClassVar[str] = "该方案“{state.zh}”，不能再执行此操作。"
    en: ClassVar[str] = "The proposal is {state.en}; this can be done only while it is open."

    def __init__(self, state: ProposalState) -> None:
        super().__init__(state)
        self.state = state


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
        OwnCases: the caller must stand aside from a named case, or from all that wait.
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

    return await caller.database.deciding(work, Act.PROPOSE)


async def propose_repair(caller: Caller, *, key: str, wish: Wish, seed: int | None = None) -> Proposal:
    """Return the proposal that fills what fell out of teams at work; the same key and request answers the same one.

    It holds every seat of the teams that it repairs, those included that stay as they are.

    Raises:
        NotAllowed: the caller may not, or not in these zones.
        OwnCases: the caller must stand aside from a case that is named or that somebody fell out of.
        KeyUnfit, KeyReused, SeedUnfit: as for ``propose``.
        NotFound: a zone, case or person that is not there or not to be seen.
        CaseNotWaiting: nobody is at work on a named case.
        NothingToStaff: no seat is vacant, and nothing is better.
    """
    require(caller, Act.PROPOSE)
    _check_request(key, seed)
    asked = Asked(key, {"repair": wish.to_json(), "seed": seed})

    async def work(session: AsyncSession) -> Proposal:
        earlier = await earlier_answer(session, caller, asked)
        if earlier is not None:
            return earlier
        zones = await zones_of(session, wish.zone_codes)
        require(caller, Act.PROPOSE, zones={zone.id for zone in zones})
        scope, teams = await teams_of(session, caller, wish)
        drawn = seed_of(key) if seed is None else seed
        return await run_allocation(session, caller, asked, Run(scope=scope, seed=drawn, teams=teams))

    return await caller.database.deciding(work, Act.PROPOSE)


async def edit(caller: Caller, *, key: str, ref: ProposalRef, edits: Sequence[EditRequest]) -> Proposal:
    """Return a new proposal that keeps the pins and exclusions of the old one and adds these; the old is superseded.

    Raises:
        ReasonMissing: an edit came without its reason.
        RoleMissing: a pin came without its role.
        OwnCases: the caller must stand aside from one of its cases.
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
    check_edits(edits)
    asked = Asked(key, {"of": asdict(ref), "edits": [asdict(wanted) for wanted in edits]})

    async def work(session: AsyncSession) -> Proposal:
        earlier = await earlier_answer(session, caller, asked)
        if earlier is not None:
            return earlier
        old = await locked_proposal(session, caller, ref, Act.EDIT)
        await refuse_own_proposal(session, caller, old.id)
        if old.state is not ProposalState.PROPOSED:
            raise ProposalClosed(old.state)
        wish = await wish_of(session, old)
        scope, teams = (
            (await scope_again(session, old), None) if wish is None else await teams_of(session, caller, wish)
        )
        kept = (await session.exec(select(ProposalEdit).where(ProposalEdit.proposal_id == old.id))).all()
        kept_and_new = await steered(session, caller, scope, kept=kept, edits=edits)
        earlier_run = await session.get_one(AllocationRun, old.run_id)
        close(old, ProposalState.SUPERSEDED, caller, reason="")
        run = Run(scope=scope, seed=earlier_run.seed, edits=kept_and_new, supersedes=old.id, teams=teams)
        return await run_steered(session, caller, asked, run)

    return await caller.database.deciding(work, Act.EDIT)


async def withdraw(caller: Caller, *, ref: ProposalRef, reason: str) -> Proposal:
    """Return the proposal, withdrawn; assignments that it made are withdrawn with it. Twice is the same as once.

    Raises:
        ReasonMissing: no reason was given.
        OwnCases: the caller must stand aside from one of its cases.
        ProposalClosed: it was superseded by another.
        NotAllowed: the caller may not, or not in these zones.
        NotFound: the proposal is not there.
    """
    require(caller, Act.WITHDRAW)
    check_reason(reason)

    async def work(session: AsyncSession) -> Proposal:
        await hold_facts(session)
        proposal = await locked_proposal(session, caller, ref, Act.WITHDRAW)
        await refuse_own_proposal(session, caller, proposal.id)
        if proposal.state is ProposalState.WITHDRAWN:
            return proposal
        if proposal.state is ProposalState.SUPERSEDED:
            raise ProposalClosed(proposal.state)
        await withdraw_assignments(session, caller, proposal, reason=reason)
        close(proposal, ProposalState.WITHDRAWN, caller, reason=reason)
        record(
            session,
            actor=caller.actor,
            act="WITHDRAW",
            object_type="proposals",
            object_id=proposal.id,
            reason=reason,
        )
        return proposal

    return await caller.database.deciding(work, Act.WITHDRAW)


def seed_of(key: str) -> int:
    """Return the seed that a key stands for where none is given: the first 63 bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 1


def _check_request(key: str, seed: int | None) -> None:
    if not key.strip() or len(key) > LONGEST_KEY or NUL in key:
        raise KeyUnfit
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        raise SeedUnfit
