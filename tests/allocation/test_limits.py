"""What happens when the solver's limit comes first: a legal plan, honest bounds, never a false proof."""

import pytest

from allocation.check import check
from allocation.plan import LevelValue
from allocation.problem import Pin, Problem
from allocation.refusals import LimitReached
from allocation.solve import allocate
from bench.made_up import made_up_county
from terms.allocation import Level
from tests.allocation.small import AT_EASE, MEMBER, case, person

COUNTY = made_up_county(3, cases=9, people=80)


def test_without_any_time_nobody_is_placed_and_nothing_is_proven() -> None:
    plan = allocate(COUNTY, 1, deterministic_limit=0)
    assert plan.seats == ()
    assert not plan.levels[0].proven
    assert plan.levels[0].bound >= sum(one.weight for one in COUNTY.cases)
    assert check(COUNTY, plan) == ()
    assert not plan.lottery_proven


def test_with_little_time_the_plan_is_legal_and_its_bounds_hold() -> None:
    short, full = allocate(COUNTY, 1, deterministic_limit=0.03), allocate(COUNTY, 1)
    assert check(COUNTY, short) == ()
    assert short.levels[0].value <= full.levels[0].value <= short.levels[0].bound
    assert {level.proven for level in short.levels} == {True, False}


def test_pins_without_time_are_refused_by_the_limit() -> None:
    problem = Problem((case(1),), (person(1),), pins=(Pin(1, 1, MEMBER),), limits=AT_EASE)
    with pytest.raises(LimitReached) as refused:
        allocate(problem, 1, deterministic_limit=0)
    assert refused.value.deterministic_limit == 0


def test_each_level_is_told_as_soon_as_it_is_solved() -> None:
    told: list[LevelValue] = []
    plan = allocate(Problem((case(1),), (person(1),), limits=AT_EASE), 1, on_level=told.append)
    assert tuple(told) == plan.levels
    assert [value.level for value in told] == list(Level)
