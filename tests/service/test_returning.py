"""Connections that break without a word: whoever returns finds what changed meanwhile, and no place is taken."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from db.embedded import EmbeddedPostgres
from service.limits import Limits
from tests.api.live_scene import ITEMS, WATCH
from tests.api.test_items_out_of_sight import tie
from tests.conftest import a_clone
from tests.service.following_scene import PATIENCE, Followers, followers

REQUEST = """POST /graphql HTTP/1.1\r
host: zones\r
authorization: {token}\r
accept: text/event-stream\r
content-type: application/json\r
content-length: {length}\r
\r
{body}"""
AT_ONCE = struct.pack("ii", 1, 0)
"""Lingering for no time: closing sends a reset and no farewell."""
FIRST = '"meeting":{"state":"CALLED"'


@pytest.fixture
async def another_database(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Give the address of a second database."""
    async with a_clone(postgres, template) as url:
        yield url


def break_off(writer: Any) -> None:
    """Break a connection off as a machine does that loses its power, where the network still says so."""
    held = writer.get_extra_info("socket")
    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.abort()


@asynccontextmanager
async def broken_stream(at: Followers, token: str) -> AsyncIterator[None]:
    """Follow the meeting by an event stream until the first view came, then break it off."""
    body = json.dumps({"query": WATCH, "variables": {"m": at.table.meeting}})
    place = urlsplit(at.address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(REQUEST.format(token=token, length=len(body), body=body).encode())
    async with asyncio.timeout(PATIENCE):
        await reader.readuntil(FIRST.encode())
    yield
    break_off(writer.transport)


@asynccontextmanager
async def broken_socket(at: Followers, token: str) -> AsyncIterator[None]:
    """Follow it over a WebSocket until the first view came, then break that off."""
    async with at.socket() as opened:
        await opened.introduce(token)
        await opened.follow()
        assert (await opened.hear())["payload"]["data"]["meetingChanged"]["meeting"]["state"] == "CALLED"
        yield
        break_off(opened.connection.transport)


async def back_by_stream(at: Followers, token: str, held: AsyncExitStack) -> Any:
    """Return what she sees who returns by an event stream as soon as she is let in, and stays."""
    while True:
        events = await held.enter_async_context(at.events(token))
        if events.answer.status_code == 200:
            return await events.meeting()
        assert json.loads(await events.answer.aread())["code"] == "TOO_MANY_STREAMS"


async def back_by_socket(at: Followers, token: str, held: AsyncExitStack) -> Any:
    """Return what she sees who returns over a WebSocket as soon as she is let in, and stays."""
    while True:
        opened = await held.enter_async_context(at.socket())
        await opened.say("connection_init", payload={"authorization": token})
        try:
            assert await opened.hear() == {"type": "connection_ack"}
        except ConnectionClosed:
            assert (await opened.closed())[1] == "TOO_MANY_STREAMS"
            continue
        await opened.follow()
        said = (await opened.hear())["payload"]
        if "data" in said:
            return said["data"]["meetingChanged"]["meeting"]
        assert [each["extensions"]["code"] for each in said] == ["TOO_MANY_STREAMS"]
        await opened.connection.close()


async def returned(database: str, *, hidden: bool) -> dict[str, list[Any]]:
    """Break off what P2 and P1 follow, deal with an item out of P2's sight, if there is one; return what both see."""
    items = ITEMS if hidden else [ITEMS[0], ITEMS[2]]
    async with followers(database, items, limits=Limits(streams=3)) as at:  # an event stream, a socket, and its one
        await tie(at.table.scene, "COUSIN", one="P2")
        tokens = {who: await at.token(who) for who in ("P2", "P1")}
        for token in tokens.values():
            async with broken_stream(at, token), broken_socket(at, token):
                pass
        await at.table.start()
        if hidden:
            await at.table.call(1)
            await at.table.done("itemVote", at.table.person("P1"), item=at.table.items[1], choice="FOR")
            await at.table.done("itemClose", item=at.table.items[1], closing="VOTED")
        await at.table.call(0)
        async with AsyncExitStack() as held, asyncio.timeout(PATIENCE):
            return {
                who: [await back(at, token, held) for back in (back_by_stream, back_by_socket)]
                for who, token in tokens.items()
            }


async def test_whoever_returns_finds_what_changed_and_the_barred_no_trace_of_the_item(
    database: str, another_database: str
) -> None:
    with_it, without = await returned(database, hidden=True), await returned(another_database, hidden=False)
    assert with_it["P2"] == without["P2"]
    live = with_it["P2"][0]["live"]
    assert (live["planned"], live["called"], live["closed"], live["rooms"][0]["onDeck"]["position"]) == (1, 1, 0, 2)
    assert [each["live"]["closed"] for each in with_it["P1"]] == [1, 1]
    assert with_it["P1"] != without["P1"]


@pytest.mark.parametrize(
    ("breaking", "back", "most"), [(broken_stream, back_by_stream, 1), (broken_socket, back_by_socket, 2)]
)
async def test_what_broke_off_takes_no_place_though_nothing_changes(
    database: str, breaking: Any, back: Any, most: int
) -> None:
    async with followers(database, limits=Limits(streams=most)) as at:
        token = await at.token("P1")
        async with breaking(at, token):
            pass
        async with AsyncExitStack() as held, asyncio.timeout(PATIENCE):
            assert (await back(at, token, held))["state"] == "CALLED"
