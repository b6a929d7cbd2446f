"""Who a row means: told apart by organ, birth month or number, never guessed."""

import pytest

from intake.keys import PersonKey
from intake.problem_codes import ProblemCode
from intake.records import Records
from tests.intake.books import Rows, compared, kept, refusals

ORGANS: Rows = [["单位名称", "类别"], ["柳河镇纪委", "乡镇纪委"], ["东关镇纪委", "乡镇纪委"]]
HEADER = ["姓名", "单位", "出生年月", "人员编号"]
ANNA = ["李静", "柳河镇纪委", "1985-03", None]
OTHER = ["李静", "东关镇纪委", "1985-03", None]


def people(*rows: list[str | None]) -> dict[str, Rows]:
    """Return a workbook of organs and these people."""
    return {"单位": ORGANS, "人员": [HEADER, *rows]}


def known(*rows: list[str | None]) -> Records:
    """Return what is known once these people were imported."""
    comparison = compared(people(*rows))
    assert comparison.refused == ()
    return kept(comparison)


def test_two_of_one_name_in_one_file_are_two_people() -> None:
    comparison = compared(people(ANNA, OTHER, ["李静", "柳河镇纪委", "1990-01", None]))
    assert comparison.refused == ()
    assert len(comparison.added.people) == 3


def test_both_namesakes_are_found_again_whatever_their_order() -> None:
    before = known(ANNA, OTHER)
    comparison = compared(people(OTHER, ANNA), before)
    assert (comparison.refused, comparison.changed, comparison.added) == ((), (), Records())
    assert len(comparison.unchanged.people) == 2


def test_a_new_namesake_beside_the_known_one_is_a_second_person_when_both_are_in_the_file() -> None:
    comparison = compared(people(OTHER, ANNA), known(ANNA))
    assert comparison.refused == ()
    assert [person.organ for person in comparison.added.people] == ["东关镇纪委"]


@pytest.mark.parametrize(
    "row",
    [
        OTHER,
        ["李静", "柳河镇纪委", "1985-04", None],
        ["李静", None, None, None],
        ["李静", "东关镇纪委", "1985-03", "17"],
    ],
)
def test_a_row_that_may_be_a_known_person_or_another_is_refused(row: list[str | None]) -> None:
    comparison = compared(people(row), known(ANNA))
    (problem,) = comparison.refused
    assert problem.code is ProblemCode.PERSON_MAYBE_KNOWN
    assert (problem.row, problem.column, problem.header) == (2, "A", "姓名")
    assert problem.detail == "李静（柳河镇纪委，1985-03）"
    assert comparison.added.people == ()


def test_a_row_that_differs_in_both_is_somebody_else() -> None:
    comparison = compared(people(["李静", "东关镇纪委", "1990-01", None]), known(ANNA))
    assert comparison.refused == ()
    assert len(comparison.added.people) == 1


def test_a_missing_birth_month_is_learnt() -> None:
    before = known(["李静", "柳河镇纪委", None, None])
    comparison = compared(people(ANNA), before)
    (change,) = comparison.changed
    assert change.fields == ("birth_month",)
    assert (change.before.id, change.after.id) == (1, 1)


def test_a_number_tells_namesakes_apart_once_the_known_one_has_one() -> None:
    before = known(["李静", "柳河镇纪委", "1985-03", "5"])
    comparison = compared(people(["李静", "东关镇纪委", "1985-03", "17"]), before)
    assert comparison.refused == ()
    assert [person.number for person in comparison.added.people] == ["17"]


def test_a_number_is_given_to_the_person_who_lacked_one() -> None:
    comparison = compared(people(["李静", "柳河镇纪委", "1985-03", "5"]), known(ANNA))
    assert [change.fields for change in comparison.changed] == [("number",)]


def test_a_number_with_another_name_is_refused_unless_the_birth_month_agrees() -> None:
    before = known(["李静", "柳河镇纪委", "1985-03", "5"])
    renamed = compared(people(["李静文", "柳河镇纪委", "1985-03", "5"]), before)
    assert [change.fields for change in renamed.changed] == [("name",)]
    for month in ("1990-01", None):
        comparison = compared(people(["赵某", "柳河镇纪委", month, "5"]), before)
        assert refusals(comparison.refused) == [ProblemCode.PERSON_NUMBER_CONTRADICTS]
        assert comparison.refused[0].column == "D"


