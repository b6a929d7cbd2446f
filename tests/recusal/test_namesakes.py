"""Records of one person are proposed by similar names, and never linked (T44)."""

from dataclasses import replace

import pytest

from recusal.namesakes import Candidate, Likeness, Named, similar

WANG = Named(1, "王建国", "wangjianguo")


def likeness(name: str, other: str) -> Likeness | None:
    """Return how two names are alike, without readings."""
    found = similar(Named(1, name), (Named(2, other),))
    return found[0].likeness if found else None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("王建国", Likeness.SAME),
        ("王 建国", Likeness.SAME),
        ("王健国", Likeness.ONE_CHARACTER),
        ("张建国", Likeness.ONE_CHARACTER),
        ("王建", Likeness.ONE_CHARACTER),
        ("建国", Likeness.ONE_CHARACTER),
        ("王国", Likeness.ONE_CHARACTER),
        ("王建国庆", Likeness.ONE_CHARACTER),
        ("老王建国", Likeness.ONE_CHARACTER),
        ("王健过", None),
        ("国建王", None),
        ("建国庆", None),
        ("王", None),
        ("王建国庆功", None),
        ("李王建国庆", None),
        ("李庆", None),
    ],
)
def test_names_are_alike_up_to_one_character(other: str, expected: Likeness | None) -> None:
    assert likeness("王建国", other) == expected
    assert likeness(other, "王建国") == expected


def test_names_of_one_character_are_alike_only_if_they_are_the_same() -> None:
    assert likeness("王", "李") is None
    assert likeness("王", "王") is Likeness.SAME
    assert likeness("", " ") is None


def test_names_that_are_read_the_same_are_alike_where_both_readings_are_known() -> None:
    read = Named(2, "汪健果", "wangjianguo")
    assert [candidate.likeness for candidate in similar(WANG, (read,))] == [Likeness.READING]
    assert similar(WANG, (replace(read, reading=None),)) == ()
    assert similar(replace(WANG, reading=None), (replace(read, reading=None),)) == ()
    assert similar(WANG, (replace(read, reading="wangjiangguo"),)) == ()


@pytest.mark.parametrize(
    ("details", "score", "agreeing", "differing"),
    [
        ({}, 60, (), ()),
        ({"birth_month": "1980-05"}, 75, ("birth_month",), ()),
        ({"birth_month": "1980-06"}, 45, (), ("birth_month",)),
        ({"native_place": "某县某村"}, 75, ("native_place",), ()),
        ({"organ": 3}, 75, ("organ",), ()),
        ({"birth_month": "1980-05", "organ": 4}, 60, ("birth_month",), ("organ",)),
        (
            {"birth_month": "1980-05", "native_place": "某县某村", "organ": 3},
            100,
            ("birth_month", "native_place", "organ"),
            (),
        ),
    ],
)
def test_details_that_both_records_give_raise_or_lower_the_score(
    details: dict[str, str | int], score: int, agreeing: tuple[str, ...], differing: tuple[str, ...]
) -> None:
    known = Named(1, "王建国", None, "1980-05", "某县某村", 3)
    other = Named(
        2,
        "王建国",
        birth_month=str(details["birth_month"]) if "birth_month" in details else None,
        native_place=str(details["native_place"]) if "native_place" in details else None,
        organ=int(details["organ"]) if "organ" in details else None,
    )
    assert similar(known, (other,)) == (Candidate(2, Likeness.SAME, score, agreeing, differing),)


def test_what_is_too_unlikely_is_left_out_unless_it_is_asked_for() -> None:
    other = Named(2, "王健国", birth_month="1990-01")
    known = replace(WANG, birth_month="1980-05")
    assert similar(known, (other,)) == ()
    assert [candidate.score for candidate in similar(known, (other,), least=0)] == [15]
    apart = replace(other, native_place="甲村", organ=2)
    assert [
        candidate.score for candidate in similar(replace(known, native_place="乙村", organ=3), (apart,), least=0)
    ] == [0]


def test_the_likeliest_are_first_and_those_as_likely_by_record() -> None:
    people = (
        Named(9, "王建国"),
        Named(4, "王健国"),
        Named(7, "王建国"),
        Named(5, "汪建果", "wangjianguo"),
        Named(6, "李明"),
    )
    assert [(candidate.id, candidate.score) for candidate in similar(WANG, people)] == [
        (7, 60),
        (9, 60),
        (5, 50),
        (4, 30),
    ]


def test_a_record_is_no_candidate_for_itself_nor_is_a_pair_that_a_human_settled() -> None:
    people = (WANG, Named(2, "王建国"), Named(3, "王建国"), Named(4, "王建国"))
    assert [candidate.id for candidate in similar(WANG, people)] == [2, 3, 4]
    assert [candidate.id for candidate in similar(WANG, people, settled={(1, 2), (3, 1)})] == [4]
