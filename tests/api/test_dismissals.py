"""Dismissals: a human says that a finding is a false alarm; who may, of what, and until when it holds."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from db.bulk import present_moment, supersede
from db.facts import hold_facts
from db.tables import Dismissal, Informant, KinTie, PoolMember, SocialTie
from resolvers.caller import Identity
from resolvers.fact_acts.recording import WHEN_KNOWN
from resolvers.rescreening import rescreen
from terms.periods import ALWAYS
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner
from tests.api.waiver_scene import CASE, CLERK, DISMISS, OFFICER, SUBJECT, TAKE_BACK, Scene, classmates, staffed

SUSPENDED = ("SUSPENDED", "CONFLICT_CAME_TO_LIGHT")
LIST = """
query List($filter: LiftingFilter) {
  dismissals(filter: $filter) { edges { node { id stands reason decider { number } rule { code } } } }
}"""
IN_FORCE = "SELECT state FROM assignments WHERE person_id = :person ORDER BY id DESC LIMIT 1"
UNDECLARED = """
SELECT min(p.number) FROM people p JOIN pool_members m ON m.person_id = p.id AND m.superseded_at IS NULL
WHERE m.declared_on < current_date - 370"""

pytestmark = pytest.mark.staffed


async def dismiss(scene: Scene, who: Identity, finding: dict[str, Any], reason: str = "同名不同人") -> dict[str, Any]:
    """Dismiss a finding."""
    return await scene.act(DISMISS, who, finding=finding, reason=reason)


async def test_the_recusal_officer_dismisses_a_false_alarm_in_every_role_and_it_is_taken_back(
    planner: Planner,
) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    done = await dismiss(scene, OFFICER, await scene.finding(number))
    assert done["restored"] == [{"state": "ACTIVE", "person": {"number": number}}]
    assert (done["dismissal"]["level"], done["dismissal"]["decider"], done["dismissal"]["stands"]) == (
        "COUNTY",
        None,
        True,
    )
    (row,) = await planner.rows(Dismissal)
    assert (row.dismissed_by, row.rule, row.reason) == ("recusal-office", "R18", "同名不同人")
    for role in ("MEMBER", "LEAD"):
        lifted = {each["rule"]["code"]: each["liftedBy"] for each in await scene.findings(number, role)}
        assert lifted["R18"] == {"record": {"code": "dismissal"}, "reason": "同名不同人", "until": None}
    before = await scene.counts()
    assert (await dismiss(scene, OFFICER, await scene.finding(number)))["code"] == "ALREADY_LIFTED"
    assert await scene.counts() == before
    back = await scene.act(TAKE_BACK, OFFICER, id=done["dismissal"]["id"], reason="确系同学")
    assert back["dismissal"]["stands"] is False
    assert back["suspended"] == [{"state": "SUSPENDED", "person": {"number": number}}]
    assert await scene.state(number) == SUSPENDED
    before = await scene.counts()
    assert (await scene.act(TAKE_BACK, OFFICER, id=done["dismissal"]["id"], reason="再撤"))["__typename"] == "NotFound"
    assert await scene.counts() == before
    listed = await scene.ask(LIST, CLERK, filter={"personNumber": number, "standing": False})
    assert [edge["node"]["stands"] for edge in listed["dismissals"]["edges"]] == [False]


async def test_a_dismissal_holds_until_its_evidence_changes(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    person, subject = await planner.person(number), await planner.key_of(SUBJECT, case=scene.case)
    await scene.befriend(person)
    await dismiss(scene, OFFICER, await scene.finding(number))
    assert await scene.state(number) == ("ACTIVE", "")
    tie = await planner.key_of("SELECT max(id) FROM social_ties")

    async def correct(session: AsyncSession) -> None:
        await hold_facts(session)
        await supersede(session, SocialTie, [tie], moment=await present_moment(session))
        session.add(classmates(person, subject))
        await session.flush()
        await rescreen(session, on=planner.asking.now.date())

    await planner.asking.database.deciding(correct)
    assert await scene.state(number) == SUSPENDED
    assert (await dismiss(scene, OFFICER, await scene.finding(number)))["__typename"] == "DismissalChanged"
    assert await scene.state(number) == ("ACTIVE", "")


async def test_t06_a_human_settles_what_is_unknown_for_want_of_a_declaration(planner: Planner) -> None:
    scene = await staffed(planner)
    number = await planner.key_of(UNDECLARED)
    finding = await scene.finding(number, "R48")
    done = await dismiss(scene, OFFICER, finding, reason="已当面核实，近期补报")
    assert done["dismissal"]["rule"]["code"] == "R48"
    found = [each for each in await scene.findings(number) if each["rule"]["code"] == "R48"]
    assert [(each["verdict"], each["liftedBy"]["record"]["code"]) for each in found] == [("UNKNOWN", "dismissal")]


async def test_t06_who_never_declared_is_not_approved_until_a_human_settled_it(planner: Planner) -> None:
    scene = await staffed(planner)
    await planner.withdraw("one")
    number = scene.seat("MEMBER")
    person = await planner.person(number)
    pool = next(each for each in await planner.rows(PoolMember) if each.person_id == person)

    async def forget(session: AsyncSession) -> None:
        await hold_facts(session)
        await supersede(session, PoolMember, [pool.id], moment=await present_moment(session))
        same = {name: getattr(pool, name) for name in PoolMember.model_fields if name not in WHEN_KNOWN}
        session.add(PoolMember(**{**same, "declared_on": None}))
        await session.flush()
        await rescreen(session, on=planner.asking.now.date())

    await planner.propose("two", caseNumbers=[CASE])
    pins = [{"caseNumber": CASE, "personNumber": number, "role": "MEMBER", "reason": "熟悉情况"}]
    assert (await planner.edit("three", "two", pins=pins))["state"] == "PROPOSED"
    await planner.asking.database.deciding(forget)
    refused = await planner.approve("three")
    assert {(each["rule"]["code"], each["person"]["number"]) for each in refused["conflicts"]} == {("R48", number)}
    await dismiss(scene, OFFICER, await scene.finding(number, "R48"), reason="已当面核实")
    assert (await planner.approve("three"))["__typename"] == "AllocationApproved"
    assert await planner.key_of(IN_FORCE, person=person) == "ACTIVE"


async def test_a_hard_ground_or_a_requirement_that_is_sure_stands(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    ends = sorted((await planner.key_of(SUBJECT, case=scene.case), await planner.person(number)))
    origin = FactOrigin.ASSERTED
    tie = KinTie(first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=origin, during=ALWAYS)
    await planner.become(tie)
    lapsed = await planner.key_of("""
        SELECT min(p.number) FROM people p JOIN pool_members m ON m.person_id = p.id AND m.superseded_at IS NULL
        WHERE m.trained_on < current_date - 740 AND m.declared_on > current_date - 350""")
    before = await scene.counts()
    for finding in (await scene.finding(number, "R02"), await scene.finding(lapsed, "R48")):
        refused = await dismiss(scene, OFFICER, finding)
        assert (refused["__typename"], refused["code"]) == ("LiftingRefused", "HARD_GROUND_STANDS")
    assert await scene.counts() == before


async def test_what_is_not_disclosed_is_not_dismissed_and_the_refusal_tells_nothing(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("REVIEWER")
    finding = {"personNumber": number, "caseNumber": CASE, "rule": "RESTRICTED", "ground": "0" * 64}
    without = await dismiss(scene, OFFICER, finding)
    await planner.become(Informant(case_id=scene.case, person_id=await planner.person(number)))
    assert await dismiss(scene, OFFICER, finding) == without
    assert without["code"] == "RESTRICTED_STANDS"


async def test_t16_only_the_officer_or_the_competent_decider_dismisses_and_nobody_for_herself(
    planner: Planner,
) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    person = await planner.person(number)
    await scene.befriend(person)
    finding = await scene.finding(number)
    before = await scene.counts()
    assert (await dismiss(scene, scene.unit, finding))["code"] == "NOT_ALLOWED"
    assert (await dismiss(scene, CLERK, finding))["code"] == "NOT_COMPETENT"
    refused = await dismiss(scene, scene.county, finding)
    assert refused["decider"]["level"] == "UNIT"
    assert (await dismiss(scene, replace(OFFICER, person_id=person), finding))["code"] == "OWN_MATTER"
    assert await scene.counts() == before


async def test_t40_an_officer_who_would_have_to_stand_aside_himself_dismisses_nothing(planner: Planner) -> None:
    scene = await staffed(planner)
    number, officer = scene.seat("MEMBER"), await planner.person(scene.seat("REVIEWER"))
    await scene.befriend(await planner.person(number), officer)
    finding = await scene.finding(number)
    assert (await dismiss(scene, replace(OFFICER, person_id=officer), finding))["code"] == "NOT_COMPETENT"
    free = await planner.person(scene.seat("LEAD"))
    done = await dismiss(scene, replace(OFFICER, person_id=free), finding)
    assert done["dismissal"]["decider"]["number"] == scene.seat("LEAD")


async def test_the_county_principal_dismisses_where_he_decides(planner: Planner) -> None:
    scene = await staffed(planner)
    assert scene.unit.person_id is not None
    number = await planner.key_of("SELECT number FROM people WHERE id = :person", person=scene.unit.person_id)
    await scene.befriend(scene.unit.person_id)
    done = await dismiss(scene, scene.county, await scene.finding(number))
    assert done["dismissal"]["level"] == "COUNTY"
    assert (await planner.rows(Dismissal))[0].decider_id == scene.county.person_id


async def test_a_dismissal_needs_a_reason_of_some_length(planner: Planner) -> None:
    scene = await staffed(planner)
    number = scene.seat("MEMBER")
    await scene.befriend(await planner.person(number))
    before = await scene.counts()
    for reason in (" ", "长" * 1001):
        assert (await dismiss(scene, OFFICER, await scene.finding(number), reason))["code"] == "WORDS_UNFIT"
    assert await scene.counts() == before


async def test_other_roles_neither_dismiss_nor_read_dismissals(planner: Planner) -> None:
    scene = await staffed(planner)
    finding = {"personNumber": scene.seat("MEMBER"), "caseNumber": CASE, "rule": "R18", "ground": "0"}
    for role in (Role.SECRETARY, Role.INVESTIGATOR, Role.SCHEDULER, Role.CLUE_OFFICE):
        who = Identity("somebody", role)
        assert (await dismiss(scene, who, finding))["code"] == "NOT_ALLOWED"
        for document in (LIST, LIST.replace("dismissals(", "waivers(").replace("stands", "conditions")):
            assert (await planner.asking(document, role=role)).codes == ["NOT_ALLOWED"]
