"""An agenda laid out as arrays: what every way of ordering it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from meetings.ordering.arrays import Flags, Whole
from meetings.ordering.problem import AgendaToOrder
from meetings.ordering.reach import closed_by_id, reachable
from meetings.ordering.times import Timetable


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Items by their place in the given order, time in ticks: places or greatest common parts of all lengths."""

    distance: Whole
    """(item, item): the weight of who moves between the two."""
    first: Whole
    """What moves before an item that is the first."""
    last: Whole
    """What moves after an item that is the last."""
    ticks: Whole
    """How long each takes: 1 where nothing depends on the time."""
    may_begin: Flags
    """(item, tick): every limit, and the lengths of the others, let it begin then; one tick more than there are."""
    after: Flags
    """(b, a): item a comes before item b."""
    position: Whole
    """Where an item is fixed, counted from 1; 0: nowhere."""
    unit: int
    """Every number of movements is a multiple of it."""
    floor: int
    """No order has fewer movements: whoever is out for some item moves so often at the least."""
    timed: bool
    """Something depends on the time."""

    @property
    def items(self) -> int:
        """Return how many items there are."""
        return len(self.first)

    @property
    def length(self) -> int:
        """Return how many ticks the meeting takes."""
        return int(self.ticks.sum())

    @property
    def latest(self) -> Whole:
        """Return the last tick at which each may begin; -1 where there is none."""
        last: Whole = np.where(self.may_begin, np.arange(self.length + 1), -1).max(axis=1)
        return last

    def follows(self) -> Flags:
        """Tell of two items whether the second can come straight after the first, as far as these two show it."""
        items, between = self.items, self.after.astype(np.int64)
        follows: Flags = ~(np.eye(items, dtype=np.bool_) | self.after | ((between @ between).T > 0))
        for item, ticks in enumerate(self.ticks.tolist()):
            ends = np.flatnonzero(self.may_begin[item]) + ticks
            follows[item] &= self.may_begin[:, ends].any(axis=1)
        for one, other in zip(*np.nonzero(self.position[:, None] + 1 == self.position[None, :]), strict=True):
            if self.position[one]:
                alone = follows[one, other]
                follows[one], follows[:, other] = False, False
                follows[one, other] = alone
        return follows

    def movements(self, order: Sequence[int]) -> int:
        """Return the movements of an order."""
        row = np.asarray(order)
        return int(self.first[row[0]] + self.distance[row[:-1], row[1:]].sum() + self.last[row[-1]])

    def rounded(self, bound: int) -> int:
        """Return the least number of movements that there can be at or above a bound."""
        return -(-bound // self.unit) * self.unit

    def fits(self, orders: Whole) -> Flags:
        """Tell of each order, one a row, whether it keeps every limit."""
        taken = self.ticks[orders]
        good: Flags = self.may_begin[orders, np.cumsum(taken, axis=1) - taken].all(axis=1)
        if not (self.position.any() or self.after.any()):
            return good
        place = np.argsort(orders, axis=1)
        good &= ((self.position == 0) | (place == self.position - 1)).all(axis=1)
        then, ahead = np.nonzero(self.after)
        return good & (place[:, ahead] < place[:, then]).all(axis=1)


def lay_out(agenda: AgendaToOrder) -> Layout:
    """Lay out an agenda that does not contradict itself."""
    barred, outside, weight = _barred(agenda)
    distance = np.zeros((len(barred), len(barred)), dtype=np.int64)
    for item, row in enumerate(barred):
        distance[item] = (barred != row) @ weight
    after = closed_by_id(agenda)
    start, end = agenda.gathered_at_start, agenda.gathered_at_end
    timetable = Timetable(agenda)
    allowed = [timetable.allowed(item) for item in agenda.items]
    timed = not all(flags.all() for flags in allowed)
    tick = gcd(*(item.minutes for item in agenda.items))
    ticks = [item.minutes // tick if timed else 1 for item in agenda.items]
    may_begin = np.asarray(reachable(ticks, after, [item.position for item in agenda.items]))
    if timed:
        for item, flags in enumerate(allowed):
            may_begin[item, : len(flags[::tick])] &= flags[::tick]
    return Layout(
        distance=distance,
        first=(barred != outside) @ weight * start,
        last=barred @ weight * end,
        ticks=np.asarray(ticks, dtype=np.int64),
        may_begin=may_begin,
        after=after,
        position=np.asarray([item.position or 0 for item in agenda.items], dtype=np.int64),
        unit=gcd(*weight.tolist()) * (2 if start and end and not outside.any() else 1) or 1,
        floor=int(_least(barred, outside, start=start, end=end) @ weight),
        timed=timed,
    )


def _barred(agenda: AgendaToOrder) -> tuple[Whole, Whole, Whole]:
    """Return 1 by item and person where somebody is barred, 1 by person who is out at first, and each one's weight."""
    column = {person.id: place for place, person in enumerate(agenda.people)}
    barred = np.zeros((len(agenda.items), len(column)), dtype=np.int64)
    for row, item in enumerate(agenda.items):
        barred[row, [column[person] for person in item.barred]] = 1
    outside = np.asarray([person.id in agenda.outside for person in agenda.people], dtype=np.int64)
    return barred, outside, np.asarray([person.weight for person in agenda.people], dtype=np.int64)


def _least(barred: Whole, outside: Whole, *, start: bool, end: bool) -> Whole:
    """Return how often each person moves at the least.

    Whoever is barred from some items, but not all, moves once, and twice where she is in the room before and after
    them; whoever is barred from all of them, or from none, moves at each gathering at which she is elsewhere.
    """
    some, every = barred.any(axis=0), barred.all(axis=0)
    both = np.where(start and end, 2 - outside, 1)
    moves: Whole = np.where(every, start * (1 - outside) + end, np.where(some, both, start * outside))
    return moves
