"""Each rule across cases, on both sides: time, people at home, organs in turn."""

import pytest

from allocation.check import check
from allocation.problem import Busy, Limits, Pair, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from tests.allocation.small import AT_EASE, MEMBER, REVIEWER, case, person, planned, staffed, value


@pytest.mark.parametrize(("second_starts", "teams"), [(13, 1), (14, 2)])
def test_windows_are_half_open(second_starts: int, teams: int) -> None:
    cases = (case(1, end=14, effort=60), case(2, start=second_starts, end=30, effort=60))
    assert len(staffed(allocate(Problem(cases, (person(1),), limits=AT_EASE), 1))) == teams


@pytest.mark.parametrize(("capacity", "teams"), [(100, 2), (95, 1), (45, 0)])
def test_cases_at_once_never_take_more_than_the_capacity(capacity: int, teams: int) -> None:
    cases = (case(1, effort=50), case(2, effort=50))
    assert len(staffed(allocate(Problem(cases, (person(1, capacity=capacity),), limits=AT_EASE), 1))) == teams


@pytest.mark.parametrize(("effort", "start", "teams"), [(50, 5, {1}), (51, 5, set()), (100, 13, set()), (100, 14, {1})])
def test_what_is_booked_leaves_the_rest_of_the_time(effort: int, start: int, teams: set[int]) -> None:
    problem = Problem((case(1),), (person(1),), busy=(Busy(1, start, start + 3, effort),), limits=AT_EASE)
    assert staffed(allocate(problem, 1)) == teams


def test_a_booking_that_begins_while_two_cases_run_counts_against_both() -> None:
    cases = (case(1, effort=40), case(2, effort=40))
    booked = Problem(cases, (person(1),), busy=(Busy(1, 6, 7, 30),), limits=AT_EASE)
    free = Problem(cases, (person(1),), busy=(Busy(1, 6, 7, 20),), limits=AT_EASE)
    assert len(staffed(allocate(booked, 1))) == 1
    assert len(staffed(allocate(free, 1))) == 2


@pytest.mark.parametrize(("others", "teams"), [((), set()), (((7, 1),), {1})])
def test_somebody_full_time_stays_at_home(others: tuple[tuple[int, int], ...], teams: set[int]) -> None:
    problem = Problem((case(1),), (person(1, organ=7),), others_at_home=others)
    assert staffed(allocate(problem, 1)) == teams


@pytest.mark.parametrize(("others", "teams"), [((), set()), (((7, 1),), set()), (((7, 2),), {1})])
def test_an_organ_with_too_few_is_not_drawn_on_even_for_who_is_away_in_part(
    others: tuple[tuple[int, int], ...], teams: set[int]
) -> None:
    limits, busy = Limits(keep_at_home=2), (Busy(1, 0, 10, 10),)
    problem = Problem((case(1),), (person(1, organ=7),), busy=busy, others_at_home=others, limits=limits)
    plan = allocate(problem, 1)
    assert staffed(plan) == teams
    assert check(problem, plan) == ()


def test_who_is_away_in_part_for_the_whole_window_leaves_nobody_fewer_at_home() -> None:
    problem = Problem((case(1),), (person(1, organ=7),), busy=(Busy(1, 0, 14, 10),))
    assert staffed(allocate(problem, 1)) == {1}
    few = Problem(problem.cases, problem.candidates, busy=problem.busy, limits=Limits(keep_at_home=2))
    assert staffed(allocate(few, 1)) == set()


@pytest.mark.parametrize(("second_starts", "teams"), [(13, 1), (14, 2)])
def test_two_of_a_two_person_organ_are_never_away_at_once(second_starts: int, teams: int) -> None:
    cases = (case(1, effort=60), case(2, start=second_starts, end=30, effort=60))
    pool = (person(1, organ=7), person(2, organ=7))
    assert len(staffed(allocate(Problem(cases, pool), 1))) == teams


def test_one_person_on_two_cases_is_away_once() -> None:
    pool = (person(1, organ=7), person(2, organ=7))
    plan = allocate(Problem((case(1), case(2)), pool), 1)
    assert staffed(plan) == {1, 2}
    assert len({seat.person for seat in plan.seats}) == 1


