"""Posts, ties, interests, cases and parties beside what is known."""

from datetime import date

import pytest

from intake.problem_codes import ProblemCode
from intake.records import MembershipRecord, PersonRecord, Records
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from tests.intake.books import Rows, compared, kept, refusals

ORGANS: Rows = [["单位名称", "类别"], ["柳河镇纪委", "乡镇纪委"], ["东关镇纪委", "乡镇纪委"], ["建材公司", "公司"]]
PEOPLE: Rows = [
    ["姓名", "单位", "性别"],
    ["王某", "柳河镇纪委", "女"],
    ["李某", "东关镇纪委", "男"],
    ["赵某", None, None],
]
BASE: dict[str, Rows] = {"单位": ORGANS, "人员": PEOPLE}
POSTS = ["姓名", "任职单位", "任职方式", "职务", "起日", "止日"]
CASES = ["案件编号", "发案单位", "本级纪检机构", "办理方式", "干部管理权限", "紧急程度", "组员", "安全员"]
CASE = ["2026-001", "柳河镇纪委", "柳河镇纪委", "交叉", "乡镇管理", "紧急", 2, 1]


def posts(*rows: list[object]) -> dict[str, Rows]:
    """Return the workbook with these posts."""
    return BASE | {"任职": [POSTS, *rows]}


def periods(records: Records) -> list[tuple[str, Period]]:
    """Return where and when 王某 is on the establishment."""
    return [(post.organ, post.during) for post in records.memberships if post.person.name == "王某"]


def test_importing_twice_changes_nothing() -> None:
    book: dict[str, Rows] = posts(["王某", "柳河镇纪委", "编制", "书记", "2019.3", "至今"]) | {
        "关系": [
            ["姓名", "关系人", "关系"],
            ["王某", "李某", "表哥"],
            ["王某", "赵某", "儿子"],
            ["李某", "赵某", "同学"],
        ],
        "利害": [["姓名", "利害类型", "涉及单位"], ["王某", "持股", "建材公司"]],
        "能力": [["姓名", "能力", "等级"], ["王某", "笔录", "2"]],
        "请假": [["姓名", "事由", "起日", "止日"], ["王某", "休假", "2026-03-01", "2026-03-05"]],
        "案件": [CASES, CASE],
        "当事人": [
            ["案件编号", "姓名", "角色", "当事单位"],
            ["2026-001", "赵某", "被调查人"],
            ["2026-001", None, "利害关系人", "建材公司"],
        ],
    }
    first = compared(book)
    assert first.refused == ()
    assert [len(getattr(first.added, name)) for name in Records.__dataclass_fields__] == [3, 3, 2, 3, 1, 1, 1, 1, 2]
    second = compared(book, kept(first))
    assert (second.refused, second.added, second.changed, second.closes) == ((), Records(), (), ())
    assert [len(getattr(second.unchanged, name)) for name in Records.__dataclass_fields__] == [
        3,
        3,
        1,
        3,
        1,
        1,
        1,
        1,
        2,
    ]


def test_people_without_a_post_get_an_undated_one_at_their_main_organ() -> None:
    comparison = compared(BASE)
    assert [(post.person.name, post.organ, post.kind, post.during) for post in comparison.added.memberships] == [
        ("王某", "柳河镇纪委", MembershipKind.ESTABLISHMENT, ALWAYS),
        ("李某", "东关镇纪委", MembershipKind.ESTABLISHMENT, ALWAYS),
    ]


def test_the_first_day_of_an_undated_post_becomes_known() -> None:
    before = kept(compared(BASE))
    comparison = compared(posts(["王某", "柳河镇纪委", "编制", "书记", "2019.3", None]), before)
    (change,) = comparison.changed
    assert change.fields == ("post", "during")
    assert periods(kept(comparison, before)) == [("柳河镇纪委", Period(date(2019, 3, 1), None))]
    assert comparison.closes == ()


