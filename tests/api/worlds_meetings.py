"""Meetings of the prepared county: one to come, one whose time has come, one that runs and one that is at its end."""

from datetime import timedelta
from typing import Any

from resolvers.caller import Identity
from schema.nodes import global_id, kinds
from terms.roles import Role
from tests.api.waiver_scene import CASE, CLERK, Scene

CALL = """mutation Do($input: MeetingCallInput!) { done: meetingCall(input: $input) { ... on MeetingCalled {
  meeting { id agenda { id kind } } } ... on Refusal { code message } } }"""
ATTEND = "mutation Do($input: MeetingAttendInput!) { done: meetingAttend(input: $input) { ... on Refusal { code } } }"
START = "mutation Do($input: MeetingStartInput!) { done: meetingStart(input: $input) { ... on Refusal { code } } }"
CALL_ITEM = "mutation Do($input: ItemCallInput!) { done: itemCall(input: $input) { ... on Refusal { code } } }"
FEED = (
    "mutation Do($input: CalendarFeedMakeInput!) { done: calendarFeedMake(input: $input) { ... on Refusal { code } } }"
)
SEEN = "query Seen($id: ID!) { node(id: $id) { ... on Meeting { agendaVersion minutesDigest } } }"
HELD = "SELECT id FROM meetings WHERE state = 'HELD' ORDER BY id DESC LIMIT 1"
AGENDA = [
    {"kind": "DEPLOYMENT", "subject": "部署近期工作"},
    {"kind": "DEADLINE", "caseNumber": CASE},
    {"kind": "DEPLOYMENT", "subject": "其他事项"},
]
TO_COME = timedelta(days=3)
SOON = timedelta(minutes=10)


async def meet(scene: Scene, *, organ: int, person: int) -> dict[str, str]:
    """Call four meetings at which somebody represents her organ, and return ids and versions by what they are."""
    planner = scene.planner
    held = str(global_id(kinds()["Meeting"], await planner.key_of(HELD)))
    seat = {"organ": str(global_id(kinds()["Organ"], organ)), "person": str(global_id(kinds()["Person"], person))}
    to_come = await _called(scene, seat, "待开会议", TO_COME)
    due, running, ending = [await _called(scene, seat, title, SOON) for title in ("将开会议", "在开会议", "散会会议")]
    called = running["agenda"][0]["id"]
    for each in (running, ending):
        there = {"meeting": each["id"], "organ": seat["organ"], "person": seat["person"], "attendance": "PRESENT"}
        await _done(scene, START, meeting=each["id"])
        await _done(scene, ATTEND, **there)
    await _done(scene, CALL_ITEM, item=called)
    await _done(scene, FEED)
    herself = Identity("investigator", Role.INVESTIGATOR, person_id=person)
    return {
        "organ of a seat": seat["organ"],
        "held": held,
        "to come": to_come["id"],
        "due": due["id"],
        "ending": ending["id"],
        "called item": called,
        "planned item": ending["agenda"][0]["id"],
        **{f"item to come {at}": item["id"] for at, item in enumerate(to_come["agenda"])},
        "version": (await scene.ask(SEEN, CLERK, id=to_come["id"]))["node"]["agendaVersion"],
        "digest": (await scene.ask(SEEN, herself, id=held))["node"]["minutesDigest"],
    }


async def _done(scene: Scene, document: str, **given: Any) -> dict[str, Any]:
    done = await scene.act(document, CLERK, **given)
    assert "code" not in done, done
    return done


async def _called(scene: Scene, seat: dict[str, str], title: str, wait: timedelta) -> dict[str, Any]:
    starts = scene.planner.asking.now + wait
    asked = {
        "kind": "JOINT",
        "title": title,
        "zoneCodes": [await scene.planner.key_of("SELECT code FROM zones ORDER BY id LIMIT 1")],
        "startsAt": starts.isoformat(),
        "endsAt": (starts + timedelta(hours=1)).isoformat(),
        "quorum": 1,
        "alsoInvited": [seat["organ"]],
        "participants": [seat],
        "agenda": AGENDA,
    }
    meeting: dict[str, Any] = (await _done(scene, CALL, **asked))["meeting"]
    return meeting
