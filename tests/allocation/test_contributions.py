"""Why this team: the shares of the seats add up to each level's value, and what binds is what the level is."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.check_values import level_values
from allocation.contributions import ADDED_UP, Contribution, contributions
from allocation.problem import Limits, Need, Pair, Pin, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.allocation.brute import every_plan
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, problems


def brought(problem: Problem, level: Level) -> dict[tuple[int, int, AssignmentRole], Contribution]:
    """Return what each seat of the plan brings to one level."""
    found = contributions(problem, planned(problem).seats)
    return {
        (seat.case, seat.person, seat.role): one for seat in found.seats for one in seat.levels if one.level is level
    }


def amounts(problem: Problem, level: Level) -> list[Fraction | None]:
    """Return the amounts of all seats in the plan's order."""
    return [one.amount for one in brought(problem, level).values()]


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_shares_add_up_and_what_binds_is_the_level(problem: Problem) -> None:
    for seats in [*every_plan(problem)][:20]:
        values, found = level_values(problem, seats), contributions(problem, seats)
        apart = {one.level: one.amount for one in found.apart}
        assert [seat.levels for seat in found.seats if [one.level for one in seat.levels] != [*problem.order]] == []
        for level, value in values.items():
            of_seats = [one for seat in found.seats for one in seat.levels if one.level is level]
            brings = [one.amount for one in of_seats if one.amount is not None]
            if level in ADDED_UP:
                assert sum(brings, start=apart[level] or Fraction(0)) == value
                assert not any(one.binds for one in of_seats)
            elif level is Level.WORST_TENTH:
                assert all(one.binds is (one.amount == min(brings)) for one in of_seats if one.amount is not None)
            else:
                assert all(one.binds is (one.amount == value) for one in of_seats)


def test_a_case_is_staffed_by_all_its_seats_alike() -> None:
    problem = Problem((case(1, Place(MEMBER, 2), weight=5),), (person(1), person(2)), limits=AT_EASE)
    assert amounts(problem, Level.URGENCY_STAFFED) == [Fraction(5, 2), Fraction(5, 2)]


def test_organs_in_turn_are_shared_by_those_who_handle_so() -> None:
    limits = Limits(keep_at_home=0, forbid_reciprocity=False, reciprocity_weight=3)
    cases = (case(1, Place(MEMBER, 2), organ=1), case(2, organ=2))
    pool = (person(1, organ=2), person(2, organ=2), person(3, organ=1))
    pairs = (Pair(1, 1, barred=False, soft=2), Pair(1, 2), Pair(2, 2), Pair(3, 1))
    problem = Problem(cases, pool, pairs, limits=limits)
    assert amounts(problem, Level.APPEARANCES) == [Fraction(3), Fraction(1), Fraction(1)]


def test_a_lost_published_seat_is_shared_by_who_came_and_stays_apart_without_a_team() -> None:
    published = (Pin(1, 9, MEMBER), Pin(2, 9, MEMBER))
    cases = (case(1, effort=60), case(2, Place(MEMBER, 2), effort=60))
    problem = Problem(cases, (person(1), person(9, capacity=50)), published=published, limits=AT_EASE)
    found = contributions(problem, allocate(problem, 1).seats)
    ((seat,), apart) = found.seats, {one.level: one.amount for one in found.apart}
    assert [one.amount for one in seat.levels if one.level is Level.CHANGES] == [1]
    assert apart[Level.CHANGES] == 1


def test_the_spread_of_a_load_is_shared_by_work_beside_what_was_there_before() -> None:
    limits = Limits(keep_at_home=0, load_tier=50)
    cases = (case(1, end=7, effort=50), case(2, start=7, end=28, effort=50))
    problem = Problem(cases, (person(1, load=60),), limits=limits)
    found = contributions(problem, planned(problem).seats)
    apart = {one.level: one.amount for one in found.apart}
    assert apart[Level.LOAD_SPREAD] == 10
    whole = sum(260 - above for above in (50, 100, 150, 200, 250)) - 10
    assert amounts(problem, Level.LOAD_SPREAD) == [Fraction(whole, 4), Fraction(whole * 3, 4)]


def test_the_worst_served_case_and_the_highest_load_bind() -> None:
    needs = (Need(Skill.AUDIT, 1),)
    cases = (case(1, Place(MEMBER, 1), Place(REVIEWER, 1), needs=needs), case(2, needs=needs))
    pool = (
        person(1, skills=((Skill.AUDIT, 3),)),
        person(2, skills=((Skill.AUDIT, 1),), load=900),
        person(3, may_review=True),
    )
    pairs = (Pair(1, 2), Pair(2, 1), Pair(3, 2))
    limits = Limits(keep_at_home=0, reviews_take_time=False)
    problem = Problem(cases, pool, pairs, limits=limits)
    worst, load = brought(problem, Level.WORST_SERVED), brought(problem, Level.HIGHEST_LOAD)
    assert [(one.amount, one.binds) for one in worst.values()] == [(3, False), (None, False), (1, True)]
    assert [(one.amount, one.binds) for one in load.values()] == [(100, False), (None, False), (1000, True)]


def test_travel_and_fit_are_of_the_team_alone() -> None:
    needed = case(1, Place(LEAD, 1), Place(REVIEWER, 1), needs=(Need(Skill.LAW, 1),), x=4)
    pool = (person(1, may_lead=True, skills=((Skill.LAW, 2),)), person(2, may_review=True, x=9))
    problem = Problem((needed,), pool, (Pair(1, 1, barred=False, points=5),), limits=AT_EASE)
    assert amounts(problem, Level.TRAVEL) == [4, 0]
    assert amounts(problem, Level.FIT) == [7, 0]
