"""When zones meet again and again: the cadences that stand, and their next meetings. Acts: ``cadence_acts.py``."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.calendar import SpecialDay, WorkingCalendar
from db.tables import CadenceMeeting, CalendarDay, Meeting, MeetingCadence
from meetings.cadence import MOST_DAYS, Cadence, Occurrence, occurrences
from meetings.refusals import TooManyTimes
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.meetings import visible_meetings
from resolvers.paging import rows_by_id, rows_of

MOST_COMING: Final = 20
"""The most meetings ahead that are told of one cadence; ours."""
SPANS: Final = (100, 400, MOST_DAYS - 1)
"""Days that are looked through, one after the other, until enough meetings are found; ours."""


@dataclass(frozen=True, slots=True)
class ComingWanted:
    """The next meetings of one cadence."""

    cadence_id: int
    count: int


@dataclass(frozen=True, slots=True)
class Coming:
    """One meeting ahead of a cadence, with the one that was called for it, if the caller sees it."""

    occurrence: Occurrence
    meeting_id: int | None


def cadence_of(row: MeetingCadence) -> Cadence:
    """Return a cadence as the rules know it."""
    return Cadence(
        rule=row.rule,
        first=row.first_day,
        at=row.begins_at,
        minutes=row.minutes,
        when_off=row.when_off,
        last=row.last_day,
    )


async def cadences_of(caller: Caller, zones: Sequence[int]) -> list[list[MeetingCadence]]:
    """Return for each zone the cadences that stand, the oldest first."""
    require(caller, Act.READ_ZONES)
    return await rows_of(caller, MeetingCadence, MeetingCadence.zone_id, zones, col(MeetingCadence.ended_at).is_(None))


async def cadences_by_id(caller: Caller, keys: Sequence[int]) -> list[MeetingCadence | None]:
    """Return the cadences with these keys, those that were ended too."""
    require(caller, Act.READ_ZONES)
    return await rows_by_id(caller, MeetingCadence, keys)


async def coming_of(caller: Caller, asked: Sequence[ComingWanted]) -> list[list[Coming]]:
    """Return the next meetings of each cadence; none of one that was ended. Three statements, however many.

    Raises:
        TooManyTimes: more meetings are asked for than ``MOST_COMING``, or none.
    """
    if any(not 1 <= each.count <= MOST_COMING for each in asked):
        raise TooManyTimes(most=MOST_COMING)
    rows = await cadences_by_id(caller, [each.cadence_id for each in asked])
    async with caller.database.reading() as session:
        calendar = await calendar_from(session, caller.today())
        called = await _called(session, caller, {each.cadence_id for each in asked})
    return [
        []
        if row is None or row.ended_at is not None
        else [Coming(one, called[row.id].get(one.by_rule)) for one in next_of(caller, row, calendar)[: each.count]]
        for each, row in zip(asked, rows, strict=True)
    ]


def next_of(caller: Caller, row: MeetingCadence, calendar: WorkingCalendar) -> Sequence[Occurrence]:
    """Return the next meetings of a cadence that have not begun, ``MOST_COMING`` of them if there are as many."""
    found: Sequence[Occurrence] = ()
    for span in SPANS:
        found = ahead(caller, row, calendar, days=span)
        if len(found) >= MOST_COMING:
            break
    return found


def ahead(caller: Caller, row: MeetingCadence, calendar: WorkingCalendar, *, days: int) -> tuple[Occurrence, ...]:
    """Return the meetings of a cadence that have not begun, up to so many days from today."""
    today = caller.today()
    found = occurrences(cadence_of(row), calendar, first=today, last=today + timedelta(days=days))
    return tuple(one for one in found if one.starts_at >= caller.now())


async def calendar_from(session: AsyncSession, day: date) -> WorkingCalendar:
    """Return the county's calendar from the year before a day on, as a meeting can move over New Year."""
    days = await session.exec(select(CalendarDay).where(CalendarDay.day >= date(day.year - 1, 1, 1)))
    return WorkingCalendar(SpecialDay(each.day, each.is_working_day, each.provisional) for each in days)


async def _called(session: AsyncSession, caller: Caller, cadences: Iterable[int]) -> dict[int, dict[date, int]]:
    """Return for each cadence the meetings that were called for it and that the caller sees, by day."""
    rows = select(CadenceMeeting).where(
        col(CadenceMeeting.cadence_id).in_(cadences),
        col(CadenceMeeting.meeting_id).in_(select(Meeting.id).where(visible_meetings(caller))),
    )
    found: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for row in await session.exec(rows):
        found[row.cadence_id][row.day] = row.meeting_id
    return found
