"""Days and months as clerks write them, and what is no day."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cells import CellFault, CellValue
from intake.dates import EPOCH_1904, Edge, read_day, read_month
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused

FIFTH_OF_MARCH = date(2026, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2026.3.5",
        "2026年3月5日",
        "2026-03-05",
        "2026/3/5",
        "20260305",
        20260305,
        "２０２６．３．５",
        "2026 年 3 月 5 日",
        "二〇二六年三月五日",
        "2026年3月5号",
        "2026-03-05 00:00:00",
        "2026-03-05T08:30",
        "2026.03.05.",
        "\u200b2026-3-5\u3000",
        datetime(2026, 3, 5, 9, 30),  # noqa: DTZ001  (as openpyxl hands it over)
        FIFTH_OF_MARCH,
        46086,
        46086.75,
        "46086",
    ],
)
def test_every_usual_way_of_writing_a_day_is_read(written: CellValue) -> None:
    assert read_day(written, edge=Edge.EXACT) == FIFTH_OF_MARCH


@given(st.dates(min_value=date(1927, 5, 18), max_value=date(2199, 12, 31)))
def test_a_serial_means_the_day_that_excel_shows(day: date) -> None:
    assert read_day((day - date(1899, 12, 30)).days, edge=Edge.EXACT) == day


def test_serials_of_a_1904_workbook_are_counted_from_its_own_day_zero() -> None:
    assert read_day(44624, edge=Edge.EXACT, epoch=EPOCH_1904) == FIFTH_OF_MARCH


@pytest.mark.parametrize("written", ["2026年2月", "2026.2", "2026-02", "202602", 202602, "2026/2", 2026.2])
def test_a_month_stands_for_its_first_or_last_day_by_the_column(written: CellValue) -> None:
    assert read_day(written, edge=Edge.FIRST) == date(2026, 2, 1)
    assert read_day(written, edge=Edge.LAST) == date(2026, 2, 28)


def test_a_year_stands_for_its_first_or_last_day_by_the_column() -> None:
    assert read_day("2019年", edge=Edge.FIRST) == date(2019, 1, 1)
    assert read_day("2019年", edge=Edge.LAST) == date(2019, 12, 31)


@pytest.mark.parametrize("written", ["至今", "现在", "", None, "-", "/", "长期"])
def test_an_open_end_is_no_day(written: CellValue) -> None:
    assert read_day(written, edge=Edge.LAST) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-02-30", ProblemCode.DATE_IMPOSSIBLE),
        ("2026.13.1", ProblemCode.DATE_IMPOSSIBLE),
        ("20261301", ProblemCode.DATE_IMPOSSIBLE),
        ("1900-02-29", ProblemCode.DATE_IMPOSSIBLE),
        (60, ProblemCode.DATE_1900),
        (5, ProblemCode.DATE_OUT_OF_RANGE),
        (0, ProblemCode.DATE_OUT_OF_RANGE),
        (-3, ProblemCode.DATE_OUT_OF_RANGE),
        (9_999_999, ProblemCode.DATE_OUT_OF_RANGE),
        ("1026-03-05", ProblemCode.DATE_OUT_OF_RANGE),
        (datetime(9999, 1, 1), ProblemCode.DATE_OUT_OF_RANGE),  # noqa: DTZ001  (as openpyxl hands it over)
        (date(1066, 1, 1), ProblemCode.DATE_OUT_OF_RANGE),
        (2026, ProblemCode.DATE_ONLY_YEAR),
        ("2026", ProblemCode.DATE_ONLY_YEAR),
        (2026.1, ProblemCode.DATE_DECIMAL),
        ("26.3.5", ProblemCode.DATE_NOT_UNDERSTOOD),
        ("5/3/2026", ProblemCode.DATE_NOT_UNDERSTOOD),
        ("去年", ProblemCode.DATE_NOT_UNDERSTOOD),
        (time(8, 30), ProblemCode.DATE_NOT_UNDERSTOOD),
        (True, ProblemCode.DATE_NOT_UNDERSTOOD),
        (CellFault("#VALUE!"), ProblemCode.CELL_ERROR),
        ("2026年3月", ProblemCode.DATE_DAY_MISSING),
        ("2026年", ProblemCode.DATE_DAY_MISSING),
    ],
)
def test_what_is_no_exact_day_is_refused_with_its_reason(written: CellValue, code: ProblemCode) -> None:
    with pytest.raises(CellRefused) as refused:
        read_day(written, edge=Edge.EXACT)
    assert refused.value.code is code


@pytest.mark.parametrize(
    "written",
    [
        "1985.3",
        "1985年3月",
        "198503",
        198503,
        "1985-03-12",
        1985.03,
        date(1985, 3, 12),
        "一九八五年三月",
        31107,
    ],
)
def test_a_birth_month_is_read_from_months_and_days(written: CellValue) -> None:
    assert read_month(written) == "1985-03"


def test_october_in_text_is_october_but_as_a_number_it_is_refused() -> None:
    assert read_month("1985.10") == "1985-10"
    with pytest.raises(CellRefused) as refused:
        read_month(1985.10)
    assert refused.value.code is ProblemCode.DATE_DECIMAL


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1985年", ProblemCode.MONTH_MISSING),
        ("1985", ProblemCode.DATE_ONLY_YEAR),
        ("1985.13", ProblemCode.DATE_IMPOSSIBLE),
        ("1985-02-30", ProblemCode.DATE_IMPOSSIBLE),
        (True, ProblemCode.DATE_NOT_UNDERSTOOD),
        (CellFault("="), ProblemCode.FORMULA_WITHOUT_VALUE),
    ],
)
def test_what_is_no_month_is_refused_with_its_reason(written: CellValue, code: ProblemCode) -> None:
    with pytest.raises(CellRefused) as refused:
        read_month(written)
    assert refused.value.code is code


def test_a_blank_birth_month_is_none() -> None:
    assert read_month(None) is None
    assert read_month("不详") is None
