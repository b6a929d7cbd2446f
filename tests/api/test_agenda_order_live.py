"""The order of what is left while a meeting runs: who is there, who is out, when each room is free, and rooms."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from terms.roles import Role
from tests.api.live_scene import Table, table
from tests.api.meeting_documents import ATTEND
from tests.api.meeting_scene import TOMORROW
from tests.api.test_items_out_of_sight import tie

TALK = {"kind": "DEPLOYMENT", "subject": "部署"}
HERS = {"kind": "DEADLINE", "caseNumber": "A-2"}
"""P1, a cousin of the accused, must stand aside from it."""
ORDER = """query Order($meeting: ID!) { agendaOrder(meeting: $meeting) { version present movements bound proven
  steps { room begins ends item { id } leaving { number } entering { number } } } }"""
PUT = """mutation Put($input: AgendaPutInOrderInput!) { agendaPutInOrder(input: $input) { __typename } }"""
ANSWER = "mutation Answer($input: MeetingAnswerInput!) { meetingAnswer(input: $input) { __typename } }"
LACKING = """query Lacking($meeting: ID!) { quorumLacking(meeting: $meeting) {
  item { id } missing besideOtherRooms notLookedAt couldJoin { number } enough { number } } }"""


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give a meeting of six items, the second, fourth and fifth of which P1 must leave."""
    async with table(database, [TALK, HERS, TALK, HERS, HERS, TALK]) as found:
        await tie(found.scene, "COUSIN")
        await found.look(found.person("P1"))  # who was seated past the acts is screened as she looks
        yield found


async def order(at: Table, role: Role = Role.SECRETARY) -> dict[str, Any]:
    """Return the order as somebody who calls meetings sees it; its items by their place in the first agenda."""
    found: dict[str, Any] = (await at.scene.ask(ORDER, at.scene.caller(role), meeting=at.meeting))["agendaOrder"]
    found["items"] = [at.items.index(step["item"]["id"]) for step in found["steps"]]
    return found


async def put(at: Table, found: dict[str, Any]) -> None:
    """Put the agenda into that order."""
    given = {"agenda": {"meeting": at.meeting, "version": found["version"]}}
    assert (await at.scene.ask(PUT, input=given))["agendaPutInOrder"]["__typename"] == "AgendaPutInOrder"


async def moved(at: Table, item: int) -> int:
    """Call an item, close it, and return how many left its room and came back as it was called."""
    called = await at.call(item)
    await at.done("itemClose", item=at.items[item])
    return len(called["leave"]) + len(called["comeBack"])


async def test_whoever_is_out_for_the_item_under_way_stays_out_for_the_next_two(at: Table) -> None:
    await at.start()
    assert (await at.call(1))["leave"] == [{"number": "P1"}]
    found = await order(at)
    assert (found["items"], found["present"], found["movements"], found["proven"]) == ([3, 4, 0, 2, 5], 3, 1, True)
    assert [step["entering"] for step in found["steps"]] == [[], [], [{"number": "P1"}], [], []]
    assert not any(step["leaving"] for step in found["steps"])
    for item in (0, 2, 5):
        await at.sql("UPDATE agenda_items SET state = 'WITHDRAWN' WHERE position = :p", p=item + 1)
    found = await order(at)
    assert (found["items"], found["present"], found["movements"]) == ([3, 4], 0, 0)


async def test_between_two_items_whoever_is_still_out_is_out(at: Table) -> None:
    await at.start()
    await at.call(1)
    await at.done("itemClose", item=at.items[1])
    found = await order(at)
    assert (found["items"][:2], found["movements"]) == ([3, 4], 1)


async def test_movements_are_those_that_the_record_then_tells(at: Table) -> None:
    await at.start()
    assert await moved(at, 0) == 0
    given = await order(at)
    await put(at, given)
    assert sum([await moved(at, item) for item in given["items"]]) == given["movements"] == 1


async def test_what_is_left_begins_when_the_item_under_way_is_planned_to_end_or_now(at: Table) -> None:
    await at.start()
    at.scene.now = TOMORROW + timedelta(minutes=4, seconds=30)
    assert (await order(at))["steps"][0]["begins"] == 5
    await at.call(1)
    for passed, begins in ((5, 20), (19, 20), (40, 40)):
        at.scene.now = TOMORROW + timedelta(minutes=passed)
        steps = (await order(at))["steps"]
        assert [step["begins"] for step in steps] == [begins + 15 * place for place in range(5)]
        assert steps[-1]["ends"] == begins + 75
    await at.done("itemClose", item=at.items[1])
    assert (await order(at))["steps"][0]["begins"] == 40


async def test_whoever_was_invited_and_did_not_come_counts_for_nothing_once_it_runs(at: Table) -> None:
    await at.sql("UPDATE meetings SET quorum = 5")
    await at.seat("第一室", attendance="INVITED")
    await at.sql("UPDATE agenda_items SET state = 'WITHDRAWN' WHERE case_id IS NOT NULL")
    assert (await order(at))["movements"] == 0
    await at.start()
    assert await at.scene.refused(ORDER, meeting=at.meeting) == ["ITEMS_IMPOSSIBLE"]
    lacking = (await at.scene.ask(LACKING, meeting=at.meeting))["quorumLacking"]
    assert [(each["missing"], each["besideOtherRooms"]) for each in lacking] == [(1, False)] * 3
    await at.sql("UPDATE meetings SET quorum = 4")
    assert (await order(at))["items"] == [0, 2, 5]


async def test_whoever_did_not_come_goes_out_of_no_room(at: Table) -> None:
    await at.seat("第一室", attendance="INVITED")
    assert (await order(at))["present"] == 4
    await at.start()
    assert (await order(at))["present"] == 0


