"""Grounds of the chain of command: superiors, and organs of which a subject is part."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.findings import Evidence
from terms.cases import Mode
from terms.periods import Period
from terms.recusal import Severity
from tests.recusal import making as m
from tests.recusal.making import CASE, ON, SUBJECT, belongs, findings, in_mode, said, works


@pytest.mark.parametrize(
    ("subject_leads", "person_leads", "expected"),
    [(True, False, ["R14 HARD"]), (True, True, ["R14 HARD"]), (False, True, ["R14 WAIVABLE"]), (False, False, [])],
)
def test_leaders_and_those_led_in_one_unit(subject_leads: bool, person_leads: bool, expected: list[str]) -> None:  # noqa: FBT001
    facts = works(belongs(1, m.OTHER_HOST, leads=person_leads), belongs(SUBJECT, m.OTHER_HOST, leads=subject_leads))
    assert said(findings(in_mode(Mode.SELF, facts))) == expected


def test_a_leader_of_the_township_is_above_its_commission_but_not_the_other_way_round() -> None:
    facts = in_mode(Mode.SELF, works(belongs(1, m.COMMISSION), belongs(SUBJECT, m.TOWNSHIP, leads=True)))
    (finding,) = findings(facts)
    assert (finding.rule, finding.severity, finding.organ) == ("R14", Severity.HARD, m.COMMISSION)
    assert Evidence("organ_link", 3) in finding.evidence
    turned = in_mode(Mode.SELF, works(belongs(1, m.TOWNSHIP, leads=True), belongs(SUBJECT, m.VILLAGE)))
    assert findings(turned) == ()


@pytest.mark.parametrize(
    ("ended", "expected"),
    [(date(2023, 3, 5), ["R13 WAIVABLE", "R14 WAIVABLE"]), (date(2023, 3, 4), ["R13 SOFT"])],
)
def test_a_past_superior_counts_for_three_years(ended: date, expected: list[str]) -> None:
    facts = works(belongs(1, m.OTHER_HOST), belongs(SUBJECT, m.OTHER_HOST, Period(None, ended), leads=True))
    assert said(findings(facts)) == expected


def test_a_past_subordinate_is_a_past_colleague_only() -> None:
    once = Period(None, date(2025, 1, 1))
    facts = works(belongs(1, m.OTHER_HOST, leads=True), belongs(SUBJECT, m.OTHER_HOST, once))
    assert said(findings(facts)) == ["R13 WAIVABLE"]


def test_a_superior_who_comes_after_the_case_does_not_count() -> None:
    later = Period(date(2027, 1, 1), None)
    facts = works(belongs(1, m.OTHER_HOST), belongs(SUBJECT, m.OTHER_HOST, later, leads=True))
    windowed = replace(facts, cases=(replace(CASE, window=Period(ON, date(2026, 12, 31))),))
    assert findings(windowed) == ()


def test_colleagues_of_a_subject_in_a_discipline_organ_stand_aside_in_every_mode() -> None:
    facts = works(belongs(1, m.COMMISSION), belongs(SUBJECT, m.COMMISSION))
    assert said(findings(in_mode(Mode.SELF, facts))) == ["R37 ABSOLUTE"]
    bureau = works(belongs(1, m.BUREAU), belongs(SUBJECT, m.BUREAU))
    assert findings(in_mode(Mode.SELF, bureau)) == ()


@pytest.mark.parametrize("colleague_in", [m.OFFICE, m.OTHER_OFFICE, m.COUNTY])
def test_the_county_commission_is_one_organ_with_its_offices(colleague_in: int) -> None:
    facts = works(belongs(1, colleague_in), belongs(SUBJECT, m.OFFICE))
    assert said(findings(in_mode(Mode.SELF, facts))) == ["R37 ABSOLUTE"]
    township = works(belongs(1, m.COMMISSION), belongs(SUBJECT, m.OFFICE))
    assert findings(in_mode(Mode.SELF, township)) == ()
