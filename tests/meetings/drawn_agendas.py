"""Small agendas with limits of every kind, drawn by a seed, and the best order of each by trying every one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from bench.agendas import Draw
from meetings.ordering.answer import OrderedAgenda, tell
from meetings.ordering.check import breaches
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span, Spans


def drawn_agenda(seed: int, *, least: int = 1, most: int = 6) -> AgendaToOrder:
    """Return an agenda; about one in four has limits of no kind, and about half of the others may have no order."""
    draw = Draw(seed)
    count = least + draw.below(most - least + 1)
    minutes = [5 * (1 + draw.below(4)) for _ in range(count)]
    limits = draw.below(4)
    people = tuple(
        Attendant(101 + number, 1 + draw.below(2) * draw.below(5), _spans(draw, sum(minutes), 0.2 * (limits > 1)))
        for number in range(draw.below(6))
    )
    positions, order = draw.shuffled(count), draw.shuffled(count)
    chance = 0.2 + 0.3 * draw.below(2)
    items = []
    for number, length in enumerate(minutes):
        barred = tuple(person.id for person in people if draw.happens(chance))
        free = [person.id for person in people if person.id not in barred]
        items.append(
            ItemToOrder(
                number + 1,
                length,
                barred,
                required=tuple(person for person in free if limits > 1 and draw.happens(0.1)),
                quorum=draw.below(len(free) + 1) if limits > 1 and draw.happens(0.4) else 0,
                blocks=_spans(draw, sum(minutes), 0.3 * (limits > 1)),
                position=positions[number] + 1 if limits > 0 and draw.happens(0.15) else None,
            )
        )
    pairs = [(order[one] + 1, order[other] + 1) for one in range(count) for other in range(one + 1, count)]
    before = tuple(pair for pair in pairs if limits > 0 and draw.happens(0.1))
    gathered = draw.happens(0.6), draw.happens(0.4)
    outside = tuple(person.id for person in people if draw.happens(0.15))
    return AgendaToOrder(tuple(items), people, before, *gathered, outside)


def _spans(draw: Draw, minutes: int, chance: float) -> Spans:
    if not draw.happens(chance):
        return None
    starts = [5 * draw.below(minutes // 5) for _ in range(1 + draw.below(2))]
    return tuple(Span(start, start + 5 + 5 * draw.below(minutes // 4)) for start in starts)


def best_of_all(agenda: AgendaToOrder) -> OrderedAgenda | None:
    """Return the first order, by the given one, with the fewest movements of all that break no limit."""
    best: OrderedAgenda | None = None
    for order in orders_without_breach(agenda):
        told = tell(agenda, order)
        if best is None or told.movements < best.movements:
            best = told
    return best


def orders_without_breach(agenda: AgendaToOrder) -> Iterator[tuple[int, ...]]:
    """Yield them, from the one nearest to the given order on; an item in its breach is not followed up."""
    minutes = {item.id: item.minutes for item in agenda.items}

    @cache
    def stands(number: int, position: int, begins: int) -> bool:
        """Look at one item where it would be, after one that fills the time and others that fill the places."""
        item = next(item for item in agenda.items if item.id == number)
        fill = [ItemToOrder(-place, begins if place == 1 else 0) for place in range(1, position)]
        alone = replace(agenda, items=(*fill, item), before=())
        return not [one for one in breaches(alone, [one.id for one in alone.items]) if one.item == number]

    def go_on(order: Sequence[int], begins: int) -> Iterator[tuple[int, ...]]:
        if len(order) == len(minutes):
            yield tuple(order)
        for number, length in minutes.items():
            late = any(first not in order for first, then in agenda.before if then == number)
            if number not in order and not late and stands(number, len(order) + 1, begins):
                yield from go_on([*order, number], begins + length)

    yield from go_on([], 0)


def mirrored(agenda: AgendaToOrder) -> AgendaToOrder:
    """Return the agenda, from whose start nobody is out, read from its end: the last hour is the first hour."""
    length = sum(item.minutes for item in agenda.items)

    def turned(spans: Spans) -> Spans:
        if spans is None:
            return None
        return tuple(Span(max(0, length - span.end), length - span.start) for span in spans if span.start < length)

    items = tuple(
        replace(item, blocks=turned(item.blocks), position=item.position and len(agenda.items) + 1 - item.position)
        for item in reversed(agenda.items)
    )
    people = tuple(replace(person, present=turned(person.present)) for person in agenda.people)
    before = tuple((then, first) for first, then in agenda.before)
    return AgendaToOrder(items, people, before, agenda.gathered_at_end, agenda.gathered_at_start)
