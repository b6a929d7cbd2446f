"""Each rule of a team, on both sides."""

from dataclasses import replace

import pytest

from allocation.problem import Limits, Need, Pair, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, RECORDS, REVIEWER, case, person, staffed, team, value

AUDIT_AT_2 = (Need(Skill.AUDIT, 2),)


def test_a_case_gets_exactly_the_places_it_wants() -> None:
    people = tuple(person(number, may_lead=True) for number in range(1, 6))
    plan = allocate(Problem((case(1, Place(LEAD, 1), Place(MEMBER, 2)),), people, limits=AT_EASE), 1)
    assert [seat.role for seat in plan.seats] == [LEAD, MEMBER, MEMBER]
    assert len(team(plan)) == 3


def test_a_case_that_lacks_one_person_gets_nobody() -> None:
    plan = allocate(Problem((case(1, Place(MEMBER, 2)),), (person(1),), limits=AT_EASE), 1)
    assert plan.seats == ()


@pytest.mark.parametrize(("may_lead", "teams"), [(True, {1}), (False, set())])
def test_only_who_may_lead_leads(may_lead: bool, teams: set[int]) -> None:  # noqa: FBT001
    plan = allocate(Problem((case(1, Place(LEAD, 1)),), (person(1, may_lead=may_lead),), limits=AT_EASE), 1)
    assert staffed(plan) == teams


@pytest.mark.parametrize(("rank", "teams"), [(1, set()), (2, {1}), (3, {1})])
def test_only_who_has_the_rank_leads(rank: int, teams: set[int]) -> None:
    problem = Problem((case(1, Place(LEAD, 1), lead_rank=2),), (person(1, may_lead=True, rank=rank),), limits=AT_EASE)
    assert staffed(allocate(problem, 1)) == teams
    no_leader = replace(problem, candidates=(person(1, rank=rank),))
    assert staffed(allocate(no_leader, 1)) == set()


def test_the_rank_of_the_leader_is_asked_of_nobody_else() -> None:
    places = (Place(LEAD, 1), Place(MEMBER, 1), Place(RECORDS, 1), Place(REVIEWER, 1))
    pool = (person(1, may_lead=True, rank=2), person(2), person(3), person(4, may_review=True))
    assert staffed(allocate(Problem((case(1, *places, lead_rank=2),), pool, limits=AT_EASE), 1)) == {1}


@pytest.mark.parametrize(
    ("districts", "teams"), [((), {1}), ((7,), {1}), ((6, 7), {1}), ((6,), set()), ((6, 8), set())]
)
@pytest.mark.parametrize("role", [MEMBER, REVIEWER])
def test_only_people_of_the_districts_are_drawn(
    districts: tuple[int, ...], teams: set[int], role: AssignmentRole
) -> None:
    pool = (person(1, district=7, may_review=True),)
    problem = Problem((case(1, Place(role, 1), districts=districts),), pool, limits=AT_EASE)
    plan = allocate(problem, 1)
    assert staffed(plan) == teams
    assert [shortage.barred_by_rule for shortage in plan.shortages] == [] if teams else [(("OUT_OF_REACH", 1),)]


@pytest.mark.parametrize(("may_review", "teams"), [(True, {1}), (False, set())])
def test_only_who_may_review_reviews(may_review: bool, teams: set[int]) -> None:  # noqa: FBT001
    plan = allocate(Problem((case(1, Place(REVIEWER, 1)),), (person(1, may_review=may_review),), limits=AT_EASE), 1)
    assert staffed(plan) == teams


@pytest.mark.parametrize(("people", "teams"), [(1, set()), (2, {1})])
def test_nobody_reviews_a_case_that_she_investigates(people: int, teams: set[int]) -> None:
    pool = tuple(person(number, may_review=True) for number in range(1, people + 1))
    plan = allocate(Problem((case(1, Place(MEMBER, 1), Place(REVIEWER, 1)),), pool, limits=AT_EASE), 1)
    assert staffed(plan) == teams


@pytest.mark.parametrize(("grade", "teams"), [(1, set()), (2, {1}), (3, {1})])
def test_a_needed_skill_is_covered_at_the_grade_or_better(grade: int, teams: set[int]) -> None:
    pool = (person(1, skills=((Skill.AUDIT, grade),)),)
    assert staffed(allocate(Problem((case(1, needs=AUDIT_AT_2),), pool, limits=AT_EASE), 1)) == teams


def test_a_reviewer_covers_no_skill_and_a_records_officer_does() -> None:
    pool = (person(1), person(2, may_review=True, skills=((Skill.AUDIT, 3),)))
    reviewed = case(1, Place(MEMBER, 1), Place(REVIEWER, 1), needs=AUDIT_AT_2)
    recorded = case(1, Place(MEMBER, 1), Place(RECORDS, 1), needs=AUDIT_AT_2)
    assert staffed(allocate(Problem((reviewed,), pool, limits=AT_EASE), 1)) == set()
    assert staffed(allocate(Problem((recorded,), pool, limits=AT_EASE), 1)) == {1}


