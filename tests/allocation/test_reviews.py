"""Reviewers: how many cases one person reviews, and whether a review takes her time."""

from dataclasses import replace

import pytest

from allocation.plan import ShortageReason
from allocation.problem import Busy, Limits, Pair, Pin, Place, Problem
from allocation.why_not import why_not
from terms.allocation import Level
from tests.allocation.small import MEMBER, REVIEWER, case, person, planned, staffed, value

TIMELESS = Limits(keep_at_home=0, reviews_take_time=False)
TIMELY = Limits(keep_at_home=0)
EITHER = pytest.mark.parametrize("limits", [TIMELESS, TIMELY])
REVIEWED = tuple(
    case(number, Place(REVIEWER, 1), start=20 * number, end=20 * number + 14, weight=weight)
    for number, weight in ((1, 10), (2, 20), (3, 40))
)
AT_ONCE = (case(1, Place(REVIEWER, 1), effort=60), case(2, Place(REVIEWER, 1), effort=60, weight=20))


@EITHER
@pytest.mark.parametrize(("most", "cases"), [(None, {1, 2, 3}), (3, {1, 2, 3}), (2, {2, 3}), (1, {3}), (0, set())])
def test_nobody_reviews_more_cases_than_she_may(limits: Limits, most: int | None, cases: set[int]) -> None:
    problem = Problem(REVIEWED, (person(1, may_review=True, most_reviews=most),), limits=limits)
    assert staffed(planned(problem)) == cases


def test_a_limit_on_reviews_limits_no_other_work() -> None:
    cases = (case(1, start=0, end=7), case(2, start=7, end=14), REVIEWED[0], REVIEWED[1])
    cases = (replace(cases[0], id=8), replace(cases[1], id=9), *cases[2:])
    plan = planned(Problem(cases, (person(1, may_review=True, most_reviews=1),), limits=TIMELY))
    assert [(seat.case, seat.role) for seat in plan.seats] == [(2, REVIEWER), (8, MEMBER), (9, MEMBER)]


def test_who_may_review_no_case_at_all_has_no_such_place_open() -> None:
    problem = Problem(REVIEWED[:1], (person(1, may_review=True, most_reviews=0),), limits=TIMELY)
    plan = planned(problem)
    (shortage,) = plan.shortages
    assert (shortage.reason, shortage.candidates_left) == (ShortageReason.ROLE, 0)
    assert shortage.barred_by_rule == (("MOST_REVIEWS", 1),)
    assert why_not(problem, plan, case=1, person=1, role=REVIEWER).bars == ("MOST_REVIEWS",)


@EITHER
def test_a_case_whose_reviewer_has_reviewed_enough_gives_way_to_another(limits: Limits) -> None:
    problem = Problem(REVIEWED[:2], (person(1, may_review=True, most_reviews=1),), limits=limits)
    (shortage,) = planned(problem).shortages
    assert (shortage.case, shortage.alone, shortage.gives_way_to) == (1, False, (2,))
    assert (shortage.reason, shortage.role) == (ShortageReason.ROLE, REVIEWER)
    assert (shortage.places_missing, shortage.candidates_left) == (1, 0)
    assert shortage.barred_by_rule == (("MOST_REVIEWS", 1),)


@pytest.mark.parametrize(("limits", "cases"), [(TIMELESS, {1, 2}), (TIMELY, {2})])
def test_two_reviews_at_once_fit_where_they_take_no_time(limits: Limits, cases: set[int]) -> None:
    assert staffed(planned(Problem(AT_ONCE, (person(1, may_review=True),), limits=limits))) == cases


@pytest.mark.parametrize(("limits", "cases"), [(TIMELESS, {1, 2}), (TIMELY, {2})])
def test_a_review_leaves_time_for_a_case_where_it_takes_none(limits: Limits, cases: set[int]) -> None:
    beside = (AT_ONCE[0], case(2, effort=60, weight=20))
    assert staffed(planned(Problem(beside, (person(1, may_review=True),), limits=limits))) == cases


@pytest.mark.parametrize(("limits", "cases"), [(TIMELESS, {1}), (TIMELY, set())])
def test_who_is_away_reviews_where_it_takes_no_time(limits: Limits, cases: set[int]) -> None:
    busy = (Busy(1, 0, 30, 100),)
    problem = Problem(AT_ONCE[:1], (person(1, may_review=True),), busy=busy, limits=limits)
    assert staffed(planned(problem)) == cases


@pytest.mark.parametrize(("takes_time", "cases"), [(False, {1}), (True, set())])
def test_a_reviewer_stays_at_home_where_it_takes_no_time(takes_time: bool, cases: set[int]) -> None:  # noqa: FBT001
    limits = Limits(keep_at_home=1, reviews_take_time=takes_time)
    assert staffed(planned(Problem(AT_ONCE[:1], (person(1, may_review=True),), limits=limits))) == cases


@pytest.mark.parametrize(("limits", "load", "spread"), [(TIMELESS, 100, 0), (TIMELY, 200, 100)])
def test_a_review_is_load_where_it_takes_time(limits: Limits, load: int, spread: int) -> None:
    pool = (person(1, may_review=True, load=100),)
    plan = planned(Problem(REVIEWED[:1], pool, limits=replace(limits, load_tier=100)))
    assert (value(plan, Level.HIGHEST_LOAD), plan.seats[0].load_after) == (load, load)
    assert value(plan, Level.LOAD_SPREAD) == spread


def test_her_other_cases_are_load_where_her_reviews_take_no_time() -> None:
    plan = planned(Problem((REVIEWED[0], case(9)), (person(1, may_review=True),), limits=TIMELESS))
    assert [(seat.role, seat.load_after) for seat in plan.seats] == [(REVIEWER, 100), (MEMBER, 100)]
    assert value(plan, Level.HIGHEST_LOAD) == 100


def test_reviews_that_take_no_time_are_never_pinned_over_her_capacity() -> None:
    pins = (Pin(1, 1, REVIEWER), Pin(2, 1, REVIEWER))
    problem = Problem(AT_ONCE, (person(1, may_review=True),), pins=pins, limits=TIMELESS)
    assert staffed(planned(problem)) == {1, 2}


def test_a_review_that_takes_no_time_keeps_nobody_from_another_case() -> None:
    cases = (
        case(1, Place(REVIEWER, 1), effort=100, weight=40),
        case(2, Place(MEMBER, 2), effort=100),
        case(3, effort=100, weight=20),
    )
    pool = (person(1, may_review=True), person(2))
    plan = planned(Problem(cases, pool, kin=((1, 2),), limits=TIMELESS))
    assert staffed(plan) == {1, 3}
    (shortage,) = plan.shortages
    assert (shortage.case, shortage.alone, shortage.team_rules) == (2, True, ("R29",))


def test_what_keeps_a_case_from_its_team_is_not_a_review_that_takes_no_time() -> None:
    cases = (
        case(1, Place(REVIEWER, 1), effort=100),
        case(2, effort=100, weight=20),
        case(3, Place(MEMBER, 2), effort=100),
    )
    pool = (person(1, may_review=True), person(2))
    (shortage,) = planned(Problem(cases, pool, (Pair(1, 2),), limits=TIMELESS)).shortages
    assert (shortage.case, shortage.alone, shortage.gives_way_to) == (3, False, (2,))
    assert (shortage.places_missing, shortage.candidates_left) == (1, 1)
    assert shortage.barred_by_rule == (("NOT_FREE", 1),)
