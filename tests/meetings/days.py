"""The days of 2026 on which working time differs from the week's pattern, all of them."""

from datetime import date

from casework.calendar import WorkingCalendar
from tests.casework.days import holidays, make_up

SPECIAL_2026 = (
    *holidays(date(2026, 1, 1), date(2026, 1, 3)),
    make_up(date(2026, 1, 4)),
    make_up(date(2026, 2, 14)),
    *holidays(date(2026, 2, 15), date(2026, 2, 23)),
    make_up(date(2026, 2, 28)),
    *holidays(date(2026, 4, 4), date(2026, 4, 6)),
    *holidays(date(2026, 5, 1), date(2026, 5, 5)),
    make_up(date(2026, 5, 9)),
    *holidays(date(2026, 6, 19), date(2026, 6, 21)),
    make_up(date(2026, 9, 20)),
    *holidays(date(2026, 9, 25), date(2026, 9, 27)),
    *holidays(date(2026, 10, 1), date(2026, 10, 7)),
    make_up(date(2026, 10, 10)),
)
CALENDAR = WorkingCalendar(SPECIAL_2026)


def day(text: str) -> date:
    """Return a day of 2026, ``10-01``, or of the year that is written before it."""
    return date.fromisoformat(text if len(text) > len("10-01") else f"2026-{text}")


def days(texts: str) -> list[date]:
    """Return the days that are written one after another."""
    return [day(text) for text in texts.split()]
