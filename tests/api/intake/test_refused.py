"""What a workbook may not say: told by sheet, row and column, with nothing imported."""

from typing import Any

import pytest

from db.tables import Import
from resolvers.intake import import_workbook
from tests.api.intake.scene import CASES, MEMBERSHIPS, ORGANS, PEOPLE, WHOLE, Desk
from tests.intake.books import Rows, workbook


def people(*row: Any) -> dict[str, Rows]:
    """Return organs, and people of these cells: name, number, birth month, organ, in the pool, capacity."""
    return {"单位": ORGANS, "人员": [["姓名", "人员编号", "出生年月", "单位", "在人才库", "可用精力"], list(row)]}


@pytest.mark.parametrize("capacity", ["0%", "3%", "52%", "99%"])
async def test_capacity_comes_in_steps_of_five_percent(desk: Desk, capacity: str) -> None:
    sheets = people("丁四", None, "1990-01", "柳河镇纪委", "是", capacity)
    assert await desk.refused(sheets) == [("CAPACITY_STEP", 2, "F")]


@pytest.mark.parametrize("capacity", ["5%", "55%", "100%"])
async def test_every_step_of_five_percent_is_taken(desk: Desk, capacity: str) -> None:
    made = await desk.take(people("丁四", None, "1990-01", "柳河镇纪委", "是", capacity))
    assert made.row is not None


async def test_only_discipline_organs_belong_to_a_zone(desk: Desk) -> None:
    organs = [
        ["单位名称", "单位类别", "协作区"],
        ["柳河镇", "乡镇", "第一协作区"],
        ["柳河镇纪委", "乡镇纪委", "第一协作区"],
    ]
    assert await desk.refused({"单位": organs}) == [("ZONE_NOT_DISCIPLINE", 2, "C")]


async def test_one_name_means_one_organ_unless_the_township_tells(desk: Desk) -> None:
    await desk.take({"单位": [["单位名称", "单位类别", "单位代码"], ["李庄村", "村", "11"]]})
    organs = [["单位名称", "单位类别", "单位代码"], ["李庄村", "村", "12"]]
    assert await desk.refused({"单位": organs}) == [("ORGAN_NAME_TAKEN", 2, "A")]


async def test_a_succession_needs_its_day(desk: Desk) -> None:
    organs = [["单位名称", "单位类别", "曾用名"], ["清河街道", "乡镇", "清河镇"]]
    assert await desk.refused({"单位": organs}) == [("SUCCESSION_DAY_MISSING", 2, "")]


async def test_a_main_organ_is_one_of_the_posts(desk: Desk) -> None:
    posts = [["姓名", "出生年月", "任职单位", "任职方式"], ["丁四", "1990-01", "清水镇纪委", "编制"]]
    sheets = {**people("丁四", None, "1990-01", "柳河镇纪委", "否", None), "任职": posts}
    assert await desk.refused(sheets) == [("MAIN_ORGAN_CONTRADICTS", 2, "D")]


async def test_a_person_on_file_without_a_number_of_the_office_is_not_entered_twice_under_one(desk: Desk) -> None:
    await desk.take(people("丁四", None, "1990-01", "柳河镇纪委", "否", None))
    again = people("丁四", "A17", "1990-01", "柳河镇纪委", "否", None)
    assert await desk.refused(again) == [("PERSON_MAYBE_NUMBERED", 2, "B")]
    other = people("丁四", "A17", "1991-01", "柳河镇纪委", "否", None)
    assert (await desk.take(other)).row is not None


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [("占用精力", "0%", "EFFORT_MISSING"), ("组员人数", 21, "PLACES_TOO_MANY")],
)
async def test_a_case_asks_for_what_there_can_be(desk: Desk, header: str, cell: str, code: str) -> None:
    cases = [[*CASES[0][:5], header], [*CASES[1][:5], cell]]
    assert await desk.refused({"单位": ORGANS, "案件": cases}) == [(code, 2, "F")]


async def test_a_document_has_its_day_and_one_case(desk: Desk) -> None:
    header = [*CASES[0][:5], "授权文号", "授权文书", "授权日期"]
    first = [*CASES[1][:5], "商纪授〔2026〕1号", "一事一授权", None]
    assert await desk.refused({"单位": ORGANS, "案件": [header, first]}) == [("DOCUMENT_DAY_MISSING", 2, "H")]
    rows = [[*first[:7], "2026-03-01"], ["2026-002", *first[1:7], "2026-03-01"]]
    assert await desk.refused({"单位": ORGANS, "案件": [header, *rows]}) == [("DOCUMENT_TAKEN", 3, "F")]


async def test_a_party_has_a_role_in_a_case_once(desk: Desk) -> None:
    header = ["案件编号", "角色", "姓名", "人员单位", "起日"]
    row = ["2026-001", "证人", "丙三", "柳河镇财政所"]
    sheets = {**WHOLE, "当事人": [header, [*row, "2026-01-01"], [*row, "2026-02-01"]]}
    assert await desk.refused(sheets) == [("PARTY_TWICE", 2, "E"), ("PARTY_TWICE", 3, "E")]


async def test_one_wrong_cell_refuses_the_whole_file(desk: Desk) -> None:
    wrong = [*PEOPLE, ["戊五", None, "女", "某年", "柳河镇纪委"]]
    assert await desk.refused({**WHOLE, "人员": wrong}) == [("DATE_NOT_UNDERSTOOD", 5, "D")]
    assert await desk.rows(Import) == []


async def test_an_informant_is_never_repeated(desk: Desk) -> None:
    parties = [["案件编号", "角色", "姓名"], ["2026-001", "举报人", "某举报者"]]
    outcome = await desk.look({**WHOLE, "当事人": parties})
    (told,) = outcome.refused
    assert (told.code, told.row) == ("INFORMANT_SEALED", 2)
    assert "某举报者" not in repr(outcome)


async def test_a_file_that_was_the_last_one_imported_changes_nothing_though_it_would_be_refused_by_now(
    desk: Desk,
) -> None:
    posts = [MEMBERSHIPS[0], ["丁四", None, "柳河镇纪委", "编制", None, None, None]]
    content = workbook({"单位": ORGANS, "人员": [["姓名"], ["丁四"]], "任职": posts})
    first = await import_workbook(desk.caller(), content, "表.xlsx")
    assert first.row is not None
    before = await desk.counted()
    again = await import_workbook(desk.caller(), content, "表.xlsx")
    assert (again.row, again.outcome.imported_before) == (None, first.row.imported_at)
    assert await desk.counted() == before
