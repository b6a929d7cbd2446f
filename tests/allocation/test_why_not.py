"""Why a person does not sit somewhere: the open bars, or the exact price."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.problem import Busy, Pair, Pin, Place, Problem
from allocation.refusals import PinsContradict
from allocation.solve import allocate
from allocation.why_not import NO_TEAM, why_not
from terms.allocation import Level
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person, problems


def test_a_closed_place_says_what_closes_it() -> None:
    pairs, busy = (Pair(1, 1, rules=("R01",)),), (Busy(1, 0, 1, 100),)
    problem = Problem((case(1, Place(LEAD, 1)),), (person(1),), pairs, busy, limits=AT_EASE)
    plan = allocate(problem, 1)
    answer = why_not(problem, plan, case=1, person=1, role=LEAD)
    assert (answer.bars, answer.prices, answer.costs_nothing) == (("NOT_FREE", "NOT_QUALIFIED", "R01"), (), False)
    assert why_not(problem, plan, case=1, person=1, role=MEMBER).bars == ("NO_SUCH_PLACE",)
    assert why_not(problem, plan, case=9, person=9, role=MEMBER).bars == ("NO_SUCH_PLACE",)
    elsewhere = replace(problem, cases=(case(1, Place(LEAD, 1), districts=(7,)),))
    assert why_not(elsewhere, plan, case=1, person=1, role=LEAD).bars == ("OUT_OF_REACH",)


def test_the_price_is_the_difference_at_each_level() -> None:
    problem = Problem((case(1),), (person(1, load=400), person(2, x=3)), limits=AT_EASE)
    plan = allocate(problem, 1)
    answer = why_not(problem, plan, case=1, person=1, role=MEMBER)
    worse = {price.level: price.worse for price in answer.prices}
    assert worse == {
        Level.URGENCY_STAFFED: 0,
        Level.APPEARANCES: 0,
        Level.CHANGES: 0,
        Level.WORST_SERVED: 0,
        Level.WORST_TENTH: 0,
        Level.HIGHEST_LOAD: 100,
        Level.LOAD_SPREAD: 100,
        Level.TRAVEL: -3,
        Level.FIT: 0,
    }
    assert not answer.costs_nothing


def test_staffing_lost_is_a_price_above_zero() -> None:
    cases = (case(1, weight=5), case(2, weight=20))
    problem = Problem(cases, (person(1, capacity=50),), limits=AT_EASE)
    answer = why_not(problem, allocate(problem, 1), case=1, person=1, role=MEMBER)
    assert (answer.prices[0].worse, answer.prices[0].forced.value) == (15, 5)


def test_an_equal_whom_the_lottery_left_out_costs_nothing() -> None:
    problem = Problem((case(1),), (person(1), person(2)), limits=AT_EASE)
    plan = allocate(problem, 1)
    for number in (1, 2):
        assert why_not(problem, plan, case=1, person=number, role=MEMBER).costs_nothing


def test_a_person_around_whom_no_team_can_be_built_says_so() -> None:
    problem = Problem((case(1, Place(MEMBER, 2)),), (person(1), person(2)), kin=((1, 2),), limits=AT_EASE)
    assert why_not(problem, allocate(problem, 1), case=1, person=1, role=MEMBER).bars == (NO_TEAM,)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_forcing_her_in_gives_that_price(problem: Problem) -> None:
    plan = allocate(problem, 1)
    wanted, who = problem.cases[0], problem.candidates[0]
    role = wanted.places[0].role
    answer = why_not(problem, plan, case=wanted.id, person=who.id, role=role)
    if answer.prices:
        forced = allocate(replace(problem, pins=(Pin(wanted.id, who.id, role),)), 1)
        assert [price.forced for price in answer.prices] == list(forced.levels)
        assert next((price.worse for price in answer.prices if price.worse), 0) >= 0
    elif answer.bars == (NO_TEAM,):
        with pytest.raises(PinsContradict) as refused:
            allocate(replace(problem, pins=(Pin(wanted.id, who.id, role),)), 1)
        assert refused.value.pins == ((wanted.id, who.id, role),)