@pytest.mark.parametrize(("at_home", "teams"), [(False, set()), (True, {1})])
def test_a_colleague_on_leave_does_not_stay_at_home_and_one_on_home_duty_does(at_home: bool, teams: set[int]) -> None:  # noqa: FBT001
    pool = (person(1, organ=7), person(2, organ=7))
    busy = (Busy(2, 5, 6, 100, at_home=at_home),)
    assert staffed(allocate(Problem((case(1),), pool, busy=busy), 1)) == teams


@pytest.mark.parametrize(("share", "teams"), [(False, set()), (True, {1})])
def test_a_share_of_her_time_elsewhere_keeps_nobody_from_staying_and_another_case_does(
    share: bool,  # noqa: FBT001
    teams: set[int],
) -> None:
    pool = (person(1, organ=7), person(2, organ=7, capacity=5))
    elsewhere = Problem((case(1),), pool, busy=(Busy(2, 0, 14, 5, share=share),))
    assert staffed(planned(elsewhere)) == teams
    herself = Problem((case(1),), pool[:1], busy=(Busy(1, 0, 14, 5, share=share),))
    assert staffed(planned(herself)) == {1} - teams


def test_who_is_away_in_part_already_may_be_drawn_and_must_be_home_when_it_ends() -> None:
    pool = (person(1, organ=7), person(2, organ=7, capacity=5))
    away = (Busy(1, 0, 20, 10), Busy(2, 0, 20, 100))
    back = (Busy(1, 0, 10, 10), Busy(2, 0, 20, 100))
    assert staffed(allocate(Problem((case(1),), pool, busy=away), 1)) == {1}
    assert staffed(allocate(Problem((case(1),), pool, busy=back), 1)) == set()


@pytest.mark.parametrize(("full_time_colleague", "teams"), [(True, {1}), (False, set())])
def test_a_part_time_person_is_drawn_only_if_somebody_full_time_stays(
    full_time_colleague: bool,  # noqa: FBT001
    teams: set[int],
) -> None:
    pool = (person(1, organ=7, full_time=False), person(2, organ=7, full_time=full_time_colleague, capacity=5))
    assert staffed(allocate(Problem((case(1),), pool), 1)) == teams


@pytest.mark.parametrize(("forbidden", "teams", "pairs"), [(True, 1, 0), (False, 2, 1)])
def test_two_organs_do_not_investigate_each_other(forbidden: bool, teams: int, pairs: int) -> None:  # noqa: FBT001
    at_their_own = (Pair(1, 2), Pair(2, 1))
    cases, pool = (case(1, organ=2), case(2, organ=1)), (person(1, organ=1), person(2, organ=2))
    limits = Limits(keep_at_home=0, forbid_reciprocity=forbidden, reciprocity_weight=1)
    plan = allocate(Problem(cases, pool, at_their_own, limits=limits), 1)
    assert (len(staffed(plan)), value(plan, Level.APPEARANCES)) == (teams, pairs)


@pytest.mark.parametrize(("forbidden", "teams", "pairs"), [(True, 0, 0), (False, 1, 1)])
@pytest.mark.parametrize(("own", "other"), [(1, 2), (2, 1)])
def test_what_was_handled_before_counts(own: int, other: int, forbidden: bool, teams: int, pairs: int) -> None:  # noqa: FBT001
    limits = Limits(keep_at_home=0, forbid_reciprocity=forbidden, reciprocity_weight=1)
    problem = Problem((case(1, organ=other),), (person(1, organ=own),), handled_before=((other, own),), limits=limits)
    plan = allocate(problem, 1)
    assert (len(staffed(plan)), value(plan, Level.APPEARANCES)) == (teams, pairs)


def test_having_handled_an_organ_before_closes_nothing() -> None:
    problem = Problem((case(1, organ=2),), (person(1, organ=1),), handled_before=((1, 2),), limits=AT_EASE)
    assert staffed(allocate(problem, 1)) == {1}


def test_a_reviewer_investigates_no_organ() -> None:
    pool = (person(1, organ=1, may_review=True),)
    problem = Problem((case(1, Place(REVIEWER, 1), organ=2),), pool, handled_before=((2, 1),), limits=AT_EASE)
    assert staffed(allocate(problem, 1)) == {1}


def test_people_may_investigate_at_home_again_and_again() -> None:
    problem = Problem((case(1, Place(MEMBER, 1), organ=1),), (person(1, organ=1),), handled_before=((1, 1),))
    eased = Problem(problem.cases, problem.candidates, handled_before=problem.handled_before, limits=AT_EASE)
    assert staffed(allocate(eased, 1)) == {1}
