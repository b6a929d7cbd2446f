"""Calling a meeting: who represents each organ, how many must be there, and what items are linked to."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from db.tables import AgendaItem, ItemExit, Meeting, MeetingParticipant, RecusalMatter, RecusalMatterCase
from resolvers.caller import Caller
from schema.nodes import global_id, kinds
from terms.periods import COUNTY_TIME, Period
from terms.recusal import Applicant, MatterForm, MatterState
from terms.roles import Role
from tests.api.calling_scene import CALL, act, calling_scene, employ, herself, seats
from tests.api.meeting_documents import DECIDE, joint
from tests.api.meeting_scene import TOMORROW, Scene

AGENDA = "{ meetings { nodes { agenda { kind } } } }"
TALK = [{"kind": "OTHER", "subject": "通报"}]


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own."""
    async with calling_scene(database) as scene:
        yield scene


async def call(scene: Scene, caller: Caller | None = None, **changes: Any) -> dict[str, Any]:
    """Call a working meeting of the first zone."""
    working: dict[str, Any] = {"kind": "WORKING", "zoneCodes": ["Z1"], "proposals": [], "agenda": TALK}
    given = joint(scene, **{**working, **changes})
    return await act(scene, CALL, caller, **given)


async def called(scene: Scene, **changes: Any) -> dict[str, Any]:
    payload = await call(scene, **changes)
    assert payload["__typename"] == "MeetingCalled", payload
    meeting: dict[str, Any] = payload["meeting"]
    return meeting


def named(meeting: dict[str, Any]) -> list[tuple[str, str | None, bool]]:
    """Return organ, person and whether she must come, seat by seat."""
    return [
        (each["organ"]["name"], each["person"] and each["person"]["number"], each["mustCome"])
        for each in meeting["participants"]
    ]


async def test_whoever_heads_an_organ_is_invited_by_name_unless_somebody_else_is(scene: Scene) -> None:
    seat = {"organ": scene.gid("Organ", "乙乡纪委"), "person": scene.gid("Person", "S3")}
    sits_in = {"organ": scene.gid("Organ", "第二室"), "mustCome": False}
    meeting = await called(scene, participants=[seat, sits_in])
    assert named(meeting) == [
        ("第一室", "H1", True),
        ("甲乡纪委", "H2", True),
        ("乙乡纪委", "S3", True),
        ("第二室", None, False),
    ]
    assert meeting["quorum"] == 2
    kept = await seats(scene)
    assert {name: (row.person_id, row.must_come) for name, row in kept.items()} == {
        "第一室": (scene.ids["H1"], True),
        "甲乡纪委": (scene.ids["H2"], True),
        "乙乡纪委": (scene.ids["S3"], True),
        "第二室": (None, False),
    }
    assert (await scene.rows(Meeting))[0].quorum == 2


async def test_the_head_of_the_day_of_the_meeting_is_meant(scene: Scene) -> None:
    await employ(scene, "H9", "丙镇纪委", heads=True, during=Period(date(2026, 3, 4)))
    before = await called(scene, kind="JOINT", zoneCodes=["Z1", "Z2"])
    assert ("丙镇纪委", None, True) in named(before)
    moved = {
        "startsAt": datetime(2026, 3, 4, 9, tzinfo=COUNTY_TIME).isoformat(),
        "endsAt": datetime(2026, 3, 4, 10, tzinfo=COUNTY_TIME).isoformat(),
    }
    assert ("丙镇纪委", "H9", True) in named(await called(scene, kind="JOINT", zoneCodes=["Z1", "Z2"], **moved))


