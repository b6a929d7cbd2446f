"""Proposing, editing and withdrawing allocations; approving is in ``resolvers/approval.py``."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import ClassVar

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import hold_facts
from db.tables import Proposal, ProposalEdit
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own_proposal
from resolvers.proposal_access import Asked, ProposalRef, close, earlier_answer, locked_proposal, scope_again
from resolvers.repairing import Wish, teams_of, wish_of
from resolvers.runs import Run, run_allocation
from resolvers.scope import scope_of, zones_of
from resolvers.seeds import with_seed
from resolvers.steering import EditRequest, check_edits, check_reason, refuse_named_picks, run_steered, steered
from resolvers.unbooking import withdraw_assignments
from terms.allocation import ProposalState
from terms.refusals import Refusal

LONGEST_KEY = 200
NUL = "\x00"


class KeyUnfit(Refusal):
    """An idempotency key that is empty or too long."""

    code: ClassVar[str] = "KEY_UNFIT"
    zh: ClassVar[str] = "幂等键须为1到200个字符。"
    en: ClassVar[str] = "The idempotency key must have 1 to 200 characters."


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
) -> Proposal:
    """Return the proposal for the zones (None: the whole county); the same key and request answers the same one.

    Nobody chooses its seed: it is the oldest that was committed to and not yet revealed, or that of an earlier run on
    the very same open facts. Where none waits, one is committed to first, in a transaction of its own.

    Raises:
        NotAllowed: the caller may not, or not in these zones.
        OwnCases: the caller must stand aside from a named case, or from all that wait.
        KeyUnfit: the key is empty or too long.
        KeyReused: the key came with another request.
        NotFound: a zone or case that is not there or not to be seen.
        CaseNotWaiting: a named case wants no team.
        NothingToStaff: no case in the scope waits.
        Busy: others took the seeds each time.
    """
    require(caller, Act.PROPOSE)
    _check_key(key)
    asked = Asked(
        key,
        {
            "zones": None if zone_codes is None else sorted(set(zone_codes)),
            "cases": None if case_numbers is None else sorted(set(case_numbers)),
        },
    )

    async def work(session: AsyncSession) -> Proposal:
        earlier = await earlier_answer(session, caller, asked)
        if earlier is not None:
            return earlier
        zones = await zones_of(session, zone_codes)
        require(caller, Act.PROPOSE, zones={zone.id for zone in zones})
        scope = await scope_of(session, caller, zone_codes=zone_codes, case_numbers=case_numbers)
        return await run_allocation(session, caller, asked, Run(scope=scope))

    return await with_seed(caller, work, Act.PROPOSE)


async def propose_repair(caller: Caller, *, key: str, wish: Wish) -> Proposal:
    """Return the proposal that fills what fell out of teams at work; the same key and request answers the same one.

    It holds every seat of the teams that it repairs, those included that stay as they are.

    Raises:
        NotAllowed: the caller may not, or not in these zones.
        OwnCases: the caller must stand aside from a case that is named or that somebody fell out of.
        KeyUnfit, KeyReused: as for ``propose``.
        NotFound: a zone, case or person that is not there or not to be seen.
        CaseNotWaiting: nobody is at work on a named case.
        NothingToStaff: no seat is vacant, and nothing is better.
    """
    require(caller, Act.PROPOSE)
    _check_key(key)
    asked = Asked(key, {"repair": wish.to_json()})

    async def work(session: AsyncSession) -> Proposal:
        earlier = await earlier_answer(session, caller, asked)
        if earlier is not None:
            return earlier
        zones = await zones_of(session, wish.zone_codes)
        require(caller, Act.PROPOSE, zones={zone.id for zone in zones})
        scope, teams = await teams_of(session, caller, wish)
        return await run_allocation(session, caller, asked, Run(scope=scope, teams=teams))

    return await with_seed(caller, work, Act.PROPOSE)


async def edit(caller: Caller, *, key: str, ref: ProposalRef, edits: Sequence[EditRequest]) -> Proposal:
    """Return a new proposal that keeps the pins and exclusions of the old one and adds these; the old is superseded.

    It is drawn by a seed of its own, which nobody knew; the same edit on the same open facts has the same one again.

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
        NamedPicksRefused: somebody is pinned, or left alone by exclusions, and the county allows no picks by name.
    """
    require(caller, Act.EDIT)
    _check_key(key)
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
        await refuse_named_picks(session, caller, edits)
        wish = await wish_of(session, old)
        scope, teams = (
            (await scope_again(session, old), None) if wish is None else await teams_of(session, caller, wish)
        )
        kept = (await session.exec(select(ProposalEdit).where(ProposalEdit.proposal_id == old.id))).all()
        kept_and_new = await steered(session, caller, scope, kept=kept, edits=edits)
        close(old, ProposalState.SUPERSEDED, caller, reason="")
        run = Run(scope=scope, edits=kept_and_new, supersedes=old.id, teams=teams)
        return await run_steered(session, caller, asked, run)

    return await with_seed(caller, work, Act.EDIT)


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


def _check_key(key: str) -> None:
    if not key.strip() or len(key) > LONGEST_KEY or NUL in key:
        raise KeyUnfit
