"""The two mutations: what they answer in either language, and what cannot be a file."""

import io
from typing import Any

import pytest
from starlette.datastructures import UploadFile

from schema.context import Context
from terms.roles import Role
from tests.api.asking import SCHEMA
from tests.api.intake.scene import ORGANS, PEOPLE, WHOLE, Desk
from tests.intake.books import workbook

REPORT = """
fragment Whole on WorkbookReport {
  fileName changesNothing problemCount changeCount
  sheets { code name added changed closed unchanged refused }
  problems(first: 5) { code sheet row column header value refuses message }
  changes(first: 2) { effect sheetCode sheet row cells { name before after } }
}
"""
PREVIEW = f"""
mutation Preview($file: Upload!) {{
  workbookPreview(input: {{file: $file}}) {{
    __typename ... on Refusal {{ code message }} ... on WorkbookPreviewed {{ wouldBeRefused report {{ ...Whole }} }}
  }}
}}
{REPORT}"""
IMPORT = f"""
mutation Import($file: Upload!) {{
  workbookImport(input: {{file: $file}}) {{
    __typename
    ... on Refusal {{ code message }}
    ... on WorkbookRefused {{ report {{ ...Whole }} }}
    ... on WorkbookImported {{ importedAt suspended {{ role }} report {{ ...Whole }} }}
  }}
}}
{REPORT}"""
WRONG = {"单位": ORGANS, "人员": [*PEOPLE, ["戊五", None, "女", "某年", "柳河镇纪委"]]}


async def ask(desk: Desk, document: str, content: bytes, *, language: str = "zh", role: Role = Role.COUNTY) -> Any:
    """Return what the mutation answers about a file."""
    file = UploadFile(io.BytesIO(content), filename="表.xlsx")
    context = Context(desk.caller(role, language))
    answer = await SCHEMA.execute(document, variable_values={"file": file}, context_value=context)
    assert answer.errors is None
    assert answer.data is not None
    return next(iter(answer.data.values()))


async def test_a_preview_shows_numbers_and_cells(desk: Desk) -> None:
    answer = await ask(desk, PREVIEW, workbook(WHOLE))
    assert (answer["__typename"], answer["wouldBeRefused"]) == ("WorkbookPreviewed", False)
    report = answer["report"]
    assert (report["fileName"], report["changesNothing"], report["changeCount"]) == ("表.xlsx", False, 17)
    assert report["sheets"][1] == {
        "code": "people", "name": "人员", "added": 3, "changed": 0, "closed": 0, "unchanged": 0, "refused": 0
    }  # fmt: skip
    assert report["changes"][0] == {
        "effect": "ADDED",
        "sheetCode": "organs",
        "sheet": "单位",
        "row": 2,
        "cells": [
            {"name": "单位名称", "before": None, "after": "县纪委监委"},
            {"name": "单位类别", "before": None, "after": "县纪委监委"},
            {"name": "单位代码", "before": None, "after": "01"},
        ],
    }


async def test_a_preview_shows_changed_cells_with_what_was_before(desk: Desk) -> None:
    await desk.take(WHOLE)
    people = [["姓名", "出生年月", "单位", "可用精力"], ["甲一", "1980-01", "柳河镇纪委", "80%"]]
    answer = await ask(desk, PREVIEW, workbook({"人员": people}), language="en")
    assert answer["report"]["changes"] == [
        {
            "effect": "CHANGED",
            "sheetCode": "people",
            "sheet": "人员",
            "row": 2,
            "cells": [{"name": "capacity", "before": "50%", "after": "80%"}],
        }
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "“某年”不是可识别的日期，请写成2026-03-05。"),
        ("en", "“某年” is not a date that can be read: write 2026-03-05."),
    ],
)
async def test_a_refused_workbook_tells_each_place_in_the_callers_language(
    desk: Desk, language: str, message: str
) -> None:
    answer = await ask(desk, IMPORT, workbook(WRONG), language=language)
    assert (answer["__typename"], answer["code"]) == ("WorkbookRefused", "WORKBOOK_REFUSED")
    (problem,) = answer["report"]["problems"]
    assert problem == {
        "code": "DATE_NOT_UNDERSTOOD",
        "sheet": "人员",
        "row": 5,
        "column": "D",
        "header": "出生年月",
        "value": "某年",
        "refuses": True,
        "message": message,
    }
    assert [sheet["refused"] for sheet in answer["report"]["sheets"]] == [0, 1, 0, 0, 0, 0, 0, 0, 0]


async def test_an_import_tells_when_it_was_kept_and_the_second_time_that_nothing_changed(desk: Desk) -> None:
    first = await ask(desk, IMPORT, workbook(WHOLE))
    assert first["__typename"] == "WorkbookImported"
    assert first["importedAt"] is not None
    assert (first["suspended"], first["report"]["changesNothing"]) == ([], False)
    second = await ask(desk, IMPORT, workbook(WHOLE))
    assert (second["importedAt"], second["report"]["changesNothing"]) == (None, True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"%PDF-1.7", "NOT_A_WORKBOOK"),
        (b"PK\x03\x04 cut off", "DAMAGED_WORKBOOK"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLD_EXCEL_FORMAT"),
    ],
)
@pytest.mark.parametrize("document", [PREVIEW, IMPORT])
async def test_what_is_no_workbook_is_said_to_be_none(desk: Desk, document: str, content: bytes, code: str) -> None:
    answer = await ask(desk, document, content)
    assert (answer["__typename"], answer["code"]) == ("FileUnreadable", code)


@pytest.mark.parametrize("document", [PREVIEW, IMPORT])
async def test_others_than_the_county_are_refused(desk: Desk, document: str) -> None:
    answer = await ask(desk, document, workbook(WHOLE), role=Role.COORDINATOR)
    assert (answer["__typename"], answer["code"]) == ("NotAllowed", "NOT_ALLOWED")


@pytest.mark.parametrize("given", ["表.xlsx", 7, {"name": "表.xlsx"}, [1]])
async def test_what_is_no_file_is_a_bad_request(desk: Desk, given: Any) -> None:
    answer = await SCHEMA.execute(
        IMPORT, variable_values={"file": given}, context_value=Context(desk.caller(language="en"))
    )
    assert [(error.extensions or {}).get("code") for error in answer.errors or ()] == ["BAD_REQUEST"]


@pytest.mark.parametrize("first", [0, -1, 1001])
async def test_at_most_a_thousand_problems_are_told_at_once(desk: Desk, first: int) -> None:
    document = PREVIEW.replace("problems(first: 5)", f"problems(first: {first})")
    file = UploadFile(io.BytesIO(workbook(WHOLE)), filename="表.xlsx")
    answer = await SCHEMA.execute(document, variable_values={"file": file}, context_value=Context(desk.caller()))
    assert [(error.extensions or {}).get("code") for error in answer.errors or ()] == ["BAD_WINDOW"]
