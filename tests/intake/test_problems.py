"""Every problem with its code and its place, and that nothing is told of informants."""

import pytest

from intake.problem_codes import NOTICES, ProblemCode
from tests.intake.books import Rows, parsed, refusals

PEOPLE_HEADER = ["姓名", "性别", "出生年月", "单位", "在人才库", "入库日期", "出库日期", "可用精力", "可任组长"]


@pytest.mark.parametrize(
    ("sheet", "rows", "code", "column", "value"),
    [
        ("人员", [["姓名", "性别"], [None, "女"]], "REQUIRED", "A", ""),
        ("人员", [["姓名", "性别"], ["王某", "难说"]], "WORD_UNKNOWN", "B", "难说"),
        ("人员", [["姓名", "出生年月"], ["王某", "1985.13"]], "DATE_IMPOSSIBLE", "B", "1985.13"),
        ("人员", [["姓名", "可用精力"], ["王某", 1]], "PERCENT_AMBIGUOUS", "B", "1"),
        ("人员", [["姓名", "可任组长"], ["王某", "看情况"]], "BOOLEAN_NOT_UNDERSTOOD", "B", "看情况"),
        (
            "人员",
            [["姓名", "入库日期", "出库日期"], ["王某", "2026-03-05", "2026-03-04"]],
            "PERIOD_REVERSED",
            "C",
            "2026-03-04",
        ),
        ("人员", [["姓名", "在人才库", "可任组长"], ["王某", "否", "是"]], "POOL_CONTRADICTION", "B", "否"),
        ("人员", [["姓名", "培训日期"], ["王某", "2026年3月"]], "DATE_DAY_MISSING", "B", "2026年3月"),
        ("能力", [["姓名", "能力", "等级"], ["王某", "笔录", "5"]], "NUMBER_NOT_UNDERSTOOD", "C", "5"),
        ("关系", [["姓名", "关系人", "关系"], ["王某", "李某", "大姑"]], "KIN_WORD_AMBIGUOUS", "C", "大姑"),
        ("关系", [["姓名", "关系人", "关系"], ["王某", "李某", "拐弯亲"]], "KIN_WORD_UNKNOWN", "C", "拐弯亲"),
        ("关系", [["姓名", "关系人", "关系"], ["王某", "李某", "继父"]], "RAISED_MISSING", "", ""),
        ("关系", [["姓名", "关系人", "关系"], ["王某", None, "表哥"]], "ONE_OF_REQUIRED", "B", ""),
        ("利害", [["姓名", "利害类型", "涉及单位"], ["王某", "持股", None]], "ONE_OF_REQUIRED", "C", ""),
        (
            "当事人",
            [["案件编号", "姓名", "角色", "当事单位"], ["1", "王某", "证人", "财政局"]],
            "ONLY_ONE_OF",
            "D",
            "财政局",
        ),
        ("当事人", [["案件编号", "姓名", "角色", "当事单位"], ["1", None, "证人", None]], "ONE_OF_REQUIRED", "B", ""),
    ],
)
def test_a_problem_tells_its_cell_and_what_stands_there(
    sheet: str, rows: Rows, code: str, column: str, value: str
) -> None:
    (problem,) = parsed({sheet: rows}).problems
    assert (problem.code.value, problem.sheet, problem.row, problem.column, problem.value) == (
        code,
        sheet,
        2,
        column,
        value,
    )
    assert problem.refuses
    assert problem.header == (str(rows[0]["ABCDEFGHI".index(column)]) if column else "")


def test_all_problems_of_a_file_are_told_and_good_rows_are_still_read() -> None:
    result = parsed(
        {
            "人员": [
                ["姓名", "性别", "出生年月"],
                ["王某", "?", "昨天"],
                ["李某", "男", "1990-07"],
                [None, "女", "1985-03"],
            ],
            "能力": [["姓名", "能力", "等级"], ["李某", "游泳", "9"]],
        }
    )
    places = [(problem.sheet, problem.row, problem.column) for problem in result.problems]
    assert places == [("人员", 2, "B"), ("人员", 2, "C"), ("人员", 4, "A"), ("能力", 2, "B"), ("能力", 2, "C")]
    assert [person.name for person in result.records.people] == ["李某"]


def test_a_sheet_without_its_required_columns_is_refused_not_skipped() -> None:
    (problem,) = parsed({"任职": [["姓名", "职务"], ["王某", "书记"]]}).problems
    assert (problem.code, problem.row, problem.detail) == (ProblemCode.HEADER_MISSING, 1, "任职单位、任职方式")


