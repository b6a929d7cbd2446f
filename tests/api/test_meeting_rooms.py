"""Items in rooms side by side: nobody is in two of them, as far as it is known where she is."""

from asyncio import gather
from collections.abc import AsyncIterator
from typing import Any

import pytest

from db.tables import ItemVote
from tests.api.live_scene import HERE, Table, table
from tests.api.test_items_out_of_sight import tie


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give a meeting with a quorum of two, begun, each item in a room of its own."""
    async with table(database, quorum=2) as found:
        await found.sql("UPDATE agenda_items SET room = position")
        await found.start()
        yield found


async def vote(at: Table, item: int, number: str, choice: str = "FOR") -> str | None:
    """Vote, and return the code by which it is refused."""
    code: str | None = (await at.act("itemVote", at.person(number), item=at.items[item], choice=choice)).get("code")
    return code


async def closed(at: Table, item: int, closing: str = "VOTED") -> Any:
    """Close an item and return its outcome and who had a vote."""
    found = (await at.done("itemClose", item=at.items[item], closing=closing))["item"]["progress"]
    return found["outcome"], found["entitled"], found["votesFor"]


async def test_whoever_voted_in_a_room_votes_in_no_other_until_that_is_over(at: Table) -> None:
    await at.call(0)
    await at.call(2)
    assert await vote(at, 0, "P1") is None
    refused = await at.act("itemVote", at.person("P1"), item=at.items[2], choice="FOR")
    assert refused["code"] == "BUSY_ELSEWHERE"
    assert refused["message"].startswith("You report or have voted on an item in room 1.")
    assert await closed(at, 0) == ("REJECTED", 5, 1)
    assert await vote(at, 2, "P1") is None


async def test_whoever_voted_in_another_room_counts_for_neither_quorum_nor_majority_here(at: Table) -> None:
    await at.call(0)
    await at.call(2)
    for number in ("P1", "P4", "P2"):
        assert await vote(at, 0, number) is None
    for number in ("P5", "P6"):
        assert await vote(at, 2, number) is None
    assert await closed(at, 2) == ("CARRIED", 2, 2)
    assert await closed(at, 0) == ("CARRIED", 5, 3)
    assert len(await at.scene.rows(ItemVote)) == 5


async def test_no_quorum_is_made_of_people_of_another_room(at: Table) -> None:
    await at.call(0)
    await at.call(2)
    for number in ("P1", "P4", "P2", "P5"):
        assert await vote(at, 0, number) is None
    assert await vote(at, 2, "P6") is None
    assert await closed(at, 2) == ("NO_QUORUM", 1, 1)


async def test_a_room_is_opened_where_there_can_be_a_quorum_in_each(at: Table) -> None:
    await at.sql("UPDATE meetings SET quorum = 3")
    await at.call(0)
    refused = await at.act("itemCall", item=at.items[2])
    assert refused["code"] == "QUORUM_MISSING"
    assert refused["message"] == "The item needs 3 in the room of those who must come; there would be 2."
    await at.done("itemClose", item=at.items[0])
    await at.call(2)


async def test_whoever_reports_in_one_room_or_voted_there_is_not_called_to_report_in_another(at: Table) -> None:
    await at.sql("UPDATE agenda_items SET reporting_organ_id = :o WHERE position = 3", o=at.scene.ids["甲乡纪委"])
    await at.call(0)
    assert await vote(at, 0, "P2") is None
    assert (await at.act("itemCall", item=at.items[2]))["code"] == "REPORTER_ELSEWHERE"
    await at.done("itemClose", item=at.items[0], closing="VOTED")
    await at.call(2)
    await at.call(1)
    assert await vote(at, 1, "P2") == "BUSY_ELSEWHERE"
    assert await vote(at, 2, "P2") is None


async def test_whoever_left_an_item_is_in_its_room_no_more(at: Table) -> None:
    await at.call(1)
    await at.call(2)
    assert await vote(at, 1, "P2") is None
    assert await vote(at, 2, "P2") == "BUSY_ELSEWHERE"
    await tie(at.scene, "COUSIN", one="P2")
    assert await vote(at, 2, "P2") is None


async def test_of_votes_in_two_rooms_at_once_one_is_kept(at: Table) -> None:
    await at.call(0)
    await at.call(2)
    for number in HERE.values():
        codes = await gather(*(vote(at, item, number) for item in (0, 2)))
        assert sorted(code or "" for code in codes) == ["", "BUSY_ELSEWHERE"]
    assert len(await at.scene.rows(ItemVote)) == len(HERE)


async def test_a_vote_that_races_the_call_of_her_report_is_before_it_or_refused(at: Table) -> None:
    await at.sql("UPDATE agenda_items SET reporting_organ_id = :o WHERE position = 3", o=at.scene.ids["甲乡纪委"])
    await at.call(0)
    voted, called = await gather(vote(at, 0, "P2"), at.act("itemCall", item=at.items[2]))
    assert (voted, called.get("code")) in {(None, "REPORTER_ELSEWHERE"), ("BUSY_ELSEWHERE", None)}
