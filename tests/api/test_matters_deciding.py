"""Deciding recusal matters: by whom the ladder names, once, and what follows from it."""

import asyncio
from typing import Any

import pytest

from db.tables import Informant, RecusalDecision, RecusalMatterAct
from resolvers.caller import Identity
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.matters_scene import ago, matters_scene
from tests.api.waiver_scene import CASE, CLERK, OFFICER

DEADLINES = "query ($case: String!) { case(number: $case) { deadlines { code dueOn } } }"

pytestmark = pytest.mark.staffed


async def test_t11_whoever_is_recused_leaves_with_her_acts_to_be_checked_and_the_deadline_goes_on(
    planner: Planner,
) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    deadlines = await planner.asking.data(DEADLINES, case=CASE)
    applied = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    assert (applied["decider"]["level"], applied["passedOver"]) == ("UNIT", [])
    done = await scene.decide(scene.scene.unit, applied["id"])
    matter = done["matter"]
    assert (matter["state"], matter["decider"], matter["closedAt"] is not None) == ("RECUSED", None, True)
    assert matter["decision"] == {
        "decision": "RECUSE",
        "level": "UNIT",
        "reason": "情况属实",
        "document": "",
        "decidedOn": scene.today.isoformat(),
        "organ": applied["decider"]["organ"],
        "decider": {"number": await scene.number_of(scene.scene.unit.person_id)},
        "skipped": [],
    }
    assert [act["kind"] for act in matter["actsToCheck"]] == ["SERVED"]
    assert await scene.scene.state(member) == ("RECUSED", "RECUSAL_DECIDED")
    others = "SELECT count(*) FROM assignments WHERE case_id = :case AND state = 'ACTIVE'"
    assert await planner.key_of(others, case=scene.scene.case) == len(scene.scene.seats) - 1
    assert await planner.asking.data(DEADLINES, case=CASE) == deadlines


