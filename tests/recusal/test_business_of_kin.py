"""R07 where a near relative does business with a subject, and R20 at the edges of its time."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Interest, SocialTie
from recusal.findings import Evidence
from terms.periods import ALWAYS, Period
from terms.ties import InterestKind, KinEdge, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, SUBJECT, findings, said, ties

WIFE, COUSIN = 2, 3
KIN = ties((1, KinEdge.SPOUSE, WIFE))
PARTY = Evidence("party", 1)


def lends(lender: int, during: Period = ALWAYS, kind: SocialTieKind = SocialTieKind.LENDER) -> Facts:
    """Return the facts in which somebody and the subject have a loan, or other business."""
    return replace(BARE, kin_ties=KIN, social_ties=(SocialTie(4, lender, SUBJECT, kind, during),))


def owning(*owners: tuple[int, Period]) -> Facts:
    """Return the facts in which these people have shares of one firm."""
    shares = tuple(
        Interest(number, owner, InterestKind.SHARES, m.FIRM, during=during)
        for number, (owner, during) in enumerate(owners, start=1)
    )
    return replace(BARE, kin_ties=KIN, interests=shares)


@pytest.mark.parametrize("kind", [SocialTieKind.LENDER, SocialTieKind.PARTNER])
def test_a_wife_who_does_business_with_the_subject_is_an_interest_of_near_kin(kind: SocialTieKind) -> None:
    (finding,) = findings(lends(WIFE, kind=kind))
    assert (finding.rule, finding.severity.value, finding.other_person, finding.relation) == (
        "R07",
        "HARD",
        WIFE,
        "SPOUSE",
    )
    assert finding.evidence == (Evidence("kin_tie", 1), Evidence("social_tie", 4), PARTY)


@pytest.mark.parametrize("kind", [SocialTieKind.FRIEND, SocialTieKind.GRUDGE])
def test_a_wife_who_is_the_subjects_friend_or_at_odds_with_him_has_no_interest(kind: SocialTieKind) -> None:
    assert findings(lends(WIFE, kind=kind)) == ()


def test_a_wife_who_owns_a_firm_with_the_subject_has_an_interest_in_him() -> None:
    (finding,) = findings(owning((WIFE, ALWAYS), (SUBJECT, ALWAYS)))
    assert (finding.rule, finding.severity.value, finding.organ) == ("R07", "HARD", m.FIRM)
    assert finding.evidence == (Evidence("kin_tie", 1), Evidence("interest", 1), Evidence("interest", 2), PARTY)
    assert findings(owning((WIFE, Period(None, ON)), (SUBJECT, Period(ON, None)))) == ()


def test_business_of_farther_kin_is_no_interest_of_hers() -> None:
    cousins = ties((5, KinEdge.PARENT, 6), (5, KinEdge.PARENT, 7), (6, KinEdge.PARENT, 1), (7, KinEdge.PARENT, COUSIN))
    assert findings(replace(lends(COUSIN), kin_ties=cousins)) == ()


def test_business_of_kin_that_is_over_counts_where_it_lasted_while_the_facts_happened() -> None:
    over = Period(None, date(2026, 1, 1))
    assert findings(lends(WIFE, over)) == ()
    case = replace(CASE, happened=Period(date(2025, 12, 31), date(2026, 2, 1)))
    assert said(findings(replace(lends(WIFE, over), cases=(case,)))) == ["R07 WAIVABLE"]


@pytest.mark.parametrize(
    ("begins", "expected"), [(date(2026, 8, 1), []), (date(2026, 7, 31), ["R20 HARD"]), (None, ["R20 HARD"])]
)
def test_a_loan_that_begins_after_the_work_is_none(begins: date | None, expected: list[str]) -> None:
    case = replace(CASE, window=Period(ON, date(2026, 8, 1)))
    facts = replace(lends(1, Period(begins, None)), cases=(case,))
    assert said(findings(facts)) == expected


def test_business_that_begins_later_hides_none_that_goes_on() -> None:
    later = SocialTie(3, 1, SUBJECT, SocialTieKind.PARTNER, Period(date(2026, 9, 1), None))
    case = replace(CASE, window=Period(ON, date(2026, 8, 1)))
    now = lends(1)
    facts = replace(now, cases=(case,), social_ties=(later, *now.social_ties))
    assert [finding.evidence[0] for finding in findings(facts)] == [Evidence("social_tie", 4)]
