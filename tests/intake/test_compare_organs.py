"""Organs: found by name or code, told apart by what they hang on, renamed, never removed."""

import pytest

from intake.keys import OrganParent, Predecessor
from intake.problem_codes import ProblemCode
from intake.records import OrganRecord, Records
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from tests.intake.books import Rows, compared, kept, refusals

HEADER = ["单位名称", "类别", "单位代码", "上级单位", "驻在单位", "曾用名", "合并自", "设立日期", "坐标东"]


def organs(*rows: list[object]) -> dict[str, Rows]:
    """Return a workbook of these organs."""
    return {"单位": [HEADER, *rows]}


TOWNS: list[list[object]] = [["柳河镇", "乡镇"], ["东关镇", "乡镇"]]
VILLAGES: list[list[object]] = [["王庄村", "村", None, "柳河镇"], ["王庄村", "村", None, "东关镇"]]


def test_villages_of_one_name_are_told_apart_by_their_townships() -> None:
    comparison = compared(organs(*TOWNS, *VILLAGES))
    assert comparison.refused == ()
    assert set(comparison.organs) == {"柳河镇", "东关镇", "柳河镇/王庄村", "东关镇/王庄村"}
    again = compared(organs(*VILLAGES), kept(comparison))
    assert (again.refused, again.added, again.changed) == ((), Records(), ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("王庄村", ProblemCode.ORGAN_AMBIGUOUS),
        ("东关镇/王庄村", None),
        ("王庄", ProblemCode.ORGAN_UNKNOWN),
        ("西关镇/王庄村", ProblemCode.ORGAN_UNKNOWN),
    ],
)
def test_a_village_of_a_repeated_name_is_named_with_its_township(written: str, code: ProblemCode | None) -> None:
    book = organs(*TOWNS, *VILLAGES) | {"人员": [["姓名", "单位"], ["王某", written]]}
    comparison = compared(book)
    assert refusals(comparison.refused) == ([] if code is None else [code])
    if code is None:
        assert comparison.added.people[0].organ == "东关镇/王庄村"


def test_an_unknown_organ_is_refused_with_near_names_at_its_cell() -> None:
    book = organs(*TOWNS) | {"人员": [["姓名", "单位"], ["王某", "柳河"]]}
    (problem,) = compared(book).refused
    assert (problem.code, problem.sheet, problem.row, problem.column) == (ProblemCode.ORGAN_UNKNOWN, "人员", 2, "B")
    assert (problem.header, problem.value, problem.detail) == ("单位", "柳河", "柳河镇")


def test_brackets_and_spaces_do_not_make_another_organ() -> None:
    book = organs(["城关（街道）", "街道"]) | {"人员": [["姓名", "单位"], ["王某", "城 关(街道)"]]}
    comparison = compared(book)
    assert comparison.refused == ()
    assert comparison.added.people[0].organ == "城关（街道）"


def test_a_code_names_an_organ_and_survives_a_change_of_name() -> None:
    before = kept(compared(organs(["柳河乡", "乡镇", "0312"])))
    comparison = compared(organs(["柳河镇", "乡镇", "0312"]), before)
    assert [(change.fields, change.before.id) for change in comparison.changed] == [(("name",), 1)]
    by_code = compared({"人员": [["姓名", "单位"], ["王某", "0312"]]}, before)
    assert by_code.added.people[0].organ == "柳河乡"


def test_parents_are_added_and_never_taken_away() -> None:
    group: list[object] = ["驻财政局组", "派驻组", None, None, "财政局"]
    bureaus: list[list[object]] = [["财政局", "局"], ["审计局", "局"]]
    before = kept(compared(organs(*bureaus, group)))
    comparison = compared(organs(["驻财政局组", "派驻组", None, None, "审计局"]), before)
    (change,) = comparison.changed
    assert isinstance(change.after, OrganRecord)
    assert set(change.after.parents) == {
        OrganParent("财政局", OrganLinkKind.RESIDENT_IN),
        OrganParent("审计局", OrganLinkKind.RESIDENT_IN),
    }
    assert compared(organs(group), kept(comparison, before)).changed == ()


