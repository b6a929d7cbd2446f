"""Who goes away, or has no more time, ends what the solver does for her; nothing is kept, and others are answered."""

import asyncio
import json
from threading import Event
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.types import ASGIApp, Message

from allocation.plan import Plan
from allocation.solve import allocate
from allocation.stopping import NobodyWaitsError
from db.wall import api_url
from resolvers import checked_plans, explaining
from service.app import create_app
from service.limits import Limits
from service.settings import Settings
from tests.conftest import WALL_KEY
from tests.service.edge import asked, codes

LONGEST = 60.0
"""Seconds to wait for what comes at once."""
PROPOSE = 'mutation { allocationPropose(input: {key: "gone"}) { __typename ... on Refusal { code } } }'
WHAT_IF = """query {
  whatIf(input: {proposalKey: "there", supposed: [{policy: {loadTier: 10}}]}) { lotteryProven }
}"""
ALIVE = "{ zones(first: 1) { totalCount } }"
KEPT = ("allocation_runs", "proposals", "proposal_seats")


class Watched:
    """The real solver, which tells that it was asked, and how it ended."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.asked, self.ended = Event(), Event()
        self.error: BaseException | None = None

    def __call__(self, *given: Any, **named: Any) -> Plan:
        self.asked.set()
        try:
            plan: Plan = self._real(*given, **named)
        except BaseException as error:
            self.error = error
            raise
        else:
            return plan
        finally:
            self.ended.set()


@pytest.fixture
def solver(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Watch the solver of proposals and of what-if."""
    watched = Watched(allocate)
    monkeypatch.setattr(checked_plans, "allocate", watched)
    monkeypatch.setattr(explaining, "allocate", watched)
    return watched


async def counted(county: str) -> list[int]:
    """Count what a proposal keeps."""
    engine = create_async_engine(county)
    async with engine.connect() as connection:
        rows = [(await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() for table in KEPT]
    await engine.dispose()
    return rows


async def left(app: ASGIApp, query: str, solver: Watched) -> list[Message]:
    """Ask as a client who goes away once the solver is at work; return what was sent to her."""
    body = json.dumps({"query": query}).encode()
    headers = [(b"authorization", b"Bearer demo-county"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "headers": headers, "query_string": b""}
    messages, sent = [{"type": "http.request", "body": body, "more_body": False}], list[Message]()

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.to_thread(solver.asked.wait, LONGEST)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


async def test_a_client_who_goes_away_ends_her_proposal(county: str, solver: Watched) -> None:
    app = create_app(Settings(database_url=api_url(county), wall_key=WALL_KEY, demo=True))
    before = await counted(county)
    assert await left(app, PROPOSE, solver) == []
    assert await asyncio.to_thread(solver.ended.wait, LONGEST)
    assert isinstance(solver.error, NobodyWaitsError)
    await app.state.database.close()
    async with asked(county) as client:
        assert await codes(client, ALIVE) == []
    assert await counted(county) == before


async def test_a_client_who_goes_away_ends_her_question(county: str, solver: Watched) -> None:
    async with asked(county) as client:
        there = PROPOSE.replace("gone", "there")
        assert (await client.post("/graphql", json={"query": there})).json()["data"]["allocationPropose"] == {
            "__typename": "AllocationProposed"
        }
    for flag in (solver.asked, solver.ended):
        flag.clear()
    app = create_app(Settings(database_url=api_url(county), wall_key=WALL_KEY, demo=True))
    assert await left(app, WHAT_IF, solver) == []
    assert await asyncio.to_thread(solver.ended.wait, LONGEST)
    assert isinstance(solver.error, NobodyWaitsError)
    await app.state.database.close()


async def test_a_proposal_that_takes_longer_than_it_may_ends_its_solver_and_keeps_nothing(
    county: str, solver: Watched
) -> None:
    before = await counted(county)
    async with asked(county, limits=Limits(act_seconds=1)) as client:
        answer = await client.post("/graphql", json={"query": PROPOSE})
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (503, "TIMED_OUT")
        assert await codes(client, ALIVE) == []
    if solver.asked.is_set():  # the time may have ended while the problem was made
        assert await asyncio.to_thread(solver.ended.wait, LONGEST)
        assert isinstance(solver.error, NobodyWaitsError)
    assert await counted(county) == before


async def test_who_stays_is_answered_whether_or_not_she_sends_a_body(county: str) -> None:
    async with asked(county) as client:
        assert await codes(client, ALIVE) == []
        answer = await client.get("/graphql", params={"query": ALIVE})
    assert answer.json()["data"]["zones"]["totalCount"] > 0