def test_two_headers_of_one_meaning_refuse_the_sheet() -> None:
    (problem,) = parsed({"人员": [["姓名", "单位", "工作单位"], ["王某", "甲", "乙"]]}).problems
    assert (problem.code, problem.value) == (ProblemCode.HEADER_TWICE, "工作单位")


def test_skills_needed_are_read_or_refused_item_by_item() -> None:
    header = ["案件编号", "发案单位", "本级纪检机构", "办理方式", "干部管理权限", "所需能力"]
    row = ["2026-001", "柳河镇", "柳河镇纪委", "交叉", "乡镇管理"]
    good = parsed({"案件": [header, [*row, "查阅凭证账簿2、笔录１"]]})
    assert [(need.skill.value, need.grade) for need in good.records.cases[0].needs] == [("ACCOUNTS", 2), ("RECORDS", 1)]
    for wrong in ("笔录", "笔录0", "笔录4", "游泳2"):
        (problem,) = parsed({"案件": [header, [*row, f"谈话1、{wrong}"]]}).problems
        assert (problem.code, problem.value) == (ProblemCode.SKILL_NEED_NOT_UNDERSTOOD, wrong)


def test_an_authorisation_needs_both_number_and_kind() -> None:
    header = ["案件编号", "发案单位", "本级纪检机构", "办理方式", "干部管理权限", "授权文号", "授权文书"]
    row = ["2026-001", "柳河镇", "柳河镇纪委", "交叉", "乡镇管理"]
    both = parsed({"案件": [header, [*row, "指2026-7", "指定管辖"]]})
    assert refusals(both.problems) == []
    assert both.records.cases[0].authorisation is not None
    assert both.records.cases[0].authorisation.number == "指2026-7"
    (problem,) = parsed({"案件": [header, [*row, "指2026-7", None]]}).problems
    assert (problem.code, problem.column) == (ProblemCode.REQUIRED, "G")


@pytest.mark.parametrize("word", ["举报人", "检举人", "控告人", "信访人", "实名举报人", "Informant", " 举 报 人 "])
def test_a_row_about_an_informant_is_refused_without_a_word_of_who_it_is(word: str) -> None:
    result = parsed(
        {"当事人": [["案件编号", "角色", "姓名", "人员单位", "起日"], ["2026-001", word, "孙某", "东关镇", "不是日期"]]}
    )
    (problem,) = result.problems
    assert problem.code is ProblemCode.INFORMANT_SEALED
    assert (problem.row, problem.column, problem.value, problem.detail) == (2, "B", "", "")
    for language in ("zh", "en"):
        assert "孙某" not in problem.message(language)
        assert "东关镇" not in problem.message(language)
    assert result.records.parties == ()


def test_an_informant_in_a_column_that_is_not_read_is_refused_as_well() -> None:
    result = parsed({"人员": [["姓名", "身份说明"], ["孙某", "举报人"], ["王某", "干部"]]})
    assert refusals(result.problems) == [ProblemCode.INFORMANT_SEALED]
    assert "孙某" not in repr(result.problems)
    assert [person.name for person in result.records.people] == ["王某"]


def test_a_column_of_informants_is_never_read() -> None:
    header = ["案件编号", "发案单位", "本级纪检机构", "办理方式", "干部管理权限", "举报人"]
    result = parsed({"案件": [header, ["2026-001", "柳河镇", "柳河镇纪委", "自办", "村干部", "孙某"]]})
    assert [(problem.code, problem.header) for problem in result.problems] == [(ProblemCode.COLUMN_EXTRA, "举报人")]
    assert "孙某" not in repr(result)


def test_a_note_that_speaks_of_informants_is_not_repeated() -> None:
    result = parsed({"人员": [["姓名", "单位"], ["王某", "甲"], ["注：举报人孙某另报", None]]})
    notice = result.problems[0]
    assert (notice.code, notice.value) == (ProblemCode.NOTE_SKIPPED, "")


def test_every_message_fills_in_both_languages() -> None:
    for code in ProblemCode:
        for text in (code.zh, code.en):
            assert "{" not in text.format(value="甲", detail="乙")
            assert text != ""
    assert {code.value for code in NOTICES} == {
        "SHEET_SKIPPED",
        "SHEET_HIDDEN",
        "COLUMN_EXTRA",
        "NOTE_SKIPPED",
        "EXAMPLE_SKIPPED",
    }
