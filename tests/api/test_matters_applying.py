"""Asking that somebody stands aside: by herself, by those concerned, by order, by third parties."""

from typing import Any

import pytest

from db.tables import RecusalMatter, SealedApplicant
from resolvers.caller import Identity
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.matters_scene import Matters, matters_scene
from tests.api.waiver_scene import CASE, CLERK, OFFICER

CLUES = Identity("clue-office", Role.CLUE_OFFICE)
SELF = {"form": "SELF", "applicant": "PERSON"}

pytestmark = pytest.mark.staffed


async def test_an_application_with_a_hard_ground_freezes_access_at_once(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    done = await scene.apply(scene.scene.unit, member, allegedRule="R02", reasons=" 系对象配偶 ")
    assert (done["__typename"], done["state"], done["suspends"]) == ("RecusalApplied", "OPEN", True)
    assert await scene.scene.state(member) == ("SUSPENDED", "RECUSAL_PENDING")
    (matter,) = await scene.matters(scene.scene.unit)
    assert matter == done["matter"]
    assert (matter["form"], matter["applicant"], matter["medium"], matter["reasons"]) == (
        "APPLICATION",
        "SUBJECT",
        "WRITTEN",
        "系对象配偶",
    )
    assert matter["allegedRule"] == {"code": "R02"}
    assert matter["cases"][0]["assignment"] == {"state": "SUSPENDED", "role": "MEMBER"}
    assert matter["actsToCheck"] == []
    acts = "SELECT array_agg(act ORDER BY id) FROM audit_entries WHERE id > :last"
    last = await planner.key_of("SELECT max(id) FROM audit_entries WHERE act = 'APPROVE'")
    assert await planner.key_of(acts, last=last) == ["OPEN_MATTER", "SUSPEND"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"allegedRule": "R18"},
        {"form": "INFORMATION", "applicant": "THIRD_PARTY", "allegedRule": "R02"},
        {"form": "INFORMATION", "applicant": "ORGAN", "allegedRule": "R02"},
    ],
)
async def test_t36_a_pending_matter_stops_nobody_unless_the_ground_is_hard(
    planner: Planner, given: dict[str, Any]
) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    done = await scene.apply(scene.scene.unit, member, **given)
    assert (done["state"], done["suspends"]) == ("OPEN", False)
    assert done["matter"]["cases"][0]["assignment"] is None
    assert await scene.scene.state(member) == ("ACTIVE", "")