async def test_a_quorum_can_be_set_and_the_head_of_an_organ_outside_is_named_to_whoever_sees_the_meeting(
    scene: Scene,
) -> None:
    audit = scene.gid("Organ", "审计局")
    payload = await call(scene, scene.caller(Role.SECRETARY), alsoInvited=[audit], quorum=4)
    assert named(payload["meeting"])[-1] == ("审计局", "H4", True)
    assert (await seats(scene))["审计局"].person_id == scene.ids["H4"]
    assert payload["meeting"]["quorum"] == 4


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quorum": 4}, "QUORUM_UNFIT"),
        ({"quorum": -1}, "QUORUM_UNFIT"),
        ({"agenda": [{**TALK[0], "minutes": 0}]}, "MINUTES_UNFIT"),
        ({"agenda": [{**TALK[0], "minutes": 601}]}, "MINUTES_UNFIT"),
        ({"participants": [("甲乡纪委", None), ("甲乡纪委", "S2")]}, "SEATS_UNFIT"),
        ({"participants": [("甲乡纪委", "S2"), ("第一室", "S2")]}, "SEATS_UNFIT"),
        ({"participants": [("甲乡纪委", "S3")]}, "NOT_OF_THE_ORGAN"),
        ({"participants": [("甲乡纪委", "P3")]}, "NOT_FOUND"),
        ({"agenda": [{"kind": "RECUSAL_MATTER", "subject": "回避"}]}, "ITEM_UNFIT"),
        ({"agenda": [{"kind": "FOLLOW_UP", "subject": "落实"}]}, "ITEM_UNFIT"),
    ],
)
async def test_what_cannot_be_called_so_is_refused_and_nothing_is_written(
    scene: Scene, changes: dict[str, Any], code: str
) -> None:
    if "participants" in changes:
        named = [
            {"organ": scene.gid("Organ", organ), "person": person and scene.gid("Person", person)}
            for organ, person in changes["participants"]
        ]
        changes = {"participants": named}
    assert (await call(scene, **changes))["code"] == code
    assert await scene.rows(Meeting) == []
    assert await scene.rows(MeetingParticipant) == []


async def test_an_organ_that_reports_is_shown_and_must_take_part(scene: Scene) -> None:
    item = {**TALK[0], "minutes": 40, "reportingOrgan": scene.gid("Organ", "甲乡纪委")}
    (shown,) = (await called(scene, agenda=[item]))["agenda"]
    assert (shown["minutes"], shown["reportingOrgan"]) == (40, {"name": "甲乡纪委"})
    refused = await call(scene, agenda=[{**item, "reportingOrgan": scene.gid("Organ", "审计局")}])
    assert refused["code"] == "REPORTER_UNFIT"


async def matter_about(scene: Scene, person: str, case: str) -> str:
    """Keep a recusal matter and return its id."""
    matter = RecusalMatter(
        county_id=scene.ids["county"],
        person_id=scene.ids[person],
        form=MatterForm.SELF,
        applicant=Applicant.PERSON,
        reasons="与当事人系同学",
        state=MatterState.OPEN,
        suspends=False,
        received_on=date(2026, 3, 1),
        opened_by="test",
    )
    await scene.add("matter", matter)
    await scene.add("", RecusalMatterCase(matter_id=scene.ids["matter"], case_id=scene.ids[case], findings=[]))
    return scene.gid("RecusalMatter", "matter")


async def test_a_recusal_matter_is_put_on_an_agenda_by_who_may_see_it(scene: Scene) -> None:
    item = {"kind": "RECUSAL_MATTER", "matter": await matter_about(scene, "S2", "A-1")}
    assert (await call(scene, scene.caller(Role.SECRETARY), agenda=[item]))["code"] == "NOT_FOUND"
    other = scene.caller(Role.COORDINATOR, zone="Z2")
    assert (await call(scene, other, kind="JOINT", zoneCodes=["Z2", "Z1"], agenda=[item]))["code"] == "NOT_FOUND"
    (shown,) = (await called(scene, agenda=[item]))["agenda"]
    assert shown["matter"] == {"id": item["matter"]}
    kept = (await scene.rows(AgendaItem))[0]
    assert (kept.matter_id, kept.case_id) == (scene.ids["matter"], None)


