"""What the search finds: always legal, never better than its bounds, and the best where that is claimed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.plan import LevelValue
from allocation.problem import Problem
from allocation.solve import solve_levels
from allocation.stopping import Stop
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


@pytest.mark.usefixtures("each_engine")
@SOME
@given(problem=problems(), count=st.integers(0, 8))
def test_a_plan_that_was_stopped_is_sound_after_any_level(problem: Problem, count: int) -> None:
    stop, told = Stop(), list[LevelValue]()

    def watch(value: LevelValue) -> None:
        told.append(value)
        if len(told) == count:
            stop.want()

    if count == 0:
        stop.want()
    solution = solve_levels(canonical(problem), seed=3, on_level=watch, stop=stop)
    assert solution is not None
    assert_sound(problem, solution)
    assert len(told) == (count if stop.is_wanted else len(problem.order))
    assert [level.level for level in solution.levels] == list(problem.order)
    assert not (stop.is_wanted and solution.lottery_proven)
