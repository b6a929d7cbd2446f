"""The county's policy through the API: set, shown, and never softer than the law."""

from datetime import timedelta
from typing import Any

import pytest

from terms.roles import Role
from tests.api.fact_scene import CROSS, Registry, registry, restored, suspended

__all__ = ["registry"]

SHOWN = """query ($on: Date) { policyInForce(on: $on) {
  effectiveFrom reason decidedBy severities { key standard floor county } recusal { key value } planning { key value }
} }"""


def _day(registry: Registry, days: int = 0) -> str:
    return str(registry.planner.asking.now.date() + timedelta(days=days))


async def _set(
    registry: Registry, document: Any, *, by: Role = Role.COUNTY, days: int = 0, reason: str = "会议决定"
) -> Any:
    return await registry.act("policySet", by=by, effectiveFrom=_day(registry, days), document=document, reason=reason)


def _severity(policy: Any, key: str) -> dict[str, Any]:
    return next(each for each in policy["severities"] if each["key"] == key)


async def test_a_policy_is_shown_with_default_floor_and_the_countys_value(registry: Registry) -> None:
    wanted = {"recusal": {"severities": {"R13.RECENT": "ABSOLUTE"}, "past_unit_months": 48}}
    payload = await _set(registry, wanted, days=7)
    assert payload["policy"]["effectiveFrom"] == _day(registry, 7)
    before = (await registry.ask(SHOWN, on=_day(registry, 6), role=Role.AUDITOR))["policyInForce"]
    after = (await registry.ask(SHOWN, on=_day(registry, 7), role=Role.AUDITOR))["policyInForce"]
    recent = {"key": "R13.RECENT", "standard": "WAIVABLE", "floor": None}
    assert _severity(before, "R13.RECENT") == {**recent, "county": "WAIVABLE"}
    assert _severity(after, "R13.RECENT") == {**recent, "county": "ABSOLUTE"}
    assert _severity(after, "R02") == {"key": "R02", "standard": "HARD", "floor": "HARD", "county": "HARD"}
    assert {"key": "past_unit_months", "value": 48} in after["recusal"]
    assert (after["decidedBy"], after["reason"]) == ("COUNTY-of-the-test", "会议决定")
    assert {"key": "load_weeks", "value": 52} in after["planning"]
    assert {"key": "most_reviews", "value": None} in after["planning"]


async def test_a_policy_in_force_today_suspends_and_a_later_one_restores(registry: Registry) -> None:
    person = min(await registry.staffed())
    await _set(registry, {"recusal": {"severities": {"R18": "SOFT"}}})
    friend = {"otherNumber": await registry.subject(), "social": "CLASSMATE"}
    tied = await registry.act("tieRecord", personNumber=person, ties=[friend])
    assert suspended(tied) == []
    harder = await _set(registry, {"recusal": {"severities": {"R18": "ABSOLUTE"}}})
    assert suspended(harder) == [(person, CROSS)]
    softer = await _set(registry, {"recusal": {"severities": {"R18": "SOFT"}}})
    assert restored(softer) == [(person, CROSS)]


async def test_the_same_policy_twice_is_one_policy(registry: Registry) -> None:
    first = await _set(registry, {"recusal": {"past_unit_months": 40}})
    before = await registry.counts()
    assert await _set(registry, {"recusal": {"past_unit_months": 40}}, reason="再次") == first
    assert await registry.counts() == before


@pytest.mark.parametrize(
    ("document", "kind", "code"),
    [
        ({"recusal": {"severities": {"R02": "WAIVABLE"}}}, "PolicyRefused", "POLICY_SOFTER_THAN_LAW"),
        ({"recusal": {"severities": {"R02": None}}}, "PolicyRefused", "POLICY_SOFTER_THAN_LAW"),
        ({"recusal": {"severities": {"R99": "HARD"}}}, "PolicyRefused", "POLICY_UNKNOWN_SETTING"),
        ({"recusal": {"past_unit_months": -1}}, "PolicyRefused", "POLICY_UNUSABLE_SETTING"),
        ({"planning": {"load_weeks": "许多"}}, "PolicyRefused", "PLANNING_POLICY_REFUSED"),
        ({"planning": {"unknown": 1}}, "PolicyRefused", "PLANNING_POLICY_REFUSED"),
        ({"other": {}}, "FactRefused", "POLICY_UNFIT"),
        ({"recusal": []}, "FactRefused", "POLICY_UNFIT"),
        ([], "FactRefused", "POLICY_UNFIT"),
        ("宽松", "FactRefused", "POLICY_UNFIT"),
        ({"recusal": {"severities": {"R" + "0" * 30_000: "HARD"}}}, "FactRefused", "POLICY_UNFIT"),
    ],
)
async def test_a_policy_that_the_service_cannot_work_by_is_refused(
    registry: Registry, document: Any, kind: str, code: str
) -> None:
    before = await registry.counts()
    refused = await _set(registry, document)
    assert (refused["__typename"], refused["code"]) == (kind, code)
    assert await registry.counts() == before


async def test_a_policy_is_never_dated_back_and_has_a_reason(registry: Registry) -> None:
    before = await registry.counts()
    assert (await _set(registry, {}, days=-1))["code"] == "DAY_UNFIT"
    assert (await _set(registry, {}, reason=" "))["code"] == "WORDS_UNFIT"
    assert await registry.counts() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COUNTY])
async def test_only_the_county_sets_its_policy(registry: Registry, role: Role) -> None:
    before = await registry.counts()
    assert (await _set(registry, {}, by=role))["__typename"] == "NotAllowed"
    assert await registry.counts() == before
