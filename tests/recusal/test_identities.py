"""Two records that a human confirmed to be one person count as one (T44)."""

from dataclasses import fields, replace
from typing import get_args, get_type_hints

import pytest

from recusal.facts import Facts, Person, SealedFacts, Service, SocialTie
from recusal.findings import Evidence, Question
from recusal.identities import ENDS, unify
from recusal.records import Declaration, SamePerson, SkillGrade
from recusal.registry import TIES
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find, screen
from recusal.team import screen_team, team_kin
from recusal.world import World
from terms.cases import AssignmentRole, AssignmentState
from terms.people import Gender, Skill
from terms.periods import ALWAYS
from terms.ties import KinEdge, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, ON, belongs, findings, ties

P, S = KinEdge.PARENT, KinEdge.SPOUSE
LINK = SamePerson(1, 5, 1)
LINKED = replace(BARE, same_people=(LINK,))
BY_LINK, BY_PARTY = Evidence("same_person", 1), Evidence("party", 1)


def told(facts: Facts, *people: int) -> list[tuple[int, str, int | None, tuple[Evidence, ...]]]:
    """Return person, rule, other person and evidence of the findings about ties."""
    found = find(facts, Question(frozenset(people), frozenset({1})), on=ON, rules=TIES)
    return [(finding.person, finding.rule, finding.other_person, finding.evidence) for finding in found]


def test_facts_without_links_are_left_as_they_are() -> None:
    unified, identities = unify(BARE)
    assert unified is BARE
    assert (identities.of(5), identities.records_of(5)) == (5, (5,))


def test_a_tie_of_one_record_bars_the_other() -> None:
    facts = replace(BARE, kin_ties=ties((5, S, 9)))
    assert told(facts, 1) == []
    linked = replace(facts, same_people=(LINK,))
    assert told(linked, 1) == [(1, "R02", 9, (Evidence("kin_tie", 1), BY_PARTY, BY_LINK))]
    assert told(linked, 5) == [(5, "R02", 9, (Evidence("kin_tie", 1), BY_PARTY))]
    assert told(linked, 1, 5) == told(linked, 1) + told(linked, 5)


def test_a_tie_of_the_smaller_record_bars_the_greater() -> None:
    facts = replace(LINKED, kin_ties=ties((1, S, 9)))
    assert told(facts, 5) == [(5, "R02", 9, (Evidence("kin_tie", 1), BY_PARTY, BY_LINK))]
    assert told(facts, 1) == [(1, "R02", 9, (Evidence("kin_tie", 1), BY_PARTY))]


def test_a_path_that_goes_from_one_record_to_the_other_names_the_link() -> None:
    linked = replace(BARE, kin_ties=ties((6, P, 3), (7, P, 9)), same_people=(SamePerson(4, 7, 6),))
    assert told(linked, 3) == [
        (3, "R02", 9, (Evidence("kin_tie", 1), Evidence("kin_tie", 2), BY_PARTY, Evidence("same_person", 4)))
    ]


def test_the_other_person_is_named_by_the_smallest_of_his_records() -> None:
    facts = replace(
        BARE, social_ties=(SocialTie(1, 1, 4, SocialTieKind.FRIEND),), same_people=(SamePerson(2, m.SUBJECT, 4),)
    )
    assert told(facts, 1) == [
        (1, "R18", 4, (Evidence("social_tie", 1), BY_PARTY, Evidence("same_person", 2))),
    ]


def test_three_records_are_one_through_the_one_between() -> None:
    links = (SamePerson(1, 8, 7), SamePerson(2, 3, 2), SamePerson(3, 7, 3))
    facts = replace(BARE, kin_ties=ties((8, S, 9)), same_people=links)
    confirmed = tuple(Evidence("same_person", link) for link in (1, 2, 3))
    assert told(facts, 2) == [(2, "R02", 9, (Evidence("kin_tie", 1), BY_PARTY, *confirmed))]
    assert unify(facts)[1].records_of(2) == (2, 3, 7, 8)
    assert [unify(facts)[1].of(person) for person in (2, 3, 7, 8, 9)] == [2, 2, 2, 2, 9]
    assert told(replace(facts, same_people=links[:2]), 2) == []


def test_two_links_between_other_people_stay_apart() -> None:
    facts = replace(BARE, same_people=(SamePerson(1, 1, 2), SamePerson(2, 3, 4)), kin_ties=ties((4, S, 9)))
    assert told(facts, 1, 2) == []
    assert told(facts, 3) == [(3, "R02", 9, (Evidence("kin_tie", 1), BY_PARTY, Evidence("same_person", 2)))]


