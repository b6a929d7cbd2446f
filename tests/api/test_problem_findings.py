"""What recusal finds, as the allocation problem weighs it: closed, waivable or soft, role by role."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from allocation.policy import PlanningPolicy
from casework.retention import RetentionPolicy
from db.facts import KnownFacts
from db.policies import CountyPolicy
from db.staffing import Staffing
from recusal.facts import Facts, Handling
from recusal.policy import Policy
from recusal.records import PlaceTie
from recusal.world import World
from resolvers.problem_findings import Found, found_on
from resolvers.snapshot import Snapshot
from terms.cases import AssignmentRole
from terms.recusal import Severity
from terms.ties import PlaceTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, ON, belongs
from tests.recusal.settling import FRIENDS, dismissed, waived

RING = replace(
    BARE,
    memberships=(belongs(1, m.FAR_COMMISSION),),
    handlings=(
        Handling(1, 101, m.COMMISSION, m.NEAR_COMMISSION, is_open=True),
        Handling(2, 102, m.NEAR_COMMISSION, m.FAR_COMMISSION, is_open=True),
    ),
)
"""The organ of person 1 closes a ring of three if it handles case 1 (R40)."""


def weighed(facts: Facts, *, weights: Mapping[str, int] | None = None, **severities: Severity) -> Found:
    """Return what is found on person 1 and case 1; she may be a friend of the subject (R18)."""
    recusal = Policy(severities)
    policy = CountyPolicy(None, recusal, PlanningPolicy(soft_weights=weights or {}), RetentionPolicy.from_json({}))
    snapshot = Snapshot(KnownFacts(facts, 1), Staffing(), policy, ON)
    return found_on(World(facts), snapshot, frozenset({1}), frozenset({1}), ())


def by_role(kept: Mapping[Any, Any]) -> dict[AssignmentRole | None, Any]:
    """Return what was found by role, without what weighs nothing."""
    return {role: value for (_, _, role), value in kept.items() if value}


def closed_by(found: Found, rule: str) -> set[AssignmentRole | None]:
    """Return the roles that a rule closes."""
    return {role for role, rules in by_role(found.barring).items() if rule in rules}


def test_what_may_be_waived_is_told_apart_from_what_closes_a_role() -> None:
    found = weighed(FRIENDS)
    assert by_role(found.waivable) == {key: ["R18"] for key in AssignmentRole}
    assert closed_by(found, "R18") == set()
    for severity in (Severity.ABSOLUTE, Severity.HARD):
        harder = weighed(FRIENDS, R18=severity)
        assert by_role(harder.waivable) == {}
        assert closed_by(harder, "R18") == set(AssignmentRole)


def test_a_waiver_opens_its_role_alone_and_weighs_there_as_a_soft_finding_of_the_rule() -> None:
    for role in AssignmentRole:
        granted = waived(FRIENDS, change=lambda waiver, role=role: replace(waiver, role=role))  # type: ignore[misc]
        found = weighed(granted, weights={"R18": 4})
        assert by_role(found.waivable) == {key: ["R18"] for key in set(AssignmentRole) - {role}}
        assert by_role(found.soft) == {role: 4}


def test_a_false_alarm_weighs_nothing() -> None:
    found = weighed(dismissed(FRIENDS))
    assert (by_role(found.waivable), by_role(found.soft), closed_by(found, "R18")) == ({}, {}, set())


def test_a_soft_finding_weighs_once_for_all_roles_by_the_countys_weight_of_its_rule() -> None:
    village = replace(BARE, place_ties=(PlaceTie(1, 1, m.TOWNSHIP, PlaceTieKind.NATIVE),))
    assert by_role(weighed(village).soft) == {None: 1}
    assert by_role(weighed(village, weights={"R17": 6}).soft) == {None: 6}
    assert by_role(weighed(village, weights={"R17": 0}).soft) == {}


def test_organs_in_a_ring_are_weighed_once_for_the_plan_and_not_on_each_person() -> None:
    assert by_role(weighed(RING).soft) == {}
    assert by_role(weighed(RING, R40=Severity.WAIVABLE).waivable) == {key: ["R40"] for key in AssignmentRole}
    assert closed_by(weighed(RING, R40=Severity.ABSOLUTE), "R40") == set(AssignmentRole)
