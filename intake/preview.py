"""Records and changes as cells, to show what an import would do before it is done."""

from dataclasses import dataclass
from typing import Any

from intake.columns import Column
from intake.comparison import Change
from intake.keys import Place, Record
from intake.sheets import SHEETS


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of a record: its column's name in both languages and what it says, as an export would write it."""

    zh: str
    en: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell that an import changes; the place is empty for what follows from other cells."""

    zh: str
    en: str
    before: str
    after: str
    place: Place


def shown(record: Record) -> tuple[ShownCell, ...]:
    """Return the filled cells of a record in the template's order."""
    return tuple(ShownCell(column.zh, column.en, text) for column, text in _texts(record).items() if text)


def changed_cells(change: Change) -> tuple[ChangedCell, ...]:
    """Return the cells in which a change differs from what is known, with their places in the file."""
    before, after = _texts(change.before), _texts(change.after)
    places = change.after.source.places
    return tuple(
        ChangedCell(column.zh, column.en, before[column], after[column], places.get(column.field, Place()))
        for column in after
        if before[column] != after[column]
    )


def _texts(record: Record) -> dict[Column[Any], str]:
    sheet = next(each for each in SHEETS if each.record is type(record))
    cells = sheet.cells(record)
    return {
        column: "" if cells.get(column) is None else str(column.codec.write(cells[column])) for column in sheet.columns
    }
