"""What is lost from drawn plans is repaired as well as any plan could."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allocation import engine
from allocation.check import check
from allocation.check_values import level_values
from allocation.problem import Pin, Problem
from allocation.repair import Option, best, frontier, goods_of
from allocation.search import improve
from allocation.solve import allocate
from allocation.vacancies import Loss, chair_of
from terms.allocation import MORE_IS_BETTER, Level
from tests.allocation.brute import best_values, every_plan
from tests.allocation.small import problems
from tests.allocation.test_repair import filled

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def losses(draw: st.DrawFn) -> tuple[Problem, Loss]:
    """Draw a problem whose published teams are those of a plan, of which one or two seats fell out."""
    drawn = replace(draw(problems()), published=())
    plan = allocate(drawn, 1)
    assume(plan.seats)
    published = tuple(Pin(seat.case, seat.person, seat.role) for seat in plan.seats)
    lost = draw(st.sets(st.sampled_from(published), min_size=1, max_size=2))
    moved = draw(st.sets(st.sampled_from([seat.case for seat in plan.seats])))
    return replace(drawn, published=published), Loss(frozenset(map(chair_of, lost)), may_move=frozenset(moved))


def signed(problem: Problem, values: Any) -> tuple[Any, ...]:
    """Return the values of levels, in the problem's order, so that less is better."""
    return tuple(-values[level] if level in MORE_IS_BETTER else values[level] for level in problem.order)


def told(option: Option, what: str) -> dict[Level, Fraction]:
    """Return what an option tells of its levels, in their units."""
    return {level.level: Fraction(getattr(level, what), level.scale) for level in option.levels}


@SOME
@given(drawn=losses())
def test_the_repair_is_the_best_of_every_plan_and_touches_nothing_else(drawn: tuple[Problem, Loss]) -> None:
    problem, loss = drawn
    found = filled(problem, *loss.seats, may_move=tuple(loss.may_move))
    fewest = found.fewest
    values = level_values(fewest.problem, fewest.plan.seats)
    assert tuple(values[level] for level in fewest.problem.order) == best_values(fewest.problem)
    kept = {chair_of(pin) for pin in fewest.problem.published} - loss.seats
    assert {chair for chair in kept if chair[0] not in loss.may_move} <= fewest.taken
    assert {seat.case for seat in fewest.plan.seats} == {one.id for one in fewest.problem.cases}
    assert fewest.taken.isdisjoint(loss.seats)
    left = {case for case, _, _ in loss.seats} - {one.id for one in fewest.problem.cases}
    assert {why.case for why in found.unfilled} == left


@pytest.mark.no_cover
@SOME
@given(drawn=losses())
def test_every_plan_of_the_frontier_is_the_best_for_so_many_changes(drawn: tuple[Problem, Loss]) -> None:
    problem, loss = drawn
    fewest = filled(problem, *loss.seats, may_move=tuple(loss.may_move)).fewest
    free = best(fewest, seed=1)
    line = frontier(fewest, free, seed=1)
    assert line[0] == fewest
    assert goods_of(line[-1]) == goods_of(free)
    assert all(less.changes < more.changes and goods_of(more) < goods_of(less) for less, more in pairwise(line))
    every = [(seats, level_values(free.problem, seats)) for seats in every_plan(free.problem)]
    for option in line[1:]:
        assert check(option.problem, option.plan) == ()
        reachable = [signed(free.problem, values) for _, values in every if values[Level.CHANGES] <= option.changes]
        assert signed(free.problem, level_values(free.problem, option.plan.seats)) == min(reachable)
        assert signed(free.problem, told(option, "value")) == signed(free.problem, told(option, "bound"))
        assert signed(free.problem, told(option, "value")) == min(reachable)
        assert all(level.proven for level in option.levels)


@pytest.mark.parametrize("modelled", [10**9, -1], ids=["searched", "in parts"])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=losses())
def test_large_repairs_are_legal_and_change_no_more_than_they_may(modelled: int, drawn: tuple[Problem, Loss]) -> None:
    problem, loss = drawn
    exact = filled(problem, *loss.seats, may_move=tuple(loss.may_move)).fewest
    assume(exact.problem.cases)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "MODEL_ALONE", 0)
        patch.setattr(engine, "MODELLED", modelled)
        patch.setattr(improve, "MOVES_PER_SEAT", 40)
        patch.setattr(improve, "ROUNDS_PER_CASE", 4)
        most = exact.changes + 1
        option = best(exact, seed=1, most_changes=most)
    assert check(option.problem, option.plan) == ()
    assert option.changes <= most
    free = replace(exact.problem, order=option.problem.order)
    every = [level_values(free, seats) for seats in every_plan(free)]
    truth = min(signed(free, values) for values in every if values[Level.CHANGES] <= most)
    values, bounds = (signed(free, told(option, what)) for what in ("value", "bound"))
    for number, level in enumerate(option.levels):
        assert bounds[number] <= values[number]
        if values[:number] == truth[:number]:
            assert bounds[number] <= truth[number]
            assert not level.proven or values[number] == truth[number]
