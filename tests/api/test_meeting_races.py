"""At a table everybody acts at once: a declaration and a vote, a tie and a vote, two secretaries and one room."""

import asyncio
from asyncio import gather
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, AuditEntry, ItemExit, ItemScreening, ItemVote
from resolvers.item_screening import screen_items
from terms.meetings import AgendaItemState
from tests.api.live_scene import HERE, Table, table
from tests.api.meeting_scene import TOMORROW
from tests.api.queueing import queueing
from tests.api.test_items_out_of_sight import tie

ROUNDS = 8
CALLED = "SELECT FROM agenda_items WHERE state = 'CALLED' FOR UPDATE"
MANY = [{"kind": "DEADLINE", "caseNumber": "A-2"}] * ROUNDS


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give a meeting with many items of one case, begun, in a database of the test's own."""
    async with table(database, MANY) as found:
        await found.start()
        yield found


async def standing(at: Table) -> set[tuple[int, int]]:
    """Return item and person of every vote that counts."""
    return {(row.item_id, row.person_id) for row in await at.scene.rows(ItemVote) if not row.struck}


async def test_a_declaration_racing_a_vote_never_leaves_a_vote_that_counts(at: Table) -> None:
    came = []
    for turn, item in enumerate(at.items):
        await at.done("itemCall", item=item)
        racing = gather if turn < ROUNDS - 2 else partial(queueing, at.scene.database.engine, CALLED)
        hers = [
            at.act("itemVote", at.person("P2"), item=item, choice="AGAINST"),
            at.act("itemDeclare", at.person("P2"), item=item),
        ]
        ordered = hers if turn % 2 else hers[::-1]
        *answers, other = await racing(*ordered, at.act("itemVote", at.person("P5"), item=item, choice="FOR"))
        voted, declared = answers if turn % 2 else answers[::-1]
        assert (declared["__typename"], other["__typename"]) == ("ItemDeclared", "ItemVoted")
        came.append(await came_first(at, voted))
        found = (await at.done("itemClose", item=item, closing="CONSENSUS"))["item"]["progress"]
        assert (found["outcome"], found["entitled"], found["votesFor"]) == ("AGREED", 4, 1)
    assert came[-2:] == ["declared", "voted"]
    assert {person for _, person in await standing(at)} == {at.scene.ids["P5"]}
    assert len(await at.scene.rows(ItemExit)) == ROUNDS


async def came_first(at: Table, voted: dict[str, Any]) -> str:
    """Return what came first, with all that must follow from it: her vote is struck, or there is none."""
    (item,) = [row.id for row in await at.scene.rows(AgendaItem) if row.state is AgendaItemState.CALLED]
    votes = await at.scene.rows(ItemVote)
    hers = [row.struck for row in votes if (row.item_id, row.person_id) == (item, at.scene.ids["P2"])]
    if "code" in voted:
        assert (voted["code"], hers) == ("NOT_FOUND", [])
        return "declared"
    assert hers == [True]
    return "voted"


async def test_a_declaration_racing_the_close_is_before_it_or_refused(at: Table) -> None:
    for item in at.items:
        await at.done("itemCall", item=item)
        await at.done("itemVote", at.person("P2"), item=item, choice="FOR")
        closed, declared = await gather(
            at.act("itemClose", item=item, closing="VOTED"), at.act("itemDeclare", at.person("P2"), item=item)
        )
        found = closed["item"]["progress"]
        counted = (found["entitled"], found["votesFor"])
        assert (declared.get("code"), counted) in [(None, (4, 0)), ("ITEM_NOT_CALLED", (5, 1))]


async def test_a_tie_racing_a_vote_never_leaves_a_vote_that_counts(at: Table) -> None:
    for item in at.items[:4]:
        await at.done("itemCall", item=item)
        await gather(tie(at.scene, "COUSIN", one="P2"), at.act("itemVote", at.person("P2"), item=item, choice="FOR"))
        assert await standing(at) == set()
        await at.done("itemClose", item=item, closing="VOTED")
        await withdraw_ties(at)


