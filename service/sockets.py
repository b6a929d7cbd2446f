"""Subscriptions over a WebSocket: the protocol graphql-transport-ws, for subscriptions alone.

The token comes in ``connection_init`` as ``authorization``, as browsers set no headers here, or in the handshake's
header. A page of another site is let in only where it is on the list.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import orjson
from cross_web import HTTPException
from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from db.database_errors import Busy, DatabaseUnavailable
from resolvers.caller import Caller
from schema.errors import readable
from service.admission import Admission
from service.door import AWAY, Door, SignIn, status_of
from service.edge_refusals import OnlySubscriptions
from service.provider import ProviderAway
from service.reading import request_of
from service.refusing import language_of
from service.socket_messages import (
    FORBIDDEN,
    GONE,
    INTRODUCTION,
    NOT_ACCEPTABLE,
    PROTOCOL,
    TAKEN,
    TOO_LATE,
    TOO_OFTEN,
    TRY_LATER,
    UNAUTHORIZED,
    UNREADABLE,
    Closed,
    message_of,
)
from service.streams import CHECK, Follower, Payload, Send, Stream, Streams, Wanted
from service.trusted import TrustedDocuments
from service.unreadable import Unreadable
from terms.refusals import Refusal


class Sockets:
    """Answers WebSockets."""

    def __init__(
        self, admission: Admission, documents: TrustedDocuments, door: Door, streams: Streams, origins: Sequence[str]
    ) -> None:
        self.admission = admission
        self.documents = documents
        self.door = door
        self.streams = streams
        self._origins = frozenset(origin.lower() for origin in origins)

    async def answer(self, websocket: WebSocket) -> None:
        """Serve one socket to its end."""
        if not self._is_welcome(websocket):
            await websocket.close()  # before it is accepted: 403
            return
        if PROTOCOL not in websocket.scope.get("subprotocols", ()):
            await websocket.accept()
            await websocket.close(NOT_ACCEPTABLE, "Subprotocol not acceptable")
            return
        await websocket.accept(subprotocol=PROTOCOL)
        try:
            await _Socket(self, websocket).serve()
        except Closed as closed:
            with suppress(*GONE):
                await websocket.close(closed.code, closed.reason)
        except GONE:
            pass

    def _is_welcome(self, websocket: WebSocket) -> bool:
        """Tell whether a page may open a socket here: of this very site, or of one on the list; or it is no page."""
        origin = websocket.headers.get("origin")
        if origin is None or origin.lower() in self._origins:
            return True
        return urlsplit(origin).netloc.lower() == websocket.headers.get("host", "").lower()


class _Socket:
    """One socket, its caller and its subscriptions."""

    def __init__(self, sockets: Sockets, websocket: WebSocket) -> None:
        self._sockets = sockets
        self._websocket = websocket
        self._most = sockets.streams.limits.document_bytes
        self._language = language_of(websocket)
        self._authorization: str | None = None
        self._sending = asyncio.Lock()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Fails with what closes the socket, whichever subscription finds it."""

    async def serve(self) -> None:
        """Let her introduce herself, and then do what her messages say, until one of both ends it."""
        caller = await self._introduced()
        try:
            with self._sockets.streams.slot(caller.identity.principal):
                await self._send({"type": "connection_ack"})
                tasks = [asyncio.create_task(each) for each in (self._listen(caller), self._keep_awake(caller))]
                try:
                    done, _ = await asyncio.wait([self._end, *tasks], return_when=asyncio.FIRST_COMPLETED)
                    for each in done:
                        await each
                finally:
                    await self._end_all([*tasks, *self._running.values()])
        except Refusal as refusal:
            raise Closed(TRY_LATER if status_of(refusal) == AWAY else FORBIDDEN, refusal.code) from None

    async def _introduced(self) -> Caller:
        try:
            async with asyncio.timeout(INTRODUCTION):
                message = await message_of(self._websocket, self._most)
        except TimeoutError:
            raise Closed(TOO_LATE, "Connection initialisation timeout") from None
        if message["type"] != "connection_init":
            raise Closed(UNAUTHORIZED, "Unauthorized")
        said = message.get("payload") or {}
        if not isinstance(said, Mapping):
            raise Closed(UNREADABLE, "Invalid connection init payload")
        words = {str(name).lower(): value for name, value in said.items()}
        given = words.get("authorization")
        self._authorization = given if isinstance(given, str) else self._websocket.headers.get("authorization")
        try:
            return await self._sockets.door.caller_of(
                self._websocket, self._language, authorization=self._authorization
            )
        except Refusal as refusal:
            raise Closed(TRY_LATER if status_of(refusal) == AWAY else FORBIDDEN, refusal.code) from None

    async def _listen(self, caller: Caller) -> None:
        while True:
            message = await message_of(self._websocket, self._most)
            match message["type"]:
                case "ping":
                    await self._send({"type": "pong"})
                case "pong":
                    pass
                case "subscribe":
                    self._subscribe(caller, message)
                case "complete":
                    task = self._running.pop(str(message.get("id")), None)
                    if task is not None:
                        task.cancel()
                case "connection_init":
                    raise Closed(TOO_OFTEN, "Too many initialisation requests")
                case _:
                    raise Closed(UNREADABLE, "Unknown message type")

    def _subscribe(self, caller: Caller, message: Mapping[str, Any]) -> None:
        key = message.get("id")
        if not isinstance(key, str) or not key:
            raise Closed(UNREADABLE, "A subscription needs an id")
        if key in self._running:
            raise Closed(TAKEN, f"Subscriber for {key[:80]} already exists")
        self._running[key] = asyncio.create_task(self._run(key, caller, message.get("payload")))

    async def _run(self, key: str, caller: Caller, given: Any) -> None:
        """Follow one subscription to its end; what cannot be meant is its error, and closes nothing."""

        async def following(payload: Payload) -> None:
            await self._send({"id": key, "type": "next", "payload": payload})

        try:
            await self._follow(caller, given, following)
            await self._send({"id": key, "type": "complete"})
        except (SignIn, ProviderAway) as refusal:  # nobody is left to follow anything
            if not self._end.done():
                self._end.set_exception(refusal)
        except GONE:
            pass
        except Exception as error:  # noqa: BLE001  (masked and logged as any other)
            cause = error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
            with suppress(*GONE):
                payload = [readable(cause, self._language).formatted]
                await self._send({"id": key, "type": "error", "payload": payload})
        finally:
            self._running.pop(key, None)

    async def _follow(self, caller: Caller, given: Any, following: Send) -> None:
        streams = self._sockets.streams
        follower = Follower(caller, self._authorization, self._sockets.admission.bill(caller.identity))
        wanted = self._wanted(follower, given)
        with streams.slot(caller.identity.principal):
            await Stream(streams, follower, wanted).run(following)

    def _wanted(self, follower: Follower, given: Any) -> Wanted:
        """Let a subscription in as any other document.

        Raises:
            GraphQLError, Refusal: it cannot be read, does not fit the schema, costs too much, or is no subscription.
        """
        sockets = self._sockets
        try:
            data = request_of(given, sockets.documents)
        except HTTPException as said:
            raise Unreadable(said.reason) from said
        text = data.query or ""
        sockets.documents.require(text)
        identity, bill = follower.caller.identity, follower.bill
        admitted = sockets.admission.admit(text, data.operation_name, data.variables or {}, identity, bill)
        for found in sockets.admission.documents.faults(text, sockets.admission.schema):
            raise found
        if not admitted.is_stream:
            raise OnlySubscriptions
        return Wanted(data, admitted.estimated)

    async def _keep_awake(self, caller: Caller) -> None:
        """Ask at the door again from time to time, and send something, so that nobody in between hangs up."""
        while True:
            await asyncio.sleep(CHECK)
            with suppress(DatabaseUnavailable, Busy):
                await self._sockets.door.check_again(self._authorization, caller.identity)
            await self._send({"type": "ping"})

    async def _send(self, message: Mapping[str, Any]) -> None:
        async with self._sending:
            if self._websocket.application_state is not WebSocketState.CONNECTED:
                raise WebSocketDisconnect
            await self._websocket.send_text(orjson.dumps(message, default=str).decode())

    async def _end_all(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._end.cancel()
