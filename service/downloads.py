"""Workbooks to take away: the blank template for anybody, everything on file for those who may export."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from db.session import Busy, Database, DatabaseUnavailable
from intake.template import template
from resolvers.audit import note_refused
from resolvers.caller import Caller
from resolvers.gate import NotAllowed
from resolvers.intake import export_workbook
from service.graphql import SignIn, county_now, language_of, origin_of
from service.identity import identify, token_of
from terms.refusals import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATUS: dict[type[Refusal], int] = {NotAllowed: 403, DatabaseUnavailable: 503, Busy: 503}


def download_routes(database: Database, *, demo: bool) -> list[Route]:
    """Return the routes ``/template.xlsx`` and ``/export.xlsx``; the latter wants the bearer token of an exporter."""

    async def blank(_request: Request) -> Response:
        return _attachment(await asyncio.to_thread(template), "template.xlsx")

    async def everything(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            return _attachment(await export_workbook(caller), f"county-{caller.today().isoformat()}.xlsx")

        return await _as_caller(request, database, made, demo=demo)

    return [
        Route("/template.xlsx", blank, methods=["GET"]),
        Route("/export.xlsx", everything, methods=["GET"]),
    ]


async def _as_caller(
    request: Request, database: Database, answer: Callable[[Caller], Awaitable[Response]], *, demo: bool
) -> Response:
    """Answer the owner of the request's token; refusals as JSON with their code and message."""
    language = language_of(request)
    token = token_of(request.headers.get("authorization"))
    try:
        identity = None if token is None else await identify(database, token, demo=demo, now=county_now())
        if identity is None:
            return _refusal(401, SignIn(), language)
        caller = Caller(identity, database, county_now, language, origin_of(request))
        try:
            return await answer(caller)
        finally:
            await note_refused(caller)
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
    headers = {"www-authenticate": "Bearer"} if status == 401 else {}  # noqa: PLR2004  (unauthorised)
    return JSONResponse(
        {"code": refusal.code, "message": refusal.message(language)}, status_code=status, headers=headers
    )
