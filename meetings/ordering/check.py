"""Holds an order to its agenda, minute by minute, such as one made by hand; shares no code with what orders."""

from collections.abc import Iterator, Sequence

from meetings.ordering.obstacles import Obstacle
from meetings.ordering.problem import AgendaToOrder, ItemToOrder, Spans
from terms.meetings import ItemObstacle


def is_whole(agenda: AgendaToOrder, order: Sequence[int]) -> bool:
    """Tell whether the order has every item of the agenda, by id, once."""
    return sorted(order) == sorted(item.id for item in agenda.items)


def breaches(agenda: AgendaToOrder, order: Sequence[int]) -> tuple[Obstacle, ...]:
    """Return every limit that a whole order breaks, item by item in its order; nothing if it keeps them all."""
    items = {item.id: item for item in agenda.items}
    found: list[Obstacle] = []
    now = 0  # the minute at which the item begins
    for position, number in enumerate(order, start=1):
        found += _of_one(agenda, items[number], position, range(now, now + items[number].minutes))
        found += [
            Obstacle(number, ItemObstacle.TOO_EARLY, other=first)
            for first, then in sorted(set(agenda.before))
            if then == number and order.index(first) >= position
        ]
        now += items[number].minutes
    return tuple(found)


def _of_one(agenda: AgendaToOrder, item: ItemToOrder, position: int, minutes: range) -> Iterator[Obstacle]:
    if item.position not in (None, position):
        yield Obstacle(item.id, ItemObstacle.OUT_OF_POSITION)
    if not _lie_within(minutes, item.blocks):
        yield Obstacle(item.id, ItemObstacle.OUTSIDE_BLOCKS)
    there = {person.id for person in agenda.people if _lie_within(minutes, person.present)}
    for person in sorted(set(item.required)):
        if person in item.barred:
            yield Obstacle(item.id, ItemObstacle.REQUIRED_BARRED, person=person)
        if person not in there:
            yield Obstacle(item.id, ItemObstacle.REQUIRED_AWAY, person=person)
    counted = {person.id for person in agenda.people if person.counts}
    missing = item.quorum - len((there & counted) - set(item.barred))
    if missing > 0:
        yield Obstacle(item.id, ItemObstacle.QUORUM_SHORT, missing=missing)


def _lie_within(minutes: range, spans: Spans) -> bool:
    return spans is None or all(any(span.start <= minute < span.end for span in spans) for minute in minutes)
