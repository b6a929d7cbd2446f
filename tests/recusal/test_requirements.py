"""What must be in order before somebody is assigned: authority, documents, zones."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Case, Facts, Succession
from recusal.findings import Finding
from recusal.records import Authorisation
from recusal.rules.authority import jurisdiction
from recusal.world import World
from terms.cases import AssignmentRole, Mode
from terms.organs import ManagementLevel, SuccessionKind
from terms.periods import Period
from terms.recusal import Verdict
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, belongs, findings, in_mode, said


def asked(facts: Facts, rule: str, role: AssignmentRole = AssignmentRole.MEMBER) -> list[tuple[str | None, int | None]]:
    """Return relation and organ of the findings of one rule on the investigator."""
    return [(finding.relation, finding.organ) for finding in findings(facts, rules={rule}, role=role)]


def only(found: Collection[Finding]) -> Finding:
    """Return the one finding."""
    (finding,) = found
    return finding


HANDLERS = (m.COMMISSION, m.NEAR_COMMISSION, m.GROUP, m.OFFICE, m.COUNTY, m.BUREAU)
MAY_HANDLE = {
    Mode.SELF: {m.COMMISSION},
    Mode.ASSIST: {m.COMMISSION},
    Mode.JOINT: {m.COMMISSION, m.NEAR_COMMISSION, m.GROUP, m.OFFICE, m.COUNTY},
    Mode.LINKED: {m.COMMISSION, m.NEAR_COMMISSION, m.GROUP, m.OFFICE, m.COUNTY},
    Mode.CROSS: {m.NEAR_COMMISSION, m.GROUP, m.OFFICE, m.COUNTY},
    Mode.OFFSITE: {m.NEAR_COMMISSION, m.GROUP, m.OFFICE, m.COUNTY},
    Mode.ELEVATED: {m.OFFICE, m.COUNTY},
}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("handler", HANDLERS)
def test_who_may_handle_a_case_in_which_mode(mode: Mode, handler: int) -> None:
    case = replace(CASE, mode=mode, handling_organ=handler)
    clear = handler in MAY_HANDLE[mode]
    assert jurisdiction(World(BARE), case, handler, ON) is (Verdict.CLEAR if clear else Verdict.CONFLICT)
    expected = [] if clear else [("JURISDICTION", handler)]
    assert asked(replace(BARE, cases=(case,)), "R35") == expected


@pytest.mark.parametrize("handler", [m.COMMISSION, m.NEAR_COMMISSION, m.GROUP, m.OFFICE])
def test_a_cadre_of_the_county_is_never_handled_by_a_township(handler: int) -> None:
    case = replace(CASE, mode=Mode.JOINT, management=ManagementLevel.COUNTY)
    township = handler in {m.COMMISSION, m.NEAR_COMMISSION}
    assert jurisdiction(World(BARE), case, handler, ON) is (Verdict.CONFLICT if township else Verdict.CLEAR)


def test_an_organ_that_is_not_known_leaves_jurisdiction_unknown() -> None:
    facts = replace(BARE, cases=(replace(CASE, handling_organ=77),))
    assert only(findings(facts, rules={"R35"})).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("mode", [Mode.SELF, Mode.ASSIST])
def test_where_nothing_is_decided_the_home_organ_handles_what_it_leads(mode: Mode) -> None:
    county = replace(BARE, cases=(replace(CASE, mode=mode, management=ManagementLevel.COUNTY),))
    assert asked(county, "R35") == [("JURISDICTION", m.COMMISSION)]
    assert asked(in_mode(mode), "R35") == []


def test_where_nothing_is_decided_the_organ_of_the_leader_will_handle_the_case() -> None:
    facts = replace(
        BARE,
        cases=(replace(CASE, management=ManagementLevel.COUNTY),),
        memberships=(belongs(1, m.NEAR_COMMISSION), belongs(1, m.NEAR_TOWNSHIP)),
    )
    assert asked(facts, "R35", AssignmentRole.LEAD) == [("JURISDICTION", m.NEAR_COMMISSION)]
    assert asked(facts, "R35") == []
    also_in_office = replace(facts, memberships=(*facts.memberships, belongs(1, m.OFFICE)))
    assert asked(also_in_office, "R35", AssignmentRole.LEAD) == []


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("organ", "home"), [(m.COMMISSION, True), (m.NEAR_COMMISSION, False)])
def test_only_the_home_organs_people_in_a_case_it_keeps_need_no_document(mode: Mode, organ: int, home: bool) -> None:  # noqa: FBT001
    facts = in_mode(mode, replace(BARE, memberships=(belongs(1, organ),)))
    free = home and mode not in {Mode.CROSS, Mode.OFFSITE, Mode.ELEVATED}
    assert asked(facts, "R36") == ([] if free else [("AUTHORISATION", None)])


@pytest.mark.parametrize(
    ("document", "enough"),
    [
        (Authorisation(1, 1, None), True),
        (Authorisation(1, 1, m.NEAR_COMMISSION), True),
        (Authorisation(1, 1, m.OFFICE), True),
        (Authorisation(1, 1, m.FAR_COMMISSION), False),
        (Authorisation(1, 2, None), False),
        (Authorisation(1, 1, None, Period(ON, None)), True),
        (Authorisation(1, 1, None, Period(None, ON)), False),
        (Authorisation(1, 1, None, Period(date(2026, 3, 6), None)), False),
    ],
)
def test_a_document_counts_for_its_case_its_organ_and_its_days(document: Authorisation, enough: bool) -> None:  # noqa: FBT001
    facts = replace(
        BARE,
        cases=(replace(CASE, handling_organ=m.OFFICE),),
        memberships=(belongs(1, m.NEAR_COMMISSION),),
        authorisations=(document,),
    )
    assert asked(facts, "R36") == ([] if enough else [("AUTHORISATION", None)])


def test_a_document_is_not_asked_for_before_the_approval_that_writes_it() -> None:
    assert findings(BARE, rules={"R36"}, before_approval=True) == ()
    assert said(findings(BARE, rules={"R36"})) == ["R36 ELIGIBILITY"]


OFFSITE = in_mode(Mode.OFFSITE)


@pytest.mark.parametrize(
    ("organ", "near"),
    [(m.NEAR_COMMISSION, True), (m.FAR_COMMISSION, False), (m.GROUP, False), (m.OFFICE, False)],
)
def test_off_site_people_come_from_another_zone(organ: int, near: bool) -> None:  # noqa: FBT001
    facts = replace(OFFSITE, memberships=(belongs(1, organ),))
    assert asked(facts, "R42") == ([("OTHER_ZONE", organ)] if near else [])
    assert asked(in_mode(Mode.CROSS, facts), "R42") == []


def test_who_has_left_the_zone_may_come_off_site() -> None:
    facts = replace(OFFSITE, memberships=(belongs(1, m.NEAR_COMMISSION, Period(None, ON)),))
    assert asked(facts, "R42") == []
    assert asked(replace(facts, memberships=(belongs(1, m.NEAR_COMMISSION),)), "R42") != []


def test_an_organ_that_was_merged_into_the_zone_is_of_it() -> None:
    merged = (Succession(1, m.FAR_COMMISSION, m.NEAR_COMMISSION, SuccessionKind.MERGED, ON),)
    facts = replace(OFFSITE, memberships=(belongs(1, m.FAR_COMMISSION),), successions=merged)
    assert asked(facts, "R42") == [("OTHER_ZONE", m.FAR_COMMISSION)]


@pytest.mark.parametrize(("handler", "near"), [(m.NEAR_COMMISSION, True), (m.FAR_COMMISSION, False)])
def test_off_site_organs_come_from_another_zone(handler: int, near: bool) -> None:  # noqa: FBT001
    facts = replace(OFFSITE, cases=(replace(OFFSITE.cases[0], handling_organ=handler),))
    assert asked(facts, "R42") == ([("OTHER_ZONE", handler)] if near else [])


def test_off_site_from_a_zone_that_is_not_known_is_unknown() -> None:
    case = Case(1, Mode.OFFSITE, concerned_organ=m.BUREAU, home_organ=m.OFFICE)
    facts = replace(OFFSITE, cases=(case,), memberships=(belongs(1, m.FAR_COMMISSION),))
    assert only(findings(facts, rules={"R42"})).verdict is Verdict.UNKNOWN


def test_the_zone_of_the_unit_of_the_facts_counts_as_well() -> None:
    case = Case(1, Mode.OFFSITE, concerned_organ=m.FAR_TOWNSHIP, home_organ=m.COMMISSION)
    facts = replace(OFFSITE, cases=(case,), memberships=(belongs(1, m.FAR_COMMISSION),))
    assert asked(facts, "R42") == [("OTHER_ZONE", m.FAR_COMMISSION)]
