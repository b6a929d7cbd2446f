"""A coordinator sees the cases of her own zone, and of no other, whichever way she asks."""

from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import select

from db.tables import Case
from terms.roles import Role
from tests.api.asking import Asking

ZONES = """{ zones { nodes { code cases(first: 100) { totalCount nodes {
  id number links { number } parties { person { id number name } } assignments { id }
} } } } }"""


@pytest.fixture
async def files(asking: Asking) -> dict[str, list[dict[str, Any]]]:
    """Every zone's cases as the county sees them."""
    zones = (await asking.data(ZONES))["zones"]["nodes"]
    return {zone["code"]: zone["cases"]["nodes"] for zone in zones}


def only_in(files: dict[str, list[dict[str, Any]]], zone: str, other: str) -> list[dict[str, Any]]:
    """Return the cases of one zone that are not the other's too."""
    others = {case["number"] for case in files[other]}
    return [case for case in files[zone] if case["number"] not in others]


async def ask_as(asking: Asking, zone: str, document: str, **variables: Any) -> Any:
    return await asking.data(document, role=Role.COORDINATOR, zone=zone, **variables)


CASE = "query($number: String!) { case(number: $number) { number } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"


async def test_she_finds_a_case_of_her_zone_by_number_and_by_id(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    case = only_in(files, "Z1", "Z2")[0]
    assert await ask_as(asking, "Z1", CASE, number=case["number"]) == {"case": {"number": case["number"]}}
    assert await ask_as(asking, "Z1", NODE, id=case["id"]) == {"node": {"id": case["id"]}}


async def test_a_case_of_another_zone_answers_like_one_that_does_not_exist(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    case = only_in(files, "Z2", "Z1")[0]
    assert await ask_as(asking, "Z1", CASE, number=case["number"]) == {"case": None}
    assert await ask_as(asking, "Z1", CASE, number="no such number") == {"case": None}
    assert await ask_as(asking, "Z1", NODE, id=case["id"]) == {"node": None}


async def test_lists_and_counts_hold_the_cases_of_her_zone_only(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    listed = (await ask_as(asking, "Z1", "{ cases(first: 100) { totalCount nodes { number } } }"))["cases"]
    expected = sorted(case["number"] for case in files["Z1"])
    assert [case["number"] for case in listed["nodes"]] == expected
    assert listed["totalCount"] == len(expected)


async def test_the_lists_of_other_zones_show_what_is_hers_too_and_nothing_else(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    zones = (await ask_as(asking, "Z1", ZONES))["zones"]["nodes"]
    own = {case["number"] for case in files["Z1"]}
    for zone in zones:
        expected = [case["number"] for case in files[zone["code"]] if case["number"] in own]
        assert [case["number"] for case in zone["cases"]["nodes"]] == expected
        assert zone["cases"]["totalCount"] == len(expected)


async def test_assignments_on_other_zones_cases_are_hidden(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    hidden = [given["id"] for case in only_in(files, "Z2", "Z1") for given in case["assignments"]]
    shown = [given["id"] for case in files["Z1"] for given in case["assignments"]]
    assert hidden
    assert shown
    nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert await ask_as(asking, "Z1", nodes, ids=hidden[:20]) == {"nodes": [None] * len(hidden[:20])}
    found = await ask_as(asking, "Z1", nodes, ids=shown[:20])
    assert [node["id"] for node in found["nodes"]] == shown[:20]
    listed = (await ask_as(asking, "Z1", "{ assignments(first: 100) { totalCount nodes { id } } }"))["assignments"]
    assert listed["totalCount"] == len(shown)
    assert {node["id"] for node in listed["nodes"]} <= set(shown)


async def test_parties_of_other_zones_cases_are_hidden_people(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    own = {party["person"]["id"] for case in files["Z1"] for party in case["parties"] if party["person"]}
    person = "query($number: String!, $id: ID!) { person(number: $number) { id } node(id: $id) { id } }"
    for case in only_in(files, "Z2", "Z1"):
        for party in case["parties"]:
            if party["person"] and party["person"]["id"] not in own:
                asked = {"number": party["person"]["number"], "id": party["person"]["id"]}
                answer = await ask_as(asking, "Z1", person, **asked)
                staff = await asking.data(person, role=Role.INVESTIGATOR, **asked)
                assert answer == staff  # known as staff of a discipline organ, or not at all


async def test_a_party_of_her_own_case_is_shown(asking: Asking, files: dict[str, list[dict[str, Any]]]) -> None:
    party = next(party["person"] for case in files["Z1"] for party in case["parties"] if party["person"])
    person = "query($number: String!) { person(number: $number) { name } }"
    assert await ask_as(asking, "Z1", person, number=party["number"]) == {"person": {"name": party["name"]}}
    assert await asking.data(person, role=Role.AUDITOR, number=party["number"]) == {"person": None}


async def test_linked_cases_of_other_zones_are_not_named(
    asking: Asking, files: dict[str, list[dict[str, Any]]]
) -> None:
    links = [(case, link["number"]) for cases in files.values() for case in cases for link in case["links"]]
    assert links
    for zone, cases in files.items():
        own = {case["number"] for case in cases}
        for case, linked in links:
            if case["number"] in own:
                document = "query($number: String!) { case(number: $number) { links { number } } }"
                shown = (await ask_as(asking, zone, document, number=case["number"]))["case"]["links"]
                assert ({"number": linked} in shown) == (linked in own)


@pytest.mark.parametrize(
    ("role", "document", "code"),
    [
        (Role.SECRETARY, "{ cases { totalCount } }", "NOT_ALLOWED"),
        (Role.AUDITOR, "{ assignments { totalCount } }", "NOT_ALLOWED"),
        (Role.CLUE_OFFICE, "{ poolMembers { totalCount } }", "NOT_ALLOWED"),
        (Role.SECRETARY, "{ zones { nodes { dashboard { totals { openCases } } } } }", "NOT_ALLOWED"),
        (Role.SECRETARY, "{ zones { nodes { poolMembers { totalCount } } } }", "NOT_ALLOWED"),
        (Role.SECRETARY, "{ people(filter: {inPool: true}) { totalCount } }", "NOT_ALLOWED"),
    ],
)
async def test_a_role_without_the_act_is_refused_by_code(asking: Asking, role: Role, document: str, code: str) -> None:
    assert (await asking(document, role=role)).codes[:1] == [code]


@pytest.mark.parametrize("role", [Role.COUNTY, Role.RECUSAL_OFFICER, Role.SCHEDULER])
async def test_a_role_with_the_act_sees_all(asking: Asking, files: dict[str, list[dict[str, Any]]], role: Role) -> None:
    counts = await asking.data("{ cases { totalCount } poolMembers { totalCount } }", role=role)
    async with asking.database.reading() as session:
        everything = (await session.exec(select(func.count()).select_from(Case))).one()
    assert counts == {"cases": {"totalCount": everything}, "poolMembers": {"totalCount": 130}}
    assert len({case["number"] for cases in files.values() for case in cases}) <= everything
