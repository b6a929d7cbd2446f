"""Granting waivers: by whom, of what, on which terms; and everything that is refused leaves nothing behind."""

import asyncio
from dataclasses import replace

import pytest

from db.tables import IdentityLink, Informant, KinTie, Waiver
from resolvers.caller import Identity
from terms.periods import ALWAYS
from terms.recusal import IdentityVerdict
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner
from tests.api.waiver_scene import CASE, CLERK, OFFICER, SUBJECT, staffed

NOTED = "SELECT count(*) FROM audit_entries WHERE act = 'WAIVE' AND object_type = 'waivers' AND actor = :actor"

pytestmark = pytest.mark.staffed


async def test_t17_the_principal_of_the_organ_that_runs_the_case_waives_one_finding_of_one_person(
    planner: Planner,
) -> None:
    scene = await staffed(planner)
    first, second = (number for role, number in scene.seats if role == "MEMBER")
    await scene.befriend(await planner.person(first), await planner.person(second))
    assert [await scene.state(each) for each in (first, second)] == [("SUSPENDED", "CONFLICT_CAME_TO_LIGHT")] * 2
    granted = await scene.grant(scene.unit, await scene.finding(first), conditions="不接触谈话")
    assert granted["__typename"] == "WaiverChanged"
    assert granted["waiver"]["level"] == "UNIT"
    assert granted["waiver"]["state"] == "IN_FORCE"
    assert granted["suspended"] == []
    assert granted["restored"] == [{"state": "ACTIVE", "person": {"number": first}}]
    assert [await scene.state(each) for each in (first, second)] == [
        ("ACTIVE", ""),
        ("SUSPENDED", "CONFLICT_CAME_TO_LIGHT"),
    ]
    (row,) = await planner.rows(Waiver)
    assert (row.decider_id, row.granted_by, row.rule, row.role.value, row.conditions, row.document) == (
        scene.unit.person_id,
        "principal-of-the-unit",
        "R18",
        "MEMBER",
        "不接触谈话",
        "",
    )
    lifted = {each["rule"]["code"]: each["liftedBy"] for each in await scene.findings(first)}
    assert lifted["R18"]["reason"] == row.reason
    assert lifted["R18"]["until"] == row.expires_on.isoformat()
    as_lead = {each["rule"]["code"]: each["liftedBy"] for each in await scene.findings(first, "LEAD")}
    assert as_lead["R18"] is None
    assert await planner.key_of(NOTED, actor="principal-of-the-unit") == 1


async def test_t16_nobody_waives_for_himself_and_the_organ_above_decides_on_a_principal(planner: Planner) -> None:
    scene = await staffed(planner)
    person = scene.unit.person_id
    assert person is not None
    number = await planner.key_of("SELECT number FROM people WHERE id = :person", person=person)
    await scene.befriend(person)
    finding = await scene.finding(number)
    before = await scene.counts()
    assert (await scene.grant(scene.unit, finding))["code"] == "OWN_MATTER"
    assert (await scene.grant(replace(CLERK, person_id=person), finding, document="商纪〔2026〕9号"))[
        "code"
    ] == "OWN_MATTER"
    assert await scene.counts() == before
    granted = await scene.grant(scene.county, finding)
    assert granted["waiver"]["level"] == "COUNTY"


