"""A trail of a few dozen entries, and somebody who writes over it with the owner's rights and no trigger in her way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.audit_chain import Head, head_of
from db.audit_verify import Verification, verify
from terms.actor import SERVICE, Actor
from terms.audit import AuditResult
from terms.roles import Role

ACTS = 24
"""Entries of the trail."""
CLERK = Actor("token:clerk", Role.COORDINATOR, 7, frozenset({1, 2}), 3, "api 10.0.0.9")


@dataclass(frozen=True, slots=True)
class Trail:
    """A database with a trail."""

    engine: AsyncEngine

    async def write(self, count: int = ACTS, *, each: int = 2) -> None:
        """Write acts, so many to a transaction, of an office and of the service by turns."""
        for place in range(0, count, each):
            async with AsyncSession(self.engine) as session, session.begin():
                for number in range(place, min(place + each, count)):
                    wide: dict[str, Any] = {"reason": "略", "number": number} if number % 3 else {}
                    record(
                        session,
                        actor=SERVICE if number % 4 == 0 else CLERK,
                        act="APPROVE" if number % 2 else "SUSPEND",
                        object_type="proposals",
                        object_id=number if number % 5 else None,
                        result=AuditResult.READ if number % 7 == 0 else AuditResult.DONE,
                        **wide,
                    )
                    await session.flush()

    async def head(self) -> Head:
        """Export the head."""
        async with AsyncSession(self.engine) as session:
            found = await head_of(session)
        assert found is not None
        return found

    async def verified(self, *heads: Head) -> Verification:
        """Verify the trail as it is."""
        async with AsyncSession(self.engine) as session:
            return await verify(session, heads)

    @asynccontextmanager
    async def tampered(self, *statements: str, **values: Any) -> AsyncIterator["Tampered"]:
        """Give the trail after statements of an owner who switched the triggers off; undone afterwards."""
        async with self.engine.connect() as connection:
            whole = await connection.begin()
            await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for statement in statements:
                await connection.execute(text(statement), values)
            yield Tampered(AsyncSession(bind=connection))
            await whole.rollback()


@dataclass(frozen=True, slots=True)
class Tampered:
    """A trail that somebody wrote over."""

    session: AsyncSession

    async def faults(self, *heads: Head) -> list[tuple[str, int | None, int | None]]:
        """Return what verifying names: fault, place, entry."""
        found = await verify(self.session, heads)
        return [(each.fault.value, each.sequence, each.entry_id) for each in found.faults]
