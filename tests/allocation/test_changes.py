"""The good of few changes: published seats are kept where nothing above speaks against it."""

from dataclasses import replace

import pytest

from allocation.problem import Busy, Pair, Pin, Place, Problem
from terms.allocation import Level
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person, planned, team, value

POOL = (person(1, load=5000, x=50), person(2))
PUBLISHED = Problem((case(1),), POOL, published=(Pin(1, 1, MEMBER),), limits=AT_EASE)


def test_who_was_published_stays_though_she_is_more_loaded_and_farther() -> None:
    plan = planned(PUBLISHED)
    assert (team(plan), value(plan, Level.CHANGES)) == ({1}, 0)
    assert team(planned(replace(PUBLISHED, published=()))) == {2}


def test_a_soft_finding_takes_a_published_seat_away() -> None:
    plan = planned(replace(PUBLISHED, pairs=(Pair(1, 1, barred=False, soft=1),)))
    assert (team(plan), value(plan, Level.CHANGES)) == ({2}, 1)


def test_load_takes_it_away_where_the_order_has_load_first() -> None:
    plan = planned(replace(PUBLISHED, order=(Level.URGENCY_STAFFED, Level.HIGHEST_LOAD, Level.CHANGES)))
    assert (team(plan), value(plan, Level.CHANGES)) == ({2}, 1)


@pytest.mark.parametrize(
    "changed",
    [
        replace(PUBLISHED, busy=(Busy(1, 0, 1, 100),)),
        replace(PUBLISHED, candidates=POOL[1:]),
        replace(PUBLISHED, published=(Pin(1, 1, LEAD),)),
        replace(PUBLISHED, candidates=POOL[:1], published=(Pin(1, 1, LEAD),)),
        replace(PUBLISHED, published=(Pin(1, 1, LEAD), Pin(1, 2, MEMBER))),
        replace(PUBLISHED, published=(Pin(1, 1, MEMBER), Pin(1, 2, MEMBER))),
        replace(PUBLISHED, cases=(case(1, Place(MEMBER, 3)),)),
    ],
    ids=[
        "who is away",
        "who is unknown",
        "a role no longer wanted",
        "another role",
        "one of two roles",
        "a second of one place",
        "an unstaffed case",
    ],
)
def test_each_of_these_changes_one_seat(changed: Problem) -> None:
    assert value(planned(changed), Level.CHANGES) == 1


def test_nobody_is_put_into_another_role_than_was_published_without_need() -> None:
    pool = (person(1, may_lead=True), person(2, may_lead=True))
    wanted = case(1, Place(LEAD, 1), Place(MEMBER, 1))
    for leader, member in ((1, 2), (2, 1)):
        seats = (Pin(1, leader, LEAD), Pin(1, member, MEMBER))
        plan = planned(Problem((wanted,), pool, published=seats, limits=AT_EASE))
        assert [(seat.role, seat.person) for seat in plan.seats] == [(LEAD, leader), (MEMBER, member)]
        assert value(plan, Level.CHANGES) == 0


def test_as_many_published_seats_are_kept_as_can_be_kept_together() -> None:
    cases = (case(1, effort=60), case(2, effort=60, start=7, end=21), case(3, effort=60, start=14, end=28))
    published = tuple(Pin(number, 1, MEMBER) for number in (1, 2, 3))
    pool = (person(1), person(2), person(3))
    plan = planned(Problem(cases, pool, published=published, limits=AT_EASE))
    assert {seat.case for seat in plan.seats if seat.person == 1} == {1, 3}
    assert value(plan, Level.CHANGES) == 1
