"""Conflicts that come to light: access frozen at once, one open matter a person, nothing deleted, lifted again."""

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AuditEntry, Informant, RecusalMatter, RecusalMatterCase
from resolvers.caller import Identity
from resolvers.rescreening import rescreen
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.matters_scene import ONE, ago, id_of, matters_scene
from tests.api.waiver_scene import CASE, CLERK, OFFICER

pytestmark = pytest.mark.staffed


async def test_t11_a_conflict_that_comes_to_light_freezes_access_and_opens_a_matter(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    tie_since = ago(scene.today, 400)
    await scene.marry(member, since=tie_since)
    assert await scene.scene.state(member) == ("SUSPENDED", "CONFLICT_CAME_TO_LIGHT")
    (matter,) = await scene.matters()
    assert (matter["form"], matter["applicant"], matter["medium"]) == ("CAME_TO_LIGHT", "SERVICE", None)
    assert (matter["state"], matter["suspends"], matter["person"]) == ("OPEN", True, {"number": member})
    (about,) = matter["cases"]
    assert about["case"] == {"number": CASE}
    assert about["assignment"] == {"state": "SUSPENDED", "role": "MEMBER"}
    assert about["since"] == scene.today.isoformat()
    (finding,) = (each for each in about["findings"] if each["rule"]["code"] == "R02")
    assert {"record": {"code": "kin_tie"}, "during": {"start": tie_since.isoformat(), "end": None}} in finding[
        "evidence"
    ]
    assert [(act["kind"], act["happenedOn"]) for act in matter["actsToCheck"]] == [("SERVED", scene.today.isoformat())]
    kept = await planner.key_of("SELECT count(*) FROM assignments WHERE case_id = :case", case=scene.scene.case)
    assert kept == len(scene.scene.seats)


async def test_two_people_who_stand_aside_have_a_matter_each(planner: Planner) -> None:
    scene = await matters_scene(planner)
    first, second = (number for role, number in scene.scene.seats if role == "MEMBER")
    await scene.scene.befriend(await planner.person(first), await planner.person(second))
    assert {matter["person"]["number"] for matter in await scene.matters()} == {first, second}
    assert [matter["person"]["number"] for matter in await scene.matters(personNumber=first)] == [first]
    assert await scene.matters(states=["RECUSED"]) == []
    assert len(await scene.matters(caseNumber=CASE)) == 2
    assert await scene.matters(caseNumber="商纪案〔2026〕21号") == []


async def test_a_tie_that_is_withdrawn_restores_the_person_and_lifts_the_matter(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    tie = await scene.marry(member)

    async def withdraw(session: AsyncSession) -> None:
        await (await session.connection()).execute(
            text("UPDATE kin_ties SET superseded_at = clock_timestamp() WHERE id = :tie"), {"tie": tie}
        )
        await rescreen(session, on=scene.today)

    await planner.asking.database.deciding(withdraw)
    assert await scene.scene.state(member) == ("ACTIVE", "")
    (matter,) = await scene.matters()
    assert (matter["state"], matter["closedAt"] is not None, matter["decider"]) == ("LIFTED", True, None)
    assert len(await planner.rows(RecusalMatterCase)) == 1
    await scene.marry(member)
    assert [each["state"] for each in await scene.matters()] == ["OPEN", "LIFTED"]


async def test_a_sealed_ground_is_told_as_restricted_without_a_day(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    await planner.become(Informant(case_id=scene.scene.case, person_id=await planner.person(member)))
    for who in (scene.scene.unit, CLERK, OFFICER):
        (matter,) = await scene.matters(who)
        (about,) = matter["cases"]
        assert about["since"] is None
        assert [(each["rule"]["code"], each["severity"], each["evidence"]) for each in about["findings"]] == [
            ("RESTRICTED", "HARD", [])
        ]
    written = [entry.detail for entry in await planner.rows(AuditEntry) if entry.object_type == "recusal_matters"]
    assert written == [{}]


async def test_t16_t46_nobody_sees_a_matter_about_herself_nor_of_another_zone(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    await scene.marry(member)
    (row,) = await planner.rows(RecusalMatter)
    own = await scene.identity(member, Role.RECUSAL_OFFICER)
    for who in (own, await _other_zone(planner, scene.scene.unit)):
        assert await scene.matters(who) == []
        assert await scene.scene.ask(ONE, who, id=id_of(row)) == {"recusalMatter": None, "node": None}
    assert len(await scene.matters(scene.scene.unit)) == 1
    seen = await scene.scene.ask(ONE, CLERK, id=id_of(row))
    assert seen == {"recusalMatter": {"id": id_of(row), "state": "OPEN"}, "node": {"id": id_of(row)}}


async def test_whoever_may_not_read_matters_is_refused(planner: Planner) -> None:
    scene = await matters_scene(planner)
    await scene.marry(scene.scene.seat("MEMBER"))
    (row,) = await planner.rows(RecusalMatter)
    for role in (Role.SECRETARY, Role.INVESTIGATOR, Role.CLUE_OFFICE, Role.SCHEDULER, Role.AUDITOR):
        answer = await planner.asking("{ recusalMatters { totalCount } }", role=role)
        assert (answer.codes, answer.data) == (["NOT_ALLOWED"], None)
        assert (await planner.asking.data(ONE, role=role, id=id_of(row)))["recusalMatter"] is None


async def test_the_dashboard_counts_the_matters_that_wait_for_a_decision(planner: Planner) -> None:
    scene = await matters_scene(planner)
    asked = "{ dashboard { openMatters } zones { nodes { code dashboard { openMatters } } } }"
    before = await planner.asking.data(asked)
    assert before["dashboard"] == {"openMatters": 0}
    await scene.marry(scene.scene.seat("MEMBER"))
    after = await planner.asking.data(asked)
    assert after["dashboard"] == {"openMatters": 1}
    counted = {zone["code"]: zone["dashboard"]["openMatters"] for zone in after["zones"]["nodes"]}
    assert 1 in counted.values()
    assert 0 in counted.values()
    own = await scene.identity(scene.scene.seat("MEMBER"), Role.COUNTY)
    assert await scene.scene.ask("{ dashboard { openMatters } }", own) == {"dashboard": {"openMatters": 0}}


async def _other_zone(planner: Planner, unit: Identity) -> Identity:
    codes = [f"Z{number}" for number in range(1, 5)]
    callers = [await planner.asking.caller(Role.COORDINATOR, code) for code in codes]
    seen = await planner.key_of(
        "SELECT array_agg(DISTINCT m.zone_id) FROM zone_members AS m JOIN cases AS c"
        " ON m.organ_id IN (c.home_organ_id, c.handling_organ_id) WHERE c.number = :number AND upper_inf(m.during)",
        number=CASE,
    )
    assert unit.zone_ids is not None
    assert unit.zone_ids <= set(seen)
    return next(caller.identity for caller in callers if (caller.identity.zone_ids or set()).isdisjoint(seen))
