"""Grounds of the chain of command: superiors, and organs of which a subject is part."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Organ, OrganLink, Party
from recusal.findings import Evidence
from terms.cases import Mode, PartyRole
from terms.organs import OrganKind, OrganLinkKind
from terms.people import MembershipKind
from terms.periods import Period
from terms.recusal import Purpose, Severity
from tests.recusal import making as m
from tests.recusal.making import CASE, ON, SUBJECT, belongs, findings, in_mode, said, works


@pytest.mark.parametrize(
    ("subject_leads", "person_leads", "expected"),
    [(True, False, ["R14 HARD"]), (True, True, ["R14 HARD"]), (False, True, ["R14 WAIVABLE"]), (False, False, [])],
)
def test_leaders_and_those_led_in_one_unit(subject_leads: bool, person_leads: bool, expected: list[str]) -> None:  # noqa: FBT001
    facts = works(belongs(1, m.OTHER_HOST, leads=person_leads), belongs(SUBJECT, m.OTHER_HOST, leads=subject_leads))
    assert said(findings(in_mode(Mode.SELF, facts))) == expected


def test_a_leader_of_the_township_is_above_its_commission_and_its_villages() -> None:
    facts = in_mode(Mode.SELF, works(belongs(1, m.COMMISSION), belongs(SUBJECT, m.TOWNSHIP, leads=True)))
    (finding,) = findings(facts)
    assert (finding.rule, finding.severity, finding.organ) == ("R14", Severity.HARD, m.COMMISSION)
    assert Evidence("organ_link", 3) in finding.evidence
    turned = in_mode(Mode.SELF, works(belongs(1, m.TOWNSHIP, leads=True), belongs(SUBJECT, m.VILLAGE)))
    (finding,) = findings(turned)
    assert (finding.rule, finding.severity, finding.organ) == ("R14", Severity.WAIVABLE, m.TOWNSHIP)
    assert Evidence("organ_link", 5) in finding.evidence
    assert findings(turned, purpose=Purpose.DELEGATED_TALK) == ()
    beside = in_mode(Mode.SELF, works(belongs(1, m.COMMISSION, leads=True), belongs(SUBJECT, m.VILLAGE)))
    assert findings(beside) == ()
    of_the_county = in_mode(Mode.SELF, works(belongs(1, m.COUNTY, leads=True), belongs(SUBJECT, m.COMMISSION)))
    assert findings(of_the_county, rules={"R14"}) == ()


@pytest.mark.parametrize(
    ("ended", "expected"),
    [(date(2023, 3, 5), ["R13 WAIVABLE", "R14 WAIVABLE"]), (date(2023, 3, 4), ["R13 SOFT"])],
)
def test_a_past_superior_counts_for_three_years(ended: date, expected: list[str]) -> None:
    facts = works(belongs(1, m.OTHER_HOST), belongs(SUBJECT, m.OTHER_HOST, Period(None, ended), leads=True))
    assert said(findings(facts)) == expected


@pytest.mark.parametrize(
    ("ended", "expected"),
    [(date(2023, 3, 5), ["R13 WAIVABLE", "R14 WAIVABLE"]), (date(2023, 3, 4), ["R13 SOFT"])],
)
def test_who_led_a_subject_counts_for_three_years(ended: date, expected: list[str]) -> None:
    facts = works(belongs(1, m.OTHER_HOST, leads=True), belongs(SUBJECT, m.OTHER_HOST, Period(None, ended)))
    assert said(findings(facts)) == expected
    above = works(belongs(1, m.BUREAU, leads=True), belongs(SUBJECT, m.INSTITUTE, Period(None, ended)))
    assert said(findings(in_mode(Mode.SELF, above), rules={"R14"})) == [
        one for one in expected if one.startswith("R14")
    ]


def test_a_principal_leads_though_no_list_of_leaders_says_so() -> None:
    principal = replace(belongs(SUBJECT, m.OTHER_HOST), heads=True)
    assert said(findings(in_mode(Mode.SELF, works(belongs(1, m.OTHER_HOST), principal)))) == ["R14 HARD"]


@pytest.mark.parametrize("leads", [False, True])
def test_the_head_of_a_resident_group_is_not_under_its_host_nor_over_it(leads: bool) -> None:  # noqa: FBT001
    sits = belongs(1, m.BUREAU, kind=MembershipKind.RESIDENT, leads=True)
    facts = works(belongs(1, m.GROUP, leads=True), sits, belongs(SUBJECT, m.BUREAU, leads=leads))
    assert said(findings(in_mode(Mode.SELF, facts))) == (["R16 WAIVABLE"] if leads else [])


def test_a_superior_who_comes_after_the_case_does_not_count() -> None:
    later = Period(date(2027, 1, 1), None)
    facts = works(belongs(1, m.OTHER_HOST), belongs(SUBJECT, m.OTHER_HOST, later, leads=True))
    windowed = replace(facts, cases=(replace(CASE, window=Period(ON, date(2026, 12, 31))),))
    assert findings(windowed) == ()


@pytest.mark.parametrize(("organ", "others"), [(m.COMMISSION, m.NEAR_COMMISSION), (m.OFFICE, m.NEAR_COMMISSION)])
def test_a_discipline_organ_that_is_the_subject_or_the_place_of_the_facts_does_not_handle_its_own_case(
    organ: int, others: int
) -> None:
    place = in_mode(Mode.SELF, works(belongs(1, organ), belongs(2, others), organ=organ))
    party = in_mode(Mode.SELF, replace(works(belongs(1, organ), belongs(2, others)), parties=_subject_organ(organ)))
    for facts in (place, party):
        assert said(findings(facts, rules={"R37"})) == ["R37 ABSOLUTE"]
        assert findings(facts, 2, rules={"R37"}) == ()


def _subject_organ(organ: int) -> tuple[Party, ...]:
    return (Party(1, 1, PartyRole.SUBJECT, organ=organ),)


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


def test_two_levels_between_the_posts_are_shown_from_the_persons_unit_on() -> None:
    section = Organ(60, OrganKind.SECOND_LEVEL)
    links = (*m.LINKS, OrganLink(20, 60, m.INSTITUTE, OrganLinkKind.PART_OF))
    below = replace(works(belongs(1, 60), belongs(SUBJECT, m.BUREAU, leads=True)), organ_links=links)
    above = replace(works(belongs(1, m.BUREAU, leads=True), belongs(SUBJECT, 60)), organ_links=links)
    for facts, between in ((below, (20, 10)), (above, (10, 20))):
        known = in_mode(Mode.SELF, replace(facts, organs=(*m.ORGANS, section)))
        (finding,) = findings(known, rules={"R14"})
        assert [step.id for step in finding.evidence if step.record == "organ_link"] == list(between)


def test_who_came_after_the_superior_had_left_was_never_under_him() -> None:
    led = belongs(SUBJECT, m.OTHER_HOST, Period(None, date(2025, 1, 1)), leads=True)
    facts = works(belongs(1, m.OTHER_HOST, Period(date(2025, 1, 1), None)), led)
    assert findings(facts) == ()


def test_a_resident_group_in_the_unit_hides_nobody_who_is_under_its_leader() -> None:
    sits = belongs(1, m.BUREAU, kind=MembershipKind.RESIDENT)
    facts = in_mode(Mode.SELF, works(sits, belongs(2, m.BUREAU), belongs(SUBJECT, m.BUREAU, leads=True)))
    assert findings(facts, rules={"R14"}) == ()
    assert said(findings(facts, 2, rules={"R14"})) == ["R14 HARD"]
