"""The terms of a waiver: its last day, its words, and what it points at."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.api.allocation_scene import Planner
from tests.api.waiver_scene import staffed

ELSEWHERE = """
SELECT min(id) FROM zones WHERE id NOT IN (
  SELECT zone_id FROM zone_members m JOIN cases c ON m.organ_id IN (c.home_organ_id, c.handling_organ_id)
  WHERE c.id = :case AND upper_inf(m.during))"""
"""A zone that has nothing to do with the case."""

pytestmark = pytest.mark.staffed


async def test_a_waiver_ends_after_today_and_within_a_year(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    finding = await scene.finding(number)
    today = planner.asking.now.date()
    in_a_year = today.replace(year=today.year + 1, day=min(today.day, 28))
    before = await scene.counts()
    for day in (today, today - timedelta(days=1), in_a_year + timedelta(days=4)):
        assert (await scene.grant(scene.unit, finding, expiresOn=day.isoformat()))["code"] == "EXPIRY_UNFIT"
    assert await scene.counts() == before
    granted = await scene.grant(scene.unit, finding, expiresOn=in_a_year.isoformat())
    assert granted["waiver"]["expiresOn"] == in_a_year.isoformat()


async def test_words_that_are_missing_too_long_or_unreadable_are_refused(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    finding = await scene.finding(number)
    before = await scene.counts()
    long = "长" * 1001
    for terms in ({"reason": " "}, {"reason": long}, {"reason": "有\x07声"}, {"conditions": long}, {"document": long}):
        refused = await scene.grant(scene.unit, finding, **terms)
        assert (refused["__typename"], refused["code"]) == ("FactRefused", "WORDS_UNFIT")
    assert await scene.counts() == before


async def test_unknown_people_cases_and_grounds_and_a_finding_that_is_lifted_already_are_told_apart(
    planner: Planner,
) -> None:
    scene = await staffed(planner)
    decider = await planner.key_of("SELECT number FROM people WHERE id = :id", id=scene.unit.person_id)
    number, other = [number for role, number in scene.seats if role == "MEMBER" and number != decider][:2]
    await scene.befriend(await planner.person(number))
    finding = await scene.finding(number)
    for wrong in ({"personNumber": "P999999"}, {"caseNumber": "商纪案〔1999〕1号"}):
        assert (await scene.grant(scene.unit, {**finding, **wrong}))["__typename"] == "NotFound"
    for wrong in ({"ground": "0" * 64}, {"rule": "R19"}, {"personNumber": other}):
        assert (await scene.grant(scene.unit, {**finding, **wrong}))["code"] == "GROUND_GONE"
    elsewhere = await planner.key_of(ELSEWHERE, case=scene.case)
    before = await scene.counts()
    assert (await scene.grant(replace(scene.unit, zone_ids=frozenset({elsewhere})), finding))[
        "__typename"
    ] == "NotFound"
    assert await scene.counts() == before
    assert (await scene.grant(scene.unit, finding))["__typename"] == "WaiverChanged"
    before = await scene.counts()
    assert (await scene.grant(scene.unit, finding))["code"] == "ALREADY_LIFTED"
    assert await scene.counts() == before