async def test_t16_nor_does_anybody_for_herself_under_another_record_of_hers(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    person, record = await planner.person(number), await planner.person(scene.seat("REVIEWER"))
    await scene.befriend(person)
    first, second = sorted((person, record))
    link = IdentityLink(
        first_id=first, second_id=second, verdict=IdentityVerdict.SAME, reason="同一人", decided_by="test"
    )
    await planner.become(link)
    finding = await scene.finding(number)
    before = await scene.counts()
    clerk = replace(CLERK, person_id=record)
    assert (await scene.grant(clerk, finding, document="商纪〔2026〕9号"))["code"] == "OWN_MATTER"
    assert await scene.counts() == before


async def test_two_who_grant_the_same_at_once_grant_one(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    finding = await scene.finding(number)
    both = await asyncio.gather(scene.grant(scene.unit, finding), scene.grant(scene.unit, finding))
    assert {each.get("code") for each in both} == {None, "ALREADY_LIFTED"}
    assert len(await planner.rows(Waiver)) == 1


async def test_t16_a_decider_who_would_have_to_stand_aside_himself_is_passed_over(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    assert scene.unit.person_id is not None
    await scene.befriend(scene.unit.person_id, await planner.person(number))
    finding = await scene.finding(number)
    before = await scene.counts()
    refused = await scene.grant(scene.unit, finding)
    assert refused["__typename"] == "NotCompetent"
    assert refused["decider"]["level"] == "COUNTY"
    assert [rung["skipped"] for rung in refused["ladder"]] == ["CONFLICTED", None, None]
    conflicted_clerk = replace(CLERK, person_id=scene.unit.person_id)
    assert (await scene.grant(conflicted_clerk, finding, document="商纪〔2026〕9号"))["code"] == "NOT_COMPETENT"
    assert await scene.counts() == before
    assert (await scene.grant(scene.county, finding))["waiver"]["level"] == "COUNTY"


async def test_t40_the_county_principal_is_decided_on_by_the_city_and_that_is_recorded_from_paper(
    planner: Planner,
) -> None:
    scene = await staffed(planner)
    assert scene.county.person_id is not None
    number = await planner.key_of("SELECT number FROM people WHERE id = :person", person=scene.county.person_id)
    await scene.befriend(scene.county.person_id)
    pointed = {"personNumber": number, "caseNumber": CASE, "role": "MEMBER", "rule": "R18"}
    ground = await _ground(scene.planner, number)
    finding = {**pointed, "ground": ground}
    assert (await scene.grant(scene.county, finding, document="市纪〔2026〕3号"))["code"] == "OWN_MATTER"
    assert (await scene.grant(CLERK, finding))["code"] == "DOCUMENT_MISSING"
    granted = await scene.grant(CLERK, finding, document=" 市纪〔2026〕3号 ")
    assert granted["waiver"]["level"] == "CITY"
    assert granted["waiver"]["decider"] is None
    assert granted["waiver"]["document"] == "市纪〔2026〕3号"


async def _ground(planner: Planner, number: str) -> str:
    """Return the ground of R18 of somebody who is not in the pool, whom a screening for a decision reaches."""
    data = await planner.asking.data(
        """query($person: String!, $case: String!) {
          screen(input: {personNumber: $person, caseNumber: $case, purpose: DECISION}) {
            findings { rule { code } ground } } }""",
        person=number,
        case=CASE,
    )
    return str(next(each["ground"] for each in data["screen"]["findings"] if each["rule"]["code"] == "R18"))


async def test_who_does_not_decide_records_the_decision_with_its_number_or_not_at_all(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    finding = await scene.finding(number)
    before = await scene.counts()
    other = replace(scene.unit, person_id=await planner.person(scene.seat("RECORDS")))
    refused = await scene.grant(other, finding, document="商纪〔2026〕9号")
    assert refused["__typename"] == "NotCompetent"
    assert refused["decider"]["skipped"] is None
    assert refused["decider"]["level"] == "UNIT"
    for clerk in (CLERK, OFFICER, scene.county):
        assert (await scene.grant(clerk, finding))["code"] == "DOCUMENT_MISSING"
    assert await scene.counts() == before
    granted = await scene.grant(OFFICER, finding, document="商纪〔2026〕9号")
    assert granted["waiver"]["level"] == "UNIT"
    assert granted["waiver"]["decider"]["number"] == refused["decider"]["principal"]["number"]


async def test_other_roles_waive_nothing(planner: Planner) -> None:
    scene = await staffed(planner)
    finding = {"personNumber": scene.seat("MEMBER"), "caseNumber": CASE, "rule": "R18", "ground": "0"}
    for role in (Role.SECRETARY, Role.INVESTIGATOR, Role.SCHEDULER, Role.CLUE_OFFICE, Role.AUDITOR):
        assert (await scene.grant(Identity("somebody", role), finding))["code"] == "NOT_ALLOWED"


async def test_hard_grounds_and_requirements_are_never_waived_even_from_paper(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    ends = sorted((await planner.key_of(SUBJECT, case=scene.case), await planner.person(number)))
    origin = FactOrigin.ASSERTED
    tie = KinTie(first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=origin, during=ALWAYS)
    await planner.become(tie)
    before = await scene.counts()
    for who in (scene.unit, scene.county, CLERK):
        refused = await scene.grant(who, await scene.finding(number, "R02"), document="商纪〔2026〕9号")
        assert (refused["__typename"], refused["code"]) == ("LiftingRefused", "NOT_WAIVABLE")
    lapsed = await planner.key_of("""
        SELECT min(p.number) FROM people p JOIN pool_members m ON m.person_id = p.id AND m.superseded_at IS NULL
        WHERE m.trained_on < current_date - 740""")
    refused = await scene.grant(CLERK, await scene.finding(lapsed, "R48"), document="商纪〔2026〕9号")
    assert refused["code"] == "NOT_WAIVABLE"
    assert await scene.counts() == before


async def test_what_is_not_disclosed_is_refused_in_the_same_words_whether_there_is_anything_or_not(
    planner: Planner,
) -> None:
    scene = await staffed(planner)
    number = scene.seat("REVIEWER")
    finding = {"personNumber": number, "caseNumber": CASE, "rule": "RESTRICTED", "ground": "0" * 64}
    without = await scene.grant(scene.unit, finding)
    await planner.become(Informant(case_id=scene.case, person_id=await planner.person(number)))
    before = await scene.counts()
    assert await scene.grant(scene.unit, finding) == without
    assert without["code"] == "RESTRICTED_STANDS"
    assert await scene.counts() == before


async def test_what_policy_bars_absolutely_only_the_county_principal_waives_and_in_writing(planner: Planner) -> None:
    scene = await staffed(planner)
    barred = await _barred_by_policy(planner)
    finding = await scene.finding(barred, "R11")
    before = await scene.counts()
    assert (await scene.grant(scene.unit, finding, document="商纪〔2026〕9号"))["decider"]["level"] == "COUNTY"
    assert (await scene.grant(scene.county, finding))["code"] == "DOCUMENT_MISSING"
    assert await scene.counts() == before
    granted = await scene.grant(scene.county, finding, document="商纪〔2026〕9号")
    assert granted["waiver"]["level"] == "COUNTY"


async def _barred_by_policy(planner: Planner) -> str:
    data = await planner.asking.data(
        """query($case: String!) {
          caseScreenings(input: {caseNumber: $case, rule: "R11"}, first: 1) { edges { node { person { number } } } }
        }""",
        case=CASE,
    )
    return str(data["caseScreenings"]["edges"][0]["node"]["person"]["number"])
