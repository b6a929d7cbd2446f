"""The goods of the worst-served cases: the least mean of points, and the mean of the worst tenth."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.problem import Pair, Place, Problem
from terms.allocation import Level
from tests.allocation.small import AT_EASE, MEMBER, REVIEWER, case, person, planned, reached, team, value

FIRST, WORST, TENTH, FIT = Level.URGENCY_STAFFED, Level.WORST_SERVED, Level.WORST_TENTH, Level.FIT


def points(who: int, on: int, number: int) -> Pair:
    """Return that a person brings so many points to a case."""
    return Pair(who, on, barred=False, points=number)


def own(served: dict[int, int]) -> Problem:
    """Return cases with one possible person each, who brings so many points; nobody where it is below zero."""
    pool = tuple(person(number, district=number) for number, brought in served.items() if brought >= 0)
    return Problem(
        tuple(case(number, districts=(number,)) for number in served),
        pool,
        tuple(points(one.id, one.id, served[one.id]) for one in pool),
        limits=AT_EASE,
    )


TWO = Problem(
    (case(1, effort=60), case(2, effort=60)),
    (person(1), person(2)),
    (points(1, 1, 5), points(1, 2, 2), points(2, 1, 2)),
    limits=AT_EASE,
)


def test_the_worst_served_case_comes_before_the_sum_of_fit() -> None:
    plan = planned(TWO)
    assert (team(plan, 1), team(plan, 2), value(plan, WORST), value(plan, FIT)) == ({2}, {1}, 2, 4)


def test_the_sum_of_fit_comes_first_where_the_order_says_so() -> None:
    plan = planned(replace(TWO, order=(FIRST, FIT, WORST)))
    assert (team(plan, 1), team(plan, 2), value(plan, WORST), value(plan, FIT)) == ({1}, {2}, 0, 5)


def test_staffing_a_case_badly_comes_before_serving_the_others_well() -> None:
    plan = planned(own({1: 3, 2: 0}))
    assert (value(plan, FIRST), value(plan, WORST)) == (20, 0)


def test_a_case_without_a_team_is_not_counted_as_served_badly() -> None:
    plan = planned(own({1: 3, 2: -1}))
    assert (value(plan, FIRST), value(plan, WORST), value(plan, TENTH)) == (10, 3, 3)


def test_where_nothing_is_staffed_nothing_is_served() -> None:
    lacking_one = Problem((case(1, Place(MEMBER, 2)),), (person(1),), (points(1, 1, 3),), limits=AT_EASE)
    for unstaffed in (own({1: -1}), lacking_one):
        plan = planned(unstaffed)
        assert (value(plan, FIRST), value(plan, WORST), value(plan, TENTH)) == (0, 0, 0)


@pytest.mark.parametrize(("places", "served"), [(1, 9), (2, 7)])
def test_a_case_is_served_as_well_as_it_can_be(places: int, served: int) -> None:
    pool = tuple(person(number) for number in range(1, 5))
    brought = tuple(points(number, 1, each) for number, each in ((1, 1), (2, 9), (3, 5)))
    plan = planned(Problem((case(1, Place(MEMBER, places)),), pool, brought, limits=AT_EASE))
    assert (value(plan, WORST), value(plan, TENTH)) == (served, served)


def test_the_points_of_a_team_are_divided_by_its_size() -> None:
    problem = Problem((case(1, Place(MEMBER, 2)),), (person(1), person(2)), (points(1, 1, 3),), limits=AT_EASE)
    plan = planned(problem)
    assert (reached(plan, WORST).value, reached(plan, WORST).scale) == (3, 2)
    assert (reached(plan, TENTH).value, reached(plan, TENTH).scale) == (3, 2)


def test_teams_of_several_sizes_are_compared_exactly() -> None:
    cases = (case(1, Place(MEMBER, 2), effort=100), case(2, Place(MEMBER, 3), effort=100))
    pool = tuple(person(number) for number in range(1, 6))
    fixed = (points(1, 1, 3), Pair(1, 2), points(2, 2, 4), Pair(2, 1))
    problem = Problem(cases, pool, fixed, limits=AT_EASE)
    worst = reached(planned(problem), WORST)
    assert (worst.value, worst.scale) == (8, 6)
    better = reached(planned(replace(problem, pairs=(*fixed, points(3, 2, 1)))), WORST)
    assert (better.value, better.scale) == (9, 6)


def test_a_reviewer_makes_a_team_no_larger_and_no_better() -> None:
    reviewed = case(1, Place(MEMBER, 1), Place(REVIEWER, 1))
    pool = (person(1), person(2, may_review=True))
    pairs = (points(1, 1, 3), Pair(2, 1, role=MEMBER), Pair(2, 1, role=REVIEWER, barred=False, points=9))
    assert value(planned(Problem((reviewed,), pool, pairs, limits=AT_EASE)), WORST) == 3


def test_a_case_that_is_only_reviewed_is_not_served_at_all() -> None:
    reviewed = case(2, Place(REVIEWER, 1))
    pool = (person(1), person(2, may_review=True))
    pairs = (points(1, 1, 3), Pair(2, 1))
    alone = planned(Problem((reviewed,), pool, limits=AT_EASE))
    assert (value(alone, FIRST), value(alone, WORST), value(alone, TENTH)) == (10, 0, 0)
    beside = planned(Problem((case(1), reviewed), pool, pairs, limits=AT_EASE))
    assert (value(beside, FIRST), value(beside, WORST), value(beside, TENTH)) == (20, 3, 3)


@pytest.mark.parametrize(
    ("number", "tenth"), [(10, Fraction(1)), (11, Fraction(3, 2)), (20, Fraction(3, 2)), (21, Fraction(2))]
)
def test_a_begun_tenth_of_the_cases_counts_as_whole(number: int, tenth: Fraction) -> None:
    plan = planned(replace(own({each: each for each in range(1, number + 1)}), order=(FIRST, TENTH, WORST)))
    assert Fraction(reached(plan, TENTH).value, reached(plan, TENTH).scale) == tenth
    assert value(plan, WORST) == 1


def test_cases_that_are_only_reviewed_make_the_tenth_no_larger() -> None:
    served = own({each: each for each in range(1, 11)})
    reviewed = replace(served, cases=(*served.cases, case(11, Place(REVIEWER, 1))))
    assert value(planned(reviewed), TENTH) == 1


def test_where_fewer_are_staffed_than_a_tenth_their_points_are_divided_by_the_tenth() -> None:
    plan = planned(own({1: 4} | dict.fromkeys(range(2, 12), -1)))
    assert (value(plan, WORST), value(plan, TENTH)) == (4, 2)


def test_where_the_worst_cannot_be_helped_the_second_worst_is() -> None:
    served = own({1: 0, 2: 3, 3: 4} | dict.fromkeys(range(4, 12), 9))
    helper = person(99, district=99)
    cases = tuple(
        replace(one, districts=(*one.districts, 99) if one.id in (2, 3) else one.districts) for one in served.cases
    )
    helped = replace(
        served,
        cases=tuple(replace(one, effort=100) for one in cases),
        candidates=(*served.candidates, helper),
        pairs=(*served.pairs, points(99, 2, 4), points(99, 3, 9)),
    )
    plan = planned(helped)
    assert (team(plan, 2), team(plan, 3), value(plan, WORST), value(plan, TENTH)) == ({99}, {3}, 0, 2)
    greedy = planned(replace(helped, order=(FIRST, WORST, FIT, TENTH)))
    assert (team(greedy, 2), team(greedy, 3), value(greedy, WORST)) == ({2}, {99}, 0)
    assert (reached(greedy, TENTH).value, reached(greedy, TENTH).scale) == (3, 2)


@settings(max_examples=25, deadline=None)
@given(choices=st.lists(st.lists(st.integers(0, 4), max_size=2), min_size=11, max_size=13))
def test_the_worst_tenth_is_as_good_as_the_best_choice_for_each_case(choices: list[list[int]]) -> None:
    cases = tuple(case(number, districts=(number,)) for number in range(len(choices)))
    offered = [(number, brought) for number, choice in enumerate(choices) for brought in choice]
    problem = Problem(
        cases,
        tuple(person(who, district=number) for who, (number, _) in enumerate(offered)),
        tuple(points(who, number, brought) for who, (number, brought) in enumerate(offered)),
        limits=AT_EASE,
        order=(FIRST, TENTH, WORST),
    )
    best = sorted(max(choice) for choice in choices if choice)
    plan = planned(problem)
    assert Fraction(reached(plan, TENTH).value, reached(plan, TENTH).scale) == Fraction(sum(best[:2]), 2)
    assert value(plan, WORST) == min(best, default=0)
