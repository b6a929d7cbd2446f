"""A good order by local search, the same for one seed: an order is changed for the better, then jolted, and again."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from meetings.ordering.arrays import Whole
from meetings.ordering.layout import Layout
from meetings.ordering.moves import Moves

JOLTS: Final = 60
"""So often the best order is jolted; this and the next two numbers are ours."""
TRIES: Final = 30
"""So often a jolt is drawn until one keeps every limit."""
AT_ONCE: Final = 64
"""So many changes are held to the limits together."""


class Search:
    """Searches the orders of one layout; whatever it holds in its hand keeps every limit."""

    def __init__(self, layout: Layout, *, seed: int) -> None:
        items = layout.items
        self._layout = layout
        self._moves = Moves(items)
        self._state = seed % 2147483646 + 1
        self._distance = np.zeros((items + 2, items + 2), dtype=np.int64)
        self._distance[:items, :items] = layout.distance
        for end, alone in ((items, layout.first), (items + 1, layout.last)):
            self._distance[end, :items] = self._distance[:items, end] = alone

    def best_from(self, start: Sequence[int], *, jolts: int = JOLTS) -> tuple[int, ...]:
        """Return the best order that is found from this one, which keeps every limit."""
        best = self._descend(np.asarray(start), settle=False)
        for _ in range(jolts):
            jolted = self._jolted(best)
            if jolted is None or self._movements(best) == self._layout.floor:
                break
            best = min(best, self._descend(jolted, settle=False), key=self._movements)
        return tuple(self._descend(best, settle=True).tolist())

    def _movements(self, order: Whole) -> int:
        return self._layout.movements(order.tolist())

    def _descend(self, order: Whole, *, settle: bool) -> Whole:
        """Change the order while there is a better one; to settle, also for one as good that is earlier as given."""
        while (better := self._better(order, settle=settle)) is not None:
            order = better
        return order

    def _better(self, order: Whole, *, settle: bool) -> Whole | None:
        moves = self._moves
        gains, comes = moves.gains(order, self._distance), moves.comes_first(order)
        wanted = gains < 0
        if settle:
            wanted |= (gains == 0) & (comes < order[moves.a])
        chosen = np.flatnonzero(wanted)
        chosen = chosen[np.lexsort((comes[chosen], moves.a[chosen], gains[chosen]))]
        for begin in range(0, len(chosen), AT_ONCE):
            changed = moves.apply(order, chosen[begin : begin + AT_ONCE])
            fitting = np.flatnonzero(self._layout.fits(changed))
            if len(fitting):
                found: Whole = changed[fitting[0]]
                return found
        return None

    def _jolted(self, order: Whole) -> Whole | None:
        """Exchange two neighbouring stretches of any length, at random."""
        for _ in range(TRIES):
            a, b, c = sorted(self._draw(len(order) + 1) for _ in range(3))
            if a < b < c:
                jolted = np.concatenate((order[:a], order[b:c], order[a:b], order[c:]))
                if self._layout.fits(jolted[None, :])[0]:
                    return jolted
        return None

    def _draw(self, below: int) -> int:
        """Draw a whole number from 0 to before ``below`` (Lehmer's generator with Park and Miller's multiplier)."""
        self._state = self._state * 48271 % 2147483647
        return self._state % below


def starts(layout: Layout) -> list[tuple[int, ...]]:
    """Return orders that keep every limit and are at hand: the given one, and always on to the nearest."""
    given, nearest = tuple(range(layout.items)), nearest_first(layout)
    at_hand = [given, *([] if nearest is None else [nearest])]
    return [order for order in at_hand if layout.fits(np.asarray([order]))[0]]


def nearest_first(layout: Layout) -> tuple[int, ...] | None:
    """Return the order that always goes on to the nearest item that fits and is not too late for others, or None."""
    latest = layout.latest
    order: list[int] = []
    waiting, tick, steps = np.ones(layout.items, dtype=np.bool_), 0, layout.first
    for place in range(1, layout.items + 1):
        open_to = waiting & layout.may_begin[:, tick] & ~(layout.after & waiting).any(axis=1)
        open_to &= (layout.position == place) if (layout.position == place).any() else (layout.position == 0)
        for item in np.flatnonzero(open_to).tolist():
            others = waiting.copy()
            others[item] = False
            open_to[item] = bool((latest[others] >= tick + layout.ticks[item]).all())
        if not open_to.any():
            return None
        item = int(np.argmin(np.where(open_to, steps, np.iinfo(np.int64).max)))
        order.append(item)
        waiting[item], tick, steps = False, tick + int(layout.ticks[item]), layout.distance[item]
    return tuple(order)
