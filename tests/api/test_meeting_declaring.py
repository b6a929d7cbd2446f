"""Declarations at the table: she leaves, her vote is struck, the item is not there for her, and what a tie touches."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from db.tables import AssertedKinTie, ItemExit, ItemVote, ProposalSeat
from terms.allocation import ProposalState
from terms.cases import AssignmentRole
from terms.roles import Role
from tests.api.live_scene import ITEMS, Table, table
from tests.api.meeting_documents import DECIDE, called
from tests.api.meeting_scene import propose


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting, begun, in a database of the test's own."""
    async with table(database) as found:
        await found.start()
        yield found


AGENDA = "query Agenda($m: ID!) { node(id: $m) { ... on Meeting { agenda { kind } } } }"
COUSIN = [{"otherNumber": "S1", "kinship": "COUSIN"}]


async def test_whoever_declares_leaves_and_the_item_is_not_there_for_her(at: Table) -> None:
    await at.call(1)
    await at.done("itemVote", at.person("P2"), item=at.items[1], choice="FOR")
    payload = await at.done("itemDeclare", at.person("P2"), item=at.items[1])
    assert payload["meeting"] == {"agenda": [{"kind": "DEPLOYMENT"}, {"kind": "DEADLINE"}]}
    assert (payload["items"], payload["facts"], payload["suspended"]) == ([], [], [])
    (left,) = await at.scene.rows(ItemExit)
    assert (left.person_id, left.declared, left.declared_by) == (at.scene.ids["P2"], True, "test:P2")
    assert [row.struck for row in await at.scene.rows(ItemVote)] == [True]
    live = (await at.look(at.person("P2")))["live"]
    assert (live["called"], live["rooms"]) == (
        0,
        [{"number": 1, "called": None, "onDeck": {"position": 1, "kind": "DEPLOYMENT"}}],
    )
    assert (await at.act("itemVote", at.person("P2"), item=at.items[1], choice="FOR"))["code"] == "NOT_FOUND"
    assert (await at.act("itemDeclare", at.person("P2"), item=at.items[1]))["code"] == "NOT_FOUND"


async def test_whoever_keeps_the_meeting_declares_for_somebody_with_a_reason(at: Table) -> None:
    await at.call(1)
    given: dict[str, Any] = {"item": at.items[1], "person": at.scene.gid("Person", "P2")}
    assert (await at.act("itemDeclare", **given))["code"] == "REASON_MISSING"
    assert (await at.act("itemDeclare", at.person("P1"), **given, reason="口头声明"))["code"] == "NOT_ALLOWED"
    assert await at.scene.rows(ItemExit) == []
    payload = await at.done("itemDeclare", **given, reason=" 口头声明 ")
    assert payload["items"] == [{"position": 2, "kind": "DEADLINE"}]
    (left,) = await at.scene.rows(ItemExit)
    assert (left.declared, left.declared_by, left.reason) == (True, "test:SECRETARY", "口头声明")
    again = await at.done("itemDeclare", **given, reason="再次声明")
    assert (again["items"], [row.reason for row in await at.scene.rows(ItemExit)]) == (payload["items"], ["口头声明"])


async def test_only_somebody_who_takes_part_stands_aside_and_only_until_the_item_is_closed(at: Table) -> None:
    given: dict[str, Any] = {"item": at.items[0], "person": at.scene.gid("Person", "P3"), "reason": "口头声明"}
    assert (await at.act("itemDeclare", **given))["code"] == "NOT_TAKING_PART"
    assert (await at.act("itemDeclare", at.scene.caller(Role.COUNTY), item=at.items[0]))["code"] == "NOT_TAKING_PART"
    await at.call(0)
    await at.done("itemClose", item=at.items[0])
    assert (await at.act("itemDeclare", at.person("P2"), item=at.items[0]))["code"] == "ITEM_NOT_CALLED"
    assert (await at.act("itemDeclare", at.keeper(), item=at.items[1]))["code"] == "NOT_ALLOWED"
    assert await at.scene.rows(ItemExit) == []


async def test_whoever_declared_before_the_item_is_called_is_out_as_it_is_called(at: Table) -> None:
    await at.done("itemDeclare", at.person("P2"), item=at.items[0])
    assert (await at.call(0))["leave"] == [{"number": "P2"}]
    await at.done("itemClose", item=at.items[0], closing="CONSENSUS")
    assert [row.declared for row in await at.scene.rows(ItemExit)] == [True]


