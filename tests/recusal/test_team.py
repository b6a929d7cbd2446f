"""Rules that look at a team as a whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recusal.facts import Facts, KinTie, Person, Service
from recusal.findings import Evidence, TeamFinding
from recusal.inquiry import UnknownCaseError
from recusal.policy import Policy
from recusal.records import SkillGrade
from recusal.team import screen_team, team_kin
from recusal.world import World
from terms.cases import AssignmentRole, AssignmentState
from terms.people import Gender, Skill
from terms.periods import ALWAYS, Period
from terms.recusal import Severity
from terms.ties import KinEdge
from tests.recusal.making import BARE, CASE, ON, READY, ties

LEAD, MEMBER, SAFETY, REVIEWER = (
    AssignmentRole.LEAD,
    AssignmentRole.MEMBER,
    AssignmentRole.SAFETY_OFFICER,
    AssignmentRole.REVIEWER,
)
S, P = KinEdge.SPOUSE, KinEdge.PARENT
FACTS = replace(BARE, pool=tuple(replace(READY, person=person) for person in range(1, 6)))
GOOD = ((1, LEAD), (2, MEMBER), (2, SAFETY))


def told(
    *seats: tuple[int, AssignmentRole], facts: Facts = FACTS, needs_female: bool = False
) -> list[tuple[str, tuple[int, ...], str | None]]:
    """Return rule, people and relation of what is wrong with a team."""
    found = screen_team(World(facts), 1, seats, on=ON, needs_female=needs_female)
    return [(finding.rule, finding.people, finding.relation) for finding in found]


def test_a_leader_and_a_member_who_looks_after_safety_are_a_team() -> None:
    assert told(*GOOD) == []


def test_one_person_in_every_seat_is_no_team() -> None:
    assert told((1, LEAD), (1, MEMBER), (1, SAFETY)) == [("R30", (), "INVESTIGATORS")]


def test_nobody_is_no_team() -> None:
    assert told() == [("R30", (), "INVESTIGATORS")]


def test_two_reviewers_alone_are_a_review_team_and_one_is_not() -> None:
    assert told((1, REVIEWER), (2, REVIEWER)) == []
    assert told((1, REVIEWER)) == [("R30", (), "REVIEWERS")]
    assert told(*GOOD, (3, REVIEWER)) == [("R30", (), "REVIEWERS")]


def test_a_county_may_want_larger_teams() -> None:
    found = screen_team(World(FACTS), 1, GOOD, Policy(smallest_team=3), on=ON)
    assert found == (TeamFinding("R30", Severity.ELIGIBILITY, 1, relation="INVESTIGATORS"),)


def test_a_team_without_leader_or_safety_officer_lacks_them() -> None:
    assert told((1, MEMBER), (2, MEMBER)) == [("R32", (), "LEAD"), ("R33", (), "SAFETY_OFFICER")]


def test_a_leader_and_reviewers_who_are_not_qualified_are_named() -> None:
    assert told((8, LEAD), (2, SAFETY), (3, REVIEWER), (9, REVIEWER)) == [
        ("R32", (8,), "MAY_NOT_LEAD"),
        ("R32", (8,), "NOT_FULL_TIME"),
        ("R32", (9,), "MAY_NOT_REVIEW"),
    ]


def test_a_county_may_waive_its_own_requirements_of_a_leader() -> None:
    found = screen_team(World(FACTS), 1, ((8, LEAD), (2, SAFETY)), Policy({"R32": None}), on=ON)
    assert found == ()
    assert screen_team(World(FACTS), 1, ((1, MEMBER), (2, SAFETY)), Policy({"R32": None}), on=ON) == ()


def test_nobody_reviews_what_she_investigates() -> None:
    assert told(*GOOD, (2, REVIEWER), (3, REVIEWER)) == [("R23", (2,), None)]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((Person(1, Gender.MALE), Person(2, Gender.MALE)), [("R31", (), "WOMAN")]),
        ((Person(1, Gender.MALE), Person(2)), [("R31", (), "WOMAN")]),
        ((Person(1, Gender.MALE), Person(3, Gender.FEMALE)), [("R31", (), "WOMAN")]),
        ((Person(2, Gender.FEMALE),), []),
    ],
)
def test_a_woman_is_on_the_team_where_the_task_needs_one(
    people: tuple[Person, ...], expected: list[tuple[str, tuple[int, ...], str | None]]
) -> None:
    facts = replace(FACTS, people=people)
    assert told(*GOOD, facts=facts, needs_female=True) == expected
    assert told(*GOOD, facts=facts) == []


def test_a_woman_who_reviews_is_no_investigator() -> None:
    facts = replace(FACTS, people=(Person(3, Gender.FEMALE),))
    assert told(*GOOD, (3, REVIEWER), (4, REVIEWER), facts=facts, needs_female=True) == [("R31", (), "WOMAN")]


def test_of_reviewers_alone_no_woman_is_asked() -> None:
    facts = replace(FACTS, people=(Person(3, Gender.MALE), Person(4, Gender.MALE)))
    assert told((3, REVIEWER), (4, REVIEWER), facts=facts, needs_female=True) == []


def test_kin_do_not_sit_on_one_team() -> None:
    facts = replace(FACTS, kin_ties=ties((1, S, 7), (6, P, 7), (6, P, 2)))
    found = screen_team(World(facts), 1, GOOD, on=ON)
    path = tuple(Evidence("kin_tie", place) for place in (1, 2, 3))
    assert found == (TeamFinding("R29", Severity.HARD, 1, (1, 2), path, "SPOUSES_SIBLING"),)


def test_kin_from_either_end_do_not_and_discretionary_kin_may() -> None:
    nephew = ties((7, S, 8), (6, P, 8), (6, P, 9), (9, P, 1))
    facts = replace(FACTS, kin_ties=nephew, pool=tuple(replace(READY, person=person) for person in (1, 7)))
    assert told((1, LEAD), (7, SAFETY), facts=facts) == [("R29", (1, 7), "UNCLE_AUNTS_SPOUSE")]
    distant = replace(FACTS, kin_ties=ties((6, P, 7), (7, P, 8), (8, P, 1), (6, P, 2)))
    assert told(*GOOD, facts=distant) == []


@pytest.mark.parametrize(("state", "barred"), [(AssignmentState.ACTIVE, True), (AssignmentState.RECUSED, False)])
def test_kin_of_somebody_already_on_the_case_do_not_join(state: AssignmentState, barred: bool) -> None:  # noqa: FBT001
    facts = replace(FACTS, kin_ties=ties((1, S, 5)), services=(Service(1, 5, 1, REVIEWER, state, ALWAYS),))
    assert told(*GOOD, facts=facts) == ([("R29", (1, 5), "SPOUSE")] if barred else [])


def test_kin_who_were_on_the_case_before_this_team_are_not_its_matter() -> None:
    services = tuple(Service(person, person, 1, REVIEWER, AssignmentState.ACTIVE, ALWAYS) for person in (5, 6))
    assert told(*GOOD, facts=replace(FACTS, kin_ties=ties((5, S, 6)), services=services)) == []


def test_pairs_of_kin_are_told_once_each_with_the_nearest_kinship() -> None:
    world = World(replace(BARE, kin_ties=ties((3, S, 1), (4, P, 1), (4, P, 3))))
    found = team_kin(world, {1, 2, 3}, on=ON)
    assert [(kin.person, kin.relative, kin.bond) for kin in found] == [(1, 3, "SPOUSE")]


def test_kin_who_divorce_before_are_none_and_those_who_marry_within_are() -> None:
    until = replace(CASE, window=Period(ON, None)).window.end
    over = World(replace(BARE, kin_ties=(KinTie(1, 1, 2, S, during=Period(None, ON)),)))
    assert team_kin(over, {1, 2}, on=ON, until=until) == ()
    coming = World(replace(BARE, kin_ties=(KinTie(1, 1, 2, S, during=Period(ON.replace(day=9), None)),)))
    assert len(team_kin(coming, {1, 2}, on=ON)) == 1
    assert team_kin(coming, {1, 2}, on=ON, until=ON.replace(day=9)) == ()


def test_a_team_for_a_case_that_is_not_known_is_an_error() -> None:
    with pytest.raises(UnknownCaseError):
        screen_team(World(FACTS), 77, GOOD, on=ON)


NEEDS = ((Skill.ACCOUNTS, 2), (Skill.LAW, 1))


def skilled(*grades: SkillGrade, needs: tuple[tuple[Skill, int], ...] = NEEDS) -> Facts:
    """Return the facts with skills of people, and a case that needs some."""
    return replace(FACTS, skills=grades, cases=(replace(CASE, needs=needs),))


ACCOUNTANT, LAWYER = SkillGrade(1, Skill.ACCOUNTS, 2), SkillGrade(2, Skill.LAW, 1)


@pytest.mark.parametrize(
    ("grades", "covered"),
    [
        ((ACCOUNTANT, LAWYER), True),
        ((ACCOUNTANT,), False),
        ((replace(ACCOUNTANT, grade=3), LAWYER), True),
        ((replace(ACCOUNTANT, grade=1), LAWYER), False),
        ((replace(ACCOUNTANT, skill=Skill.AUDIT), LAWYER), False),
        ((replace(ACCOUNTANT, person=5), LAWYER), False),
        ((replace(ACCOUNTANT, expires_on=ON), LAWYER), False),
        ((replace(ACCOUNTANT, expires_on=ON + timedelta(days=1)), LAWYER), True),
    ],
)
def test_every_needed_skill_is_on_the_team(grades: tuple[SkillGrade, ...], covered: bool) -> None:  # noqa: FBT001
    assert told(*GOOD, facts=skilled(*grades)) == ([] if covered else [("R34", (), "SKILL")])


def test_the_skills_of_a_reviewer_do_not_help_an_investigation_nor_is_a_review_asked_for_them() -> None:
    facts = skilled(ACCOUNTANT, replace(LAWYER, person=3))
    assert told(*GOOD, (3, REVIEWER), (4, REVIEWER), facts=facts) == [("R34", (), "SKILL")]
    assert told((3, REVIEWER), (4, REVIEWER), facts=facts) == []


def test_one_person_with_every_needed_skill_is_noted_where_nobody_else_has_any() -> None:
    alone = skilled(ACCOUNTANT, replace(LAWYER, person=1))
    assert screen_team(World(alone), 1, GOOD, on=ON) == (TeamFinding("R34", Severity.SOFT, 1, (1,), relation="SKILL"),)
    assert told(*GOOD, facts=replace(alone, skills=(*alone.skills, LAWYER))) == []
    one_need = skilled(ACCOUNTANT, needs=NEEDS[:1])
    assert told(*GOOD, facts=one_need) == []


def test_a_county_may_do_without_the_skills() -> None:
    assert screen_team(World(skilled()), 1, GOOD, Policy({"R34": None}), on=ON) == ()
    assert [one.rule for one in screen_team(World(skilled()), 1, GOOD, on=ON)] == ["R34"]
