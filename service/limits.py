"""What a request may cost before it is looked at: bytes of its body; depth, aliases and tokens of its document."""

import json
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter, SchemaExtension

MOST_BYTES = 1024 * 1024
"""Of a JSON body."""
MOST_UPLOADED_BYTES = 32 * 1024 * 1024
"""Of a body with a workbook in it."""
DEEPEST = 20
MOST_ALIASES = 60
MOST_TOKENS = 5000
TOO_LARGE = {
    "errors": [
        {
            "message": "请求内容过大。The request is too large: 1 MiB for a document, 32 MiB with a workbook.",
            "extensions": {"code": "TOO_LARGE"},
        }
    ]
}

LIMITERS: tuple[Callable[[], SchemaExtension], ...] = (
    lambda: QueryDepthLimiter(max_depth=DEEPEST),
    lambda: MaxAliasesLimiter(max_alias_count=MOST_ALIASES),
    lambda: MaxTokensLimiter(max_token_count=MOST_TOKENS),
)


class TooLargeError(Exception):
    """The body went on past its limit."""


class BodyLimit:
    """Refuses bodies over the limit with 413, whether or not their length was told in advance."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        most = MOST_UPLOADED_BYTES if headers.get(b"content-type", b"").startswith(b"multipart/") else MOST_BYTES
        told = headers.get(b"content-length", b"0")
        came = 0
        began = False

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise TooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        if not told.isdigit() or int(told) > most:
            await _refuse(send)
            return
        try:
            await self.app(scope, counted, watched)
        except TooLargeError:
            if not began:
                await _refuse(send)


async def _refuse(send: Send) -> None:
    body = json.dumps(TOO_LARGE, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
