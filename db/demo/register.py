"""Where the generator writes its rows: numbered by table, complete, and frozen in the end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from sqlalchemy import Table, inspect
from sqlmodel import SQLModel

Row: TypeAlias = tuple[object, ...]


MISSING = object()
"""Stands where a column has no default."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table, each with a value for every column in this order."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, name: str) -> tuple[object, ...]:
        """Return one column from top to bottom."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


Sheets: TypeAlias = Mapping[type[SQLModel], Sheet]


@dataclass(frozen=True, slots=True)
class _Form:
    columns: tuple[str, ...]
    defaults: tuple[object, ...]
    numbered: bool


class Register:
    """Takes rows and gives them their keys, from 1 on in each table."""

    def __init__(self) -> None:
        """Start empty."""
        self._forms: dict[type[SQLModel], _Form] = {}
        self._rows: dict[type[SQLModel], list[Row]] = {}

    def add(self, table: type[SQLModel], **values: object) -> int:
        """Keep a row and return its number in the table, which is its key where the table has one.

        What is not given has the column's default. A column that the database fills in is written by it, unless the
        first row of the table gives a value; then every row does. Raises TypeError for a missing or unknown column.
        """
        form = self._forms.get(table) or self._open(table, values)
        rows = self._rows[table]
        number = len(rows) + 1
        given = {"id": number, **values} if form.numbered else values
        row = tuple(given.get(name, default) for name, default in zip(form.columns, form.defaults, strict=True))
        if any(value is MISSING for value in row) or not given.keys() <= set(form.columns):
            raise TypeError(table.__name__, sorted(values))
        rows.append(row)
        return number

    def count(self, table: type[SQLModel]) -> int:
        """Return how many rows a table has so far."""
        return len(self._rows.get(table, ()))

    def sheets(self) -> Sheets:
        """Return all rows, frozen."""
        return {table: Sheet(form.columns, tuple(self._rows[table])) for table, form in self._forms.items()}

    def _open(self, table: type[SQLModel], values: Mapping[str, object]) -> _Form:
        columns = {
            column.name: MISSING if (told := table.model_fields[column.name]).is_required() else told.default
            for column in table_of(table).columns
            if column.server_default is None or column.name == "id" or column.name in values
        }
        form = _Form(tuple(columns), tuple(columns.values()), numbered="id" in columns)
        self._forms[table] = form
        self._rows[table] = []
        return form


def table_of(model: type[SQLModel]) -> Table:
    """Return the database table of a row class."""
    table = inspect(model).local_table
    if not isinstance(table, Table):
        raise TypeError(model.__name__)
    return table


def counts(sheets: Sheets) -> Counter[str]:
    """Return how many rows each table has, by the table's name."""
    return Counter({table_of(table).name: len(sheet.rows) for table, sheet in sheets.items()})


def digest(sheets: Sheets) -> str:
    """Return a hash of every value: the same demo has the same hash in every process."""
    whole = sha256()
    for table, sheet in sorted(sheets.items(), key=lambda item: item[0].__name__):
        whole.update(repr((table.__name__, sheet.columns)).encode())
        for row in sheet.rows:
            whole.update(repr(row).encode())
    return whole.hexdigest()
