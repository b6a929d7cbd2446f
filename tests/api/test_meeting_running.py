"""A meeting runs: it begins, items are called and closed, the conflicted leave and come back, it ends."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from db.tables import AgendaItem, ItemExit, Meeting
from terms.meetings import AgendaItemState, MeetingState
from terms.roles import Role
from tests.api.live_scene import Table, table
from tests.api.meeting_scene import TOMORROW
from tests.api.test_items_out_of_sight import tie


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting in a database of the test's own."""
    async with table(database) as found:
        yield found


async def test_a_meeting_begins_at_most_an_hour_before_its_time_and_once(at: Table) -> None:
    at.scene.now = TOMORROW - timedelta(minutes=61)
    assert (await at.act("meetingStart", meeting=at.meeting))["code"] == "TOO_EARLY"
    assert (await at.scene.rows(Meeting))[0].state is MeetingState.CALLED
    at.scene.now = TOMORROW - timedelta(minutes=60)
    payload = await at.done("meetingStart", meeting=at.meeting)
    assert payload["meeting"] == {"state": "RUNNING"}
    kept = (await at.scene.rows(Meeting))[0]
    assert (kept.state, kept.began_at) == (MeetingState.RUNNING, at.scene.now)
    assert (await at.act("meetingStart", meeting=at.meeting))["code"] == "MEETING_BEGUN"


async def test_beginning_tells_who_is_missing_for_the_quorum(at: Table) -> None:
    await at.sql("UPDATE meetings SET quorum = 4")
    await at.seat("乙乡纪委", attendance="INVITED")
    await at.seat("丙镇纪委", attendance="ABSENT")
    await at.seat("第二室", attendance="ABSENT", must_come=False)
    at.scene.now = TOMORROW
    payload = await at.done("meetingStart", meeting=at.meeting)
    assert payload["awaited"] == [{"name": "乙乡纪委"}, {"name": "丙镇纪委"}]
    assert payload["lacking"] == 2


async def test_a_substitute_who_was_only_named_is_not_there_until_she_is_recorded(at: Table) -> None:
    person = at.scene.ids["P3"]
    named = {"person_id": at.scene.ids["P6"], "attendance": "SUBSTITUTE_NAMED", "substitute_id": person}
    await at.seat("丙镇纪委", **named)
    at.scene.now = TOMORROW
    assert (await at.done("meetingStart", meeting=at.meeting))["awaited"] == [{"name": "丙镇纪委"}]
    await at.call(0)
    assert (await at.act("itemVote", at.person("P3"), item=at.items[0], choice="FOR"))["code"] == "NO_SEAT"
    there = (await at.look())["live"]["there"]
    await at.seat("丙镇纪委", attendance="SUBSTITUTE")
    assert (await at.look())["live"]["there"] == there + 1
    await at.done("itemVote", at.person("P3"), item=at.items[0], choice="FOR")


async def test_recording_who_came_leaves_a_running_meeting_running(at: Table) -> None:
    await at.start()
    attend = (
        "mutation Attend($input: MeetingAttendInput!) { meetingAttend(input: $input) {"
        " ... on MeetingAttended { meeting { state } } } }"
    )
    given = {"meeting": at.meeting, "organ": at.scene.gid("Organ", "乙乡纪委"), "attendance": "PRESENT"}
    given["person"] = at.scene.gid("Person", "P5")
    answer = await at.scene.ask(attend, at.keeper(), input=given)
    assert answer["meetingAttend"] == {"meeting": {"state": "RUNNING"}}


async def test_the_conflicted_leaves_for_her_item_and_comes_back_for_the_next(at: Table) -> None:
    await tie(at.scene, "COUSIN", one="P2")
    await at.start()
    assert (await at.call(0))["leave"] == []
    await at.done("itemClose", item=at.items[0])
    payload = await at.call(1)
    assert (payload["leave"], payload["comeBack"]) == ([{"number": "P2"}], [])
    (left,) = await at.scene.rows(ItemExit)
    assert (left.person_id, left.declared, left.left_at) == (at.scene.ids["P2"], False, TOMORROW)
    await at.done("itemClose", item=at.items[1])
    at.scene.now = TOMORROW + timedelta(minutes=20)
    payload = await at.call(2)
    assert (payload["leave"], payload["comeBack"]) == ([], [{"number": "P2"}])
    (back,) = await at.scene.rows(ItemExit)
    assert back.returned_at == at.scene.now


async def test_whoever_is_out_for_two_items_in_a_row_stays_out_between_them(at: Table) -> None:
    await tie(at.scene, "COUSIN", one="P2")
    await at.sql(
        "INSERT INTO agenda_item_cases (item_id, case_id) SELECT i.id, :c FROM agenda_items AS i WHERE i.position = 3",
        c=at.scene.ids["A-2"],
    )
    await at.start()
    await at.call(1)
    await at.done("itemClose", item=at.items[1])
    payload = await at.call(2)
    assert (payload["leave"], payload["comeBack"]) == ([], [])
    await at.done("itemClose", item=at.items[2])
    await at.done("meetingFinish", meeting=at.meeting)
    assert {row.returned_at for row in await at.scene.rows(ItemExit)} == {TOMORROW}


async def test_a_substitute_is_screened_and_leaves_and_not_the_one_whom_she_represents(at: Table) -> None:
    await tie(at.scene, "COUSIN", one="P3")
    await tie(at.scene, "COUSIN", one="P5")
    await at.seat("乙乡纪委", attendance="SUBSTITUTE", substitute_id=at.scene.ids["P3"])
    await at.start()
    await at.call(1)
    assert [row.person_id for row in await at.scene.rows(ItemExit)] == [at.scene.ids["P3"]]


