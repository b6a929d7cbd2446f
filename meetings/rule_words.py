"""A cadence in words: the rules that are usual, in both languages; whatever is not usual is told as the rule itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from meetings.cadence import Cadence
from meetings.rule_days import EVERY_MONTH, completed
from meetings.rule_text import MONDAY, Frequency, Rule, read
from terms.meetings import WhenOff
from terms.periods import COUNTY_TIME

WEEKDAYS_ZH: Final = "一二三四五六日"
WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WHICH_ZH: Final = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", 5: "第五个", -1: "最后一个", -2: "倒数第二个"}
WHICH_EN: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second last"}
OF_QUARTER_ZH: Final = ("首月", "第二个月", "末月")
MONTHS_OF_QUARTER: Final = 3
ORDINAL_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


@dataclass(frozen=True, slots=True)
class Said:
    """Words in both languages."""

    zh: str
    en: str


def said(cadence: Cadence) -> Said:
    """Return the rule of a cadence in words, or the rule itself where it is not usual.

    Raises:
        RuleUnfit: the rule cannot be read.
    """
    rule = completed(read(cadence.rule), cadence.first)
    words = None if rule.positions else _words(rule, cadence)
    return _ended(words, rule) if words else Said(cadence.rule, cadence.rule)


def _words(rule: Rule, cadence: Cadence) -> Said | None:
    if rule.frequency is Frequency.DAILY:
        return _days(rule)
    if rule.frequency is Frequency.WEEKLY:
        return _weeks(rule)
    months, days = _months(rule, cadence.first.month), _days_of_month(rule, cadence.when_off)
    return Said(f"{months.zh}{days.zh}", f"{days.en} of {months.en}") if months and days else None


def _days(rule: Rule) -> Said | None:
    if rule.months or rule.month_days or rule.weekdays:
        return None
    return (
        Said("每天", "every day") if rule.interval == 1 else Said(f"每{rule.interval}天", f"every {rule.interval} days")
    )


def _weeks(rule: Rule) -> Said | None:
    if rule.months or (rule.interval > 1 and rule.week_start != MONDAY):
        return None
    days = [day for day, _ in rule.weekdays]
    zh, en = "、".join(f"周{WEEKDAYS_ZH[day]}" for day in days), _listed([WEEKDAYS_EN[day] for day in days])
    if rule.interval == 1:
        return Said(f"每{zh}", f"every {en}")
    return Said(f"每{rule.interval}周的{zh}", f"every {rule.interval} weeks on {en}")


def _months(rule: Rule, begins: int) -> Said | None:
    """Say in which months: every one, those of a quarter, or some by name; None where they differ from year to year."""
    chosen = rule.months or EVERY_MONTH
    if rule.frequency is Frequency.YEARLY and (rule.interval > 1 or not rule.months):
        return None
    if rule.interval > 1:
        if rule.months or len(EVERY_MONTH) % rule.interval:
            return None
        chosen = tuple(month for month in EVERY_MONTH if (month - begins) % rule.interval == 0)
    if chosen == EVERY_MONTH:
        return Said("每月", "every month")
    if chosen == tuple(range(chosen[0], len(EVERY_MONTH) + 1, MONTHS_OF_QUARTER)) and chosen[0] <= MONTHS_OF_QUARTER:
        place = chosen[0] - 1
        return Said(f"每季度{OF_QUARTER_ZH[place]}", f"the {('first', 'second', 'last')[place]} month of every quarter")
    zh = "、".join(f"{month}月" for month in chosen)
    return Said(f"每年{zh}", f"{_listed([MONTHS_EN[month - 1] for month in chosen])} every year")


def _days_of_month(rule: Rule, when_off: WhenOff) -> Said | None:
    if rule.month_days and rule.weekdays:
        return None
    if rule.month_days == (-1,) and when_off is WhenOff.PREVIOUS_WORKING_DAY:
        return Said("最后一个工作日", "the last working day")
    if rule.month_days == (1,) and when_off is WhenOff.NEXT_WORKING_DAY:
        return Said("第一个工作日", "the first working day")
    if rule.month_days:
        days = [_day_of_month(day) for day in sorted(rule.month_days, key=lambda day: (day < 0, day))]
    elif all(which in WHICH_ZH for _, which in rule.weekdays):
        days = [
            Said(f"{WHICH_ZH[which]}星期{WEEKDAYS_ZH[day]}", f"the {WHICH_EN[which]} {WEEKDAYS_EN[day]}")
            for day, which in rule.weekdays
        ]
    else:
        return None
    return Said("、".join(day.zh for day in days), _listed([day.en for day in days]))


def _day_of_month(day: int) -> Said:
    if day > 0:
        return Said(f"{day}日", f"the {_ordinal(day)}")
    return Said("最后一天", "the last day") if day == -1 else Said(f"倒数第{-day}天", f"the {_ordinal(-day)} last day")


def _ended(words: Said, rule: Rule) -> Said:
    """Say also how a rule ends itself."""
    if rule.count is not None:
        return Said(f"{words.zh}，共{rule.count}次", f"{words.en}, {rule.count} times")
    if rule.until is None:
        return words
    until = rule.until.astimezone(COUNTY_TIME) if isinstance(rule.until, datetime) else rule.until
    return Said(f"{words.zh}，至{until.year}年{until.month}月{until.day}日", f"{words.en}, until {until:%Y-%m-%d}")


def _ordinal(number: int) -> str:
    return f"{number}{ORDINAL_ENDINGS.get(number, 'th')}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
