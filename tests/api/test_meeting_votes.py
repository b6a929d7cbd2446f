"""Votes on an item: who has one, what they come to, who sees them, and what strikes them."""

from asyncio import gather
from collections.abc import AsyncIterator
from typing import Any

import pytest

from db.tables import AgendaItem, ItemVote
from resolvers.caller import Caller
from terms.meetings import ItemOutcome, VoteChoice
from terms.roles import Role
from tests.api.live_scene import HERE, Table, table
from tests.api.meeting_documents import DECIDE
from tests.api.meeting_scene import TOMORROW
from tests.api.test_items_out_of_sight import tie


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting, begun, in a database of the test's own."""
    async with table(database) as found:
        await found.start()
        yield found


async def vote(at: Table, number: str, choice: str = "FOR", *, item: int = 0) -> dict[str, Any]:
    """Vote as somebody who takes part."""
    return await at.act("itemVote", at.person(number), item=at.items[item], choice=choice)


async def test_more_than_half_of_those_in_the_room_carry_an_item(at: Table) -> None:
    await at.call(0)
    for number, choice in (("P1", "FOR"), ("P2", "FOR"), ("P4", "FOR"), ("P5", "AGAINST")):
        assert (await vote(at, number, choice))["__typename"] == "ItemVoted"
    found = (await at.done("itemClose", item=at.items[0], closing="VOTED"))["item"]["progress"]
    ballots = found.pop("ballots")
    assert found == {
        "state": "CLOSED",
        "outcome": "CARRIED",
        "entitled": 5,
        "votesFor": 3,
        "votesAgainst": 1,
        "votesAbstained": 0,
    }
    assert [(each["organ"]["name"], each["choice"]) for each in ballots] == [
        ("第一室", "FOR"),
        ("甲乡纪委", "FOR"),
        ("第二室", "FOR"),
        ("乙乡纪委", "AGAINST"),
    ]
    kept = next(row for row in await at.scene.rows(AgendaItem) if row.position == 1)
    assert (kept.outcome, kept.votes_for, kept.entitled) == (ItemOutcome.CARRIED, 3, 5)


async def test_half_of_them_do_not(at: Table) -> None:
    await at.seat("丙镇纪委", must_come=False)
    await at.call(0)
    for number, choice in (("P1", "FOR"), ("P2", "FOR"), ("P4", "ABSTAIN")):
        await vote(at, number, choice)
    found = (await at.done("itemClose", item=at.items[0], closing="VOTED"))["item"]["progress"]
    assert (found["outcome"], found["entitled"], found["votesAbstained"]) == ("REJECTED", 4, 1)


async def test_the_conflicted_has_no_vote_and_is_not_counted(at: Table) -> None:
    await tie(at.scene, "COUSIN", one="P2")
    await at.call(1)
    assert (await vote(at, "P2", item=1))["code"] == "NOT_FOUND"
    for number in ("P1", "P4", "P5"):
        await vote(at, number, item=1)
    found = (await at.done("itemClose", item=at.items[1], closing="VOTED"))["item"]["progress"]
    assert (found["outcome"], found["entitled"], found["votesFor"]) == ("CARRIED", 4, 3)


async def test_a_tie_that_becomes_known_strikes_her_vote_and_sends_her_out(at: Table) -> None:
    await at.call(1)
    await vote(at, "P2", "AGAINST", item=1)
    assert (await at.act("itemClose", item=at.items[1], closing="CONSENSUS"))["code"] == "OBJECTED"
    await tie(at.scene, "COUSIN", one="P2")
    (kept,) = await at.scene.rows(ItemVote)
    assert (kept.choice, kept.struck) == (VoteChoice.AGAINST, True)
    room = (await at.look())["live"]["rooms"][0]
    assert room["called"]["progress"]["exits"] == [{"declared": False, "person": {"number": "P2"}}]
    found = (await at.done("itemClose", item=at.items[1], closing="CONSENSUS"))["item"]["progress"]
    assert (found["outcome"], found["entitled"], found["votesAgainst"]) == ("AGREED", 4, 0)
    assert [each["struck"] for each in found["ballots"]] == [True]


async def test_a_struck_vote_was_the_only_one_of_its_seat_which_is_not_counted_any_more(at: Table) -> None:
    await at.call(0)
    await vote(at, "P2", "AGAINST")
    await at.done("itemDeclare", at.person("P2"), item=at.items[0])
    await at.seat("甲乡纪委", attendance="SUBSTITUTE", substitute_id=at.scene.ids["P3"])
    assert (await vote(at, "P3"))["code"] == "ALREADY_VOTED"
    for number in ("P1", "P4", "P5"):
        await vote(at, number)
    found = (await at.done("itemClose", item=at.items[0], closing="VOTED"))["item"]["progress"]
    assert (found["outcome"], found["entitled"], found["votesFor"], found["votesAgainst"]) == ("CARRIED", 4, 3, 0)


async def test_without_the_quorum_nothing_is_carried(at: Table) -> None:
    await at.call(0)
    await at.sql("UPDATE meetings SET quorum = 5")
    await vote(at, "P1")
    for organ in ("第一室", "第二室"):
        await at.seat(organ, attendance="ABSENT")  # they went home; one had voted, and is counted
    found = (await at.done("itemClose", item=at.items[0], closing="CONSENSUS"))["item"]["progress"]
    assert (found["outcome"], found["entitled"]) == ("NO_QUORUM", 4)
    assert await decided(at, 0) == "QUORUM_WAS_MISSING"


async def decided(at: Table, item: int) -> str | None:
    """Record a decision on an item, and return the code by which it is refused."""
    given = {"item": at.items[item], "organ": at.scene.gid("Organ", "第一室"), "decision": "同意"}
    payload = (await at.scene.ask(DECIDE, at.scene.caller(Role.COUNTY), input=given))["meetingItemDecide"]
    code: str | None = payload.get("code")
    return code