async def test_t36_a_repeat_of_what_was_refused_is_shown_and_suspends_no_more(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    first = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    await scene.decide(scene.scene.unit, first["id"], "REFUSE")
    assert await scene.scene.state(member) == ("ACTIVE", "")
    again = await scene.apply(CLERK, member, allegedRule="R02", reasons="再次申请")
    assert again["suspends"] is False
    assert again["matter"]["repeats"] == [{"id": first["id"], "state": "REFUSED"}]
    assert await scene.scene.state(member) == ("ACTIVE", "")
    other = await scene.apply(CLERK, member, allegedRule="R01", applicant="CONCERNED")
    assert (other["suspends"], other["matter"]["repeats"]) == (False, [])


async def test_t36_a_repeat_on_new_findings_suspends_again(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    first = (await scene.apply(CLERK, member, allegedRule="R02"))["matter"]
    await scene.decide(scene.scene.unit, first["id"], "REFUSE")
    await scene.scene.befriend(await planner.person(member))
    friends = await scene.apply(CLERK, member, allegedRule="R02", reasons="系朋友")
    assert friends["suspends"] is False
    await scene.marry(member)
    assert await scene.scene.state(member) == ("SUSPENDED", "CONFLICT_CAME_TO_LIGHT")
    again = await scene.apply(CLERK, member, allegedRule="R02")
    assert again["suspends"] is True
    assert await scene.scene.state(member) == ("SUSPENDED", "RECUSAL_PENDING")


async def test_t37_self_recusals_are_counted_and_shown(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    own = await scene.identity(member)
    receipt = await scene.apply(own, member, **SELF, allegedRule="R19", reasons="与对象有恩怨")
    assert receipt == {"__typename": "RecusalApplied", "state": "OPEN", "suspends": False, "matter": None}
    await scene.apply(own, member, **SELF, reasons="办案压力大")
    counted = [(matter["form"], matter["selfRecusals"]) for matter in await scene.matters()]
    assert counted == [("SELF", 2), ("SELF", 1)]
    await scene.apply(CLERK, member)
    assert (await scene.matters())[0]["selfRecusals"] == 2


async def test_a_hard_ground_of_her_own_freezes_whoever_asks_to_stand_aside(planner: Planner) -> None:
    scene = await matters_scene(planner)
    lead = scene.scene.seat("LEAD")
    done = await scene.apply(await scene.identity(lead), lead, **SELF, allegedRule="R06")
    assert done["suspends"] is True
    assert await scene.scene.state(lead) == ("SUSPENDED", "RECUSAL_PENDING")


async def test_only_the_person_or_an_officer_enters_a_self_recusal(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member, lead = scene.scene.seat("MEMBER"), scene.scene.seat("LEAD")
    before = await scene.counts()
    refused = await scene.apply(scene.scene.unit, member, **SELF)
    assert (refused["__typename"], refused["code"]) == ("MatterRefused", "NOT_HERSELF")
    unseen = await scene.apply(await scene.identity(lead), member, case="商纪案〔2026〕21号", **SELF)
    assert (unseen["__typename"], unseen["key"]) == ("NotFound", "商纪案〔2026〕21号")
    assert await scene.counts() == before
    assert (await scene.apply(OFFICER, member, **SELF))["__typename"] == "RecusalApplied"


async def test_an_oral_application_needs_its_record(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    before = await scene.counts()
    refused = await scene.apply(CLERK, member, medium="ORAL", record="  ")
    assert (refused["__typename"], refused["code"]) == ("MatterRefused", "RECORD_MISSING")
    assert await scene.counts() == before
    done = await scene.apply(CLERK, member, medium="ORAL", record="笔录第3号")
    assert (done["matter"]["medium"], done["matter"]["record"]) == ("ORAL", "笔录第3号")


async def test_an_organ_orders_that_somebody_stands_aside(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    done = await scene.apply(CLERK, member, form="ORDERED", applicant="ORGAN", allegedRule="R05")
    assert (done["matter"]["form"], done["matter"]["applicant"], done["suspends"]) == ("ORDERED", "ORGAN", True)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reasons": " "}, "REASONS_MISSING"),
        ({"reasons": "长" * 5001}, "REASONS_MISSING"),
        ({"applicant": "PERSON"}, "APPLICANT_UNFIT"),
        ({"form": "SELF"}, "APPLICANT_UNFIT"),
        ({"form": "CAME_TO_LIGHT", "applicant": "SERVICE"}, "APPLICANT_UNFIT"),
        ({"allegedRule": "RESTRICTED"}, "RULE_UNKNOWN"),
        ({"allegedRule": "R03"}, "RULE_UNKNOWN"),
        ({"allegedRule": "R30"}, "RULE_UNKNOWN"),
        ({"allegedRule": "R99"}, "RULE_UNKNOWN"),
        ({"record": "长" * 5001}, "RECORD_MISSING"),
    ],
)
async def test_what_cannot_be_asked_is_refused_and_nothing_is_written(
    planner: Planner, given: dict[str, Any], code: str
) -> None:
    scene = await matters_scene(planner)
    before = await scene.counts()
    refused = await scene.apply(CLERK, scene.scene.seat("MEMBER"), **given)
    assert (refused["__typename"], refused["code"]) == ("MatterRefused", code)
    assert await scene.counts() == before


async def test_the_same_request_is_pending_once(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    await scene.apply(CLERK, member)
    before = await scene.counts()
    assert (await scene.apply(CLERK, member))["code"] == "ALREADY_OPEN"
    assert await scene.counts() == before
    assert (await scene.apply(CLERK, member, reasons="另有理由"))["state"] == "OPEN"


async def test_an_informant_who_asks_stays_behind_the_wall(planner: Planner) -> None:
    scene = await matters_scene(planner)
    member = scene.scene.seat("MEMBER")
    informant = await planner.key_of("SELECT max(number) FROM people")
    given = {"applicant": "CONCERNED", "applicantNumber": informant}
    for who in (CLERK, OFFICER, scene.scene.unit):
        assert (await scene.apply(who, member, **given))["code"] == "NOT_ALLOWED"
    receipt = await scene.apply(CLUES, member, **given)
    assert receipt == {"__typename": "RecusalApplied", "state": "OPEN", "suspends": False, "matter": None}
    (row,) = await planner.rows(SealedApplicant)
    assert row.person_id == await planner.person(informant)
    (matter,) = await scene.matters()
    await _open_like_it(scene, matter)
    assert (await scene.apply(CLUES, member, **given))["code"] == "ALREADY_OPEN"
    assert (await scene.apply(CLUES, member, **given | {"applicant": "SUBJECT"}))["code"] == "APPLICANT_UNFIT"
    assert (await scene.apply(CLUES, member, **given | {"applicantNumber": "nobody"}))["key"] == "nobody"


async def _open_like_it(scene: Matters, matter: dict[str, Any]) -> None:
    """Open a matter of somebody else concerned, and see that it looks the same but for its id and its moment."""
    second = [number for role, number in scene.scene.seats if role == "MEMBER"][1]
    other = (await scene.apply(CLERK, second, applicant="CONCERNED"))["matter"]
    differs = {key for key, value in matter.items() if other[key] != value}
    assert differs == {"id", "person"}


async def test_roles_that_open_no_matter_are_refused(planner: Planner) -> None:
    scene = await matters_scene(planner)
    for role in (Role.SECRETARY, Role.SCHEDULER, Role.AUDITOR):
        refused = await scene.apply(Identity("somebody", role), scene.scene.seat("MEMBER"))
        assert refused["code"] == "NOT_ALLOWED"
    for case, person in (("商纪案〔1999〕1号", scene.scene.seat("MEMBER")), (CASE, "nobody")):
        assert (await scene.apply(CLERK, person, case=case))["__typename"] == "NotFound"
    assert await planner.rows(RecusalMatter) == []
