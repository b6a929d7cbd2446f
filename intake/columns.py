"""What a column and a sheet are: the one definition from which template, reading, export and documents are made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, cast

from intake.cells import CellValue
from intake.keys import Record, Source
from intake.problem_codes import ProblemCode
from intake.problems import RowRefused

Value = TypeVar("Value")
RecordType = TypeVar("RecordType", bound=Record)
Written = str | date | None


@dataclass(frozen=True, slots=True)
class Codec(Generic[Value]):
    """How the cells of a column are read and written; ``read(write(value)) == value`` for every value."""

    read: Callable[[CellValue, date], Value | None]
    """Takes the cell and day zero of the workbook's serials; None means blank."""
    write: Callable[[Value], Written]
    format_zh: str
    format_en: str
    choices: tuple[str, ...] = ()
    """What the drop-down offers; other words may be read as well."""
    is_day: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Column(Generic[Value]):
    """One column; ``field`` is the path in the record, so that a blank cell leaves that part of a known one alone."""

    field: str
    zh: str
    en: str
    codec: Codec[Value]
    required: bool = False
    synonyms: str = ""
    """Other headers for it, separated by blanks."""
    example: str = ""
    help_zh: str = ""
    help_en: str = ""


class Row:
    """One row whose cells were read without a problem."""

    def __init__(self, source: Source, values: Mapping[Column[Any], object]) -> None:
        self.source = source
        self._values = values
        self.given = frozenset(column.field for column in values)

    def get(self, column: Column[Value]) -> Value | None:
        """Return what the column says, None when it is blank or missing."""
        return cast("Value | None", self._values.get(column))

    def need(self, column: Column[Value]) -> Value:
        """Return what the column says; a blank cell refuses the row."""
        value = self.get(column)
        if value is None:
            raise RowRefused(ProblemCode.REQUIRED, field=column.field)
        return value

    def any_of(self, columns: Iterable[Column[Any]]) -> bool:
        """Tell whether any of the columns is filled in."""
        return any(column in self._values for column in columns)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet(Generic[RecordType]):
    """One sheet: its columns in the template's order, and the two ways between a row and a record."""

    code: str
    """Name of the field of ``Records``."""
    record: type[RecordType]
    zh: str
    en: str
    columns: tuple[Column[Any], ...]
    read: Callable[[Row], RecordType]
    cells: Callable[[RecordType], Mapping[Column[Any], object]]
    synonyms: str = ""
    help_zh: str = ""
    help_en: str = ""
    required: tuple[Column[Any], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note the columns that every row must fill in."""
        object.__setattr__(self, "required", tuple(column for column in self.columns if column.required))
