"""Seats chosen by prices: exact where the relaxation is not, and honest where a limit comes first."""

from dataclasses import replace

import numpy as np
import pytest

from allocation.canonical import canonical
from allocation.explain import seats_of
from allocation.problem import Pin, Problem
from allocation.solve import Solution
from allocation.transport import better, prices, relaxation, teams
from allocation.vacancies import fewest_first
from bench.made_up import made_up_matrix
from bench.matrices import FLOOR_THEN_TOTAL, busiest, problem_of_matrix, without
from terms.allocation import MORE_IS_BETTER
from tests.allocation.small import MEMBER
from tests.allocation.test_transport import by_transport_alone, modelled

FEWEST_FIRST = fewest_first(FLOOR_THEN_TOTAL)


def matrix(seed: int, cases: int = 20, people: int = 30, room: int = 2) -> Problem:
    """Return a matrix, unless told otherwise with as much room as seats, so that cases compete for everybody."""
    made = made_up_matrix(seed, cases, people)
    return canonical(problem_of_matrix(made._replace(capacity=np.full(people, room))))


def solved(problem: Problem, *, limit: float = 60.0) -> Solution:
    """Return the legal solution by prices and seats, whose values no bound contradicts."""
    solution = by_transport_alone(problem, limit=limit)
    assert solution is not None
    for level in solution.levels:
        assert level.value <= level.bound if level.level in MORE_IS_BETTER else level.value >= level.bound
        assert level.proven == (level.value == level.bound)
    return solution


@pytest.mark.parametrize("seed", [0, 1, 6], ids=["alone", "between few cases", "between some"])
def test_floor_and_total_are_those_of_the_model(seed: int) -> None:
    problem = matrix(seed)
    solution = solved(problem)
    assert all(level.proven for level in solution.levels)
    assert solution == modelled(problem)


def test_a_plan_is_repaired_with_the_fewest_changes() -> None:
    problem = matrix(1, 12, 24)
    seats = seats_of(problem, solved(problem).taken)
    left = canonical(replace(without(problem, busiest(seats, 4), seats), order=FEWEST_FIRST))
    solution = solved(left)
    assert solution == modelled(left)
    assert all(level.proven for level in solution.levels)


def test_a_floor_between_cases_is_bounded_beside_what_is_held() -> None:
    problem = matrix(4, 8, 12)
    published = tuple(Pin(case.id, person, MEMBER) for case in problem.cases for person in range(3))
    held = canonical(replace(problem, published=published, order=FEWEST_FIRST))
    assert solved(held) == modelled(held)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_without_any_work_the_plan_is_legal_and_its_bounds_hold(seed: int) -> None:
    full, short = solved(matrix(seed)), solved(matrix(seed), limit=0.0)
    assert not all(level.proven for level in short.levels)
    assert short.levels[1].value <= full.levels[1].value <= short.levels[1].bound


LIMITS = {
    "no choice": (better, "MOST_CHOICES", 0),
    "no work": (better, "SHORT", 0.0),
    "no round": (prices, "ROUNDS", 0),
    "one round": (prices, "ROUNDS", 1),
    "no lists": (prices, "LISTED", 0),
    "no teams": (teams, "MOST_TEAMS", 0),
    "one leaning": (teams, "LEANINGS", 1),
    "few teams": (teams, "MOST_TEAMS", 60),
}


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_not_listed_or_looked_at_makes_no_false_proof(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = solved(matrix(seed))
    module, limit, number = LIMITS[name]
    monkeypatch.setattr(module, limit, number)
    short = solved(matrix(seed), limit=1.0)
    assert short.levels[1].value <= full.levels[1].value <= short.levels[1].bound
    if short.levels[1].value == full.levels[1].value:
        assert short.levels[2].value <= full.levels[2].value <= short.levels[2].bound


def test_a_simplex_that_gives_up_leaves_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    full = solved(matrix(2))
    monkeypatch.setattr(relaxation, "OPTIMAL", None)
    short = solved(matrix(2))
    assert short.levels[2].value <= full.levels[2].value <= short.levels[2].bound
