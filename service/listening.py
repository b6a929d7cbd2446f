"""Clients who go away before they are answered: what is under way for them ends then, and nothing of it is kept."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from starlette.types import Message, Receive

Answer = TypeVar("Answer")


class Line:
    """What a client sends: her body, which others read, and after it that she has gone."""

    def __init__(self, receive: Receive, *, has_body: bool) -> None:
        self._receive = receive
        self._read = asyncio.Event()
        if not has_body:
            self._read.set()

    async def __call__(self) -> Message:
        """Receive the next message."""
        message = await self._receive()
        if not message.get("more_body", False):
            self._read.set()
        return message

    async def ended(self) -> None:
        """Return when the client has gone; only once nobody reads her body any more."""
        await self._read.wait()
        with suppress(OSError):
            while (await self._receive())["type"] != "http.disconnect":
                pass


async def while_there(line: Line, answering: Coroutine[Any, Any, Answer]) -> Answer | None:
    """Return the answer, or None if the client went away before: then whatever is done for it is cancelled."""
    tasks = answer, left = asyncio.create_task(answering), asyncio.create_task(line.ended())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return await answer if answer.done() else None
    finally:
        answer.cancel()
        left.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
