"""The engine reaches exactly what trying every plan reaches, at every level."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.check import check
from allocation.check_problem import validate
from allocation.problem import Limits, Pair, Place, Problem
from allocation.refusals import PinsContradict
from allocation.solve import allocate
from terms.refusals import Refusal
from tests.allocation.brute import best_values
from tests.allocation.small import MEMBER, case, person, pinned_problems, problems

MANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(problem=problems())
def test_every_level_is_the_best_of_all_plans(problem: Problem) -> None:
    plan = allocate(problem, 7)
    reached = tuple(Fraction(level.value, level.scale) for level in plan.levels)
    assert reached == best_values(problem)
    assert all(level.proven and level.bound == level.value for level in plan.levels)
    assert check(problem, plan) == ()


def test_a_level_with_nothing_to_decide_closes_nothing_for_the_next() -> None:
    needed = case(1, Place(MEMBER, 2), effort=60)
    people = (person(1, organ=1, capacity=50), person(2, organ=2, capacity=80), person(3, organ=3, capacity=80))
    waived = Pair(person=2, case=1, barred=False, waivers=1)
    limits = Limits(keep_at_home=0, plan_with_waivers=True, forbid_reciprocity=False)
    problem = Problem(cases=(needed,), candidates=people, pairs=(waived,), limits=limits)
    plan = allocate(problem, 7)
    assert [seat.person for seat in plan.seats] == [2, 3]
    assert tuple(Fraction(level.value, level.scale) for level in plan.levels) == best_values(problem)


@MANY
@given(problem=pinned_problems())
def test_pins_are_kept_at_the_best_price_or_refused_exactly_when_no_plan_keeps_them(problem: Problem) -> None:
    best = best_values(problem)
    try:
        validate(problem)
    except Refusal:
        assert best is None
        return
    if best is None:
        with pytest.raises(PinsContradict) as refused:
            allocate(problem, 7)
        assert {pin[:2] for pin in refused.value.pins} <= {(pin.case, pin.person) for pin in problem.pins}
        return
    plan = allocate(problem, 7)
    assert tuple(Fraction(level.value, level.scale) for level in plan.levels) == best
    assert check(problem, plan) == ()
