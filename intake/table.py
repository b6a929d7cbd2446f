"""One table as an .xlsx file: text is text and numbers are numbers, so nothing in it ever becomes a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

import xlsxwriter

SAFE: Final[Mapping[str, bool]] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001  (a fixed stamp: equal records make equal files)
FIRST_REAL_DAY: Final = date(1900, 3, 1)
"""Days before it are written as text: Excel's serials are off by one there."""
LONGEST: Final = 32767
"""The most that a cell holds, in units of UTF-16."""
CUT: Final = "……（余文略）"
_EXACT: Final = 10**15
"""Spreadsheets keep fifteen digits of a number; what is longer is written as text."""
_WIDTH: Final = 18
_A4: Final = 9

Cell = str | int | date | None


def open_workbook(stream: io.BytesIO) -> xlsxwriter.Workbook:
    """Return an empty workbook that takes no text for anything else and says nothing of when it was made."""
    workbook = xlsxwriter.Workbook(stream, dict(SAFE))
    workbook.set_properties({"created": CREATED})
    return workbook


def write_table(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[float] = ()
) -> bytes:
    """Return an .xlsx file of one sheet, to be printed on A4 with the header on each page."""
    stream = io.BytesIO()
    workbook = open_workbook(stream)
    page = workbook.add_worksheet(name)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7"})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = workbook.add_format({"num_format": "0", "valign": "top"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_column(0, len(header) - 1, _WIDTH)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    for place, word in enumerate(header):
        page.write_string(0, place, word, bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int) and abs(cell) < _EXACT:
                page.write_number(line, place, cell, number)
            elif isinstance(cell, date) and cell >= FIRST_REAL_DAY:
                page.write_datetime(line, place, cell, day)
            elif cell not in {None, ""}:
                page.write_string(line, place, fitting(str(cell)), text)
    workbook.close()
    return stream.getvalue()


def fitting(text: str) -> str:
    """Return the text, cut where a cell would refuse it, and saying so."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT
