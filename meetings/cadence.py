"""The cadence of a zone's meetings: the days by its rule, and the days on which they are held."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, assert_never

from casework.calendar import ONE_DAY, WorkingCalendar
from casework.counting import add_months
from meetings.refusals import DaysUnfit, RuleUnfit
from meetings.rule_days import days_of
from meetings.rule_text import Rule, read
from terms.meetings import RuleFault, WhenOff
from terms.periods import COUNTY_TIME

LAST_DAY_OF_MONTH: Final = "FREQ=MONTHLY;BYMONTHDAY=-1"
"""With ``PREVIOUS_WORKING_DAY`` the last working day of every month; BYDAY and BYSETPOS know no make-up days."""
EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2199, 12, 31)
"""The days between which cadences are kept; ours."""
MONTHS_TO_OCCUR: Final = 60
"""Within so many months of its first day a rule must occur; ours."""
MONTHS_TO_END: Final = 120
"""Within so many months a rule that ends itself must end; ours."""
MOST_MINUTES: Final = 720
"""The longest meeting; ours."""
MOST_DAYS: Final = 1830
"""The most days that can be asked about at once; ours."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """When a zone meets, again and again; ``first`` and ``last`` bound the days by the rule, not where they move to."""

    rule: str
    """A recurrence rule of RFC 5545 that names days, such as ``FREQ=MONTHLY;BYDAY=-1FR``."""
    first: date
    """The day from which periods are counted; one of the rule's days only if the rule says so."""
    at: time
    """When the meeting starts, in county time."""
    minutes: int
    when_off: WhenOff = WhenOff.NEXT_WORKING_DAY
    last: date | None = None
    """The last day on which the rule counts; None as long as it stands."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a cadence."""

    by_rule: date
    """Its day by the rule; where several move to one day, the nearest of them."""
    starts_at: datetime
    ends_at: datetime
    provisional: bool
    """True where a notice still to come can move it or drop it."""

    @property
    def held(self) -> date:
        """The day on which it is held."""
        return self.starts_at.date()


def check_cadence(cadence: Cadence) -> None:
    """Refuse a cadence that cannot be kept.

    Raises:
        RuleUnfit: its rule cannot be read, never occurs or ends too late, or its days or length are unfit.
    """
    rule = read(cadence.rule)
    if not EARLIEST <= cadence.first <= LATEST or (cadence.last is not None and cadence.last < cadence.first):
        raise RuleUnfit(reason=RuleFault.DAYS_UNFIT)
    if not 1 <= cadence.minutes <= MOST_MINUTES:
        raise RuleUnfit(reason=RuleFault.LENGTH_UNFIT)
    if not any(_days(cadence, rule, cadence.first, add_months(cadence.first, MONTHS_TO_OCCUR))):
        raise RuleUnfit(reason=RuleFault.NEVER)
    ended = add_months(cadence.first, MONTHS_TO_END)
    if rule.until is not None and _until(rule.until, at=cadence.at) > ended:
        raise RuleUnfit(reason=RuleFault.ENDS_TOO_LATE, part="UNTIL")
    if rule.count is not None:
        counted = days_of(rule, begins=cadence.first, first=cadence.first, last=ended)
        if sum(1 for _ in counted) < rule.count:
            raise RuleUnfit(reason=RuleFault.ENDS_TOO_LATE, part="COUNT")


def occurrences(cadence: Cadence, calendar: WorkingCalendar, *, first: date, last: date) -> tuple[Occurrence, ...]:
    """Return the meetings that are held from ``first`` to ``last``, both included, in order, one a day at most.

    Raises:
        RuleUnfit: see ``check_cadence``.
        DaysUnfit: ``last`` is before ``first``, the days are too many, or are outside of those that are kept.
    """
    check_cadence(cadence)
    if not (EARLIEST <= first <= last <= LATEST and (last - first).days < MOST_DAYS):
        raise DaysUnfit(first=first, last=last, most=MOST_DAYS)
    reach_first, reach_last = _reach(cadence.when_off, calendar, first, last)
    together = defaultdict(list)
    for day in _days(cadence, read(cadence.rule), reach_first, reach_last):
        held = _held(day, cadence.when_off, calendar)
        if held is not None and first <= held <= last:
            together[held].append(day)
    return tuple(_occurrence(cadence, calendar, held, days) for held, days in together.items())


def _days(cadence: Cadence, rule: Rule, first: date, last: date) -> Iterator[date]:
    """Yield the days by the rule from ``first`` to ``last`` on which the cadence stands."""
    ends = [last]
    if cadence.last is not None:
        ends.append(cadence.last)
    if rule.until is not None:
        ends.append(_until(rule.until, at=cadence.at))
    return days_of(rule, begins=cadence.first, first=first, last=min(ends))


def _until(until: date | datetime, *, at: time) -> date:
    """Return the last day on which a meeting starts no later than the rule recurs."""
    if not isinstance(until, datetime):
        return until
    local = until.astimezone(COUNTY_TIME)
    return local.date() if at <= local.time() else local.date() - ONE_DAY


def _reach(when_off: WhenOff, calendar: WorkingCalendar, first: date, last: date) -> tuple[date, date]:
    """Return the days with the run of days off before or after them, out of which a meeting moves into them."""
    if when_off is WhenOff.NEXT_WORKING_DAY:
        while not calendar.is_working_day(first - ONE_DAY):
            first -= ONE_DAY
    if when_off is WhenOff.PREVIOUS_WORKING_DAY:
        while not calendar.is_working_day(last + ONE_DAY):
            last += ONE_DAY
    return first, last


def _held(day: date, when_off: WhenOff, calendar: WorkingCalendar) -> date | None:
    """Return the day on which a meeting is held, or None if it is left out."""
    match when_off:
        case WhenOff.NEXT_WORKING_DAY:
            return calendar.rolled(day)
        case WhenOff.PREVIOUS_WORKING_DAY:
            return calendar.rolled_back(day)
        case WhenOff.SKIP:
            return day if calendar.is_working_day(day) else None
        case WhenOff.KEEP:
            return day
        case _:
            assert_never(when_off)


def _occurrence(cadence: Cadence, calendar: WorkingCalendar, held: date, days: list[date]) -> Occurrence:
    """Return the one meeting of the days by the rule that are held together."""
    starts_at = datetime.combine(held, cadence.at, COUNTY_TIME)
    moves = cadence.when_off is not WhenOff.KEEP
    return Occurrence(
        by_rule=min(days, key=lambda day: abs(day - held)),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=cadence.minutes),
        provisional=moves and calendar.any_provisional(min(*days, held), max(*days, held)),
    )
