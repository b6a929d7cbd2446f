"""Substitutes and stand-bys: none barred, the whole plan judged, who follows whom, and the exact price."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from allocation.check import violations
from allocation.check_values import level_values
from allocation.openings import Chair
from allocation.problem import Busy, Need, Pair, Pin, Place, Problem
from allocation.repair import Option, repair
from allocation.solve import allocate
from allocation.stand_bys import reserves
from allocation.substitutes import Substitute, stand_ins, substitutes
from allocation.vacancies import Loss, Move, chair_of
from terms.allocation import MORE_IS_BETTER, Level
from terms.people import Skill
from tests.allocation.brute import every_plan
from tests.allocation.small import AT_EASE, LEAD, MEMBER, RECORDS, case, person, problems

SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
AUDIT = ((Skill.AUDIT, 1),)
WANTED = (case(1, needs=(Need(Skill.AUDIT, 1),), effort=60), case(2, effort=60))
POOL = (
    person(1, skills=AUDIT),
    person(2, skills=AUDIT, load=100),
    person(3, skills=AUDIT),
    person(4),
    person(5, skills=AUDIT),
)
TEAMS = Problem(
    WANTED,
    POOL,
    pairs=(Pair(5, 1, rules=("R01",)),),
    published=(Pin(1, 1, MEMBER), Pin(2, 3, MEMBER)),
    limits=AT_EASE,
)


def offered(problem: Problem, *may_move: int, longest: int = 2, most: int = 10) -> tuple[Substitute, ...]:
    """Return who could have the place that person 1 leaves on case 1."""
    option = repair(problem, Loss(frozenset({(1, 1, MEMBER)}), may_move=frozenset(may_move)), seed=1).fewest
    seat = next(one for one in option.plan.seats if one.case == 1)
    return substitutes(option, seat, longest=longest, most=most)


def test_whoever_is_free_comes_first_and_who_sits_elsewhere_brings_a_follower() -> None:
    first, second = offered(TEAMS, 2)
    assert (first.seat.person, first.knock_on, set(first.rank)) == (2, (), {0})
    assert all(cost.proven for one in (first, second) for cost in one.costs)
    assert (second.seat.person, second.knock_on[0].leaver) == (3, 3)
    costs = {cost.level: cost.worse / cost.scale for cost in second.costs}
    assert (costs[Level.CHANGES], costs[Level.HIGHEST_LOAD], costs[Level.URGENCY_STAFFED]) == (1, -100, 0)
    assert second.seat.load_after == 120


def test_nobody_leaves_a_team_that_may_not_be_moved() -> None:
    assert [one.seat.person for one in offered(TEAMS)] == [2]


def test_who_is_away_leaves_no_other_team_for_the_place() -> None:
    later = replace(WANTED[1], start=20, end=34)
    away = replace(TEAMS, cases=(WANTED[0], later), busy=(Busy(3, 0, 14, 100),))
    assert [one.seat.person for one in offered(away, 2)] == [2]


def test_a_chain_is_as_long_as_it_may_be_and_no_longer() -> None:
    wanted = (*WANTED, case(3, needs=(Need(Skill.LAW, 1),), effort=60))
    pool = (
        person(1, skills=AUDIT),
        person(2, skills=AUDIT, load=900),
        person(3, skills=AUDIT),
        person(4, skills=((Skill.LAW, 1),)),
        person(5, skills=((Skill.LAW, 1),)),
    )
    barred = (Pair(2, 2, rules=("R01",)), Pair(5, 2, rules=("R02",)), Pair(1, 2, rules=("R05",)))
    teams = replace(TEAMS, cases=wanted, candidates=pool, pairs=barred, published=(*TEAMS.published, Pin(3, 4, MEMBER)))
    found = {one.seat.person: one for one in offered(teams, 2, 3)}
    assert found[3].knock_on == (Move(2, MEMBER, 3, 4), Move(3, MEMBER, 4, 5))
    assert [one.seat.person for one in offered(teams, 2, 3, longest=1)] == [2]


def test_no_chain_is_offered_that_would_leave_a_case_without_a_team() -> None:
    alone = replace(TEAMS, candidates=POOL[:3], pairs=(Pair(1, 2, rules=("R01",)), Pair(2, 2, rules=("R01",))))
    assert [one.seat.person for one in offered(alone, 2)] == [2]
    assert [one.seat.person for one in offered(TEAMS, 2, most=1)] == [2]


def test_whoever_is_away_is_no_substitute_though_she_may_be_moved() -> None:
    home = replace(TEAMS, cases=(WANTED[0], replace(WANTED[1], start=20, end=30)))
    assert {one.seat.person for one in offered(home, 2)} == {2, 3}
    away = replace(home, candidates=tuple(replace(one, capacity=50 if one.id == 3 else 100) for one in POOL))
    short = replace(away, cases=(WANTED[0], replace(home.cases[1], effort=40)))
    assert {one.seat.person for one in offered(short, 2)} == {2}


def test_somebody_of_the_same_team_may_take_the_place_and_be_followed() -> None:
    wanted = case(1, Place(LEAD, 1), Place(RECORDS, 1))
    pool = (person(1, may_lead=True), person(2, may_lead=True), person(3, may_lead=True, load=500), person(4))
    seats = (Pin(1, 1, LEAD), Pin(1, 2, RECORDS))
    problem = Problem((wanted,), pool, published=seats, limits=AT_EASE)
    option = repair(problem, Loss(frozenset({(1, 1, LEAD)}), may_move=frozenset({1})), seed=1).fewest
    first, second = substitutes(option, option.plan.seats[0])
    assert (first.seat.person, second.seat.person) == (3, 2)
    assert second.knock_on == (Move(1, RECORDS, 2, 4),)


def test_a_case_has_as_many_ways_as_its_scarcest_seat_has_stand_bys() -> None:
    wanted = (case(1, Place(LEAD, 1), Place(MEMBER, 1)), case(2))
    pool = (person(1, may_lead=True), person(2), person(3), person(4, may_lead=True, load=10), person(5, load=20))
    pins = (Pin(1, 1, LEAD), Pin(1, 2, MEMBER), Pin(2, 3, MEMBER))
    plan = allocate(problem := Problem(wanted, pool, pins=pins, limits=AT_EASE), 1)
    one, two = reserves(problem, plan)
    assert (one.case, one.ways, [each.people for each in one.seats]) == (1, 1, [(4,), (4, 5, 3)])
    assert (two.case, two.ways, [set(each.people) for each in two.seats]) == (2, 4, [{1, 2, 4, 5}])


@SOME
@given(problem=problems())
def test_stand_ins_are_exactly_the_legal_swaps_in_the_whole_plan(problem: Problem) -> None:
    plan = allocate(problem, 1)
    for seat in plan.seats:
        on_case = {other.person for other in plan.seats if other.case == seat.case}
        legal = {
            who.id
            for who in problem.candidates
            if who.id not in on_case
            and not violations(
                problem, [replace(other, person=who.id) if other == seat else other for other in plan.seats]
            )
        }
        assert {one.person for one in stand_ins(problem, plan, seat)} == legal


@pytest.mark.no_cover
@SOME
@given(drawn=problems(), choice=st.integers(0, 10))
def test_every_substitute_stands_in_a_legal_plan_at_the_price_that_is_told(drawn: Problem, choice: int) -> None:
    plan = allocate(replace(drawn, published=()), 1)
    assume(plan.seats)
    published = tuple(Pin(seat.case, seat.person, seat.role) for seat in plan.seats)
    lost = published[choice % len(published)]
    problem, cases = replace(drawn, published=published), frozenset(seat.case for seat in plan.seats)
    option = repair(problem, Loss(frozenset({(lost.case, lost.person, lost.role)}), may_move=cases), seed=1).fewest
    for seat in [
        one for one in option.plan.seats if (one.case, one.person, one.role) not in set(map(chair_of, published))
    ]:
        found = substitutes(option, seat, most=20)
        assert seat in [one.seat for one in found]
        assert [one.rank for one in found] == sorted(one.rank for one in found)
        for one in found:
            chair = (one.seat.case, one.seat.person, one.seat.role)
            every = [
                tuple(
                    (worse(then, now, level) * cost.scale)
                    for level, cost in zip(option.problem.order, one.costs, strict=True)
                )
                for then in plans_with(option, chair)
                for now in (level_values(option.problem, option.plan.seats),)
            ]
            assert (one.seat.case, one.seat.person) != (lost.case, lost.person)
            assert one.rank in every
            assert all(cost.least <= cost.worse for cost in one.costs)
            if one.knock_on:
                best = next(
                    (cost.least, right)
                    for cost, right in zip(one.costs, min(every), strict=True)
                    if right != cost.worse or cost is one.costs[-1]
                )
                assert best[0] <= best[1]


def worse(then: Mapping[Level, Fraction], now: Mapping[Level, Fraction], level: Level) -> Fraction:
    """Return by how much a level is worse."""
    return now[level] - then[level] if level in MORE_IS_BETTER else then[level] - now[level]


def plans_with(option: Option, chair: Chair) -> list[Mapping[Level, Fraction]]:
    """Return the values of every legal plan in which somebody sits on the chair."""
    return [
        level_values(option.problem, seats)
        for seats in every_plan(option.problem)
        if chair in {(one.case, one.person, one.role) for one in seats}
    ]
