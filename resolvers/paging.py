"""What lists are asked for with, and rows gathered for many parents by one statement."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col, select

from db.reads.rows import Order, by_keys
from db.tables.columns import Recorded
from resolvers.caller import Caller

Row = TypeVar("Row", bound=SQLModel)
Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


def ordered(*columns: Any, by: Any, descending: bool = False) -> tuple[Order, ...]:
    """Return the order by these columns and then by the unique one, all in one direction."""
    return tuple(Order(column, descending) for column in (*columns, by))


def kinds_of(order: Sequence[Order]) -> tuple[type, ...]:
    """Return the Python type of each column of the order, to read cursors by."""
    return tuple(step.column.type.python_type for step in order)


def grouped(rows: Sequence[Item], keys: Sequence[Key], key_of: Callable[[Item], Key]) -> list[list[Item]]:
    """Return for each key, in the order of the keys, its rows in their own order."""
    found: dict[Key, list[Item]] = {}
    for row in rows:
        found.setdefault(key_of(row), []).append(row)
    return [list(found.get(key, ())) for key in keys]


async def rows_by_id(
    caller: Caller, table: type[Row], keys: Sequence[int], *where: ColumnElement[bool]
) -> list[Row | None]:
    """Return the rows with these keys, None for those that do not exist or do not fulfil the conditions."""
    async with caller.database.reading() as session:
        return await by_keys(session, table, keys, *where)


async def rows_of(
    caller: Caller,
    table: type[Row],
    parent: Any,
    keys: Sequence[int],
    *where: ColumnElement[bool],
    by: Sequence[Any] = (),
) -> list[list[Row]]:
    """Return for each parent the rows whose column ``parent`` names it; of dated facts only those that stand."""
    conditions = [col(parent).in_(set(keys)), *where]
    if issubclass(table, Recorded):
        conditions.append(col(table.superseded_at).is_(None))
    mapped: Any = table
    statement = select(table).where(*conditions).order_by(*by, mapped.id)
    async with caller.database.reading() as session:
        rows = (await session.exec(statement)).all()
    return grouped(rows, keys, lambda row: getattr(row, parent.key))


def like(text: str) -> str:
    """Return the pattern that finds the text anywhere; its own wildcards mean themselves."""
    escaped = text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
