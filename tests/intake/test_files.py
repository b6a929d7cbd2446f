"""Files that are refused as a whole, each with its reason."""

import io
import zipfile

import pytest

from intake.book import Limits
from intake.parse import read_file
from intake.read import read_book
from intake.records import PersonRecord, Records
from intake.refusals import (
    DamagedWorkbook,
    EmptyFile,
    EncryptedWorkbook,
    FileTooLarge,
    NoKnownSheet,
    NotAWorkbook,
    OldExcelFormat,
    TooMany,
    UnknownEncoding,
    UnreadableFile,
)
from intake.write import write
from tests.intake.books import workbook

GOOD = workbook({"人员": [["姓名"], ["王某"], ["李某"], ["赵某"]]})
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def changed(content: bytes, part: str, change: bytes | None) -> bytes:
    """Return the archive with one part replaced, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if change is not None:
            new.writestr(part, change)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf\r\n  \n", EmptyFile),
        (COMPOUND + b"\0" * 600 + "Workbook".encode("utf-16-le"), OldExcelFormat),
        (COMPOUND + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), EncryptedWorkbook),
        (GOOD[:200], DamagedWorkbook),
        (GOOD[: len(GOOD) // 2], DamagedWorkbook),
        (b"PK\x03\x04" + b"\0" * 100, DamagedWorkbook),
        (changed(GOOD, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), DamagedWorkbook),
        (changed(GOOD, "xl/_rels/workbook.xml.rels", None), DamagedWorkbook),
        (changed(GOOD, "xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'), DamagedWorkbook),
        (archive({"word/document.xml": b"<x/>"}), NotAWorkbook),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), NotAWorkbook),
        (archive({"xl/workbook.bin": b"x"}), NotAWorkbook),
        (archive({"readme.txt": b"x"}), NotAWorkbook),
        (b"%PDF-1.7 ...", NotAWorkbook),
        (b"\x89PNG\r\n\x1a\n", NotAWorkbook),
        (b"<html><table><tr><td>x</td></tr></table></html>", NotAWorkbook),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", NotAWorkbook),
        (b"a,b\0c\n1,2\n", NotAWorkbook),
        (b'"' + b"x" * 200_000 + b'"', NotAWorkbook),
        (b"\xff\xff\xff,\x81\n", UnknownEncoding),
        (workbook({"食堂菜单": [["周一"], ["面条"]]}), NoKnownSheet),
        ("今天天气很好".encode(), NoKnownSheet),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_its_reason(content: bytes, refusal: type[UnreadableFile]) -> None:
    with pytest.raises(refusal) as refused:
        read_file(content, "文件")
    assert type(refused.value) is refusal
    for language in ("zh", "en"):
        message = refused.value.message(language)
        assert message != ""
        assert "{" not in message


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(file_bytes=len(GOOD) - 1), FileTooLarge),
        (Limits(unpacked_bytes=2000), FileTooLarge),
        (Limits(cells=3), TooMany),
        (Limits(rows=3), TooMany),
        (Limits(sheets=0), TooMany),
    ],
)
def test_what_is_beyond_the_limits_is_refused(limits: Limits, refusal: type[UnreadableFile]) -> None:
    with pytest.raises(refusal):
        read_file(GOOD, "人员.xlsx", limits=limits)


def test_what_is_just_within_the_limits_is_read() -> None:
    limits = Limits(file_bytes=len(GOOD), cells=4, rows=4, sheets=1)
    assert len(read_file(GOOD, "人员.xlsx", limits=limits).records.people) == 3


def test_too_many_rows_of_csv_are_refused() -> None:
    content = "姓名\n王某\n李某\n".encode()
    assert len(read_file(content, "人员.csv", limits=Limits(rows=3)).records.people) == 2
    with pytest.raises(TooMany):
        read_file(content, "人员.csv", limits=Limits(rows=2))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(GOOD, "xl/media/picture.bin", b"\0" * 170 * 2**20)
    assert len(bomb) < 2**20
    with pytest.raises(FileTooLarge):
        read_book(bomb, "人员.xlsx")


def test_an_area_merged_over_the_whole_sheet_harms_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    merged = sheet.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="C1:XFD1048576"/></mergeCells>'
    )
    assert merged != sheet
    content = changed(GOOD, "xl/worksheets/sheet1.xml", merged)
    assert len(read_file(content, "人员.xlsx").records.people) == 3


def test_columns_far_to_the_right_are_read_up_to_the_limit() -> None:
    far = workbook({"人员": [["姓名", *[None] * 110, "籍贯"], ["王某", *[None] * 110, "柳河"]]})
    assert read_file(far, "人员.xlsx").records.people[0].native_place == "柳河"
    assert read_file(far, "人员.xlsx", limits=Limits(columns=111)).records.people[0].native_place is None


def test_a_row_number_beyond_the_sheet_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="4"', b'<row r="999999999"').replace(b'r="A4"', b'r="A999999999"')
    assert far != sheet
    with pytest.raises(DamagedWorkbook):
        read_file(changed(GOOD, "xl/worksheets/sheet1.xml", far), "人员.xlsx")


def test_formulas_without_a_stored_result_and_formula_errors_are_told() -> None:
    content = workbook({"人员": [["姓名", "籍贯"], ["王某", "=1+1"], ["=A2", "柳河"], ["李某", "#REF!"]]})
    result = read_file(content, "人员.xlsx")
    told = [(problem.row, problem.column, problem.code.value, problem.value) for problem in result.problems]
    assert told == [
        (2, "B", "FORMULA_WITHOUT_VALUE", "="),
        (3, "A", "FORMULA_WITHOUT_VALUE", "="),
        (4, "B", "CELL_ERROR", "#REF!"),
    ]
    assert result.records.people == ()


def test_formulas_with_a_stored_result_give_it() -> None:
    content = workbook({"人员": [["姓名", "籍贯"], ["王某", '="柳"&"河"'], ["李某", None]]})
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    calculated = sheet.replace(b"<v />", "<v>柳河</v>".encode()).replace(b"<v></v>", "<v>柳河</v>".encode())
    calculated = calculated.replace(b'<c r="B2"', b'<c r="B2" t="str"')
    assert calculated != sheet
    result = read_file(changed(content, "xl/worksheets/sheet1.xml", calculated), "人员.xlsx")
    assert [person.native_place for person in result.records.people] == ["柳河", None]
    assert result.problems == ()


def test_the_word_of_an_error_typed_as_text_is_text_in_a_workbook_and_an_error_in_csv() -> None:
    person = PersonRecord(name="王某", note="#NULL!")
    assert read_file(write(Records(people=(person,))), "人员.xlsx").records.people == (person,)
    (problem,) = read_file("姓名,备注\n王某,#NULL!\n".encode(), "人员.csv").problems
    assert (problem.code.value, problem.value) == ("CELL_ERROR", "#NULL!")
