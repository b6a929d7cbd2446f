"""The GraphQL endpoint: who asks, in which language, over which database; answers as fast JSON."""

from typing import Any, TypeAlias

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.exceptions import HTTPException as FormUnreadable
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLRequestData
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from schema.context import Context
from schema.root import Schema
from service.door import Door, headers_of, status_of
from service.unreadable import MALFORMED, MethodNotAllowed, Unreadable
from terms.refusals import Refusal

Parsed: TypeAlias = GraphQLRequestData | list[GraphQLRequestData]
MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put before UTF-8."""


def language_of(request: Request | WebSocket) -> str:
    """Return the language of messages: Chinese where the client prefers it, else English."""
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


class Endpoint:
    """Lets in only requests with a known token, and hands them to strawberry with their caller."""

    def __init__(self, schema: Schema, door: Door) -> None:
        self._door = door
        self._graphql = _View(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            multipart_uploads_enabled=True,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identify, then answer: 405 unless POST, 401 without a known token, 429 after too many, 503 while away."""
        if scope["type"] != "http":
            await WebSocket(scope, receive, send).close(code=4403, reason="Subscriptions come with the meetings.")
            return
        request = Request(scope, receive)
        language = language_of(request)
        if request.method != "POST":
            await _refusal(405, MethodNotAllowed(request.method), language)(scope, receive, send)
            return
        try:
            caller = await self._door.caller_of(request, language)
        except Refusal as refusal:
            await _refusal(status_of(refusal), refusal, language)(scope, receive, send)
            return
        scope.setdefault("state", {})["context"] = Context(caller)
        await self._graphql(scope, receive, send)


class _View(GraphQL[Context, None]):
    """Strawberry's view with our context, a faster encoder, and words for requests that cannot be read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what cannot be read is refused in the client's language, never with a stack trace."""
        request = Request(scope, receive)
        try:
            response = await self.run(request)
        except ClientDisconnect:
            return
        except HTTPException as said:
            response = _refusal(said.status_code, Unreadable(said.reason), language_of(request))
        finally:
            await request.close()  # files of an upload
        await response(scope, receive, send)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> Parsed:
        """Read the request; strawberry trusts the shape of what it decoded, so whatever it trips over is refused."""
        try:
            return await super().parse_http_body(request)
        except (AttributeError, LookupError, TypeError, ValueError, FormUnreadable) as error:
            raise HTTPException(400, MALFORMED) from error

    async def parse_multipart(self, request: AsyncHTTPRequestAdapter) -> dict[str, str]:
        """Read a form with an upload; its document and its map are texts, never files themselves."""
        form = (await request.get_form_data()).form
        if not all(isinstance(form.get(name, ""), str) for name in ("operations", "map")):
            raise HTTPException(400, MALFORMED)
        return await super().parse_multipart(request)

    def decode_json(self, data: str | bytes) -> object:
        """Read JSON of UTF-8, with or without a byte order mark; lone surrogates and bottomless nesting are refused."""
        return orjson.loads(data.removeprefix(MARK) if isinstance(data, bytes) else data)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        """Return the context that the endpoint made."""
        context: Context = request.scope["state"]["context"]
        return context

    def encode_json(self, data: object) -> str | bytes:
        """Return the answer as JSON."""
        return orjson.dumps(data, default=_plain)


def _plain(value: object) -> Any:
    """Say numbers that JSON's encoder does not know; anything else is a mistake of ours."""
    if isinstance(value, int):
        return str(value)
    raise TypeError(type(value))


HEADERS = {405: {"allow": "POST"}}


def _refusal(status: int, refusal: Refusal, language: str) -> Response:
    body = {"data": None, "errors": [{"message": refusal.message(language), "extensions": {"code": refusal.code}}]}
    return JSONResponse(body, status_code=status, headers=HEADERS.get(status) or headers_of(refusal))
