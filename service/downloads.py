"""Workbooks to take away: the blank template for anybody, everything on file for those who may export."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.database_errors import ALLOWANCE, Allowance, Busy, DatabaseUnavailable
from intake.template import template
from resolvers.audit import note_refused
from resolvers.caller import Caller
from resolvers.gate import NotAllowed, NotFound
from resolvers.intake import export_workbook
from service.door import STATUS as AT_THE_DOOR
from service.door import Door, headers_of
from service.edge_refusals import TimedOut
from service.limits import Limits
from service.provider import ProviderAway
from service.refusing import language_of, refused
from terms.refusals import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


STATUS: Mapping[type[Refusal], int] = {
    **AT_THE_DOOR,
    NotAllowed: 403,
    NotFound: 404,
    DatabaseUnavailable: 503,
    Busy: 503,
    ProviderAway: 503,
    TimedOut: 503,
}


def download_routes(door: Door, limits: Limits) -> list[Route]:
    """Return the routes ``/template.xlsx`` and ``/export.xlsx``; the latter wants the bearer token of an exporter."""

    async def blank(_request: Request) -> Response:
        return attachment(await asyncio.to_thread(template), "template.xlsx")

    async def everything(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            return attachment(await export_workbook(caller), f"county-{caller.today().isoformat()}.xlsx")

        return await as_caller(request, door, made, limits)

    return [
        Route("/template.xlsx", blank, methods=["GET"]),
        Route("/export.xlsx", everything, methods=["GET"]),
    ]


async def as_caller(
    request: Request,
    door: Door,
    answer: Callable[[Caller], Awaitable[Response]],
    limits: Limits,
    statuses: Mapping[type[Refusal], int] = STATUS,
) -> Response:
    """Answer the owner of the request's token."""
    return await answered(request, lambda: door.caller_of(request, language_of(request)), answer, limits, statuses)


async def answered(
    request: Request,
    asked_by: Callable[[], Awaitable[Caller]],
    answer: Callable[[Caller], Awaitable[Response]],
    limits: Limits,
    statuses: Mapping[type[Refusal], int] = STATUS,
) -> Response:
    """Answer whoever asks; refusals as JSON with their code and message."""
    counted = ALLOWANCE.set(Allowance(limits.act_statements))
    timeout = asyncio.timeout(limits.act_seconds)
    try:
        async with timeout:
            caller = await asked_by()
            try:
                return await answer(caller)
            finally:
                await note_refused(caller)
    except TimeoutError:
        if not timeout.expired():
            raise
        return refused(request, TimedOut(limits.act_seconds), STATUS[TimedOut])
    except Refusal as refusal:
        response = refused(request, refusal, statuses.get(type(refusal), 409))
        response.headers.update(headers_of(refusal))
        return response
    finally:
        ALLOWANCE.reset(counted)


def attachment(content: bytes, name: str, kind: str = XLSX) -> Response:
    """Return a file to be saved under a name."""
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
