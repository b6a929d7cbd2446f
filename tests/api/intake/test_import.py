"""A county's workbook: looked at, imported, imported again, corrected, and exported."""

from datetime import date

import pytest

from db.tables import (
    AuditEntry,
    Case,
    CaseStep,
    Clue,
    Import,
    KinTie,
    Membership,
    Organ,
    OrganSuccession,
    Person,
    PoolMember,
    Zone,
    ZoneMember,
)
from resolvers.gate import NotAllowed
from resolvers.intake import export_workbook, import_workbook, preview
from terms.cases import CaseStatus, ClueSource, Mode
from terms.people import Gender, MembershipKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from tests.api.intake.scene import CASES, MEMBERSHIPS, ORGANS, PEOPLE, WHOLE, Desk, without_ids
from tests.conftest import Walled
from tests.intake.books import Rows, workbook

ADDED = {
    "organs": 5,
    "people": 3,
    "memberships": 3,
    "ties": 1,
    "interests": 1,
    "skills": 1,
    "leave": 1,
    "cases": 1,
    "parties": 1,
}


async def test_a_preview_tells_what_would_be_added_and_writes_nothing(desk: Desk) -> None:
    before = await desk.counted()
    outcome = await desk.look(WHOLE)
    assert {sheet.code: sheet.added for sheet in outcome.sheets} == ADDED
    assert outcome.refused == ()
    assert await desk.counted() == before


async def test_an_import_keeps_every_sheet(desk: Desk) -> None:
    made = await desk.take(WHOLE)
    assert {sheet.code: sheet.added for sheet in made.outcome.sheets} == ADDED
    assert [(zone.code, zone.name) for zone in await desk.rows(Zone)] == [("Z1", "第一协作区"), ("Z2", "第二协作区")]
    people = await desk.rows(Person)
    assert [(row.number, row.name, row.gender, row.birth_month) for row in people] == [
        ("P000001", "甲一", Gender.MALE, "1980-01"),
        ("P000002", "乙二", Gender.FEMALE, "1985-03"),
        ("0007", "丙三", Gender.MALE, None),
    ]
    pool = await desk.rows(PoolMember)
    assert [(row.capacity, row.may_lead, row.during.start) for row in pool] == [
        (50, True, date(2024, 1, 1)),
        (100, False, date(2024, 1, 1)),
    ]
    posts = await desk.rows(Membership)
    assert sorted((row.person_id, row.kind, row.during.start) for row in posts if row.during.start) == [
        (people[0].id, MembershipKind.ESTABLISHMENT, date(2020, 1, 1))
    ]
    (case,) = await desk.rows(Case)
    assert (case.number, case.mode, case.effort) == ("2026-001", Mode.SELF, 50)
    (clue,) = await desk.rows(Clue)
    assert (clue.id, clue.source, clue.received_on) == (case.clue_id, ClueSource.PETITION, date(2026, 3, 1))
    assert [(step.status, step.happened_on) for step in await desk.rows(CaseStep)] == [
        (CaseStatus.FILED, date(2026, 3, 1)),
        (CaseStatus.REGISTERED, date(2026, 3, 10)),
    ]


async def test_an_import_stands_on_the_audit_trail(desk: Desk) -> None:
    made = await desk.take(WHOLE)
    (row,) = await desk.rows(Import)
    assert made.row is not None
    assert (row.id, row.file_name, row.imported_by) == (made.row.id, "县里报来的表.xlsx", "test:COUNTY")
    assert row.counts["people"]["added"] == 3
    (line,) = await desk.rows(AuditEntry)
    assert (line.act, line.object_type, line.object_id) == ("IMPORT", "imports", row.id)


async def test_the_same_file_twice_changes_nothing_and_says_so(desk: Desk) -> None:
    await desk.take(WHOLE)
    before = await desk.counted()
    again = await desk.take(WHOLE)
    assert again.row is None
    assert again.outcome.changes_nothing
    assert {sheet.code: sheet.unchanged for sheet in again.outcome.sheets} == ADDED | {"memberships": 1}
    assert await desk.counted() == before