def test_a_new_post_on_the_establishment_ends_the_open_one_on_its_first_day() -> None:
    before = kept(compared(posts(["王某", "柳河镇纪委", "编制", "书记", "2019.3", None])))
    comparison = compared(posts(["王某", "东关镇纪委", "编制", "书记", "2024-07-01", None]), before)
    (closing,) = comparison.closes
    assert (closing.membership.id, closing.end, str(closing.because)) == (1, date(2024, 7, 1), "任职!2")
    after = kept(comparison, before)
    assert periods(after) == [
        ("柳河镇纪委", Period(date(2019, 3, 1), date(2024, 7, 1))),
        ("东关镇纪委", Period(date(2024, 7, 1), None)),
    ]
    again = compared(posts(["王某", "东关镇纪委", "编制", "书记", "2024-07-01", None]), after)
    assert (again.added, again.changed, again.closes, again.refused) == (Records(), (), (), ())
    old_file = compared(posts(["王某", "柳河镇纪委", "编制", "书记", "2019.3", None]), after)
    assert (old_file.added, old_file.changed, old_file.closes, old_file.refused) == (Records(), (), (), ())


def test_posts_of_one_file_follow_each_other() -> None:
    comparison = compared(
        posts(
            ["王某", "东关镇纪委", "编制", None, "2024.7", None], ["王某", "柳河镇纪委", "编制", None, "2019.3", None]
        )
    )
    assert sorted(periods(comparison.added), key=str) == [
        ("东关镇纪委", Period(date(2024, 7, 1), None)),
        ("柳河镇纪委", Period(date(2019, 3, 1), date(2024, 7, 1))),
    ]


def test_a_secondment_ends_no_post() -> None:
    before = kept(compared(posts(["王某", "柳河镇纪委", "编制", None, "2019.3", None])))
    comparison = compared(posts(["王某", "东关镇纪委", "借调", None, "2024.7", "2024.12"]), before)
    assert comparison.closes == ()
    assert [post.during for post in comparison.added.memberships] == [Period(date(2024, 7, 1), date(2025, 1, 1))]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (["2019.3", "2024.8"], ["2024.7", None], ProblemCode.MEMBERSHIP_OVERLAP),
        (["2019.3", "2024.6"], ["2024.7", None], None),
        (["2019.3", None], ["2019.3", None], ProblemCode.MEMBERSHIP_OVERLAP),
        ([None, None], [None, None], ProblemCode.MOVE_WITHOUT_DATE),
    ],
)
def test_posts_that_overlap_or_cannot_be_ordered_are_refused(
    first: list[object], second: list[object], code: ProblemCode | None
) -> None:
    comparison = compared(
        posts(["王某", "柳河镇纪委", "编制", None, *first], ["王某", "东关镇纪委", "编制", None, *second])
    )
    assert refusals(comparison.refused) == ([] if code is None else [code])


def test_a_change_of_main_organ_needs_a_dated_post() -> None:
    numbered: Rows = [["姓名", "单位", "人员编号"], ["王某", "柳河镇纪委", "1"]]
    moved: Rows = [["姓名", "单位", "人员编号"], ["王某", "东关镇纪委", "1"]]
    before = kept(compared({"单位": ORGANS, "人员": numbered}))
    undated = compared({"人员": moved}, before)
    (problem,) = undated.refused
    assert (problem.code, problem.column, problem.value) == (ProblemCode.MOVE_WITHOUT_DATE, "B", "东关镇纪委")
    post: Rows = [["人员编号", "任职单位", "任职方式", "起日"], ["1", "东关镇纪委", "编制", "2026-03-01"]]
    dated = compared({"人员": moved, "任职": post}, before)
    assert dated.refused == ()
    assert [type(change.after) for change in dated.changed] == [PersonRecord]
    assert [closing.end for closing in dated.closes] == [date(2026, 3, 1)]