@pytest.mark.parametrize(("female", "teams"), [(True, {1}), (False, set())])
def test_a_case_that_needs_a_woman_gets_one(female: bool, teams: set[int]) -> None:  # noqa: FBT001
    problem = Problem((case(1, needs_female=True),), (person(1, female=female),), limits=AT_EASE)
    assert staffed(allocate(problem, 1)) == teams


@pytest.mark.parametrize(("most", "teams"), [(1, set()), (2, {1})])
def test_no_more_of_one_organ_than_the_county_allows(most: int, teams: set[int]) -> None:
    pool = (person(1, organ=5), person(2, organ=5))
    limits = Limits(most_from_one_organ=most, keep_at_home=0)
    assert staffed(allocate(Problem((case(1, Place(MEMBER, 2)),), pool, limits=limits), 1)) == teams


@pytest.mark.parametrize(
    ("most_from", "teams"),
    [(((5, 2),), {1}), (((5, 3),), {1}), (((6, 2),), set()), (((5, 0), (6, 2)), set()), (((6, 0), (5, 2)), {1})],
)
def test_an_organ_has_its_own_limit_where_the_county_gives_it_one(
    most_from: tuple[tuple[int, int], ...], teams: set[int]
) -> None:
    pool = (person(1, organ=5), person(2, organ=5))
    limits = Limits(most_from_one_organ=1, most_from=most_from, keep_at_home=0)
    assert staffed(allocate(Problem((case(1, Place(MEMBER, 2)),), pool, limits=limits), 1)) == teams


@pytest.mark.parametrize(("most", "teams"), [(0, set()), (1, {1})])
def test_nobody_goes_from_an_organ_whose_limit_is_none_but_as_a_reviewer(most: int, teams: set[int]) -> None:
    pool = (person(1, organ=5), person(2, organ=6, may_review=True), person(3, organ=6, may_review=True))
    limits = Limits(most_from=((5, most), (6, 0)), keep_at_home=0)
    wanted = case(1, Place(MEMBER, 1), Place(REVIEWER, 2))
    assert staffed(allocate(Problem((wanted,), pool, limits=limits), 1)) == teams


@pytest.mark.parametrize(("kin", "teams"), [(((1, 2),), set()), ((), {1})])
def test_kin_do_not_sit_on_one_case_even_as_reviewer(kin: tuple[tuple[int, int], ...], teams: set[int]) -> None:
    pool = (person(1), person(2, may_review=True))
    wanted = case(1, Place(MEMBER, 1), Place(REVIEWER, 1))
    assert staffed(allocate(Problem((wanted,), pool, kin=kin, limits=AT_EASE), 1)) == teams


def test_kin_may_sit_on_different_cases() -> None:
    problem = Problem((case(1), case(2)), (person(1, capacity=50), person(2, capacity=50)), kin=((1, 2),))
    assert staffed(allocate(Problem(problem.cases, problem.candidates, kin=problem.kin, limits=AT_EASE), 1)) == {1, 2}


@pytest.mark.parametrize(("role", "teams"), [(None, set()), (MEMBER, set()), (LEAD, {1})])
def test_a_bar_holds_for_its_role_or_for_every_role(role: None, teams: set[int]) -> None:
    problem = Problem((case(1),), (person(1),), pairs=(Pair(1, 1, role=role, rules=("R01",)),), limits=AT_EASE)
    assert staffed(allocate(problem, 1)) == teams


@pytest.mark.parametrize(("planned", "teams", "waivers"), [(True, {1}, 2), (False, set(), 0)])
def test_a_waiver_is_planned_only_where_policy_lets_it(planned: bool, teams: set[int], waivers: int) -> None:  # noqa: FBT001
    pairs = (Pair(1, 1, barred=False, waivers=2),)
    limits = Limits(keep_at_home=0, plan_with_waivers=planned, waiver_weight=1)
    plan = allocate(Problem((case(1),), (person(1),), pairs=pairs, limits=limits), 1)
    assert staffed(plan) == teams
    assert value(plan, Level.APPEARANCES) == waivers


def test_someone_without_a_waiver_goes_before_someone_with_less_load() -> None:
    pairs = (Pair(1, 1, barred=False, waivers=1),)
    pool = (person(1), person(2, load=5000))
    plan = allocate(Problem((case(1),), pool, pairs=pairs, limits=Limits(keep_at_home=0, plan_with_waivers=True)), 1)
    assert team(plan) == {2}