async def test_whom_a_matter_is_about_sees_neither_its_item_nor_what_follows_it_up(scene: Scene) -> None:
    item = {"kind": "RECUSAL_MATTER", "matter": await matter_about(scene, "H2", "A-1")}
    first = (await called(scene, agenda=[item]))["agenda"][0]["id"]
    await decide(scene, first)
    later = (await called(scene, agenda=[{"kind": "FOLLOW_UP", "earlierItem": first}]))["agenda"][0]
    assert (later["earlierItem"], later["matter"]) == ({"id": first}, {"id": item["matter"]})
    nodes = (await scene.ask(AGENDA, herself(scene, "H2")))["meetings"]["nodes"]
    assert nodes == [{"agenda": []}, {"agenda": []}]
    nodes = (await scene.ask(AGENDA, herself(scene, "H3")))["meetings"]["nodes"]
    assert nodes == [{"agenda": [{"kind": "FOLLOW_UP"}]}, {"agenda": [{"kind": "RECUSAL_MATTER"}]}]


async def decide(scene: Scene, item: str) -> None:
    """Let the first office decide on an item, then go back to the day of the scene."""
    then, scene.now = scene.now, TOMORROW
    given: dict[str, Any] = {"item": item, "organ": scene.gid("Organ", "第一室"), "decision": "同意"}
    assert (await act(scene, DECIDE, **given))["__typename"] == "MeetingItemDecided"
    scene.now = then


async def test_only_what_was_decided_is_followed_up_and_only_by_who_sees_it(scene: Scene) -> None:
    first = (await called(scene, agenda=[{"kind": "DEADLINE", "caseNumber": "A-2"}]))["agenda"][0]["id"]
    item = {"kind": "FOLLOW_UP", "earlierItem": first}
    assert (await call(scene, agenda=[item]))["code"] == "ITEM_UNFIT"
    await decide(scene, first)
    assert (
        await call(scene, scene.caller(Role.COORDINATOR, zone="Z2"), kind="JOINT", zoneCodes=["Z2"], agenda=[item])
    )["code"] == "NOT_FOUND"
    missing = {"kind": "FOLLOW_UP", "earlierItem": str(global_id(kinds()["AgendaItem"], 7))}
    assert (await call(scene, agenda=[missing]))["code"] == "NOT_FOUND"
    assert (await called(scene, agenda=[item]))["agenda"][0]["earlierItem"] == {"id": first}


async def test_a_coordinator_in_person_is_screened_against_the_earlier_item_as_she_names_it(scene: Scene) -> None:
    first = (await called(scene, agenda=[{"kind": "DEADLINE", "caseNumber": "A-2"}]))["agenda"][0]["id"]
    await decide(scene, first)
    caller = scene.caller(Role.COORDINATOR, zone="Z1")
    caller = replace(caller, identity=replace(caller.identity, person_id=scene.ids["P2"]))
    payload = await call(scene, caller, agenda=[{"kind": "FOLLOW_UP", "earlierItem": first}])
    assert payload["meeting"]["agenda"][0]["earlierItem"] == {"id": first}


async def test_whoever_declared_at_the_table_hears_of_no_follow_up(scene: Scene) -> None:
    first = (await called(scene, agenda=TALK))["agenda"][0]["id"]
    (kept,) = await scene.rows(AgendaItem)
    await scene.add("", ItemExit(item_id=kept.id, person_id=scene.ids["H3"], declared=True))
    await decide(scene, first)
    await called(scene, agenda=[{"kind": "FOLLOW_UP", "earlierItem": first}, *TALK])
    nodes = (await scene.ask(AGENDA, herself(scene, "H3")))["meetings"]["nodes"]
    assert nodes == [{"agenda": [{"kind": "OTHER"}]}, {"agenda": []}]
    nodes = (await scene.ask(AGENDA, herself(scene, "H2")))["meetings"]["nodes"]
    assert nodes[0] == {"agenda": [{"kind": "FOLLOW_UP"}, {"kind": "OTHER"}]}


async def test_an_item_on_a_deadline_shows_those_of_its_case(scene: Scene) -> None:
    due = [{"kind": "DEADLINE", "caseNumber": "A-2"}]
    (item,) = (await call(scene, proposals=[], agenda=due))["meeting"]["agenda"]
    document = """query Due($id: ID!) { node(id: $id) { ... on AgendaItem { kind case { deadlines {
      code dueOn standing } } } } case(number: "A-2") { deadlines { code dueOn standing } } }"""
    found = await scene.ask(document, id=item["id"])
    assert found["node"]["case"]["deadlines"] == found["case"]["deadlines"] != []
