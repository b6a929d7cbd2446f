"""One line for every act, written in the act's own transaction; the database links it into the chain at the commit."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AuditEntry
from terms.actor import Actor
from terms.audit import AuditResult

MOST_REFUSED = 60
"""Refusals that the trail keeps of one identity in one hour, so that nobody fills the disk with them; ours."""
WINDOW = timedelta(hours=1)


def record(
    session: AsyncSession,
    *,
    actor: Actor,
    act: str,
    object_type: str,
    object_id: int | None,
    result: AuditResult = AuditResult.DONE,
    **detail: Any,
) -> None:
    """Add the audit line of an act; never a sealed value, never the name of a person."""
    entry = AuditEntry(
        actor=actor.principal,
        act=act,
        object_type=object_type,
        object_id=object_id,
        detail=detail,
        role=None if actor.role is None else actor.role.value,
        on_behalf_of=actor.person_id,
        zones=None if actor.zone_ids is None else sorted(actor.zone_ids),
        organ_id=actor.organ_id,
        origin=actor.origin,
        result=result,
    )
    session.add(entry)


async def record_refused(session: AsyncSession, *, actor: Actor, acts: Sequence[str]) -> None:
    """Add a line for each act that was refused; the last that an hour has room for says that no more are kept."""
    kept = select(func.count(col(AuditEntry.id))).where(
        AuditEntry.actor == actor.principal,
        AuditEntry.result == AuditResult.REFUSED,
        col(AuditEntry.at) > func.now() - WINDOW,
    )
    room = MOST_REFUSED - (await session.exec(kept)).one()
    for act in acts[: max(room, 0)]:
        room -= 1
        detail = {} if room else {"no_more_kept_this_hour": True}
        record(session, actor=actor, act=act, object_type="", object_id=None, result=AuditResult.REFUSED, **detail)


async def look_name(session: AsyncSession, person_id: int, case_id: int) -> str:
    """Return the name under which looks at one person's sealed grounds in one case are kept; it tells neither."""
    named: str = (await session.exec(select(func.wall.look_name(person_id, case_id)))).one()
    return named
