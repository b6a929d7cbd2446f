"""One table as an .xlsx file: what each kind of cell becomes."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pytest

from intake.table import CUT, LONGEST, Cell, fitting, write_table


def written(cells: Sequence[Cell]) -> list[tuple[str, object]]:
    """Return the kind and value of each cell of a row, as read back."""
    page = openpyxl.load_workbook(io.BytesIO(write_table("表", ["甲"] * len(cells), [cells])))["表"]
    return [(cell.data_type, cell.value) for cell in page[2]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example", "007", "1e5", "_x0041_"])
def test_text_stays_text(text: str) -> None:
    assert written([text]) == [("s", text)]


def test_numbers_and_days_are_what_they_are_and_blanks_stay_blank() -> None:
    moment = datetime(2026, 3, 5)  # noqa: DTZ001  (a day as spreadsheets keep it)
    assert written([7, date(2026, 3, 5), None, "末"]) == [("n", 7), ("d", moment), ("n", None), ("s", "末")]


def test_what_a_spreadsheet_would_round_or_misread_is_written_as_text() -> None:
    assert written([10**15 - 1, 10**15, date(1900, 2, 28)]) == [
        ("n", 10**15 - 1),
        ("s", "1000000000000000"),
        ("s", "1900-02-28"),
    ]


def test_the_header_stays_in_sight_and_on_every_page() -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_table("表", ["甲", "乙"], [], widths=[30])))["表"]
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    assert (page.column_dimensions["A"].width > 29, page.column_dimensions["B"].width > 29) == (True, False)


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    assert fitting("字" * LONGEST) == "字" * LONGEST
    assert fitting("字" * (LONGEST + 1)) == "字" * (LONGEST - len(CUT)) + CUT
    rare = fitting("𠀀" * LONGEST)
    assert len(rare.encode("utf-16-le")) // 2 <= LONGEST
    assert rare.endswith("𠀀" + CUT)
    assert written(["字" * 40000]) == [("s", "字" * (LONGEST - len(CUT)) + CUT)]
