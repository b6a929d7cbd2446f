"""Changes of an order: a stretch turned round, or two neighbouring stretches exchanged, one of them perhaps turned."""

from typing import Final

import numpy as np

from meetings.ordering.arrays import Whole

TURN, EXCHANGE, SECOND_TURNED, FIRST_TURNED = range(4)
"""Kinds of moves: of the stretches X = [a, b) and Y = [b, c), X Y becomes the two of them turned round as one; Y X;
Y and X turned round; Y turned round and X."""
SHORT: Final = 3
"""Exchanged is a stretch of up to so many items with any other; ours."""


class Moves:
    """All moves of an order of so many items, each by its kind and the places a < b < c where stretches meet."""

    def __init__(self, items: int) -> None:
        a, b, c = (grid.ravel() for grid in np.meshgrid(*[np.arange(items + 1)] * 3, indexing="ij"))
        turned = (b == a + 1) & (b < c)
        exchanged = (a < b) & (b < c) & ((b - a <= SHORT) | (c - b <= SHORT))
        kinds = [
            (TURN, turned),
            (EXCHANGE, exchanged),
            (SECOND_TURNED, exchanged & (b - a > 1) & (b - a <= SHORT)),
            (FIRST_TURNED, exchanged & (c - b > 1) & (c - b <= SHORT)),
        ]
        self.kind = np.concatenate([np.full(int(chosen.sum()), kind) for kind, chosen in kinds])
        self.a, self.b, self.c = (np.concatenate([ends[chosen] for _, chosen in kinds]) for ends in (a, b, c))

    def gains(self, order: Whole, distance: Whole) -> Whole:
        """Return for each move how much longer the way becomes, by distances of items and of both ends.

        The last row and column of the distances are the end of the meeting, those before them its start.
        """
        items = len(order)
        way = np.concatenate((order, [items + 1, items]))  # after the last is the end, before 0 the start
        begin, first, second, end = way[self.a - 1], way[self.a], way[self.b], way[self.c]
        first_ends, second_ends = way[self.b - 1], way[self.c - 1]
        old = distance[begin, first] + distance[second_ends, end]
        cut = distance[first_ends, second]
        new = np.choose(
            self.kind,
            [
                distance[begin, second_ends] + distance[first, end],
                distance[begin, second] + distance[second_ends, first] + distance[first_ends, end] - cut,
                distance[begin, second] + distance[second_ends, first_ends] + distance[first, end] - cut,
                distance[begin, second_ends] + distance[second, first] + distance[first_ends, end] - cut,
            ],
        )
        gains: Whole = new - old
        return gains

    def apply(self, order: Whole, chosen: Whole) -> Whole:
        """Return the orders, one a row, that the chosen moves make of this one."""
        kind, a, b, c = (column[chosen, None] for column in (self.kind, self.a, self.b, self.c))
        place = np.arange(len(order))[None, :]
        is_first = place < a + c - b  # of the stretch that Y, then X, now fill
        turned = (kind == TURN) | ((kind == SECOND_TURNED) & ~is_first) | ((kind == FIRST_TURNED) & is_first)
        came_from = np.where(turned, a + c - 1 - place, np.where(is_first, place + b - a, place - (c - b)))
        made: Whole = order[np.where((place >= a) & (place < c), came_from, place)]
        return made

    def comes_first(self, order: Whole) -> Whole:
        """Return for each move the item that it puts at the first place that it changes, which is a."""
        chosen = np.where((self.kind == TURN) | (self.kind == FIRST_TURNED), self.c - 1, self.b)
        item: Whole = order[chosen]
        return item
