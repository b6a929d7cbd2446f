"""Replacements are legal with the whole team, cheapest first, and none is forgotten."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.check import violations
from allocation.problem import Need, Pair, Pin, Place, Problem
from allocation.replacements import replacements
from allocation.solve import allocate
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, problems


def test_who_is_barred_kin_busy_or_lacks_the_skill_that_goes_missing_is_no_replacement() -> None:
    pool = (
        person(1, skills=((Skill.AUDIT, 3),)),
        person(2),
        person(3, skills=((Skill.AUDIT, 3),), load=9000),
        person(4, skills=((Skill.AUDIT, 3),), load=9000),
        person(5, load=9000),
        person(6, skills=((Skill.AUDIT, 3),), load=100, capacity=50),
        person(7, skills=((Skill.AUDIT, 1),), load=50),
    )
    wanted = (case(1, Place(MEMBER, 2), needs=(Need(Skill.AUDIT, 1),)), case(2))
    problem = Problem(
        wanted,
        pool,
        pairs=(Pair(3, 1, rules=("R01",)),),
        kin=((2, 4),),
        pins=(Pin(1, 1, MEMBER), Pin(1, 2, MEMBER), Pin(2, 6, MEMBER)),
        limits=AT_EASE,
    )
    plan = allocate(problem, 1)
    loose = replace(problem, pins=())
    assert [one.person for one in replacements(loose, plan, plan.seats[0])] == [7]
    assert [one.person for one in replacements(loose, plan, plan.seats[1])] == [7, 4, 5]
    assert replacements(problem, plan, plan.seats[0]) == ()


def test_a_replacement_shows_what_she_brings() -> None:
    pool = (person(1, may_lead=True), person(2, may_lead=True, load=300, x=2))
    problem = Problem((case(1, Place(LEAD, 1)),), pool, (Pair(2, 1, barred=False, soft=3, points=2),), limits=AT_EASE)
    plan = allocate(problem, 1)
    (other,) = replacements(problem, plan, plan.seats[0])
    assert (other.person, other.role, other.load_after, other.travel) == (2, LEAD, 400, 2)
    assert (other.soft, other.fit) == (3, 2)


def test_who_has_reviewed_enough_ranks_too_low_or_is_out_of_reach_is_no_replacement() -> None:
    wanted = case(1, Place(LEAD, 1), Place(REVIEWER, 1), lead_rank=2, districts=(7,))
    other = case(2, Place(REVIEWER, 1), start=20, end=34)
    pool = (
        person(1, may_lead=True, rank=2, district=7),
        person(2, may_review=True, district=7),
        person(3, may_review=True, district=7, most_reviews=1),
        person(4, may_lead=True, may_review=True, rank=1, district=7, most_reviews=2),
        person(5, may_lead=True, may_review=True, rank=2, district=6),
    )
    pins = (Pin(1, 1, LEAD), Pin(1, 2, REVIEWER), Pin(2, 3, REVIEWER))
    plan = allocate(Problem((wanted, other), pool, pins=pins, limits=AT_EASE), 1)
    loose = Problem((wanted, other), pool, limits=AT_EASE)
    assert replacements(loose, plan, plan.seats[0]) == ()
    assert [one.person for one in replacements(loose, plan, plan.seats[1])] == [4]
    assert [one.person for one in replacements(loose, plan, plan.seats[2])] == [4, 5, 2]


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_exactly_the_legal_swaps_are_offered(problem: Problem) -> None:
    plan = allocate(problem, 1)
    for seat in plan.seats[:2]:
        on_case = {other.person for other in plan.seats if other.case == seat.case}
        legal = {
            who.id
            for who in problem.candidates
            if who.id not in on_case
            and not violations(
                problem, [replace(other, person=who.id) if other == seat else other for other in plan.seats]
            )
        }
        assert {one.person for one in replacements(problem, plan, seat)} == legal
