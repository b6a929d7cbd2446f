"""Counting days and months, and cutting periods."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from terms.periods import ALWAYS, Period


def months_before(day: date, months: int) -> date:
    """Return the corresponding day of an earlier month, or that month's last day (TL25 art. 327)."""
    index = day.year * 12 + day.month - 1 - months
    if index < date.min.year * 12:
        return date.min
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def period_from(day: date, end: date | None) -> Period:
    """Return the days from ``day`` to ``end``, and ``day`` itself at the least."""
    following = day + timedelta(days=1)
    return Period(day, end if end is None else max(end, following))


def quarter_of(day: date) -> Period:
    """Return the calendar quarter in which a day lies."""
    first = (day.month - 1) // 3 * 3 + 1
    start = date(day.year, first, 1)
    months = monthrange(day.year, first)[1] + monthrange(day.year, first + 1)[1] + monthrange(day.year, first + 2)[1]
    return Period(start, start + timedelta(days=months))


def meet(one: Period, other: Period) -> Period | None:
    """Return the days that both periods share, None where they share none."""
    if other in (one, ALWAYS):
        return None if one.is_empty else one
    starts = [start for start in (one.start, other.start) if start is not None]
    ends = [end for end in (one.end, other.end) if end is not None]
    shared = Period(max(starts, default=None), min(ends, default=None))
    return None if shared.is_empty else shared


def without(period: Period, holes: Iterable[Period]) -> tuple[Period, ...]:
    """Return what is left of a period when the holes are cut out, in order of days."""
    left: tuple[Period, ...] = () if period.is_empty else (period,)
    for hole in holes:
        left = tuple(rest for part in left for rest in _cut(part, hole))
    return left


def _cut(period: Period, hole: Period) -> tuple[Period, ...]:
    if meet(period, hole) is None:
        return (period,)
    before = None if hole.start is None else meet(period, Period(None, hole.start))
    after = None if hole.end is None else meet(period, Period(hole.end, None))
    return tuple(part for part in (before, after) if part is not None)
