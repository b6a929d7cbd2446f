"""Waivers and dismissals: what they let pass, and for how long (T17, T18)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from recusal.facts import AssertedKin, Facts, Organ, Party, SealedFacts
from recusal.findings import Evidence
from recusal.policy import Policy
from recusal.records import Waiver
from recusal.screen import find, screen
from terms.cases import AssignmentRole, Mode, PartyRole
from terms.organs import OrganKind
from terms.periods import ALWAYS, Period
from terms.recusal import DecisionLevel, Purpose, Severity, Verdict
from terms.ties import KinEdge, Kinship
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, READY, SUBJECT_PARTY, belongs, in_mode, ties, works
from tests.recusal.settling import FRIENDS, TOMORROW, ask, bars, dismissed, only, told, waived

WAIVED, DISMISSED = Evidence("waiver", 1), Evidence("dismissal", 1)


def test_a_waiver_lets_the_finding_pass_and_is_named_in_it() -> None:
    (finding,) = told(waived(FRIENDS))
    assert (finding.rule, finding.lifted_by) == ("R18", WAIVED)


def test_who_was_waived_is_clear_and_the_finding_is_shown_all_the_same() -> None:
    facts = in_mode(Mode.SELF, replace(FRIENDS, pool=(READY,), memberships=(belongs(1, m.COMMISSION),)))
    (answer,) = screen(waived(facts), ask(), on=ON)
    assert ([finding.rule for finding in answer.findings], answer.bars, answer.verdict) == (["R18"], (), Verdict.CLEAR)
    assert answer.waivable is False


@pytest.mark.parametrize(
    "change",
    [
        lambda waiver: replace(waiver, person=2),
        lambda waiver: replace(waiver, case=2),
        lambda waiver: replace(waiver, role=AssignmentRole.LEAD),
        lambda waiver: replace(waiver, rule="R19"),
        lambda waiver: replace(waiver, ground="another"),
        lambda waiver: replace(waiver, parties="others"),
        lambda waiver: replace(waiver, expires_on=ON),
    ],
)
def test_a_waiver_holds_for_its_person_case_role_rule_ground_parties_and_time_alone(
    change: Callable[[Waiver], Waiver],
) -> None:
    assert bars(waived(FRIENDS, change=change)) == ["FRIEND"]


def test_a_waiver_to_work_on_a_case_is_none_to_decide_in_it() -> None:
    facts = waived(FRIENDS)
    assert bars(facts, ask(purpose=Purpose.SUPPORT)) == []
    assert bars(facts, ask(purpose=Purpose.DECISION)) == ["FRIEND"]


def test_a_waiver_ends_with_its_last_day() -> None:
    facts = waived(FRIENDS)
    assert (bars(facts), bars(facts, on=TOMORROW)) == ([], ["FRIEND"])


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((SUBJECT_PARTY, Party(2, 1, PartyRole.CO_SUBJECT, 7)), ["FRIEND"]),
        ((SUBJECT_PARTY, Party(2, 1, PartyRole.WITNESS, 7)), ["FRIEND"]),
        ((SUBJECT_PARTY, Party(2, 1, PartyRole.INTERESTED, organ=m.FIRM)), ["FRIEND"]),
        ((SUBJECT_PARTY, Party(2, 2, PartyRole.CO_SUBJECT, 7)), []),
    ],
)
def test_a_new_party_of_the_case_ends_a_waiver(parties: tuple[Party, ...], expected: list[str]) -> None:
    assert bars(replace(waived(FRIENDS), parties=parties)) == expected


def test_a_new_party_leaves_a_dismissal() -> None:
    facts = replace(dismissed(FRIENDS), parties=(SUBJECT_PARTY, Party(2, 1, PartyRole.CO_SUBJECT, 7)))
    assert bars(facts) == []


HARD = replace(BARE, kin_ties=ties((1, KinEdge.SPOUSE, 9)))
RESTRICTED = replace(BARE, sealed=SealedFacts(holds=((1, ALWAYS),)))
ABSOLUTE = works(belongs(1, m.VILLAGE))
SOFT = works(belongs(1, m.VILLAGE, Period(None, date(2000, 1, 1))))


@pytest.mark.parametrize(
    ("facts", "severity", "waiver", "dismissal"),
    [
        (HARD, Severity.HARD, None, None),
        (RESTRICTED, Severity.HARD, None, None),
        (ABSOLUTE, Severity.ABSOLUTE, WAIVED, DISMISSED),
        (FRIENDS, Severity.WAIVABLE, WAIVED, DISMISSED),
        (SOFT, Severity.SOFT, None, DISMISSED),
    ],
)
def test_how_hard_a_finding_is_says_what_may_lift_it(
    facts: Facts, severity: Severity, waiver: Evidence | None, dismissal: Evidence | None
) -> None:
    assert only(facts).severity is severity
    assert only(waived(facts)).lifted_by == waiver
    assert only(dismissed(facts)).lifted_by == dismissal


def test_what_policy_forbids_is_waived_from_the_county_on_and_by_no_township() -> None:
    for level, lifted_by in ((DecisionLevel.UNIT, None), (DecisionLevel.COUNTY, WAIVED), (DecisionLevel.CITY, WAIVED)):
        assert only(waived(ABSOLUTE, change=partial(replace, level=level))).lifted_by == lifted_by
    assert only(waived(FRIENDS, change=partial(replace, level=DecisionLevel.UNIT))).lifted_by == WAIVED


def test_a_waiver_ends_where_policy_makes_the_finding_harder() -> None:
    facts = waived(FRIENDS)
    assert only(facts).lifted_by == WAIVED
    (harder,) = told(facts, policy=Policy({"R18": Severity.ABSOLUTE}))
    assert (harder.severity, harder.lifted_by) == (Severity.ABSOLUTE, None)


def test_what_policy_makes_hard_is_waived_no_more() -> None:
    facts = waived(replace(BARE, asserted_kin=(AssertedKin(1, 1, 9, Kinship.COUSIN),)))
    assert bars(facts) == []
    (finding,) = told(facts, policy=Policy())
    assert (finding.severity, finding.lifted_by) == (Severity.HARD, None)


def test_a_requirement_is_waived_by_nobody_and_dismissedonly_where_it_is_unknown() -> None:
    joint = replace(CASE, mode=Mode.JOINT, handling_organ=77)
    unknown = replace(BARE, cases=(joint,))
    missing = replace(unknown, organs=(*BARE.organs, Organ(77, OrganKind.BUREAU)))
    for facts, verdict, lifted_by in ((unknown, Verdict.UNKNOWN, DISMISSED), (missing, Verdict.CONFLICT, None)):
        (finding,) = find(facts, ask(), on=ON, rules={"R35"})
        assert (finding.verdict, finding.severity) == (verdict, Severity.ELIGIBILITY)
        (kept,) = find(waived(facts, finding), ask(), on=ON, rules={"R35"})
        assert kept.lifted_by is None
        (settled,) = find(dismissed(facts, finding), ask(), on=ON, rules={"R35"})
        assert settled.lifted_by == lifted_by
