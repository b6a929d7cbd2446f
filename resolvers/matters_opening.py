"""Recusal matters that the service opens and closes by itself, in the transaction in which facts changed."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Assignment, RecusalMatter
from recusal.findings import Finding

Suspended: TypeAlias = tuple[Assignment, Sequence[Finding]]
"""An assignment that is frozen, with everything that was found on it; sealed grounds as ``RESTRICTED`` only."""


async def open_matter_for(
    session: AsyncSession, person_id: int, suspended: Sequence[Suspended], *, on: date, actor: str
) -> RecusalMatter:
    """Open the matter of a person whose assignments were just suspended, or add their cases to the open one."""
    raise NotImplementedError


async def close_lifted(session: AsyncSession, person_id: int, *, on: date, actor: str) -> tuple[RecusalMatter, ...]:
    """Lift the person's open matters that came to light and have no frozen assignment left; return those lifted."""
    raise NotImplementedError
