"""Working days of China: the week's pattern, the State Council's holidays and its make-up working days (调休)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
LATE_DECEMBER: Final = 25
"""From this day of December on, next year's notice can still turn a day; ours, earlier than any notice so far."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from the week's pattern, as the table ``calendar_days`` holds it."""

    day: date
    is_working_day: bool
    provisional: bool = False
    """True until the State Council's notice for that year is loaded."""


class WorkingCalendar:
    """Tells working days from days off; immutable.

    A year without one settled special day has no notice yet: its days are answered by the week's pattern and by the
    special days foreseen, and are provisional.
    """

    __slots__ = ("_settled_years", "_special")

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        kept = tuple(special_days)
        self._special = {special.day: special.is_working_day for special in kept}
        self._settled_years = frozenset(special.day.year for special in kept if not special.provisional)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the day is worked."""
        return self._special.get(day, day.weekday() < SATURDAY)

    def is_provisional(self, day: date) -> bool:
        """Tell whether a notice still to come can turn the day."""
        if day.year not in self._settled_years:
            return True
        in_reach_of_next_notice = day.month == 12 and day.day >= LATE_DECEMBER  # noqa: PLR2004  (December)
        return in_reach_of_next_notice and day.year + 1 not in self._settled_years

    def rolled(self, day: date) -> date:
        """Return the day itself if it is worked, else the next working day (TL25 art. 327)."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def rolled_back(self, day: date) -> date:
        """Return the day itself if it is worked, else the working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, start: date, amount: int) -> date:
        """Return the ``amount``-th working day after ``start``; ``start`` itself is not counted (TL25 art. 327)."""
        day = start
        for _ in range(amount):
            day = self.rolled(day + ONE_DAY)
        return day

    def any_provisional(self, first: date, last: date) -> bool:
        """Tell whether any day from ``first`` to ``last``, both included, is provisional."""
        return any(self.is_provisional(first + timedelta(days=step)) for step in range((last - first).days + 1))
