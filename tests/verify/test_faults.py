"""Each kind of tampering with a run is found and named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from allocation.lottery import with_sitting_out
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person
from tests.verify import COMMITTED, FROZEN, Taken, of_earlier_version, run_of, run_with, sealed
from verify import UnreadableError, verify

ONE = Problem((case(1),), (person(1),), limits=AT_EASE)
PAIR = Problem((case(1, Place(MEMBER, 2)),), (person(1, organ=7), person(2, organ=7)), limits=AT_EASE)
BOTH = ((1, 1, MEMBER), (1, 2, MEMBER))
TWICE = Problem((case(1, effort=60), case(2, effort=60, start=13, end=20)), (person(1),), limits=AT_EASE)
IN_TURN = Problem((case(1, organ=2), case(2, organ=1)), (person(1), person(2)), limits=AT_EASE)
REVIEWS = Problem(
    (case(1, Place(REVIEWER, 1)), case(2, Place(REVIEWER, 1))),
    (person(1, may_review=True, most_reviews=1),),
    limits=AT_EASE,
)
LINKED = Problem(
    (case(1), case(2, Place(REVIEWER, 1)), case(3)), (person(1, may_review=True),), linked=((2, 1),), limits=AT_EASE
)
APART = ((1, 1, MEMBER), (2, 1, REVIEWER))
LED = replace(ONE, cases=(case(1, Place(LEAD, 1), lead_rank=2),), candidates=(person(1, may_lead=True, rank=1),))
BEFORE = replace(ONE, cases=(case(1, organ=2),), handled_before=((2, 1),))

LENDING = Limits(keep_at_home=0, loan_rest=30)
LENT = Problem(
    tuple(replace(case(number, start=start, end=start + 14), own_organs=(90,)) for number, start in ((1, 0), (2, 44))),
    (person(1),),
    limits=LENDING,
)
"""Two loans with just the days of rest between them."""
SOON = replace(LENT, limits=replace(LENDING, loan_rest=31))
TWO_LOANS = ((1, 1, MEMBER), (2, 1, MEMBER))

BROKEN: list[tuple[Problem, tuple[Taken, ...], tuple[str, int | None, int | None]]] = [
    (replace(ONE, pairs=(Pair(1, 1),)), ((1, 1, MEMBER),), ("BARRED", 1, 1)),
    (replace(ONE, pairs=(Pair(1, 1, barred=False, waivers=1),)), ((1, 1, MEMBER),), ("BARRED", 1, 1)),
    (replace(ONE, cases=(case(1, Place(LEAD, 1)),)), ((1, 1, LEAD),), ("NOT_QUALIFIED", 1, 1)),
    (replace(ONE, cases=(case(1, Place(REVIEWER, 1)),)), ((1, 1, REVIEWER),), ("NOT_QUALIFIED", 1, 1)),
    (LED, ((1, 1, LEAD),), ("NOT_QUALIFIED", 1, 1)),
    (replace(ONE, cases=(case(1, districts=(7,)),)), ((1, 1, MEMBER),), ("OUT_OF_REACH", 1, 1)),
    (PAIR, ((1, 1, MEMBER),), ("PLACES", 1, None)),
    (replace(ONE, cases=(case(1, needs=(Need(Skill.LAW, 1),)),)), ((1, 1, MEMBER),), ("R34", 1, None)),
    (replace(ONE, cases=(case(1, needs_female=True),)), ((1, 1, MEMBER),), ("R31", 1, None)),
    (replace(PAIR, limits=Limits(most_from=((7, 1),), keep_at_home=0)), BOTH, ("MOST_FROM_ONE_ORGAN", 1, None)),
    (replace(PAIR, limits=Limits(most_from_one_organ=1, keep_at_home=0)), BOTH, ("MOST_FROM_ONE_ORGAN", 1, None)),
    (replace(PAIR, kin=((1, 2),)), BOTH, ("R29", 1, 1)),
    (TWICE, ((1, 1, MEMBER), (2, 1, MEMBER)), ("R43", None, 1)),
    (replace(ONE, busy=(Busy(1, 13, 14, 51),)), ((1, 1, MEMBER),), ("R43", None, 1)),
    (REVIEWS, ((1, 1, REVIEWER), (2, 1, REVIEWER)), ("MOST_REVIEWS", None, 1)),
    (LINKED, APART, ("R23", 2, 1)),
    (replace(LINKED, linked=(), apart=((2, 1),)), APART, ("R24", 1, 1)),
    (replace(LINKED, linked=(), apart=((1, 3),)), ((1, 1, MEMBER), (3, 1, MEMBER)), ("R24", 1, 1)),
    (SOON, TWO_LOANS, ("R46", 2, 1)),
    (replace(SOON, cases=(replace(SOON.cases[1], id=1), replace(SOON.cases[0], id=2))), TWO_LOANS, ("R46", 2, 1)),
    (replace(LENT, busy=(Busy(1, 20, 21, 0, at_home=True, lent=True),)), TWO_LOANS[:1], ("R46", 1, 1)),
    (replace(PAIR, limits=Limits()), BOTH, ("R44", None, None)),
    (replace(ONE, limits=Limits(keep_at_home=2)), ((1, 1, MEMBER),), ("R44", None, None)),
    (replace(ONE, limits=Limits(), busy=(Busy(1, 0, 14, 5, share=True),)), ((1, 1, MEMBER),), ("R44", None, None)),
    (IN_TURN, ((1, 1, MEMBER), (2, 2, MEMBER)), ("R39", None, None)),
    (BEFORE, ((1, 1, MEMBER),), ("R39", None, None)),
    (replace(ONE, pins=(Pin(1, 1, MEMBER),)), (), ("PIN", 1, 1)),
]


@pytest.mark.parametrize(("problem", "taken", "expected"), BROKEN)
def test_each_broken_rule_is_found_and_nothing_else(
    problem: Problem, taken: tuple[Taken, ...], expected: tuple[str, int | None, int | None]
) -> None:
    assert [(fault.rule, fault.case, fault.person) for fault in verify(run_with(problem, *taken))] == [expected]


LEGAL: list[tuple[Problem, tuple[Taken, ...]]] = [
    (replace(ONE, pairs=(Pair(1, 1, LEAD),)), ((1, 1, MEMBER),)),
    (
        replace(
            ONE, pairs=(Pair(1, 1, barred=False, waivers=1),), limits=Limits(keep_at_home=0, plan_with_waivers=True)
        ),
        ((1, 1, MEMBER),),
    ),
    (replace(LED, candidates=(person(1, may_lead=True, rank=2),)), ((1, 1, LEAD),)),
    (replace(ONE, busy=(Busy(1, 14, 20, 100), Busy(1, -3, 0, 100))), ((1, 1, MEMBER),)),
    (replace(ONE, limits=Limits(), busy=(Busy(1, 0, 14, 50),), others_at_home=((1, 1),)), ((1, 1, MEMBER),)),
    (
        replace(PAIR, limits=Limits(), cases=(case(1),), busy=(Busy(1, 0, 14, 50), Busy(2, 0, 14, 50, at_home=True))),
        ((1, 1, MEMBER),),
    ),
    (
        replace(PAIR, limits=Limits(), cases=(case(1),), busy=(Busy(2, 0, 14, 50, share=True),)),
        ((1, 1, MEMBER),),
    ),
    (
        replace(REVIEWS, limits=Limits(reviews_take_time=False), candidates=(person(1, may_review=True),)),
        ((1, 1, REVIEWER), (2, 1, REVIEWER)),
    ),
    (replace(IN_TURN, limits=Limits(keep_at_home=0, forbid_reciprocity=False)), ((1, 1, MEMBER), (2, 2, MEMBER))),
    (replace(ONE, pins=(Pin(1, 1, MEMBER),)), ((1, 1, MEMBER),)),
    (replace(LINKED, linked=((1, 3), (2, 3))), APART),
    (replace(LINKED, linked=(), apart=((1, 3), (2, 3))), APART),
    (LINKED, ((3, 1, MEMBER), (2, 1, REVIEWER))),
    (replace(REVIEWS, candidates=LINKED.candidates, linked=((1, 2),)), ((1, 1, REVIEWER), (2, 1, REVIEWER))),
    (LENT, TWO_LOANS),
    (replace(SOON, limits=AT_EASE), TWO_LOANS),
    (replace(SOON, candidates=(person(1, organ=90),)), TWO_LOANS),
    (replace(SOON, cases=(SOON.cases[0], replace(SOON.cases[1], own_organs=()))), TWO_LOANS),
    (replace(SOON, published=(Pin(2, 1, MEMBER),)), TWO_LOANS),
    (
        replace(
            SOON,
            cases=(SOON.cases[0], replace(SOON.cases[1], places=(Place(LEAD, 1),))),
            candidates=(person(1, may_lead=True),),
        ),
        ((1, 1, MEMBER), (2, 1, LEAD)),
    ),
    (replace(LENT, busy=(Busy(1, 44 + 14 + 30, 99, 5, lent=True), Busy(1, 16, 17, 5))), TWO_LOANS),
]


@pytest.mark.parametrize(("problem", "taken"), LEGAL)
def test_what_is_just_legal_is_no_fault(problem: Problem, taken: tuple[Taken, ...]) -> None:
    assert verify(run_with(problem, *taken)) == []


NEAR = replace(ONE, cases=(case(1, x=3),), near_ties=((Level.TRAVEL, 2),))
TRAVEL = [level.value for level in NEAR.order].index("TRAVEL")


@pytest.mark.parametrize(
    ("bound", "near", "expected"),
    [(3, 2, []), (1, 2, []), (0, 2, ["PROOF"]), (3, 0, ["NEAR"]), (3, 3, ["NEAR"]), (4, 2, ["BOUND"])],
)
def test_a_near_tie_is_what_the_problem_says(bound: int, near: int, expected: list[str]) -> None:
    run = run_with(NEAR, (1, 1, MEMBER))
    run["plan"]["levels"][TRAVEL] |= {"bound": bound, "near": near, "gap": 3 - bound if bound <= 3 else None}
    assert [fault.rule for fault in verify(sealed(run))] == expected


def test_who_should_sit_out_by_the_seed_is_found() -> None:
    many = replace(ONE, cases=(replace(case(1), most_chance=50),), candidates=tuple(map(person, range(1, 9))))
    out = {pair.person for pair in with_sitting_out(many, 1).pairs}
    assert 0 < len(out) < len(many.candidates)
    for one in many.candidates:
        found = [(fault.rule, fault.person) for fault in verify(run_with(many, (1, one.id, MEMBER)))]
        assert found == ([("CHANCE", one.id)] if one.id in out else [])
        kept = replace(many, pins=(Pin(1, one.id, MEMBER),))
        assert verify(run_with(kept, (1, one.id, MEMBER))) == []


LACKING = replace(ONE, cases=(case(1, x=3), case(2, Place(MEMBER, 2))))
"""Case 1 gets a team, case 2 none."""


def _seat_another(run: dict[str, Any]) -> None:
    run["plan"]["seats"].append(run["plan"]["seats"][0])


def _swap_levels(run: dict[str, Any]) -> None:
    run["plan"]["levels"].reverse()


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(run: Any) -> None:
        for key in path[:-1]:
            run = run[key]
        run[path[-1]] = to

    return change


TAMPERED: list[tuple[Callable[[dict[str, Any]], None], list[str]]] = [
    (_seat_another, ["PLACES", "TWO_ROLES", "SEAT", "SEAT", "HIGHEST_LOAD", "TRAVEL"]),
    (_set("plan", "seats", 0, "person", to=9), ["UNKNOWN", "HIGHEST_LOAD", "NO_REASON"]),
    (_set("problem", "problem", "handled_before", to=[[5, 6]]), ["PROBLEM_HASH", "PLAN_PROBLEM"]),
    (_set("problem_salt", to="salt"), ["PROBLEM_HASH", "PLAN_PROBLEM"]),
    (_set("problem_hash", to=""), ["PROBLEM_HASH"]),
    (_set("plan", "problem_hash", to="0"), ["PLAN_PROBLEM"]),
    (_set("seed", to=2), ["SEED", "SEED_COMMITMENT"]),
    (_set("plan", "seed", to=2), ["SEED"]),
    (_set("seed_salt", to="other"), ["SEED_COMMITMENT"]),
    (_set("seed_salt", to=None), ["SEED_COMMITMENT"]),
    (_set("seed_committed_at", to=FROZEN), ["SEED_LATE"]),
    (_set("seed_committed_at", to=None), ["SEED_LATE"]),
    (_set("problem_frozen_at", to="2026-03-09T08:59:59.999999+00:00"), ["SEED_LATE"]),
    (_set("problem_frozen_at", to=COMMITTED), ["SEED_LATE"]),
    (_set("plan", "seats", 0, "fit", to=1), ["SEAT"]),
    (_set("plan", "seats", 0, "covers", to=["LAW"]), ["SEAT"]),
    (_swap_levels, ["LEVELS"]),
    (_set("plan", "levels", to=[]), ["LEVELS"]),
    (_set("plan", "levels", 0, "bound", to=11), ["GAP", "PROOF"]),
    (_set("plan", "levels", 0, "bound", to=9), ["GAP", "BOUND"]),
    (_set("plan", "levels", 1, "bound", to=1), ["GAP", "BOUND"]),
    (_set("plan", "levels", 1, "bound", to=-1), ["GAP", "PROOF"]),
    (_set("plan", "levels", 0, "value", to=9), ["URGENCY_STAFFED", "GAP", "PROOF"]),
    (_set("plan", "shortages", to=[]), ["NO_REASON"]),
    (_set("plan", "shortages", 0, "case", to=1), ["REASON", "NO_REASON"]),
    (_set("plan", "shortages", 0, "case", to=5), ["NO_REASON", "REASON_UNKNOWN"]),
]


@pytest.mark.parametrize(("tamper", "expected"), TAMPERED)
def test_each_kind_of_tampering_is_found(tamper: Callable[[dict[str, Any]], None], expected: list[str]) -> None:
    run = run_of(LACKING)
    assert verify(run) == []
    tamper(run)
    faults = [fault.rule for fault in verify(sealed(run)) if fault.rule not in _IN_ITS_WAKE - set(expected)]
    assert faults == expected
    assert verify(run)[0].rule == "RECORD_HASH"


_IN_ITS_WAKE = {"URGENCY_STAFFED", "TRAVEL", "HIGHEST_LOAD", "LOAD_SPREAD"}
"""Values that change with the seats, where a test does not ask for them."""


def test_a_value_changed_by_one_is_found_at_every_level() -> None:
    for number, level in enumerate(run_of(LACKING)["plan"]["levels"]):
        run = run_of(LACKING)
        _set("plan", "levels", number, "value", to=level["value"] + 1)(run)
        _set("plan", "levels", number, "bound", to=level["bound"] + 1)(run)
        assert [fault.rule for fault in verify(sealed(run))] == [level["level"]]


def test_the_plan_of_another_problem_is_found() -> None:
    run, other = run_of(LACKING), run_of(replace(LACKING, candidates=(person(1, x=1),)))
    run["plan"] = other["plan"]
    assert {fault.rule for fault in verify(sealed(run))} == {"PLAN_PROBLEM", "SEAT", "TRAVEL"}


def test_an_unproven_value_may_lie_apart_from_its_bound() -> None:
    run = run_of(LACKING)
    run["plan"]["levels"][0] |= {"bound": 11, "proven": False, "gap": 1}
    assert verify(sealed(run)) == []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"gap": 1}, ["GAP"]),
        ({"gap": None}, ["GAP"]),
        ({"bound": 11, "proven": False}, ["GAP"]),
        ({"bound": 11, "proven": False, "gap": None}, ["GAP"]),
        ({"bound": 9, "proven": False, "gap": None}, ["BOUND"]),
        ({"bound": 9, "proven": False, "gap": 1}, ["GAP", "BOUND"]),
    ],
)
def test_a_gap_is_what_lies_between_value_and_bound(stated: dict[str, Any], expected: list[str]) -> None:
    run = run_of(LACKING)
    run["plan"]["levels"][0] |= stated
    assert [fault.rule for fault in verify(sealed(run))] == expected


def test_a_record_of_an_earlier_version_states_no_gaps_and_is_true() -> None:
    assert verify(sealed(of_earlier_version(run_of(LACKING)))) == []


def _leaves(value: Any, *path: str | int) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield each place of a document that holds a plain value, and each empty list."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list) or not value:
        yield path, value
    for key, each in inside:
        yield from _leaves(each, *path, key)


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}x" if isinstance(value, str) else [1]


def test_whatever_single_value_is_changed_the_record_is_faulted_or_refused() -> None:
    whole = run_of(LACKING)
    places = list(_leaves(whole))
    assert len(places) > 150
    unseen = []
    for path, value in places:
        run = json.loads(json.dumps(whole))
        _set(*path, to=_other(value))(run)
        try:
            faults = verify(run)
        except UnreadableError:
            continue
        if not faults:
            unseen.append(path)
    assert unseen == []


def test_a_fault_is_told_in_both_languages() -> None:
    (found,) = verify(run_with(replace(PAIR, kin=((1, 2),)), *BOTH))
    assert found.told("en") == "R29: person 1 sits on case 1 beside her kin, person 2"
    assert found.told("zh") == "R29: 人员 1 与亲属 2 同在案件 1"
