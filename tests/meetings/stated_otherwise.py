"""The fewest movements of an agenda, found another way: by all that can be dealt with first, item by item.

Shares nothing with what orders agendas but the problem. It goes from the start of the meeting, in sets of items that
were dealt with and the last of them; when an item may begin is found minute by minute, and who moves person by person.
"""

from collections.abc import Iterator
from functools import cache

from meetings.ordering.problem import AgendaToOrder, ItemToOrder, Spans

Dealt = tuple[frozenset[int], int | None]
"""The items that were dealt with, by id, and the last of them."""


def fewest_movements(agenda: AgendaToOrder) -> int | None:
    """Return the movements of the best order; None where no order keeps every limit."""
    items = {item.id: item for item in agenda.items}

    @cache
    def moves(last: int | None, item: int | None) -> int:
        """Return the weight of who moves from an item to another; None stands for the gatherings."""
        if (last is None and not agenda.gathered_at_start) or (item is None and not agenda.gathered_at_end):
            return 0
        out = items[last].barred if last is not None else agenda.outside
        will_be = items[item].barred if item is not None else ()
        return sum(person.weight for person in agenda.people if (person.id in out) != (person.id in will_be))

    @cache
    def fits(item: int, begins: int) -> bool:
        return may_begin(agenda, items[item], begins)

    def goes_on(done: frozenset[int]) -> Iterator[int]:
        """Yield what can come next."""
        begins = sum(items[item].minutes for item in done)
        fixed = [item.id for item in agenda.items if item.position == len(done) + 1]
        for item in fixed or [item.id for item in agenda.items if item.position is None]:
            late = any(first not in done for first, then in agenda.before if then == item)
            if item not in done and not late and fits(item, begins):
                yield item

    reached: dict[Dealt, int] = {(frozenset(), None): 0}
    for _ in items:
        further: dict[Dealt, int] = {}
        for (done, last), cost in reached.items():
            for item in goes_on(done):
                dealt, total = (done | {item}, item), cost + moves(last, item)
                further[dealt] = min(further.get(dealt, total), total)
        reached = further
    return min((cost + moves(last, None) for (_, last), cost in reached.items()), default=None)


def may_begin(agenda: AgendaToOrder, item: ItemToOrder, begins: int) -> bool:
    """Tell whether its block, whom it requires and its quorum let it begin in that minute."""
    minutes = range(begins, begins + item.minutes)
    there = {person.id for person in agenda.people if _lasts(person.present, minutes)} - set(item.barred)
    counted = there & {person.id for person in agenda.people if person.counts}
    return _lasts(item.blocks, minutes) and there >= set(item.required) and len(counted) >= item.quorum


def _lasts(spans: Spans, minutes: range) -> bool:
    """Tell whether every minute lies in one of the stretches."""
    return spans is None or all(any(minute in range(span.start, span.end) for span in spans) for minute in minutes)
