"""What no order is below: walks through the time of the meeting that may leave items out and repeat them, at a price.

A walk fills the meeting with items, each beginning when it may; it only does not come back to an item by way of one
other. Every order is a walk. Each time that it deals with an item it is paid the item's price, and in the end all
prices are added once: of an order this changes nothing, of the cheapest walk it makes a bound. The prices are raised
and lowered until the cheapest walk is about an order (Lagrange's relaxation, by subgradients).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from meetings.ordering.arrays import Whole
from meetings.ordering.layout import Layout

SCALE: Final = 1000
"""Prices are thousandths of a movement, in whole numbers, so that no bound suffers from rounding."""
NEVER: Final = 2**50
"""More than any way costs."""
ROUNDS: Final = 120
"""So often prices are changed; this and the next four numbers are ours."""
PATIENCE: Final = 7
"""After so many rounds without a better bound the steps become smaller."""
SMALLER: Final = 1.5
SMALLEST: Final = 0.001
MOST_TICKS: Final = 30_000
"""In a long meeting there are fewer rounds: so many ticks are walked in all."""


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """The cheapest walks under some prices; costs are in units of SCALE."""

    prices: Whole
    ahead: Whole
    """(tick, item): what the item that begins then, and all after it, cost less their prices."""
    other_ahead: Whole
    """The same where the best item to go on to is not to be had."""
    goes_on: Whole
    """(tick, item): that best item; the number of items for the end of the meeting."""
    other_goes_on: Whole
    value: int
    """What the cheapest walk costs, with all prices added; no order costs less."""
    bound: int
    """No order has fewer movements; NEVER: there is no order."""


class Walker:
    """Walks through one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._length = layout.length
        self._bits = layout.items.bit_length()
        self._steps = np.where(layout.follows(), layout.distance * SCALE, NEVER) << self._bits
        self._first, self._last = layout.first * SCALE, layout.last * SCALE
        self._begin = [np.flatnonzero(column) for column in layout.may_begin.T]

    def walks(self, prices: Whole) -> Walks:
        """Return the cheapest walks, from the end of the meeting to its start.

        A cost and the item that it goes on to are one number, so that the least also tells the item.
        """
        items, length, bits, ticks = self._layout.items, self._length, self._bits, self._layout.ticks
        never = (np.full((length + 1, items), NEVER) << bits) | np.arange(items)
        best, other = never, never.copy()
        goes_on, other_goes_on = np.full_like(best, items), np.full_like(best, items)
        for tick in range(length - 1, -1, -1):
            here = self._begin[tick]
            ends = tick + ticks[here]
            ways = np.where(goes_on[ends] == here[:, None], other[ends], best[ends]) + self._steps[here]
            for kept, on in ((best, goes_on), (other, other_goes_on)):
                least = ways.min(axis=1)
                to = least & ((1 << bits) - 1)
                ways[np.arange(len(here)), to] = NEVER << bits
                at_end = ends == length
                cost = np.where(at_end, self._last[here], least >> bits) - prices[here]
                kept[tick, here] = (np.minimum(cost, NEVER) << bits) | here
                on[tick, here] = np.where(at_end, items, to)
        ahead, other_ahead = best >> bits, other >> bits
        value = int((ahead[0] + self._first).min()) + int(prices.sum())
        bound = self._layout.rounded(-(-value // SCALE)) if value < NEVER // 2 else NEVER
        return Walks(prices, ahead, other_ahead, goes_on, other_goes_on, value, bound)

    def often(self, walks: Walks) -> Whole:
        """Return how often the cheapest walk deals with each item."""
        counted = np.zeros(self._layout.items, dtype=np.int64)
        item, tick, goes_on = int(np.argmin(walks.ahead[0] + self._first)), 0, walks.goes_on
        while tick < self._length:
            counted[item] += 1
            then, tick = int(goes_on[tick, item]), tick + int(self._layout.ticks[item])
            comes_back = tick < self._length and walks.goes_on[tick, then] == item
            item, goes_on = then, walks.other_goes_on if comes_back else walks.goes_on
        return counted


def best_walks(layout: Layout, *, known: int | None, prices: Whole | None = None, rounds: int = ROUNDS) -> Walks:
    """Return walks with the best bound that was found, starting from these prices.

    It stops when the bound is that of an order of ``known`` movements; without one, prices aim a twentieth higher.
    """
    walker = Walker(layout)
    best = trial = walker.walks(np.zeros(layout.items, dtype=np.int64) if prices is None else prices)
    step, idle = 1.0, 0
    for _ in range(min(rounds, MOST_TICKS // layout.length)):
        away = 1 - walker.often(trial) if best.bound < NEVER else np.zeros(0)
        size = int((away * away).sum())
        if size == 0 or best.bound == known or step < SMALLEST:
            break
        aim = known * SCALE if known is not None else best.value + best.value // 20
        prices = trial.prices + np.rint(step * max(aim - trial.value, SCALE) / size * away).astype(np.int64)
        trial, idle = walker.walks(prices), idle + 1
        if trial.value > best.value:
            best, idle = trial, 0
        elif idle == PATIENCE:
            trial, idle, step = best, 0, step / SMALLER
    return best
