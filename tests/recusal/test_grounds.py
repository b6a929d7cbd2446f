"""What a waiver or a dismissal is bound to: a settled ground holds until its evidence changes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from recusal.facts import AssertedKin, Facts, Interest, KinTie, Party, SocialTie
from recusal.findings import Evidence, Question
from recusal.lifting import ground_of, parties_of
from recusal.records import SamePerson
from recusal.screen import find
from recusal.world import World
from terms.cases import PartyRole
from terms.recusal import Severity, Verdict
from terms.ties import InterestKind, KinEdge, Kinship, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, SUBJECT_PARTY, belongs, ties
from tests.recusal.settling import FRIENDS, LENIENT, bars, dismissed, only, told, waived

P, S = KinEdge.PARENT, KinEdge.SPOUSE
WAIVED, DISMISSED = Evidence("waiver", 1), Evidence("dismissal", 1)


@pytest.mark.parametrize("settle", [waived, dismissed])
def test_records_beside_the_path_change_nothing(settle: Callable[[Facts], Facts]) -> None:
    facts = settle(FRIENDS)
    richer = replace(
        facts,
        social_ties=(*facts.social_ties, SocialTie(2, 1, 8, SocialTieKind.FRIEND)),
        interests=(Interest(1, 1, InterestKind.SHARES, organ=m.FIRM),),
        kin_ties=ties((1, S, 8), (3, P, 1)),
        memberships=(belongs(1, m.FAR_COMMISSION),),
    )
    assert bars(richer) == []


@pytest.mark.parametrize("settle", [waived, dismissed])
def test_a_record_of_the_path_that_was_corrected_ends_what_was_settled(settle: Callable[[Facts], Facts]) -> None:
    corrected = replace(settle(FRIENDS), social_ties=(SocialTie(2, 1, 9, SocialTieKind.FRIEND),))
    assert bars(corrected) == ["FRIEND"]


@pytest.mark.parametrize("settle", [waived, dismissed])
def test_another_ground_is_not_covered(settle: Callable[[Facts], Facts]) -> None:
    facts = settle(FRIENDS)
    classmates = replace(facts, social_ties=(*facts.social_ties, SocialTie(2, 1, 9, SocialTieKind.CLASSMATE)))
    assert bars(classmates) == ["CLASSMATE"]


def test_a_second_record_that_says_the_same_is_waived_with_the_first_and_to_be_dismissed_for_itself() -> None:
    twice = (*FRIENDS.social_ties, SocialTie(2, 1, 9, SocialTieKind.FRIEND))
    assert bars(replace(waived(FRIENDS), social_ties=twice)) == []
    once = replace(dismissed(FRIENDS), social_ties=twice)
    (second,) = told(once)
    assert (second.lifted_by, second.evidence[0]) == (None, Evidence("social_tie", 2))
    (both,) = told(dismissed(once, second))
    assert (both.lifted_by, both.evidence[0]) == (DISMISSED, Evidence("social_tie", 1))


def test_a_waiver_of_what_is_left_when_the_first_was_dismissed_lifts_it() -> None:
    once = replace(dismissed(FRIENDS), social_ties=(*FRIENDS.social_ties, SocialTie(2, 1, 9, SocialTieKind.FRIEND)))
    (finding,) = told(waived(once, only(once)))
    assert (finding.lifted_by, finding.evidence[0]) == (WAIVED, Evidence("social_tie", 2))


COUSINS = replace(BARE, kin_ties=ties((5, P, 6), (5, P, 7), (6, P, 1), (7, P, 9)))


def test_a_dismissed_kinship_lets_the_next_nearest_be_seen() -> None:
    facts = replace(BARE, asserted_kin=(AssertedKin(1, 1, 9, Kinship.UNCLE_AUNT), AssertedKin(2, 1, 9, Kinship.COUSIN)))
    assert bars(facts) == ["UNCLE_AUNT"]
    once = dismissed(facts)
    assert [(finding.relation, finding.lifted_by) for finding in told(once)] == [
        ("COUSIN", None),
        ("UNCLE_AUNT", DISMISSED),
    ]
    cousin = next(finding for finding in told(once) if finding.lifted_by is None)
    assert bars(dismissed(once, cousin)) == []
    assert bars(waived(once, cousin)) == []


def test_a_waived_kinship_lets_the_next_nearest_be_seen_but_no_other_path_to_the_same() -> None:
    words = (AssertedKin(1, 1, 9, Kinship.UNCLE_AUNT), AssertedKin(2, 1, 9, Kinship.COUSIN))
    twice = AssertedKin(3, 1, 9, Kinship.UNCLE_AUNT)
    once = waived(replace(BARE, asserted_kin=words))
    for facts in (once, replace(once, asserted_kin=(*words, twice))):
        assert [(finding.relation, finding.lifted_by) for finding in told(facts)] == [
            ("COUSIN", None),
            ("UNCLE_AUNT", WAIVED),
        ]
    cousin = next(finding for finding in told(once) if finding.lifted_by is None)
    assert bars(waived(once, cousin)) == []


def test_a_dismissed_path_of_kinship_lets_another_path_to_the_same_be_seen() -> None:
    grandmother = tuple(KinTie(tie.id + 10, 4, tie.second, P) for tie in COUSINS.kin_ties if tie.first == 5)
    facts = replace(COUSINS, kin_ties=(*COUSINS.kin_ties, *grandmother))
    once = dismissed(facts)
    (finding,) = told(once)
    assert (finding.relation, finding.lifted_by) == ("COUSIN", None)
    assert [step.id for step in finding.evidence] == [3, 11, 12, 4, 1]
    assert bars(waived(facts)) == []


def test_a_dismissal_on_one_case_and_one_person_leaves_the_others() -> None:
    facts = replace(
        dismissed(COUSINS),
        cases=(CASE, replace(CASE, id=2)),
        parties=(SUBJECT_PARTY, replace(SUBJECT_PARTY, id=2, case=2)),
        asserted_kin=(AssertedKin(1, 2, 9, Kinship.COUSIN),),
    )
    question = Question(frozenset({1, 2}), frozenset({1, 2}))
    found = find(facts, question, LENIENT, on=ON, rules={"R08"})
    assert [(finding.person, finding.case, finding.lifted_by) for finding in found] == [
        (1, 1, DISMISSED),
        (1, 2, None),
        (2, 1, None),
        (2, 2, None),
    ]


def test_of_two_that_lift_the_first_is_named() -> None:
    assert only(waived(waived(FRIENDS), only(FRIENDS))).lifted_by == WAIVED
    assert only(dismissed(dismissed(FRIENDS), only(FRIENDS))).lifted_by == DISMISSED
    assert only(waived(dismissed(FRIENDS), only(FRIENDS))).lifted_by == WAIVED


def test_what_was_settled_for_one_record_of_a_person_holds_for_her_other_records() -> None:
    linked = replace(FRIENDS, same_people=(SamePerson(1, 1, 5),))
    other = Question(frozenset({5}), frozenset({1}))
    (seen,) = told(linked, other)
    facts = waived(linked, seen, change=lambda waiver: replace(waiver, person=5))
    assert [finding.lifted_by for finding in (*told(facts), *told(facts, other))] == [WAIVED, WAIVED]


def test_the_ground_tells_every_part_of_a_finding_but_what_lifts_it() -> None:
    (finding,) = told(FRIENDS)
    changed = [
        replace(finding, rule="R19"),
        replace(finding, severity=Severity.SOFT),
        replace(finding, verdict=Verdict.UNKNOWN),
        replace(finding, person=2),
        replace(finding, case=2),
        replace(finding, other_person=8),
        replace(finding, organ=3),
        replace(finding, relation="CLASSMATE"),
        replace(finding, evidence=finding.evidence[:1]),
    ]
    assert len({ground_of(finding), *map(ground_of, changed)}) == len(changed) + 1
    assert ground_of(replace(finding, lifted_by=WAIVED)) == ground_of(finding)


def test_the_parties_of_a_case_are_the_same_in_any_order_and_under_any_record() -> None:
    other = Party(2, 1, PartyRole.WITNESS, 7)
    facts = replace(BARE, parties=(SUBJECT_PARTY, other))
    again = replace(BARE, parties=(replace(other, id=5), SUBJECT_PARTY))
    assert parties_of(World(facts), 1) == parties_of(World(again), 1)
    assert parties_of(World(facts), 1) != parties_of(World(BARE), 1)
    assert parties_of(World(BARE), 2) != parties_of(World(BARE), 3)
