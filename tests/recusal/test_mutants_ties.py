"""Grounds of command, interest and social ties: each finding whole, with every record that it rests on, in order."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Interest, Membership, Organ, OrganLink, Party, SocialTie
from recusal.findings import Evidence, Finding
from terms.cases import Mode, PartyRole
from terms.organs import OrganKind, OrganLinkKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from terms.ties import InterestKind, KinEdge, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, INVESTIGATOR, ON, SUBJECT, belongs, findings, in_mode, said, ties, works

BY_PARTY = Evidence("party", 1)
SECTION = 60
SECTIONED = replace(
    BARE,
    organs=(*BARE.organs, Organ(SECTION, OrganKind.SECOND_LEVEL)),
    organ_links=(*BARE.organ_links, OrganLink(20, SECTION, m.INSTITUTE, OrganLinkKind.PART_OF)),
)


def found(
    rule: str,
    severity: Severity,
    *evidence: Evidence,
    other: int | None = SUBJECT,
    organ: int | None = None,
    relation: str | None = None,
) -> Finding:
    """Return a conflict of the investigator in the first case."""
    return Finding(rule, severity, Verdict.CONFLICT, INVESTIGATOR, 1, evidence, other, organ, relation)


def posts(*memberships: Membership, facts: Facts = BARE) -> Facts:
    """Return the facts of a case that its home organ keeps, with memberships."""
    return in_mode(Mode.SELF, replace(facts, memberships=memberships))


def post(person: int, organ: int) -> Evidence:
    """Return the record of a membership."""
    return Evidence("membership", person * 100 + organ)


def link(number: int) -> Evidence:
    """Return the record of a link between organs."""
    return Evidence("organ_link", number)


def test_a_superior_is_shown_with_both_posts_and_the_links_between_from_below() -> None:
    facts = posts(belongs(1, SECTION), belongs(SUBJECT, m.BUREAU, leads=True), facts=SECTIONED)
    by_records = (post(1, SECTION), link(20), link(10), post(SUBJECT, m.BUREAU), BY_PARTY)
    assert findings(facts, rules={"R14"}) == (found("R14", Severity.HARD, *by_records, organ=SECTION),)


@pytest.mark.parametrize(("ended", "expected"), [(ON, ["R14 WAIVABLE"]), (date(2026, 3, 6), ["R14 HARD"])])
def test_a_superior_until_yesterday_is_a_past_one_and_until_today_a_present_one(
    ended: date, expected: list[str]
) -> None:
    facts = posts(belongs(1, m.BUREAU), belongs(SUBJECT, m.BUREAU, Period(None, ended), leads=True))
    assert said(findings(facts, rules={"R14"})) == expected


@pytest.mark.parametrize(
    ("of_subject", "of_person", "path"),
    [
        (m.COUNTY, m.COUNTY, ()),
        (m.COUNTY, m.OFFICE, (1,)),
        (m.OFFICE, m.OFFICE, ()),
        (m.OFFICE, m.COUNTY, (1,)),
        (m.OFFICE, m.OTHER_OFFICE, (2, 1)),
        (m.COMMISSION, m.COMMISSION, ()),
    ],
)
def test_colleagues_in_a_discipline_organ_are_shown_with_the_links_from_hers_to_his(
    of_subject: int, of_person: int, path: tuple[int, ...]
) -> None:
    facts = posts(belongs(1, of_person), belongs(SUBJECT, of_subject))
    by_records = (post(1, of_person), *(link(number) for number in path), post(SUBJECT, of_subject), BY_PARTY)
    assert findings(facts, rules={"R37"}) == (found("R37", Severity.ABSOLUTE, *by_records, organ=of_person),)


@pytest.mark.parametrize("kind", [SocialTieKind.LENDER, SocialTieKind.PARTNER])
def test_a_loan_is_shown_with_its_record(kind: SocialTieKind) -> None:
    facts = replace(BARE, social_ties=(SocialTie(4, SUBJECT, 1, kind, ALWAYS),))
    by_records = (Evidence("social_tie", 4), BY_PARTY)
    assert findings(facts) == (found("R20", Severity.HARD, *by_records, relation=kind.value),)


def test_a_common_firm_is_shown_with_both_shares_whatever_else_the_subject_has() -> None:
    interests = (
        Interest(1, SUBJECT, InterestKind.CONTRACT, m.BUREAU),
        Interest(2, SUBJECT, InterestKind.SHARES, m.FIRM),
        Interest(3, 1, InterestKind.SHARES, m.FIRM),
    )
    by_records = (Evidence("interest", 3), Evidence("interest", 2), BY_PARTY)
    expected = found("R20", Severity.HARD, *by_records, organ=m.FIRM, relation="SHARES")
    assert findings(replace(BARE, interests=interests), rules={"R20"}) == (expected,)


FIRM_IS_PARTY = (m.SUBJECT_PARTY, Party(6, 1, PartyRole.INTERESTED, organ=m.FIRM))


def test_an_interest_in_a_unit_that_is_a_party_is_shown_with_that_party() -> None:
    interest = Interest(3, 1, InterestKind.CONTRACT, m.FIRM)
    facts = replace(BARE, interests=(interest,), parties=FIRM_IS_PARTY)
    by_records = (Evidence("interest", 3), Evidence("party", 6))
    assert findings(facts, rules={"R06"}) == (
        found("R06", Severity.HARD, *by_records, other=None, organ=m.FIRM, relation="CONTRACT"),
    )


def test_an_interest_of_near_kin_is_shown_with_the_tie_and_the_unit() -> None:
    interest = Interest(3, 5, InterestKind.CONTRACT, m.FIRM)
    facts = replace(BARE, interests=(interest,), parties=FIRM_IS_PARTY, kin_ties=ties((1, KinEdge.SPOUSE, 5)))
    by_records = (Evidence("kin_tie", 1), Evidence("interest", 3), Evidence("party", 6))
    assert findings(facts, rules={"R07"}) == (
        found("R07", Severity.HARD, *by_records, other=5, organ=m.FIRM, relation="SPOUSE"),
    )


@pytest.mark.parametrize("role", [PartyRole.VICTIM, PartyRole.INTERESTED])
def test_near_kin_of_a_victim_is_shown_with_the_party(role: PartyRole) -> None:
    facts = replace(BARE, parties=(m.SUBJECT_PARTY, Party(6, 1, role, 5)), kin_ties=ties((1, KinEdge.SPOUSE, 5)))
    by_records = (Evidence("kin_tie", 1), Evidence("party", 6))
    assert findings(facts, rules={"R07"}) == (found("R07", Severity.HARD, *by_records, other=5, relation="SPOUSE"),)


def test_who_leads_nothing_is_above_nobody() -> None:
    facts = posts(belongs(1, SECTION, leads=True), belongs(SUBJECT, m.INSTITUTE), facts=SECTIONED)
    assert findings(facts, rules={"R14"}) == ()
    assert said(findings(works(belongs(1, m.BUREAU, leads=True), belongs(SUBJECT, m.BUREAU)), rules={"R14"})) == [
        "R14 WAIVABLE"
    ]
