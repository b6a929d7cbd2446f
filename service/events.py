"""A subscription as an event stream: the protocol graphql-sse in its distinct mode, one request for each."""

import asyncio
from contextlib import suppress
from typing import Final

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.streams import CHECK, Payload, Stream, refusal_said
from terms.refusals import Refusal

EVENTS: Final = "text/event-stream"


def takes_events(accept: str) -> bool:
    """Tell whether a client takes an event stream."""
    return any(part.split(";")[0].strip().lower() == EVENTS for part in accept.split(","))


class EventStream(Response):
    """Answers with events until the subscription ends or the client leaves; a comment keeps it awake."""

    media_type = EVENTS

    def __init__(self, stream: Stream, language: str) -> None:
        super().__init__(headers={"x-accel-buffering": "no"})
        del self.headers["content-length"]
        self._stream = stream
        self._language = language
        self._writing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the events."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        tasks = [asyncio.create_task(each) for each in (self._run(send), _left(receive), self._keep_awake(send))]
        running = tasks[0]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, send: Send) -> None:
        async def following(payload: Payload) -> None:
            await self._write(send, b"event: next\ndata: " + orjson.dumps(payload, default=str) + b"\n\n")

        try:
            await self._stream.run(following)
        except Refusal as refusal:
            await following({"data": None, "errors": refusal_said(refusal, self._language)})
        await self._write(send, b"event: complete\ndata:\n\n", more=False)

    async def _keep_awake(self, send: Send) -> None:
        while True:
            await asyncio.sleep(CHECK)
            await self._write(send, b":\n\n")

    async def _write(self, send: Send, body: bytes, *, more: bool = True) -> None:
        async with self._writing:
            await send({"type": "http.response.body", "body": body, "more_body": more})


async def _left(receive: Receive) -> None:
    """Return when the client has gone."""
    with suppress(OSError):
        while (await receive())["type"] != "http.disconnect":
            pass
