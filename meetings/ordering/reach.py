"""When the other items let an item begin: the sums of lengths that can lie before it."""

from collections.abc import Sequence

import numpy as np

from meetings.ordering.arrays import Flags
from meetings.ordering.problem import AgendaToOrder


def closed(pairs: Sequence[tuple[int, int]], items: int) -> Flags:
    """Return who comes after whom: true in row b, column a, where item a comes before item b, also by way of others."""
    after = np.zeros((items, items), dtype=np.bool_)
    for first, then in pairs:
        after[then, first] = True
    for between in range(items):
        after |= after[:, [between]] & after[[between], :]
    return after


def closed_by_id(agenda: AgendaToOrder) -> Flags:
    """Return who comes after whom of an agenda's items, by their place in the given order."""
    places = {item.id: place for place, item in enumerate(agenda.items)}
    return closed([(places[first], places[then]) for first, then in agenda.before], len(agenda.items))


def reachable(lengths: Sequence[int], after: Flags, positions: Sequence[int | None]) -> list[Flags]:
    """Tell of each item and each moment from 0 to the whole length whether other items can fill the time until then.

    Counted are all that must come before it, none that must come after it, and any of the others; for an item that is
    fixed at a position, so many that it has it. A set of lengths is one whole number, whose bit s says that some of
    them add up to s.
    """
    whole = sum(lengths)
    found = []
    for item, position in enumerate(positions):
        ahead = np.flatnonzero(after[item])
        free = [
            length
            for other, length in enumerate(lengths)
            if other != item and not after[item, other] and not after[other, item]
        ]
        sums = _sums(free) if position is None else _sums_of(free, position - 1 - len(ahead))
        bits = sums << sum(lengths[other] for other in ahead.tolist())
        found.append(_flags(bits, whole + 1))
    return found


def _sums(lengths: Sequence[int]) -> int:
    sums = 1
    for length in lengths:
        sums |= sums << length
    return sums


def _sums_of(lengths: Sequence[int], count: int) -> int:
    """Return the sums of exactly so many of the lengths; of none if there are not so many."""
    if not 0 <= count <= len(lengths):
        return 0
    sums = [1] + [0] * count
    for length in lengths:
        for many in range(count, 0, -1):
            sums[many] |= sums[many - 1] << length
    return sums[count]


def _flags(bits: int, count: int) -> Flags:
    raw = np.frombuffer(bits.to_bytes(count // 8 + 1, "little"), dtype=np.uint8)
    return np.unpackbits(raw, count=count, bitorder="little").astype(np.bool_)
