"""Reads columns of the fact tables, never entities: of the whole county, or of what is in sight of a part."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ARRAY, BigInteger, ColumnElement, func, or_
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts_part import Sight
from db.knowledge import Known, cases_on_record, on_record, services_on_record
from db.tables.columns import Recorded


def among(column: Any, keys: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the keys, however many there are."""
    condition: ColumnElement[bool] = column == func.any(sa.literal(sorted(keys), ARRAY(BigInteger)))
    return condition


@dataclass(frozen=True, slots=True)
class Reader:
    """One reading: as known when, and within what sight."""

    session: AsyncSession
    known: Known | None
    sight: Sight | None = None
    cases: Any = field(init=False)
    """The cases as they were on record, to be selected from."""
    services: Any = field(init=False)
    """The assignments in the state that was on record."""

    def __post_init__(self) -> None:
        """Make the subqueries that depend on what was known."""
        object.__setattr__(self, "cases", cases_on_record(self.known))
        object.__setattr__(self, "services", services_on_record(self.known))

    @property
    def of_requirements(self) -> bool:
        """Tell whether what only requirements look at is read."""
        return self.sight is None or self.sight.requirements

    async def rows(
        self, source: Any, *columns: str, where: Iterable[ColumnElement[bool]] = (), order: str = "id"
    ) -> Sequence[Any]:
        """Return the columns of a table or subquery, in order of its key."""
        found = _columns(source)
        statement = sa.select(*(found[name] for name in columns)).where(*where).order_by(found[order])
        return (await (await self.session.connection()).execute(statement)).all()

    async def facts(
        self, table: type[Recorded], *columns: str, where: Iterable[ColumnElement[bool]] = ()
    ) -> Sequence[Any]:
        """Return the columns of a table of facts, of the rows that were on record."""
        return await self.rows(table, *columns, where=[on_record(table, self.known), *where])

    def within(self, source: Any, **columns: str) -> list[ColumnElement[bool]]:
        """Return the condition that one of the columns holds a key in sight; none where everything is read.

        Args:
            source: the table or subquery.
            columns: for each column by name, the set of ``Sight`` that it must lie in.
        """
        if self.sight is None:
            return []
        found = _columns(source)
        return [or_(*(among(found[name], getattr(self.sight, wanted)) for name, wanted in columns.items()))]


def _columns(source: Any) -> Any:
    return source.__table__.c if hasattr(source, "__table__") else source.c