async def test_what_is_exported_imports_without_a_change(desk: Desk) -> None:
    await desk.take(WHOLE)
    content = await export_workbook(desk.caller())
    again = await import_workbook(desk.caller(), content, "导出.xlsx")
    assert again.row is None
    assert again.outcome.told == ()
    assert again.outcome.changes_nothing
    assert [line.act for line in await desk.rows(AuditEntry)] == ["IMPORT", "EXPORT"]


async def test_a_later_import_supersedes_by_date(desk: Desk) -> None:
    await desk.take(WHOLE)
    moved: Rows = [MEMBERSHIPS[0], ["甲一", "柳河镇纪委", "清水镇纪委", "编制", "纪委书记", "2026-04-01", None]]
    made = await desk.take({"任职": moved})
    assert [sheet.closed for sheet in made.outcome.sheets if sheet.code == "memberships"] == [1]
    posts = [row for row in await desk.rows(Membership) if row.person_id == (await desk.rows(Person))[0].id]
    old, new, ended = posts
    assert (old.during, old.superseded_at is not None) == (Period(date(2020, 1, 1)), True)
    assert (ended.during, ended.superseded_at) == (Period(date(2020, 1, 1), date(2026, 4, 1)), None)
    assert (new.during, new.post, new.superseded_at) == (Period(date(2026, 4, 1)), "纪委书记", None)
    assert old.superseded_at == ended.recorded_at == new.recorded_at


async def test_an_organ_that_changes_its_zone_leaves_the_old_one_today(desk: Desk) -> None:
    await desk.take(WHOLE)
    await desk.take({"单位": [["单位名称", "单位类别", "协作区"], ["柳河镇纪委", "乡镇纪委", "Z2"]]})
    zones = {zone.id: zone.code for zone in await desk.rows(Zone)}
    rows = [(zones[row.zone_id], row.during, row.superseded_at is None) for row in await desk.rows(ZoneMember)]
    assert rows == [
        ("Z1", ALWAYS, False),
        ("Z2", ALWAYS, True),
        ("Z1", Period(None, date(2026, 3, 10)), True),
        ("Z2", Period(date(2026, 3, 10), None), True),
    ]


async def test_a_case_that_moves_on_gets_a_step_and_keeps_its_earlier_values_on_the_trail(desk: Desk) -> None:
    await desk.take(WHOLE)
    row = ["2026-001", "柳河镇财政所", "柳河镇纪委", "交叉", "乡镇管理"]
    await desk.take({"案件": [[*CASES[0][:5], "状态"], [*row, "审查调查"]]})
    (case,) = await desk.rows(Case)
    assert (case.mode, case.status) == (Mode.CROSS, CaseStatus.INVESTIGATING)
    assert [step.status for step in await desk.rows(CaseStep)][2:] == [CaseStatus.INVESTIGATING]
    (line,) = [line for line in await desk.rows(AuditEntry) if line.act == "CHANGE"]
    assert line.detail["before"] == {"mode": "SELF", "status": "REGISTERED"}


async def test_namesakes_among_villages_are_told_apart_by_their_townships(desk: Desk) -> None:
    organs: Rows = [
        ["单位名称", "单位类别", "上级单位"],
        ["柳河镇", "乡镇", None],
        ["清水镇", "乡镇", None],
        ["李庄村", "村", "柳河镇"],
        ["李庄村", "村", "清水镇"],
    ]
    people: Rows = [
        ["姓名", "单位", "出生年月"],
        ["甲一", "柳河镇/李庄村", "1980-01"],
        ["甲一", "清水镇/李庄村", "1980-01"],
    ]
    made = await desk.take({"单位": organs, "人员": people})
    assert made.outcome.refused == ()
    assert [row.name for row in await desk.rows(Organ)] == ["柳河镇", "清水镇", "李庄村", "清水镇/李庄村"]
    again = await desk.take({"单位": organs, "人员": people})
    assert again.outcome.changes_nothing
    exported = await import_workbook(desk.caller(), await export_workbook(desk.caller()), "导出.xlsx")
    assert exported.outcome.changes_nothing


