"""Rooms side by side: the items of each are one sequence, and nobody reports in two rooms at the same time.

Nobody is assigned to a room. So everybody counts as being in each of them, as the record of who leaves does: whoever is
barred from an item goes out of its room, and comes back into it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from meetings.ordering.answer import OrderedAgenda
from meetings.ordering.check_problem import MOST_MINUTES
from meetings.ordering.problem import AgendaToOrder, ItemToOrder, Span, Spans
from meetings.ordering.refusals import NoOrderFound, OrderRefused
from meetings.ordering.solve import USUAL, Effort, put_in_order


@dataclass(frozen=True, slots=True)
class RoomToOrder:
    """What is to be dealt with in one room; minutes in its agenda count from when the first of it can begin."""

    number: int
    agenda: AgendaToOrder
    begins: int = 0
    """When that is, in minutes from the start of the meeting."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is needed in one room; the minutes count from the start of the meeting."""

    person: int
    room: int
    span: Span


def put_rooms_in_order(
    rooms: Sequence[RoomToOrder], held: Sequence[Busy] = (), *, effort: Effort = USUAL
) -> tuple[OrderedAgenda, ...]:
    """Return the best order of each room, as given; proven where all of them together have the fewest movements.

    Each room is put in order by itself. Where somebody would then report in two of them at the same time, one room
    after the other is put in order around those before it, from the first on and from the last.

    Args:
        rooms: each with another number.
        held: who is needed where already, such as who reports on an item under way.
        effort: how far is looked in each room.

    Raises:
        MeetingRefused: see ``put_in_order``; NoOrderFound where no order of the rooms was found in which everybody
            reports in one at a time.
    """
    alone = {room.number: put_in_order(around(room, held), effort=effort) for room in rooms}
    reports = [each for room in rooms for each in _reports(room, alone[room.number])]
    if not any(_collide(one, other) for one in reports for other in reports):
        return tuple(alone.values())
    found = []
    for sequence in (rooms, rooms[::-1]):
        with suppress(OrderRefused):
            found.append(_one_after_another(sequence, held, effort))
    if not found:
        raise NoOrderFound
    best = min(found, key=lambda orders: sum(order.movements for order in orders.values()))
    bounds = {number: order.bound for number, order in alone.items()}
    return tuple(
        replace(best[number], bound=bound, proven=best[number].movements == bound) for number, bound in bounds.items()
    )


def _one_after_another(
    rooms: Sequence[RoomToOrder], held: Sequence[Busy], effort: Effort
) -> Mapping[int, OrderedAgenda]:
    busy, found = [*held], {}
    for room in rooms:
        found[room.number] = put_in_order(around(room, busy), effort=effort)
        busy += _reports(room, found[room.number])
    return found


def _reports(room: RoomToOrder, ordered: OrderedAgenda) -> Iterator[Busy]:
    """Yield when whoever must be there for an item of the room is needed in it."""
    required = {item.id: item.required for item in room.agenda.items}
    for step in ordered.steps:
        span = Span(room.begins + step.begins, room.begins + step.ends)
        yield from (Busy(person, room.number, span) for person in required[step.item])


def _collide(one: Busy, other: Busy) -> bool:
    apart = one.span.end <= other.span.start or other.span.end <= one.span.start
    return one.person == other.person and one.room != other.room and not apart


def around(room: RoomToOrder, busy: Sequence[Busy]) -> AgendaToOrder:
    """Return the room's agenda, in which no item lies where somebody that it requires is needed in another room."""

    def kept_free(item: ItemToOrder) -> ItemToOrder:
        blocks = item.blocks
        for each in busy:
            if each.room != room.number and each.person in item.required:
                blocks = _without(blocks, Span(each.span.start - room.begins, each.span.end - room.begins))
        return replace(item, blocks=blocks)

    return replace(room.agenda, items=tuple(map(kept_free, room.agenda.items)))


def _without(spans: Spans, taken: Span) -> Spans:
    """Return what is left of stretches of minutes when one is taken out, which may begin before the first minute."""
    whole = (Span(0, MOST_MINUTES),) if spans is None else spans
    parts = [
        part
        for span in whole
        for part in (Span(span.start, min(span.end, taken.start)), Span(max(span.start, taken.end), span.end))
    ]
    return tuple(part for part in parts if part.start < part.end)


def interleaved(rooms: Sequence[int], orders: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Return one order of all items: ``rooms`` says of each place whose turn it is, ``orders`` each room's order."""
    turns = {room: iter(order) for room, order in orders.items()}
    return tuple(next(turns[room]) for room in rooms)
