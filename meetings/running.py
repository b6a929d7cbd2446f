"""A meeting that runs: when it begins and ends, who is in the room for an item, and which item is called where.

What a human sees at the table stays with humans; nobody is told here why somebody is out of the room.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from meetings.placing import left_for
from meetings.record import IN_PERSON
from meetings.refusals import AlreadyDecided
from meetings.running_refusals import (
    BusyElsewhere,
    ItemNotCalled,
    ItemNotPlanned,
    ItemsUnderWay,
    MeetingBegun,
    MeetingNotRunning,
    OutOfTheRoom,
    QuorumMissing,
    ReporterElsewhere,
    ReporterMissing,
    RoomBusy,
    TooEarly,
    TooLate,
)
from terms.meetings import AgendaItemState, Attendance, MeetingState

EARLIEST: Final = timedelta(minutes=60)
"""How long before its time a meeting may begin; ours."""
LATEST: Final = timedelta(hours=12)
"""How long after its planned end it may still begin; ours."""
BEFORE: Final = frozenset({MeetingState.CALLED, MeetingState.HELD})
"""States from which a meeting begins; HELD is what a record of attendance made of one that did not begin yet."""


@dataclass(frozen=True, slots=True)
class Times:
    """A meeting as far as beginning and ending look at it."""

    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    began_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """An organ that takes part, and who is there for it."""

    key: int
    organ: int
    person: int | None
    """None where nobody is there."""
    votes: bool = True
    """Whether it counts for the quorum and votes; others sit in."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An item that is being dealt with."""

    room: int
    held: frozenset[int] = frozenset()
    """The people who are known to be in that room: who reports on it, and who has voted on it."""
    out: frozenset[int] = frozenset()
    """The people who are out for it."""


@dataclass(frozen=True, slots=True)
class Calling:
    """An item that somebody wants to call."""

    room: int
    reporting_organ: int | None = None
    out: frozenset[int] = frozenset()
    """The people who must stand aside from it, or have declared."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its room, as somebody sees it."""

    item: int
    room: int
    state: AgendaItemState


@dataclass(slots=True)
class Deck:
    """What is dealt with in a room, and what comes next there."""

    called: int | None = None
    upcoming: list[int] = field(default_factory=list)
    """Planned items, in order."""


def there_for(attendance: Attendance, *, person: int | None, substitute: int | None) -> int | None:
    """Return who is there for a seat: the substitute, or the one who represents the organ, where she came."""
    if attendance is Attendance.SUBSTITUTE:
        return substitute
    return person if attendance in IN_PERSON else None


