"""How a stream goes on: a slow client gets the latest, each look has its time and its budget, and others find room."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from strawberry.http import GraphQLRequestData

from service.admission import Bill
from service.budget import Budgets
from service.cost import Estimate
from service.door import Door
from service.edge_refusals import TimedOut
from service.limits import Limits
from service.streams import AT_ONCE, READ_AGAIN, Follower, Stream, Streams, Wanted
from tests.api.asking import SCHEMA
from tests.api.live_scene import WATCH, Table, table
from tests.conftest import Walled

COST = 10


class Watching:
    """A stream under way, and what its client was sent; she takes nothing until she is let."""

    def __init__(self, at: Table, limits: Limits, budgets: Budgets) -> None:
        database = at.scene.database
        assert isinstance(database, Walled)
        self.streams = Streams(SCHEMA, _Open(database.api, demo=False), limits)
        caller = at.person("P1")
        self.bill = Bill(caller.identity.principal, budgets, budgets.whole)
        self.bill.take(Estimate(COST, COST))
        data = GraphQLRequestData(query=WATCH, variables={"m": at.meeting}, operation_name=None, extensions=None)
        self.stream = Stream(self.streams, Follower(caller, None, self.bill), Wanted(data, Estimate(COST, COST)))
        self.changes = 0
        """During so many of the next looks something changes."""
        self.taken: asyncio.Queue[Any] = asyncio.Queue()
        self.takes = asyncio.Event()
        self.takes.set()
        self.running: asyncio.Task[None] | None = None

    async def send(self, payload: dict[str, Any]) -> None:
        await self.taken.put(payload)
        await self.takes.wait()

    def change(self, looked: Callable[[], None]) -> None:
        """End a look, in which something changed."""
        looked()
        if self.changes:
            self.changes -= 1
            self.stream._pace.told.set()

    async def next(self) -> Any:
        """Return the meeting that was sent next."""
        async with asyncio.timeout(30):
            payload = await self.taken.get()
        assert "errors" not in payload, payload
        return payload["data"]["meetingChanged"]["meeting"]


class _Open(Door):
    """A door at which whoever came in stays."""

    async def check_again(self, authorization: str | None, identity: object) -> None:
        """Let her stay."""


@asynccontextmanager
async def watching(at: Table, limits: Limits | None = None, budgets: Budgets | None = None) -> AsyncIterator[Watching]:
    """Follow the meeting as one who takes part."""
    found = Watching(at, limits or Limits(), budgets or Budgets(10_000, 10_000))
    found.running = asyncio.create_task(found.stream.run(found.send))
    try:
        yield found
    finally:
        found.running.cancel()
        await asyncio.gather(found.running, return_exceptions=True)
    assert not found.streams.looking.locked()


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting in a database of the test's own."""
    async with table(database) as found:
        yield found


async def test_a_slow_client_is_sent_the_latest_and_nothing_in_between(at: Table) -> None:
    async with watching(at) as her:
        her.takes.clear()
        assert (await her.next())["state"] == "CALLED"
        await at.start()
        await at.call(0)
        await at.done("itemClose", item=at.items[0])
        her.takes.set()
        live = (await her.next())["live"]
        assert (live["closed"], live["called"]) == (1, 0)
        await at.done("meetingFinish", meeting=at.meeting)
        assert (await her.next())["state"] == "HELD"
        assert her.taken.empty()


@pytest.mark.parametrize(("changes", "left"), [(2, 0), (9, 9 - READ_AGAIN - 1)])
async def test_what_was_read_while_something_changed_is_read_again_but_not_for_ever(
    at: Table, changes: int, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watching(at) as her:
        pace = her.stream._pace
        monkeypatch.setattr(pace, "looked", partial(her.change, pace.looked))
        her.takes.clear()
        assert (await her.next())["state"] == "CALLED"
        await at.start()
        her.changes = changes
        her.takes.set()
        assert (await her.next())["state"] == "RUNNING"
        assert her.changes == left


async def test_whoever_takes_her_time_keeps_nobody_from_looking(at: Table) -> None:
    async with watching(at) as her:
        her.takes.clear()
        await her.next()
        for _ in range(AT_ONCE):
            async with asyncio.timeout(5):
                await her.streams.looking.acquire()
        for _ in range(AT_ONCE):
            her.streams.looking.release()


async def test_each_look_has_statements_of_its_own(at: Table) -> None:
    await at.start()
    async with watching(at, Limits(question_statements=40)) as her:
        await her.next()
        for _ in range(3):
            await at.call(0)
            assert (await her.next())["live"]["called"] == 1
            await at.sql("UPDATE agenda_items SET room = 2 WHERE position = 2")
            await at.done("itemClose", item=at.items.pop(0))
            while (await her.next())["live"]["called"]:
                pass


async def test_a_look_that_takes_too_long_ends_the_stream(at: Table) -> None:
    found = Watching(at, Limits(question_seconds=1), Budgets(10_000, 10_000))
    async with at.scene.database.engine.begin() as connection:
        await connection.execute(text("LOCK TABLE meetings IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(TimedOut):
            await found.stream.run(found.send)
    assert not found.streams.looking.locked()
    assert found.taken.empty()


async def test_whoever_has_spent_her_budget_looks_when_it_has_filled_again(at: Table) -> None:
    moment = 0.0
    budgets = Budgets(COST, COST, clock=lambda: moment)
    async with watching(at, budgets=budgets) as her:
        her.bill.of_following().take(Estimate(COST, COST))
        assert (await her.next())["state"] == "CALLED"
        await at.start()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await her.next()
        moment = 1.0
        assert (await her.next())["state"] == "RUNNING"


async def test_a_fault_of_the_service_is_told_once_by_its_number_and_ends_the_stream(at: Table) -> None:
    async with watching(at) as her:
        await her.next()
        await at.sql("ALTER TABLE meetings RENAME COLUMN quorum TO lost")
        await at.sql("NOTIFY meetings, '1'")
        async with asyncio.timeout(30):
            payload = await her.taken.get()
            assert her.running is not None
            await her.running
        (error,) = payload["errors"]
        assert (payload["data"], error["extensions"]["code"]) == (None, "INTERNAL")
        assert "quorum" not in error["message"]
