"""After a meeting: decisions with owners and days, approvals in the same act, records, reports."""

from asyncio import gather
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from db.tables import AgendaItem, FollowUp
from resolvers.caller import Caller
from schema.nodes import global_id, kinds
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.meeting_documents import called
from tests.api.meeting_scene import NOW, TOMORROW, Scene
from tests.api.test_items_out_of_sight import THREE, agenda, participant, scene, tie

__all__ = ["scene"]
DONE = "__typename ... on Refusal { code message }"
ACTS = {
    "meetingItemDecide": "MeetingItemDecideInput",
    "meetingItemMinute": "MeetingItemMinuteInput",
    "meetingFollowUp": "MeetingFollowUpInput",
    "meetingSign": "MeetingSignInput",
}
ITEMS = """{ meetings { nodes { minutesDigest
  agenda { kind record dueOn doneAt owner { name } followUps { note done } earlierItem { id } } } } }"""


async def act(scene: Scene, name: str, caller: Caller | None = None, **given: Any) -> Any:
    """Do an act, and return what it answers."""
    document = f"mutation Act($input: {ACTS[name]}!) {{ {name}(input: $input) {{ {DONE} }} }}"
    return (await scene.ask(document, caller, input=given))[name]


async def decided(scene: Scene, item: str, **given: Any) -> Any:
    """Decide on an item for the first office, to be seen to by a township within three days."""
    seen_to = {"owner": scene.gid("Organ", "甲乡纪委"), "dueOn": str((TOMORROW + timedelta(days=3)).date())}
    about = {"item": item, "organ": scene.gid("Organ", "第一室"), "decision": "限期办结"}
    return await act(scene, "meetingItemDecide", **{**about, **seen_to, **given})


def secretary(scene: Scene, organ: str) -> Caller:
    """Return the secretary of an organ."""
    caller = scene.caller(Role.ORGAN_SECRETARY)
    return replace(caller, identity=replace(caller.identity, organ_id=scene.ids[organ]))


async def test_a_decision_has_an_owner_and_a_day_and_is_reported_on_until_it_is_done(scene: Scene) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    scene.now = TOMORROW
    item = meeting["agenda"][0]["id"]
    assert (await act(scene, "meetingFollowUp", item=item, note="进行中"))["code"] == "NOT_DECIDED"
    assert (await decided(scene, item))["__typename"] == "MeetingItemDecided"
    owner, other = secretary(scene, "甲乡纪委"), secretary(scene, "乙乡纪委")
    assert (await act(scene, "meetingFollowUp", other, item=item, note="不归我"))["code"] == "NOT_FOUND"
    assert (await act(scene, "meetingFollowUp", owner, item=item, note=" "))["code"] == "FOLLOW_UP_UNFIT"
    await act(scene, "meetingFollowUp", owner, item=item, note="已部署")
    await act(scene, "meetingFollowUp", owner, item=item, note="已办结", done=True)
    assert (await act(scene, "meetingFollowUp", owner, item=item, note="再报"))["code"] == "FOLLOW_UP_UNFIT"
    (shown,) = (await scene.ask(ITEMS))["meetings"]["nodes"]
    told = shown["agenda"][0]
    assert (told["owner"], told["dueOn"]) == ({"name": "甲乡纪委"}, "2026-03-06")
    assert told["doneAt"] is not None
    assert told["followUps"] == [{"note": "已部署", "done": False}, {"note": "已办结", "done": True}]
    assert len(await scene.rows(FollowUp)) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"owner": None}, "FOLLOW_UP_UNFIT"),
        ({"dueOn": None}, "FOLLOW_UP_UNFIT"),
        ({"dueOn": "2026-03-02"}, "FOLLOW_UP_UNFIT"),
        ({"decision": " "}, "DECISION_UNFIT"),
        ({"approves": True}, "APPROVAL_APART"),
    ],
)
async def test_a_decision_that_cannot_be_meant_is_not_written(scene: Scene, given: dict[str, Any], code: str) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    scene.now = TOMORROW
    assert (await decided(scene, meeting["agenda"][0]["id"], **given))["code"] == code
    assert {row.decision for row in await scene.rows(AgendaItem)} == {None}


