"""What must be in order before somebody is assigned: authority, documents, zones, the pool, the role."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Authorisation, Case, Facts, Handling, PoolStanding, Succession
from recusal.findings import Evidence, Finding
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.rules.authority import jurisdiction
from recusal.rules.reciprocity import Reciprocity, handled_before, reciprocal
from recusal.world import World
from terms.cases import AssignmentRole, Mode
from terms.organs import ManagementLevel, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, Verdict
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, READY, belongs, findings, in_mode, said


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


def back(organ: int, *, is_open: bool = False, ended: date | None = None) -> Handling:
    """Make a handling, by the home organ of the case, of a case of another organ."""
    return Handling(6, 5, handler=m.COMMISSION, handled=organ, is_open=is_open, during=Period(None, ended))


@pytest.mark.parametrize(
    ("handling", "expected"),
    [
        (back(m.NEAR_COMMISSION, is_open=True), Severity.ABSOLUTE),
        (back(m.NEAR_COMMISSION, is_open=True, ended=date(2020, 1, 1)), Severity.ABSOLUTE),
        (back(m.NEAR_COMMISSION), Severity.WAIVABLE),
        (back(m.NEAR_COMMISSION, ended=date(2025, 3, 5)), Severity.WAIVABLE),
        (back(m.NEAR_COMMISSION, ended=date(2025, 3, 4)), None),
        (back(m.FAR_COMMISSION, is_open=True), None),
        (back(m.COMMISSION, is_open=True), None),
    ],
)
def test_two_organs_do_not_handle_each_others_cases(handling: Handling, expected: Severity | None) -> None:
    facts = replace(BARE, memberships=(belongs(1, m.NEAR_COMMISSION),), handlings=(handling,))
    found = reciprocal(World(facts), m.NEAR_COMMISSION, m.COMMISSION, ON, DEFAULT_POLICY)
    assert found == (None if expected is None else Reciprocity(expected, (Evidence("handling", 6),)))
    assert said(findings(facts, rules={"R39"})) == ([] if expected is None else [f"R39 {expected}"])


@pytest.mark.parametrize("mode", Mode)
def test_reciprocity_is_asked_where_the_home_organ_does_not_lead(mode: Mode) -> None:
    handlings = (back(m.NEAR_COMMISSION, is_open=True),)
    facts = in_mode(mode, replace(BARE, memberships=(belongs(1, m.NEAR_COMMISSION),), handlings=handlings))
    found = findings(facts, rules={"R39"})
    assert said(found) == ([] if mode in {Mode.SELF, Mode.ASSIST} else ["R39 ABSOLUTE"])
    assert all(finding.evidence[:2] == (Evidence("membership", 121), Evidence("handling", 6)) for finding in found)


def test_reciprocity_does_not_reach_people_who_have_left() -> None:
    gone = belongs(1, m.NEAR_COMMISSION, Period(None, ON))
    facts = replace(BARE, memberships=(gone,), handlings=(back(m.NEAR_COMMISSION, is_open=True),))
    assert findings(facts, rules={"R39"}) == ()


def test_the_hardest_of_several_handlings_is_told_and_the_county_may_let_old_ones_pass() -> None:
    recent = replace(back(m.NEAR_COMMISSION), id=7)
    world = World(replace(BARE, handlings=(recent, back(m.NEAR_COMMISSION, is_open=True))))
    found = reciprocal(world, m.NEAR_COMMISSION, m.COMMISSION, ON, DEFAULT_POLICY)
    assert found == Reciprocity(Severity.ABSOLUTE, (Evidence("handling", 6),))
    lenient = Policy({"R39.RECENT": None})
    assert reciprocal(World(replace(BARE, handlings=(recent,))), m.NEAR_COMMISSION, m.COMMISSION, ON, lenient) is None


def test_the_organs_graph_of_the_allocation_holds_what_still_counts() -> None:
    handlings = (
        back(m.NEAR_COMMISSION, is_open=True),
        back(m.FAR_COMMISSION, ended=date(2025, 3, 4)),
        back(m.GROUP, ended=date(2025, 3, 5)),
        back(m.COMMISSION, is_open=True),
    )
    renamed = (Succession(1, m.GROUP, m.OFFICE, SuccessionKind.RENAMED, date(2026, 1, 1)),)
    world = World(replace(BARE, handlings=handlings, successions=renamed))
    assert handled_before(world, ON, DEFAULT_POLICY) == {
        (m.COMMISSION, m.NEAR_COMMISSION),
        (m.COMMISSION, m.OFFICE),
    }


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (READY, []),
        (replace(READY, declared_on=None), ["DECLARATION"]),
        (replace(READY, declared_on=date(2025, 3, 5)), []),
        (replace(READY, declared_on=date(2025, 3, 4)), ["DECLARATION"]),
        (replace(READY, declared_on=date(2026, 3, 6)), ["DECLARATION"]),
        (replace(READY, trained_on=None), ["TRAINING"]),
        (replace(READY, trained_on=date(2024, 3, 5)), []),
        (replace(READY, trained_on=date(2024, 3, 4)), ["TRAINING"]),
        (replace(READY, undertaking_on=None), ["UNDERTAKING"]),
        (replace(READY, undertaking_on=date(2000, 1, 1)), []),
        (replace(READY, undertaking_on=date(2026, 3, 6)), ["UNDERTAKING"]),
        (replace(READY, during=Period(None, ON)), ["NOT_IN_POOL"]),
        (replace(READY, during=Period(date(2026, 3, 6), None)), ["NOT_IN_POOL"]),
        (replace(READY, person=2), ["NOT_IN_POOL"]),
        (PoolStanding(1), ["DECLARATION", "TRAINING", "UNDERTAKING"]),
    ],
)
def test_only_members_of_the_pool_in_good_order_are_assigned(standing: PoolStanding, expected: list[str]) -> None:
    found = findings(replace(BARE, pool=(standing,)), rules={"R48"})
    assert [finding.relation for finding in found] == expected
    assert {finding.severity for finding in found} <= {Severity.ELIGIBILITY}


def test_a_county_may_ask_for_declarations_more_often() -> None:
    facts = replace(BARE, pool=(replace(READY, declared_on=date(2025, 8, 1)),))
    assert findings(facts, rules={"R48"}) == ()
    assert said(findings(facts, rules={"R48"}, policy=Policy(declaration_months=6))) == ["R48 ELIGIBILITY"]


@pytest.mark.parametrize(
    ("role", "standing", "expected"),
    [
        (AssignmentRole.LEAD, READY, []),
        (AssignmentRole.LEAD, replace(READY, may_lead=False), ["MAY_NOT_LEAD"]),
        (AssignmentRole.LEAD, replace(READY, full_time=False), ["NOT_FULL_TIME"]),
        (AssignmentRole.REVIEWER, READY, []),
        (AssignmentRole.REVIEWER, replace(READY, may_review=False), ["MAY_NOT_REVIEW"]),
        (AssignmentRole.MEMBER, PoolStanding(1), []),
    ],
)
def test_leaders_and_reviewers_are_qualified(role: AssignmentRole, standing: PoolStanding, expected: list[str]) -> None:
    assert [relation for relation, _ in asked(replace(BARE, pool=(standing,)), "R32", role)] == expected


@pytest.mark.parametrize(
    ("kind", "during", "expected"),
    [
        (MembershipKind.SECONDMENT, ALWAYS, ["SECONDED"]),
        (MembershipKind.SECONDMENT, Period(None, ON), []),
        (MembershipKind.ESTABLISHMENT, ALWAYS, []),
    ],
)
def test_somebody_seconded_does_not_lead(kind: MembershipKind, during: Period, expected: list[str]) -> None:
    facts = replace(BARE, pool=(READY,), memberships=(belongs(1, m.OFFICE, during, kind=kind),))
    assert [relation for relation, _ in asked(facts, "R32", AssignmentRole.LEAD)] == expected
    assert asked(facts, "R32", AssignmentRole.REVIEWER) == []
