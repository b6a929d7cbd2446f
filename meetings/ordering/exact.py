"""The best order by trying every set of items that can come first (Held and Karp's dynamic programme).

What is still ahead after a set of items does not depend on their order, but for the last of them: nor do the minutes
that have passed and the number of items, and with them every limit.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from meetings.ordering.arrays import Flags, Whole
from meetings.ordering.layout import Layout

MOST_ITEMS: Final = 20
"""For 20 items the table has 2^20 sets of 20 numbers of two bytes, 42 MB (84 MB where movements pass SMALL)."""
SMALL: Final = 2**15
"""Below so many movements two bytes are enough, for twice as many have to fit in."""
LARGE: Final = 2**30
ROWS: Final = 8192
"""So many sets are looked at together, so that what is compared stays in the processor's cache; ours."""

Sets = npt.NDArray[np.int64]
"""Sets of items: bit i says that item i is in it."""


class Programme:
    """By set of items and last item of it, the fewest movements that are still ahead.

    Time and memory double with each item: ``MOST_ITEMS`` take about a second of one core, and 80 MB (130 MB) in all.
    """

    def __init__(self, layout: Layout) -> None:
        worst = int(layout.distance.max()) * layout.items + int(layout.first.max() + layout.last.max())
        kind, self._never = (np.uint16, SMALL) if worst < SMALL else (np.uint32, LARGE)
        self._layout = layout
        self._passed = _sums(layout.ticks.tolist())
        self._ahead = [sum(1 << other for other in np.flatnonzero(row).tolist()) for row in layout.after]
        self._table = np.full((1 << layout.items, layout.items), self._never, dtype=kind)
        self._table[-1] = layout.last
        self._fill()

    def _fill(self) -> None:
        items, table = self._layout.items, self._table
        distance = self._layout.distance.astype(table.dtype)
        sizes = _sums([1] * items)
        by_size = np.argsort(sizes, kind="stable")
        borders = np.searchsorted(sizes[by_size], np.arange(items + 1))
        for size in range(items - 1, 0, -1):
            for begin in range(borders[size], borders[size + 1], ROWS):
                sets = by_size[begin : min(begin + ROWS, borders[size + 1])]
                least = np.full((items, len(sets)), self._never, dtype=table.dtype)
                for item in range(items):
                    ahead = np.where(self._may_follow(sets, item, size), table[sets | 1 << item, item], self._never)
                    np.minimum(least, ahead.astype(table.dtype) + distance[:, [item]], out=least)
                table[sets] = np.minimum(least, self._never).T

    def _may_follow(self, sets: Sets, item: int, size: int) -> Flags:
        """Tell of each set of this size whether the item may come next."""
        layout = self._layout
        if layout.position[item] != size + 1 and (layout.position[item] or (layout.position == size + 1).any()):
            return np.zeros(len(sets), dtype=np.bool_)
        may_follow: Flags = layout.may_begin[item, self._passed[sets]]
        may_follow &= (sets & (self._ahead[item] | 1 << item)) == self._ahead[item]
        return may_follow

    def first_of_the_best(self, members: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
        """Return, of all orders with the fewest movements, the one that is first by the given order; None without any.

        ``members`` are the items, by their place in the given order, that each item of the layout stands for. It is
        done with when the last of them is; until then the others can follow it at no cost. The order is one of members.
        """
        waiting = [list(each) for each in members]
        order: list[int] = []
        done, moves = 0, self._layout.first
        left = min(self._ahead_with(done, item, moves) for item in range(self._layout.items))
        if left >= self._never:
            return None
        while any(waiting):
            heads = sorted((queue[0], item) for item, queue in enumerate(waiting) if queue)
            item = next(item for _, item in heads if self._ahead_with(done, item, moves) == left)
            left -= int(moves[item])
            order.append(waiting[item].pop(0))
            done |= 0 if waiting[item] else 1 << item
            moves = self._layout.distance[item]
        return tuple(order)

    def _ahead_with(self, done: int, item: int, moves: Whole) -> int:
        """Return the fewest movements that are ahead if the item comes next, at the price that it then has."""
        if not self._may_follow(np.asarray([done]), item, done.bit_count())[0]:
            return self._never
        return int(moves[item]) + int(self._table[done | 1 << item, item])


def _sums(numbers: Sequence[int]) -> Whole:
    """Return for every set what the numbers of its items add up to."""
    sums = np.zeros(1 << len(numbers), dtype=np.int64)
    for item, number in enumerate(numbers):
        sums[1 << item : 2 << item] = sums[: 1 << item] + number
    return sums
