"""Bodies of requests: not larger than they may be, and not slower."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.edge_refusals import TooLarge, TooSlow
from service.limits import Limits
from service.refusing import refused


class TooLargeError(Exception):
    """The body went on past its limit."""


class TooSlowError(Exception):
    """The body did not end in time."""


class BodyLimit:
    """Refuses bodies over the limit with 413, whether or not their length was told, and slow ones with 408."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        uploads = request.headers.get("content-type", "").lower().startswith("multipart/")
        most = self._limits.upload_bytes if uploads else self._limits.document_bytes
        told = request.headers.get("content-length", "0")
        counted = _Counted(receive, most, asyncio.get_running_loop().time() + self._limits.body_seconds)
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        large = refused(request, TooLarge(self._limits.document_bytes, self._limits.upload_bytes), 413)
        if not (told.isascii() and told.isdigit()) or len(told) > len(str(most)) or int(told) > most:
            await large(scope, receive, send)
            return
        try:
            await self.app(scope, counted, watched)
        except TooLargeError:
            if not began:
                await large(scope, receive, send)
        except TooSlowError:
            if not began:
                await refused(request, TooSlow(self._limits.body_seconds), 408)(scope, receive, send)


class _Counted:
    """Receives a body, counting its bytes and its seconds; what comes after its end is nobody's hurry."""

    def __init__(self, receive: Receive, most: int, until: float) -> None:
        self._receive = receive
        self._most = most
        self._until = until
        self._came = 0
        self._ended = False

    async def __call__(self) -> Message:
        if self._ended:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise TooSlowError from error
        self._came += len(message.get("body", b""))
        if self._came > self._most:
            raise TooLargeError
        self._ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message
