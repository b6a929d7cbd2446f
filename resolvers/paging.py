"""What lists are asked for with, and rows gathered for many parents by one statement."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, TypeDecorator, and_, func, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col, select

from db.reads.rows import Order, Page, Window, beyond, by_keys
from db.session import judge
from db.tables.columns import Recorded
from resolvers.caller import Caller
from terms.acts import Act

Row = TypeVar("Row", bound=SQLModel)
Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


class ListPart(Protocol):
    """A request for a part of one parent's list: a frozen dataclass whose ``parent_id`` is the parent."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Part = TypeVar("Part", bound=ListPart)


def ordered(*columns: Any, by: Any, descending: bool = False) -> tuple[Order, ...]:
    """Return the order by these columns and then by the unique one, all in one direction."""
    return tuple(Order(column, descending) for column in (*columns, by))


def kinds_of(order: Sequence[Order]) -> tuple[type, ...]:
    """Return the Python type of each column of the order, to read cursors by."""
    return tuple(_plain(step.column.type).python_type for step in order)


def _plain(kind: Any) -> Any:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


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


def same_parts(asked: Sequence[Part]) -> list[list[Part]]:
    """Return the requests for parts of lists, together where they differ in the parent only."""
    found: dict[Part, list[Part]] = {}
    for each in asked:
        found.setdefault(replace(each, parent_id=0), []).append(each)
    return list(found.values())


async def pages_of(
    caller: Caller,
    table: type[Row],
    parents: Sequence[int],
    window: Window,
    *where: ColumnElement[bool],
    parent: Any,
    on: ColumnElement[bool],
    order: Sequence[Order],
    judged_for: Act | None = None,
) -> list[Page[Row]]:
    """Return the same window of a list for each parent, all by one statement.

    Args:
        caller: who asks.
        table: the rows.
        parents: keys of the parents.
        window: which part of each parent's list.
        where: conditions on the rows.
        parent: the key column of the parents' table.
        on: how a row belongs to a parent.
        order: the order of each list, ending in a unique column.
        judged_for: the act for which the list looks at more than the caller may see, such as everybody's load.
    """
    steps = [Order(step.column, step.descending != window.backwards) for step in order]
    inside = true() if window.position is None else beyond(steps, window.position)
    directed = [step.column.desc() if step.descending else step.column.asc() for step in steps]
    numbered: Any = (
        select(table)
        .add_columns(
            parent.label("parent"),
            inside.label("inside"),
            func.row_number().over(partition_by=[parent, inside], order_by=directed).label("place"),
            func.count().over(partition_by=parent).label("total"),
            *(step.column.label(f"step_{index}") for index, step in enumerate(order)),
        )
        .join(parent.class_, on)
        .where(parent.in_(set(parents)), *where)
        .subquery()
    )
    rows = aliased(table, numbered)
    columns = numbered.c
    # A parent whose page is empty still tells its total: the first row outside the window is fetched for it.
    kept = or_(and_(columns.inside, columns.place <= window.size + 1), and_(~columns.inside, columns.place == 1))
    steps_shown = [columns[f"step_{index}"] for index in range(len(order))]
    shown: Any = (rows, columns.parent, columns.inside, columns.total, *steps_shown)
    async with caller.database.reading() as session:
        if judged_for is not None:
            await judge(session, judged_for)
        found = (await session.exec(select(*shown).where(kept).order_by(columns.parent, columns.place))).all()
    return [_page(of_parent, window) for of_parent in grouped(found, parents, lambda row: row[1])]


def _page(found: Sequence[tuple[Any, ...]], window: Window) -> Page[Any]:
    inside = [row for row in found if row[2]]
    more = len(inside) > window.size
    inside = inside[: window.size]
    if window.backwards:
        inside.reverse()
    return Page(
        rows=[row[0] for row in inside],
        positions=[row[4:] for row in inside],
        has_next=window.position is not None if window.backwards else more,
        has_previous=more if window.backwards else window.position is not None,
        total=found[0][3] if found else 0,
    )
