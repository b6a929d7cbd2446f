"""Rooms that are to sit at the same time, with a quorum of other people in each: what that leaves for each item."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from meetings.ordering.problem import AgendaToOrder, ItemToOrder
from meetings.placing import left_for


def beside(rooms: Sequence[AgendaToOrder]) -> tuple[AgendaToOrder, ...]:
    """Return each room's agenda as it is while all the other rooms have a quorum at the same time.

    Every quorum is raised by how many people the others need at the least of those who could be there for the item. It
    is assumed that whoever comes is there throughout, and that another room is filled by anybody who could be there for
    one of its items. So a quorum that is lacking here is lacking whatever the rooms deal with.
    """
    free = [[_free(room, item) for item in room.items] for room in rooms]
    could_sit = [frozenset().union(*items) for items in free]
    least = min((item.quorum for room in rooms for item in room.items), default=0)
    made = []
    for place, room in enumerate(rooms):
        others = [people for other, people in enumerate(could_sit) if other != place]
        items = tuple(
            replace(item, blocks=None, quorum=item.quorum + _taken(here, others, least))
            for item, here in zip(room.items, free[place], strict=True)
        )
        people = tuple(replace(person, present=person.present and None) for person in room.people)
        made.append(replace(room, items=items, people=people))
    return tuple(made)


def _free(room: AgendaToOrder, item: ItemToOrder) -> frozenset[int]:
    """Return who counts, comes at all and is not barred."""
    coming = (person.id for person in room.people if person.counts and person.present != ())
    return frozenset(coming) - set(item.barred)


def _taken(here: Collection[int], others: Sequence[Collection[int]], quorum: int) -> int:
    """Return how many of those who could be here are needed elsewhere."""
    return len(here) - left_for(here, others, quorum=quorum)
