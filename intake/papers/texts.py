"""Texts on their way out: nothing invisible in them, and days and numbers as official documents write them."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from intake.papers.values import ItemAsSeen, MeetingAsSeen
from terms.meetings import MeetingState
from terms.periods import COUNTY_TIME

JOINERS: Final = frozenset("\u200c\u200d")
"""Invisible, and yet part of words in the scripts of some of the county's people."""
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs"})
_NONCHARACTERS: Final = range(0xFDD0, 0xFDF0)
_PLANE: Final = 0x10000
_LAST_TWO: Final = 0xFFFE
"""The last two of every plane are no characters either."""
_WEEKDAYS: Final = "一二三四五六日"
_DIGITS: Final = "零一二三四五六七八九"
_MOST_IN_WORDS: Final = 99
_MOST_CASES: Final = 20
"""The most cases of an item that are named by number; ours."""


def lines(text: str) -> tuple[str, ...]:
    """Return the lines that hold anything, without control signs, marks that turn text round, or what no file may hold.

    Private-use signs stay: names with rare characters are written with them.
    """
    spaced = text.replace("\t", " ")
    kept = ("".join(sign for sign in each if _is_fit(sign)).strip() for each in spaced.splitlines())
    return tuple(each for each in kept if each)


def line(text: str | None) -> str:
    """Return the text as one such line, empty for None."""
    return " ".join(lines(text or ""))


def _is_fit(sign: str) -> bool:
    number = ord(sign)
    if number % _PLANE >= _LAST_TWO or number in _NONCHARACTERS:
        return False
    return sign in JOINERS or unicodedata.category(sign) not in _DROPPED


def listed(texts: Iterable[str | None], *, between: str = "、") -> str:
    """Return what is not empty, as one line."""
    return between.join(filter(None, map(line, texts)))


def day_words(day: date) -> str:
    """Return ``2026年3月5日``: Arabic digits without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def clock_words(moment: datetime) -> str:
    """Return the time of day in the county, ``9:30``."""
    local = moment.astimezone(COUNTY_TIME)
    return f"{local.hour}:{local.minute:02}"


def moment_words(moment: datetime) -> str:
    """Return ``2026年3月5日（星期四）9:30``, in the county's time."""
    local = moment.astimezone(COUNTY_TIME)
    return f"{day_words(local)}（星期{_WEEKDAYS[local.weekday()]}）{clock_words(local)}"


def span_words(meeting: MeetingAsSeen) -> str:
    """Return when the meeting takes place; the day is said once where it starts and ends on one."""
    start, end = (moment.astimezone(COUNTY_TIME) for moment in (meeting.starts_at, meeting.ends_at))
    closing = clock_words(end) if start.date() == end.date() else moment_words(end)
    return f"{moment_words(start)}至{closing}"


def number_words(number: int) -> str:
    """Return ``一``, ``十``, ``二十一``; from a hundred on, digits."""
    if not 0 < number <= _MOST_IN_WORDS:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def item_words(item: ItemAsSeen) -> str:
    """Return what the item deals with, by case number and not by name."""
    numbers = case_words(item)
    return (line(item.subject) or item.kind.zh) + (f"（案号：{numbers}）" if numbers else "")


def case_words(item: ItemAsSeen) -> str:
    """Return the numbers of the item's cases, of many the first and how many they are; nothing for none."""
    numbers = "、".join(line(number) for number in item.case_numbers[:_MOST_CASES])
    return numbers + (f"等{len(item.case_numbers)}件" if len(item.case_numbers) > _MOST_CASES else "")


def title_words(meeting: MeetingAsSeen) -> str:
    """Return the meeting's title, or what kind of meeting it is where it has none."""
    return line(meeting.title) or meeting.kind.zh


def cancelled_words(meeting: MeetingAsSeen) -> str:
    """Return what stands behind the title of a paper of a cancelled meeting, else nothing."""
    return f"（{meeting.state.zh}）" if meeting.state is MeetingState.CANCELLED else ""
