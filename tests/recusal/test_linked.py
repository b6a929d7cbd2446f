"""Conflicts in a linked case (R52), and who may hold a delegated talk (R54)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Interest, Membership, Party, SocialTie
from recusal.findings import Evidence, Question
from recusal.lifting import ground_of
from recusal.policy import Policy
from recusal.records import Dismissal, Incident
from recusal.screen import find, screen
from terms.cases import PartyRole
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Purpose, Severity, Verdict
from terms.ties import IncidentKind, InterestKind, KinEdge, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, SUBJECT, SUBJECT_PARTY, belongs, findings, said, ties

S, P = KinEdge.SPOUSE, KinEdge.PARENT
GIVER = 8
"""The subject of the linked case, the one who gave the bribe."""
LINKED = replace(
    BARE,
    cases=(CASE, replace(CASE, id=2, concerned_organ=m.FIRM, linked_cases=(1,))),
    parties=(SUBJECT_PARTY, Party(2, 2, PartyRole.SUBJECT, GIVER)),
)
APART = replace(LINKED, cases=(CASE, replace(LINKED.cases[1], linked_cases=())))
WITNESSES = (*LINKED.parties, Party(3, 2, PartyRole.WITNESS, 5))

GROUNDS: tuple[tuple[Facts, str], ...] = (
    (replace(LINKED, parties=(SUBJECT_PARTY, Party(2, 2, PartyRole.SUBJECT, 1))), "HARD"),
    (replace(LINKED, kin_ties=ties((1, S, GIVER))), "HARD"),
    (replace(LINKED, parties=(*LINKED.parties, Party(3, 2, PartyRole.WITNESS, 1))), "HARD"),
    (replace(LINKED, interests=(Interest(1, 1, InterestKind.SHARES, organ=m.FIRM),)), "HARD"),
    (replace(LINKED, kin_ties=ties((1, S, 5)), interests=(Interest(1, 5, InterestKind.LOAN, case=2),)), "HARD"),
    (replace(LINKED, kin_ties=ties((GIVER, P, 5), (5, P, 1))), "HARD"),
    (replace(LINKED, parties=WITNESSES, kin_ties=ties((1, S, 5))), "WAIVABLE"),
    (replace(LINKED, memberships=(belongs(1, m.BUREAU), belongs(GIVER, m.BUREAU, leads=True))), "HARD"),
    (replace(LINKED, social_ties=(SocialTie(1, 1, GIVER, SocialTieKind.FRIEND),)), "WAIVABLE"),
    (replace(LINKED, social_ties=(SocialTie(1, 1, GIVER, SocialTieKind.GRUDGE),)), "WAIVABLE"),
    (replace(LINKED, social_ties=(SocialTie(1, 1, GIVER, SocialTieKind.LENDER),)), "HARD"),
    (replace(LINKED, incidents=(Incident(1, 1, 2, IncidentKind.GIFT, established=True, on=ON),)), "HARD"),
)


@pytest.mark.parametrize(("facts", "severity"), GROUNDS)
@pytest.mark.parametrize("linked_from", [1, 2])
def test_a_conflict_in_a_linked_case_counts_here_as_hard_as_there(
    facts: Facts, severity: str, linked_from: int
) -> None:
    links = {linked_from: (3 - linked_from,)}
    both = replace(facts, cases=tuple(replace(case, linked_cases=links.get(case.id, ())) for case in facts.cases))
    here = findings(both)
    there = [one for one in findings(both, case=2) if one.rule != "R11"]
    assert said(here) == [f"R52 {severity}"]
    assert [(one.case, one.evidence[0], one.evidence[1:]) for one in here] == [
        (1, Evidence("case", 2), one.evidence) for one in there
    ]
    assert [(one.other_person, one.relation, one.organ) for one in here] == [
        (one.other_person, one.relation, one.organ) for one in there
    ]
    unlinked = replace(facts, cases=tuple(replace(case, linked_cases=()) for case in facts.cases))
    assert findings(unlinked) == ()


def test_what_fires_here_as_well_is_not_told_again() -> None:
    both = (*LINKED.parties, Party(4, 2, PartyRole.CO_SUBJECT, SUBJECT))
    facts = replace(LINKED, parties=both, kin_ties=ties((1, S, SUBJECT), (1, P, GIVER)))
    found = findings(facts)
    assert [(one.rule, one.other_person) for one in found] == [("R02", SUBJECT), ("R52", GIVER)]


def test_what_fires_here_less_hard_is_told_again() -> None:
    past, now = Period(None, date(2025, 1, 1)), Period(date(2026, 9, 1), None)
    leads = (belongs(SUBJECT, m.BUREAU, past, leads=True), belongs(SUBJECT, m.FIRM, now, leads=True))
    short = replace(CASE, window=Period(ON, date(2026, 8, 1)))
    facts = replace(
        LINKED,
        cases=(short, LINKED.cases[1]),
        parties=(SUBJECT_PARTY, Party(2, 2, PartyRole.SUBJECT, SUBJECT)),
        memberships=(*leads, belongs(1, m.BUREAU), belongs(1, m.FIRM)),
    )
    assert said(findings(facts, rules={"R14", "R52"})) == ["R52 HARD", "R14 WAIVABLE"]


def test_the_workplace_of_a_linked_case_and_past_service_on_it_are_not_its_people() -> None:
    assert findings(replace(LINKED, memberships=(belongs(1, m.FIRM),))) == ()


def test_a_link_to_a_case_that_is_not_known_says_nothing() -> None:
    facts = replace(BARE, cases=(replace(CASE, linked_cases=(77,)),))
    assert findings(facts) == ()


def test_a_case_two_links_away_is_not_linked() -> None:
    far = replace(CASE, id=3, concerned_organ=m.FIRM, linked_cases=(2,))
    facts = replace(LINKED, cases=(*LINKED.cases, far), parties=(SUBJECT_PARTY, Party(2, 3, PartyRole.SUBJECT, 1)))
    assert findings(facts) == ()
    assert said(findings(facts, case=2)) == ["R52 HARD"]


def test_the_county_sets_the_rule_and_not_the_link() -> None:
    facts = replace(LINKED, social_ties=(SocialTie(1, 1, GIVER, SocialTieKind.FRIEND),))
    assert findings(facts, policy=Policy({"R18": None})) == ()
    assert said(findings(facts, policy=Policy({"R18": Severity.ABSOLUTE}))) == ["R52 ABSOLUTE"]


def test_a_kinship_that_was_dismissed_here_is_looked_through() -> None:
    lenient = Policy({"R08": Severity.WAIVABLE})
    both = replace(LINKED, kin_ties=ties((GIVER, P, 5), (5, P, 1), (GIVER, P, 6), (6, P, 1)))
    (shown,) = findings(both, policy=lenient)
    assert shown.evidence[1:3] == (Evidence("kin_tie", 2), Evidence("kin_tie", 1))
    dismissed = replace(both, dismissals=(Dismissal(1, 1, 1, "R52", ground_of(shown)),))
    (next_path,) = findings(dismissed, policy=lenient)
    assert (next_path.evidence[1:3], next_path.lifted_by) == ((Evidence("kin_tie", 4), Evidence("kin_tie", 3)), None)
    settled = replace(dismissed, dismissals=(*dismissed.dismissals, Dismissal(2, 1, 1, "R52", ground_of(next_path))))
    (lifted,) = findings(settled, policy=lenient)
    assert lifted.lifted_by == Evidence("dismissal", 1)


def talk(facts: Facts, person: int = 1) -> list[str]:
    """Return what stands against somebody who would hold a delegated talk."""
    return said(findings(facts, person, purpose=Purpose.DELEGATED_TALK, rules={"R54"}))


@pytest.mark.parametrize("role", PartyRole)
def test_nobody_who_is_implicated_holds_a_delegated_talk(role: PartyRole) -> None:
    facts = replace(BARE, parties=(SUBJECT_PARTY, Party(2, 1, role, person=1)))
    assert talk(facts) == ["R54 HARD"]
    assert talk(facts, 2) == []
    assert findings(facts, rules={"R54"}) == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (replace(BARE, kin_ties=ties((1, S, SUBJECT))), ["R54 HARD"]),
        (replace(BARE, memberships=(belongs(1, m.BUREAU), belongs(SUBJECT, m.BUREAU, leads=True))), ["R54 HARD"]),
        (replace(BARE, social_ties=(SocialTie(1, 1, SUBJECT, SocialTieKind.FRIEND),)), []),
        (replace(BARE, interests=(Interest(1, 1, InterestKind.LAND, organ=m.VILLAGE, during=Period(None, ON)),)), []),
    ],
)
def test_a_hard_tie_keeps_from_a_delegated_talk_and_a_softer_one_is_left_to_a_waiver(
    facts: Facts, expected: list[str]
) -> None:
    assert talk(facts) == expected


def test_the_head_of_the_talkees_unit_may_hold_the_talk_and_no_longer_when_tied() -> None:
    head = Membership(1, 1, m.BUREAU, MembershipKind.ESTABLISHMENT, leads=True, during=ALWAYS)
    facts = replace(BARE, memberships=(head, belongs(SUBJECT, m.BUREAU)))
    assert said(findings(facts)) == ["R11 ABSOLUTE", "R14 WAIVABLE"]
    question = Question(frozenset({1}), frozenset({1}), purpose=Purpose.DELEGATED_TALK)
    (answer,) = screen(facts, question, on=ON)
    assert [(one.rule, one.relation) for one in answer.findings] == [("R48", "DECLARATION")]
    assert answer.verdict is Verdict.UNKNOWN
    related = find(replace(facts, kin_ties=ties((1, P, SUBJECT))), question, on=ON)
    assert [one.rule for one in related] == ["R48", "R02", "R54"]
    assert related[1].evidence == related[2].evidence
