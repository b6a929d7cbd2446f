"""A time that suits: when most of those who must come can, out of the working hours of some days.

When somebody cannot is all that is known of her here; whether she is on leave, in another meeting or booked is not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import nsmallest
from itertools import accumulate, compress, pairwise
from operator import not_
from typing import Final

from casework.calendar import WorkingCalendar
from meetings.cadence import EARLIEST, LATEST
from meetings.refusals import DaysUnfit, HoursUnfit, LengthUnfit, PeopleUnfit, StepUnfit, TooManyTimes
from terms.periods import COUNTY_TIME

MOST_DAYS: Final = 92
"""The most days that are looked through, a quarter; ours."""
MOST_PEOPLE: Final = 500
"""The most people who are asked after; ours."""
MOST_TIMES: Final = 100
"""The most times that are told; ours."""
LEAST_MINUTES: Final = 5
"""The shortest meeting and the smallest step; ours."""
LONGEST_STEP: Final = 240
"""The largest step; ours."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class WorkingHours:
    """One block of working hours, in county time."""

    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Busy:
    """Time from ``starts_at`` up to ``ends_at`` in which somebody cannot come; none where it ends no later."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody whose time counts."""

    id: int
    must_come: bool
    busy: tuple[Busy, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: a meeting of some length within working hours, on a working day of a window."""

    first: date
    last: date
    """The last day, included."""
    hours: tuple[WorkingHours, ...]
    minutes: int
    step: int = 30
    """Minutes from one start to the next, counted from where each block of working hours starts."""
    not_before: datetime | None = None
    """No meeting starts earlier; None where every time of the window will do."""


@dataclass(frozen=True, slots=True)
class SuitingTime:
    """A time at which a meeting could be held, with those who could not come, in the order in which they were given."""

    starts_at: datetime
    ends_at: datetime
    must_come_missing: tuple[int, ...]
    others_missing: tuple[int, ...]
    provisional: bool
    """True where a notice still to come can turn its day."""


def suiting_times(
    wish: Wish, people: Sequence[Invitee], *, calendar: WorkingCalendar, most: int
) -> tuple[SuitingTime, ...]:
    """Return the best times, ``most`` of them at most: fewest missing of those who must come, of the others, earliest.

    Raises:
        DaysUnfit: the window ends before it begins, is longer than ``MOST_DAYS``, or is outside of those that are kept.
        HoursUnfit, LengthUnfit, StepUnfit: the hours of a day cannot be so, or the meeting fits into none of them.
        PeopleUnfit, TooManyTimes: more people or times than are looked through, or somebody twice.
    """
    check_wish(wish, most=most)
    if len(people) > MOST_PEOPLE or len({one.id for one in people}) < len(people):
        raise PeopleUnfit(most=MOST_PEOPLE)
    starts = _starts(wish, calendar)
    seconds = [_seconds(start) for start in starts]
    blocked = [_blocked(person.busy, seconds, 60 * wish.minutes) for person in people]
    must = [person.must_come for person in people]
    must_missing = _missing(compress(blocked, must), len(starts))
    others_missing = _missing(compress(blocked, map(not_, must)), len(starts))
    best = nsmallest(most, range(len(starts)), key=lambda place: (must_missing[place], others_missing[place], place))
    return tuple(
        _told(people, _away(blocked, place), starts_at=starts[place], minutes=wish.minutes, calendar=calendar)
        for place in best
    )


def check_wish(wish: Wish, *, most: int) -> None:
    """Refuse what cannot be looked through, whoever is to come.

    Raises:
        DaysUnfit, HoursUnfit, LengthUnfit, StepUnfit, TooManyTimes: see ``suiting_times``.
    """
    if not (EARLIEST <= wish.first <= wish.last <= LATEST and (wish.last - wish.first).days < MOST_DAYS):
        raise DaysUnfit(first=wish.first, last=wish.last, most=MOST_DAYS)
    hours = sorted(wish.hours)
    backwards = any(block.ends <= block.starts for block in hours)
    if not hours or backwards or any(later.starts < block.ends for block, later in pairwise(hours)):
        raise HoursUnfit
    longest = max(_minutes(block.ends) - _minutes(block.starts) for block in hours)
    if not LEAST_MINUTES <= wish.minutes <= longest:
        raise LengthUnfit(least=LEAST_MINUTES, most=longest)
    if not LEAST_MINUTES <= wish.step <= LONGEST_STEP:
        raise StepUnfit(least=LEAST_MINUTES, most=LONGEST_STEP)
    if not 1 <= most <= MOST_TIMES:
        raise TooManyTimes(most=MOST_TIMES)


def _minutes(clock: time) -> int:
    return 60 * clock.hour + clock.minute


def _seconds(moment: datetime) -> float:
    return (moment - EPOCH).total_seconds()


def _starts(wish: Wish, calendar: WorkingCalendar) -> list[datetime]:
    """Return the moments at which the meeting could start, earliest first."""
    days = (wish.first + timedelta(days=step) for step in range((wish.last - wish.first).days + 1))
    clocks = [
        time(*divmod(minute, 60))
        for block in sorted(wish.hours)
        for minute in range(_minutes(block.starts), _minutes(block.ends) - wish.minutes + 1, wish.step)
    ]
    starts = [datetime.combine(day, at, COUNTY_TIME) for day in days if calendar.is_working_day(day) for at in clocks]
    return [start for start in starts if wish.not_before is None or start >= wish.not_before]


def _blocked(busy: Iterable[Busy], starts: Sequence[float], length: int) -> list[tuple[int, int]]:
    """Return which starts are closed by busy times, as runs ``[from, up to)`` of places, in order and apart."""
    runs: list[tuple[int, int]] = []
    for row in sorted((_seconds(row.starts_at), _seconds(row.ends_at)) for row in busy if row.starts_at < row.ends_at):
        opens, closes = bisect_right(starts, row[0] - length), bisect_left(starts, row[1])
        if runs and opens <= runs[-1][1]:
            opens, closes = runs[-1][0], max(runs.pop()[1], closes)
        runs.append((opens, closes))
    return runs


def _missing(blocked: Iterable[Sequence[tuple[int, int]]], amount: int) -> list[int]:
    """Return how many of some people are missing at each start."""
    changes = [0] * (amount + 1)
    for runs in blocked:
        for opens, closes in runs:
            changes[opens] += 1
            changes[closes] -= 1
    return list(accumulate(changes))


def _away(blocked: Iterable[Sequence[tuple[int, int]]], place: int) -> list[bool]:
    """Return of each person whether the start at the place is closed to her."""
    before = [(runs, bisect_right(runs, place, key=lambda run: run[0])) for runs in blocked]
    return [found > 0 and place < runs[found - 1][1] for runs, found in before]


def _told(
    people: Sequence[Invitee],
    away: Sequence[bool],
    *,
    starts_at: datetime,
    minutes: int,
    calendar: WorkingCalendar,
) -> SuitingTime:
    missing = list(compress(people, away))
    return SuitingTime(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        must_come_missing=tuple(one.id for one in missing if one.must_come),
        others_missing=tuple(one.id for one in missing if not one.must_come),
        provisional=calendar.is_provisional(starts_at.date()),
    )
