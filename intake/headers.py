"""Finding which sheet of the template a raw sheet is, and where its header row and its columns are."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from intake.book import Merge, RawSheet
from intake.cells import CellFault, CellValue, clean
from intake.columns import Column, Sheet
from intake.problem_codes import ProblemCode
from intake.problems import Problem
from intake.sheets import SHEETS
from intake.words import folded

ROWS_LOOKED_AT = 30
"""A header further down than this many filled rows is not looked for (ours)."""

HEADER_ROWS = 3
"""A header merged further down than this is no header (ours)."""

_REMARK = re.compile(r"[(\[【][^)\]】]*[)\]】]")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are: by their place in the row, from zero."""

    sheet: Sheet[Any]
    row: int
    first_data_row: int
    columns: dict[int, Column[Any]]
    texts: dict[int, str]
    """Every header text by place, needed or not."""
    twice: tuple[int, ...] = ()
    """Places whose header means the same as an earlier one."""

    @property
    def missing(self) -> tuple[Column[Any], ...]:
        """Return the required columns that the sheet lacks."""
        found = set(self.columns.values())
        return tuple(column for column in self.sheet.required if column not in found)


def header_key(text: str) -> str:
    """Return a header as headers are compared: without remarks in brackets, stars, blanks and case."""
    whole = folded(clean(text)).strip("*:＊")
    return _REMARK.sub("", whole).strip("*:＊") or whole


@cache
def lookup(sheet: Sheet[Any]) -> dict[str, Column[Any]]:
    """Return the column of a sheet by every header that means it."""
    words: dict[str, Column[Any]] = {}
    for column in sheet.columns:
        for word in column.synonyms.split():
            words.setdefault(header_key(word), column)
    for column in sheet.columns:
        words[header_key(column.zh)] = words[header_key(column.en)] = column
    return words


def find_header(raw: RawSheet, sheet: Sheet[Any]) -> Header:
    """Return the row that has most of the sheet's columns, the first of equals; its score may be nought."""
    best = Header(sheet, 0, 1, {}, {})
    above: dict[int, str] = {}
    for number, cells in islice(raw.rows.items(), ROWS_LOOKED_AT):
        texts = _texts(number, cells, raw)
        header = _matched(sheet, number, texts, above, raw.merges)
        if len(header.columns) > len(best.columns):
            best = header
        above = texts
    return best


def recognise(raw: RawSheet) -> Header | Problem:
    """Return the header under the sheet that the name or, failing that, the columns tell; else why it is not read."""
    named = _by_name(raw.name)
    headers = [find_header(raw, sheet) for sheet in ([named] if named else SHEETS)]
    if named is None:
        headers = [header for header in headers if not header.missing and len(header.columns) > 1]
        if not headers:
            return Problem(ProblemCode.SHEET_SKIPPED, raw.name, detail="、".join(sheet.zh for sheet in SHEETS))
    most = max(len(header.columns) for header in headers)
    headers = [header for header in headers if len(header.columns) == most]
    if len(headers) > 1:
        detail = "、".join(header.sheet.zh for header in headers)
        return Problem(ProblemCode.SHEET_AMBIGUOUS, raw.name, detail=detail)
    return _sound(raw, headers[0])


def _sound(raw: RawSheet, header: Header) -> Header | Problem:
    if header.missing:
        detail = "、".join(column.zh for column in header.missing)
        return Problem(ProblemCode.HEADER_MISSING, raw.name, row=header.row, detail=detail)
    if header.twice:
        text = header.texts[header.twice[0]]
        return Problem(ProblemCode.HEADER_TWICE, raw.name, row=header.row, header=text, value=text)
    return header


def _by_name(name: str) -> Sheet[Any] | None:
    """Return the sheet that the name means, with a township or a number beside it (人员-城关, 2026年任职表)."""
    key = re.sub(r"[\d\s_.年版]+", "", folded(name))
    for sheet in SHEETS:
        if key in {sheet.zh, sheet.en, *sheet.synonyms.split()}:
            return sheet
    parts = [part for part in re.split(r"[-—–·()+]", key) if part]
    found = [sheet for sheet in SHEETS if any(part in {sheet.zh, sheet.en, *sheet.synonyms.split()} for part in parts)]
    return found[0] if len(found) == 1 else None


def _texts(number: int, cells: Any, raw: RawSheet) -> dict[int, str]:
    """Return the texts of a row, those of merged cells under every column they span."""
    texts = {place: clean(str(cell)) for place, cell in enumerate(cells) if _is_text(cell)}
    for merge in raw.merges:
        if merge.first_row <= number <= merge.last_row and merge.first_column in texts:
            for place in range(merge.first_column + 1, min(merge.last_column, len(cells) - 1) + 1):
                texts.setdefault(place, texts[merge.first_column])
    return texts


def _is_text(cell: CellValue) -> bool:
    return isinstance(cell, str) and not isinstance(cell, CellFault) and bool(clean(cell))


def _matched(
    sheet: Sheet[Any], number: int, texts: dict[int, str], above: dict[int, str], merges: tuple[Merge, ...]
) -> Header:
    words = lookup(sheet)
    columns: dict[int, Column[Any]] = {}
    twice: list[int] = []
    seen: dict[Column[Any], str] = {}
    for place, text in texts.items():
        column = words.get(header_key(above.get(place, "") + text)) or words.get(header_key(text))
        if column is None:
            continue
        if column not in seen:
            columns[place] = column
            seen[column] = text
        elif not _spans(merges, number, place):
            twice.append(place)
    crossing = [
        merge.last_row
        for merge in merges
        if merge.first_row <= number <= merge.last_row <= number + HEADER_ROWS and merge.first_column in columns
    ]
    return Header(sheet, number, max([number, *crossing]) + 1, columns, texts, tuple(twice))


def _spans(merges: tuple[Merge, ...], number: int, place: int) -> bool:
    """Tell whether the place is inside a merged header that started further left."""
    return any(
        merge.first_row <= number <= merge.last_row and merge.first_column < place <= merge.last_column
        for merge in merges
    )
