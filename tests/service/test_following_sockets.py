"""Subscriptions over WebSockets: the protocol graphql-transport-ws as others speak it, and the door before it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from service.limits import Limits
from tests.api.live_scene import LOOK, WATCH
from tests.service.following_scene import REVOKE, Followers, followers


@pytest.fixture
async def at(database: str) -> AsyncIterator[Followers]:
    """Give a served meeting of the test's own."""
    async with followers(database, origins=("https://office.example",)) as found:
        yield found


async def test_a_subscription_goes_on_until_it_is_completed(at: Followers) -> None:
    token = await at.token("P1")
    async with at.socket() as socket:
        assert socket.connection.subprotocol == "graphql-transport-ws"
        await socket.introduce(token)
        await socket.follow("a")
        first = await socket.hear()
        assert (first["id"], first["type"]) == ("a", "next")
        assert first["payload"]["data"]["meetingChanged"]["meeting"]["state"] == "CALLED"
        await socket.say("ping")
        assert await socket.hear() == {"type": "pong"}
        await at.table.start()
        assert (await socket.hear())["payload"]["data"]["meetingChanged"]["meeting"]["state"] == "RUNNING"
        await socket.say("complete", id="a")
        await socket.say("pong")
        await at.table.call(0)
        await socket.follow("a", "subscription W($m: ID!) { meetingChanged(meeting: $m) { meeting { state } } }")
        again = await socket.hear()
        assert again == {
            "id": "a",
            "type": "next",
            "payload": {"data": {"meetingChanged": {"meeting": {"state": "RUNNING"}}}},
        }


async def test_the_token_may_come_in_the_handshake_too(at: Followers) -> None:
    async with at.socket(additional_headers={"authorization": await at.token("P1")}) as socket:
        await socket.say("connection_init")
        assert await socket.hear() == {"type": "connection_ack"}


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ({"type": "subscribe", "id": "1", "payload": {"query": WATCH}}, (4401, "Unauthorized")),
        ({"type": "connection_init"}, (4403, "UNAUTHENTICATED")),
        ({"type": "connection_init", "payload": {"authorization": "Bearer nobody"}}, (4403, "UNAUTHENTICATED")),
        ({"type": "connection_init", "payload": {"authorization": 5}}, (4403, "UNAUTHENTICATED")),
        ({"type": "connection_init", "payload": []}, (4403, "UNAUTHENTICATED")),
        ({"type": "connection_init", "payload": [1]}, (4400, "Invalid connection init payload")),
        ({"type": 5}, (4400, "Failed to parse message")),
        ([], (4400, "Failed to parse message")),
    ],
)
async def test_nobody_comes_in_who_does_not_say_who_she_is(at: Followers, said: Any, closed: tuple[int, str]) -> None:
    async with at.socket() as socket:
        await socket.connection.send(json.dumps(said))
        assert await socket.closed() == closed


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ("{", (4400, "WebSocket message must be valid JSON")),
        (b"{}", (4400, "WebSocket message type must be text")),
        ('{"type": "connection_init"}', (4429, "Too many initialisation requests")),
        ('{"type": "start"}', (4400, "Unknown message type")),
        ('{"type": "subscribe", "payload": {}}', (4400, "A subscription needs an id")),
        ('{"type": "subscribe", "id": "1", "payload": {}}', (4409, "Subscriber for 1 already exists")),
    ],
)
async def test_what_is_against_the_protocol_closes_the_socket(
    at: Followers, said: str | bytes, closed: tuple[int, str]
) -> None:
    token = await at.token("P1")
    async with at.socket() as socket:
        await socket.introduce(token)
        await socket.follow("1")
        await socket.connection.send(said)
        assert await socket.closed() == closed