def check_start(times: Times, *, now: datetime) -> None:
    """Refuse to begin a meeting that cannot begin now.

    Raises:
        MeetingBegun: it began before, or was cancelled.
        TooEarly, TooLate: it is not near its time.
    """
    if times.state not in BEFORE or times.began_at is not None:
        raise MeetingBegun(state=times.state)
    if now < times.starts_at - EARLIEST:
        raise TooEarly(minutes=EARLIEST // timedelta(minutes=1))
    if now > times.ends_at + LATEST:
        raise TooLate(ends_at=times.ends_at, hours=LATEST // timedelta(hours=1))


def check_running(state: MeetingState) -> None:
    """Refuse, by ``MeetingNotRunning``, what is done only while a meeting runs."""
    if state is not MeetingState.RUNNING:
        raise MeetingNotRunning(state=state)


def check_finish(state: MeetingState, under_way: Collection[object]) -> None:
    """Refuse to end a meeting that does not run, or in which something is still being dealt with.

    Raises:
        MeetingNotRunning: see ``check_running``.
        ItemsUnderWay: an item is called.
    """
    check_running(state)
    if under_way:
        raise ItemsUnderWay


def check_planned(state: AgendaItemState, *, decided: bool) -> None:
    """Refuse to call an item that does not wait; what was decided before the meeting began here, no vote gainsays.

    Raises:
        ItemNotPlanned: it was called before, or withdrawn.
        AlreadyDecided: it has its decision.
    """
    if state is not AgendaItemState.PLANNED:
        raise ItemNotPlanned(state=state)
    if decided:
        raise AlreadyDecided


def check_called(state: AgendaItemState) -> None:
    """Refuse, by ``ItemNotCalled``, what is done only while an item is being dealt with."""
    if state is not AgendaItemState.CALLED:
        raise ItemNotCalled(state=state)


def check_open(state: AgendaItemState) -> None:
    """Refuse, by ``ItemNotCalled``, what is done until an item is closed."""
    if state not in {AgendaItemState.PLANNED, AgendaItemState.CALLED}:
        raise ItemNotCalled(state=state)


def inside(seats: Iterable[Seat], *, out: Collection[int] = (), elsewhere: Collection[int] = ()) -> tuple[Seat, ...]:
    """Return the seats with a vote whose people are in the room.

    Args:
        seats: all seats of the meeting.
        out: people who are out for the item.
        elsewhere: people who are known to be in another room just now.
    """
    away = {*out, *elsewhere}
    return tuple(seat for seat in seats if seat.votes and seat.person is not None and seat.person not in away)


def heads(seats: Iterable[Seat]) -> int:
    """Return how many people the seats are: somebody who is there for two organs is one, who has left counts apart."""
    return len({(seat.person, seat.key if seat.person is None else None) for seat in seats})


def awaited(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """Return the seats that must come and for which nobody is there."""
    return tuple(seat for seat in seats if seat.votes and seat.person is None)


def check_call(calling: Calling, seats: Sequence[Seat], under_way: Collection[UnderWay], *, quorum: int) -> None:
    """Refuse an item that cannot be dealt with now.

    Raises:
        RoomBusy: another item is being dealt with in its room.
        ReporterElsewhere, ReporterMissing: whoever must report is in another room, or not in this one.
        QuorumMissing: after those who stand aside, and with a quorum in each other room, too few are left for this one;
            who they are is not told.
    """
    if any(each.room == calling.room for each in under_way):
        raise RoomBusy(room=calling.room)
    if calling.reporting_organ is not None:
        reporters = {seat.person for seat in seats if seat.organ == calling.reporting_organ} - {None}
        for each in under_way:
            if each.held & reporters:
                raise ReporterElsewhere(room=each.room)
        if not reporters - calling.out:
            raise ReporterMissing
    there = _left_for(calling, seats, under_way, quorum=quorum)
    if there < quorum:
        raise QuorumMissing(quorum=quorum, there=there)


def check_inside(person: int, out: Collection[int]) -> None:
    """Refuse, by ``OutOfTheRoom``, somebody who left the room for an item; she is back as it is closed."""
    if person in out:
        raise OutOfTheRoom


def check_here(person: int, elsewhere: Iterable[UnderWay]) -> None:
    """Refuse, by ``BusyElsewhere``, somebody who is known to be in a room where something else is being dealt with."""
    for each in elsewhere:
        if person in each.held:
            raise BusyElsewhere(room=each.room)


def _left_for(calling: Calling, seats: Iterable[Seat], under_way: Collection[UnderWay], *, quorum: int) -> int:
    """Return how many are left for an item; whoever is known to be in no room can be in any that she need not leave."""
    there = {seat.person for seat in inside(seats) if seat.person is not None}
    known = frozenset[int]().union(*(each.held for each in under_way))
    others = [there - each.out - (known - each.held) for each in under_way]
    return left_for(there - calling.out - known, others, quorum=quorum)


def moves(before: Iterable[int], now: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return who leaves the room and who returns to it, by key, when those who are out change."""
    was, will_be = set(before), set(now)
    return tuple(sorted(will_be - was)), tuple(sorted(was - will_be))


def decks(items: Iterable[Placed]) -> Mapping[int, Deck]:
    """Return what is dealt with and what comes next in each room, by its number; items come in the agenda's order.

    A room is there as long as something is called or planned in it.
    """
    found: dict[int, Deck] = {}
    for item in items:
        if item.state is AgendaItemState.CALLED:
            found.setdefault(item.room, Deck()).called = item.item
        elif item.state is AgendaItemState.PLANNED:
            found.setdefault(item.room, Deck()).upcoming.append(item.item)
    return dict(sorted(found.items()))
