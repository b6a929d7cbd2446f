"""The workbooks that counties really have."""

from datetime import date, datetime

from intake.keys import OrganParent, PersonKey, Source
from intake.parse import parse, read_file
from intake.problem_codes import ProblemCode
from intake.read import read_book
from intake.records import MembershipRecord, OrganRecord, PersonRecord, SkillRecord
from terms.organs import OrganKind, OrganLinkKind
from terms.people import Gender, MembershipKind, Skill
from terms.periods import Period
from tests.intake.books import parsed, refusals

PERSON = PersonRecord(name="王某", gender=Gender.FEMALE, birth_month="1985-03", organ="柳河镇纪委")


def test_title_rows_and_blank_rows_above_the_header_are_passed_over() -> None:
    result = parsed(
        {
            "人员": [
                ["商河县执纪审查协作区人员名册"],
                [],
                ["填报单位：柳河镇纪委", None, "2026年3月"],
                [],
                ["姓名", "性别", "出生年月", "单位"],
                [],
                ["王某", "女", "1985.03", "柳河镇纪委"],
            ]
        },
        merges={"人员": ["A1:H2"]},
    )
    assert result.records.people == (PERSON,)
    assert result.problems == ()


def test_columns_may_stand_in_any_order_under_other_headers() -> None:
    result = parsed(
        {
            "花名册": [
                ["序号", "工作单位", "出生日期", " 性 别 ", "人员\n姓名*（必填）"],
                [1, "柳河镇纪委", "1985年3月12日", "女", "王 某"],
            ]
        }
    )
    assert result.records.people == (PERSON,)
    assert result.problems == ()


def test_merged_cells_give_every_row_their_value() -> None:
    result = parsed(
        {
            "人员": [
                ["单位", "姓名", "性别", "出生年月"],
                ["柳河镇纪委", "王某", "女", "1985-03"],
                [None, "李某", "男", "1990-07"],
            ]
        },
        merges={"人员": ["A2:A3"]},
    )
    assert [person.organ for person in result.records.people] == ["柳河镇纪委", "柳河镇纪委"]


def test_a_cell_merged_sideways_fills_no_other_column() -> None:
    result = parsed(
        {"人员": [["姓名", "籍贯", "备注"], ["王某", "柳河镇", None]]},
        merges={"人员": ["B2:C2"]},
    )
    assert (result.records.people[0].native_place, result.records.people[0].note) == ("柳河镇", None)


def test_headers_of_two_rows_are_read_together() -> None:
    result = parsed(
        {
            "任职": [
                ["人员名册", None, None, None, None],
                ["姓名", "任职单位", "任职方式", "任职", None],
                [None, None, None, "起日", "止日"],
                ["王某", "柳河镇纪委", "编制", "2020.1.1", "至今"],
            ]
        },
        merges={"任职": ["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"]},
    )
    assert result.records.memberships == (
        MembershipRecord(
            person=PersonKey(name="王某"),
            organ="柳河镇纪委",
            kind=MembershipKind.ESTABLISHMENT,
            during=Period(date(2020, 1, 1), None),
        ),
    )


def test_notes_totals_and_repeated_headers_are_skipped_with_a_notice() -> None:
    result = parsed(
        {
            "人员": [
                ["姓名", "性别", "出生年月", "单位"],
                ["一、乡镇人员", None, None, None],
                ["王某", "女", "1985-03", "柳河镇纪委"],
                ["姓名", "性别", "出生年月", "单位"],
                [None, "合计：1人", None, None],
                ["注：以上人员均已申报"],
                ["填表人：赵某", None, "审核：钱某"],
            ]
        },
        merges={"人员": ["A2:D2"]},
    )
    assert [person for person in result.records.people if person.name == "王某"] == [PERSON]
    skipped = [(problem.row, problem.code) for problem in result.problems]
    assert skipped == [(row, ProblemCode.NOTE_SKIPPED) for row in (2, 4, 5, 6, 7)]
    assert len(result.records.people) == 1


def test_a_heading_in_the_column_of_names_makes_nobody() -> None:
    result = parsed(
        {"人员": [["姓名", "单位"], ["一、乡镇人员", None], ["王某（女）", "柳河镇纪委"], ["王某", "柳河镇纪委"]]}
    )
    assert refusals(result.problems) == [ProblemCode.NAME_NOT_UNDERSTOOD, ProblemCode.NAME_NOT_UNDERSTOOD]
    assert [person.name for person in result.records.people] == ["王某"]


def test_a_name_merged_like_its_header_is_read() -> None:
    result = parsed({"人员": [["姓名", None, "备注"], ["王某", None, None]]}, merges={"人员": ["A1:B1", "A2:B2"]})
    assert [person.name for person in result.records.people] == ["王某"]
    assert result.problems == ()


