"""One line for every act, written in the act's own transaction."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AuditEntry


def record(
    session: AsyncSession, *, actor: str, act: str, object_type: str, object_id: int | None, **detail: Any
) -> None:
    """Add the audit line of an act; never a sealed value, never the name of a person."""
    session.add(AuditEntry(actor=actor, act=act, object_type=object_type, object_id=object_id, detail=detail))
