"""Filters and orders of cases, organs, people and assignments: each narrows the list to exactly what it names."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from terms.cases import Urgency
from tests.api.allocation_scene import Planner
from tests.api.asking import Asking

CASES = """query($filter: CaseFilter, $orderBy: CaseOrder) {
  cases(first: 100, filter: $filter, orderBy: $orderBy) { totalCount nodes {
    number status mode urgency filedOn waiting during { start end } concernedOrgan { name }
    homeOrgan { zone { code } } handlingOrgan { zone { code } }
  } } }"""
ORGANS = """query($filter: OrganFilter, $orderBy: OrganOrder) {
  organs(first: 100, filter: $filter, orderBy: $orderBy) { totalCount nodes {
    name kind during { start end } zone { code }
  } } }"""
PEOPLE = """query($filter: PersonFilter) {
  people(first: 100, filter: $filter) { totalCount nodes { name number organ { name } poolMember { id } } } }"""
ASSIGNMENTS = """query($filter: AssignmentFilter) {
  assignments(first: 100, filter: $filter) { totalCount nodes {
    id role state during { start end } case { number homeOrgan { zone { code } } handlingOrgan { zone { code } } }
    person { number }
  } } }"""


async def rows(asking: Asking, document: str, **wanted: Any) -> Any:
    """Return the list with these conditions; ``orderBy`` is none of them."""
    order = wanted.pop("orderBy", None)
    (found,) = (await asking.data(document, filter=wanted, orderBy=order)).values()
    assert found["totalCount"] == len(found["nodes"]) or found["totalCount"] > 100
    return found["nodes"]


@pytest.mark.parametrize(("word", "field"), [("modes", "mode"), ("statuses", "status"), ("urgencies", "urgency")])
async def test_cases_of_some_words_are_all_cases_of_them(asking: Asking, word: str, field: str) -> None:
    everything = await rows(asking, CASES, isOpen=True)
    words = sorted({case[field] for case in everything})
    assert len(words) > 1
    some = words[1:]
    assert await rows(asking, CASES, isOpen=True, **{word: some}) == [
        case for case in everything if case[field] in some
    ]
    assert await rows(asking, CASES, **{word: []}) == []


async def test_cases_are_found_by_part_of_their_number_and_wildcards_mean_themselves(asking: Asking) -> None:
    everything = await rows(asking, CASES, isOpen=True)
    part = everything[3]["number"][-3:]
    assert await rows(asking, CASES, isOpen=True, text=part) == [case for case in everything if part in case["number"]]
    assert await rows(asking, CASES, text="%") == []


async def test_cases_are_found_by_the_unit_of_the_facts(asking: Asking) -> None:
    everything = await rows(asking, CASES, isOpen=True)
    name = everything[0]["concernedOrgan"]["name"]
    assert await rows(asking, CASES, isOpen=True, concernedOrganName=name) == [
        case for case in everything if case["concernedOrgan"]["name"] == name
    ]
    assert await rows(asking, CASES, concernedOrganName="无此单位") == []


async def test_a_case_is_of_the_zone_of_its_home_and_of_the_one_that_handles_it(asking: Asking) -> None:
    def zones(case: dict[str, Any]) -> set[str]:
        organs = (case["homeOrgan"], case["handlingOrgan"])
        return {organ["zone"]["code"] for organ in organs if organ is not None and organ["zone"] is not None}

    everything = await rows(asking, CASES, isOpen=True)
    for code in ("Z1", "Z2", "Z3", "Z4"):
        assert await rows(asking, CASES, isOpen=True, zoneCode=code) == [
            case for case in everything if code in zones(case)
        ]


async def test_a_case_waits_or_does_not(asking: Asking) -> None:
    everything = await rows(asking, CASES)
    waiting = await rows(asking, CASES, waiting=True)
    assert waiting == [case for case in everything if case["waiting"]]
    assert await rows(asking, CASES, waiting=False) == [case for case in everything if not case["waiting"]]
    assert 0 < len(waiting) < len(everything)


@pytest.mark.parametrize("direction", ["ASCENDING", "DESCENDING"])
async def test_cases_come_by_urgency_filing_and_end_of_window(asking: Asking, direction: str) -> None:
    keys: dict[str, Callable[[dict[str, Any]], Any]] = {
        "URGENCY": lambda case: list(Urgency.__members__).index(case["urgency"]),
        "FILED_ON": lambda case: case["filedOn"] or date.max.isoformat(),
        "WINDOW_END": lambda case: case["during"]["end"] or date.max.isoformat(),
        "NUMBER": lambda case: case["number"],
    }
    for sort, key in keys.items():
        found = [key(case) for case in await rows(asking, CASES, orderBy={"by": sort, "direction": direction})]
        assert found == sorted(found, reverse=direction == "DESCENDING"), sort
        assert len(set(found)) > 1


async def test_organs_are_found_by_part_of_their_name_by_zone_and_by_day(asking: Asking) -> None:
    groups = await rows(asking, ORGANS, kinds=["RESIDENT_GROUP"])
    part = groups[0]["name"][:4]
    named = await rows(asking, ORGANS, kinds=["RESIDENT_GROUP"], text=part)
    assert named == [organ for organ in groups if part in organ["name"]]
    inside = await rows(asking, ORGANS, kinds=["RESIDENT_GROUP"], zoneCode="Z1")
    assert inside == [organ for organ in groups if organ["zone"] is not None and organ["zone"]["code"] == "Z1"]
    assert 0 < len(inside) < len(groups)


async def test_an_organ_that_was_renamed_is_found_on_its_days_only(asking: Asking) -> None:
    bureaus = await rows(asking, ORGANS, kinds=["BUREAU"])
    (ended, *_) = [organ for organ in bureaus if organ["during"]["end"] is not None]
    today = [organ["name"] for organ in await rows(asking, ORGANS, kinds=["BUREAU"], existingOn="2026-03-10")]
    earlier = [organ["name"] for organ in await rows(asking, ORGANS, kinds=["BUREAU"], existingOn="2015-01-01")]
    assert ended["name"] in earlier
    assert ended["name"] not in today


async def test_people_are_found_by_part_of_name_or_number_and_by_standing_in_the_pool(asking: Asking) -> None:
    pool = await rows(asking, PEOPLE, inPool=True)
    assert {person["poolMember"] is None for person in pool} == {False}
    outside = await rows(asking, PEOPLE, inPool=False)
    assert {person["poolMember"] is None for person in outside} == {True}
    number, name = pool[0]["number"], pool[0]["name"]
    assert [person["number"] for person in await rows(asking, PEOPLE, text=number)] == [number]
    named = await rows(asking, PEOPLE, text=name)
    assert number in {person["number"] for person in named}
    assert all(name in person["name"] for person in named)


async def test_assignments_are_found_by_case_person_role_state_zone_and_days(planner: Planner) -> None:
    asking = planner.asking
    await planner.propose("filters")
    await planner.approve("filters")
    made = await rows(asking, ASSIGNMENTS, states=["ACTIVE"])
    assert len(made) > 10
    one = made[0]
    number, person = one["case"]["number"], one["person"]["number"]
    found: dict[str, tuple[Any, Callable[[dict[str, Any]], bool]]] = {
        "caseNumber": (number, lambda row: row["case"]["number"] == number),
        "personNumber": (person, lambda row: row["person"]["number"] == person),
        "roles": (["LEAD"], lambda row: row["role"] == "LEAD"),
        "zoneCode": (
            "Z1",
            lambda row: any(
                organ is not None and organ["zone"] is not None and organ["zone"]["code"] == "Z1"
                for organ in (row["case"]["homeOrgan"], row["case"]["handlingOrgan"])
            ),
        ),
    }
    for word, (value, fits) in found.items():
        chosen = await rows(asking, ASSIGNMENTS, states=["ACTIVE"], **{word: value})
        assert chosen == [row for row in made if fits(row)], word
        assert 0 < len(chosen) < len(made), word
    assert await rows(asking, ASSIGNMENTS, states=["SUSPENDED"]) == []
    before = {"end": min(row["during"]["start"] for row in made)}
    assert await rows(asking, ASSIGNMENTS, states=["ACTIVE"], during=before) == []