def test_parties_and_interests_name_a_case_of_the_file_or_on_file() -> None:
    party: Rows = [["案件编号", "姓名", "角色"], ["2026-001", "赵某", "证人"]]
    interest: Rows = [["姓名", "利害类型", "案件编号"], ["王某", "诉讼", "2026-001"]]
    missing = compared(BASE | {"当事人": party, "利害": interest})
    assert refusals(missing.refused) == [ProblemCode.CASE_UNKNOWN, ProblemCode.CASE_UNKNOWN]
    assert [problem.column for problem in missing.refused] == ["C", "A"] or [
        (problem.sheet, problem.column) for problem in missing.refused
    ] == [("利害", "C"), ("当事人", "A")]
    before = kept(compared(BASE | {"案件": [CASES, CASE]}))
    assert compared(BASE | {"当事人": party, "利害": interest}, before).refused == ()
    assert compared(BASE | {"案件": [CASES, CASE], "当事人": party}).cases == {"2026-001": None}
    assert compared(BASE | {"当事人": party}, before).cases == {"2026-001": 1}


def test_a_case_changes_only_where_the_later_file_speaks() -> None:
    before = kept(compared(BASE | {"案件": [CASES, CASE]}))
    later: Rows = [[*CASES[:5], "状态"], [*CASE[:5], "立案"]]
    comparison = compared({"案件": later}, before)
    (change,) = comparison.changed
    assert change.fields == ("status",)
    assert change.after == kept(comparison, before).cases[0]


def test_leaving_the_pool_needs_a_day() -> None:
    in_pool: Rows = [["姓名", "在人才库", "出库日期"], ["赵某", "是", None]]
    before = kept(compared(BASE | {"人员": in_pool}))
    left = compared({"人员": [["姓名", "在人才库"], ["赵某", "否"]]}, before)
    assert refusals(left.refused) == [ProblemCode.POOL_LEFT_WITHOUT_DATE]
    dated = compared({"人员": [["姓名", "出库日期"], ["赵某", "2026-03-05"]]}, before)
    (change,) = dated.changed
    assert isinstance(change.after, PersonRecord)
    assert change.after.pool is not None
    assert change.after.pool.during == Period(None, date(2026, 3, 6))


def test_a_period_that_only_the_two_files_together_reverse_is_refused() -> None:
    before = kept(compared(posts(["王某", "柳河镇纪委", "借调", None, "2024.7", None])))
    comparison = compared(posts(["王某", "柳河镇纪委", "借调", None, None, "2020.7"]), before)
    (problem,) = comparison.refused
    assert (problem.code, problem.column) == (ProblemCode.PERIOD_REVERSED, "F")


def test_records_made_in_code_count_as_given_in_full() -> None:
    person = PersonRecord(name="王某", organ=None, native_place="柳河", id=7)
    from_code = compared({"人员": [["姓名"], ["王某"]]}, Records(people=(person,)))
    assert from_code.unchanged.people == (person,)
    assert MembershipRecord.__dataclass_fields__["given"].default is None


def test_a_blank_role_of_a_case_leaves_that_role_as_it_is() -> None:
    parties: Rows = [["案件编号", "姓名", "角色"], ["2026-001", "赵某", "被调查人"]]
    known = kept(compared(BASE | {"案件": [CASES, CASE], "当事人": parties}))
    second = compared({"案件": [CASES, [*CASE[:-2], 3, None]]}, known)
    assert second.refused == ()
    (change,) = second.changed
    assert [(place.role.value, place.count) for place in getattr(change.after, "places", ())] == [
        ("MEMBER", 3),
        ("SAFETY_OFFICER", 1),
    ]
    third = compared({"案件": [CASES, [*CASE[:-2], None, 0]]}, known)
    (change,) = third.changed
    assert [(place.role.value, place.count) for place in getattr(change.after, "places", ())] == [("MEMBER", 2)]
