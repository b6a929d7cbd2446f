"""What the search finds: always legal, never better than its bounds, and the best where that is claimed."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from allocation import engine
from allocation.canonical import canonical
from allocation.check import violations
from allocation.check_problem import validate
from allocation.check_values import level_values
from allocation.explain import seats_of
from allocation.plan import LevelValue
from allocation.problem import Problem
from allocation.search import improve
from allocation.solve import Solution, solve_levels
from terms.allocation import MORE_IS_BETTER
from terms.refusals import Refusal
from tests.allocation.brute import best_values
from tests.allocation.small import pinned_problems, problems

SOME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(params=[10**9, -1], ids=["searched", "in parts"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every problem as a large one, and search it for a short while."""
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    monkeypatch.setattr(engine, "MODELLED", request.param)
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 40)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 4)


@pytest.mark.usefixtures("large")
@SOME
@given(problem=problems())
def test_a_searched_plan_is_legal_and_keeps_its_claims(problem: Problem) -> None:
    solution = solve_levels(canonical(problem), seed=3)
    assert solution is not None
    assert_sound(problem, solution)


@pytest.mark.usefixtures("large")
@SOME
@given(problem=pinned_problems())
def test_pins_are_kept_or_there_is_no_plan(problem: Problem) -> None:
    try:
        validate(problem)
    except Refusal:
        return
    try:
        solution = solve_levels(canonical(problem), seed=3)
    except Refusal:  # the limit, of a search that looks at parts
        return
    if solution is None:
        assert best_values(problem) is None
    else:
        assert_sound(problem, solution)


def assert_sound(problem: Problem, solution: Solution) -> None:
    """Compare a solution with the independent check, with its own bounds and with every plan."""
    seats = seats_of(problem, solution.taken)
    assert violations(problem, seats) == ()
    values, best = level_values(problem, seats), best_values(problem)
    assert best is not None
    best_so_far = True
    for level, optimum in zip(solution.levels, best, strict=True):
        assert Fraction(level.value, level.scale) == values[level.level]
        assert _no_better_than_its_bound(level)
        if best_so_far:  # under the best values above it, nothing passes the bound
            bound = Fraction(level.bound, level.scale)
            assert bound >= optimum if level.level in MORE_IS_BETTER else bound <= optimum
        best_so_far &= values[level.level] == optimum
        if level.proven:
            assert level.bound == level.value


def _no_better_than_its_bound(level: LevelValue) -> bool:
    return level.value <= level.bound if level.level in MORE_IS_BETTER else level.value >= level.bound
