"""Subscriptions as event streams: the present view first, then what differs, to whoever may still see it."""

from asyncio import gather
from collections.abc import AsyncIterator

import httpx
import pytest

from db.embedded import EmbeddedPostgres
from service.limits import Limits
from terms.roles import Role
from tests.api.live_scene import ITEMS, LOOK, WATCH
from tests.api.meeting_documents import DECIDE
from tests.api.meeting_scene import TOMORROW
from tests.api.test_items_out_of_sight import tie
from tests.conftest import a_clone
from tests.service.following_scene import CUT, REVOKE, Followers, followers


@pytest.fixture
async def at(database: str) -> AsyncIterator[Followers]:
    """Give a served meeting of the test's own."""
    async with followers(database) as found:
        yield found


@pytest.fixture
async def another_database(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Give the address of a second database."""
    async with a_clone(postgres, template) as url:
        yield url


async def test_whoever_follows_gets_the_present_view_and_then_each_that_differs(at: Followers) -> None:
    token = await at.token("P1")
    async with at.events(token) as events:
        assert events.answer.headers["content-type"].startswith("text/event-stream")
        assert events.answer.headers["cache-control"] == "no-store"
        first = await events.meeting()
        assert (first["state"], first["live"]["planned"], first["live"]["there"]) == ("CALLED", 3, 5)
        await at.table.start()
        assert (await events.meeting())["state"] == "RUNNING"
        await at.table.call(0)
        room = (await events.meeting())["live"]["rooms"][0]
        assert (room["called"]["position"], room["onDeck"]) == (1, {"position": 2, "kind": "DEADLINE"})
    async with at.events(token) as again:
        assert (await again.meeting())["live"]["called"] == 1


async def test_each_sees_the_meeting_as_she_may(at: Followers) -> None:
    await tie(at.table.scene, "COUSIN", one="P2")
    hers, others, keeper = [await at.token(who) for who in ("P2", "P1")] + [await at.token("office", "SECRETARY")]
    await at.table.start()
    async with at.events(hers) as barred, at.events(others) as inside, at.events(keeper) as kept:
        for each in (barred, inside, kept):
            await each.meeting()
        await at.table.call(1)
        exits = [{"declared": False, "person": {"number": "P2"}}]
        for each in (inside, kept):
            assert (await each.meeting())["live"]["rooms"][0]["called"]["progress"]["exits"] == exits
        await at.table.done("itemVote", at.table.person("P1"), item=at.table.items[1], choice="FOR")
        seen = [(await each.meeting())["live"]["rooms"][0]["called"]["progress"] for each in (inside, kept)]
        assert [(each["ownVote"], each["votesCast"]) for each in seen] == [("FOR", 1), (None, 1)]
        await at.table.done("itemClose", item=at.table.items[1])
        await at.table.call(0)
        live = (await barred.meeting())["live"]  # the first that she hears of
        assert (live["called"], live["closed"], live["rooms"][0]["called"]["position"]) == (1, 0, 1)


async def test_she_who_declares_is_told_by_an_event_that_nothing_is_there(at: Followers) -> None:
    await at.table.start()
    await at.table.call(0)
    async with at.events(await at.token("P2")) as events:
        assert (await events.meeting())["live"]["called"] == 1
        await at.table.done("itemDeclare", at.table.person("P2"), item=at.table.items[0])
        live = await events.live(called=0)
        assert (live["planned"], live["rooms"][0]["called"]) == (2, None)


async def test_a_tie_that_becomes_known_takes_the_item_out_of_the_view(at: Followers) -> None:
    await at.table.start()
    await at.table.call(1)
    async with at.events(await at.token("P2")) as events:
        assert (await events.meeting())["live"]["called"] == 1
        await tie(at.table.scene, "COUSIN", one="P2")
        assert (await events.live(called=0))["rooms"][0]["called"] is None


async def test_what_becomes_of_a_decision_is_told_to_whoever_follows(at: Followers) -> None:
    await at.table.start()
    await at.table.call(0)
    await at.table.done("itemClose", item=at.table.items[0], closing="CONSENSUS")
    scene, organ = at.table.scene, at.table.scene.gid("Organ", "第一室")
    given = {"item": at.table.items[0], "decision": "抓紧办理", "organ": organ, "owner": organ, "dueOn": "2026-03-20"}
    await scene.ask(DECIDE, scene.caller(Role.COUNTY), input=given)
    document = """subscription Reports($m: ID!) { meetingChanged(meeting: $m) { meeting {
      agenda { followUps { note } } } } }"""
    report = """mutation Report($input: MeetingFollowUpInput!) { meetingFollowUp(input: $input) { __typename } }"""
    async with at.events(await at.token("P1"), document) as events:
        assert (await events.meeting())["agenda"][0]["followUps"] == []
        await scene.ask(report, scene.caller(Role.COUNTY), input={"item": at.table.items[0], "note": "已部署"})
        assert (await events.meeting())["agenda"][0]["followUps"] == [{"note": "已部署"}]


async def told_to_the_barred(database: str, *, with_the_item: bool) -> list[object]:
    """Return all that somebody barred from the second item is sent of a whole meeting, with it or without."""
    items = ITEMS if with_the_item else [ITEMS[0], ITEMS[2]]
    async with followers(database, items) as at:
        await tie(at.table.scene, "COUSIN", one="P2")
        at.table.scene.now = TOMORROW
        first, second, last = at.table.items[0], at.table.items[1], at.table.items[-1]
        keeper = await at.token("office", "SECRETARY")
        async with at.events(await at.token("P2")) as barred, at.events(keeper) as kept:
            told = [await barred.meeting()]
            await kept.meeting()

            async def do(name: str, who: str | None = None, *, hidden: bool = False, **given: str) -> None:
                if hidden and not with_the_item:
                    return
                await at.table.done(name, None if who is None else at.table.person(who), **given)
                await kept.meeting()  # whoever keeps the meeting has heard of it, so everybody has looked or does now
                if not hidden:
                    told.append(await barred.meeting())

            await do("meetingStart", meeting=at.table.meeting)
            await do("itemCall", hidden=True, item=second)
            await do("itemVote", "P1", hidden=True, item=second, choice="FOR")
            await do("itemDeclare", "P5", hidden=True, item=second)
            await do("itemVote", "P4", hidden=True, item=second, choice="AGAINST")
            await do("itemClose", hidden=True, item=second, closing="VOTED")
            for item in (first, last):
                await do("itemCall", item=item)
                await do("itemClose", item=item, closing="CONSENSUS")
            await do("meetingFinish", meeting=at.table.meeting)
        return told


async def test_the_barred_are_told_what_they_would_be_told_without_the_item(
    database: str, another_database: str
) -> None:
    with_it = await told_to_the_barred(database, with_the_item=True)
    assert with_it == await told_to_the_barred(another_database, with_the_item=False)
    assert len(with_it) == 7


async def test_what_is_left_of_ones_budget_tells_of_no_look_that_others_caused(database: str) -> None:
    async with followers(database, limits=Limits(budget_per_second=1)) as at:
        token = await at.token("P1")

        async def spent() -> int:
            async with httpx.AsyncClient(base_url=at.address, headers={"authorization": token}) as client:
                answer = await client.post("/graphql", json={"query": "{ county { name } }"})
            cost = answer.json()["extensions"]["cost"]
            return int(cost["budget"]) - int(cost["left"])

        async with at.events(token) as events:
            await events.meeting()
        once = await spent()
        async with at.events(token) as events:
            await events.meeting()
            await at.table.start()
            for item in at.table.items:
                await events.meeting()
                await at.table.done("itemCall", item=item)
                await events.meeting()
                await at.table.done("itemClose", item=item, closing="CONSENSUS")
        assert once > 0
        assert await spent() - once <= once + 2  # the first look and the question itself


async def test_a_lost_connection_to_the_database_loses_nothing(at: Followers) -> None:
    async with at.events(await at.token("P1")) as events:
        assert (await events.meeting())["state"] == "CALLED"
        await at.table.sql(CUT, name="collaboration-zones listening")
        await at.table.start()
        assert (await events.meeting())["state"] == "RUNNING"
        await at.table.sql(CUT, name="collaboration-zones%")
        await at.table.call(0)
        assert (await events.meeting())["live"]["called"] == 1


async def test_whoever_may_no_more_come_in_is_told_nothing_more(at: Followers) -> None:
    token = await at.token("P1")
    async with at.events(token) as events:
        await events.meeting()
        await at.table.sql(REVOKE, label="P1")
        await at.table.start()
        name, payload = await events.event()
        assert (name, payload["data"]) == ("next", None)
        assert payload["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
        assert await events.event() == ("complete", None)
    async with at.events(token) as refused:
        assert refused.answer.status_code == 401


async def test_a_meeting_out_of_sight_ends_the_stream(at: Followers) -> None:
    async with at.events(await at.token("P3")) as events:
        name, payload = await events.event()
        assert (name, payload["errors"][0]["extensions"]["code"]) == ("next", "NOT_FOUND")
        assert await events.event() == ("complete", None)
    async with at.events(await at.token("scheduler", "SCHEDULER")) as events:
        assert (await events.event())[1]["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
    async with at.events(await at.token("P1")) as events:
        await events.meeting()
        await at.table.seat("第一室", person_id=at.table.scene.ids["P3"])
        assert (await events.event())[1]["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_nobody_has_more_streams_open_than_she_may(database: str) -> None:
    async with followers(database, limits=Limits(streams=1)) as at:
        token = await at.token("P1")
        async with at.events(token) as events:
            await events.meeting()
            async with at.events(token) as second:
                assert (second.answer.status_code, (await read(second.answer))["code"]) == (429, "TOO_MANY_STREAMS")
            async with at.events(await at.token("P2")) as other:
                await other.meeting()
        async with at.events(token) as again:
            await again.meeting()


@pytest.mark.parametrize(("limits", "code"), [(Limits(depth=3), "TOO_DEEP"), (Limits(cost=100), "COST_EXCEEDED")])
async def test_the_limits_of_documents_hold_for_subscriptions(database: str, limits: Limits, code: str) -> None:
    async with followers(database, limits=limits) as at, at.events(await at.token("P1")) as events:
        errors = (await read(events.answer))["errors"]
        assert [each["extensions"]["code"] for each in errors] == [code]  # type: ignore[attr-defined]


async def read(answer: httpx.Response) -> dict[str, object]:
    """Return the body of an answer that is no stream."""
    await answer.aread()
    body: dict[str, object] = answer.json()
    return body


async def test_a_subscription_wants_a_stream_and_a_question_none(at: Followers) -> None:
    token = await at.token("P1")
    async with at.events(token, accept="application/json") as plain:
        errors = (await read(plain.answer))["errors"]
        assert [each["extensions"]["code"] for each in errors] == ["STREAM_NEEDED"]  # type: ignore[attr-defined]
    async with at.events(token, LOOK, accept="application/json, text/event-stream") as question:
        assert question.answer.headers["content-type"].startswith("application/json")
        assert (await read(question.answer))["data"]["node"]["state"] == "CALLED"  # type: ignore[index]
    async with at.events(token, "subscription { nothing }") as wrong:
        errors = (await read(wrong.answer))["errors"]
        assert [each["extensions"]["code"] for each in errors] == ["BAD_REQUEST"]  # type: ignore[attr-defined]


async def test_many_follow_at_once(at: Followers) -> None:
    tokens = [await at.token(who) for who in ("P1", "P2", "P4", "P5", "P6")]

    async def one(token: str) -> str:
        async with at.events(token, WATCH) as events:
            await events.meeting()
            ready.append(token)
            state: str = (await events.meeting())["state"]
            return state

    ready: list[str] = []

    async def begin() -> None:
        while len(ready) < len(tokens):
            async with httpx.AsyncClient(base_url=at.address) as client:
                await client.get("/health")
        await at.table.start()

    states = await gather(*(one(token) for token in tokens), begin())
    assert states[:-1] == ["RUNNING"] * len(tokens)
