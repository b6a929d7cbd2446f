"""The highest load from both ends: the model refutes, search or model reach, and what neither settles stays open."""

from dataclasses import replace

import pytest

from allocation import load_target, measures
from allocation.canonical import canonical
from allocation.draft import Draft
from allocation.load_target import lower_the_highest
from allocation.model import draft_of
from allocation.problem import Problem
from allocation.search import improve
from allocation.search.improve import Search
from allocation.solver import Outcome, Taken
from tests.allocation.small import AT_EASE, MEMBER, case, person

EVERYTHING_ON_ONE: Taken = frozenset((number, 1, MEMBER) for number in (1, 2, 3))
THREE_CASES = canonical(
    Problem(
        cases=tuple(case(number, end=14 * number, start=14 * (number - 1)) for number in (1, 2, 3)),
        candidates=tuple(person(number) for number in (1, 2, 3)),
        limits=AT_EASE,
    )
)


def lowered(
    problem: Problem = THREE_CASES, *, known: Taken = EVERYTHING_ON_ONE, limit: float = 50.0, least: int = 0
) -> Outcome:
    draft: Draft = draft_of(problem)
    for switch in draft.staffed.values():
        draft.model.add(switch == 1)
    return lower_the_highest(draft, Search(problem), known, deterministic_limit=limit, least=least)


def test_three_cases_of_one_person_are_spread_over_three() -> None:
    outcome = lowered()
    assert (outcome.value, outcome.bound, outcome.proven) == (100, 100, True)
    assert outcome.taken is not None
    assert len({who for _, who, _ in outcome.taken}) == 3


def test_without_work_the_known_plan_stays_and_nothing_is_proven() -> None:
    outcome = lowered(limit=0.0)
    assert outcome == Outcome(EVERYTHING_ON_ONE, value=300, bound=0, proven=False)


def test_what_the_search_cannot_reach_the_model_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 0)
    monkeypatch.setattr(improve, "ROUNDS_PER_TARGET", 0)
    monkeypatch.setattr(load_target, "EFFORTS", ((0.0, 5.0),))
    assert lowered().value == 100


def test_what_the_model_cannot_reach_the_search_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_target, "EFFORTS", ((1e-9, 1e-9),))
    monkeypatch.setattr(improve, "ROUNDS_PER_TARGET", 0)
    assert lowered().value == 100


def test_what_nobody_settles_with_the_effort_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 0)
    monkeypatch.setattr(improve, "ROUNDS_PER_TARGET", 0)
    monkeypatch.setattr(load_target, "EFFORTS", ((1e-9, 1e-9),))
    outcome = lowered()
    assert (outcome.value, outcome.proven) == (300, False)
    assert outcome.bound <= 100


def test_a_load_from_before_is_the_floor() -> None:
    burdened = replace(THREE_CASES, candidates=(*THREE_CASES.candidates[:2], person(3, load=250)))
    outcome = lowered(canonical(burdened))
    assert (outcome.value, outcome.bound, outcome.proven) == (250, 250, True)


def test_only_loads_that_somebody_could_come_to_have_are_targets() -> None:
    half = canonical(replace(THREE_CASES, candidates=(person(1), person(2, capacity=50, load=30))))
    scale = measures.load_scale(half)
    outcome = lowered(half)
    assert outcome.value / scale == 260  # 260 for one case on her, 200 for two on him; all three on him would be 300
    assert outcome.proven


@pytest.mark.parametrize(
    ("people", "least", "lowest"), [(3, 100, 100), (3, 1, 100), (2, 1, 200), (2, 200, 200), (1, 1, 300)]
)
def test_where_the_lowest_is_nearly_known_targets_are_decided_from_there_up(
    monkeypatch: pytest.MonkeyPatch, people: int, least: int, lowest: int
) -> None:
    monkeypatch.setattr(load_target, "EFFORTS", ())
    pool = canonical(replace(THREE_CASES, candidates=THREE_CASES.candidates[:people]))
    outcome = lowered(pool, least=least)
    assert (outcome.value, outcome.bound, outcome.proven) == (lowest, lowest, True)


def test_strides_that_pass_the_lowest_come_back_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_target, "EFFORTS", ())
    many = tuple(case(number, start=10 * number, end=10 * number + 7, effort=10 + number) for number in range(9))
    two = canonical(Problem(many, (person(1), person(2)), limits=AT_EASE))
    all_on_one: Taken = frozenset((one.id, 1, MEMBER) for one in many)
    outcome = lowered(two, known=all_on_one, least=1)
    assert (outcome.value, outcome.proven) == (63, True)  # of 126 in all, so that nobody has more than half


def test_a_target_that_is_not_decided_soon_is_left_to_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_target, "SOON", 1e-9)
    outcome = lowered(least=1)
    assert (outcome.value, outcome.bound, outcome.proven) == (100, 100, True)
    monkeypatch.setattr(load_target, "EFFORTS", ())
    assert (lowered(least=100).value, lowered(least=100).bound) == (300, 100)
