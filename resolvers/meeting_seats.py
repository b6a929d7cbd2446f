"""Who represents an organ at a meeting: whom somebody names, or whoever heads it on the day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import MeetingParticipant, Membership
from db.tables.columns import holds_on
from meetings.calling_refusals import NotOfTheOrgan, SeatTaken
from meetings.record import IN_PERSON
from terms.meetings import Attendance
from terms.periods import COUNTY_TIME


def day_of(moment: datetime) -> date:
    """Return the county's day of a moment."""
    return moment.astimezone(COUNTY_TIME).date()


async def heads_of(session: AsyncSession, organs: Collection[int], *, on: date) -> dict[int, int]:
    """Return who heads each organ on a day (主要负责人); without the organs of which it is not on record."""
    heading = (
        select(Membership.organ_id, Membership.person_id)
        .where(
            col(Membership.organ_id).in_(organs),
            col(Membership.heads),
            col(Membership.superseded_at).is_(None),
            holds_on(col(Membership.during), on),
        )
        .order_by(col(Membership.id).desc())
    )
    return dict((await session.exec(heading)).all())  # the entry of longest standing counts


async def members_among(
    session: AsyncSession, places: Iterable[tuple[int, int]], *, on: date
) -> frozenset[tuple[int, int]]:
    """Return those of the places (organ, person) where the person belongs to the organ on a day."""
    asked = frozenset(places)
    belonging = select(Membership.organ_id, Membership.person_id).where(
        col(Membership.organ_id).in_({organ for organ, _ in asked}),
        col(Membership.person_id).in_({person for _, person in asked}),
        col(Membership.superseded_at).is_(None),
        holds_on(col(Membership.during), on),
    )
    return asked & set((await session.exec(belonging)).all())


async def require_members(session: AsyncSession, places: Iterable[tuple[int, int]], *, on: date) -> None:
    """Refuse, by ``NotOfTheOrgan``, that somebody represents an organ to which she does not belong on a day."""
    asked = frozenset(places)
    if asked != await members_among(session, asked, on=on):
        raise NotOfTheOrgan


def came_in_person(person: int) -> ColumnElement[bool]:
    """Return the condition on ``meeting_participants`` that somebody came, for herself or in another's place."""
    attendance = col(MeetingParticipant.attendance)
    return or_(
        and_(col(MeetingParticipant.person_id) == person, attendance.in_(IN_PERSON)),
        and_(col(MeetingParticipant.substitute_id) == person, attendance == Attendance.SUBSTITUTE),
    )


async def has_another_seat(session: AsyncSession, seat: MeetingParticipant, people: Collection[int]) -> bool:
    """Tell whether one of these people is invited for, or comes for, another seat of the same meeting."""
    elsewhere = select(MeetingParticipant.id).where(
        col(MeetingParticipant.meeting_id) == seat.meeting_id,
        col(MeetingParticipant.id) != seat.id,
        or_(col(MeetingParticipant.person_id).in_(people), col(MeetingParticipant.substitute_id).in_(people)),
    )
    return (await session.exec(elsewhere.limit(1))).first() is not None


async def require_seat(session: AsyncSession, seat: MeetingParticipant, people: Collection[int], *, on: date) -> None:
    """Refuse that people newly take a seat that is not for them.

    Raises:
        NotOfTheOrgan: one does not belong to the organ on the day.
        SeatTaken: one has another seat of the meeting.
    """
    await require_members(session, [(seat.organ_id, person) for person in people], on=on)
    if await has_another_seat(session, seat, people):
        raise SeatTaken
