"""An agenda as its order is asked for: what is still to be dealt with in each room, from when on, and who is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, ItemExit, ItemScreening, Meeting, MeetingParticipant
from meetings.ordering.check_problem import MOST_MINUTES
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span, Spans
from meetings.ordering.rooms import Busy, RoomToOrder
from meetings.running import there_for
from resolvers.agenda_editing import version_of
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.item_screening import settle
from resolvers.meetings import items_seen, visible_meetings
from terms.meetings import AgendaItemState, Attendance, MeetingState
from terms.things import Thing

MINUTE = timedelta(minutes=1)
AWAY = frozenset({Attendance.ABSENT, Attendance.EXCUSED})
PROMISED = frozenset({Attendance.CONFIRMED, Attendance.SUBSTITUTE_NAMED})


@dataclass(frozen=True, slots=True)
class Posed:
    """What is asked about; items by their number in the caller's sight, people by key, seats without a name by -key."""

    version: str
    meeting_id: int
    items: tuple[AgendaItem, ...]
    """The planned items of all rooms in their present order; the first has number 1."""
    rooms: tuple[RoomToOrder, ...]
    """Each with the planned items that it has, in their present order."""
    held: tuple[Busy, ...]
    """Who reports on what is under way."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A seat for which somebody is there, or comes."""

    seat: MeetingParticipant
    person: int
    """Who: minus the seat's key where nobody is named yet."""
    comes_at: datetime | None
    """When; None where she is there from the start."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of a meeting."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    coming: Sequence[_Coming]
    barred: Mapping[int, frozenset[int]]
    """By planned item, who must stand aside from it or has declared."""
    out: Mapping[int, frozenset[int]]
    """By item that was called, who is or was out for it."""
    now: datetime

    @property
    def starts_at(self) -> datetime:
        """When the meeting began, or is to begin."""
        return self.meeting.began_at or self.meeting.starts_at

    def minute(self, moment: datetime) -> int:
        """Return the first whole minute of the meeting that is not before a moment."""
        return -((self.starts_at - moment) // MINUTE)

    def reporter(self, item: AgendaItem) -> tuple[int, ...]:
        """Return who must be there to report on an item; nobody where nobody comes for that organ, or none reports."""
        named = {each.seat.organ_id: each.person for each in self.coming if each.person > 0}
        return tuple(named[organ] for organ in [item.reporting_organ_id or 0] if organ in named)


async def posed_of(caller: Caller, meeting_id: int, *, key: str) -> Posed:
    """Return what is still to be dealt with of what the caller sees.

    While the meeting runs, whoever is there counts, and whoever said that she comes later; before, whoever did not
    excuse herself. What was called in a room last says who is out of it, and until when it goes on.

    Raises:
        NotAllowed, NotFound: she may not call meetings, or sees no such meeting.
    """
    require(caller, Act.CALL_MEETING)
    await settle(caller, [meeting_id])
    async with caller.database.reading() as session:
        seen = select(Meeting).where(col(Meeting.id) == meeting_id, visible_meetings(caller))
        meeting = (await session.exec(seen)).first()
        if meeting is None:
            raise NotFound(Thing.MEETING, key)
        known = await _known(session, caller, meeting)
    planned = tuple(item for item in known.items if item.state is AgendaItemState.PLANNED)
    numbered = list(enumerate(planned, start=1))
    rooms = sorted({item.room for item in planned})
    return Posed(
        version_of(known.items),
        meeting_id,
        planned,
        tuple(_room(known, room, [(number, item) for number, item in numbered if item.room == room]) for room in rooms),
        tuple(_held(known)),
    )


async def _known(session: AsyncSession, caller: Caller, meeting: Meeting) -> _Known:
    listed = select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting.id, items_seen(caller))
    items = (await session.exec(listed.order_by(col(AgendaItem.position)))).all()
    seats = select(MeetingParticipant).where(col(MeetingParticipant.meeting_id) == meeting.id)
    running = meeting.state is MeetingState.RUNNING
    seated = (_coming(seat, now=caller.now() if running else None) for seat in await session.exec(seats))
    planned = [item.id for item in items if item.state is AgendaItemState.PLANNED]
    barred = select(ItemScreening.item_id, ItemScreening.person_id).where(
        col(ItemScreening.barred), col(ItemScreening.item_id).in_(planned)
    )
    exits = select(ItemExit.item_id, ItemExit.person_id).where(col(ItemExit.item_id).in_([item.id for item in items]))
    left = (await session.exec(exits)).all()
    return _Known(
        meeting,
        items,
        [each for each in seated if each is not None],
        barred=_by_item([*await session.exec(barred), *left]),
        out=_by_item(left),
        now=caller.now(),
    )


def _by_item(rows: Sequence[tuple[int, int]]) -> Mapping[int, frozenset[int]]:
    return {item: frozenset(person for key, person in rows if key == item) for item, _ in rows}


def _coming(seat: MeetingParticipant, *, now: datetime | None) -> _Coming | None:
    """Return who comes for a seat; while a meeting runs, at ``now``, who is there or is still to come as she said."""
    named = seat.substitute_id or seat.person_id
    if now is None:
        return None if seat.attendance in AWAY else _Coming(seat, named or -seat.id, seat.comes_at)
    there = there_for(seat.attendance, person=seat.person_id, substitute=seat.substitute_id)
    if there is not None:
        return _Coming(seat, there, None)
    said = seat.attendance in PROMISED and seat.comes_at is not None and seat.comes_at > now
    return _Coming(seat, named, seat.comes_at) if said and named is not None else None


def _room(known: _Known, room: int, planned: Sequence[tuple[int, AgendaItem]]) -> RoomToOrder:
    begins, last = 0, None
    if known.meeting.state is MeetingState.RUNNING:
        last = _last_called(known.items, room)
        begins = known.minute(known.now if last is None else _free_at(last, known.now))
    first = known.starts_at + begins * MINUTE
    counted = {each.person for each in known.coming if each.seat.must_come}
    stays = {each.person: _stay(each, first) for each in known.coming}  # one each, though she may have two seats
    people = [Attendant(person, present=stays[person], counts=person in counted) for person in sorted(stays)]
    items = tuple(
        ItemToOrder(
            id=number,
            minutes=item.minutes,
            barred=tuple(sorted(known.barred.get(item.id, frozenset()) & stays.keys())),
            required=known.reporter(item),
            quorum=known.meeting.quorum,
            position=place if item.fixed else None,
        )
        for place, (number, item) in enumerate(planned, start=1)
    )
    out = frozenset() if last is None else known.out.get(last.id, frozenset())
    return RoomToOrder(room, AgendaToOrder(items, tuple(people), outside=tuple(sorted(out))), begins)


def _held(known: _Known) -> Iterator[Busy]:
    for item in known.items:
        if item.state is AgendaItemState.CALLED:
            span = Span(0, known.minute(_free_at(item, known.now)))
            yield from (Busy(person, item.room, span) for person in known.reporter(item))


def _last_called(items: Sequence[AgendaItem], room: int) -> AgendaItem | None:
    called = [(item.called_at, item.id, item) for item in items if item.room == room and item.called_at is not None]
    return max(called)[-1] if called else None


def _free_at(last: AgendaItem, now: datetime) -> datetime:
    """Return from when on a room is free, which is not before now: as what is under way there was planned to end."""
    if last.called_at is None or last.state is not AgendaItemState.CALLED:
        return now
    return max(now, last.called_at + last.minutes * MINUTE)


def _stay(each: _Coming, first: datetime) -> Spans:
    """Return the whole minutes, from when the first item begins, in which she is there; None for all of them."""
    if each.comes_at is None and each.seat.leaves_at is None:
        return None
    comes = 0 if each.comes_at is None else max(0, -((first - each.comes_at) // MINUTE))
    leaves = MOST_MINUTES if each.seat.leaves_at is None else max(0, (each.seat.leaves_at - first) // MINUTE)
    return (Span(comes, leaves),) if comes < leaves else ()
