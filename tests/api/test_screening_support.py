"""Screening guards, appraisers and experts of a case, and the places for its talks (R51)."""

from typing import Any

from db.tables import Venue
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.screening_documents import SUPPORT

CROSS = "商纪案〔2026〕20号"
FREE = (
    "SELECT number FROM people WHERE id NOT IN (SELECT person_id FROM pool_members)"
    " AND id NOT IN (SELECT person_id FROM case_parties WHERE person_id IS NOT NULL)"
    " AND id NOT IN (SELECT person_id FROM memberships) ORDER BY id LIMIT 1"
)


async def venue(planner: Planner, code: str, organ: int) -> None:
    county = await planner.key_of("SELECT min(id) FROM counties")
    await planner.become(
        Venue(county_id=county, code=code, name=f"谈话室{code}", owner_organ_id=organ, place_organ_id=organ)
    )


async def support(planner: Planner, **given: Any) -> Any:
    return (await planner.asking.data(SUPPORT, input={"caseNumber": CROSS, **given}))["supportScreening"]


async def test_a_place_of_the_concerned_unit_may_not_serve_and_the_commissions_may(planner: Planner) -> None:
    concerned = await planner.key_of("SELECT concerned_organ_id FROM cases WHERE number = :number", number=CROSS)
    commission = await planner.key_of("SELECT min(id) FROM organs WHERE kind = 'COUNTY_COMMISSION'")
    await venue(planner, "甲", concerned)
    await venue(planner, "乙", commission)
    found = await support(planner, venueCodes=["乙", "甲", "乙"])
    assert [(place["code"], place["name"]) for place in found["venues"]] == [("乙", "谈话室乙"), ("甲", "谈话室甲")]
    assert found["venues"][0]["findings"] == []
    hits = found["venues"][1]["findings"]
    assert {(hit["rule"]["code"], hit["severity"]) for hit in hits} == {("R51", "HARD")}
    assert {hit["evidence"][0]["record"]["code"] for hit in hits} == {"venue"}
    assert hits[0]["explanation"].startswith("R51 ")
    assert (found["people"], found["sealedFactsConsulted"]) == ([], False)


async def test_a_witness_may_not_guard_and_who_declared_nothing_is_unknown(planner: Planner) -> None:
    guard = await planner.key_of(FREE)
    clear = (await support(planner, personNumbers=[guard]))["people"][0]
    assert (clear["personNumber"], clear["verdict"]) == (guard, "UNKNOWN")
    assert [finding["rule"]["code"] for finding in clear["findings"]] == ["R48"]
    await planner.make_party(guard, CROSS)
    barred = (await support(planner, personNumbers=[guard]))["people"][0]
    assert barred["verdict"] == "CONFLICT"
    assert "R05" in [finding["rule"]["code"] for finding in barred["findings"]]


async def test_unknown_people_places_and_cases_and_too_many_are_refused(planner: Planner) -> None:
    for given, code in (
        ({"caseNumber": CROSS, "personNumbers": ["nobody"]}, "NOT_FOUND"),
        ({"caseNumber": CROSS, "venueCodes": ["nowhere"]}, "NOT_FOUND"),
        ({"caseNumber": "nothing"}, "NOT_FOUND"),
        ({"caseNumber": CROSS, "venueCodes": ["x"] * 201}, "TOO_MANY_PAIRS"),
    ):
        answer = await planner.asking(SUPPORT, input=given)
        assert (answer.codes, answer.data) == ([code], None)
    assert (await planner.asking(SUPPORT, role=Role.SECRETARY, input={"caseNumber": CROSS})).codes == ["NOT_ALLOWED"]
