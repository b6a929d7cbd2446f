"""Facts on record, kind by kind, so that whoever keeps them can find what to end or to withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from db.reads.rows import Order, Page, Window, by_keys, page_of
from db.tables import Case, Person
from db.tables.columns import Recorded
from resolvers.caller import Caller
from resolvers.fact_acts.kinds import PEOPLE_IN, TABLES, FactKind
from resolvers.gate import Act, require
from resolvers.paging import ordered

IN_CASES = ("case_id",)


@dataclass(frozen=True, slots=True)
class FactsWanted:
    """Which facts are wanted; what is None does not narrow the list."""

    kind: FactKind
    person_number: str | None = None
    case_number: str | None = None


def order_of(kind: FactKind) -> tuple[Order, ...]:
    """Return the order of the list: as recorded."""
    table: Any = TABLES[kind]
    return ordered(by=table.id)


async def facts_on_record(caller: Caller, wanted: FactsWanted, window: Window) -> Page[Recorded]:
    """Return one page of the facts of a kind that stand.

    Raises:
        NotAllowed: only those who record facts see them all.
    """
    require(caller, Act.RECORD_FACTS)
    table: Any = TABLES[wanted.kind]
    where: list[ColumnElement[bool]] = [col(table.superseded_at).is_(None)]
    if wanted.person_number is not None:
        who = select(Person.id).where(Person.number == wanted.person_number)
        where.append(_among(table, () if wanted.kind is FactKind.CASE_LINK else PEOPLE_IN, who))
    if wanted.case_number is not None:
        which = select(Case.id).where(Case.number == wanted.case_number)
        where.append(_among(table, ("first_id", "second_id") if wanted.kind is FactKind.CASE_LINK else IN_CASES, which))
    async with caller.database.reading() as session:
        page: Page[Any] = await page_of(session, table, window, *where, order=order_of(wanted.kind))
    return page


KEEPING = (Act.RECORD_FACTS, Act.DECLARE, Act.RECORD_SEALED, Act.READ_SEALED)
"""Acts whose callers name people."""


async def person_numbers(caller: Caller, keys: Sequence[int]) -> list[str | None]:
    """Return the numbers of people whom the caller has named, or may look up as keeper of the facts."""
    async with caller.database.judging(*KEEPING) as session:
        rows = await by_keys(session, Person, keys)
    return [None if row is None else row.number for row in rows]


def _among(table: Any, columns: Sequence[str], keys: Any) -> ColumnElement[bool]:
    """Return the condition that one of the columns holds one of the keys; none of them there means no row."""
    named = [col(getattr(table, name)).in_(keys) for name in columns if name in table.model_fields]
    return or_(*named) if named else col(table.id).is_(None)
