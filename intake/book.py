"""A workbook as it came in: sheets of rows of cells, before anything is known of what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from intake.cells import CellValue
from intake.dates import EPOCH_1900

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being read (a sheet's name), how many rows of it are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before it is parsed (ours: ten thousand people with all their rows stay below a fifth of it)."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 160 * 1024 * 1024
    cells: int = 3_000_000
    rows: int = 200_000
    columns: int = 120
    sheets: int = 60


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, rows and columns counted from one and zero as in ``RawSheet``; both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The rows that hold anything, by the number the spreadsheet shows; merged cells are filled downwards."""

    name: str
    rows: dict[int, Sequence[CellValue]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file and day zero of its serials."""

    sheets: tuple[RawSheet, ...]
    epoch: date = EPOCH_1900


def silent(_name: str, _done: int, _total: int) -> None:
    """Report no progress."""