async def test_whoever_is_not_recused_works_on_after_a_clear_screening(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    matter = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    done = await scene.decide(scene.scene.unit, matter["id"], "REFUSE", reason="查无实据")
    assert (done["matter"]["state"], done["matter"]["actsToCheck"]) == ("REFUSED", [])
    assert await scene.scene.state(member) == ("ACTIVE", "")
    fresh = (
        "SELECT s.facts_version = f.version FROM assignments AS a JOIN screenings AS s ON s.id = a.screening_id"
        " CROSS JOIN fact_clock AS f WHERE a.person_id = :person AND a.case_id = :case"
    )
    values = {"person": await planner.person(member), "case": scene.scene.case}
    assert await planner.key_of(fresh, **values) is True


@pytest.mark.parametrize("came_to_light", [True, False])
async def test_nobody_works_on_while_a_fresh_screening_is_not_clear(planner: Planner, *, came_to_light: bool) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    if not came_to_light:
        await scene.apply(CLERK, member, allegedRule="R05")
    await scene.marry(member)
    (matter,) = await scene.matters()
    before = await scene.counts()
    refused = await scene.decide(scene.scene.unit, matter["id"], "REFUSE")
    assert (refused["__typename"], refused["code"]) == ("MatterRefused", "STILL_BARRED")
    assert await scene.counts() == before
    assert (await scene.matters())[0]["state"] == "OPEN"
    assert (await scene.scene.state(member))[0] == "SUSPENDED"


async def test_a_sealed_ground_alone_is_no_refusal_and_keeps_her_suspended(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    matter = (await scene.apply(CLERK, member, allegedRule="R05"))["matter"]
    await planner.become(Informant(case_id=scene.scene.case, person_id=await planner.person(member)))
    done = await scene.decide(scene.scene.unit, matter["id"], "REFUSE")
    assert done["matter"]["state"] == "REFUSED"
    assert await scene.scene.state(member) == ("SUSPENDED", "CONFLICT_CAME_TO_LIGHT")


async def test_two_matters_that_suspend_are_both_refused_before_access_comes_back(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    first = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    second = (await scene.apply(CLERK, member, allegedRule="R01"))["matter"]
    await scene.decide(scene.scene.unit, first["id"], "REFUSE")
    assert await scene.scene.state(member) == ("SUSPENDED", "RECUSAL_PENDING")
    await scene.decide(scene.scene.unit, second["id"], "REFUSE")
    assert await scene.scene.state(member) == ("ACTIVE", "")


async def test_t16_nobody_decides_on_herself_and_the_organ_above_does(planner: Planner) -> None:
    scene = await matters_scene(planner)
    unit = scene.scene.unit
    number = await scene.number_of(unit.person_id)
    matter = (await scene.apply(CLERK, number))["matter"]
    assert matter["decider"]["level"] == "COUNTY"
    assert [(rung["level"], rung["skipped"]) for rung in matter["passedOver"]] == [("UNIT", "IS_THE_PERSON")]
    before = await scene.counts()
    hidden = await scene.decide(unit, matter["id"], "REFUSE")
    assert hidden["__typename"] == "NotFound"
    assert await scene.counts() == before
    decided = (await scene.decide(scene.scene.county, matter["id"]))["matter"]["decision"]
    assert (decided["level"], decided["decider"]) == (
        "COUNTY",
        {"number": await scene.number_of(scene.scene.county.person_id)},
    )
    assert [(rung["principal"], rung["skipped"]) for rung in decided["skipped"]] == [
        ({"number": number}, "IS_THE_PERSON")
    ]


async def test_t16_a_principal_who_would_stand_aside_himself_is_passed_over(planner: Planner) -> None:
    scene = await matters_scene(planner)
    unit = scene.scene.unit
    assert unit.person_id is not None
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER")))["matter"]
    assert matter["decider"]["level"] == "UNIT"
    await scene.scene.befriend(unit.person_id)
    refused = await scene.decide(unit, matter["id"])
    assert (refused["__typename"], refused["decider"]["level"]) == ("NotCompetent", "COUNTY")
    (shown,) = [each for each in await scene.matters() if each["id"] == matter["id"]]
    assert [rung["skipped"] for rung in shown["passedOver"]] == ["CONFLICTED"]


async def test_t40_the_city_decides_on_the_countys_principal(planner: Planner) -> None:
    scene = await matters_scene(planner)
    county = scene.scene.county
    matter = (await scene.apply(CLERK, await scene.number_of(county.person_id)))["matter"]
    assert matter["decider"] == {"level": "CITY", "organ": None, "principal": None, "skipped": None}
    assert (await scene.decide(county, matter["id"], document="市纪〔2026〕1号"))["__typename"] == "NotFound"
    missing = await scene.decide(CLERK, matter["id"])
    assert (missing["__typename"], missing["code"]) == ("InvalidInput", "DOCUMENT_MISSING")
    decided = (await scene.decide(OFFICER, matter["id"], document=" 市纪〔2026〕1号 "))["matter"]["decision"]
    assert (decided["level"], decided["decider"], decided["document"]) == ("CITY", None, "市纪〔2026〕1号")


async def test_only_whoever_is_competent_decides_and_only_the_county_records_it(planner: Planner) -> None:
    scene = await matters_scene(planner)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER")))["matter"]
    stranger = Identity("coordinator", Role.COORDINATOR, zone_ids=scene.scene.unit.zone_ids)
    before = await scene.counts()
    refused = await scene.decide(stranger, matter["id"], document="纪〔2026〕9号")
    assert (refused["__typename"], refused["decider"]["principal"]) == (
        "NotCompetent",
        {"number": await scene.number_of(scene.scene.unit.person_id)},
    )
    assert (await scene.decide(Identity("x", Role.INVESTIGATOR), matter["id"]))["code"] == "NOT_ALLOWED"
    assert await scene.counts() == before
    recorded = (await scene.decide(CLERK, matter["id"], document="纪〔2026〕9号"))["matter"]["decision"]
    assert (recorded["level"], recorded["document"]) == ("UNIT", "纪〔2026〕9号")
    assert recorded["decider"] == refused["decider"]["principal"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "REASONS_MISSING"),
        ({"reason": "长" * 5001}, "REASONS_MISSING"),
        ({"document": "长" * 201}, "DOCUMENT_MISSING"),
        ({"decidedOn": "2020-01-01"}, "DAY_UNFIT"),
        ({"decidedOn": "2999-01-01"}, "DAY_UNFIT"),
    ],
)
async def test_a_decision_that_cannot_be_is_refused(planner: Planner, given: dict[str, Any], code: str) -> None:
    scene = await matters_scene(planner)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER")))["matter"]
    before = await scene.counts()
    assert (await scene.decide(scene.scene.unit, matter["id"], **given))["code"] == code
    assert await scene.counts() == before


async def test_a_matter_is_decided_once(planner: Planner) -> None:
    scene = await matters_scene(planner)
    matter = (await scene.apply(CLERK, scene.scene.seat("MEMBER")))["matter"]
    await scene.decide(scene.scene.unit, matter["id"])
    before = await scene.counts()
    again = await scene.decide(scene.scene.unit, matter["id"], "REFUSE")
    assert (again["__typename"], again["closed"]) == ("MatterClosed", "RECUSED")
    assert await scene.counts() == before


async def test_of_two_who_decide_at_once_one_decides(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    matter = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    answers = await asyncio.gather(
        scene.decide(scene.scene.unit, matter["id"], "RECUSE"),
        scene.decide(OFFICER, matter["id"], "REFUSE", document="纪〔2026〕9号"),
    )
    assert sorted(each["__typename"] for each in answers) == ["MatterClosed", "RecusalDecided"]
    (decision,) = await planner.rows(RecusalDecision)
    expected = {"RECUSE": ("RECUSED", "RECUSAL_DECIDED"), "REFUSE": ("ACTIVE", "")}
    assert await scene.scene.state(member) == expected[decision.decision.value]


async def test_t39_what_the_remaining_team_lacks_is_told(planner: Planner) -> None:
    scene = await matters_scene(planner)
    lead = scene.scene.seat("LEAD")
    matter = (await scene.apply(CLERK, lead))["matter"]
    whole = {(lack["rule"]["code"], lack["relation"]["code"]) for lack in matter["cases"][0]["teamLacks"]}
    assert ("R32", "LEAD") not in whole
    given = {"document": "商纪回〔2026〕1号"}  # whoever leads may be the principal who would decide
    decided = (await scene.decide(CLERK, matter["id"], **given))["matter"]
    left = {(lack["rule"]["code"], lack["relation"]["code"]) for lack in decided["cases"][0]["teamLacks"]}
    assert left == whole | {("R32", "LEAD")}


async def test_t11_an_act_is_checked_once_by_somebody_else(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    await scene.marry(member, since=ago(scene.today, 30))
    ((act,),) = [matter["actsToCheck"] for matter in await scene.matters()]
    own = await scene.identity(member, Role.COUNTY)
    before = await scene.counts()
    assert (await scene.check(own, act["id"]))["__typename"] == "NotFound"
    assert (await scene.check(OFFICER, act["id"], "  "))["code"] == "REASONS_MISSING"
    assert (await scene.check(Identity("x", Role.INVESTIGATOR), act["id"]))["code"] == "NOT_ALLOWED"
    assert await scene.counts() == before
    done = (await scene.check(scene.scene.unit, act["id"]))["act"]
    checked = {"checkedOn": scene.today.isoformat(), "outcome": "笔录重新核对，无误"}
    assert done == {"id": act["id"], "kind": "SERVED", **checked}
    assert (await scene.check(OFFICER, act["id"]))["code"] == "CHECKED_ALREADY"
    (row,) = await planner.rows(RecusalMatterAct)
    assert (row.checked_by, row.outcome) == (scene.scene.unit.principal, checked["outcome"])