async def test_an_overdue_decision_returns_to_the_next_agenda_once_and_only_to_who_may_hear_of_it(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    meeting = await called(scene, proposals=[], agenda=THREE)
    scene.now = TOMORROW
    await decided(scene, meeting["agenda"][1]["id"])
    scene.now = NOW + timedelta(days=10)
    times = {
        "startsAt": (scene.now + timedelta(days=1)).isoformat(),
        "endsAt": (scene.now + timedelta(days=2)).isoformat(),
    }
    following = await called(scene, proposals=[], agenda=THREE[:1], **times)
    assert [item["kind"] for item in following["agenda"]] == ["DEPLOYMENT", "FOLLOW_UP"]
    another = await called(scene, proposals=[], agenda=THREE[:1], **times)
    assert [item["kind"] for item in another["agenda"]] == ["DEPLOYMENT"]
    nodes = (await scene.ask(ITEMS, participant(scene)))["meetings"]["nodes"]
    assert [[item["kind"] for item in node["agenda"]] for node in nodes] == [
        ["DEPLOYMENT"],
        ["DEPLOYMENT"],
        ["DEPLOYMENT", "DEADLINE"],
    ]


async def test_of_two_who_write_the_record_at_once_one_is_told(scene: Scene) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    item = meeting["agenda"][0]["id"]
    answers = await gather(*(act(scene, "meetingItemMinute", item=item, record=words) for words in ("甲记", "乙记")))
    assert [each["code"] for each in answers if "code" in each] == ["RECORD_CHANGED"]
    kept = next(row.record for row in await scene.rows(AgendaItem) if row.position == 1)
    assert (await act(scene, "meetingItemMinute", item=item, record="补记", formerly=kept))[
        "__typename"
    ] == "MeetingItemWritten"
    assert (await act(scene, "meetingItemMinute", item=item, record="字" * 5001, formerly="补记"))[
        "code"
    ] == "TEXT_UNFIT"


async def test_nobody_writes_on_an_item_that_is_hidden_from_her(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    await called(scene, proposals=[], agenda=THREE)
    hidden = next(row.id for row in await scene.rows(AgendaItem) if row.position == 2)
    item = str(global_id(kinds()["AgendaItem"], hidden))
    scene.now = TOMORROW
    barred = participant(scene)
    assert (await act(scene, "meetingItemMinute", barred, item=item, record="记"))["code"] == "NOT_FOUND"
    assert (await act(scene, "meetingFollowUp", barred, item=item, note="报"))["code"] == "NOT_FOUND"
    assert await agenda(scene, barred) == [(1, None), (2, "B-1")]


CALLS = """mutation Call($input: MeetingCallInput!) { meetingCall(input: $input) {
  ... on MeetingCalled { meeting { id agenda { id kind } participants { organ { id } } } }
  ... on Refusal { code message } } }"""
APPROVES = """mutation Decide($input: MeetingItemDecideInput!) { meetingItemDecide(input: $input) {
  __typename ... on MeetingItemDecided { item { decision } approved { assignments { id } authorisations { number } } }
  ... on Refusal { code message } } }"""


BEGUN = "UPDATE meetings SET starts_at = starts_at - interval '2 minutes' WHERE state = 'CALLED'"


async def at_a_meeting(planner: Planner) -> dict[str, Any]:
    """Propose for one case, call a joint meeting on it, and let its time come; return what decides on it."""
    await planner.propose("one", caseNumbers=(await planner.waiting())[:1])
    now = planner.asking.now
    zones = [each["code"] for each in (await planner.asking.data("{ zones { nodes { code } } }"))["zones"]["nodes"]]
    asked = {
        "kind": "JOINT",
        "zoneCodes": zones,
        "startsAt": (now + timedelta(minutes=1)).isoformat(),
        "endsAt": (now + timedelta(hours=1)).isoformat(),
        "proposals": [{"key": "one"}],
    }
    meeting = (await planner.asking.data(CALLS, input=asked))["meetingCall"]["meeting"]
    async with planner.asking.database.engine.begin() as connection:
        await connection.execute(text(BEGUN))
    return {
        "item": meeting["agenda"][0]["id"],
        "organ": meeting["participants"][0]["organ"]["id"],
        "decision": "同意派案方案",
        "approves": True,
    }


async def test_approving_at_a_meeting_is_one_act(planner: Planner) -> None:
    given = await at_a_meeting(planner)
    made = (await planner.asking.data(APPROVES, input=given))["meetingItemDecide"]
    assert made["item"] == {"decision": "同意派案方案"}
    assert made["approved"]["assignments"]
    assert made["approved"]["authorisations"]
    again = (await planner.asking.data(APPROVES, input=given))["meetingItemDecide"]
    assert again["code"] == "ALREADY_DECIDED"


async def test_what_cannot_be_approved_leaves_no_decision(planner: Planner) -> None:
    given = await at_a_meeting(planner)
    before = await planner.key_of("SELECT count(*) FROM assignments")
    seat = await planner.key_of("SELECT person_id FROM proposal_seats ORDER BY id LIMIT 1")
    number = await planner.key_of("SELECT number FROM people WHERE id = :id", id=seat)
    await planner.make_party(number, (await planner.waiting())[0])
    refused = (await planner.asking.data(APPROVES, input=given))["meetingItemDecide"]
    assert refused["code"] == "CONFLICT_OF_INTEREST"
    assert await planner.key_of("SELECT count(*) FROM assignments") == before
    assert await planner.key_of("SELECT count(*) FROM agenda_items WHERE decision = '同意派案方案'") == 0


RUNS = """UPDATE meetings SET state = 'RUNNING', began_at = starts_at
    WHERE id = (SELECT meeting_id FROM agenda_items WHERE proposal_id IS NOT NULL)"""
CALLED = "UPDATE agenda_items SET state = 'CALLED' WHERE proposal_id IS NOT NULL"
PRESENT = "UPDATE meeting_participants SET attendance = 'PRESENT' WHERE attendance = 'INVITED'"
VOTED = """INSERT INTO item_votes (item_id, participant_id, person_id, choice)
    SELECT i.id, p.id, p.person_id, :choice FROM agenda_items AS i
    JOIN meeting_participants AS p ON p.meeting_id = i.meeting_id
    JOIN item_screenings AS s ON s.item_id = i.id AND s.person_id = p.person_id AND NOT s.barred
    WHERE i.proposal_id IS NOT NULL AND p.must_come LIMIT 1"""


CLOSED = "UPDATE agenda_items SET state = 'CLOSED', outcome = :outcome WHERE proposal_id IS NOT NULL"


@pytest.mark.parametrize(("choice", "outcome"), [("AGAINST", "REJECTED"), ("FOR", "REJECTED"), ("FOR", None)])
async def test_a_vote_that_did_not_carry_approves_nothing(planner: Planner, choice: str, outcome: str | None) -> None:
    """One vote for it of many is rejected as well; closed without a count, it is no consensus."""
    given = await at_a_meeting(planner)
    async with planner.asking.database.engine.begin() as connection:
        await connection.execute(text(RUNS))
        await connection.execute(text(CALLED))
        await connection.execute(text(PRESENT))
        assert (await connection.execute(text(VOTED), {"choice": choice})).rowcount == 1
    open_vote = (await planner.asking.data(APPROVES, input=given))["meetingItemDecide"]
    async with planner.asking.database.engine.begin() as connection:
        counts = "" if outcome is None else ", entitled = 28, votes_for = 1, votes_against = 0, votes_abstained = 0"
        if choice == "AGAINST":
            counts = counts.replace("for = 1, votes_against = 0", "for = 0, votes_against = 1")
        await connection.execute(text(CLOSED.replace(" WHERE", f"{counts} WHERE")), {"outcome": outcome})
    refused = (await planner.asking.data(APPROVES, input=given))["meetingItemDecide"]
    assert (open_vote["code"], refused["code"]) == ("ITEM_NOT_CLOSED", "APPROVAL_APART")
