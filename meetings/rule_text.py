"""Reading a recurrence rule (RFC 5545, 3.3.10) as far as meetings need it: parts that name days, nothing finer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NoReturn

from meetings.refusals import RuleUnfit
from terms.meetings import RuleFault

MOST_CHARACTERS: Final = 200
"""The longest rule; ours."""
MOST_COUNT: Final = 1000
"""The most times that a rule may count to; ours."""
MOST_INTERVAL: Final = 366
"""The most days, weeks, months or years from one period to the next; ours."""
YEARS: Final = range(1970, 2300)
"""The years in which a rule may end itself, far from both ends of the calendar; ours."""
MONDAY: Final = 0
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """What the periods of a rule are."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read; empty means that the part is missing."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    """Negative ones count from the end: -1 is the last day of the month."""
    weekdays: tuple[tuple[int, int], ...] = ()
    """The weekday, 0 being Monday, and which of them: 0 every, 1 the first, -1 the last of the month or year."""
    positions: tuple[int, ...] = ()
    week_start: int = MONDAY
    count: int | None = None
    until: date | datetime | None = None
    """A day, included, or a moment in UTC."""


_ONE_PART: Final = re.compile(r"([A-Z-]+)=([A-Z0-9,+-]+)")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,4}")
_WEEKDAY: Final = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL: Final = re.compile(r"[0-9]{8}(T[0-9]{6}Z)?")
_OF_A_DAY: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_TOO_OFTEN: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_ALWAYS: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYDAY", "BYSETPOS"})
_MONTH_DAYS: Final = _ALWAYS | {"BYMONTHDAY"}
_FIT: Final[Mapping[Frequency, frozenset[str]]] = MappingProxyType(
    {
        Frequency.DAILY: _MONTH_DAYS,
        Frequency.WEEKLY: _ALWAYS,
        Frequency.MONTHLY: _MONTH_DAYS,
        Frequency.YEARLY: _MONTH_DAYS,
    }
)
"""The parts that go with a frequency; days and weeks of the year are left out, no source counts by them (ours)."""
_UNUSED: Final = frozenset({"BYYEARDAY", "BYWEEKNO"})
_LIMITS: Final[Mapping[str, int]] = MappingProxyType({"BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366})


def read(text: str) -> Rule:
    """Return the rule that the text says; letters may be small, blanks and line ends may not be.

    Raises:
        RuleUnfit: it cannot be read, is no rule of days, or contradicts itself.
    """
    parts = _parts(text)
    frequency = _frequency(parts)
    for name in parts:
        if name not in _FIT[frequency]:
            _refuse(RuleFault.PART_UNFIT, name)
    if frequency is Frequency.YEARLY and "BYMONTHDAY" in parts and "BYMONTH" not in parts:
        _refuse(RuleFault.PART_UNFIT, "BYMONTHDAY")  # some programs read every month, some the first day's month
    if "BYSETPOS" in parts and not parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"}:
        _refuse(RuleFault.PART_UNFIT, "BYSETPOS")
    if "COUNT" in parts and "UNTIL" in parts:
        _refuse(RuleFault.ENDS_TWICE)
    return Rule(
        frequency=frequency,
        interval=_amount(parts, "INTERVAL", most=MOST_INTERVAL) or 1,
        months=_numbers(parts, "BYMONTH", least=1),
        month_days=_numbers(parts, "BYMONTHDAY"),
        weekdays=_weekdays(parts, most=_most_of_one_weekday(frequency, parts)),
        positions=_numbers(parts, "BYSETPOS"),
        week_start=_week_start(parts),
        count=_amount(parts, "COUNT", most=MOST_COUNT),
        until=_until(parts),
    )


def _refuse(reason: RuleFault, part: str = "") -> NoReturn:
    raise RuleUnfit(reason=reason, part=part)


def _parts(text: str) -> dict[str, str]:
    """Return the values of the rule by the names of its parts."""
    if len(text) > MOST_CHARACTERS:
        _refuse(RuleFault.TOO_LONG)
    if any(sign in text for sign in ":\r\n"):
        _refuse(RuleFault.NOT_OF_A_RULE)
    if not text.isascii():
        _refuse(RuleFault.UNREADABLE)
    known = _MONTH_DAYS | _OF_A_DAY | _UNUSED
    parts: dict[str, str] = {}
    for piece in text.upper().split(";"):
        found = _ONE_PART.fullmatch(piece)
        if found is None:
            _refuse(RuleFault.UNREADABLE)
        name, value = found.groups()
        if name not in known:
            _refuse(RuleFault.NOT_OF_A_RULE)
        if name in parts:
            _refuse(RuleFault.PART_TWICE, name)
        parts[name] = value
    return parts


def _frequency(parts: Mapping[str, str]) -> Frequency:
    """Return how often, and refuse whatever is finer than a day."""
    given = parts.get("FREQ", "")
    if given in _TOO_OFTEN:
        _refuse(RuleFault.TOO_OFTEN, "FREQ")
    if given not in set(Frequency):
        _refuse(RuleFault.UNREADABLE, "FREQ")
    for name in parts:
        if name in _OF_A_DAY:
            _refuse(RuleFault.TIME_INSIDE, name)
    return Frequency(given)


def _amount(parts: Mapping[str, str], name: str, *, most: int) -> int | None:
    """Return a whole number from 1 on, or None where the part is missing."""
    given = parts.get(name)
    if given is None:
        return None
    if not given.isdigit():
        _refuse(RuleFault.UNREADABLE, name)
    if not 1 <= int(given) <= most:
        _refuse(RuleFault.VALUE_UNFIT, name)
    return int(given)


def _numbers(parts: Mapping[str, str], name: str, *, least: int | None = None) -> tuple[int, ...]:
    """Return the numbers of a list, in order, each once; negative ones where ``least`` is not given."""
    if name not in parts:
        return ()
    given = parts[name].split(",")
    if not all(_NUMBER.fullmatch(one) for one in given):
        _refuse(RuleFault.UNREADABLE, name)
    numbers = sorted({int(one) for one in given})
    most = _LIMITS[name]
    if numbers[0] < (-most if least is None else least) or numbers[-1] > most or 0 in numbers:
        _refuse(RuleFault.VALUE_UNFIT, name)
    return tuple(numbers)


def _most_of_one_weekday(frequency: Frequency, parts: Mapping[str, str]) -> int:
    """Return how many of one weekday a rule may count in its month or year; 0 where it may not count them."""
    if frequency is Frequency.MONTHLY or (frequency is Frequency.YEARLY and "BYMONTH" in parts):
        return 5
    return 53 if frequency is Frequency.YEARLY else 0


def _weekdays(parts: Mapping[str, str], *, most: int) -> tuple[tuple[int, int], ...]:
    """Return the weekdays in order, each once, with which of them is meant."""
    if "BYDAY" not in parts:
        return ()
    chosen = set()
    for one in parts["BYDAY"].split(","):
        found = _WEEKDAY.fullmatch(one)
        if found is None:
            _refuse(RuleFault.UNREADABLE, "BYDAY")
        which, day = found.groups()
        if which is not None and (int(which) == 0 or abs(int(which)) > most):
            _refuse(RuleFault.VALUE_UNFIT, "BYDAY")
        chosen.add((WEEKDAYS.index(day), int(which or 0)))
    return tuple(sorted(chosen))


def _week_start(parts: Mapping[str, str]) -> int:
    """Return the weekday on which weeks begin; Monday where nothing is said (RFC 5545)."""
    given = parts.get("WKST", WEEKDAYS[MONDAY])
    if given not in WEEKDAYS:
        _refuse(RuleFault.UNREADABLE, "WKST")
    return WEEKDAYS.index(given)


def _until(parts: Mapping[str, str]) -> date | datetime | None:
    """Return the day or the moment up to which the rule recurs."""
    given = parts.get("UNTIL")
    if given is None:
        return None
    if _UNTIL.fullmatch(given) is None:
        _refuse(RuleFault.UNREADABLE, "UNTIL")
    try:
        until = datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
    except ValueError:
        _refuse(RuleFault.VALUE_UNFIT, "UNTIL")
    if until.year not in YEARS:
        _refuse(RuleFault.VALUE_UNFIT, "UNTIL")
    return until
