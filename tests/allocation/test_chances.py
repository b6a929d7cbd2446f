"""What the lot decides beside equal plans: near ties, and who sits out a sensitive case."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocation import engine
from allocation.canonical import canonical
from allocation.check import check
from allocation.check_values import level_values
from allocation.engine import engine_of
from allocation.lottery import sits_out, ticket, with_sitting_out
from allocation.openings import find_openings
from allocation.policy import PlanningPolicy, PlanningPolicyRefused
from allocation.problem import Pair, Pin, Problem
from allocation.refusals import DuplicateInProblem, NearTieUnfit, OutOfRange, PinClosed
from allocation.rules import BARRED, SITS_OUT
from allocation.solve import allocate
from allocation.why_not import why_not
from terms.allocation import MORE_IS_BETTER, Level
from tests.allocation.brute import best_values, every_plan
from tests.allocation.small import AT_EASE, MEMBER, case, person, problems, team
from verify.documents import GOODS

SOME = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(SOME, max_examples=15)
FIRST, LOAD, TRAVEL = Level.URGENCY_STAFFED, Level.HIGHEST_LOAD, Level.TRAVEL
NEAR_OR_FAR = Problem((case(1),), (person(1), person(2, x=4), person(3, x=9)), limits=AT_EASE)


def drawn(problem: Problem, seeds: int = 60) -> set[int]:
    """Return everybody who is drawn by one of the seeds."""
    plans = [allocate(problem, seed) for seed in range(seeds)]
    assert all(check(problem, plan) == () for plan in plans)
    return {number for plan in plans for number in team(plan)}


@pytest.mark.parametrize(("units", "who"), [(0, {1}), (3, {1}), (4, {1, 2}), (8, {1, 2}), (9, {1, 2, 3})])
def test_near_ties_are_drawn_by_lot(units: int, who: set[int]) -> None:
    assert drawn(replace(NEAR_OR_FAR, near_ties=((TRAVEL, units),))) == who


def test_a_near_tie_of_one_level_is_none_of_another() -> None:
    later_and_farther = replace(NEAR_OR_FAR, candidates=(person(1), person(2, x=4), person(3, load=100)))
    assert drawn(replace(later_and_farther, near_ties=((TRAVEL, 9),))) == {1, 2}
    assert drawn(replace(later_and_farther, near_ties=((LOAD, 100),))) == {1, 3}


def test_the_value_is_that_of_the_plan_and_the_bound_that_of_the_best() -> None:
    problem = replace(NEAR_OR_FAR, near_ties=((TRAVEL, 9),))
    levels = [next(one for one in allocate(problem, seed).levels if one.level is TRAVEL) for seed in range(40)]
    assert {(level.value, level.bound, level.proven, level.near) for level in levels} == {
        (value, 0, True, 9) for value in (0, 4, 9)
    }


@pytest.mark.parametrize("seed", range(4))
def test_a_price_is_set_against_the_plan_that_was_drawn(seed: int) -> None:
    problem = replace(NEAR_OR_FAR, near_ties=((TRAVEL, 9),))
    plan = allocate(problem, seed)
    (drawn_far,) = (level.value for level in plan.levels if level.level is TRAVEL)
    for who, far in ((1, 0), (2, 4), (3, 9)):
        answer = why_not(problem, plan, case=1, person=who, role=MEMBER)
        assert [price.worse for price in answer.prices if price.level is TRAVEL] == [far - drawn_far]


def nearest(problem: Problem, seed: int) -> set[tuple[int, int]]:
    """Return who sits where in the plan with the smallest sum of tickets of all that are near the best."""
    best, near = best_values(problem), dict(problem.near_ties)
    assert best is not None
    plans = {}
    for seats in every_plan(problem):
        values = level_values(problem, seats)
        worse = [
            (best[number] - values[level]) * (1 if level in MORE_IS_BETTER else -1) - near.get(level, 0)
            for number, level in enumerate(problem.order)
        ]
        if max(worse) <= 0:
            plans[seats] = sum(ticket((seat.case, seat.person, seat.role), seed) for seat in seats)
    least = min(plans, key=lambda seats: plans[seats])
    return {(seat.case, seat.person) for seat in least}


@st.composite
def with_near_ties(draw: st.DrawFn) -> Problem:
    """Draw a small problem with near ties at a few of its levels."""
    problem = draw(problems())
    near = draw(st.dictionaries(st.sampled_from(problem.order), st.integers(0, 60), max_size=4))
    return replace(problem, near_ties=tuple(near.items()))


@pytest.mark.no_cover
@SOME
@given(problem=with_near_ties(), seed=st.integers(0, 2**63 - 1))
def test_the_least_tickets_of_all_plans_near_the_best_are_drawn(problem: Problem, seed: int) -> None:
    plan = allocate(problem, seed)
    assert check(problem, plan) == ()
    assert {(seat.case, seat.person) for seat in plan.seats} == nearest(problem, seed)


@pytest.mark.parametrize(("modelled", "kind"), [(10_000, "Searched"), (-1, "InParts")])
def test_searched_plans_stay_within_near_ties(modelled: int, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MODEL_ALONE", -1)
    monkeypatch.setattr(engine, "MODELLED", modelled)

    @FEW
    @given(problem=with_near_ties(), seed=st.integers(0, 2**63 - 1))
    def stay(problem: Problem, seed: int) -> None:
        assert type(engine_of(canonical(problem), 60.0)).__name__ == kind
        plan, near = allocate(problem, seed), dict(problem.near_ties)
        assert check(problem, plan) == ()
        assert [level.near for level in plan.levels] == [
            near.get(level.level, 0) * level.scale for level in plan.levels
        ]

    stay()


def test_near_ties_are_refused_where_they_make_no_sense() -> None:
    with pytest.raises(OutOfRange):
        allocate(replace(NEAR_OR_FAR, near_ties=((TRAVEL, -1),)), 1)
    with pytest.raises(NearTieUnfit):
        allocate(replace(NEAR_OR_FAR, order=(FIRST,), near_ties=((TRAVEL, 1),)), 1)
    with pytest.raises(DuplicateInProblem):
        allocate(replace(NEAR_OR_FAR, near_ties=((TRAVEL, 1), (TRAVEL, 1))), 1)


def sensitive(most_chance: int, **more: Any) -> Problem:
    """Return a problem of one case of which nobody has a higher chance."""
    people = tuple(person(number) for number in range(1, 21))
    return Problem((replace(case(1), most_chance=most_chance),), people, limits=AT_EASE, **more)


@pytest.mark.parametrize("most", [20, 65, 92])
def test_nobody_is_open_with_a_higher_chance_than_the_cap(most: int) -> None:
    out: Counter[int] = Counter()
    for seed in range(1500):
        out.update(pair.person for pair in with_sitting_out(sensitive(most), seed).pairs)
    assert all(abs(1 - count / 1500 - most / 100) < 0.045 for count in out.values())
    assert len(out) == 20


def test_without_a_cap_nobody_sits_out() -> None:
    assert with_sitting_out(sensitive(100), 5) == sensitive(100)
    assert not any(sits_out(1, 2, seed, most_chance=100) for seed in range(1000))


def test_sitting_out_closes_the_place_and_says_so() -> None:
    problem = canonical(with_sitting_out(sensitive(50), 3))
    closed = {chair[1]: rules for chair, rules in find_openings(problem).closed.items()}
    assert closed
    assert set(closed.values()) == {(SITS_OUT,)}
    assert closed.keys().isdisjoint(team(allocate(sensitive(50), 3)))
    assert with_sitting_out(problem, 3) == problem


def test_who_is_pinned_or_published_does_not_sit_out() -> None:
    out = next(pair.person for pair in with_sitting_out(sensitive(50), 3).pairs)
    pin = Pin(1, out, MEMBER)
    for problem in (sensitive(50, pins=(pin,)), sensitive(50, published=(pin,))):
        assert out not in {pair.person for pair in with_sitting_out(problem, 3).pairs}
        plan = allocate(problem, 3)
        assert (team(plan), check(problem, plan)) == ({out}, ())


def test_other_findings_of_the_pair_stay() -> None:
    out = next(pair.person for pair in with_sitting_out(sensitive(50), 3).pairs)
    for pair, rules in (
        (Pair(out, 1), (BARRED, SITS_OUT)),
        (Pair(out, 1, rules=("R05",)), ("R05", SITS_OUT)),
        (Pair(out, 1, barred=False, soft=2), (SITS_OUT,)),
    ):
        problem = canonical(with_sitting_out(sensitive(50, pairs=(pair,)), 3))
        (found,) = (one for one in problem.pairs if one.person == out)
        assert (found.barred, found.rules, found.soft) == (True, rules, pair.soft)
    lead_only = sensitive(50, pairs=(Pair(out, 1, role=MEMBER, rules=("R05",)),))
    assert find_openings(canonical(with_sitting_out(lead_only, 3))).closed[1, out, MEMBER] == ("R05", SITS_OUT)


def test_the_check_finds_who_should_sit_out() -> None:
    problem = sensitive(50)
    plan = allocate(problem, 3)
    out = next(pair.person for pair in with_sitting_out(problem, 3).pairs)
    unfair = replace(plan, seats=(replace(plan.seats[0], person=out),))
    assert [(found.rule, found.person) for found in check(problem, unfair)] == [("SITS_OUT", out)]


def test_a_pin_of_a_plan_that_was_drawn_without_it_is_closed() -> None:
    problem = with_sitting_out(sensitive(50), 3)
    pin = Pin(1, next(pair.person for pair in problem.pairs), MEMBER)
    with pytest.raises(PinClosed) as refused:
        allocate(replace(problem, pins=(pin,)), 3)
    assert refused.value.rules == (SITS_OUT,)


@pytest.mark.parametrize("most", [0, 101])
def test_a_cap_is_a_chance_in_percent(most: int) -> None:
    with pytest.raises(OutOfRange):
        allocate(sensitive(most), 1)


def test_both_are_policy() -> None:
    policy = PlanningPolicy.from_json({"near_ties": {"TRAVEL": 20}, "most_chance": {"COMPLEX": 80}})
    assert PlanningPolicy.from_json(policy.to_json()) == policy
    assert set(GOODS) >= set(policy.to_json()["near_ties"])  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "wrong",
    [
        {"near_ties": {"LUCK": 1}},
        {"near_ties": {"TRAVEL": -1}},
        {"near_ties": {"TRAVEL": 1}, "order": ["URGENCY_STAFFED"]},
        {"near_ties": ["TRAVEL"]},
        {"most_chance": {"COMPLEX": 0}},
        {"most_chance": {"COMPLEX": 101}},
        {"most_chance": {"SECRET": 50}},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PlanningPolicyRefused):
        PlanningPolicy.from_json(wrong)