@pytest.mark.parametrize(
    ("said", "substitute", "came"), [("CONFIRMED", None, "PRESENT"), ("SUBSTITUTE_NAMED", "P3", "SUBSTITUTE")]
)
async def test_whoever_said_that_she_comes_later_counts_from_then_on(
    at: Table, said: str, substitute: str | None, came: str
) -> None:
    organ = at.scene.ids["第一室"]
    await at.sql("UPDATE agenda_items SET state = 'WITHDRAWN' WHERE case_id IS NOT NULL")
    await at.sql("UPDATE agenda_items SET reporting_organ_id = :o WHERE position = 1", o=organ)
    comes = TOMORROW + timedelta(minutes=30)
    person = None if substitute is None else at.scene.ids[substitute]
    stays = {"comes_at": comes, "leaves_at": comes + timedelta(minutes=15)}
    await at.seat("第一室", attendance=said, substitute_id=person, **stays)
    await at.start()
    assert (await order(at))["items"] == [2, 5, 0]
    at.scene.now = comes + timedelta(minutes=1)
    assert (await order(at))["items"] == [0, 2, 5]  # she did not come, so the order cannot wait for her
    given = {"meeting": at.meeting, "organ": at.scene.gid("Organ", "第一室"), "attendance": came}
    assert (await at.scene.ask(ATTEND, input=given))["meetingAttend"]["__typename"] == "MeetingAttended"
    assert await at.scene.refused(ORDER, meeting=at.meeting) == ["ITEMS_IMPOSSIBLE"]  # for she must go before it ends


async def test_rooms_are_put_in_order_each_by_itself_and_their_places_stay(at: Table) -> None:
    await at.sql("UPDATE agenda_items SET room = CASE WHEN position IN (1, 2, 3) THEN 1 ELSE 2 END")
    await at.sql("UPDATE agenda_items SET position = 10 - position")
    await at.sql("UPDATE agenda_items SET fixed = true WHERE position = 7")
    found = await order(at)
    assert [(step["room"], step["begins"]) for step in found["steps"]] == [
        *((2, 0), (2, 15), (2, 30)),
        *((1, 0), (1, 15), (1, 30)),
    ]
    assert (found["items"], found["present"], found["movements"], found["proven"]) == ([5, 4, 3, 2, 0, 1], 3, 2, True)


async def test_the_movements_of_rooms_are_those_that_the_record_tells(at: Table) -> None:
    await at.sql("UPDATE agenda_items SET room = CASE WHEN position IN (2, 3, 4) THEN 1 ELSE 2 END")
    await at.start()
    await at.call(1)
    found = await order(at)
    assert (found["items"], found["present"], found["movements"]) == ([0, 3, 2, 5, 4], 4, 2)
    assert [(step["room"], step["begins"]) for step in found["steps"]] == [(2, 0), (1, 15), (1, 30), (2, 15), (2, 30)]
    await put(at, found)
    await at.done("itemClose", item=at.items[1])
    assert sum([await moved(at, item) for item in found["items"]]) == found["movements"]


async def test_nobody_is_to_report_in_two_rooms_at_once(at: Table) -> None:
    await at.sql("UPDATE agenda_items SET state = 'WITHDRAWN' WHERE case_id IS NOT NULL")
    await at.sql("UPDATE agenda_items SET room = 2 WHERE position = 6")
    await at.sql("UPDATE agenda_items SET reporting_organ_id = :o WHERE position <> 3", o=at.scene.ids["第一室"])
    found = await order(at)
    assert [
        (step["room"], step["begins"], item) for step, item in zip(found["steps"], found["items"], strict=True)
    ] == [
        *((1, 0, 2), (1, 15, 0)),
        (2, 0, 5),
    ]
    await at.start()
    await at.call(5)
    assert (await order(at))["items"] == [2, 0]
    await at.done("itemClose", item=at.items[5])
    assert (await order(at))["items"] == [0, 2]


async def test_an_item_under_way_out_of_sight_changes_no_answer(at: Table) -> None:
    await at.start()
    caller = at.person("P1", Role.COUNTY)
    at.scene.now = TOMORROW + timedelta(minutes=2)
    before = await at.scene.ask(ORDER, caller, meeting=at.meeting)
    assert [step["begins"] for step in before["agendaOrder"]["steps"]] == [2, 17, 32]
    await at.call(1)
    assert await at.scene.ask(ORDER, caller, meeting=at.meeting) == before
    await at.done("itemClose", item=at.items[1])
    assert await at.scene.ask(ORDER, caller, meeting=at.meeting) == before


async def test_a_quorum_that_only_the_other_room_takes_is_told_as_such(at: Table) -> None:
    await at.sql("UPDATE meetings SET quorum = 3")
    await at.sql("UPDATE agenda_items SET state = 'WITHDRAWN' WHERE position > 3")
    assert (await at.scene.ask(LACKING, meeting=at.meeting))["quorumLacking"] == []
    await at.sql("UPDATE agenda_items SET room = 2 WHERE position = 2")
    lacking = (await at.scene.ask(LACKING, meeting=at.meeting))["quorumLacking"]
    assert [(at.items.index(each["item"]["id"]), each["missing"], each["besideOtherRooms"]) for each in lacking] == [
        (0, 1, True),
        (1, 1, True),
        (2, 1, True),
    ]
    assert [each["couldJoin"] for each in lacking] == [[], [], []]
    await at.sql("UPDATE meetings SET quorum = 5")
    lacking = (await at.scene.ask(LACKING, meeting=at.meeting))["quorumLacking"]
    assert [(each["missing"], each["besideOtherRooms"]) for each in lacking] == [(4, True), (1, False), (4, True)]