async def test_a_renamed_organ_follows_its_former_name_on_its_first_day(desk: Desk) -> None:
    organs: Rows = [["单位名称", "单位类别", "曾用名", "设立日期"], ["清河街道", "乡镇", "清河镇", "2019-06-01"]]
    await desk.take({"单位": organs})
    (row,) = await desk.rows(OrganSuccession)
    names = {organ.id: organ.name for organ in await desk.rows(Organ)}
    assert (names[row.predecessor_id], names[row.successor_id], row.happened_on) == (
        "清河镇",
        "清河街道",
        date(2019, 6, 1),
    )
    assert (await desk.take({"单位": organs})).outcome.changes_nothing


async def test_a_parent_is_the_upper_end_of_an_edge(desk: Desk) -> None:
    ties = [
        ["姓名", "关系", "关系人姓名", "关系人单位", "所在单位"],
        ["甲一", "父亲", "丙三", "柳河镇财政所", "柳河镇纪委"],
    ]
    await desk.take({"单位": ORGANS, "人员": PEOPLE, "关系": ties})
    (tie,) = await desk.rows(KinTie)
    names = {row.id: row.name for row in await desk.rows(Person)}
    assert (names[tie.first_id], tie.edge.value, names[tie.second_id]) == ("丙三", "PARENT", "甲一")


async def test_notes_on_people_are_not_kept_and_the_file_is_told_so(desk: Desk) -> None:
    people: Rows = [["姓名", "单位", "备注"], ["丁四", "柳河镇纪委", "随便写的话"]]
    made = await desk.take({"单位": ORGANS, "人员": people})
    (told,) = made.outcome.told
    assert (told.code, told.row, told.refuses) == ("NOTE_NOT_KEPT", 2, False)
    assert "随便写的话" not in told.message("zh") + told.value
    assert (await desk.take({"单位": ORGANS, "人员": people})).outcome.changes_nothing


async def test_two_organs_of_one_person_do_not_make_the_same_file_a_change(desk: Desk) -> None:
    people: Rows = [["姓名", "单位", "出生年月"], ["丁四", "清水镇纪委", "1990-01"]]
    posts: Rows = [
        ["姓名", "人员现单位", "任职单位", "任职方式", "任职起日"],
        ["丁四", "清水镇纪委", "柳河镇纪委", "编制", "2020-01-01"],
        ["丁四", "清水镇纪委", "清水镇纪委", "借调", "2025-01-01"],
    ]
    sheets: dict[str, Rows] = {"单位": ORGANS, "人员": people, "任职": posts}
    await desk.take(sheets)
    again = await desk.take(sheets)
    assert (again.row, again.outcome.refused, again.outcome.changes_nothing) == (None, (), True)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COUNTY])
async def test_nobody_but_the_county_imports_or_exports(desk: Desk, role: Role) -> None:
    before = await desk.counted()
    caller = desk.caller(role)
    for act in (preview, import_workbook):
        with pytest.raises(NotAllowed):
            await act(caller, workbook(WHOLE), "表.xlsx")
    with pytest.raises(NotAllowed):
        await export_workbook(caller)
    assert await desk.counted() == before


async def test_everything_survives_the_way_through_an_empty_county(desk: Desk, demo: str) -> None:
    other = Desk(Walled(demo))
    content = await export_workbook(other.caller())
    await import_workbook(desk.caller(), content, "导出.xlsx")
    assert without_ids(await desk.records()) == without_ids(await other.records())
    await other.database.close()
