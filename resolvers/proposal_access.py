"""How a proposal is found again: by its key under a lock, with the zones and cases it was about, and closed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, not_, true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AllocationRun, Case, Proposal, ProposalCase, ProposalZone, Zone
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, open_to, require
from resolvers.scope import Scope
from terms.allocation import ProposalState
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


def open_proposals(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``proposals`` that none of its cases is closed to the caller (R53)."""
    if caller.identity.person_id is None:
        return true()
    closed = select(ProposalCase.proposal_id).where(not_(open_to(caller, ProposalCase.case_id)))
    return col(Proposal.id).not_in(closed)


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
        NotFound: it is not there, covers zones outside the caller's own, or has a case that is closed to her.
        NotAllowed: the caller may see it and not do this to it.
    """
    statement = select(Proposal).where(open_proposals(caller))
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
        own = caller.identity.zone_ids
        if own is None or zones <= own:
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
