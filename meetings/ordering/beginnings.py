"""Orders item by item from the start: many beginnings of orders at once, of which the most promising go on.

Of beginnings with the same items and the same last one only the cheapest goes on. None goes on where the walks show
that no better order can come of it, or that an item would come too late. Those that are left out for want of room, and
what was found, bound every order: if none was left out, there is nothing better.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from meetings.ordering.arrays import Flags, Whole
from meetings.ordering.layout import Layout
from meetings.ordering.walks import NEVER, SCALE, Walks

SPARE: Final = 4
"""Equal beginnings are looked for among so many times as many as go on; ours."""
WORD: Final = 64
Sets = npt.NDArray[np.uint64]
"""Sets of items, in words of 64 bits: bit i of word w says that item 64 w + i is in it."""


@dataclass(frozen=True, slots=True)
class Extended:
    """The best order with fewer movements than asked, if one was found, and what no other order is below."""

    order: tuple[int, ...] | None
    bound: int
    """Of the orders that begin as none that was kept; NEVER if there is no such order below what was asked."""


class _Beginnings(NamedTuple):
    """Beginnings with one number of items, one a row."""

    came_from: Whole
    """The row of each without its last item."""
    last: Whole
    tick: Whole
    cost: Whole
    """Movements in units of SCALE, less the prices of what was dealt with."""
    least: Whole
    """No order that begins so costs less."""
    done: Sets

    def chosen(self, rows: Whole | Flags) -> "_Beginnings":
        came_from, last, tick, cost, least, done = self
        return _Beginnings(came_from[rows], last[rows], tick[rows], cost[rows], least[rows], done[rows])


class Extension:
    """Extends the beginnings of one layout, guided by walks."""

    def __init__(self, layout: Layout, walks: Walks) -> None:
        self._layout, self._walks = layout, walks
        items = np.arange(layout.items + 1)
        self._word, self._shift = items // WORD, (items % WORD).astype(np.uint64)
        self._only = _sets(np.eye(layout.items, dtype=np.bool_))
        self._ahead = _sets(layout.after)
        self._overdue = _sets(layout.latest < np.arange(layout.length + 1)[:, None])

    def extend(self, *, below: int, width: int) -> Extended:
        """Return the best order with fewer movements than ``below`` that is found with so many beginnings at a time."""
        layout = self._layout
        most = (below - 1) // layout.unit * layout.unit * SCALE
        none = np.zeros(1, np.int64)
        rows = _Beginnings(none, none, none, none, none, np.zeros((1, self._only.shape[1]), np.uint64))
        trail: list[_Beginnings] = []
        left_out = NEVER * SCALE
        for place in range(1, layout.items + 1):
            extended = self._extended(rows, place, most)
            rows, least = _most_promising(extended, width)
            left_out = min(left_out, least)
            trail.append(rows)
        bound = NEVER if left_out == NEVER * SCALE else layout.rounded(-(-left_out // SCALE))
        if not len(rows.last):
            return Extended(None, bound)
        row, order = int(np.argmin(rows.least)), []
        for beginnings in reversed(trail):
            order.append(int(beginnings.last[row]))
            row = int(beginnings.came_from[row])
        return Extended(tuple(reversed(order)), bound)

    def _extended(self, rows: _Beginnings, place: int, most: int) -> _Beginnings:
        """Return every beginning with every item that may come next and from which there is a way on."""
        layout, walks = self._layout, self._walks
        row, item = np.nonzero(self._open(rows, place))
        kept = ((rows.done[row] & self._ahead[item]) == self._ahead[item]).all(axis=1)
        row, item = row[kept], item[kept]
        tick, done = rows.tick[row], rows.done[row]
        cost = rows.cost[row] + SCALE * (layout.first[item] if place == 1 else layout.distance[rows.last[row], item])
        on = walks.goes_on[tick, item]
        gone = (on < layout.items) & self._has(done[np.arange(len(row)), self._word[on] % done.shape[1]], on)
        ahead = np.where(gone, walks.other_ahead[tick, item], walks.ahead[tick, item])
        tick, done = tick + layout.ticks[item], done | self._only[item]
        least = cost + ahead + walks.prices.sum()
        kept = (ahead < NEVER // 2) & (least <= most) & ~(self._overdue[tick] & ~done).any(axis=1)
        return _Beginnings(row, item, tick, cost - walks.prices[item], least, done).chosen(kept)

    def _open(self, rows: _Beginnings, place: int) -> Flags:
        """Tell of each beginning and each item whether it may come next, by time and position."""
        here = self._layout.position == place
        items = np.arange(self._layout.items)
        is_open: Flags = ~self._has(rows.done[:, self._word[items]], items)
        is_open &= self._layout.may_begin[:, rows.tick].T
        is_open &= here if here.any() else self._layout.position == 0
        return is_open

    def _has(self, words: Sets, items: Whole) -> Flags:
        """Tell whether the item is in the set, of which this is the word that would say so."""
        has: Flags = (words >> self._shift[items]) & np.uint64(1) == 1
        return has


def _sets(flags: Flags) -> Sets:
    """Return the rows as sets."""
    packed = np.packbits(flags, axis=1, bitorder="little")
    words = np.zeros((len(packed), -(-flags.shape[1] // WORD) * (WORD // 8)), dtype=np.uint8)
    words[:, : packed.shape[1]] = packed
    return words.view("<u8")


def _most_promising(extended: _Beginnings, width: int) -> tuple[_Beginnings, int]:
    """Return so many that may cost least in the end, of each set of items and last item only the cheapest.

    With them is told what those that are left out cost at the least.
    """
    left_out = NEVER * SCALE
    if len(extended.least) > SPARE * width:
        kept = extended.least <= np.partition(extended.least, SPARE * width)[SPARE * width]
        left_out = int(extended.least[~kept].min(initial=left_out))
        extended = extended.chosen(kept)
    in_order = extended.chosen(np.lexsort((extended.cost, extended.last, *extended.done.T)))
    new = np.ones(len(in_order.last), dtype=np.bool_)
    new[1:] = (in_order.done[1:] != in_order.done[:-1]).any(axis=1) | (in_order.last[1:] != in_order.last[:-1])
    cheapest = in_order.chosen(new)
    if len(cheapest.last) <= width:
        return cheapest, left_out
    by_promise = np.lexsort((cheapest.last, cheapest.tick, cheapest.least))
    left_out = min(left_out, int(cheapest.least[by_promise[width]]))
    return cheapest.chosen(by_promise[:width]), left_out
