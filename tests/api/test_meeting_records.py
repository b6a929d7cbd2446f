"""The record of a meeting through the API: who came, who came instead, what was decided."""

from asyncio import gather
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from db.tables import AgendaItem, Meeting, MeetingParticipant, Membership
from schema.nodes import global_id, kinds
from terms.meetings import Attendance, MeetingState
from terms.people import MembershipKind
from terms.periods import Period
from terms.roles import Role
from tests.api.meeting_documents import ATTEND, DECIDE, called
from tests.api.meeting_scene import TOMORROW, Scene, meeting_scene


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own."""
    async with meeting_scene(database) as scene:
        yield scene


async def attend(scene: Scene, meeting: str, organ: str = "甲乡纪委", **named: Any) -> dict[str, Any]:
    given = {"meeting": meeting, "organ": scene.gid("Organ", organ), **named}
    payload: dict[str, Any] = (await scene.ask(ATTEND, scene.caller(Role.SECRETARY), input=given))["meetingAttend"]
    return payload


async def test_a_substitute_is_recorded_by_name(scene: Scene) -> None:
    meeting = await called(scene)
    first, second = scene.gid("Person", "P1"), scene.gid("Person", "P2")
    refused = await attend(scene, meeting["id"], attendance="SUBSTITUTE", person=first, substitute=second)
    assert refused["code"] == "MEETING_NOT_OPEN"
    sent = {"person": first, "substitute": second, "reason": "出差"}
    payload = await attend(scene, meeting["id"], attendance="SUBSTITUTE_NAMED", **sent)
    assert payload["meeting"]["participants"][2] == {
        "attendance": "SUBSTITUTE_NAMED",
        "organ": {"name": "甲乡纪委"},
        "person": {"number": "P1"},
        "substitute": {"number": "P2"},
    }
    assert payload["meeting"]["state"] == "CALLED"
    scene.now = TOMORROW
    payload = await attend(scene, meeting["id"], attendance="SUBSTITUTE")  # she who was named came
    assert payload["meeting"]["participants"][2]["substitute"] == {"number": "P2"}
    kept = (await scene.rows(MeetingParticipant))[2]
    assert (kept.attendance, kept.substitute_id, kept.reason) == (Attendance.SUBSTITUTE, scene.ids["P2"], "出差")


async def test_the_first_one_present_makes_the_meeting_held_and_nobody_is_before_it_begins(scene: Scene) -> None:
    meeting = await called(scene)
    person = scene.gid("Person", "P1")
    assert (await attend(scene, meeting["id"], attendance="PRESENT", person=person))["code"] == "MEETING_NOT_OPEN"
    assert (await scene.rows(MeetingParticipant))[2].attendance is Attendance.INVITED
    scene.now = TOMORROW
    payload = await attend(scene, meeting["id"], attendance="PRESENT", person=person)
    assert payload["meeting"]["state"] == "HELD"


async def test_an_attendance_that_does_not_fit_is_refused(scene: Scene) -> None:
    meeting = await called(scene)
    scene.now = TOMORROW
    assert (await attend(scene, meeting["id"], attendance="SUBSTITUTE"))["code"] == "ATTENDANCE_UNFIT"
    assert (await attend(scene, meeting["id"], attendance="PRESENT"))["code"] == "REPRESENTATIVE_MISSING"
    assert (await attend(scene, meeting["id"], "审计局", attendance="ABSENT"))["code"] == "NOT_FOUND"
    unseen = scene.gid("Person", "P3")
    assert (await attend(scene, meeting["id"], attendance="PRESENT", person=unseen))["code"] == "NOT_FOUND"
    assert {row.attendance for row in await scene.rows(MeetingParticipant)} == {Attendance.INVITED}


async def test_whoever_does_not_belong_to_the_organ_takes_no_seat_of_it(scene: Scene) -> None:
    meeting = await called(scene)
    scene.now = TOMORROW
    person, other = scene.gid("Person", "P1"), scene.gid("Person", "P2")
    refused = await attend(scene, meeting["id"], "乙乡纪委", attendance="PRESENT", person=person)
    assert refused["code"] == "NOT_OF_THE_ORGAN"
    sent = {"attendance": "SUBSTITUTE", "substitute": other}
    assert (await attend(scene, meeting["id"], "乙乡纪委", **sent))["code"] == "NOT_OF_THE_ORGAN"
    assert {row.person_id for row in await scene.rows(MeetingParticipant)} == {None}
    assert (await attend(scene, meeting["id"], attendance="PRESENT", person=person))["__typename"] == "MeetingAttended"
    async with scene.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE memberships SET superseded_at = now()")
    assert (await attend(scene, meeting["id"], attendance="LEFT_FOR_ITEM"))["__typename"] == "MeetingAttended"


async def test_one_person_takes_one_seat(scene: Scene) -> None:
    await scene.add(
        "",
        Membership(
            person_id=scene.ids["P1"],
            organ_id=scene.ids["乙乡纪委"],
            kind=MembershipKind.PART_TIME,
            during=Period(date(2020, 1, 1)),
        ),
    )
    meeting = await called(scene)
    scene.now = TOMORROW
    both = {"attendance": "PRESENT", "person": scene.gid("Person", "P1")}
    answers = await gather(*(attend(scene, meeting["id"], organ, **both) for organ in ("甲乡纪委", "乙乡纪委")))
    assert sorted(answer.get("code") or "" for answer in answers) == ["", "SEAT_TAKEN"]
    sent = {"attendance": "SUBSTITUTE", "substitute": scene.gid("Person", "P1")}
    free = "乙乡纪委" if "code" in answers[1] else "甲乡纪委"
    assert (await attend(scene, meeting["id"], free, **sent))["code"] == "SEAT_TAKEN"
    assert [row.person_id for row in await scene.rows(MeetingParticipant) if row.person_id] == [scene.ids["P1"]]


async def decide(scene: Scene, item: str, organ: str = "第一室", decision: str = "同意。") -> dict[str, Any]:
    given = {"item": item, "organ": scene.gid("Organ", organ), "decision": decision}
    payload: dict[str, Any] = (await scene.ask(DECIDE, input=given))["meetingItemDecide"]
    return payload


async def test_a_decision_is_issued_by_an_organ_once(scene: Scene) -> None:
    meeting = await called(scene)
    item = meeting["agenda"][0]["id"]
    assert (await decide(scene, item))["code"] == "MEETING_NOT_OPEN"
    scene.now = TOMORROW
    assert (await decide(scene, item, organ="审计局"))["code"] == "DECISION_UNFIT"
    payload = await decide(scene, item, decision=" 同意派案方案。\n")
    assert payload["item"]["decision"] == "同意派案方案。"
    assert payload["item"]["decidingOrgan"] == {"name": "第一室"}
    assert (await decide(scene, item, decision="改判"))["code"] == "ALREADY_DECIDED"
    kept = next(row for row in await scene.rows(AgendaItem) if row.position == 1)
    assert (kept.decision, kept.decided_at) == ("同意派案方案。", TOMORROW)
    assert (await scene.rows(Meeting))[0].state is MeetingState.CALLED  # as a decision tells nothing of itself


async def test_of_two_decisions_at_once_one_is_kept_and_the_other_refused(scene: Scene) -> None:
    item = (await called(scene))["agenda"][0]["id"]
    scene.now = TOMORROW
    answers = await gather(*(decide(scene, item, decision=words) for words in ("甲案", "乙案")))
    kept = [answer["item"]["decision"] for answer in answers if answer["__typename"] == "MeetingItemDecided"]
    assert [answer["code"] for answer in answers if "code" in answer] == ["ALREADY_DECIDED"]
    items = sorted(await scene.rows(AgendaItem), key=lambda row: row.position)
    assert [row.decision for row in items] == [*kept, None]


async def test_the_record_of_a_meeting_out_of_sight_is_not_found(scene: Scene) -> None:
    meeting = await called(scene, zoneCodes=["Z1"], alsoInvited=[scene.gid("Organ", "审计局")])
    caller = scene.caller(Role.COORDINATOR, zone="Z2")
    given = {"meeting": meeting["id"], "organ": scene.gid("Organ", "甲乡纪委"), "attendance": "EXCUSED"}
    assert (await scene.ask(ATTEND, caller, input=given))["meetingAttend"]["code"] == "NOT_FOUND"
    decision = {"item": meeting["agenda"][0]["id"], "organ": scene.gid("Organ", "第一室"), "decision": "同意"}
    hidden = (await scene.ask(DECIDE, caller, input=decision))["meetingItemDecide"]
    assert hidden["code"] == "NOT_FOUND"
    unknown = decision | {"item": global_id(kinds()["AgendaItem"], 999)}
    missing = (await scene.ask(DECIDE, caller, input=unknown))["meetingItemDecide"]
    kept = next(row for row in await scene.rows(AgendaItem) if row.position == 1)
    assert missing["message"].replace("999", str(kept.id)) == hidden["message"]
    found = await scene.ask("query Get($id: ID!) { node(id: $id) { __typename } }", caller, id=meeting["id"])
    assert found == {"node": None}
    seen = await scene.ask("query Get($id: ID!) { node(id: $id) { __typename } }", id=meeting["id"])
    assert seen == {"node": {"__typename": "Meeting"}}