def test_a_tie_of_a_person_with_herself_is_none() -> None:
    facts = replace(LINKED, kin_ties=ties((5, S, 1)), social_ties=(SocialTie(1, 1, 5, SocialTieKind.FRIEND),))
    unified, _ = unify(facts)
    assert (unified.kin_ties, unified.social_ties) == ((), ())


def test_her_sex_is_told_by_any_of_her_records() -> None:
    people = (Person(5, Gender.FEMALE), Person(1), Person(6))
    expected = (Person(1, Gender.FEMALE), Person(6))
    assert unify(replace(LINKED, people=people))[0].people == expected
    assert unify(replace(LINKED, people=people[::-1]))[0].people == expected[::-1]


@pytest.mark.parametrize(
    "sealed", [SealedFacts(informants=((1, 5),)), SealedFacts(holds=((5, ALWAYS),)), SealedFacts(informants=((1, 6),))]
)
def test_sealed_facts_of_one_record_restrict_the_other_and_name_no_link(sealed: SealedFacts) -> None:
    facts = replace(LINKED, sealed=sealed, kin_ties=ties((5, S, 6)))
    assert told(facts, 1) == [(1, RESTRICTED, None, ())]
    assert told(replace(facts, same_people=()), 1) == []


def test_work_skills_and_declarations_of_one_record_count_for_the_other() -> None:
    facts = replace(
        LINKED,
        services=(Service(1, 5, 1, AssignmentRole.MEMBER, AssignmentState.ENDED),),
        skills=(SkillGrade(5, Skill.RECORDS, 2),),
        declarations=(Declaration(1, 5, ON),),
        memberships=(belongs(5, m.FAR_COMMISSION),),
    )
    assert [finding.rule for finding in findings(facts, 1, role=AssignmentRole.REVIEWER)] == ["R23"]
    unified, _ = unify(facts)
    assert [unified.skills[0].person, unified.declarations[0].person, unified.memberships[0].person] == [1, 1, 1]


def test_who_is_asked_about_by_two_records_has_an_answer_for_each() -> None:
    answers = screen(replace(LINKED, kin_ties=ties((5, S, 9))), Question(frozenset({1, 5, 6}), frozenset({1})), on=ON)
    assert [(answer.person, "R02" in {finding.rule for finding in answer.findings}) for answer in answers] == [
        (1, True),
        (5, True),
        (6, False),
    ]


def test_on_a_team_too_a_person_is_one_under_all_her_records() -> None:
    facts = replace(LINKED, kin_ties=ties((5, S, 3)))
    seats = ((1, AssignmentRole.MEMBER), (5, AssignmentRole.REVIEWER), (3, AssignmentRole.LEAD))
    found = screen_team(World(facts), 1, seats, on=ON)
    assert [(finding.rule, finding.people) for finding in found if finding.people] == [
        ("R23", (1,)),
        ("R29", (1, 3)),
        ("R32", (1,)),
        ("R32", (3,)),
        ("R32", (3,)),
    ]


def test_kin_who_may_not_sit_together_are_told_under_the_records_asked_about() -> None:
    facts = replace(LINKED, kin_ties=ties((3, P, 5)), same_people=(LINK, SamePerson(2, 8, 3)))
    told = [(kin.person, kin.relative, kin.bond.name) for kin in team_kin(World(facts), {1, 5, 3, 8}, on=ON)]
    assert told == [(1, 3, "PARENT"), (1, 8, "PARENT"), (3, 5, "CHILD"), (5, 8, "PARENT")]


def test_a_finding_is_seen_unchanged_where_nobody_has_two_records() -> None:
    (finding,) = findings(replace(BARE, kin_ties=ties((1, S, 9))))
    assert unify(BARE)[1].seen(finding, 1) is finding


def test_every_fact_that_names_people_is_known_to_the_joining() -> None:
    naming = {"person", "relative", "first", "second"}
    expected: dict[str, tuple[str, ...]] = {"people": ("id",)}
    for group, kind in get_type_hints(Facts).items():
        for fact in get_args(kind)[:1]:
            ends = tuple(field.name for field in fields(fact) if field.name in naming)
            if ends and group != "same_people":
                expected[group] = ends
    assert {group: ends for group, (_, ends) in ENDS.items()} == expected