def test_a_repeated_row_is_harmless_and_a_contradicting_one_is_refused() -> None:
    header = [*HEADER, "籍贯"]
    twice: dict[str, Rows] = {"单位": ORGANS, "人员": [header, [*ANNA, "柳河"], [*ANNA, "柳河"]]}
    assert compared(twice).refused == ()
    assert len(compared(twice).added.people) == 1
    contradicting: dict[str, Rows] = {"单位": ORGANS, "人员": [header, [*ANNA, "柳河"], [*ANNA, "东关"]]}
    (problem,) = compared(contradicting).refused
    assert (problem.code, problem.row, problem.detail) == (ProblemCode.CONTRADICTS_ROW, 3, "人员!2")


SKILL = ["姓名", "所在单位", "出生年月", "人员编号", "能力", "等级"]


def skills(book: dict[str, Rows], *rows: list[str | None]) -> dict[str, Rows]:
    """Return the workbook with these rows of skills."""
    return book | {"能力": [SKILL, *rows]}


def test_a_name_alone_means_the_one_person_of_that_name_in_the_same_file() -> None:
    comparison = compared(skills(people(ANNA), ["李静", None, None, None, "笔录", "2"]))
    assert comparison.refused == ()
    assert comparison.added.skills[0].person == PersonKey(None, "李静", "柳河镇纪委", "1985-03")


def test_a_name_alone_never_links_to_a_person_on_file() -> None:
    book: dict[str, Rows] = {"能力": [SKILL, ["李静", None, None, None, "笔录", "2"]]}
    comparison = compared(book, known(ANNA))
    (problem,) = comparison.refused
    assert (problem.code, problem.column) == (ProblemCode.PERSON_NAME_ONLY, "A")
    named = compared({"能力": [SKILL, ["李静", "柳河镇纪委", None, None, "笔录", "2"]]}, known(ANNA))
    assert named.refused == ()
    assert named.added.skills[0].person == PersonKey(None, "李静", "柳河镇纪委", "1985-03")


@pytest.mark.parametrize(
    ("organ", "month", "code"),
    [
        (None, None, ProblemCode.PERSON_AMBIGUOUS),
        (None, "1985-03", ProblemCode.PERSON_AMBIGUOUS),
        ("柳河镇纪委", "1990-01", ProblemCode.PERSON_UNKNOWN),
        ("县纪委", None, ProblemCode.ORGAN_UNKNOWN),
        ("柳河镇纪委", None, None),
        ("东关镇纪委", "1985-03", None),
    ],
)
def test_namesakes_are_told_apart_or_the_row_is_refused(
    organ: str | None, month: str | None, code: ProblemCode | None
) -> None:
    comparison = compared(skills(people(ANNA, OTHER), ["李静", organ, month, None, "笔录", "2"]))
    assert refusals(comparison.refused) == ([] if code is None else [code])
    assert len(comparison.added.skills) == (1 if code is None else 0)


def test_the_refusal_of_an_ambiguous_name_lists_how_to_tell_them_apart() -> None:
    comparison = compared(skills(people(ANNA, OTHER), ["李静", None, None, None, "笔录", "2"]))
    assert comparison.refused[0].detail == "李静（柳河镇纪委，1985-03）、李静（东关镇纪委，1985-03）"


def test_an_unknown_person_is_refused_with_near_names() -> None:
    comparison = compared(skills(people(ANNA), ["李静静", "柳河镇纪委", None, None, "笔录", "2"]))
    (problem,) = comparison.refused
    assert (problem.code, problem.detail) == (ProblemCode.PERSON_UNKNOWN, "李静")


def test_a_number_names_a_person_and_must_agree_with_the_name() -> None:
    book = people(["李静", "柳河镇纪委", "1985-03", "5"])
    assert compared(skills(book, [None, None, None, "5", "笔录", "2"])).refused == ()
    wrong = compared(skills(book, ["赵某", None, None, "5", "笔录", "2"]))
    assert refusals(wrong.refused) == [ProblemCode.PERSON_NUMBER_CONTRADICTS]
    unknown = compared(skills(book, [None, None, None, "6", "笔录", "2"]))
    assert refusals(unknown.refused) == [ProblemCode.PERSON_UNKNOWN]


def test_people_without_organ_and_month_are_found_again_by_their_exact_row() -> None:
    before = known(["孙某", None, None, None])
    comparison = compared(people(["孙某", None, None, None]), before)
    assert (comparison.refused, comparison.added) == ((), Records())
    assert len(comparison.unchanged.people) == 1


def test_the_people_of_a_comparison_lead_to_their_rows() -> None:
    comparison = compared(people(ANNA, ["赵某", "东关镇纪委", None, None]), known(ANNA))
    assert comparison.people == {
        PersonKey(None, "李静", "柳河镇纪委", "1985-03"): 1,
        PersonKey(None, "赵某", "东关镇纪委", None): None,
    }
