"""What is written reads back as the same records, and nothing in it ever becomes a formula."""

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from intake.headers import header_key, lookup
from intake.parse import read_file
from intake.records import PersonRecord, Records
from intake.sheets import GUIDE_SHEET, SHEETS
from intake.template import template
from intake.write import write
from tests.intake.strategies import records as any_records


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(any_records)
def test_what_is_written_reads_back_as_the_same_records(records: Records) -> None:
    result = read_file(write(records), "导出.xlsx")
    assert result.problems == ()
    assert result.records == records


def test_equal_records_make_equal_files() -> None:
    records = Records(people=(PersonRecord(name="王某", number="0001"),))
    assert write(records) == write(records)


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "{=1}"])
def test_no_cell_that_is_written_is_a_formula(text: str) -> None:
    content = write(Records(people=(PersonRecord(name="王某", number=text, note=text),)))
    page = openpyxl.load_workbook(io.BytesIO(content))["人员"]
    assert [cell.data_type for cell in page[2] if cell.value is not None] == ["s", "s", "s"]
    assert [cell.value for cell in page[2] if cell.value is not None] == ["王某", text, text]


def test_the_template_has_every_sheet_after_a_guide_with_its_drop_downs_and_comments() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert book.sheetnames == [GUIDE_SHEET, *(sheet.zh for sheet in SHEETS)]
    for sheet in SHEETS:
        page = book[sheet.zh]
        assert page.freeze_panes == "A2"
        assert [cell.value for cell in page[1]] == [
            column.zh + ("*" if column.required else "") for column in sheet.columns
        ]
        assert all(cell.comment is not None and cell.comment.text for cell in page[1])
        offered = sum(1 for column in sheet.columns if column.codec.choices)
        assert len(page.data_validations.dataValidation) == offered


def test_the_template_imports_as_nothing() -> None:
    result = read_file(template(), "模板.xlsx")
    assert result.records == Records()
    assert not any(problem.refuses for problem in result.problems)
    assert [problem.code.value for problem in result.problems] == ["EXAMPLE_SKIPPED"] * len(SHEETS)


def test_a_template_without_examples_imports_as_nothing() -> None:
    assert read_file(write(Records()), "空.xlsx").records == Records()


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.code for sheet in SHEETS])
def test_the_example_row_would_read_without_a_problem(sheet: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    chosen = next(each for each in SHEETS if each is sheet)
    page = book[chosen.zh]
    for cell in page[2]:
        if isinstance(cell.value, str):
            cell.value = cell.value.removeprefix("【示例】")
    stream = io.BytesIO()
    book.save(stream)
    result = read_file(stream.getvalue(), "模板.xlsx")
    assert not any(problem.refuses for problem in result.problems)
    assert len(getattr(result.records, chosen.code)) == 1


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.code for sheet in SHEETS])
def test_no_header_means_two_columns_of_a_sheet(sheet: object) -> None:
    chosen = next(each for each in SHEETS if each is sheet)
    meant: dict[str, str] = {}
    for column in chosen.columns:
        for word in {header_key(each) for each in (column.zh, column.en, *column.synonyms.split())}:
            assert meant.setdefault(word, column.zh) == column.zh
            assert lookup(chosen)[word] is column
