"""Heads who were absent from meetings, excused, or substituted (缺会、替会): by organ and person, over some days.

Whoever left the room for an item was there: for which items somebody stands aside is nobody's business here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, cast, func, or_
from sqlmodel import col, select

from db.reads.rows import Page, Window
from db.tables import Meeting, MeetingParticipant, Zone, ZoneMember
from meetings.cadence import EARLIEST, LATEST
from meetings.record import IN_PERSON
from meetings.refusals import DaysUnfit
from resolvers.caller import Caller
from resolvers.gate import Act, Reach, reach, require
from resolvers.meetings import visible_meetings
from terms.meetings import Attendance, MeetingState
from terms.periods import COUNTY_TIME

MOST_DAYS: Final = 366
"""The most days that are counted at once; ours."""
MOST_MISSED: Final = 100
"""The most meetings that are told of one head, the latest; ours."""
MISSED: Final = (Attendance.ABSENT, Attendance.EXCUSED, Attendance.SUBSTITUTE)
PAGED_BY: Final = (int, int, int)
"""The types of a place in the list: absences and substitutions, organ, person."""


@dataclass(frozen=True, slots=True)
class AbsencesWanted:
    """Which meetings are counted: those held on these days, both included, and of which organs."""

    first: date
    last: date
    zone_code: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How often somebody was called to meetings that were held, and what became of it."""

    called: int = 0
    present: int = 0
    absent: int = 0
    excused: int = 0
    substituted: int = 0

    @property
    def unrecorded(self) -> int:
        """How often nobody said whether she came."""
        return self.called - self.present - self.absent - self.excused - self.substituted

    def plus(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(
            self.called + other.called,
            self.present + other.present,
            self.absent + other.absent,
            self.excused + other.excused,
            self.substituted + other.substituted,
        )


@dataclass(frozen=True, slots=True)
class Head:
    """Whoever was to represent an organ, with how often she did."""

    organ: int
    person: int | None
    """None where nobody was named."""
    counts: Counts

    @property
    def place(self) -> tuple[int, int, int]:
        """Return her place in the list: most often absent or substituted first."""
        return -(self.counts.absent + self.counts.substituted), self.organ, self.person or 0


@dataclass(frozen=True, slots=True)
class Heads:
    """All of them, in order."""

    wanted: AbsencesWanted
    rows: tuple[Head, ...]

    @property
    def totals(self) -> Counts:
        """Return all counts together."""
        found = Counts()
        for row in self.rows:
            found = found.plus(row.counts)
        return found


@dataclass(frozen=True, slots=True)
class MissedWanted:
    """The meetings that one head missed."""

    wanted: AbsencesWanted
    organ: int
    person: int | None


async def heads_counted(caller: Caller, wanted: AbsencesWanted) -> Heads:
    """Return the heads of all organs in the caller's reach that had to come to a meeting that was held.

    Raises:
        NotAllowed: the caller calls no meetings.
        DaysUnfit: the days end before they begin, are more than ``MOST_DAYS``, or out of range.
    """
    require(caller, Act.CALL_MEETING)
    if not (EARLIEST <= wanted.first <= wanted.last <= LATEST and (wanted.last - wanted.first).days < MOST_DAYS):
        raise DaysUnfit(first=wanted.first, last=wanted.last, most=MOST_DAYS)
    attendance = col(MeetingParticipant.attendance)
    seat = (col(MeetingParticipant.organ_id), col(MeetingParticipant.person_id))
    became = (
        attendance.in_(IN_PERSON),
        attendance == Attendance.ABSENT,
        attendance == Attendance.EXCUSED,
        attendance == Attendance.SUBSTITUTE,
    )
    shown: Any = [*seat, func.count(), *(func.count().filter(each) for each in became)]
    counted: Any = select(*shown).join(Meeting, col(Meeting.id) == MeetingParticipant.meeting_id)
    counted = counted.where(*_counted(caller, wanted)).group_by(*seat)
    async with caller.database.reading() as session:
        rows = [Head(organ, person, Counts(*counts)) for organ, person, *counts in await session.exec(counted)]
    return Heads(wanted, tuple(sorted(rows, key=lambda row: row.place)))


def page_of_heads(heads: Heads, window: Window) -> Page[Any]:
    """Return one page of the heads."""
    rows, beyond = list(heads.rows), window.position
    if beyond is not None:
        rows = [row for row in rows if (row.place < beyond if window.backwards else row.place > beyond)]
    more = len(rows) > window.size
    kept = rows[-window.size :] if window.backwards else rows[: window.size]
    return Page(
        rows=kept,
        positions=[row.place for row in kept],
        has_next=beyond is not None if window.backwards else more,
        has_previous=more if window.backwards else beyond is not None,
        total=len(heads.rows),
    )


async def missed_of(caller: Caller, asked: Sequence[MissedWanted]) -> list[list[MeetingParticipant]]:
    """Return for each head the seats that she did not take herself, the latest ``MOST_MISSED`` first."""
    require(caller, Act.CALL_MEETING)
    found: defaultdict[MissedWanted, list[MeetingParticipant]] = defaultdict(list)
    for wanted in dict.fromkeys(each.wanted for each in asked):
        organs = {each.organ for each in asked if each.wanted == wanted}
        seats = (
            select(MeetingParticipant)
            .join(Meeting, col(Meeting.id) == MeetingParticipant.meeting_id)
            .where(
                *_counted(caller, wanted),
                col(MeetingParticipant.organ_id).in_(organs),
                col(MeetingParticipant.attendance).in_(MISSED),
            )
            .order_by(col(Meeting.starts_at).desc(), col(Meeting.id).desc())
        )
        async with caller.database.reading() as session:
            for row in await session.exec(seats):
                found[MissedWanted(wanted, row.organ_id, row.person_id)].append(row)
    return [found[each][:MOST_MISSED] for each in asked]


def _counted(caller: Caller, wanted: AbsencesWanted) -> list[ColumnElement[bool]]:
    """Return the conditions on seats of meetings that count: held, in sight, and of an organ in the caller's reach."""
    first = datetime.combine(wanted.first, time(), COUNTY_TIME)
    after = datetime.combine(wanted.last, time(), COUNTY_TIME) + timedelta(days=1)
    found: list[ColumnElement[bool]] = [
        col(Meeting.state) == MeetingState.HELD,
        col(Meeting.starts_at) >= first,
        col(Meeting.starts_at) < after,
        col(MeetingParticipant.must_come).is_(True),
        visible_meetings(caller),
    ]
    if wanted.zone_code is not None:
        found.append(_of_zones(col(Zone.code) == wanted.zone_code))
    if reach(caller, Act.CALL_MEETING) is not Reach.COUNTY:
        found.append(_of_zones(col(Zone.id).in_(caller.identity.zone_ids or ())))
    return found


def _of_zones(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a seat is of the lead office, or on the day of the meeting a member, of such a zone."""
    on = cast(func.timezone(COUNTY_TIME.key, Meeting.starts_at), Date)
    members = (
        select(ZoneMember.organ_id)
        .join(Zone, col(Zone.id) == ZoneMember.zone_id)
        .where(which, col(ZoneMember.superseded_at).is_(None), col(ZoneMember.during).op("@>")(on))
        .correlate(Meeting)
    )
    leads = select(Zone.lead_organ_id).where(which, col(Zone.lead_organ_id).is_not(None))
    organ = col(MeetingParticipant.organ_id)
    return or_(organ.in_(members), organ.in_(leads))
