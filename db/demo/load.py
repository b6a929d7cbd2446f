"""The demo into a database, by COPY, in the connection's own transaction."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import asyncpg
from sqlalchemy import Table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from db.demo.generate import generate
from db.demo.register import Row, Sheet, counts, digest, table_of
from db.tables import metadata
from db.tables.columns import PeriodType
from terms.periods import Period
from terms.refusals import Refusal


class CountyExists(Refusal):
    """The database already has a county, which the demo would mix with."""

    code: ClassVar[str] = "COUNTY_EXISTS"
    zh: ClassVar[str] = "数据库中已有县级数据，不能再载入演示数据。"
    en: ClassVar[str] = "The database already has a county; the demo is loaded into an empty one only."


@dataclass(frozen=True, slots=True)
class Summary:
    """What was loaded."""

    size: str
    planning_day: date
    seed: int
    counts: Mapping[str, int]
    """Rows by table."""
    digest: str
    """Hash of all rows; the same for the same size, day and seed."""


async def is_empty(connection: AsyncConnection) -> bool:
    """Tell whether the database has no county yet."""
    return (await connection.execute(text("SELECT NOT EXISTS (SELECT 1 FROM counties)"))).scalar_one() is True


async def load_demo(connection: AsyncConnection, *, size: str, planning_day: date, seed: int = 1) -> Summary:
    """Load the demo in the connection's transaction, which the caller commits.

    Raises CountyExists where the database has a county already, KeyError for a size that does not exist.
    """
    await connection.execute(text("LOCK TABLE counties IN SHARE ROW EXCLUSIVE MODE"))
    if not await is_empty(connection):
        raise CountyExists
    sheets = generate(size, planning_day, seed)
    by_table = {table_of(model): sheet for model, sheet in sheets.items()}
    driver: Any = (await connection.get_raw_connection()).driver_connection
    for table in metadata.sorted_tables:
        if table in by_table:
            await _copy(driver, table, by_table[table])
            if "id" in table.columns:
                await connection.execute(_AFTER, {"table": table.fullname, "last": len(by_table[table].rows)})
    await connection.execute(_SECRET, {"seed": str(seed)})
    await connection.execute(text("ANALYZE " + ", ".join(table.fullname for table in by_table)))
    return Summary(size, planning_day, seed, dict(sorted(counts(sheets).items())), digest(sheets))


_SECRET = text(
    "INSERT INTO sealed.decoy_key (singleton, key) VALUES (true, sha256(convert_to('demo/' || :seed || '/30', 'UTF8')))"
)
"""Decoys of the demo are the same wherever it is loaded; everybody knows this secret, as all else of the demo.

Under the thirtieth, the pin of the ready documents is confirmed for years to come.
"""
_AFTER = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)")


async def _copy(driver: Any, table: Table, sheet: Sheet) -> None:
    """Copy the rows of a table; COPY writes the keys given even where the database would number the rows itself."""
    converters = [_converter(table, name) for name in sheet.columns]
    await driver.copy_records_to_table(
        table.name,
        schema_name=table.schema or "public",
        columns=sheet.columns,
        records=(_convert(row, converters) for row in sheet.rows),
    )


def _convert(row: Row, converters: list[Callable[[Any], Any] | None]) -> Row:
    return tuple(
        value if convert is None or value is None else convert(value)
        for value, convert in zip(row, converters, strict=True)
    )


def _converter(table: Table, name: str) -> Callable[[Any], Any] | None:
    """Return what makes the driver's value from a column's, None where they are the same."""
    kind = table.columns[name].type
    if isinstance(kind, PeriodType):
        return _range
    return json.dumps if isinstance(kind, JSONB) else None


def _range(period: Period) -> Any:
    return asyncpg.Range(period.start, period.end)
