"""Rows by key, and pages by keyset: never by counting off rows that others may add or take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Order:
    """One column that a list is ordered by; nulls are not allowed in it."""

    column: ColumnElement[Any]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted: the first rows after a position, or the last rows before one."""

    size: int
    position: tuple[Any, ...] | None = None
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list, with the keyset position of each row."""

    rows: list[Row]
    positions: list[tuple[Any, ...]]
    has_next: bool
    has_previous: bool
    total: int


async def by_keys(
    session: AsyncSession, table: type[Row], keys: Sequence[int], *where: ColumnElement[bool]
) -> list[Row | None]:
    """Return the rows with these keys in the order of the keys; None where none fulfils the conditions."""
    key: Any = table.__table__.c.id  # type: ignore[attr-defined]
    rows = (await session.exec(select(table).where(key.in_(set(keys)), *where))).all()
    found: dict[int, Row] = {row.id: row for row in rows}  # type: ignore[attr-defined]
    return [found.get(key) for key in keys]


async def page_of(
    session: AsyncSession, table: type[Row], window: Window, *where: ColumnElement[bool], order: Sequence[Order]
) -> Page[Row]:
    """Return one page of the rows that fulfil the conditions; the order must end in a unique column."""
    steps = [Order(step.column, step.descending != window.backwards) for step in order]
    statement: Any = select(table, *(step.column for step in order)).where(*where)
    if window.position is not None:
        statement = statement.where(beyond(steps, window.position))
    statement = statement.order_by(*(step.column.desc() if step.descending else step.column.asc() for step in steps))
    found: list[Any] = [tuple(row) for row in (await session.exec(statement.limit(window.size + 1))).all()]
    total = (await session.exec(select(func.count()).select_from(table).where(*where))).one()
    more = len(found) > window.size
    found = found[: window.size]
    if window.backwards:
        found.reverse()
    return Page(
        rows=[row[0] for row in found],
        positions=[row[1:] for row in found],
        has_next=window.position is not None if window.backwards else more,
        has_previous=more if window.backwards else window.position is not None,
        total=total,
    )


def beyond(order: Sequence[Order], position: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition that a row comes after the position in this order."""
    steps = []
    for index, (step, value) in enumerate(zip(order, position, strict=True)):
        equal = [earlier.column == at for earlier, at in zip(order[:index], position[:index], strict=True)]
        steps.append(and_(*equal, step.column < value if step.descending else step.column > value))
    return or_(false(), *steps)