def test_extra_columns_and_unknown_and_hidden_sheets_are_told_and_not_read() -> None:
    result = parsed(
        {
            "人员": [["序号", "姓名", "电话"], [1, "王某", "0394-1"], [2, None, None]],
            "食堂菜单": [["周一", "面条"]],
            "旧人员": [["姓名"], ["李某"]],
        },
        hidden="旧人员",
    )
    assert [person.name for person in result.records.people] == ["王某"]
    told = [(problem.code, problem.sheet, problem.column, problem.header) for problem in result.problems]
    assert told == [
        (ProblemCode.COLUMN_EXTRA, "人员", "C", "电话"),
        (ProblemCode.SHEET_SKIPPED, "食堂菜单", "", ""),
        (ProblemCode.SHEET_HIDDEN, "旧人员", "", ""),
    ]
    assert not any(problem.refuses for problem in result.problems)


def test_a_sheet_of_any_name_is_recognised_by_its_headers() -> None:
    result = parsed({"Sheet1": [["姓名", "单位", "能力", "等级"], ["王某", "柳河镇纪委", "笔录制作", "２"]]})
    assert result.records.skills == (
        SkillRecord(person=PersonKey(name="王某", organ="柳河镇纪委"), skill=Skill.RECORDS, grade=2),
    )


def test_several_sheets_of_one_kind_are_put_together() -> None:
    result = parsed({"人员-柳河镇": [["姓名"], ["王某"]], "人员（东关镇）": [["姓名"], ["李某"]]})
    assert [(person.name, person.source) for person in result.records.people] == [
        ("王某", result.records.people[0].source),
        ("李某", result.records.people[1].source),
    ]
    assert [str(person.source) for person in result.records.people] == ["人员-柳河镇!2", "人员（东关镇）!2"]


def test_dates_of_every_kind_stand_in_one_column() -> None:
    days = ["2026.3.5", "2026年3月5日", "2026-03-05", 46086, "46086", datetime(2026, 3, 5), "２０２６/３/５"]  # noqa: DTZ001
    result = parsed({"请假": [["姓名", "事由", "起日", "止日"], *[["王某", "事假", day, day] for day in days]]})
    assert {leave.during for leave in result.records.leave} == {Period(date(2026, 3, 5), date(2026, 3, 6))}
    assert len(result.records.leave) == 7


def test_ditto_marks_repeat_the_cell_above() -> None:
    result = parsed({"人员": [["姓名", "单位"], ["王某", "柳河镇纪委"], ["李某", "同上"], ["赵某", "〃"]]})
    assert [person.organ for person in result.records.people] == ["柳河镇纪委"] * 3


def test_parents_and_hosts_of_organs_are_lists() -> None:
    result = parsed(
        {
            "单位": [
                ["单位名称", "类别", "上级单位", "垂直管理单位", "驻在单位"],
                ["驻财政局纪检监察组", "派驻组", "县纪委监委", None, "财政局、审计局；统计局"],
                ["柳河镇财政所", "站所", "柳河镇", "财政局", None],
            ]
        }
    )
    assert result.records.organs == (
        OrganRecord(
            name="驻财政局纪检监察组",
            kind=OrganKind.RESIDENT_GROUP,
            parents=(
                OrganParent("县纪委监委", OrganLinkKind.PART_OF),
                OrganParent("财政局", OrganLinkKind.RESIDENT_IN),
                OrganParent("审计局", OrganLinkKind.RESIDENT_IN),
                OrganParent("统计局", OrganLinkKind.RESIDENT_IN),
            ),
        ),
        OrganRecord(
            name="柳河镇财政所",
            kind=OrganKind.STATION,
            parents=(
                OrganParent("柳河镇", OrganLinkKind.PART_OF),
                OrganParent("财政局", OrganLinkKind.MANAGED_BY),
            ),
        ),
    )


def test_csv_is_read_as_gbk_and_as_utf8_with_and_without_mark() -> None:
    text = "姓名,性别,出生年月,单位\r\n王某,女,1985.03,柳河镇纪委\r\n"
    for encoding in ("gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"):
        result = read_file(text.encode(encoding), "人员.csv")
        assert result.records.people == (PERSON,)
        assert result.records.people[0].source == Source("人员", 2, result.records.people[0].source.places)


def test_csv_with_semicolons_tabs_and_protected_numbers_is_read() -> None:
    for mark in ";\t":
        line = mark.join(["王某", '="0007"'])
        result = read_file(f"姓名{mark}编号\n{line}\n".encode(), "x.csv")
        assert result.records.people == (PersonRecord(name="王某", number="0007"),)


def test_a_january_that_csv_may_have_cut_from_october_is_refused() -> None:
    result = read_file("姓名,出生年月\n王某,1985.1\n李某,1985.01\n".encode(), "人员.csv")
    assert refusals(result.problems) == [ProblemCode.DATE_DECIMAL]
    assert [person.birth_month for person in result.records.people] == ["1985-01"]


def test_progress_is_reported_up_to_the_last_row() -> None:
    seen: list[tuple[str, int, int]] = []
    text = "姓名\n" + "".join(f"人{number}\n" for number in range(1200))
    read_file(text.encode(), "人员.csv", progress=lambda *told: seen.append(told))
    assert seen == [("人员", 500, 1201), ("人员", 1000, 1201), ("人员", 1201, 1201)]


def test_reading_is_the_parts_of_it_put_together() -> None:
    content = "姓名\n王某\n".encode()
    assert parse(read_book(content, "人员.csv")) == read_file(content, "人员.csv")
