"""The real service on a real port, with a meeting in its database and people who follow it over the network."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

from db.wall import api_url
from service.app import create_app
from service.settings import Settings
from tests.api.live_scene import WATCH, Table, table
from tests.conftest import WALL_KEY
from tests.web.browser import served

PATIENCE = 30.0
PROTOCOL: Any = "graphql-transport-ws"
ISSUE = """
INSERT INTO access_tokens (county_id, label, role, sha256, holder, person_id, organ_id, expires_at)
SELECT c.id, :label, :role, :sha256, '', :person, :organ, now() + interval '1 day' FROM counties AS c"""
REVOKE = "UPDATE access_tokens SET revoked_at = now(), revoked_by = 'test' WHERE label = :label"
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE :name"""


@dataclass(slots=True)
class Followers:
    """A meeting with its service, at an address."""

    table: Table
    address: str

    async def token(self, who: str, role: str = "INVESTIGATOR") -> str:
        """Issue a token for a person by number, or for an office, and return it."""
        secret = f"zt_{who}"
        person = self.table.scene.ids.get(who)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        await self.table.sql(ISSUE, label=who, role=role, sha256=digest, person=person, organ=None)
        return f"Bearer {secret}"

    @asynccontextmanager
    async def events(self, token: str, document: str = WATCH, **headers: str) -> AsyncIterator["Events"]:
        """Follow the meeting by an event stream."""
        asked = {"query": document, "variables": {"m": self.table.meeting}}
        given = {"authorization": token, "accept": "text/event-stream", **headers}
        async with (
            httpx.AsyncClient(base_url=self.address, timeout=PATIENCE) as client,
            client.stream("POST", "/graphql", json=asked, headers=given) as answer,
        ):
            yield Events(answer)

    @asynccontextmanager
    async def socket(self, **options: Any) -> AsyncIterator["Socket"]:
        """Open a socket."""
        address = self.address.replace("http://", "ws://") + "/graphql"
        async with connect(address, **{"subprotocols": [PROTOCOL], **options}) as connection:
            yield Socket(connection, self.table.meeting)


class Events:
    """An event stream as it comes."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def event(self) -> tuple[str, Any]:
        """Return the name and the data of the next event."""
        name, data = "", ""
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines:
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    data = value
                elif not line and name:
                    break
        return name, json.loads(data) if data else None

    async def meeting(self) -> Any:
        """Return the meeting of the next event."""
        name, payload = await self.event()
        assert name == "next", (name, payload)
        assert "errors" not in payload, payload
        return payload["data"]["meetingChanged"]["meeting"]

    async def live(self, called: int) -> Any:
        """Return what is live once so many items are called: of a view read while it changes the next is right."""
        while (live := (await self.meeting())["live"])["called"] != called:
            pass
        return live


class Socket:
    """A socket that speaks the protocol."""

    def __init__(self, connection: ClientConnection, meeting: str) -> None:
        self.connection = connection
        self._meeting = meeting

    async def say(self, kind: str, **more: Any) -> None:
        """Send a message."""
        await self.connection.send(json.dumps({"type": kind, **more}))

    async def hear(self) -> dict[str, Any]:
        """Return the next message."""
        async with asyncio.timeout(PATIENCE):
            message: dict[str, Any] = json.loads(await self.connection.recv())
        return message

    async def introduce(self, token: str) -> None:
        """Say who one is, and be let in."""
        await self.say("connection_init", payload={"authorization": token})
        assert await self.hear() == {"type": "connection_ack"}

    async def follow(self, key: str = "1", document: str = WATCH) -> None:
        """Subscribe to the meeting."""
        await self.say("subscribe", id=key, payload={"query": document, "variables": {"m": self._meeting}})

    async def closed(self) -> tuple[int, str]:
        """Return with which code and reason the service closes it."""
        async with asyncio.timeout(PATIENCE):
            await self.connection.wait_closed()
        return self.connection.close_code or 0, self.connection.close_reason or ""


@asynccontextmanager
async def followers(
    database: str, items: list[dict[str, Any]] | None = None, **settings: Any
) -> AsyncIterator[Followers]:
    """Serve a meeting of a test's own."""
    app = create_app(Settings(database_url=api_url(database), wall_key=WALL_KEY, **settings))
    async with table(database, items) as found, served(app) as address:
        yield Followers(found, address)
