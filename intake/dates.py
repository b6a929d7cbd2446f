"""Days, months and periods as clerks write them: ``2026.3.5``, ``2026年3月5日``, Excel serials, text."""

import calendar
import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from intake.cells import CellFault, CellValue, clean, read_word
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused

EPOCH_1900 = date(1899, 12, 30)
"""Day zero of Excel's serials from 61 on; serial 60 is a day that never was."""
EPOCH_1904 = date(1904, 1, 1)

FIRST_YEAR, LAST_YEAR = 1900, 2199
LEAST_SERIAL = 10000
"""Smaller bare numbers are counts or typing errors rather than days before May 1927 (ours)."""
_GHOST_SERIAL = 60

OPEN_ENDS = frozenset({"至今", "今", "现在", "目前", "长期", "现任", "在任", "present", "now"})

_NUMERALS = {"〇": "0", "零": "0", "○": "0", "一": "1", "二": "2", "三": "3", "四": "4"} | {
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
_TENS = re.compile("([一二三]?)十([一二三四五六七八九]?)")
_PUNCTUATION = str.maketrans("．。·、－—–／", "....---/")
_DAY = re.compile(r"(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})[日号]?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[.\-/年](\d{1,2})月?|(\d{2}))")
_YEAR = re.compile(r"(\d{4})年")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_DECIMAL_MONTH = re.compile(r"(\d{4})\.(\d{1,2})")


class Edge(Enum):
    """What a date without a day, or without a month, stands for."""

    FIRST = "the first day of it"
    LAST = "the last day of it"
    EXACT = "nothing: the day must be given"


def read_day(value: CellValue, *, edge: Edge, epoch: date = EPOCH_1900) -> date | None:
    """Return the day that the cell says; ``epoch`` is day zero of the workbook's serials."""
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if isinstance(value, time):
        raise CellRefused(ProblemCode.DATE_NOT_UNDERSTOOD)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _complete(*_parts_of_number(value, epoch), edge=edge)
    text = read_word(value)
    if text is None or text.casefold() in OPEN_ENDS:
        return None
    return _complete(*_parts_of_text(text, epoch), edge=edge)


def read_month(value: CellValue, *, epoch: date = EPOCH_1900) -> str | None:
    """Return the month as ``YYYY-MM``; a day is accepted and dropped."""
    if isinstance(value, CellFault | bool | time) or value is None:
        read_word(value)
        if value is None:
            return None
        raise CellRefused(ProblemCode.DATE_NOT_UNDERSTOOD)
    if isinstance(value, date):
        return f"{_in_range(value):%Y-%m}"
    if isinstance(value, int | float):
        year, month, day = _parts_of_number(value, epoch)
    else:
        text = read_word(value)
        if text is None:
            return None
        year, month, day = _parts_of_text(text, epoch)
    if month is None:
        raise CellRefused(ProblemCode.MONTH_MISSING)
    _complete(year, month, day, edge=Edge.FIRST)
    return f"{year:04}-{month:02}"


def _parts_of_number(number: float, epoch: date) -> tuple[int, int | None, int | None]:
    decimal = _DECIMAL_MONTH.fullmatch(repr(number))
    if decimal and FIRST_YEAR <= int(decimal[1]) <= LAST_YEAR and not float(number).is_integer():
        if decimal[2] == "1":
            raise CellRefused(ProblemCode.DATE_DECIMAL)
        return int(decimal[1]), int(decimal[2]), None
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        raise CellRefused(ProblemCode.DATE_ONLY_YEAR)
    if FIRST_YEAR * 100 <= whole <= LAST_YEAR * 100 + 12 and 1 <= whole % 100 <= 12:  # noqa: PLR2004  (months)
        return whole // 100, whole % 100, None
    if FIRST_YEAR * 10000 <= whole <= LAST_YEAR * 10000 + 1231:
        return whole // 10000, whole // 100 % 100, whole % 100
    if whole == _GHOST_SERIAL and epoch == EPOCH_1900:
        raise CellRefused(ProblemCode.DATE_1900)
    if not LEAST_SERIAL <= whole <= (date(LAST_YEAR, 12, 31) - epoch).days:
        raise CellRefused(ProblemCode.DATE_OUT_OF_RANGE)
    day = epoch + timedelta(days=whole)
    return day.year, day.month, day.day


@lru_cache(maxsize=16384)
def _parts_of_text(text: str, epoch: date) -> tuple[int, int | None, int | None]:
    plain = re.sub(r"\s", "", _TIME.sub("", _digits(clean(text)).translate(_PUNCTUATION))).rstrip(".")
    day = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if day:
        return int(day[1]), int(day[2]), int(day[3])
    month = _MONTH.fullmatch(plain)
    if month:
        return int(month[1]), int(month[2] or month[3]), None
    year = _YEAR.fullmatch(plain)
    if year:
        return int(year[1]), None, None
    if re.fullmatch(r"\d{4}", plain):
        raise CellRefused(ProblemCode.DATE_ONLY_YEAR)
    if re.fullmatch(r"\d{1,9}(\.\d+)?", plain):
        return _parts_of_number(float(plain), epoch)
    raise CellRefused(ProblemCode.DATE_NOT_UNDERSTOOD)


def _digits(text: str) -> str:
    """Return 二〇二六年三月五日 as 2026年3月5日; other text unchanged."""
    if not re.search("[〇零○一二三四五六七八九十]", text):
        return text
    tens = _TENS.sub(lambda match: f"{_NUMERALS.get(match[1], '1')}{_NUMERALS.get(match[2], '0')}", text)
    return "".join(_NUMERALS.get(character, character) for character in tens)


def _complete(year: int, month: int | None, day: int | None, *, edge: Edge) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellRefused(ProblemCode.DATE_OUT_OF_RANGE)
    if (month is None or day is None) and edge is Edge.EXACT:
        raise CellRefused(ProblemCode.DATE_DAY_MISSING)
    month = month if month is not None else (1 if edge is Edge.FIRST else 12)
    try:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, day if day is not None else (1 if edge is Edge.FIRST else last))
    except ValueError:
        raise CellRefused(ProblemCode.DATE_IMPOSSIBLE) from None


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellRefused(ProblemCode.DATE_OUT_OF_RANGE)
    return day
