"""The talent pool and the role asked for."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts
from recusal.policy import Policy
from recusal.records import PoolStanding
from terms.cases import AssignmentRole
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity
from tests.recusal import making as m
from tests.recusal.making import BARE, ON, READY, belongs, findings, said


def asked(facts: Facts, rule: str, role: AssignmentRole = AssignmentRole.MEMBER) -> list[tuple[str | None, int | None]]:
    """Return relation and organ of the findings of one rule on the investigator."""
    return [(finding.relation, finding.organ) for finding in findings(facts, rules={rule}, role=role)]


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
