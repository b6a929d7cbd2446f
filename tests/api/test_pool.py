"""The search of the talent pool: each condition narrows, and each figure is what the database holds."""

from datetime import date
from typing import Any

import pytest

from tests.api.asking import Asking

SEARCH = """query($filter: PoolFilter, $orderBy: PoolOrder) {
  poolMembers(first: 100, filter: $filter, orderBy: $orderBy) { totalCount nodes {
    capacity mayLead mayReview fullTime gender load bookedPercent absences { start end }
    organ { name zone { code } } person { name number } skills { skill grade expiresOn }
    freePercent(during: {start: "2026-03-10", end: "2026-04-10"})
  } } }"""


async def search(asking: Asking, order: dict[str, str] | None = None, **wanted: Any) -> list[dict[str, Any]]:
    found = (await asking.data(SEARCH, filter=wanted, orderBy=order))["poolMembers"]
    assert found["totalCount"] == len(found["nodes"]) or found["totalCount"] > 100
    nodes: list[dict[str, Any]] = found["nodes"]
    return nodes


async def both(asking: Asking, **wanted: Any) -> tuple[list[dict[str, Any]], int]:
    """Return who is found in one zone with the conditions, and how many are in the zone without."""
    return await search(asking, zoneCode="Z2", **wanted), len(await search(asking, zoneCode="Z2"))


async def test_the_zone_is_that_of_the_own_organ(asking: Asking) -> None:
    found, _ = await both(asking)
    assert found
    assert {member["organ"]["zone"]["code"] for member in found} == {"Z2"}


@pytest.mark.parametrize("flag", ["mayLead", "mayReview", "fullTime"])
async def test_a_flag_parts_the_pool_in_two(asking: Asking, flag: str) -> None:
    yes, everyone = await both(asking, **{flag: True})
    no, _ = await both(asking, **{flag: False})
    assert {member[flag] for member in yes} <= {True}
    assert {member[flag] for member in no} <= {False}
    assert len(yes) + len(no) == everyone


async def test_all_skills_are_had_at_the_grade_and_not_expired(asking: Asking) -> None:
    wanted = [{"skill": "INTERVIEW", "grade": 2}, {"skill": "RECORDS", "grade": 1}]
    found, everyone = await both(asking, skills=wanted)

    def able(member: dict[str, Any]) -> bool:
        grades: dict[str, int] = {
            skill["skill"]: skill["grade"]
            for skill in member["skills"]
            if skill["expiresOn"] is None or date.fromisoformat(skill["expiresOn"]) > date(2026, 3, 10)
        }
        return grades.get("INTERVIEW", 0) >= 2 and grades.get("RECORDS", 0) >= 1

    assert 0 < len(found) < everyone
    assert found == [member for member in await search(asking, zoneCode="Z2") if able(member)]


async def test_who_is_free_has_capacity_and_no_long_absence(asking: Asking) -> None:
    period = {"start": "2026-03-10", "end": "2026-04-10"}
    free = {member["person"]["number"] for member in await search(asking, freeDuring=period)}
    for member in await search(asking):
        away = any(
            _days(absence) > 3 and absence["start"] < period["end"] and absence["end"] > period["start"]
            for absence in member["absences"]
        )
        assert (member["person"]["number"] in free) == (not away and member["freePercent"] >= 1), member


def _days(absence: dict[str, str]) -> int:
    return (date.fromisoformat(absence["end"]) - date.fromisoformat(absence["start"])).days


async def test_load_is_a_bound_and_an_order(asking: Asking) -> None:
    order = {"by": "LOAD", "direction": "DESCENDING"}
    loads = [member["load"] for member in await search(asking, order)]
    assert loads == sorted(loads, reverse=True)
    assert loads[0] > 0
    light = await search(asking, loadAtMost=loads[0] - 1)
    assert max(member["load"] for member in light) < loads[0]


async def test_text_finds_part_of_a_name_and_wildcards_mean_themselves(asking: Asking) -> None:
    one = (await search(asking))[0]["person"]
    assert one in [member["person"] for member in await search(asking, text=one["name"][1:])]
    assert one in [member["person"] for member in await search(asking, text=f" {one['number']} ")]
    for wildcard in ("%", "_", "\\"):
        assert await search(asking, text=wildcard) == []


async def test_an_organ_that_is_not_there_sends_nobody(asking: Asking) -> None:
    organ = (await search(asking, zoneCode="Z1"))[0]["organ"]["name"]
    assert {member["organ"]["name"] for member in await search(asking, organName=organ)} == {organ}
    assert await search(asking, organName="无此单位") == []
    assert await search(asking, zoneCode="Z99") == []


async def test_women_are_found_for_tasks_that_need_one(asking: Asking) -> None:
    found, everyone = await both(asking, gender="FEMALE")
    assert {member["gender"] for member in found} == {"FEMALE"}
    assert 0 < len(found) < everyone


async def test_absences_tell_no_reason(asking: Asking) -> None:
    answer = await asking("{ poolMembers { nodes { absences { kind } } } }")
    assert answer.codes == ["BAD_REQUEST"]
