"""One cell at a time: text made uniform, yes and no, numbers, percentages, lists."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cells import (
    CellFault,
    CellValue,
    clean,
    join_list,
    read_bool,
    read_name,
    read_percent,
    read_text,
    read_whole,
    read_word,
    split_list,
    text_of,
)
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("２０２６年第３号", "2026年第3号"),
        ("ＡＢＣ公司", "ABC公司"),
        ("\u3000王\u00a0某 某\u200b\ufeff ", "王 某 某"),
        ("第一行\r\n 第二行", "第一行\n第二行"),
        ("柳河镇（街道）", "柳河镇（街道）"),
        ("𠮷某", "𠮷某"),
    ],
)
def test_full_width_letters_and_invisible_characters_are_made_uniform(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_a_name_read_twice_is_the_name_read_once(text: str) -> None:
    once = read_name(text)
    assert read_name(once) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("王　某", "王某"),
        ("阿依•某某", "阿依·某某"),
        ("John Doe", "John Doe"),
        ("－", None),
        ("无", None),
        ("  ", None),
    ],
)
def test_names_lose_the_spaces_that_pad_them(typed: str, meant: str | None) -> None:
    assert read_name(typed) == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (7.0, "7"),
        (7, "7"),
        (True, "是"),
        (datetime(2026, 3, 5), "2026-03-05"),  # noqa: DTZ001  (as openpyxl hands it over)
        ("007", "007"),
        (None, None),
    ],
)
def test_numbers_and_dates_in_text_columns_are_read_as_clerks_see_them(cell: CellValue, meant: str | None) -> None:
    assert text_of(cell) == meant


@pytest.mark.parametrize(
    ("fault", "code"), [("#REF!", ProblemCode.CELL_ERROR), ("=", ProblemCode.FORMULA_WITHOUT_VALUE)]
)
def test_formula_errors_are_told_from_formulas_never_calculated(fault: str, code: ProblemCode) -> None:
    with pytest.raises(CellRefused) as refused:
        text_of(CellFault(fault))
    assert refused.value.code is code


def test_text_of_two_thousand_characters_is_read_and_one_more_is_refused() -> None:
    assert read_text("字" * 2000) == "字" * 2000
    with pytest.raises(CellRefused) as refused:
        read_text("字" * 2001)
    assert refused.value.code is ProblemCode.TEXT_TOO_LONG


@pytest.mark.parametrize("mark", ["是", "有", "√", "✓", "Y", "yes", "Ｙ", True, 1, 1.0])
def test_yes_is_read_as_clerks_mark_it(mark: CellValue) -> None:
    assert read_bool(mark) is True


@pytest.mark.parametrize("mark", ["否", "无", "×", "N", "no", False, 0])
def test_no_is_read_as_clerks_mark_it(mark: CellValue) -> None:
    assert read_bool(mark) is False


def test_a_blank_is_neither_yes_nor_no_and_other_words_are_refused() -> None:
    assert read_bool("") is None
    assert read_bool("—") is None
    with pytest.raises(CellRefused) as refused:
        read_bool("大概")
    assert refused.value.code is ProblemCode.BOOLEAN_NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("50%", 50),
        ("５０％", 50),
        ("50", 50),
        (0.5, 50),
        (50, 50),
        ("1%", 1),
        (0, 0),
        ("100%", 100),
        ("-", None),
    ],
)
def test_percentages_are_read_with_and_without_the_sign(typed: CellValue, meant: int | None) -> None:
    assert read_percent(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (1, ProblemCode.PERCENT_AMBIGUOUS),
        ("1", ProblemCode.PERCENT_AMBIGUOUS),
        ("101%", ProblemCode.PERCENT_NOT_UNDERSTOOD),
        ("-5%", ProblemCode.PERCENT_NOT_UNDERSTOOD),
        ("一半", ProblemCode.PERCENT_NOT_UNDERSTOOD),
        ("12.5%", ProblemCode.PERCENT_NOT_UNDERSTOOD),
    ],
)
def test_percentages_out_of_range_or_of_two_readings_are_refused(typed: CellValue, code: ProblemCode) -> None:
    with pytest.raises(CellRefused) as refused:
        read_percent(typed)
    assert refused.value.code is code


@pytest.mark.parametrize(("typed", "meant"), [("3", 3), (3.0, 3), ("２名", 2), ("0", 0), ("/", None)])
def test_whole_numbers_are_read(typed: CellValue, meant: int | None) -> None:
    assert read_whole(typed, least=0, most=3) == meant


@pytest.mark.parametrize("typed", ["4", "-1", "1.5", 1.5, "三"])
def test_numbers_out_of_bounds_or_not_whole_are_refused(typed: CellValue) -> None:
    with pytest.raises(CellRefused) as refused:
        read_whole(typed, least=0, most=3)
    assert refused.value.code is ProblemCode.NUMBER_NOT_UNDERSTOOD


def test_a_dash_in_a_word_column_means_nothing_to_say() -> None:
    assert read_word("——") is None
    assert read_word("甲-乙") == "甲-乙"


def test_lists_are_separated_by_any_of_the_usual_marks() -> None:
    assert split_list("财政局、审计局；民政局,水利局，住建局\n交通局、") == (
        "财政局",
        "审计局",
        "民政局",
        "水利局",
        "住建局",
        "交通局",
    )


@given(st.lists(st.text(alphabet="甲乙、；\"' ，丙", min_size=1).map(str.strip).filter(bool)))
def test_a_joined_list_splits_into_the_same_items(items: list[str]) -> None:
    assert split_list(join_list(items)) == tuple(items)