async def test_a_message_too_big_closes_the_socket(database: str) -> None:
    async with followers(database, limits=Limits(document_bytes=2000)) as at:
        token = await at.token("P1")
        async with at.socket() as socket:
            await socket.introduce(token)
            await socket.say("ping", payload={"long": "长" * 2000})
            assert (await socket.closed())[0] == 1009


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": LOOK, "variables": {"m": "x"}}, "ONLY_SUBSCRIPTIONS"),
        ({"query": 'mutation { itemCall(input: {item: "x"}) { __typename } }'}, "ONLY_SUBSCRIPTIONS"),
        ({"query": "subscription { nothing }"}, "BAD_REQUEST"),
        ({"query": "subscription {"}, "BAD_REQUEST"),
        ({"query": ""}, "BAD_REQUEST"),
        ({"query": "{ __schema { description } }"}, "INTROSPECTION_OFF"),
        ({"documentId": "sha256:0"}, "DOCUMENT_NOT_TRUSTED"),
        (None, "BAD_REQUEST"),
        ([], "BAD_REQUEST"),
    ],
)
async def test_what_is_no_subscription_is_an_error_of_its_own(at: Followers, payload: Any, code: str) -> None:
    token = await at.token("P1")
    async with at.socket() as socket:
        await socket.introduce(token)
        await socket.say("subscribe", id="1", payload=payload)
        said = await socket.hear()
        assert (said["id"], said["type"]) == ("1", "error")
        assert [error["extensions"]["code"] for error in said["payload"]] == [code]
        await socket.follow("1")
        assert (await socket.hear())["type"] == "next"


async def test_a_meeting_out_of_sight_is_said_once_and_over(at: Followers) -> None:
    token = await at.token("P3")
    async with at.socket(additional_headers={"accept-language": "zh"}) as socket:
        await socket.introduce(token)
        await socket.follow()
        said = await socket.hear()
        (error,) = said["payload"]["errors"]
        assert (error["extensions"]["code"], error["message"][:5]) == ("NOT_FOUND", "未找到会议")
        assert await socket.hear() == {"id": "1", "type": "complete"}


async def test_whoever_may_no_more_come_in_is_put_out(at: Followers) -> None:
    token = await at.token("P1")
    async with at.socket() as socket:
        await socket.introduce(token)
        await socket.follow()
        await socket.hear()
        await at.table.sql(REVOKE, label="P1")
        await at.table.start()
        assert await socket.closed() == (4403, "UNAUTHENTICATED")


async def test_sockets_and_what_is_followed_over_them_count(database: str) -> None:
    async with followers(database, limits=Limits(streams=2)) as at:
        token = await at.token("P1")
        async with at.socket() as socket:
            await socket.introduce(token)
            await socket.follow("1")
            await socket.hear()
            await socket.follow("2")
            said = await socket.hear()
            assert (said["id"], said["payload"][0]["extensions"]["code"]) == ("2", "TOO_MANY_STREAMS")
            async with at.socket() as second:
                await second.say("connection_init", payload={"authorization": token})
                assert await second.closed() == (1013, "TOO_MANY_STREAMS")


async def test_another_subprotocol_is_not_spoken(at: Followers) -> None:
    async with at.socket(subprotocols=["graphql-ws"]) as socket:
        assert await socket.closed() == (4406, "Subprotocol not acceptable")
        with pytest.raises(ConnectionClosed):
            await socket.connection.send("{}")


@pytest.mark.parametrize(
    ("origin", "is_welcome"),
    [("https://office.example", True), ("HERE", True), ("https://elsewhere.example", False), ("null", False)],
)
async def test_pages_of_other_sites_are_let_in_by_the_list_alone(at: Followers, origin: str, is_welcome: bool) -> None:  # noqa: FBT001
    said = at.address if origin == "HERE" else origin
    if is_welcome:
        async with at.socket(origin=said) as socket:
            assert socket.connection.subprotocol
    else:
        with pytest.raises(InvalidStatus) as refused:
            async with at.socket(origin=said):
                pass
        assert refused.value.response.status_code == 403
