"""Who asked for people by name (R47), how often, and in which proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import Proposal, ProposalEdit
from resolvers.caller import Caller
from resolvers.gate import Act, may, require
from resolvers.proposal_access import open_proposals
from resolvers.proposal_reads import visible_proposals
from terms.allocation import EditKind
from terms.audit import AuditResult


@dataclass(frozen=True, slots=True)
class NamedPicks:
    """What one requester picked by name in a period."""

    requester: str
    """The identity, as on the audit trail."""
    count: int
    proposals: tuple[int, ...]
    """Keys of the proposals that the picks made, the earliest first."""


async def named_picks(caller: Caller, *, since: datetime, until: datetime | None) -> list[NamedPicks]:
    """Return who picked people by name from a moment on and until before another, most picks first.

    Who sees the audit trail sees all, and her look is on it; whoever edits sees those of the proposals in her reach.
    Nobody is told of a proposal with a case that is closed to her. An edit that is carried over into the next
    proposal is no new pick. An exclusion that leaves a place no choice is one, too.

    Raises:
        NotAllowed: the caller neither sees the audit trail nor edits proposals.
    """
    if may(caller, Act.READ_AUDIT):
        return await caller.database.deciding(lambda session: _look(session, caller, since, until), Act.READ_AUDIT)
    require(caller, Act.EDIT)
    async with caller.database.reading() as session:
        return await _counted(session, since, until, visible_proposals(caller))


async def _look(session: AsyncSession, caller: Caller, since: datetime, until: datetime | None) -> list[NamedPicks]:
    found = await _counted(session, since, until, open_proposals(caller))
    record(
        session,
        actor=caller.actor,
        act=Act.READ_AUDIT.value,
        object_type="proposal_edits",
        object_id=None,
        result=AuditResult.READ,
        since=since.isoformat(),
        until=None if until is None else until.isoformat(),
    )
    return found


async def _counted(
    session: AsyncSession, since: datetime, until: datetime | None, visible: ColumnElement[bool]
) -> list[NamedPicks]:
    made = col(ProposalEdit.made_at)
    is_pin = col(ProposalEdit.kind) == EditKind.PIN
    end = [] if until is None else [made < until]
    statement = (
        select(ProposalEdit.made_by, ProposalEdit.proposal_id)
        .join(Proposal)
        .where(or_(is_pin, col(ProposalEdit.leaves_no_choice)), made >= since, *end, visible, not_(_carried_over()))
        .order_by(col(ProposalEdit.id))
    )
    by_requester: dict[str, list[int]] = {}
    for requester, proposal in (await session.exec(statement)).all():
        by_requester.setdefault(requester, []).append(proposal)
    found = [NamedPicks(who, len(all_of), _once(all_of)) for who, all_of in by_requester.items()]
    return sorted(found, key=lambda each: (-each.count, each.requester))


def _once(proposals: Sequence[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(proposals))


def _carried_over() -> ColumnElement[bool]:
    """Return the condition that the same pin of the same requester stood in the proposal before."""
    earlier: Any = aliased(ProposalEdit)
    same = [
        getattr(earlier, name).is_not_distinct_from(getattr(ProposalEdit, name))
        for name in ("kind", "case_id", "person_id", "role", "reason", "made_by")
    ]
    return exists().where(and_(earlier.proposal_id == Proposal.supersedes_id, *same))
