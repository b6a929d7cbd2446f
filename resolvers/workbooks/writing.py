"""What one import writes with: its session, its moment, its actor, and the keys found so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.bulk import insert_rows, supersede
from db.tables.columns import Recorded
from intake.book import Progress
from intake.keys import Record
from resolvers.workbooks.keys import Keys
from terms.actor import Actor


@dataclass(slots=True)
class Writing:
    """One import under way, in its transaction."""

    session: AsyncSession
    county_id: int
    actor: Actor
    on: date
    """The county's day: new zones and closings without a day of their own begin on it."""
    moment: datetime
    """When all its facts became known and those they replace were superseded."""
    keys: Keys
    progress: Progress

    async def insert(self, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows; facts become known at the import's moment."""
        if issubclass(table, Recorded):
            rows = [{**row, "recorded_at": self.moment} for row in rows]
        return await insert_rows(self.session, table, rows)

    async def supersede(self, table: type[Recorded], keys: Iterable[int | None], *, by: str = "id") -> None:
        """Supersede standing rows by a column."""
        given = [key for key in keys if key is not None]
        await supersede(self.session, table, given, moment=self.moment, by=by)

    async def update(self, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
        """Update rows, each given with its ``id`` and all with the same columns, of tables that keep no history."""
        if not rows:
            return
        found: Any = table.__table__  # type: ignore[attr-defined]
        names = [name for name in rows[0] if name != "id"]
        statement = update(found).where(found.c.id == bindparam("the_id"))
        statement = statement.values({name: bindparam(f"the_{name}") for name in names})
        connection = await self.session.connection()
        await connection.execute(statement, [{f"the_{name}": row[name] for name in row} for row in rows])

    def changed(self, object_type: str, before: Record, fields: Sequence[str]) -> None:
        """Add the audit line of a row changed in place, with its earlier values; names of people are left out."""
        kept = {
            name: str(getattr(before, name))
            for name in fields
            if name not in {"pool"} | PRIVATE.get(object_type, set())
        }
        record(
            self.session,
            actor=self.actor,
            act="CHANGE",
            object_type=object_type,
            object_id=before.id,
            fields=list(fields),
            before=kept,
        )


PRIVATE = {"people": {"name", "organ", "note"}}
"""Fields whose earlier values the audit trail does not repeat."""
