"""What every solution must be, found by whatever engine: legal, true to its claims, and within its bounds."""

from fractions import Fraction

from allocation.check import violations
from allocation.check_values import level_values
from allocation.explain import seats_of
from allocation.plan import LevelValue
from allocation.problem import Problem
from allocation.solve import Solution
from terms.allocation import MORE_IS_BETTER
from tests.allocation.brute import best_values


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
