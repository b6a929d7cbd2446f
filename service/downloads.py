"""Workbooks to take away: the blank template for anybody, everything on file for those who may export."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from db.session import Busy, DatabaseUnavailable
from intake.template import template
from resolvers.caller import Caller
from resolvers.gate import NotAllowed
from resolvers.intake import export_workbook
from service.door import STATUS as AT_THE_DOOR
from service.door import Door, headers_of
from service.graphql import language_of
from service.provider import ProviderAway
from terms.refusals import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATUS: dict[type[Refusal], int] = {
    **AT_THE_DOOR,
    NotAllowed: 403,
    DatabaseUnavailable: 503,
    Busy: 503,
    ProviderAway: 503,
}


def download_routes(door: Door) -> list[Route]:
    """Return the routes ``/template.xlsx`` and ``/export.xlsx``; the latter wants the bearer token of an exporter."""

    async def blank(_request: Request) -> Response:
        return _attachment(await asyncio.to_thread(template), "template.xlsx")

    async def everything(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            return _attachment(await export_workbook(caller), f"county-{caller.today().isoformat()}.xlsx")

        return await _as_caller(request, door, made)

    return [
        Route("/template.xlsx", blank, methods=["GET"]),
        Route("/export.xlsx", everything, methods=["GET"]),
    ]


async def _as_caller(request: Request, door: Door, answer: Callable[[Caller], Awaitable[Response]]) -> Response:
    """Answer the owner of the request's token; refusals as JSON with their code and message."""
    language = language_of(request)
    try:
        return await answer(await door.caller_of(request, language))
    except Refusal as refusal:
        return _refusal(STATUS.get(type(refusal), 409), refusal, language)


def _attachment(content: bytes, name: str) -> Response:
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    return Response(content, media_type=XLSX, headers=headers)


def _refusal(status: int, refusal: Refusal, language: str) -> Response:
    body = {"code": refusal.code, "message": refusal.message(language)}
    return JSONResponse(body, status_code=status, headers=headers_of(refusal))