async def withdraw_ties(at: Table) -> None:
    """Take back what was said of P2, so that she may sit in on the next item."""
    facts = await at.scene.ask("{ facts(kind: ASSERTED_KIN, first: 5) { nodes { id } } }")
    withdraw = "mutation W($i: FactWithdrawInput!) { factWithdraw(input: $i) { __typename } }"
    for fact in facts["facts"]["nodes"]:
        answer = await at.scene.ask(withdraw, i={"fact": fact["id"], "reason": "误登"})
        assert answer == {"factWithdraw": {"__typename": "FactsChanged"}}


async def test_of_two_secretaries_who_call_into_one_room_one_is_refused(at: Table) -> None:
    for first, second in zip(at.items[::2], at.items[1::2], strict=True):
        answers = await gather(*(at.act("itemCall", item=item) for item in (first, second)))
        assert sorted(answer.get("code") or "" for answer in answers) == ["", "ROOM_BUSY"]
        called = [row for row in await at.scene.rows(AgendaItem) if row.state is AgendaItemState.CALLED]
        assert len(called) == 1
        (item,) = (item for item, answer in zip((first, second), answers, strict=True) if "code" not in answer)
        await at.done("itemClose", item=item)


async def test_of_those_who_begin_the_same_meeting_one_is_first(database: str) -> None:
    async with table(database, MANY) as at:
        at.scene.now = TOMORROW
        for _ in range(4):
            acts = [at.act("meetingStart", meeting=at.meeting) for _ in range(3)]
            *begun, called = await gather(*acts, at.act("itemCall", item=at.items[0]))
            assert sorted(answer.get("code") or "" for answer in begun) == ["", "MEETING_BEGUN", "MEETING_BEGUN"]
            assert called.get("code") in {None, "MEETING_NOT_RUNNING"}
            await at.sql("UPDATE agenda_items SET state = 'PLANNED', called_at = NULL")
            await at.sql("UPDATE meetings SET state = 'CALLED', began_at = NULL")
        assert [row.act for row in await at.scene.rows(AuditEntry)].count("START_MEETING") == 4


async def test_of_those_who_call_the_same_item_one_is_first_and_none_is_left_as_the_meeting_ends(at: Table) -> None:
    for item in at.items[:4]:
        answers = await gather(*(at.act("itemCall", item=item) for _ in range(3)))
        assert sorted(answer.get("code") or "" for answer in answers) == ["", "ITEM_NOT_PLANNED", "ITEM_NOT_PLANNED"]
        closed, ended = await gather(at.act("itemClose", item=item), at.act("meetingFinish", meeting=at.meeting))
        assert closed["__typename"] == "ItemClosed"
        assert ended.get("code") in {None, "ITEMS_UNDER_WAY"}
        await at.sql("UPDATE meetings SET state = 'RUNNING', finished_at = NULL")


async def test_a_tie_that_comes_while_she_is_screened_is_not_lost(at: Table) -> None:
    person, (item, *_) = at.scene.ids["P2"], [row.id for row in await at.scene.rows(AgendaItem)]
    screened, go_on = asyncio.Event(), asyncio.Event()

    async def work(session: AsyncSession) -> None:
        await screen_items(session, {item: {person}}, on=TOMORROW.date())
        screened.set()
        await go_on.wait()

    await at.sql("DELETE FROM item_screenings")
    screening = asyncio.create_task(at.scene.database.deciding(work))
    await screened.wait()
    recording = asyncio.create_task(tie(at.scene, "COUSIN", one="P2"))
    await asyncio.sleep(0.2)
    go_on.set()
    await gather(screening, recording)
    assert [row.barred for row in await at.scene.rows(ItemScreening) if row.item_id == item] == [True]


async def test_everybody_votes_at_once(at: Table) -> None:
    await at.call(0)
    votes = [at.act("itemVote", at.person(number), item=at.items[0], choice="FOR") for number in HERE.values()]
    assert {answer["__typename"] for answer in await gather(*votes)} == {"ItemVoted"}
    found = (await at.done("itemClose", item=at.items[0], closing="VOTED"))["item"]["progress"]
    assert (found["outcome"], found["votesFor"]) == ("CARRIED", 5)
