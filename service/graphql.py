"""The GraphQL endpoint: who asks, in which language, over which database; answers as fast JSON."""

from datetime import datetime
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from db.session import Database, DatabaseUnavailable
from resolvers.caller import Caller, Identity
from schema.context import Context
from schema.root import Schema
from service.identity import identify, token_of
from terms.periods import COUNTY_TIME

SIGN_IN = {
    "zh": "请使用有效的令牌登录：请求头 Authorization: Bearer <令牌>。",
    "en": "Sign in with a valid token: send the header Authorization: Bearer <token>.",
}


def language_of(request: Request | WebSocket) -> str:
    """Return the language of messages: Chinese where the client prefers it, else English."""
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def county_now() -> datetime:
    """Return the present moment."""
    return datetime.now(COUNTY_TIME)


class Endpoint:
    """Lets in only requests with a known token, and hands them to strawberry with their caller."""

    def __init__(self, schema: Schema, database: Database, *, demo: bool) -> None:
        self._database = database
        self._demo = demo
        self._graphql = _View(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            multipart_uploads_enabled=True,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Identify, then answer; 401 without a known token, 503 while the database is away."""
        if scope["type"] != "http":
            await WebSocket(scope, receive, send).close(code=4403, reason="Subscriptions come with the meetings.")
            return
        request = Request(scope, receive)
        language = language_of(request)
        token = token_of(request.headers.get("authorization"))
        try:
            identity = None if token is None else await self._identify(token)
        except DatabaseUnavailable as refusal:
            await _refusal(503, refusal.code, refusal.message(language))(scope, receive, send)
            return
        if identity is None:
            await _refusal(401, "UNAUTHENTICATED", SIGN_IN[language])(scope, receive, send)
            return
        caller = Caller(identity=identity, database=self._database, clock=county_now, language=language)
        scope.setdefault("state", {})["context"] = Context(caller)
        await self._graphql(scope, receive, send)

    async def _identify(self, token: str) -> Identity | None:
        return await identify(self._database, token, demo=self._demo, now=county_now())


class _View(GraphQL[Context, None]):
    """Strawberry's view with our context and a faster encoder."""

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


def _refusal(status: int, code: str, message: str) -> Response:
    headers = {"www-authenticate": "Bearer"} if status == 401 else {}  # noqa: PLR2004  (unauthorised)
    body = {"data": None, "errors": [{"message": message, "extensions": {"code": code}}]}
    return JSONResponse(body, status_code=status, headers=headers)
