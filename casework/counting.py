"""How periods are counted: the first day is not, months end on the corresponding day (TL25 art. 326 and 327)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from casework.calendar import WorkingCalendar
from terms.term import Term


class Unit(Term):
    """What a period is counted in."""

    DAYS = "DAYS", "日", "days"
    WORKING_DAYS = "WORKING_DAYS", "工作日", "working days"
    MONTHS = "MONTHS", "个月", "months"


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day on which the duty can be done in time."""

    day: date
    provisional: bool
    """True where a holiday notice still to come can move it."""


def add_months(start: date, amount: int) -> date:
    """Return the corresponding day ``amount`` months on, or that month's last day where there is none."""
    years, month = divmod(start.month - 1 + amount, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def last_day(
    start: date,
    *,
    amount: int,
    unit: Unit,
    rolls: bool,
    calendar: WorkingCalendar,
    days_out: int = 0,
) -> LastDay:
    """Count a period from ``start``; ``days_out`` days in between do not count against it.

    ``rolls`` moves a last day that is off to the next working day; custody-type measures never roll.
    """
    match unit:
        case Unit.WORKING_DAYS:
            day = calendar.add_working_days(start + timedelta(days=days_out), amount)
            return LastDay(day, provisional=calendar.any_provisional(start + timedelta(days=1), day))
        case Unit.DAYS:
            day = start + timedelta(days=amount + days_out)
        case Unit.MONTHS:
            day = add_months(start, amount) + timedelta(days=days_out)
        case _:
            assert_never(unit)
    if not rolls:
        return LastDay(day, provisional=False)
    rolled = calendar.rolled(day)
    return LastDay(rolled, provisional=calendar.any_provisional(day, rolled))
