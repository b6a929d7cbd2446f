"""How waivers end: revoked, run out, void by a new party; what rested on them is suspended at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import hold_facts
from db.tables import CaseParty, Waiver
from resolvers.reexamination import reexamine
from resolvers.rescreening import rescreen
from terms.cases import PartyRole
from terms.periods import ALWAYS
from tests.api.allocation_scene import Planner
from tests.api.fact_scene import Registry
from tests.api.waiver_scene import CASE, CLERK, OFFICER, REVOKE, SUBJECT, Scene, classmates, staffed

SUSPENDED = ("SUSPENDED", "CONFLICT_CAME_TO_LIGHT")
MATTERS = "SELECT count(*) FROM recusal_matters WHERE person_id = :person AND state = :state"
LIST = """
query List($filter: LiftingFilter, $first: Int, $after: String) {
  waivers(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id state person { number } rule { code } } }
  }
}"""

pytestmark = pytest.mark.staffed


async def waived(planner: Planner, **terms: Any) -> tuple[Scene, str, dict[str, Any]]:
    """Return a scene with the number of a classmate who works by a waiver, and the waiver."""
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    granted = await scene.grant(scene.unit, await scene.finding(number), **terms)
    assert await scene.state(number) == ("ACTIVE", "")
    return scene, number, granted["waiver"]


async def test_a_waiver_that_is_revoked_suspends_who_worked_by_it_and_opens_a_matter(planner: Planner) -> None:
    scene, number, waiver = await waived(planner)
    person = await planner.person(number)
    assert await planner.key_of(MATTERS, person=person, state="OPEN") == 0
    revoked = await scene.act(REVOKE, scene.unit, id=waiver["id"], reason="对象家属反映")
    assert revoked["waiver"]["state"] == "REVOKED"
    assert revoked["suspended"] == [{"state": "SUSPENDED", "person": {"number": number}}]
    assert await scene.state(number) == SUSPENDED
    assert await planner.key_of(MATTERS, person=person, state="OPEN") == 1
    (row,) = await planner.rows(Waiver)
    assert row.superseded_at is not None
    assert [each["liftedBy"] for each in await scene.findings(number) if each["rule"]["code"] == "R18"] == [None]


async def test_a_waiver_is_revoked_once_and_by_who_decides_or_keeps_the_record(planner: Planner) -> None:
    scene, number, waiver = await waived(planner)
    other = replace(scene.unit, person_id=await planner.person(scene.seat("RECORDS")))
    herself = replace(CLERK, person_id=await planner.person(number))
    before = await scene.counts()
    assert (await scene.act(REVOKE, other, id=waiver["id"], reason="理由"))["__typename"] == "NotCompetent"
    assert (await scene.act(REVOKE, herself, id=waiver["id"], reason="理由"))["__typename"] == "OwnMatter"
    assert (await scene.act(REVOKE, CLERK, id=waiver["id"], reason=" "))["code"] == "WORDS_UNFIT"
    assert (await scene.act(REVOKE, CLERK, id="eA==", reason="理由"))["code"] == "BAD_ID"
    assert await scene.counts() == before
    assert (await scene.act(REVOKE, OFFICER, id=waiver["id"], reason="理由"))["__typename"] == "WaiverChanged"
    before = await scene.counts()
    assert (await scene.act(REVOKE, OFFICER, id=waiver["id"], reason="理由"))["__typename"] == "NotFound"
    assert await scene.counts() == before


async def test_t18_a_new_party_voids_the_waiver_and_suspends_at_once_and_another_takes_its_place(
    planner: Planner,
) -> None:
    scene, number, waiver = await waived(planner)
    stranger = await planner.person(await Registry(planner).stranger())
    party = CaseParty(case_id=scene.case, person_id=stranger, role=PartyRole.CO_SUBJECT, during=ALWAYS)
    await planner.become(party)
    assert await scene.state(number) == SUSPENDED
    listed = await scene.ask(LIST, CLERK, filter={"caseNumber": CASE, "standing": True})
    assert [edge["node"]["state"] for edge in listed["waivers"]["edges"]] == ["PARTIES_CHANGED"]
    again = await scene.grant(scene.unit, await scene.finding(number))
    assert again["restored"] == [{"state": "ACTIVE", "person": {"number": number}}]
    assert again["waiver"]["id"] != waiver["id"]
    first, second = await planner.rows(Waiver)
    assert (first.ground, first.parties != second.parties) == (second.ground, True)
    assert (first.superseded_at is None, second.superseded_at) == (False, None)


async def test_a_waiver_that_runs_out_suspends_when_the_day_comes_and_may_be_renewed(planner: Planner) -> None:
    last = planner.asking.now.date() + timedelta(days=5)
    scene, number, _ = await waived(planner, expiresOn=last.isoformat())
    async with planner.asking.database.reading() as session:
        day_before = await reexamine(session, on=last - timedelta(days=1))
        day = await reexamine(session, on=last)
    assert [each.detail for each in day if "R18" in each.detail] != []
    assert [each.detail for each in day_before if "R18" in each.detail] == []

    async def nightly(session: AsyncSession) -> list[int]:
        await hold_facts(session)
        return [row.person_id for row in await rescreen(session, on=last, everything=True)]

    assert await planner.person(number) in await planner.asking.database.deciding(nightly)
    assert await scene.state(number) == SUSPENDED
    later = Scene(
        planner=Planner(replace(planner.asking, now=planner.asking.now + timedelta(days=5))),
        case=scene.case,
        seats=scene.seats,
        unit=scene.unit,
        county=scene.county,
    )
    listed = await later.ask(LIST, CLERK, filter={"personNumber": number})
    assert [edge["node"]["state"] for edge in listed["waivers"]["edges"]] == ["EXPIRED"]
    assert (await later.grant(scene.unit, await later.finding(number)))["__typename"] == "WaiverChanged"
    assert await later.state(number) == ("ACTIVE", "")


async def test_waivers_are_listed_for_cases_in_sight_page_by_page(planner: Planner) -> None:
    scene = await staffed(planner)
    numbers = [number for role, number in scene.seats if role == "MEMBER"]
    await scene.befriend(*[await planner.person(number) for number in numbers])
    for number in numbers:
        await scene.grant(scene.unit, await scene.finding(number))
    page = (await scene.ask(LIST, scene.unit, first=1))["waivers"]
    assert page["totalCount"] == len(numbers) == 2
    assert [edge["node"]["person"]["number"] for edge in page["edges"]] == [numbers[1]]
    rest = (await scene.ask(LIST, scene.unit, first=1, after=page["pageInfo"]["endCursor"]))["waivers"]
    assert [edge["node"]["person"]["number"] for edge in rest["edges"]] == [numbers[0]]
    for narrow, found in (
        ({"personNumber": numbers[0]}, 1),
        ({"caseNumber": "无此案"}, 0),
        ({"standing": False}, 0),
        ({"standing": True}, 2),
    ):
        assert (await scene.ask(LIST, CLERK, filter=narrow))["waivers"]["totalCount"] == found
    one = page["edges"][0]["node"]["id"]
    node = "query($id: ID!) { node(id: $id) { id } }"
    assert (await scene.ask(node, scene.unit, id=one))["node"] == {"id": one}
    elsewhere = await planner.key_of(
        """
        SELECT min(id) FROM zones WHERE id NOT IN (
          SELECT zone_id FROM zone_members m JOIN cases c ON m.organ_id IN (c.home_organ_id, c.handling_organ_id)
          WHERE c.id = :case AND upper_inf(m.during))""",
        case=scene.case,
    )
    stranger = replace(scene.unit, zone_ids=frozenset({elsewhere}))
    assert (await scene.ask(LIST, stranger))["waivers"]["totalCount"] == 0
    assert (await scene.ask(node, stranger, id=one))["node"] is None


async def test_who_works_by_a_waiver_is_planned_after_others_and_the_record_keeps_what_was_let_pass(
    planner: Planner,
) -> None:
    _, number, _ = await waived(planner)
    await planner.withdraw("one")
    again = await planner.propose("two", caseNumbers=[CASE])
    assert number not in {seat["person"]["number"] for seat in again["teams"][0]["seats"] if seat["role"] == "MEMBER"}
    pinned = await planner.edit(
        "three", "two", pins=[{"caseNumber": CASE, "personNumber": number, "role": "MEMBER", "reason": "熟悉情况"}]
    )
    assert pinned["state"] == "PROPOSED"
    assert (await planner.approve("three"))["__typename"] == "AllocationApproved"
    kept = await planner.key_of(
        """SELECT s.findings FROM assignments a JOIN screenings s ON s.id = a.screening_id
           WHERE a.person_id = :person AND a.state = 'ACTIVE'""",
        person=await planner.person(number),
    )
    assert [each["lifted_by"]["record"] for each in kept if each["rule"] == "R18"] == ["waiver"]


async def test_revoking_while_approving_leaves_nobody_barred_in_force_whoever_comes_first(planner: Planner) -> None:
    scene, number, waiver = await waived(planner)
    person = await planner.person(number)
    await planner.withdraw("one")
    await planner.propose("two", caseNumbers=[CASE])
    await planner.edit(
        "three", "two", pins=[{"caseNumber": CASE, "personNumber": number, "role": "MEMBER", "reason": "熟悉情况"}]
    )
    revoked, approved = await asyncio.gather(
        scene.act(REVOKE, OFFICER, id=waiver["id"], reason="理由"), planner.approve("three")
    )
    assert revoked["__typename"] == "WaiverChanged"
    statement = text("SELECT state FROM assignments WHERE person_id = :person AND state IN ('ACTIVE', 'SUSPENDED')")
    async with planner.asking.database.engine.connect() as connection:
        states = list((await connection.execute(statement, {"person": person})).scalars())
    assert (approved["__typename"], states) in [("ConflictOfInterest", []), ("AllocationApproved", ["SUSPENDED"])]


async def test_an_approval_after_the_waiver_was_revoked_is_refused_by_name(planner: Planner) -> None:
    scene, number, waiver = await waived(planner)
    await planner.withdraw("one")
    await planner.propose("two", caseNumbers=[CASE])
    pins = [{"caseNumber": CASE, "personNumber": number, "role": "MEMBER", "reason": "熟悉情况"}]
    assert (await planner.edit("three", "two", pins=pins))["state"] == "PROPOSED"
    await scene.act(REVOKE, OFFICER, id=waiver["id"], reason="理由")
    refused = await planner.approve("three")
    assert refused["__typename"] == "ConflictOfInterest"
    assert {(each["rule"]["code"], each["person"]["number"]) for each in refused["conflicts"]} == {("R18", number)}


async def test_a_second_classmate_among_the_parties_needs_a_waiver_of_its_own(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    person = await planner.person(number)
    subject = await planner.key_of(SUBJECT, case=scene.case)
    other = await planner.person(await Registry(planner).stranger())
    await planner.become(CaseParty(case_id=scene.case, person_id=other, role=PartyRole.CO_SUBJECT, during=ALWAYS))
    await planner.become(classmates(person, subject), classmates(person, other))
    first, second = [each for each in await scene.findings(number) if each["rule"]["code"] == "R18"]
    assert first["ground"] != second["ground"]
    pointed = {"personNumber": number, "caseNumber": CASE, "role": "MEMBER", "rule": "R18"}
    one = await scene.grant(scene.unit, {**pointed, "ground": first["ground"]})
    assert one["restored"] == []
    assert await scene.state(number) == SUSPENDED
    two = await scene.grant(scene.unit, {**pointed, "ground": second["ground"]})
    assert two["restored"] == [{"state": "ACTIVE", "person": {"number": number}}]
