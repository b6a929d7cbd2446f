"""Whole drawn families: what the rules find is what counting generations over the registers says, pair by pair."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recusal.bonds import Bond
from recusal.facts import AssertedKin, Facts, Party, Person, SealedFacts
from recusal.findings import Evidence, Finding, Question
from recusal.kin_sets import CS_KIN, DISCRETIONARY, NEAR_CIV, NEAR_SUP
from recusal.kinship import KinIndex
from recusal.registry import TIES
from recusal.screen import find
from terms.cases import PartyRole
from terms.people import Gender
from terms.periods import ALWAYS, Period
from terms.ties import KinEdge, Kinship
from tests.recusal.family_oracle import Kindred, Village, days_of_change
from tests.recusal.making import CASE, LINKS, ORGANS
from tests.recusal.villages import ties_of, village

pytestmark = pytest.mark.no_cover

DAYS = (date(1990, 1, 1), date(2005, 7, 1), date(2026, 3, 5), date(2040, 7, 1))
INFORMED = 1000
"""Case n has person n as its subject; in case 1000 + n person n informed, and nobody is a subject."""

seeds = st.integers(0, 10**9)
generations = st.integers(3, 5)
some_families = settings(max_examples=15, deadline=None)
OTHER_SEX = {Gender.MALE: Gender.FEMALE, Gender.FEMALE: Gender.MALE}


def facts_of(drawn: Village, window: Period = ALWAYS) -> Facts:
    """Return the facts of the village, with two cases about each of its people."""
    numbers = [*drawn.people, *(INFORMED + person for person in drawn.people)]
    return Facts(
        organs=ORGANS,
        organ_links=LINKS,
        people=tuple(Person(person, drawn.sexes[person - 1]) for person in drawn.people),
        cases=tuple(replace(CASE, id=number, window=window) for number in numbers),
        parties=tuple(Party(person, person, PartyRole.SUBJECT, person) for person in drawn.people),
        kin_ties=ties_of(drawn),
        sealed=SealedFacts(informants=tuple((INFORMED + person, person) for person in drawn.people)),
    )


def everything(facts: Facts, on: date) -> tuple[Finding, ...]:
    """Ask about everybody in every case."""
    people = frozenset(person.id for person in facts.people)
    return find(facts, Question(people, frozenset(case.id for case in facts.cases)), on=on, rules=TIES)


def told(found: tuple[Finding, ...]) -> set[tuple[str, int, int]]:
    """Return rule, person and case of each finding; farther kinship beside a near one adds nothing and is left out."""
    pairs = {(finding.rule, finding.person, finding.case) for finding in found}
    return {said for said in pairs if said[0] != "R08" or ("R02", *said[1:]) not in pairs}


def expected(drawn: Village, days: tuple[date, ...]) -> set[tuple[str, int, int]]:
    """Return what counting generations says, where what holds on any of the days counts."""
    views = [Kindred(drawn, day) for day in days]
    said: set[tuple[str, int, int]] = set()
    for person in drawn.people:
        near = {kin for view in views for kin in view.near_by_supervision_law(person)}
        beyond = {kin for view in views for kin in view.beyond_near(person)} - near
        former = {kin for view in views for kin in view.former_spouses(person)}
        open_to_decision = {kin for view in views for kin in view.for_a_decision(person)} - near
        said |= {("R01", person, person), ("RESTRICTED", person, INFORMED + person)}
        said |= {("R02", person, kin) for kin in near}
        said |= {("R08", person, kin) for kin in beyond}
        said |= {("R18", person, kin) for kin in open_to_decision}
        said |= {("RESTRICTED", person, INFORMED + kin) for kin in near | beyond | former}
    return said


@given(seed=seeds, depth=generations)
@some_families
def test_the_three_sets_are_those_that_counting_generations_gives_from_both_ends(seed: int, depth: int) -> None:
    drawn = village(seed, generations=depth)
    index = KinIndex(ties_of(drawn), ())
    for day in DAYS:
        kindred = Kindred(drawn, day)
        that_day = Period(day, day + timedelta(days=1))

        def found(person: int, bonds: frozenset[Bond], that_day: Period = that_day) -> set[int]:
            return {kin.relative for kin in index.kin_in(person, bonds, that_day)}

        for person in drawn.people:
            near = kindred.near_by_supervision_law(person)
            assert found(person, NEAR_SUP) == near
            assert found(person, NEAR_CIV) == kindred.near_by_civil_code(person)
            assert found(person, CS_KIN) == kindred.civil_servants_kin(person)
            assert found(person, DISCRETIONARY) - near == kindred.for_a_decision(person) - near


@given(seed=seeds, depth=generations, day=st.sampled_from(DAYS))
@some_families
def test_every_pair_of_a_village_is_found_as_the_law_says_for_subjects_and_informants(
    seed: int, depth: int, day: date
) -> None:
    drawn = village(seed, generations=depth, most=45)
    assert told(everything(facts_of(drawn, Period(None, day)), day)) == expected(drawn, (day,))


@given(seed=seeds, day=st.sampled_from(DAYS))
@settings(max_examples=8, deadline=None)
def test_what_is_known_to_begin_before_the_work_ends_counts_already(seed: int, day: date) -> None:
    drawn = village(seed, generations=4, most=30)
    end = date(day.year + 10, 1, 1)
    days = (day, *(change for change in days_of_change(drawn) if day < change < end))
    assert told(everything(facts_of(drawn, Period(None, end)), day)) == expected(drawn, days)


def in_words(drawn: Village, facts: Facts) -> Facts:
    """Return the facts with marriages, and parents of whom nobody was adopted, told by a word instead of a step."""
    steps = {KinEdge.SPOUSE: Kinship.SPOUSE, KinEdge.PARENT: Kinship.CHILD}
    adopted = {entry.child for entry in drawn.adoptions}
    words = [tie for tie in facts.kin_ties if tie.edge in steps and tie.id % 2 and tie.second not in adopted]
    asserted = tuple(AssertedKin(tie.id, tie.first, tie.second, steps[tie.edge], tie.during) for tie in words)
    return replace(facts, kin_ties=tuple(tie for tie in facts.kin_ties if tie not in words), asserted_kin=asserted)


def with_a_sibling_by_word(drawn: Village, facts: Facts) -> tuple[Facts, ...]:
    """Return, for each who has a full sibling, the facts in which her parents are known by that sibling alone."""
    adopted = {entry.child for entry in drawn.adoptions}
    whole = [birth for birth in drawn.births if len(birth.parents) == 2 and birth.child not in adopted]
    told_by_word = []
    for birth, other in pairwise(whole):
        if birth.parents == other.parents:
            left = (tie for tie in facts.kin_ties if not (tie.edge is KinEdge.PARENT and tie.second == other.child))
            word = AssertedKin(1, other.child, birth.child, Kinship.SIBLING)
            told_by_word.append(replace(facts, kin_ties=tuple(left), asserted_kin=(word,)))
    return tuple(told_by_word)


@given(seed=seeds, depth=generations, day=st.sampled_from(DAYS))
@settings(max_examples=8, deadline=None)
def test_steps_told_by_words_lead_on_as_steps_on_record_do(seed: int, depth: int, day: date) -> None:
    drawn = village(seed, generations=depth, most=40)
    facts = in_words(drawn, facts_of(drawn, Period(None, day)))
    assert told(everything(facts, day)) == expected(drawn, (day,))


@given(seed=seeds, depth=generations)
@settings(max_examples=6, deadline=None)
def test_who_is_known_by_a_full_sibling_alone_has_all_kin_of_that_sibling(seed: int, depth: int) -> None:
    drawn = village(seed, generations=depth, most=30)
    day = date(2060, 1, 1)
    law = expected(drawn, (day,))
    for facts in with_a_sibling_by_word(drawn, facts_of(drawn, Period(None, day)))[:3]:
        assert told(everything(facts, day)) == law


@given(seed=seeds)
@settings(max_examples=5, deadline=None)
def test_men_and_women_are_kin_alike(seed: int) -> None:
    facts = facts_of(village(seed, most=40))
    turned = tuple(replace(person, gender=OTHER_SEX[person.gender or Gender.MALE]) for person in facts.people)
    assert everything(replace(facts, people=turned), DAYS[2]) == everything(facts, DAYS[2])


@given(seed=seeds, day=st.sampled_from(DAYS))
@some_families
def test_evidence_leads_from_the_person_to_the_subject_over_ties_on_record(seed: int, day: date) -> None:
    drawn = village(seed, generations=4, most=45)
    facts = facts_of(drawn, Period(None, day))
    ties = {tie.id: tie for tie in facts.kin_ties}
    found = [finding for finding in everything(facts, day) if finding.rule in {"R02", "R08", "R18"}]
    assert found or not drawn.marriages
    for finding in found:
        *path, because = finding.evidence
        assert because == Evidence("party", finding.case)
        standing = finding.person
        for step in path:
            assert step.record == "kin_tie"
            tie = ties[step.id]
            assert standing in (tie.first, tie.second)
            assert day in tie.during or finding.relation in {"EX_SPOUSE", "DISTANT"}
            standing = tie.second if standing == tie.first else tie.first
        assert standing == finding.other_person == finding.case


@given(seed=seeds, depth=generations)
@settings(max_examples=8, deadline=None)
def test_who_informed_is_told_by_the_same_neutral_code_whatever_the_kinship(seed: int, depth: int) -> None:
    drawn = village(seed, generations=depth, most=40)
    sealed = [finding for finding in everything(facts_of(drawn), DAYS[2]) if finding.case > INFORMED]
    assert sealed
    for finding in sealed:
        assert (finding.rule, finding.evidence, finding.other_person, finding.relation) == (
            "RESTRICTED",
            (),
            None,
            None,
        )


@pytest.mark.parametrize("seed", range(4))
def test_a_drawn_village_holds_what_is_hard_about_families(seed: int) -> None:
    villages = [village(100 * seed + place, generations=3 + place % 3) for place in range(10)]
    assert any(drawn.adoptions for drawn in villages)
    assert any(entry.during.end for drawn in villages for entry in drawn.adoptions)
    assert any(entry.during.end for drawn in villages for entry in drawn.marriages)
    assert {entry.raised for drawn in villages for entry in drawn.raisings} == {True, False}
    assert any(len(entry.parents) == 1 for drawn in villages for entry in drawn.births)
    assert max(len(drawn.sexes) for drawn in villages) > 40
