"""The order of goods is the problem's own: what comes earlier decides, what is left out decides nothing."""

from dataclasses import replace

import pytest

from allocation import bundles
from allocation.check import check
from allocation.plan import LevelValue
from allocation.problem import Limits, Problem
from allocation.solve import allocate
from allocation.why_not import why_not
from terms.allocation import DEFAULT_ORDER, Level
from tests.allocation.small import AT_EASE, MEMBER, case, person, team, value

FIRST, LOAD, SPREAD, TRAVEL = Level.URGENCY_STAFFED, Level.HIGHEST_LOAD, Level.LOAD_SPREAD, Level.TRAVEL
LOADED_OR_FAR = Problem((case(1),), (person(1, load=400), person(2, x=9)), limits=AT_EASE)


def test_without_another_order_the_goods_come_as_they_are_named() -> None:
    assert LOADED_OR_FAR.order == DEFAULT_ORDER == tuple(Level)
    assert [level.level for level in allocate(LOADED_OR_FAR, 1).levels] == list(Level)


@pytest.mark.parametrize(
    ("order", "who"), [((FIRST, LOAD, TRAVEL), 2), ((FIRST, TRAVEL, LOAD), 1), ((FIRST, LOAD), 2), ((FIRST, TRAVEL), 1)]
)
def test_what_comes_earlier_decides(order: tuple[Level, ...], who: int) -> None:
    problem = replace(LOADED_OR_FAR, order=order)
    plan = allocate(problem, 1)
    assert (team(plan), tuple(level.level for level in plan.levels)) == ({who}, order)
    assert check(problem, plan) == ()


def test_what_is_left_out_is_left_to_the_draw() -> None:
    problem = replace(LOADED_OR_FAR, order=(FIRST,))
    assert {number for seed in range(20) for number in team(allocate(problem, seed))} == {1, 2}


def test_levels_are_told_in_the_order_of_the_problem() -> None:
    told: list[LevelValue] = []
    plan = allocate(replace(LOADED_OR_FAR, order=(FIRST, TRAVEL, LOAD)), 1, on_level=told.append)
    assert tuple(told) == plan.levels
    assert [level.level for level in told] == [FIRST, TRAVEL, LOAD]


def test_prices_come_in_the_order_of_the_problem() -> None:
    problem = replace(LOADED_OR_FAR, order=(FIRST, TRAVEL, LOAD))
    answer = why_not(problem, allocate(problem, 1), case=1, person=2, role=MEMBER)
    assert [(price.level, price.worse) for price in answer.prices] == [(FIRST, 0), (TRAVEL, 9), (LOAD, -100)]


@pytest.mark.parametrize("many", [bundles.MANY, 0])
@pytest.mark.parametrize("order", [(FIRST, SPREAD), (FIRST, SPREAD, LOAD)])
def test_load_is_spread_without_a_highest_load_to_keep_to(
    order: tuple[Level, ...], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MANY", many)
    cases = tuple(case(number, start=14 * number, end=14 * number + 14) for number in range(4))
    limits = Limits(keep_at_home=0, load_tier=100)
    plan = allocate(Problem(cases, (person(1), person(2)), limits=limits, order=order), 1)
    assert sorted(seat.person for seat in plan.seats) == [1, 1, 2, 2]
    assert value(plan, SPREAD) == 100 + 100
