"""The days of a recurrence rule: python-dateutil tells what its parts let pass in a year, periods are counted here.

Asked for a whole rule that has no further day, the library goes on to the year 9999 (twenty seconds of
``FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30``), and it knows no limit. So it is asked for one year at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from functools import partial
from itertools import groupby, islice
from typing import Final, assert_never

from dateutil.rrule import YEARLY, rrule, weekday

from meetings.rule_text import MONDAY, Frequency, Rule

ONE_WEEK: Final = timedelta(weeks=1)
EVERY_WEEKDAY: Final = tuple((day, 0) for day in range(7))
EVERY_MONTH: Final = tuple(range(1, 13))
ONE_YEAR_ALONE: Final = MAXYEAR
"""A step that leads past the last year there is, so that the library stops after the first."""


def days_of(rule: Rule, *, begins: date, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule from ``first`` to ``last``, both included, in order; its UNTIL is left to the caller.

    Periods are counted from the one that holds ``begins``, and no earlier day is one of the rule; ``begins`` itself is
    only if the rule says so. What the rule does not say is taken from it (RFC 5545): its weekday, day or month.
    """
    counted_from = begins if rule.count is not None else max(begins, first)
    days = _every_day(completed(rule, begins), begins=begins, first=counted_from, last=last)
    return (day for day in islice(days, rule.count) if day >= first)


def completed(rule: Rule, begins: date) -> Rule:
    """Return the rule with what it leaves to its first day written out."""
    if rule.month_days or rule.weekdays:
        return rule
    match rule.frequency:
        case Frequency.DAILY:
            return rule
        case Frequency.WEEKLY:
            return replace(rule, weekdays=((begins.weekday(), 0),))
        case Frequency.MONTHLY:
            return replace(rule, month_days=(begins.day,))
        case Frequency.YEARLY:
            return replace(rule, month_days=(begins.day,), months=rule.months or (begins.month,))
        case _:
            assert_never(rule.frequency)


def _every_day(rule: Rule, *, begins: date, first: date, last: date) -> Iterator[date]:
    """Yield the days from ``first`` to ``last``, whatever the rule counts to; whole years are read, for whole weeks."""
    number = partial(_period_number, rule)
    years = range((first - ONE_WEEK).year, (last + ONE_WEEK).year + 1)
    passing = (day for year in years for day in sorted(_passing(rule, year)))
    for period, days in groupby(passing, key=number):
        if (period - number(begins)) % rule.interval == 0:
            yield from (day for day in _chosen(tuple(days), rule.positions) if first <= day <= last)


def _period_number(rule: Rule, day: date) -> int:
    """Return the number of the rule's period that holds the day."""
    match rule.frequency:
        case Frequency.DAILY:
            return day.toordinal()
        case Frequency.WEEKLY:
            return (day.toordinal() - 1 - rule.week_start) // 7  # day 1 of the calendar was a Monday
        case Frequency.MONTHLY:
            return day.year * 12 + day.month
        case Frequency.YEARLY:
            return day.year
        case _:
            assert_never(rule.frequency)


def _passing(rule: Rule, year: int) -> set[date]:
    """Return the days of the year that are of the rule's months, days of the month and weekdays."""
    counts_in_months = rule.frequency is Frequency.MONTHLY and not rule.months
    weekdays = rule.weekdays or EVERY_WEEKDAY
    every = [weekday(day) for day, which in weekdays if not which]
    counted = [weekday(day, which) for day, which in weekdays if which]
    # Apart, because the library takes only days that are both where both are given, and the rule means either.
    return {
        moment.date()
        for chosen in (every, counted)
        if chosen
        for moment in rrule(
            YEARLY,
            dtstart=date(year, 1, 1),
            interval=ONE_YEAR_ALONE,
            wkst=MONDAY,
            bymonth=EVERY_MONTH if counts_in_months else rule.months or None,
            bymonthday=rule.month_days or None,
            byweekday=chosen,
        )
    }


def _chosen(days: Sequence[date], positions: Sequence[int]) -> Sequence[date]:
    """Return the days of one period at the positions: 1 is the first, -1 the last; all where none is given."""
    if not positions:
        return days
    places = {place - 1 if place > 0 else len(days) + place for place in positions}
    return [day for place, day in enumerate(days) if place in places]
