"""The papers of meetings, and calendars at private addresses, to take away."""

from datetime import date
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.tables import CalendarFeed
from meetings.refusals import DaysUnfit
from resolvers.absence_papers import absence_table
from resolvers.calendar_feeds import calendar_of
from resolvers.caller import Caller
from resolvers.gate import NotFound
from resolvers.meeting_absences import AbsencesWanted
from resolvers.meeting_papers import Paper, paper
from schema.meetings import Meeting
from schema.nodes import BadId, key_of
from service.door import Door
from service.downloads import STATUS as OF_DOWNLOADS
from service.downloads import XLSX, answered, as_caller, attachment
from service.limits import Limits
from terms.refusals import Refusal
from terms.things import Thing

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ICS = "text/calendar; charset=utf-8"
PAPERS = {which.value: which for which in Paper}


class DayUnreadable(Refusal):
    """A day of a list is missing or cannot be read."""

    code: ClassVar[str] = "DAY_UNREADABLE"
    zh: ClassVar[str] = "请按“{word}=2026-03-01”的格式填写日期。"
    en: ClassVar[str] = "Give the day as {word}=2026-03-01."

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


STATUS: dict[type[Refusal], int] = {**OF_DOWNLOADS, BadId: 404, DayUnreadable: 400, DaysUnfit: 400}


def meeting_routes(door: Door, limits: Limits) -> list[Route]:
    """Return the routes of papers, for who sees the meeting, and of calendars, for who has the address."""

    async def of_meeting(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            key, which = request.path_params["meeting"], PAPERS.get(request.path_params["paper"])
            if which is None:
                raise NotFound(Thing.PAPER, request.path_params["paper"])
            content = await paper(caller, key_of(key, Meeting), which, key=key)
            return attachment(content, which.value, XLSX if which.value.endswith(".xlsx") else DOCX)

        return await as_caller(request, door, made, limits, STATUS)

    async def absences(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            asked = request.query_params
            first, last = (date_of(asked.get(word, ""), word) for word in ("first", "last"))
            wanted = AbsencesWanted(first, last, asked.get("zone"))
            return attachment(await absence_table(caller, wanted), "absences.xlsx")

        return await as_caller(request, door, made, limits, STATUS)

    async def calendar(request: Request) -> Response:
        async def made(caller: Caller) -> Response:
            return Response(await calendar_of(caller, found[1]), media_type=ICS)

        found: tuple[Caller, CalendarFeed]

        async def reader() -> Caller:
            nonlocal found
            found = await door.reader_of_feed(request, request.path_params["secret"])
            return found[0]

        return await answered(request, reader, made, limits, STATUS)

    return [
        Route("/absences.xlsx", absences, methods=["GET"]),
        Route("/meetings/{meeting}/{paper}", of_meeting, methods=["GET"]),
        Route("/calendar/{secret}.ics", calendar, methods=["GET"]),
    ]


def date_of(text: str, word: str) -> date:
    """Return the day of a query parameter; refuse, by ``DayUnreadable``, what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DayUnreadable(word) from None
