"""Files to take away: workbooks for those who may export, the papers of meetings, calendars at private addresses."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.database_errors import ALLOWANCE, Allowance, Busy, DatabaseUnavailable
from db.tables import CalendarFeed
from intake.template import template
from resolvers.audit import note_refused
from resolvers.calendar_feeds import calendar_of
from resolvers.caller import Caller
from resolvers.gate import NotAllowed, NotFound
from resolvers.intake import export_workbook
from resolvers.meeting_papers import Paper, paper
from schema.meetings import Meeting
from schema.nodes import BadId, key_of
from service.door import STATUS as AT_THE_DOOR
from service.door import Door, headers_of
from service.edge_refusals import TimedOut
from service.limits import Limits
from service.provider import ProviderAway
from service.refusing import language_of, refused
from terms.refusals import Refusal
from terms.things import Thing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ICS = "text/calendar; charset=utf-8"
PAPERS = {which.value: which for which in Paper}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATUS: dict[type[Refusal], int] = {
    **AT_THE_DOOR,
    NotAllowed: 403,
    NotFound: 404,
    BadId: 404,
    DatabaseUnavailable: 503,
    Busy: 503,
    ProviderAway: 503,
    TimedOut: 503,
}


def download_routes(door: Door, limits: Limits) -> list[Route]:
    """Return the routes ``/template.xlsx`` and ``/export.xlsx``; the latter wants the bearer token of an exporter."""

    async def blank(_request: Request) -> Response:
        return _attachment(await asyncio.to_thread(template), "template.xlsx")

    async def everything(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            return _attachment(await export_workbook(caller), f"county-{caller.today().isoformat()}.xlsx")

        return await _as_caller(request, door, made, limits)

    async def of_meeting(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            key, which = request.path_params["meeting"], PAPERS.get(request.path_params["paper"])
            if which is None:
                raise NotFound(Thing.PAPER, request.path_params["paper"])
            content = await paper(caller, key_of(key, Meeting), which, key=key)
            return _attachment(content, which.value, XLSX if which.value.endswith(".xlsx") else DOCX)

        return await _as_caller(request, door, made, limits)

    async def calendar(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            return Response(await calendar_of(caller, found[1]), media_type=ICS)

        found: tuple[Caller, CalendarFeed]

        async def reader() -> Caller:
            nonlocal found
            found = await door.reader_of_feed(request, request.path_params["secret"])
            return found[0]

        return await _answered(request, reader, made, limits)

    return [
        Route("/template.xlsx", blank, methods=["GET"]),
        Route("/export.xlsx", everything, methods=["GET"]),
        Route("/meetings/{meeting}/{paper}", of_meeting, methods=["GET"]),
        Route("/calendar/{secret}.ics", calendar, methods=["GET"]),
    ]


async def _as_caller(
    request: Request, door: Door, answer: Callable[[Caller], Awaitable[Response]], limits: Limits
) -> Response:
    """Answer the owner of the request's token."""
    return await _answered(request, lambda: door.caller_of(request, language_of(request)), answer, limits)


async def _answered(
    request: Request,
    asked_by: Callable[[], Awaitable[Caller]],
    answer: Callable[[Caller], Awaitable[Response]],
    limits: Limits,
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
        response = refused(request, refusal, STATUS.get(type(refusal), 409))
        response.headers.update(headers_of(refusal))
        return response
    finally:
        ALLOWANCE.reset(counted)


def _attachment(content: bytes, name: str, kind: str = XLSX) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
