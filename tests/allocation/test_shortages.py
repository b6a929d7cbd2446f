"""Why a case is not staffed: the reason is counted right, and doing what it says staffs the case."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from allocation import shortages
from allocation.plan import NAMED, GivingWay, ShortageReason, Together
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.shortages import what_lacks
from allocation.solve import allocate
from allocation.together import Crowd
from terms.people import Skill
from tests.allocation.brute import every_plan
from tests.allocation.small import (
    AT_EASE,
    LEAD,
    MEMBER,
    RECORDS,
    REVIEWER,
    case,
    person,
    planned,
    problems,
    staffed,
    without_cases,
)


def test_a_role_lacks_people_and_each_rule_says_how_many_it_takes() -> None:
    pool = (person(1), person(2, may_lead=True), person(3, may_lead=True), person(4, may_lead=True))
    pairs = (Pair(2, 1, rules=("R01", "R05")), Pair(3, 1, rules=("R05",)))
    busy = (Busy(4, 0, 1, 100),)
    problem = Problem((case(1, Place(LEAD, 1), Place(MEMBER, 1)),), pool, pairs, busy, limits=AT_EASE)
    (shortage,) = allocate(problem, 1).shortages
    assert (shortage.reason, shortage.role, shortage.alone) == (ShortageReason.ROLE, LEAD, True)
    assert (shortage.places_missing, shortage.candidates_left) == (1, 0)
    assert shortage.barred_by_rule == (("R05", 2), ("NOT_FREE", 1), ("NOT_QUALIFIED", 1), ("R01", 1))
    assert shortage.who_is_left == ()
    assert shortage.barred_people == (("R05", (3, 2)), ("NOT_FREE", (4,)), ("NOT_QUALIFIED", (1,)), ("R01", (2,)))


def test_each_role_has_somebody_but_all_together_too_few() -> None:
    pool = (person(1, may_lead=True), person(2))
    pairs = (Pair(2, 1, rules=("R08",)),)
    problem = Problem((case(1, Place(LEAD, 1), Place(MEMBER, 1)),), pool, pairs, limits=AT_EASE)
    (shortage,) = allocate(problem, 1).shortages
    assert (shortage.reason, shortage.role) == (ShortageReason.ROLES_TOGETHER, None)
    assert (shortage.places_missing, shortage.candidates_left) == (1, 1)
    assert (shortage.barred_by_rule, shortage.who_is_left) == ((("R08", 1),), (1,))
    assert shortage.barred_people == (("R08", (2,)),)


def test_every_lacking_skill_and_the_lacking_woman_are_named() -> None:
    needs = (Need(Skill.AUDIT, 2), Need(Skill.LAW, 1))
    pool = (
        person(1, skills=((Skill.AUDIT, 1),)),
        person(2, skills=((Skill.AUDIT, 3), (Skill.LAW, 1)), female=True),
        person(3, skills=((Skill.LAW, 1),)),
    )
    problem = Problem((case(1, needs=needs, needs_female=True),), pool, (Pair(2, 1, rules=("R11",)),), limits=AT_EASE)
    first, second = allocate(problem, 1).shortages
    assert (first.reason, first.skill, first.barred_by_rule) == (ShortageReason.SKILL, Skill.AUDIT, (("R11", 1),))
    assert (second.reason, second.skill, second.barred_by_rule) == (ShortageReason.WOMAN, None, (("R11", 1),))


def test_rules_that_clash_are_shrunk_to_those_that_cannot_be_spared() -> None:
    pool = (person(1, organ=7), person(2, organ=7), person(3, organ=7))
    kin = ((1, 2), (1, 3), (2, 3))
    limits = Limits(most_from_one_organ=3, keep_at_home=0)
    problem = Problem((case(1, Place(MEMBER, 2)),), pool, kin=kin, limits=limits)
    (shortage,) = allocate(problem, 1).shortages
    assert (shortage.reason, shortage.team_rules) == (ShortageReason.TEAM_RULES, ("R29",))
    assert (shortage.team_rules_proven, shortage.giving_way) == (True, GivingWay.NOT_ASKED)
    assert (shortage.places_missing, shortage.candidates_left) == (1, 3)
    assert staffed(allocate(replace(problem, kin=()), 1)) == {1}


def test_skill_and_woman_in_people_who_cannot_sit_together() -> None:
    pool = (person(1, skills=((Skill.AUDIT, 1),)), person(2, female=True), person(3))
    wanted = case(1, needs=(Need(Skill.AUDIT, 1),), needs_female=True)
    (shortage,) = allocate(Problem((wanted,), pool, limits=AT_EASE), 1).shortages
    assert (shortage.reason, set(shortage.team_rules)) == (ShortageReason.TEAM_RULES, {"R34", "R31"})


def test_a_case_that_gives_way_says_to_which() -> None:
    cases = (case(1, weight=5), case(2, weight=20))
    (shortage,) = allocate(Problem(cases, (person(1, capacity=50),), limits=AT_EASE), 1).shortages
    assert (shortage.case, shortage.alone, shortage.gives_way_to) == (1, False, (2,))
    assert (shortage.giving_way, shortage.clash_proven) == (GivingWay.PROVEN, True)
    assert (shortage.reason, shortage.role) == (ShortageReason.ROLE, MEMBER)
    assert shortage.barred_by_rule == (("NOT_FREE", 1),)
    assert (shortage.clashes_with, shortage.together) == ((2,), Together(((1, MEMBER), (2, MEMBER)), 2, 1, 1, (1,)))


def test_two_cases_want_three_leads_and_two_people_may_lead() -> None:
    cases = (
        case(1, Place(LEAD, 2), effort=60, weight=20),
        case(2, Place(LEAD, 1), Place(MEMBER, 1), effort=60),
        case(3),
    )
    pool = (person(1, may_lead=True), person(2, may_lead=True), *map(person, (3, 4, 5)))
    problem = Problem(cases, pool, limits=AT_EASE)
    (shortage,) = planned(problem).shortages
    assert (shortage.case, shortage.clashes_with) == (2, (1,))
    assert shortage.together == Together(
        ((1, LEAD), (2, LEAD)), wanted=3, people_left=2, fillable=2, who_is_left=(1, 2)
    )
    for one in (1, 2):
        assert staffed(planned(without_cases(problem, one))) == {1, 2, 3} - {one}


@pytest.mark.parametrize(("reviews_take_time", "most_reviews", "fillable"), [(True, None, 1), (False, 1, 1)])
def test_reviewers_lack_by_their_time_or_by_what_they_may_review(
    reviews_take_time: bool,  # noqa: FBT001
    most_reviews: int | None,
    fillable: int,
) -> None:
    cases = (case(1, Place(REVIEWER, 1), effort=60), case(2, Place(REVIEWER, 1), effort=60, weight=20))
    limits = Limits(keep_at_home=0, reviews_take_time=reviews_take_time)
    problem = Problem(cases, (person(1, may_review=True, most_reviews=most_reviews),), limits=limits)
    (shortage,) = planned(problem).shortages
    assert shortage.together == Together(((1, REVIEWER), (2, REVIEWER)), 2, 1, fillable, (1,))


def test_who_can_be_on_both_cases_one_after_the_other_is_no_lack() -> None:
    after = (case(1, end=7, effort=80), case(2, start=7, effort=80))
    crowd = Crowd(Problem(after, (person(1),), limits=AT_EASE))
    assert crowd.lacking({1, 2}) is None
    booked = Crowd(Problem(after, (person(1),), busy=(Busy(1, 9, 12, 30),), limits=AT_EASE))
    assert booked.lacking({1, 2}) == Together(((2, MEMBER),), wanted=1, people_left=0, fillable=0)


def test_where_counting_shows_no_lack_the_clashing_cases_are_refuted_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = (case(1, effort=60), case(2, effort=60, weight=20), case(3, effort=60, weight=30))
    pool = (person(1, organ=7), person(2, organ=7), person(3, organ=8))
    problem = Problem(cases, pool, (Pair(3, 1), Pair(3, 2)), limits=Limits(), others_at_home=((8, 1),))
    (shortage,) = planned(problem).shortages
    assert (shortage.case, shortage.clashes_with, shortage.together) == (1, (2,), None)
    monkeypatch.setattr(shortages, "REFUTED", 2)
    assert (shortage.gives_way_to, shortage.giving_way) == ((2,), GivingWay.PROVEN)
    assert planned(problem).shortages[0] == replace(shortage, gives_way_to=(), giving_way=GivingWay.NOT_ASKED)


def test_a_case_that_pins_keep_out_gives_way_to_nothing_that_could_change() -> None:
    cases = (case(1, weight=50), case(2, weight=20))
    problem = Problem(cases, (person(1, capacity=50),), pins=(Pin(2, 1, MEMBER),), limits=AT_EASE)
    (shortage,) = allocate(problem, 1).shortages
    assert (shortage.case, shortage.alone, shortage.gives_way_to) == (1, False, ())
    assert shortage.giving_way is GivingWay.PINNED


def test_when_the_limit_came_first_nothing_is_claimed() -> None:
    plan = allocate(Problem((case(1),), (person(1),), limits=AT_EASE), 1, deterministic_limit=0)
    (shortage,) = plan.shortages
    assert (plan.seats, shortage.reason) == ((), ShortageReason.TIME_UP)


def test_of_many_people_the_first_are_named_and_all_are_counted() -> None:
    pool = tuple(map(person, range(1, NAMED + 3)))
    barred = (Pair(1, 1, rules=("R01", "R05")), *(Pair(number, 1, rules=("R05",)) for number in range(2, NAMED + 3)))
    (shortage,) = what_lacks(Problem((case(1),), pool, barred, limits=AT_EASE), deterministic_limit=1.0)
    assert shortage.barred_by_rule == (("R05", NAMED + 2), ("R01", 1))
    assert shortage.barred_people == (("R05", tuple(range(2, NAMED + 2))), ("R01", (1,)))
    several = case(1, Place(MEMBER, NAMED), Place(RECORDS, 3))
    (shortage,) = what_lacks(Problem((several,), pool, limits=AT_EASE), deterministic_limit=1.0)
    assert (shortage.candidates_left, shortage.who_is_left) == (NAMED + 2, tuple(range(1, NAMED + 1)))
    crowd = tuple(case(number, Place(MEMBER, NAMED - 20), effort=60) for number in (1, 2))
    lacking = Crowd(Problem(crowd, pool, limits=AT_EASE)).lacking({1, 2})
    assert lacking is not None
    assert (lacking.people_left, lacking.who_is_left) == (NAMED + 2, tuple(range(1, NAMED + 1)))


@pytest.mark.parametrize("who", [2, 3])
def test_a_bar_that_is_named_taken_away_lacks_one_fewer(who: int) -> None:
    pool = (person(1), person(2), person(3), person(4))
    barred = tuple(Pair(number, 1, rules=("R05",)) for number in (2, 3))
    problem = Problem((case(1, Place(MEMBER, 4)),), pool, barred, limits=AT_EASE)
    (before,) = planned(problem).shortages
    assert (before.places_missing, before.who_is_left, before.barred_people) == (2, (1, 4), (("R05", (2, 3)),))
    lifted = replace(problem, pairs=tuple(pair for pair in barred if pair.person != who))
    (after,) = planned(lifted).shortages
    assert (after.places_missing, set(after.who_is_left) - set(before.who_is_left)) == (1, {who})
    assert staffed(planned(replace(problem, pairs=()))) == {1}


@pytest.mark.no_cover
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_reasons_are_true_when_tried(problem: Problem) -> None:
    plan = allocate(problem, 3)
    assume(plan.shortages)
    for shortage in plan.shortages:
        (wanted,) = (one for one in problem.cases if one.id == shortage.case)
        alone = allocate(without_cases(problem, *(one.id for one in problem.cases if one != wanted)), 3)
        assert (wanted.id in staffed(alone)) is not shortage.alone
        assert shortage.reason is not ShortageReason.TIME_UP
        if shortage.clashes_with:
            assert_smallest(problem, wanted.id, shortage.clashes_with)
        if shortage.together is not None:
            assert {number for number, _ in shortage.together.places} == {wanted.id, *shortage.clashes_with}
            assert shortage.together.fillable < shortage.together.wanted
        assert shortage.alone is not (len(shortage.clashes_with) > 0)
        if not shortage.alone:
            assert set(shortage.gives_way_to) & staffed(plan)
            assert set(shortage.gives_way_to) <= staffed(plan)
            fewer = without_cases(problem, *shortage.gives_way_to)
            heavier = tuple(replace(one, weight=10_000) if one.id == wanted.id else one for one in fewer.cases)
            assert wanted.id in staffed(allocate(replace(fewer, cases=heavier), 3))


def assert_smallest(problem: Problem, wanted: int, clash: tuple[int, ...]) -> None:
    """No plan staffs the case with these cases; with any of them left out, one does."""
    plans = [{seat.case for seat in seats} for seats in every_plan(problem)]
    assert not any({wanted, *clash} <= cases for cases in plans)
    for spared in clash:
        assert any({wanted, *clash} - {spared} <= cases for cases in plans)
