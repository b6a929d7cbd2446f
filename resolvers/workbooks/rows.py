"""Rows on record now, read by columns: what all readers of a workbook's records share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables.columns import Recorded


async def standing(session: AsyncSession, table: type[Recorded], columns: str) -> Sequence[Any]:
    """Return key and columns of the rows on record now, in the order in which they were entered."""
    found: Any = table.__table__.c  # type: ignore[attr-defined]
    statement: Any = select(found.id, *(found[name] for name in columns.split()))
    rows: Sequence[Any] = (await session.exec(statement.where(found.superseded_at.is_(None)).order_by(found.id))).all()
    return rows


def grouped(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    """Return the rows by one of their columns."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
