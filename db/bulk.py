"""Many rows in few statements: inserts of a thousand rows at a time, and facts superseded together."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables.columns import Recorded


async def present_moment(session: AsyncSession) -> datetime:
    """Return the database's present moment; facts that take each other's place in one act share it."""
    connection = await session.connection()
    moment: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    return moment


async def insert_rows(session: AsyncSession, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert the rows and return their keys in the same order.

    A statement takes about a thousand rows, so that triggers on statements, such as the fact clock, act that seldom.
    """
    if not rows:
        return []
    columns: Any = table.__table__.c  # type: ignore[attr-defined]
    statement = insert(table).returning(columns.id, sort_by_parameter_order=True)
    connection = await session.connection()
    return list((await connection.execute(statement, [dict(row) for row in rows])).scalars())


async def supersede(
    session: AsyncSession, table: type[Recorded], keys: Sequence[int], *, moment: datetime, by: str = "id"
) -> None:
    """Supersede the standing rows whose column ``by`` holds one of the keys."""
    if not keys:
        return
    columns: Any = table.__table__.c  # type: ignore[attr-defined]
    statement = (
        update(table)
        .where(columns[by] == func.any(list(keys)), columns.superseded_at.is_(None))
        .values(superseded_at=moment)
    )
    connection = await session.connection()
    await connection.execute(statement)