def test_a_former_name_without_a_row_becomes_an_organ_that_ended() -> None:
    comparison = compared(organs(["柳河镇", "乡镇", None, None, None, "柳河乡", None, "2012.6"]))
    assert comparison.refused == ()
    new, old = comparison.added.organs
    assert new.predecessors == (Predecessor("柳河乡", SuccessionKind.RENAMED),)
    assert (old.name, old.kind, old.during.start, old.during.end) == (
        "柳河乡",
        OrganKind.TOWNSHIP,
        None,
        new.during.start,
    )
    again = compared(organs(["柳河镇", "乡镇", None, None, None, "柳河乡", None, "2012.6"]), kept(comparison))
    assert (again.added, again.changed, again.refused) == (Records(), (), ())


def test_a_merged_predecessor_must_have_a_row() -> None:
    comparison = compared(organs(["柳河镇", "乡镇", None, None, None, None, "老集乡"]))
    (problem,) = comparison.refused
    assert (problem.code, problem.column) == (ProblemCode.ORGAN_UNKNOWN, "G")


def test_organs_that_hang_on_each_other_in_a_ring_are_refused() -> None:
    comparison = compared(organs(["甲", "局", None, "乙"], ["乙", "局", None, "丙"], ["丙", "局", None, "甲"]))
    assert refusals(comparison.refused) == [ProblemCode.ORGAN_CYCLE] * 3
    assert compared(organs(["甲", "局", None, "乙"], ["乙", "局", None, "丙"], ["丙", "局"])).refused == ()


def test_blank_cells_clear_nothing_and_missing_rows_remove_nothing() -> None:
    before = kept(
        compared(organs(["柳河镇", "乡镇", "0312", None, None, None, None, "1990年", 17], ["东关镇", "乡镇"]))
    )
    comparison = compared(organs(["柳河镇", "乡镇"]), before)
    assert (comparison.changed, comparison.added, comparison.closes) == ((), Records(), ())
    assert [organ.code for organ in comparison.unchanged.organs] == ["0312"]


def test_a_second_row_that_says_something_else_is_refused() -> None:
    comparison = compared(organs(["柳河镇", "乡镇"], ["柳河镇", "街道"], ["柳河镇", "局"]))
    (problem,) = comparison.refused
    assert (problem.code, problem.row) == (ProblemCode.CONTRADICTS_ROW, 4)


def test_a_name_that_may_be_one_of_two_known_organs_is_refused() -> None:
    before = kept(compared(organs(*TOWNS, *VILLAGES)))
    comparison = compared(organs(["王庄村", "村"]), before)
    (problem,) = comparison.refused
    assert (problem.code, problem.detail) == (ProblemCode.ORGAN_AMBIGUOUS, "柳河镇/王庄村、东关镇/王庄村")


def test_an_organ_may_be_written_with_its_township_before_it_in_its_own_row() -> None:
    written: list[list[object]] = [["柳河镇/王庄村", "村", None, "柳河镇"], ["东关镇/王庄村", "村", None, "东关镇"]]
    comparison = compared(organs(*TOWNS, *written))
    assert comparison.refused == ()
    assert [organ.name for organ in comparison.added.organs] == ["柳河镇", "东关镇", "王庄村", "王庄村"]
    again = compared(organs(*TOWNS, *written), kept(comparison))
    assert (again.refused, again.added, again.changed) == ((), Records(), ())


def test_a_slash_in_a_name_that_no_higher_organ_explains_stays() -> None:
    comparison = compared(organs(*TOWNS, ["西关镇/王庄村", "村", None, "柳河镇"]))
    assert [organ.name for organ in comparison.added.organs] == ["柳河镇", "东关镇", "西关镇/王庄村"]