async def test_a_tie_that_she_says_hides_what_it_bars_and_she_is_told_nothing_of_it(at: Table) -> None:
    await at.call(0)
    payload = await at.done("itemDeclare", at.person("P2"), item=at.items[0], ties=COUSIN)
    assert (payload["facts"], payload["items"], payload["proposals"]) == ([{"kind": "ASSERTED_KIN"}], [], [])
    assert payload["meeting"] == {"agenda": [{"kind": "DEADLINE"}]}
    assert len(await at.scene.rows(AssertedKinTie)) == 1
    assert (await at.look(at.person("P2")))["live"]["rooms"] == [
        {"number": 1, "called": None, "onDeck": {"position": 1, "kind": "DEADLINE"}}
    ]


async def test_whoever_keeps_the_meeting_is_told_what_a_tie_touches_there(at: Table) -> None:
    await propose(at.scene, "open", ProposalState.PROPOSED)
    await propose(at.scene, "other", ProposalState.PROPOSED)
    for proposal, case in (("open", "A-2"), ("other", "B-1")):
        seat: dict[str, Any] = {"role": AssignmentRole.MEMBER, "fit": 0, "travel": 0, "load_after": 0, "covers": []}
        keys: dict[str, Any] = {"proposal_id": at.scene.ids[proposal], "case_id": at.scene.ids[case]}
        await at.scene.add("", ProposalSeat(person_id=at.scene.ids["P2"], **keys, **seat))
    given: dict[str, Any] = {
        "item": at.items[0],
        "person": at.scene.gid("Person", "P2"),
        "reason": "口头声明",
        "ties": COUSIN,
    }
    assert (await at.act("itemDeclare", **given))["code"] == "NOT_ALLOWED"
    assert await at.scene.rows(ItemExit) == []
    payload = await at.done("itemDeclare", at.scene.caller(Role.COUNTY), **given)
    assert payload["items"] == [{"position": 1, "kind": "DEPLOYMENT"}, {"position": 2, "kind": "DEADLINE"}]
    assert payload["proposals"] == [{"id": at.scene.gid("Proposal", "open")}]


async def test_the_rest_can_be_put_in_the_order_in_which_people_move_least(at: Table) -> None:
    both: list[dict[str, Any]] = [
        {"item": at.items[at_], "reason": "口头声明", "person": at.scene.gid("Person", "P2")} for at_ in (0, 2)
    ]
    first = await at.done("itemDeclare", **both[0])
    assert [step["leaving"] for step in first["order"]["steps"] if step["item"]["kind"] == "DEPLOYMENT"] == [
        [{"number": "P2"}]
    ]
    order = (await at.done("itemDeclare", **both[1]))["order"]
    out = [step["item"]["kind"] for step in order["steps"] if step["leaving"]]
    assert (order["present"], len(out)) == (3, 1)
    hers = await at.done("itemDeclare", at.person("P5"), item=at.items[1])
    assert hers["order"] is None


async def test_whoever_declares_hears_nothing_of_what_follows_the_item_up_already(at: Table) -> None:
    await at.sql("UPDATE meetings SET state = 'CALLED', began_at = NULL")  # decided on paper, the item is open yet
    organ = at.scene.gid("Organ", "第一室")
    given = {"decision": "抓紧办理", "organ": organ, "owner": organ, "dueOn": "2026-03-20"}
    earlier, meetings = at.items[2], []
    for _ in range(2):  # the second follows up what the first decided
        done = await at.scene.ask(DECIDE, at.scene.caller(Role.COUNTY), input={"item": earlier, **given})
        assert done["meetingItemDecide"]["__typename"] == "MeetingItemDecided"
        agenda = [ITEMS[0], {"kind": "FOLLOW_UP", "earlierItem": earlier}]
        meeting = await called(at.scene, proposals=[], agenda=agenda)
        earlier = meeting["agenda"][1]["id"]
        meetings.append(meeting["id"])

    async def kinds() -> list[list[str]]:
        looks = [await at.scene.ask(AGENDA, at.person("P2", Role.COUNTY), m=meeting) for meeting in meetings]
        return [[item["kind"] for item in look["node"]["agenda"]] for look in looks]

    assert await kinds() == [["DEPLOYMENT", "FOLLOW_UP"]] * 2
    await at.done("itemDeclare", at.person("P2"), item=at.items[2])
    assert await kinds() == [["DEPLOYMENT"]] * 2


async def test_a_tie_that_cannot_be_leaves_no_declaration(at: Table) -> None:
    wrong = [{"otherNumber": "P2", "kinship": "COUSIN"}]
    payload = await at.act("itemDeclare", at.person("P2"), item=at.items[0], ties=wrong)
    assert payload["code"] == "TIE_TO_ONESELF"
    assert await at.scene.rows(ItemExit) == []
