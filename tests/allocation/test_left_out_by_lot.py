"""Whoever was in the draw, near ties included, is said to be left out by the lot, and nobody else is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation import why_not as asking
from allocation.check_values import level_values
from allocation.problem import Problem
from allocation.solve import allocate
from allocation.why_not import why_not
from terms.allocation import MORE_IS_BETTER
from tests.allocation.brute import best_values, every_plan
from tests.allocation.small import MEMBER
from tests.allocation.test_chances import NEAR_OR_FAR, SOME, TRAVEL, drawn, with_near_ties


@pytest.mark.parametrize("units", [3, 4, 9])
def test_who_was_in_the_draw_within_a_near_tie_is_said_to_be_left_out_by_the_lot(units: int) -> None:
    problem = replace(NEAR_OR_FAR, near_ties=((TRAVEL, units),))
    for seed in range(4):
        plan = allocate(problem, seed)
        answers = {who: why_not(problem, plan, case=1, person=who, role=MEMBER) for who in (1, 2, 3)}
        assert {who for who, answer in answers.items() if answer.by_lot} == drawn(problem)
        (now,) = (one for one in plan.levels if one.level is TRAVEL)
        for answer in answers.values():
            (price,) = (one for one in answer.prices if one.level is TRAVEL)
            assert price.proven is now.is_best is (now.value == 0)


@pytest.mark.no_cover
@SOME
@given(problem=with_near_ties(), seed=st.integers(0, 2**63 - 1))
def test_left_out_by_the_lot_is_who_sits_in_a_plan_that_is_near_the_best(problem: Problem, seed: int) -> None:
    plan, best, near = allocate(problem, seed), best_values(problem), dict(problem.near_ties)
    assert best is not None
    wanted, who = problem.cases[0], problem.candidates[0]
    role = wanted.places[0].role
    answer = why_not(problem, plan, case=wanted.id, person=who.id, role=role)
    assert answer.by_lot is any(
        (wanted.id, who.id, role) in {(seat.case, seat.person, seat.role) for seat in seats}
        and all(
            (right - values[level]) * (1 if level in MORE_IS_BETTER else -1) <= near.get(level, 0)
            for right, level in zip(best, problem.order, strict=True)
        )
        for seats in every_plan(problem)
        for values in (level_values(problem, seats),)
    )


def test_where_the_best_is_not_proven_or_the_problem_too_large_the_lot_is_not_said_to_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = replace(NEAR_OR_FAR, near_ties=((TRAVEL, 3),))
    plan = allocate(problem, 1)
    unproven = replace(plan, levels=tuple(replace(one, proven=False, bound=one.value - 1) for one in plan.levels))
    assert why_not(problem, plan, case=1, person=3, role=MEMBER).by_lot is False
    assert why_not(problem, unproven, case=1, person=3, role=MEMBER).by_lot is None
    assert why_not(problem, unproven, case=1, person=1, role=MEMBER).by_lot is True
    monkeypatch.setattr(asking, "MODELLED", 0)
    assert why_not(problem, plan, case=1, person=3, role=MEMBER).by_lot is None
