"""Half-open periods of days, as the database keeps them (``daterange``, ``[start, end)``)."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

COUNTY_TIME: Final = ZoneInfo("Asia/Shanghai")
"""The time by which days begin and end."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to but not including ``end``; ``None`` means unbounded on that side."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a day."""
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )

    def ended_by(self, day: date) -> bool:
        """Tell whether the period was over when ``day`` began."""
        return self.end is not None and self.end <= day

    def starting(self, day: date) -> "Period":
        """Return the period with another first day."""
        return Period(day, self.end)

    @property
    def is_empty(self) -> bool:
        """Tell whether the period holds no day at all."""
        return self.start is not None and self.end is not None and self.start >= self.end


ALWAYS = Period()