async def test_a_meeting_that_runs_decides_on_what_it_has_dealt_with(at: Table) -> None:
    assert await decided(at, 0) == "ITEM_NOT_CALLED"
    await at.call(0)
    assert await decided(at, 0) == "ITEM_NOT_CLOSED"
    await at.done("itemClose", item=at.items[0])
    assert await decided(at, 0) is None
    assert await decided(at, 0) == "ALREADY_DECIDED"
    await at.done("meetingFinish", meeting=at.meeting)
    assert await decided(at, 2) == "ITEM_NOT_CALLED"


async def test_what_was_decided_on_paper_is_not_put_to_the_vote_afterwards(database: str) -> None:
    async with table(database) as at:
        at.scene.now = TOMORROW
        assert await decided(at, 0) is None
        await at.start()
        assert (await at.act("itemCall", item=at.items[0]))["code"] == "ALREADY_DECIDED"
        await at.call(1)


async def test_an_item_that_is_not_put_to_the_room_has_no_outcome(at: Table) -> None:
    await at.call(0)
    await vote(at, "P1")
    found = (await at.done("itemClose", item=at.items[0]))["item"]["progress"]
    assert (found["outcome"], found["entitled"], found["votesFor"]) == (None, None, None)


async def test_who_has_no_seat_with_a_vote_casts_none(at: Table) -> None:
    assert (await vote(at, "P1"))["code"] == "ITEM_NOT_CALLED"
    await at.call(0)
    await at.seat("乙乡纪委", must_come=False)
    await at.seat("丙镇纪委", attendance="SUBSTITUTE", substitute_id=at.scene.ids["P3"])
    assert (await vote(at, "P5"))["code"] == "NO_SEAT"
    assert (await vote(at, "P6"))["code"] == "NO_SEAT"
    assert (await vote(at, "P3"))["__typename"] == "ItemVoted"
    office = at.scene.caller(Role.COUNTY)
    assert (await at.act("itemVote", office, item=at.items[0], choice="FOR"))["code"] == "NO_SEAT"
    assert (await at.act("itemVote", at.keeper(), item=at.items[0], choice="FOR"))["code"] == "NOT_ALLOWED"
    assert [row.person_id for row in await at.scene.rows(ItemVote)] == [at.scene.ids["P3"]]


async def test_whoever_was_recorded_for_two_organs_once_says_for_which_she_votes(at: Table) -> None:
    await at.sql("ALTER TABLE meeting_participants DISABLE TRIGGER one_seat_for_a_person")
    await at.seat("丙镇纪委", person_id=at.scene.ids["P5"])
    await at.call(0)
    assert (await vote(at, "P5"))["code"] == "SEAT_UNCLEAR"
    for organ, choice in (("丙镇纪委", "FOR"), ("乙乡纪委", "AGAINST")):
        given: dict[str, Any] = {"item": at.items[0], "choice": choice, "organ": at.scene.gid("Organ", organ)}
        assert (await at.act("itemVote", at.person("P5"), **given))["__typename"] == "ItemVoted"
    wrong: dict[str, Any] = {"item": at.items[0], "choice": "FOR", "organ": at.scene.gid("Organ", "第一室")}
    assert (await at.act("itemVote", at.person("P5"), **wrong))["code"] == "NO_SEAT"


async def test_of_two_votes_of_one_seat_at_once_one_is_kept(at: Table) -> None:
    await at.call(0)
    answers = await gather(*(vote(at, "P2", choice) for choice in ("FOR", "AGAINST", "ABSTAIN")))
    assert sorted(answer.get("code") or "" for answer in answers) == ["", "ALREADY_VOTED", "ALREADY_VOTED"]
    assert len(await at.scene.rows(ItemVote)) == 1


async def test_votes_are_secret_until_the_item_is_closed_and_then_told_by_seat_to_who_keeps_it(at: Table) -> None:
    await at.call(0)
    await vote(at, "P2", "AGAINST")
    seen = {
        who: (await at.look(caller))["live"]["rooms"][0]["called"]["progress"]
        for who, caller in (("keeper", at.keeper()), ("P1", at.person("P1")), ("P2", at.person("P2")))
    }
    assert {who: (each["ownVote"], each["votesCast"], each["ballots"]) for who, each in seen.items()} == {
        "keeper": (None, 1, None),
        "P1": (None, 1, None),
        "P2": ("AGAINST", 1, None),
    }
    await at.done("itemClose", item=at.items[0], closing="VOTED")
    item = (
        "query Item($id: ID!) { node(id: $id) { ... on AgendaItem { progress { votesAgainst ballots { choice } } } } }"
    )
    told = {
        who: (await at.scene.ask(item, caller, id=at.items[0]))["node"]["progress"]
        for who, caller in (("keeper", at.keeper()), ("P1", at.person("P1")))
    }
    assert told == {
        "keeper": {"votesAgainst": 1, "ballots": [{"choice": "AGAINST"}]},
        "P1": {"votesAgainst": 1, "ballots": None},
    }


async def test_the_second_wall_alone_keeps_votes_secret_too(at: Table) -> None:
    await at.call(0)
    for number in HERE.values():
        await vote(at, number)

    async def votes_seen(caller: Caller) -> int:
        return len(await at.rows_seen(caller, ItemVote))

    assert [await votes_seen(who) for who in (at.keeper(), at.person("P1"))] == [0, 1]
    await at.done("itemClose", item=at.items[0], closing="VOTED")
    assert [await votes_seen(who) for who in (at.keeper(), at.person("P1"))] == [5, 1]
