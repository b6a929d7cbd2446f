"""What the arrays say on every place is what judging each person alone says."""

import pytest
from hypothesis import HealthCheck, example, given, settings

from allocation import measures
from allocation.board import board_of
from allocation.calendars import Calendar
from allocation.canonical import canonical
from allocation.draft import Cost, start_draft
from allocation.moments import Moments
from allocation.openings import Chair, find_openings
from allocation.problem import Busy, Limits, Problem
from allocation.rules import investigates
from allocation.solve import allocate
from tests.allocation.small import AT_EASE, case, person, problems, staffed

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
NOTHING = Problem((), ())
AWAY_BEFORE = Problem((), (person(1),), busy=(Busy(1, -1, 1, 100),))


def one_by_one(problem: Problem) -> dict[Chair, Cost]:
    """Return the cost of each open chair, each judged alone."""
    cases, people = {one.id: one for one in problem.cases}, {one.id: one for one in problem.candidates}
    published = {(pin.case, pin.person, pin.role) for pin in problem.published}
    found = {}
    for chair, opening in find_openings(problem).open.items():
        on, who, role = cases[chair[0]], people[chair[1]], chair[2]
        found[chair] = Cost(
            appearance=problem.limits.waiver_weight * opening.waivers + opening.soft,
            travel=measures.travel(on, who, role),
            fit=measures.fit(on, who, role) + (opening.points if investigates(role) else 0),
            change=-1 if chair in published else 0,
        )
    return found


@MANY
@given(problem=problems())
@example(problem=NOTHING)
@example(problem=AWAY_BEFORE)
def test_every_open_place_has_the_cost_that_it_has_alone(problem: Problem) -> None:
    problem = canonical(problem)
    assert dict(start_draft(problem).costs) == one_by_one(problem)


@MANY
@given(problem=problems())
@example(problem=NOTHING)
@example(problem=AWAY_BEFORE)
def test_every_moment_is_as_its_first_day_is_in_the_calendar(problem: Problem) -> None:
    people = {one.id: number for number, one in enumerate(problem.candidates)}
    organs = {organ: number for number, organ in enumerate(sorted({one.organ for one in problem.candidates}))}
    moments, calendar = Moments(problem, people, organs), Calendar(problem)
    for day in moments.days[:-1]:
        at = moments.at[day]
        for one in problem.candidates:
            assert moments.booked[people[one.id], at] == min(100, calendar.booked(one.id, day))
            assert moments.away[people[one.id], at] == calendar.is_away(one.id, day)
            assert moments.may_leave[organs[one.organ], at] == calendar.may_leave(one.organ, day)


def test_any_number_of_people_may_stay_at_home_and_any_number_of_bookings_fills_a_day() -> None:
    many_at_home = Problem((case(1),), (person(1),), others_at_home=((1, 40_000),))
    assert staffed(allocate(many_at_home, 1)) == {1}
    booked_often = Problem((case(1),), (person(1),), busy=(Busy(1, 0, 14, 100),) * 400, limits=AT_EASE)
    assert staffed(allocate(booked_often, 1)) == set()


@pytest.mark.parametrize(("most_from", "most"), [(((5, 1), (77, 3)), [2, 1]), ((), [2, 2])])
def test_an_organ_of_nobody_has_no_row(most_from: tuple[tuple[int, int], ...], most: list[int]) -> None:
    problem = Problem((case(1, organ=4),), (person(1, organ=5),), limits=Limits(most_from=most_from))
    assert board_of(problem).organ_most.tolist() == most
