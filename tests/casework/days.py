"""The days of 2026 on which working time differed from the week's pattern, as far as these tests need them."""

from datetime import date, timedelta

from casework.calendar import SpecialDay, WorkingCalendar


def holidays(first: date, last: date) -> list[SpecialDay]:
    """Return the days from ``first`` to ``last``, both off."""
    return [SpecialDay(first + timedelta(days=step), is_working_day=False) for step in range((last - first).days + 1)]


def make_up(day: date) -> SpecialDay:
    """Return a weekend day that is worked."""
    return SpecialDay(day, is_working_day=True)


SPECIAL_2026 = [
    *holidays(date(2026, 1, 1), date(2026, 1, 3)),
    make_up(date(2026, 1, 4)),
    make_up(date(2026, 2, 14)),
    *holidays(date(2026, 2, 15), date(2026, 2, 23)),
    make_up(date(2026, 2, 28)),
    make_up(date(2026, 9, 20)),
    *holidays(date(2026, 10, 1), date(2026, 10, 7)),
    make_up(date(2026, 10, 10)),
]
CALENDAR_2026 = WorkingCalendar(SPECIAL_2026)