async def test_an_item_is_called_only_while_the_meeting_runs_and_once(at: Table) -> None:
    assert (await at.act("itemCall", item=at.items[0]))["code"] == "MEETING_NOT_RUNNING"
    await at.start()
    await at.call(0)
    assert (await at.act("itemCall", item=at.items[0]))["code"] == "ITEM_NOT_PLANNED"
    await at.done("itemClose", item=at.items[0])
    assert (await at.act("itemClose", item=at.items[0]))["code"] == "ITEM_NOT_CALLED"
    assert (await at.act("itemClose", item=at.items[1]))["code"] == "ITEM_NOT_CALLED"
    states = {row.position: row.state for row in await at.scene.rows(AgendaItem)}
    assert states == {1: AgendaItemState.CLOSED, 2: AgendaItemState.PLANNED, 3: AgendaItemState.PLANNED}


async def test_one_item_is_dealt_with_in_a_room_and_others_beside_it(at: Table) -> None:
    await at.sql("UPDATE agenda_items SET room = 2 WHERE position = 3")
    await at.start()
    await at.call(0)
    assert (await at.act("itemCall", item=at.items[1]))["code"] == "ROOM_BUSY"
    await at.call(2)
    live = (await at.look())["live"]
    assert [(room["number"], room["called"]["position"], room["onDeck"]) for room in live["rooms"]] == [
        (1, 1, {"position": 2, "kind": "DEADLINE"}),
        (2, 3, None),
    ]
    assert (live["planned"], live["called"], live["closed"], live["there"]) == (1, 2, 0, 5)


async def test_whoever_reports_must_be_there_and_in_no_other_room(at: Table) -> None:
    reporting = "UPDATE agenda_items SET room = position, reporting_organ_id = :organ WHERE position IN (2, 3)"
    await at.sql(reporting, organ=at.scene.ids["甲乡纪委"])
    await at.seat("甲乡纪委", attendance="ABSENT")
    await at.start()
    assert (await at.act("itemCall", item=at.items[1]))["code"] == "REPORTER_MISSING"
    await at.seat("甲乡纪委", attendance="PRESENT")
    await at.call(1)
    assert (await at.act("itemCall", item=at.items[2]))["code"] == "REPORTER_ELSEWHERE"
    await at.done("itemClose", item=at.items[1])
    await at.call(2)


async def test_without_the_quorum_after_recusals_an_item_is_refused_and_nobody_is_told_why(at: Table) -> None:
    await tie(at.scene, "COUSIN", one="P2")
    await at.sql("UPDATE meetings SET quorum = 5")
    await at.start()
    payload = await at.act("itemCall", item=at.items[1])
    assert payload["code"] == "QUORUM_MISSING"
    assert payload["message"] == "The item needs 5 in the room of those who must come; there would be 4."
    assert await at.scene.rows(ItemExit) == []
    await at.call(2)


async def test_a_meeting_ends_when_nothing_is_dealt_with_and_tells_what_is_left(at: Table) -> None:
    assert (await at.act("meetingFinish", meeting=at.meeting))["code"] == "MEETING_NOT_RUNNING"
    await at.start()
    await at.call(0)
    assert (await at.act("meetingFinish", meeting=at.meeting))["code"] == "ITEMS_UNDER_WAY"
    await at.done("itemClose", item=at.items[0])
    payload = await at.done("meetingFinish", meeting=at.meeting)
    assert payload["left"] == [{"position": 2, "kind": "DEADLINE"}, {"position": 3, "kind": "DEADLINE"}]
    kept = (await at.scene.rows(Meeting))[0]
    assert (kept.state, kept.finished_at) == (MeetingState.HELD, TOMORROW)


@pytest.mark.parametrize("name", ["meetingStart", "meetingFinish", "itemCall", "itemClose"])
async def test_nobody_runs_a_meeting_who_may_not_or_does_not_see_it(at: Table, name: str) -> None:
    await at.start()
    key = {"meeting": at.meeting} if name.startswith("meeting") else {"item": at.items[0]}
    assert (await at.act(name, at.person("P2"), **key))["code"] == "NOT_ALLOWED"
    assert (await at.act(name, at.scene.caller(Role.COORDINATOR, zone="Z3"), **key))["code"] == "NOT_FOUND"
    assert (await at.scene.rows(Meeting))[0].state is MeetingState.RUNNING


async def test_a_coordinator_who_must_stand_aside_finds_no_item_and_no_trace_of_it(at: Table) -> None:
    await tie(at.scene, "COUSIN", one="P1")
    hers = at.person("P1", Role.COUNTY)
    await at.start()
    assert (await at.act("itemCall", hers, item=at.items[1]))["code"] == "NOT_FOUND"
    await at.call(1)
    assert (await at.act("itemClose", hers, item=at.items[1]))["code"] == "NOT_FOUND"
    assert (await at.act("itemCall", hers, item=at.items[0]))["code"] == "BUSY"
    assert (await at.act("meetingFinish", hers, meeting=at.meeting))["code"] == "BUSY"
    await at.done("itemClose", item=at.items[1])
    assert [item["kind"] for item in (await at.done("meetingFinish", hers, meeting=at.meeting))["left"]] == [
        "DEPLOYMENT",
        "DEADLINE",
    ]
