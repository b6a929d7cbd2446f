"""Grounds of the workplace and of organs that handle each other's cases: each finding whole, in order of records."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Handling, Organ, OrganLink, SealedFacts, Succession
from recusal.findings import Evidence, Finding, RecordKind
from recusal.rules.sealed import RESTRICTED
from terms.cases import Mode
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, SUBJECT, belongs, findings, in_mode, works

A, W, S = Severity.ABSOLUTE, Severity.WAIVABLE, Severity.SOFT
SECTION = 60


def found(
    rule: str, severity: Severity, *evidence: tuple[RecordKind, int], other: int | None = None, organ: int
) -> tuple[Finding, ...]:
    """Return the one finding on the investigator in the first case."""
    records = tuple(Evidence(kind, number) for kind, number in evidence)
    return (Finding(rule, severity, Verdict.CONFLICT, INVESTIGATOR, 1, records, other, organ),)


def sectioned(facts: Facts) -> Facts:
    """Return the facts with a section of the institute of the bureau."""
    return replace(
        facts,
        organs=(*facts.organs, Organ(SECTION, OrganKind.SECOND_LEVEL)),
        organ_links=(*facts.organ_links, OrganLink(20, SECTION, m.INSTITUTE, OrganLinkKind.PART_OF)),
    )


@pytest.mark.parametrize(
    ("of_facts", "of_person", "links"), [(SECTION, m.BUREAU, (10, 20)), (m.BUREAU, SECTION, (20, 10))]
)
def test_a_unit_above_or_below_is_shown_with_the_links_from_hers(
    of_facts: int, of_person: int, links: tuple[int, int]
) -> None:
    facts = sectioned(works(belongs(1, of_person), organ=of_facts))
    assert findings(facts) == found(
        "R12",
        A,
        ("membership", 100 + of_person),
        ("organ_link", links[0]),
        ("organ_link", links[1]),
        ("case", 1),
        organ=of_person,
    )


@pytest.mark.parametrize("kind", [MembershipKind.SECONDMENT, MembershipKind.TEMPORARY_POST])
def test_where_she_is_lent_is_shown_with_the_subject_who_works_there(kind: MembershipKind) -> None:
    facts = works(belongs(1, m.BUREAU, kind=kind), belongs(SUBJECT, m.BUREAU))
    expected = found("R15", A, ("membership", 140), ("membership", 940), ("party", 1), other=SUBJECT, organ=m.BUREAU)
    assert findings(facts, rules={"R15"}) == expected


def test_where_she_was_lent_is_shown_with_the_case() -> None:
    lent = belongs(1, m.BUREAU, Period(None, date(2026, 1, 1)), kind=MembershipKind.SECONDMENT)
    expected = found("R15", W, ("membership", 140), ("case", 1), organ=m.BUREAU)
    assert findings(works(lent, organ=m.BUREAU), rules={"R15"}) == expected


@pytest.mark.parametrize(("ended", "severity"), [(date(2026, 1, 1), W), (date(2000, 1, 1), S)])
def test_past_service_is_shown_with_the_case_or_beside_the_subject(ended: date, severity: Severity) -> None:
    once = belongs(1, m.BUREAU, Period(None, ended))
    there = found("R13", severity, ("membership", 140), ("case", 1), organ=m.BUREAU)
    assert findings(works(once, organ=m.BUREAU), rules={"R13"}) == there
    beside = works(once, belongs(SUBJECT, m.BUREAU, Period(None, ended)))
    records: tuple[tuple[RecordKind, int], ...] = (("membership", 140), ("membership", 940), ("party", 1))
    expected = found("R13", severity, *records, other=SUBJECT, organ=m.BUREAU)
    assert findings(beside, rules={"R13"}) == expected


def test_the_group_is_shown_with_the_link_to_its_host_and_the_way_down_from_it() -> None:
    facts = sectioned(works(belongs(1, m.GROUP), organ=SECTION))
    links: tuple[tuple[RecordKind, int], ...] = (("organ_link", 11), ("organ_link", 10), ("organ_link", 20))
    assert findings(facts) == found("R16", A, ("membership", 142), *links, ("case", 1), organ=m.GROUP)


def test_a_host_is_shown_with_the_link_to_its_group() -> None:
    facts = works(belongs(1, m.OTHER_HOST), organ=m.GROUP)
    expected = found("R16", A, ("membership", 143), ("organ_link", 12), ("case", 1), organ=m.OTHER_HOST)
    assert findings(facts) == expected


def test_the_home_organ_is_shown_with_what_it_was_before() -> None:
    merged = (Succession(3, m.COMMISSION, m.FAR_COMMISSION, SuccessionKind.MERGED, date(2020, 1, 1)),)
    facts = replace(works(belongs(1, m.FAR_COMMISSION)), successions=merged)
    expected = found("R11", A, ("membership", 131), ("succession", 3), ("case", 1), organ=m.FAR_COMMISSION)
    assert findings(facts, rules={"R11"}) == expected


HOME, NEAR, FAR = m.COMMISSION, m.NEAR_COMMISSION, m.FAR_COMMISSION


def handled(*handlings: tuple[int, int, int], is_open: bool = True) -> Facts:
    """Return the facts with handlings: case, handler and handled; and the investigator in the near commission."""
    records = tuple(
        Handling(number, case, handler, other, is_open, ALWAYS)
        for number, (case, handler, other) in enumerate(handlings, start=1)
    )
    return replace(BARE, memberships=(belongs(1, NEAR),), handlings=records)


def test_organs_that_handle_each_others_cases_are_shown_with_every_handling_in_order() -> None:
    facts = handled((97, HOME, NEAR), (98, FAR, NEAR), (99, HOME, NEAR))
    expected = found("R39", A, ("membership", 121), ("handling", 1), ("handling", 3), ("case", 1), organ=NEAR)
    assert findings(facts, rules={"R39"}) == expected


def test_a_ring_is_shown_with_both_handlings() -> None:
    facts = handled((97, HOME, FAR), (98, FAR, NEAR))
    expected = found("R40", S, ("membership", 121), ("handling", 1), ("handling", 2), ("case", 1), organ=NEAR)
    assert findings(facts, rules={"R40"}) == expected


@pytest.mark.parametrize(("first", "second"), [(FAR, m.OFFICE), (m.OFFICE, FAR)])
def test_of_two_rings_through_one_organ_the_first_on_record_is_shown(first: int, second: int) -> None:
    facts = handled((97, HOME, first), (98, first, NEAR), (97, HOME, second), (98, second, NEAR))
    expected = found("R40", S, ("membership", 121), ("handling", 1), ("handling", 2), ("case", 1), organ=NEAR)
    assert findings(facts, rules={"R40"}) == expected


def test_a_worn_out_pair_is_shown_with_the_first_handling_of_each_case() -> None:
    facts = handled((98, NEAR, HOME), (97, NEAR, HOME), (97, NEAR, HOME), (1, NEAR, HOME))
    expected = found("R41", S, ("membership", 121), ("handling", 1), ("handling", 2), ("case", 1), organ=NEAR)
    assert findings(facts, rules={"R41"}) == expected


@pytest.mark.parametrize("rule", ["R39", "R40", "R41"])
def test_a_member_who_comes_after_the_work_is_of_none_of_them(rule: str) -> None:
    case = replace(CASE, window=Period(ON, date(2026, 6, 1)))
    rings = ((97, HOME, NEAR), (98, HOME, FAR), (99, FAR, NEAR), (98, NEAR, HOME), (97, NEAR, HOME))
    facts = replace(handled(*rings), cases=(case,))
    assert len(findings(facts, rules={rule})) == 1
    later = replace(facts, memberships=(belongs(1, NEAR, Period(date(2026, 6, 1), None)),))
    assert findings(later, rules={rule}) == ()
    last_day = replace(facts, memberships=(belongs(1, NEAR, Period(date(2026, 5, 31), None)),))
    assert len(findings(last_day, rules={rule})) == 1


def test_who_is_restricted_is_shown_with_nothing() -> None:
    facts = in_mode(Mode.SELF, replace(BARE, sealed=SealedFacts(informants=((1, INVESTIGATOR),))))
    neutral = Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, INVESTIGATOR, 1)
    assert findings(facts) == (neutral,)
