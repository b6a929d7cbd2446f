"""The order of an agenda in which people leave and come back least, room by room."""

import asyncio
from dataclasses import dataclass, replace

from db.tables import AgendaItem, Meeting
from meetings.ordering.answer import Step, tell
from meetings.ordering.rooms import interleaved, put_rooms_in_order
from meetings.refusals import AgendaEmpty
from resolvers.agenda_editing import Seen, arrange
from resolvers.agenda_posing import Posed, posed_of
from resolvers.caller import Caller


@dataclass(frozen=True, slots=True)
class Ordered:
    """The best order that was found, beside the present one."""

    posed: Posed
    present: int
    """Exits and entries of the present order, in all rooms."""
    movements: int
    """Exits and entries of this one."""
    bound: int
    """No order has fewer."""
    steps: tuple[tuple[AgendaItem, Step], ...]
    """The items in this order; each room has the places that it has now, and minutes count from the meeting's start."""

    @property
    def proven(self) -> bool:
        """Tell whether no order is better."""
        return self.movements == self.bound


async def order_of(caller: Caller, meeting_id: int, *, key: str) -> Ordered:
    """Return the order of the planned items that the caller sees with the fewest exits and entries; nothing is written.

    Raises:
        NotAllowed, NotFound: she may not call meetings, or sees no such meeting.
        MeetingRefused: no order keeps every limit, with what stands against it; items are told by number.
    """
    posed = await posed_of(caller, meeting_id, key=key)
    if not posed.rooms:
        raise AgendaEmpty
    best = await asyncio.to_thread(put_rooms_in_order, posed.rooms, posed.held)
    present = [tell(room.agenda, [item.id for item in room.agenda.items]) for room in posed.rooms]
    steps = {
        step.item: replace(step, begins=room.begins + step.begins, ends=room.begins + step.ends)
        for room, order in zip(posed.rooms, best, strict=True)
        for step in order.steps
    }
    orders = {room.number: order.items for room, order in zip(posed.rooms, best, strict=True)}
    numbers = interleaved([item.room for item in posed.items], orders)
    return Ordered(
        posed,
        present=sum(order.movements for order in present),
        movements=sum(order.movements for order in best),
        bound=sum(order.bound for order in best),
        steps=tuple((posed.items[number - 1], steps[number]) for number in numbers),
    )


async def put_agenda_in_order(caller: Caller, seen: Seen, *, key: str) -> tuple[Meeting, Ordered]:
    """Put the planned items into that order, if the agenda is still what the caller saw.

    Raises:
        NotAllowed, NotFound, MeetingRefused: see ``order_of`` and ``resolvers.agenda_editing.arrange``.
    """
    ordered = await order_of(caller, seen.meeting_id, key=key)
    return await arrange(caller, seen, [item.id for item, _ in ordered.steps]), ordered
