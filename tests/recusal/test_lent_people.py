"""Who is lent to a unit of the case, or was until lately or while the facts happened (R15), and past service (R13)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Membership
from recusal.findings import Evidence
from recusal.policy import Policy
from terms.cases import Mode
from terms.people import MembershipKind
from terms.periods import Period
from terms.recusal import Purpose, Severity
from tests.recusal import making as m
from tests.recusal.making import ON, SUBJECT, belongs, findings, in_mode, said, works

LENT = MembershipKind.SECONDMENT
THEN = Period(date(2015, 1, 1), date(2015, 6, 1))
"""When the facts of the case happened."""


def lent(during: Period, organ: int = m.VILLAGE) -> Facts:
    """Return the facts with the investigator lent to an organ, and a case whose facts are old."""
    facts = works(belongs(1, organ, during, kind=LENT))
    return replace(facts, cases=(replace(facts.cases[0], happened=THEN),))


def test_somebody_lent_elsewhere_counts_at_both_units() -> None:
    here, there = belongs(1, m.VILLAGE), belongs(1, m.BUREAU, kind=LENT)
    assert said(findings(works(here, there))) == ["R11 ABSOLUTE"]
    assert said(findings(works(here, there, organ=m.BUREAU))) == ["R15 ABSOLUTE"]


def test_somebody_lent_to_the_home_organ_is_kept_away_as_its_members_are() -> None:
    facts = works(belongs(1, m.COMMISSION, kind=MembershipKind.TEMPORARY_POST))
    (finding,) = findings(facts)
    assert (finding.rule, finding.severity, finding.organ) == ("R15", Severity.ABSOLUTE, m.COMMISSION)
    assert finding.evidence == (Evidence("membership", 111), Evidence("case", 1))
    assert findings(in_mode(Mode.SELF, facts)) == ()


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        (Period(None, ON), ["R15 WAIVABLE"]),
        (Period(date(2025, 1, 1), date(2025, 3, 5)), ["R15 WAIVABLE"]),
        (Period(date(2025, 1, 1), date(2025, 3, 4)), []),
        (Period(date(2014, 1, 1), date(2015, 1, 2)), ["R15 WAIVABLE"]),
        (Period(date(2014, 1, 1), date(2015, 1, 1)), []),
        (Period(date(2015, 6, 1), date(2016, 1, 1)), []),
        (Period(None, date(2026, 3, 6)), ["R15 ABSOLUTE"]),
        (Period(date(2026, 4, 1), None), ["R15 ABSOLUTE"]),
    ],
)
def test_a_loan_that_ended_lately_or_covered_the_facts_needs_a_waiver(during: Period, expected: list[str]) -> None:
    assert said(findings(lent(during), rules={"R15"})) == expected


def test_a_loan_that_ended_a_year_ago_is_past_service_still() -> None:
    assert said(findings(lent(Period(date(2025, 1, 1), date(2025, 3, 4))))) == ["R13 WAIVABLE"]


def test_how_long_an_ended_loan_counts_is_the_countys_to_say() -> None:
    facts = lent(Period(date(2024, 1, 1), date(2025, 3, 4)))
    assert findings(facts, rules={"R15"}) == ()
    assert said(findings(facts, rules={"R15"}, policy=Policy(past_secondment_months=13))) == ["R15 WAIVABLE"]


def test_ended_service_on_the_establishment_is_no_loan() -> None:
    assert said(findings(works(belongs(1, m.VILLAGE, Period(None, ON))))) == ["R13 WAIVABLE"]


def test_a_subject_who_was_lent_to_the_unit_is_no_colleague_of_himself() -> None:
    facts = works(belongs(SUBJECT, m.BUREAU), belongs(SUBJECT, m.BUREAU, Period(None, ON), kind=LENT))
    assert findings(facts, SUBJECT, rules={"R15"}) == ()


def served(during: Period) -> Facts:
    """Return the facts with past service in the unit of a case whose facts are old."""
    facts = works(belongs(1, m.VILLAGE, during))
    return replace(facts, cases=(replace(facts.cases[0], happened=THEN),))


@pytest.mark.parametrize(
    ("during", "expected"),
    [
        (Period(None, date(2015, 1, 2)), "R13 WAIVABLE"),
        (Period(None, date(2015, 1, 1)), "R13 SOFT"),
        (Period(date(2015, 5, 31), date(2016, 1, 1)), "R13 WAIVABLE"),
        (Period(date(2015, 6, 1), date(2016, 1, 1)), "R13 SOFT"),
    ],
)
def test_service_while_the_facts_happened_counts_however_long_ago(during: Period, expected: str) -> None:
    assert said(findings(served(during), rules={"R13"})) == [expected]


def test_service_beside_the_subject_while_the_facts_happened_counts_too() -> None:
    both = Period(date(2014, 1, 1), date(2016, 1, 1))
    facts = works(belongs(1, m.OTHER_HOST, both), belongs(SUBJECT, m.OTHER_HOST, both))
    assert said(findings(facts, rules={"R13"})) == ["R13 SOFT"]
    dated = replace(facts, cases=(replace(facts.cases[0], happened=THEN),))
    assert said(findings(dated, rules={"R13"})) == ["R13 WAIVABLE"]


@pytest.mark.parametrize("lenient", ["R13.RECENT", "R13.FACTS"])
def test_the_time_of_the_facts_softens_nothing_and_nothing_softens_it(lenient: str) -> None:
    facts = served(Period(None, ON))
    assert said(findings(facts, rules={"R13"})) == ["R13 WAIVABLE"]
    assert said(findings(facts, rules={"R13"}, policy=Policy({lenient: None}))) == ["R13 WAIVABLE"]
    harder = Policy({lenient: Severity.ABSOLUTE})
    assert said(findings(facts, rules={"R13"}, policy=harder)) == ["R13 ABSOLUTE", "R13 WAIVABLE"]


@pytest.mark.parametrize(
    "memberships",
    [
        (belongs(1, m.VILLAGE),),
        (belongs(1, m.VILLAGE, kind=LENT),),
        (belongs(1, m.TOWNSHIP),),
        (belongs(1, m.VILLAGE, Period(None, ON)),),
    ],
)
def test_a_delegated_talk_is_held_by_the_head_of_the_very_unit(memberships: tuple[Membership, ...]) -> None:
    facts = works(*memberships)
    assert findings(facts) != ()
    assert findings(facts, purpose=Purpose.DELEGATED_TALK) == ()
    group = works(belongs(1, m.GROUP), organ=m.BUREAU)
    assert said(findings(group)) == ["R16 ABSOLUTE"]
    assert findings(group, purpose=Purpose.DELEGATED_TALK) == ()
