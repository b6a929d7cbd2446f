"""What the search finds: always legal, never better than its bounds, and the best where that is claimed."""

import pytest
from hypothesis import given

from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.problem import Problem
from allocation.solve import solve_levels
from terms.refusals import Refusal
from tests.allocation.brute import best_values
from tests.allocation.small import drawn, pinned_problems, problems
from tests.allocation.sound import assert_sound

SOME = drawn(15)


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
