"""The order of goods: what is preferred when nothing above it differs."""

from dataclasses import replace

import pytest

from allocation import bundles
from allocation.problem import Limits, Need, Pair, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, reached, staffed, team, value

AUDIT_AT_1 = (Need(Skill.AUDIT, 1),)


def test_the_heavier_case_is_staffed_and_two_light_ones_outweigh_it() -> None:
    pool = (person(1, capacity=50),)
    assert staffed(allocate(Problem((case(1, weight=5), case(2, weight=20)), pool, limits=AT_EASE), 1)) == {2}
    light = (case(1, weight=11, end=7), case(2, weight=11, start=7), case(3, weight=20))
    assert staffed(allocate(Problem(light, pool, limits=AT_EASE), 1)) == {1, 2}


def test_the_highest_load_comes_before_the_sum_of_loads_and_counts_availability() -> None:
    pool = (person(1, load=100, capacity=50), person(2, load=150))
    plan = allocate(Problem((case(1),), pool, limits=AT_EASE), 1)
    assert team(plan) == {2}
    assert value(plan, Level.HIGHEST_LOAD) == 250


def test_loads_by_odd_availability_stay_exact() -> None:
    plan = allocate(Problem((case(1, end=7),), (person(1, capacity=60),), limits=AT_EASE), 1)
    highest = reached(plan, Level.HIGHEST_LOAD)
    assert (highest.value, highest.scale) == (250, 3)
    assert plan.seats[0].load_after == 84


@pytest.mark.parametrize(("availability", "load"), [(None, 200), (100, 100), (20, 500), (5, 2000)])
def test_load_is_divided_by_availability_where_it_is_not_the_capacity(availability: int | None, load: int) -> None:
    pool = (person(1, capacity=50, availability=availability),)
    plan = planned(Problem((case(1),), pool, limits=AT_EASE))
    assert (value(plan, Level.HIGHEST_LOAD), plan.seats[0].load_after) == (load, load)


def test_availability_takes_nobody_off_a_case_and_sends_work_to_who_has_more_of_it() -> None:
    pool = (person(1, availability=10), person(2, availability=20))
    plan = allocate(Problem((case(1, effort=100),), pool, limits=AT_EASE), 1)
    assert team(plan) == {2}


def test_below_the_highest_load_work_goes_to_the_lower_tiers() -> None:
    pool = (person(1, load=5000, capacity=100), person(2, load=900), person(3, load=100))
    plan = allocate(Problem((case(1),), pool, limits=AT_EASE), 1)
    assert team(plan) == {3}


