"""Ties of the file beside those known: from either side, with dates, fitting the sexes."""

from datetime import date

import pytest

from intake.problem_codes import ProblemCode
from intake.records import Records, TieRecord
from terms.periods import Period
from tests.intake.books import Rows, compared, kept, refusals
from tests.intake.test_compare import BASE

TIES = ["姓名", "关系人", "关系", "起日", "止日"]


def ties(*rows: list[object]) -> dict[str, Rows]:
    """Return the workbook with these ties."""
    return BASE | {"关系": [TIES, *rows]}


def test_a_mutual_tie_told_from_the_other_side_is_the_same_tie() -> None:
    before = kept(compared(ties(["王某", "李某", "表哥"])))
    comparison = compared(ties(["李某", "王某", "表妹"]), before)
    assert (comparison.added, comparison.changed, comparison.refused) == (Records(), (), ())


def test_parent_and_child_told_from_either_side_are_one_edge() -> None:
    comparison = compared(ties(["王某", "赵某", "儿子"], ["赵某", "王某", "母亲"]))
    assert comparison.refused == ()
    (tie,) = comparison.added.ties
    assert (tie.person.name, tie.other.name, tie.relation.code) == ("赵某", "王某", "PARENT")


def test_a_kinship_with_a_direction_is_not_its_reverse() -> None:
    comparison = compared(ties(["王某", "李某", "舅舅"], ["李某", "赵某", "舅舅"], ["赵某", "李某", "外甥"]))
    assert len(comparison.added.ties) == 3


def test_a_divorce_is_a_change_and_a_blank_end_no_remarriage() -> None:
    before = kept(compared(ties(["王某", "李某", "丈夫", "2010-10-01", None])))
    divorced = compared(ties(["王某", "李某", "丈夫", "2010-10-01", "2020-05-19"]), before)
    (change,) = divorced.changed
    assert isinstance(change.after, TieRecord)
    assert change.after.during == Period(date(2010, 10, 1), date(2020, 5, 20))
    later = compared(ties(["王某", "李某", "丈夫", "2010-10-01", None]), kept(divorced, before))
    assert later.changed == ()


@pytest.mark.parametrize(
    ("person", "other", "word", "code"),
    [
        ("王某", "李某", "嫂子", ProblemCode.GENDER_CONTRADICTS),
        ("王某", "李某", "岳父", ProblemCode.GENDER_CONTRADICTS),
        ("王某", "李某", "公公", None),
        ("王某", "李某", "女儿", ProblemCode.GENDER_CONTRADICTS),
        ("赵某", "李某", "岳父", None),
        ("王某", "王某", "表哥", ProblemCode.SAME_PERSON),
    ],
)
def test_a_word_that_does_not_fit_the_sexes_is_refused(
    person: str, other: str, word: str, code: ProblemCode | None
) -> None:
    comparison = compared(ties([person, other, word]))
    assert refusals(comparison.refused) == ([] if code is None else [code])
    assert len(comparison.added.ties) == (1 if code is None else 0)
