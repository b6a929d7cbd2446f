"""From raw sheets to records: every problem is collected, none stops the reading of the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter

from intake.book import LIMITS, Book, Limits, Progress, RawSheet, silent
from intake.cells import CellFault, CellValue, clean, text_of
from intake.columns import Column, Row
from intake.headers import Header, header_key, lookup, recognise
from intake.keys import Place, Record, Source
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused, Problem, RowRefused
from intake.read import read_book
from intake.records import Records
from intake.refusals import NoKnownSheet
from intake.sheets import GUIDE_SHEET, SHEETS
from intake.words import is_informant_word

EXAMPLE_MARK = "【示例】"
"""What the first filled cell of the template's example row starts with."""

_NOTE = re.compile(
    r"(注|备注|说明|填表|制表|审核|填报|联系|负责人|单位负责人|单位\(盖章\)|单位（盖章）)[^:：]{0,6}[:：]"
)
_TOTAL = re.compile(r"(合计|总计|小计|共计)\s*([:：\d(（]|$)")
_HARMLESS = frozenset({"序号", "序", "no", "no.", "#"})
_DITTO = frozenset({"同上", "〃", "″"})
_TELLS_INFORMANT = re.compile("举报|检举|控告|信访|反映人|上访")
_SHOWN = 60
_ROWS_PER_REPORT = 500


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says, and what is wrong with it."""

    records: Records
    problems: tuple[Problem, ...]
    refused_names: frozenset[str] = frozenset()
    """Names and numbers of what refused rows would have entered, so that rows about it say so; never of informants."""


def read_file(content: bytes, filename: str, *, limits: Limits = LIMITS, progress: Progress = silent) -> Parsed:
    """Return the records and problems of an .xlsx or .csv file; raises an ``UnreadableFile``."""
    return parse(read_book(content, filename, limits=limits), progress=progress)


def parse(book: Book, *, progress: Progress = silent) -> Parsed:
    """Return what the sheets say; raises ``NoKnownSheet`` when none is of the template."""
    records: dict[str, list[Any]] = {sheet.code: [] for sheet in SHEETS}
    problems: list[Problem] = []
    names: set[str] = set()
    known = False
    for raw in book.sheets:
        if raw.name == GUIDE_SHEET or not raw.rows:
            continue
        if raw.hidden:
            problems.append(Problem(ProblemCode.SHEET_HIDDEN, raw.name))
            continue
        header = recognise(raw)
        if isinstance(header, Problem):
            problems.append(header)
            known = known or header.refuses
            continue
        known = True
        reader = _SheetReader(raw, header, book.epoch)
        records[header.sheet.code].extend(reader.read(progress))
        problems.extend(reader.problems)
        names |= reader.refused_names
    if not known and not _is_blank_template(book):
        raise NoKnownSheet(found=(raw.name for raw in book.sheets), known=(sheet.zh for sheet in SHEETS))
    return Parsed(Records(**{code: tuple(found) for code, found in records.items()}), tuple(problems), frozenset(names))


def _is_blank_template(book: Book) -> bool:
    return {raw.name for raw in book.sheets} >= {sheet.zh for sheet in SHEETS}


class _SheetReader:
    """Reads the rows of one sheet under its header."""

    def __init__(self, raw: RawSheet, header: Header, epoch: date) -> None:
        self.raw = raw
        self.header = header
        self.epoch = epoch
        self.problems: list[Problem] = []
        self.refused_names: set[str] = set()
        self._above: Sequence[CellValue] = ()
        self._wide_headers = {
            (merge.first_column, merge.last_column)
            for merge in raw.merges
            if merge.first_row <= header.row <= merge.last_row
        }
        self._places: dict[str, Place] = {}
        for place, column in header.columns.items():
            self._places.setdefault(column.field, Place(get_column_letter(place + 1), header.texts[place]))

    def read(self, progress: Progress) -> list[Record]:
        """Return the records of the sheet in the order of its rows."""
        self._report_extra_columns()
        found: list[Record] = []
        total = len(self.raw.rows)
        for done, (number, cells) in enumerate(self.raw.rows.items(), start=1):
            if done % _ROWS_PER_REPORT == 0 or done == total:
                progress(self.raw.name, done, total)
            if number < self.header.first_data_row:
                continue
            record = self._record(number, self._without_ditto(cells))
            if record is not None:
                found.append(record)
        return found

    def _record(self, number: int, cells: Sequence[CellValue]) -> Record | None:
        columns = self.header.columns
        if not any(_holds(cells, place) for place in columns):
            return None
        if self._is_sealed(number, cells) or self._is_skipped(number, cells):
            return None
        values: dict[Column[Any], object] = {}
        wrong: list[Problem] = []
        for place, column in columns.items():
            cell = cells[place] if place < len(cells) else None
            try:
                value = column.codec.read(cell, self.epoch)
            except CellRefused as refused:
                wrong.append(self._problem(number, place, refused, cell))
                continue
            if value is not None:
                values[column] = value
            elif column.required:
                wrong.append(self._problem(number, place, CellRefused(ProblemCode.REQUIRED), None))
        if not wrong:
            try:
                record: Record = self.header.sheet.read(Row(Source(self.raw.name, number, self._places), values))
            except RowRefused as refused:
                blamed = self._place_of(refused.field)
                cell = cells[blamed] if blamed is not None and blamed < len(cells) else None
                wrong.append(self._problem(number, blamed, refused, cell))
            else:
                return record
        self.problems.extend(wrong)
        self.refused_names.update(
            str(value) for column, value in values.items() if column.field in {"name", "number", "code"}
        )
        return None

    def _is_sealed(self, number: int, cells: Sequence[CellValue]) -> bool:
        """Refuse a row about an informant, saying nothing of what else is in it."""
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and is_informant_word(clean(cell)):
                self.problems.append(self._problem(number, place, CellRefused(ProblemCode.INFORMANT_SEALED), None))
                return True
        return False

    def _is_skipped(self, number: int, cells: Sequence[CellValue]) -> bool:
        """Pass over the example row, repeated headers, notes and totals, with a notice."""
        texts = [clean(str(cell)) for cell in cells if cell not in (None, "")]
        if texts[0].startswith(EXAMPLE_MARK):
            self.problems.append(Problem(ProblemCode.EXAMPLE_SKIPPED, self.raw.name, number))
            return True
        if self._is_note(number, cells, texts):
            shown = "" if any(_TELLS_INFORMANT.search(text) for text in texts) else " ".join(texts)[:_SHOWN]
            self.problems.append(Problem(ProblemCode.NOTE_SKIPPED, self.raw.name, number, value=shown))
            return True
        return False

    def _is_note(self, number: int, cells: Sequence[CellValue], texts: list[str]) -> bool:
        filled = [place for place in self.header.columns if _holds(cells, place)]
        words = lookup(self.header.sheet)
        if len(filled) > 1 and all(
            words.get(header_key(str(cells[place]))) is self.header.columns[place] for place in filled
        ):
            return True
        if _NOTE.match(texts[0]) or _TOTAL.match(texts[0]):
            return True
        return len(texts) == 1 and any(
            merge.first_row <= number <= merge.last_row
            and merge.last_column > merge.first_column
            and (merge.first_column, merge.last_column) not in self._wide_headers
            for merge in self.raw.merges
        )

    def _without_ditto(self, cells: Sequence[CellValue]) -> Sequence[CellValue]:
        """Return the cells with 同上 replaced by what stands above; the mark says so itself, nothing is guessed."""
        if any(isinstance(cell, str) and cell.strip() in _DITTO for cell in cells):
            above = self._above
            cells = [
                (above[place] if place < len(above) else None)
                if isinstance(cell, str) and cell.strip() in _DITTO
                else cell
                for place, cell in enumerate(cells)
            ]
        self._above = cells
        return cells

    def _place_of(self, field: str) -> int | None:
        places = (place for place, column in self.header.columns.items() if column.field == field)
        return next(places, None)

    def _problem(self, number: int, place: int | None, refused: CellRefused, cell: CellValue) -> Problem:
        if isinstance(cell, CellFault):
            shown = str(cell)
        else:
            shown = refused.value if refused.value is not None else (text_of(cell) or "")
        return Problem(
            refused.code,
            self.raw.name,
            number,
            column="" if place is None else get_column_letter(place + 1),
            header="" if place is None else self.header.texts.get(place, ""),
            value=shown[:_SHOWN],
            detail=refused.detail,
        )

    def _report_extra_columns(self) -> None:
        for place, text in self.header.texts.items():
            under_known = any(
                first in self.header.columns and first < place <= last for first, last in self._wide_headers
            )
            if place not in self.header.columns and not under_known and header_key(text) not in _HARMLESS:
                letter = get_column_letter(place + 1)
                extra = Problem(ProblemCode.COLUMN_EXTRA, self.raw.name, self.header.row, letter, header=text)
                self.problems.append(extra)


def _holds(cells: Sequence[CellValue], place: int) -> bool:
    return place < len(cells) and cells[place] is not None and (clean(str(cells[place])) != "")