@pytest.mark.parametrize("many", [bundles.MANY, 0])
def test_several_cases_of_one_person_cost_more_than_each_alone(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MANY", many)
    cases = tuple(case(number, start=14 * number, end=14 * number + 14) for number in range(4))
    pool = (person(1), person(2), person(9, load=2000))
    plan = allocate(Problem(cases, pool, limits=Limits(keep_at_home=0, load_tier=100)), 1)
    assert sorted(seat.person for seat in plan.seats) == [1, 1, 2, 2]
    assert value(plan, Level.LOAD_SPREAD) == 19_000 + 100 + 100


def test_the_nearer_goes_and_a_reviewer_travels_nowhere() -> None:
    pool = (person(1, x=9), person(2, x=4), person(3, x=50, may_review=True))
    far = Pair(3, 1, role=MEMBER)
    plan = allocate(Problem((case(1, Place(MEMBER, 1), Place(REVIEWER, 1)),), pool, (far,), limits=AT_EASE), 1)
    assert team(plan) == {2, 3}
    assert value(plan, Level.TRAVEL) == 4


def test_the_fitter_goes_and_soft_findings_are_not_taken_off() -> None:
    pool = (person(1, skills=((Skill.AUDIT, 3),)), person(2, skills=((Skill.AUDIT, 2),)))
    problem = Problem((case(1, needs=AUDIT_AT_1),), pool, limits=AT_EASE)
    plan = allocate(problem, 1)
    assert (team(plan), value(plan, Level.FIT)) == ({1}, 3)
    assert plan.seats[0].covers == (Skill.AUDIT,)
    for_fit = replace(problem, pairs=(Pair(1, 1, barred=False, soft=2),), order=(Level.URGENCY_STAFFED, Level.FIT))
    other = allocate(for_fit, 1)
    assert (team(other), value(other, Level.FIT), other.seats[0].fit, other.seats[0].soft) == ({1}, 3, 3, 2)


@pytest.mark.parametrize(("grade", "points"), [(1, 0), (2, 1), (3, 2), (4, 3), (5, 3)])
def test_a_skill_far_above_the_need_brings_no_more_than_three_points(grade: int, points: int) -> None:
    pool = (person(1, skills=((Skill.AUDIT, grade),)), person(2, skills=((Skill.AUDIT, 2),)))
    needing = case(1, Place(MEMBER, 2), needs=(Need(Skill.AUDIT, 2),))
    plan = planned(Problem((needing,), pool, limits=AT_EASE))
    assert [seat.fit for seat in plan.seats] == [points, 1]
    assert value(plan, Level.FIT) == points + 1


@pytest.mark.parametrize(("role", "points"), [(None, 4), (MEMBER, 4), (LEAD, 0)])
def test_points_of_a_pair_count_in_its_role_or_in_every_role(role: AssignmentRole | None, points: int) -> None:
    pairs = (Pair(1, 1, role=role, barred=False, points=4),)
    plan = planned(Problem((case(1),), (person(1),), pairs, limits=AT_EASE))
    assert (value(plan, Level.FIT), plan.seats[0].fit) == (points, points)


def test_points_for_every_role_and_for_one_role_add_up_with_those_of_skills() -> None:
    pairs = (Pair(1, 1, barred=False, points=4), Pair(1, 1, role=MEMBER, barred=False, points=2))
    pool = (person(1, skills=((Skill.AUDIT, 1),)),)
    plan = planned(Problem((case(1, needs=AUDIT_AT_1),), pool, pairs, limits=AT_EASE))
    assert value(plan, Level.FIT) == 7


def test_a_reviewer_brings_no_points() -> None:
    pairs = (Pair(1, 1, barred=False, points=4),)
    plan = planned(Problem((case(1, Place(REVIEWER, 1)),), (person(1, may_review=True),), pairs, limits=AT_EASE))
    assert (value(plan, Level.FIT), plan.seats[0].fit) == (0, 0)


def test_the_seed_draws_among_equals_and_every_equal_can_be_drawn() -> None:
    problem = Problem((case(1),), (person(1), person(2), person(3)), limits=AT_EASE)
    drawn = {seed: team(allocate(problem, seed)) for seed in range(20)}
    assert {number for one in drawn.values() for number in one} == {1, 2, 3}
    assert drawn == {seed: team(allocate(problem, seed)) for seed in range(20)}


def test_a_problem_without_cases_or_people_has_an_empty_plan() -> None:
    plan = allocate(Problem((), ()), 1)
    assert (plan.seats, plan.shortages, [level.value for level in plan.levels]) == ((), (), [0] * 9)
    assert allocate(Problem((case(1),), ()), 1).shortages[0].candidates_left == 0


@pytest.mark.parametrize("many", [bundles.MANY, 0])
@pytest.mark.parametrize(("cases", "spread"), [(1, 0), (2, 100), (3, 300), (4, 600)])
def test_each_further_case_of_one_person_costs_more(
    many: int, cases: int, spread: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MANY", many)
    waiting = tuple(case(number, start=14 * number, end=14 * number + 14) for number in range(cases))
    plan = allocate(Problem(waiting, (person(1),), limits=Limits(keep_at_home=0, load_tier=100)), 1)
    assert value(plan, Level.LOAD_SPREAD) == spread
