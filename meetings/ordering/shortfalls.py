"""Whose coming would make a quorum: what each item lacks, and who of some more people could be asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meetings.ordering.arrays import Flags, Whole
from meetings.ordering.check_problem import refuse_stretches, validate
from meetings.ordering.findings import times_left
from meetings.ordering.problem import AgendaToOrder, Spans
from meetings.ordering.refusals import GivenTwice, UnknownItem
from meetings.ordering.times import Timetable


@dataclass(frozen=True, slots=True)
class PersonToAsk:
    """Somebody who does not take part, but could."""

    id: int
    seat: int | None = None
    """In whose place she would sit: one person of each seat counts. None: in one of her own."""
    barred_from: tuple[int, ...] = ()
    """The items that she would leave the room for."""
    present: Spans = None
    """When she could be there."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An item whose quorum is never met, and what would help; people by id, ascending."""

    item: int
    missing: int
    """How many it lacks at its best time, of those that its blocks and required people leave."""
    could_join: tuple[int, ...]
    """Who would count for it at some such time."""
    enough: tuple[int, ...]
    """As few of them as make the quorum together, one a seat, the first by id; empty: all of them are too few."""


def shortfalls(agenda: AgendaToOrder, to_ask: Sequence[PersonToAsk] = ()) -> tuple[Shortfall, ...]:
    """Return the items, as given, that lack people at any time at which they could begin; nothing if none does.

    Raises:
        MeetingRefused: see ``validate``; or somebody to ask takes part already, or is barred from an unknown item.
    """
    validate(agenda)
    _refuse_unfit(agenda, to_ask)
    timetable = Timetable(agenda)
    found = []
    for item in agenda.items:
        left = times_left(timetable, item)
        missing = item.quorum - timetable.count(item)[left]
        if missing.min() <= 0:
            continue
        free = sorted((person for person in to_ask if item.id not in person.barred_from), key=lambda one: one.id)
        there = np.asarray([timetable.covered(person.present, item.minutes)[left] for person in free])
        there = there.reshape(len(free), len(missing))
        numbers = [person.id for person in free]
        could = np.flatnonzero(there.any(axis=1)).tolist()
        found.append(
            Shortfall(
                item.id,
                int(missing.min()),
                could_join=tuple(numbers[place] for place in could),
                enough=_enough(free, there, missing),
            )
        )
    return tuple(found)


def _enough(free: Sequence[PersonToAsk], there: Flags, missing: Whole) -> tuple[int, ...]:
    """Return the first people by id, one a seat, who make the quorum at the time at which the fewest are missing."""
    seats: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, person in enumerate(free):
        seats[("own", person.id) if person.seat is None else ("seat", person.seat)].append(place)
    filled = np.asarray([there[places].any(axis=0) for places in seats.values()]).reshape(len(seats), len(missing))
    times = np.flatnonzero(filled.sum(axis=0) >= missing)
    if not len(times):
        return ()
    best = times[np.argmin(missing[times])]
    firsts = (next((place for place in places if there[place, best]), None) for places in seats.values())
    return tuple(free[place].id for place in sorted(place for place in firsts if place is not None)[: missing[best]])


def _refuse_unfit(agenda: AgendaToOrder, to_ask: Sequence[PersonToAsk]) -> None:
    items = {item.id for item in agenda.items}
    seen = {person.id for person in agenda.people}
    for person in to_ask:
        if person.id in seen:
            raise GivenTwice(number=person.id)
        seen.add(person.id)
        refuse_stretches(person.id, person.present)
        for item in person.barred_from:
            if item not in items:
                raise UnknownItem(item=item)
