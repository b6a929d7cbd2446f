"""Parties, witnesses, interests, social ties, and the separation of investigation and review."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import AssertedKin, Case, Interest, Party, Service, SocialTie, Succession
from recusal.findings import Evidence
from recusal.records import Recusal
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.organs import SuccessionKind
from terms.periods import ALWAYS, Period
from terms.ties import InterestKind, KinEdge, Kinship, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, SUBJECT_PARTY, findings, said, ties

S, P = KinEdge.SPOUSE, KinEdge.PARENT


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (PartyRole.SUBJECT, ["R01 HARD"]),
        (PartyRole.CO_SUBJECT, ["R01 HARD"]),
        (PartyRole.WITNESS, ["R05 HARD"]),
        (PartyRole.INTERESTED, ["R06 HARD"]),
        (PartyRole.VICTIM, ["R06 HARD"]),
    ],
)
def test_a_party_stands_aside_on_the_ground_of_the_role(role: PartyRole, expected: list[str]) -> None:
    facts = replace(BARE, parties=(SUBJECT_PARTY, Party(2, 1, role, person=1)))
    (finding,) = findings(facts)
    assert said((finding,)) == expected
    assert finding.evidence == (Evidence("party", 2),)
    assert findings(facts, 2) == ()


@pytest.mark.parametrize(
    ("role", "near", "extended"),
    [
        (PartyRole.WITNESS, ["R10 WAIVABLE"], ["R10 WAIVABLE"]),
        (PartyRole.INTERESTED, ["R07 HARD"], ["R10 WAIVABLE"]),
        (PartyRole.VICTIM, ["R07 HARD"], ["R10 WAIVABLE"]),
    ],
)
def test_kin_of_other_parties(role: PartyRole, near: list[str], extended: list[str]) -> None:
    facts = replace(BARE, parties=(Party(2, 1, role, person=8),))
    assert said(findings(replace(facts, kin_ties=ties((1, S, 8))))) == near
    assert said(findings(replace(facts, kin_ties=ties((1, S, 5), (8, P, 5))))) == extended
    assert findings(replace(facts, kin_ties=ties((1, S, 5), (6, P, 5), (8, P, 6)))) == ()


@pytest.mark.parametrize(("first", "second"), [(1, 8), (8, 1)])
def test_a_debt_to_a_witness_counts_while_it_lasts_and_a_friendship_does_not(first: int, second: int) -> None:
    facts = replace(BARE, parties=(Party(2, 1, PartyRole.WITNESS, person=8),))
    loan = SocialTie(1, first, second, SocialTieKind.LENDER)
    assert said(findings(replace(facts, social_ties=(loan,)))) == ["R10 WAIVABLE"]
    assert findings(replace(facts, social_ties=(replace(loan, kind=SocialTieKind.FRIEND),))) == ()
    assert findings(replace(facts, social_ties=(replace(loan, during=Period(None, ON)),))) == ()


def test_who_was_decided_to_stand_aside_does_so_for_good_and_from_that_case_alone() -> None:
    decided = Recusal(1, person=1, case=1)
    (finding,) = findings(replace(BARE, recusals=(decided,)))
    assert said((finding,)) == ["RECUSED HARD"]
    assert finding.evidence == (Evidence("recusal", 1),)
    assert findings(replace(BARE, recusals=(replace(decided, case=2),))) == ()
    assert findings(replace(BARE, recusals=(replace(decided, person=2),))) == ()


@pytest.mark.parametrize(
    ("interest", "expected"),
    [
        (Interest(1, 1, InterestKind.LAND, case=1), True),
        (Interest(1, 1, InterestKind.LAND, case=2), False),
        (Interest(1, 1, InterestKind.CONTRACT, organ=m.VILLAGE), True),
        (Interest(1, 1, InterestKind.CONTRACT, organ=m.FIRM), True),
        (Interest(1, 1, InterestKind.CONTRACT, organ=m.BUREAU), False),
        (Interest(1, 1, InterestKind.LAND, case=1, during=Period(None, ON)), False),
        (Interest(1, 1, InterestKind.CONTRACT, organ=m.VILLAGE, during=Period(None, ON)), False),
        (Interest(1, 1, InterestKind.LAND, case=1, during=Period(ON, ON)), False),
    ],
)
def test_an_interest_in_the_matter_or_in_a_unit_of_the_case(interest: Interest, expected: bool) -> None:  # noqa: FBT001
    party = Party(2, 1, PartyRole.INTERESTED, organ=m.FIRM)
    facts = replace(BARE, parties=(SUBJECT_PARTY, party), interests=(interest,))
    assert said(findings(facts)) == (["R06 HARD"] if expected else [])
    holder_is_wife = replace(facts, interests=(replace(interest, person=5),), kin_ties=ties((1, S, 5)))
    assert said(findings(holder_is_wife)) == (["R07 HARD"] if expected else [])


def test_an_interest_in_an_organ_that_became_the_unit_counts() -> None:
    facts = replace(
        BARE,
        interests=(Interest(1, 1, InterestKind.TENANCY, organ=m.FIRM),),
        successions=(Succession(3, m.FIRM, m.VILLAGE, SuccessionKind.RENAMED, date(2020, 1, 1)),),
    )
    assert [finding.evidence for finding in findings(facts)] == [(Evidence("interest", 1), Evidence("case", 1))]


def test_the_evidence_of_a_relatives_interest_leads_over_the_relative() -> None:
    facts = replace(BARE, interests=(Interest(7, 5, InterestKind.LAND, case=1),), kin_ties=ties((5, P, 1)))
    (finding,) = findings(facts)
    assert (finding.other_person, finding.relation) == (5, "PARENT")
    assert finding.evidence == (Evidence("kin_tie", 1), Evidence("interest", 7))


def test_an_interest_of_extended_kin_is_none_of_near_kin() -> None:
    facts = replace(BARE, interests=(Interest(7, 5, InterestKind.LAND, case=1),), kin_ties=ties((5, P, 6), (6, P, 1)))
    assert findings(facts) == ()


@pytest.mark.parametrize("kind", SocialTieKind)
@pytest.mark.parametrize(("first", "second"), [(1, 9), (9, 1)])
def test_each_social_tie_with_a_subject_has_its_rule(kind: SocialTieKind, first: int, second: int) -> None:
    expected = {
        SocialTieKind.GRUDGE: "R19 WAIVABLE",
        SocialTieKind.LENDER: "R20 HARD",
        SocialTieKind.PARTNER: "R20 HARD",
    }.get(kind, "R18 WAIVABLE")
    facts = replace(BARE, social_ties=(SocialTie(1, first, second, kind),))
    (finding,) = findings(facts)
    assert said((finding,)) == [expected]
    assert (finding.other_person, finding.relation) == (9, kind.value)
    assert findings(facts, 5) == ()


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (None, "R20 HARD"),
        (date(2026, 3, 6), "R20 HARD"),
        (ON, "R20 WAIVABLE"),
        (date(2023, 3, 5), "R20 WAIVABLE"),
        (date(2023, 3, 4), "R20 SOFT"),
    ],
)
def test_a_loan_and_a_common_firm_fade_once_ended(ended: date | None, expected: str) -> None:
    loan = replace(BARE, social_ties=(SocialTie(1, 1, 9, SocialTieKind.LENDER, Period(None, ended)),))
    assert said(findings(loan)) == [expected]
    firm = replace(
        BARE,
        interests=(
            Interest(1, 1, InterestKind.SHARES, organ=m.FIRM),
            Interest(2, 9, InterestKind.SHARES, organ=m.FIRM, during=Period(None, ended)),
        ),
    )
    (finding,) = findings(firm)
    assert said((finding,)) == [expected]
    assert finding.evidence == (Evidence("interest", 1), Evidence("interest", 2), Evidence("party", 1))


@pytest.mark.parametrize(
    ("mine", "his"),
    [
        (Interest(1, 1, InterestKind.SHARES, organ=m.FIRM), Interest(2, 9, InterestKind.LOAN, organ=m.FIRM)),
        (Interest(1, 1, InterestKind.LOAN, organ=m.FIRM), Interest(2, 9, InterestKind.SHARES, organ=m.FIRM)),
        (Interest(1, 1, InterestKind.SHARES, organ=m.FIRM), Interest(2, 9, InterestKind.SHARES, organ=m.BUREAU)),
        (Interest(1, 1, InterestKind.SHARES, organ=m.FIRM), Interest(2, 9, InterestKind.SHARES, case=5)),
        (
            Interest(1, 1, InterestKind.SHARES, organ=m.FIRM, during=Period(ON, None)),
            Interest(2, 9, InterestKind.SHARES, organ=m.FIRM, during=Period(None, ON)),
        ),
    ],
)
def test_to_have_dealt_with_one_firm_otherwise_is_no_common_firm(mine: Interest, his: Interest) -> None:
    assert findings(replace(BARE, interests=(mine, his))) == ()


SERVICE = Service(4, 1, 1, AssignmentRole.MEMBER, AssignmentState.ENDED, Period(date(2025, 1, 1), date(2025, 2, 1)))


@pytest.mark.parametrize("state", AssignmentState)
def test_who_investigated_does_not_review_whatever_became_of_the_service(state: AssignmentState) -> None:
    facts = replace(BARE, services=(replace(SERVICE, state=state),))
    (finding,) = findings(facts, role=AssignmentRole.REVIEWER)
    assert said((finding,)) == ["R23 HARD"]
    assert finding.evidence == (Evidence("service", 4),)
    assert findings(facts, role=AssignmentRole.LEAD) == ()


def test_who_reviewed_does_not_investigate() -> None:
    facts = replace(BARE, services=(replace(SERVICE, role=AssignmentRole.REVIEWER),))
    assert said(findings(facts, role=AssignmentRole.RECORDS)) == ["R23 HARD"]
    assert findings(facts, role=AssignmentRole.REVIEWER) == ()


def test_a_service_that_held_no_day_is_none() -> None:
    facts = replace(BARE, services=(replace(SERVICE, during=Period(ON, ON)),))
    assert findings(facts, role=AssignmentRole.REVIEWER) == ()


@pytest.mark.parametrize(("linked_from", "linked_to"), [(1, 2), (2, 1)])
def test_a_service_on_a_linked_case_counts_from_both_sides(linked_from: int, linked_to: int) -> None:
    others = {1: CASE, 2: Case(2, Mode.SELF, m.BUREAU, m.GROUP)}
    others[linked_from] = replace(others[linked_from], linked_cases=(linked_to,))
    facts = replace(BARE, cases=tuple(others.values()), services=(replace(SERVICE, case=2),))
    (finding,) = findings(facts, role=AssignmentRole.REVIEWER)
    assert (finding.rule, finding.case) == ("R23", 1)
    assert finding.evidence == (Evidence("case", 2), Evidence("service", 4))


def test_a_service_on_another_case_does_not_count() -> None:
    facts = replace(BARE, cases=(CASE, replace(CASE, id=2)), services=(replace(SERVICE, case=2),))
    assert findings(facts, role=AssignmentRole.REVIEWER) == ()


@pytest.mark.parametrize(("state", "expected"), [(AssignmentState.ACTIVE, ["R29 HARD"]), (AssignmentState.RECUSED, [])])
@pytest.mark.parametrize("role", [AssignmentRole.MEMBER, AssignmentRole.REVIEWER])
def test_kin_of_somebody_now_on_the_case_stand_aside(
    role: AssignmentRole, state: AssignmentState, expected: list[str]
) -> None:
    colleague = Service(4, 5, 1, role, state, ALWAYS)
    facts = replace(BARE, services=(colleague,), kin_ties=ties((1, S, 6), (7, P, 6), (7, P, 5)))
    assert said(findings(facts)) == expected
    assert findings(facts, 2) == ()


def test_on_one_team_an_aunts_husband_and_a_wifes_nephew_are_the_same() -> None:
    colleague = Service(4, 9, 1, AssignmentRole.LEAD, AssignmentState.ACTIVE, ALWAYS)
    nephew = replace(BARE, parties=(), services=(colleague,), kin_ties=ties((9, S, 5), (6, P, 5), (6, P, 7), (7, P, 1)))
    assert said(findings(nephew)) == ["R29 HARD"]
    uncle = replace(nephew, services=(replace(colleague, person=1),))
    assert said(findings(uncle, 9)) == ["R29 HARD"]


@pytest.mark.parametrize("word", [Kinship.EX_SPOUSE, Kinship.PARTNER])
@pytest.mark.parametrize("role", [PartyRole.WITNESS, PartyRole.INTERESTED, PartyRole.VICTIM])
def test_the_partner_or_former_spouse_of_whom_the_case_touches_needs_a_waiver(word: Kinship, role: PartyRole) -> None:
    facts = replace(BARE, parties=(*BARE.parties, Party(2, 1, role, 7)), asserted_kin=(AssertedKin(3, 1, 7, word),))
    (finding,) = findings(facts)
    assert (finding.rule, finding.severity.value, finding.relation) == ("R10", "WAIVABLE", word.value)
