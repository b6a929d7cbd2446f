"""The engine reaches exactly what trying every plan reaches, at every level."""

from collections import defaultdict
from dataclasses import fields
from fractions import Fraction

import pytest
from hypothesis import given

from allocation.canonical import canonical
from allocation.check import check
from allocation.check_problem import validate
from allocation.check_values import level_values
from allocation.openings import Chair
from allocation.plan import Plan
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Pair, Place, Problem
from allocation.refusals import PinsContradict
from allocation.search import improve
from allocation.solve import allocate, solve_levels
from terms.allocation import Level
from terms.refusals import Refusal
from tests.allocation.brute import best_of, best_values, decides, deciding, survey
from tests.allocation.conftest import use
from tests.allocation.small import MEMBER, case, drawn, person, pinned_problems, problems
from tests.allocation.sound import assert_sound

Row = Limits | CaseToStaff | Candidate | Pair | Busy
RULES = {"BARRED", "NOT_QUALIFIED", "OUT_OF_REACH", "TWO_ROLES", "R29", "R31", "R34", "R39", "R43", "R44", "R46"}
RULES |= {"R23", "R24", "MOST_FROM_ONE_ORGAN", "MOST_REVIEWS"}
"""What the independent check can find in the seats of a problem without pins, if each place is filled."""


@pytest.mark.no_cover
def test_every_rule_level_and_limit_matters_and_every_level_is_the_best() -> None:
    rules: set[str] = set()
    levels: set[Level] = set()
    values: dict[str, set[object]] = defaultdict(set)

    @drawn(900)
    @given(problem=problems())
    def compare(problem: Problem) -> None:
        plan = allocate(problem, 7)
        reached = tuple(Fraction(level.value, level.scale) for level in plan.levels)
        legal, biting = survey(problem)
        plans = [level_values(problem, seats) for seats in legal]
        assert reached == best_of(problem, plans)
        assert all(level.proven and level.bound == level.value for level in plan.levels)
        assert check(problem, plan) == ()
        rules.update(rule for rule in sorted(biting - rules) if decides(problem, rule, reached))
        levels.update(deciding(problem, plans))
        rows: list[Row] = [problem.limits, *problem.cases, *problem.candidates, *problem.pairs, *problem.busy]
        for row in rows:
            for field in fields(row):
                values[f"{type(row).__name__}.{field.name}"].add(getattr(row, field.name))

    compare()
    assert (rules, levels) == (RULES, set(Level))
    by_lot = {"CaseToStaff.most_chance"}  # what the lot closes is no part of the problem; see test_chances.py
    assert {name for name, seen in values.items() if len(seen) == 1} == by_lot


@pytest.mark.no_cover
@pytest.mark.usefixtures("large")
@drawn(100)
@given(problem=problems())
def test_what_the_search_finds_is_within_its_bounds_and_they_hold_for_all_plans(problem: Problem) -> None:
    solution = solve_levels(canonical(problem), seed=7)
    assert solution is not None
    assert_sound(problem, solution)


def test_a_level_with_nothing_to_decide_closes_nothing_for_the_next() -> None:
    needed = case(1, Place(MEMBER, 2), effort=60)
    people = (person(1, organ=1, capacity=50), person(2, organ=2, capacity=80), person(3, organ=3, capacity=80))
    waived = Pair(person=2, case=1, barred=False, waivers=1)
    limits = Limits(keep_at_home=0, plan_with_waivers=True, forbid_reciprocity=False)
    problem = Problem(cases=(needed,), candidates=people, pairs=(waived,), limits=limits)
    plan = allocate(problem, 7)
    assert [seat.person for seat in plan.seats] == [2, 3]
    assert tuple(Fraction(level.value, level.scale) for level in plan.levels) == best_values(problem)


@pytest.mark.no_cover
@drawn(300)
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


@drawn(150)
@given(problem=pinned_problems())
def test_in_parts_pins_are_kept_or_refused_exactly_when_no_plan_keeps_them(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        use("in parts", patch)
        patch.setattr(improve, "ROUNDS_PER_CASE", 0)  # so that nothing but the model can find a plan
        named: set[Chair] = set()
        try:
            plan: Plan | None = allocate(problem, 7)
        except PinsContradict as refusal:
            plan, named = None, set(refusal.pins)
        except Refusal:
            plan = None
    assert named <= {(pin.case, pin.person, pin.role) for pin in problem.pins}
    assert (plan is None) is (best_values(problem) is None)
    assert plan is None or check(problem, plan) == ()
