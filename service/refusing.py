"""How the edge says no outside of a GraphQL answer: one JSON shape for every path, status and language."""

import logging
import secrets
from typing import ClassVar

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from schema.errors import INTERNAL, SORRY
from terms.refusals import Refusal

log = logging.getLogger("zones")

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
HEADERS = {401: {"www-authenticate": "Bearer"}, 408: {"connection": "close"}, 413: {"connection": "close"}}


class NothingHere(Refusal):
    """A path where nothing is."""

    code: ClassVar[str] = "NOTHING_HERE"
    zh: ClassVar[str] = "此处没有内容。接口在 /graphql。"
    en: ClassVar[str] = "There is nothing here. The API is at /graphql."


class WrongMethod(Refusal):
    """A path that is there, asked by a method that it does not take."""

    code: ClassVar[str] = "METHOD_NOT_ALLOWED"
    zh: ClassVar[str] = "此处不接受{method}请求。"
    en: ClassVar[str] = "This is not asked by {method}."

    def __init__(self, method: str) -> None:
        super().__init__(method)
        self.method = method


class NotServed(Refusal):
    """A request that the server's own library refuses."""

    code: ClassVar[str] = "BAD_REQUEST"
    zh: ClassVar[str] = "请求无法处理。"
    en: ClassVar[str] = "The request cannot be served."


def language_of(request: Request | WebSocket) -> str:
    """Return the language of messages: Chinese where the client prefers it, else English."""
    return "zh" if request.headers.get("accept-language", "").lower().startswith("zh") else "en"


def media_type_of(accept: str) -> str:
    """Return the media type of an answer: GraphQL's own where the client names it, and before plain JSON."""
    for part in accept.lower().split(","):
        name = part.split(";")[0].strip()
        if name in {JSON, "*/*", "application/*"}:
            return JSON
        if name == GRAPHQL_JSON:
            return GRAPHQL_JSON
    return JSON


def refused(request: Request, refusal: Refusal, status: int, **extensions: object) -> Response:
    """Return a refusal as a GraphQL error; its code and message stand at the top, too, for who asks for a workbook."""
    message = refusal.message(language_of(request))
    return _response(request, {"code": refusal.code}, message, status, extensions)


def _response(
    request: Request, words: dict[str, object], message: str, status: int, extensions: dict[str, object]
) -> Response:
    body: dict[str, object] = {"errors": [{"message": message, "extensions": words}], **words, "message": message}
    if extensions:
        body["extensions"] = extensions
    accept = request.headers.get("accept", "")
    media_type = f"{media_type_of(accept)}; charset=utf-8"
    return Response(orjson.dumps(body), status_code=status, media_type=media_type, headers=HEADERS.get(status))


async def said_by_library(request: Request, error: Exception) -> Response:
    """Answer what the library refuses: an unknown path, a wrong method."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    refusal = {404: NothingHere(), 405: WrongMethod(request.method)}.get(status, NotServed())
    response = refused(request, refusal, status)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


class Masked:
    """Answers what nobody expected with a number; what happened stands in the log under it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an exception that comes back is logged, and ends the answer if one had begun."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            name = secrets.token_hex(8)
            log.error("masked error %s at %s", name, scope["path"], exc_info=error)  # noqa: TRY400  (the same words)
            if began:
                raise
            request = Request(scope)
            message = SORRY["zh" if language_of(request) == "zh" else "en"].format(id=name)
            await _response(request, {"code": INTERNAL, "id": name}, message, 500, {})(scope, receive, send)
