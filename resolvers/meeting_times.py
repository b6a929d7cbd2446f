"""A time that suits those who are to meet: when somebody cannot is looked at, and why is told to nobody (T31).

Leave of every kind, private leave too, and other meetings count alike, whether or not the caller may see them; being on
duty at one's own organ, or away for a part of the time, keeps nobody from a meeting (ours).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.calendar import ONE_DAY
from db.tables import Absence, Meeting, MeetingParticipant, Organ, Person, Zone
from db.tables.columns import overlaps
from meetings.call import Seat, organs_of
from meetings.record import BY_SUBSTITUTE
from meetings.times import Busy, Invitee, SuitingTime, Wish, check_wish, suiting_times
from resolvers.cadences import calendar_from
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.meeting_agendas import named
from resolvers.meeting_calls import zones_on
from resolvers.meeting_records import all_of
from resolvers.meeting_seats import heads_of
from resolvers.meetings import visible_meetings
from resolvers.people import visible_people
from terms.meetings import Attendance, MeetingState
from terms.people import WHOLE, AbsenceKind
from terms.periods import COUNTY_TIME, Period
from terms.things import Thing

AHEAD = (MeetingState.CALLED, MeetingState.RUNNING)
AWAY = (Attendance.EXCUSED, Attendance.ABSENT)


@dataclass(frozen=True, slots=True)
class TimesWanted:
    """Who is to meet, and within what."""

    wish: Wish
    count: int
    zone_codes: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    """Organs beside those of the zones, or what is said of them: who represents it, and whether it must come."""
    also_people: tuple[int, ...] = ()
    """Others whose time counts; they need not come."""
    moving: int | None = None
    """The meeting that is to be moved; its own time keeps nobody away."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat as far as its time is looked at: of an organ with whoever represents it, or of somebody alone."""

    organ: int | None
    person: int | None
    must_come: bool


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time that could suit, with the places that would be empty, those first that must not be."""

    suiting: SuitingTime
    missing: tuple[Place, ...]


async def times_for(caller: Caller, wanted: TimesWanted) -> list[TimeFound]:
    """Return the best times: fewest missing of those who must come, fewest of the others, the earliest.

    Raises:
        NotAllowed: the caller calls no meetings.
        NotFound: a zone, organ, person or meeting that is not there, or not to be seen.
        MeetingRefused: see ``meetings.times.suiting_times``.
    """
    require(caller, Act.CALL_MEETING)
    check_wish(wanted.wish, most=wanted.count)
    async with caller.database.judging(Act.CALL_MEETING) as session:
        places = await _places(session, caller, wanted)
        busy = await _busy(session, places, wanted)
        calendar = await calendar_from(session, min(wanted.wish.first, caller.today()))
    people = [
        Invitee(number, place.must_come, when) for number, (place, when) in enumerate(zip(places, busy, strict=True))
    ]
    found = suiting_times(wanted.wish, people, calendar=calendar, most=wanted.count)
    return [
        TimeFound(each, tuple(places[number] for number in (*each.must_come_missing, *each.others_missing)))
        for each in found
    ]


async def _places(session: AsyncSession, caller: Caller, wanted: TimesWanted) -> list[Place]:
    """Return whose time counts, each person once and first where she must come."""
    zones = await named(session, Zone, wanted.zone_codes, col(Zone.code), kind=Thing.ZONE)
    if wanted.moving is not None:
        await all_of(session, Meeting, [wanted.moving], visible_meetings(caller), kind=Thing.MEETING)
    given = [seat.person for seat in wanted.seats if seat.person is not None]
    await all_of(session, Person, [*given, *wanted.also_people], visible_people(caller), kind=Thing.PERSON)
    await all_of(session, Organ, [seat.organ for seat in wanted.seats], kind=Thing.ORGAN)
    on = wanted.wish.first
    seats = {organ: Seat(organ) for organ in organs_of(await zones_on(session, zones, on=on))}
    seats |= {seat.organ: seat for seat in wanted.seats}
    heads = await heads_of(session, list(seats), on=on)
    places = [
        Place(seat.organ, heads.get(seat.organ) if seat.person is None else seat.person, seat.must_come)
        for seat in seats.values()
    ]
    places.sort(key=lambda place: not place.must_come)
    places += [Place(None, person, must_come=False) for person in wanted.also_people]
    once: dict[object, Place] = {}
    for place in places:
        once.setdefault((place.organ, None) if place.person is None else place.person, place)
    return list(once.values())


async def _busy(session: AsyncSession, places: Sequence[Place], wanted: TimesWanted) -> list[tuple[Busy, ...]]:
    """Return when each place would be empty; an organ of which nobody is known to come is in the meetings it is."""
    people = {place.person for place in places if place.person is not None}
    unnamed = {place.organ for place in places if place.person is None and place.organ is not None}
    taken: defaultdict[int, list[Busy]] = defaultdict(list)
    of_organ: defaultdict[int, list[Busy]] = defaultdict(list)
    for absence in await _absences(session, people, wanted.wish):
        taken[absence.person_id].append(_away(absence.during, wanted.wish))
    for seat, starts_at, ends_at in await _meetings(session, people, unnamed, wanted):
        comes = seat.substitute_id if seat.attendance in BY_SUBSTITUTE else seat.person_id
        if seat.attendance not in AWAY:
            (taken[comes] if comes is not None else of_organ[seat.organ_id]).append(Busy(starts_at, ends_at))
    return [tuple(of_organ[place.organ or 0] if place.person is None else taken[place.person]) for place in places]


async def _absences(session: AsyncSession, people: Collection[int], wish: Wish) -> Iterable[Absence]:
    window = Period(wish.first, wish.last + ONE_DAY)
    rows = select(Absence).where(
        col(Absence.person_id).in_(people),
        col(Absence.superseded_at).is_(None),
        col(Absence.kind) != AbsenceKind.HOME_DUTY,
        col(Absence.percent) == WHOLE,
        overlaps(col(Absence.during), window),
    )
    return (await session.exec(rows)).all()


async def _meetings(
    session: AsyncSession, people: Collection[int], unnamed: Collection[int], wanted: TimesWanted
) -> Iterable[tuple[MeetingParticipant, datetime, datetime]]:
    first, last = _morning(wanted.wish.first), _morning(wanted.wish.last) + timedelta(days=1)
    shown: Any = [MeetingParticipant, Meeting.starts_at, Meeting.ends_at]
    rows: Any = (
        select(*shown)
        .join(Meeting, col(Meeting.id) == MeetingParticipant.meeting_id)
        .where(
            col(Meeting.state).in_(AHEAD),
            col(Meeting.starts_at) < last,
            col(Meeting.ends_at) > first,
            col(Meeting.id) != (wanted.moving or 0),
            or_(
                col(MeetingParticipant.person_id).in_(people),
                col(MeetingParticipant.substitute_id).in_(people),
                col(MeetingParticipant.organ_id).in_(unnamed),
            ),
        )
    )
    return [tuple(row) for row in (await session.exec(rows)).all()]


def _away(during: Period, wish: Wish) -> Busy:
    """Return the time that an absence takes of the window, and no more of it."""
    first = wish.first if during.start is None else max(during.start, wish.first)
    last = wish.last + ONE_DAY if during.end is None else min(during.end, wish.last + ONE_DAY)
    return Busy(_morning(first), _morning(last))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), COUNTY_TIME)
