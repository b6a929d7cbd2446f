"""What the usual rules are called, and that others are told as they are."""

from dataclasses import replace
from datetime import date, time

import pytest

from meetings.cadence import LAST_DAY_OF_MONTH, Cadence
from meetings.refusals import RuleUnfit
from meetings.rule_words import Said, said
from terms.meetings import WhenOff

THURSDAY = Cadence("", first=date(2026, 1, 22), at=time(9, 30), minutes=60, when_off=WhenOff.KEEP)


def of(rule: str) -> Cadence:
    return replace(THURSDAY, rule=rule)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("FREQ=DAILY", "每天", "every day"),
        ("FREQ=DAILY;INTERVAL=10", "每10天", "every 10 days"),
        ("FREQ=WEEKLY;BYDAY=MO", "每周一", "every Monday"),
        ("FREQ=WEEKLY", "每周四", "every Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,SU;WKST=SU", "每周一、周三、周日", "every Monday, Wednesday and Sunday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "每2周的周一、周五", "every 2 weeks on Monday and Friday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "每月最后一个星期五", "the last Friday of every month"),
        ("FREQ=MONTHLY;BYDAY=2TU", "每月第二个星期二", "the second Tuesday of every month"),
        ("FREQ=MONTHLY;BYDAY=-2SU", "每月倒数第二个星期日", "the second last Sunday of every month"),
        (
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "每月第一个星期一、第三个星期一",
            "the first Monday and the third Monday of every month",
        ),
        ("FREQ=MONTHLY", "每月22日", "the 22nd of every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天", "the last day of every month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "每月倒数第3天", "the 3rd last day of every month"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1,15,1",
            "每月1日、15日、最后一天",
            "the 1st, the 15th and the last day of every month",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=11,12,13", "每月11日、12日、13日", "the 11th, the 12th and the 13th of every month"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", "每季度首月5日", "the 5th of the first month of every quarter"),
        (
            "FREQ=MONTHLY;BYMONTH=2,5,8,11;BYDAY=1MO",
            "每季度第二个月第一个星期一",
            "the first Monday of the second month of every quarter",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
            "每季度末月最后一天",
            "the last day of the last month of every quarter",
        ),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31", "每年1月、7月31日", "the 31st of January and July every year"),
        ("FREQ=MONTHLY;INTERVAL=12", "每年1月22日", "the 22nd of January every year"),
        ("FREQ=YEARLY", "每年1月22日", "the 22nd of January every year"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=-1FR", "每年12月最后一个星期五", "the last Friday of December every year"),
        (
            "FREQ=MONTHLY;BYMONTH=4,7,10;BYMONTHDAY=4",
            "每年4月、7月、10月4日",
            "the 4th of April, July and October every year",
        ),
        ("FREQ=WEEKLY;COUNT=10", "每周四，共10次", "every Thursday, 10 times"),
        ("FREQ=WEEKLY;UNTIL=20261231", "每周四，至2026年12月31日", "every Thursday, until 2026-12-31"),
        ("FREQ=WEEKLY;UNTIL=20261231T160000Z", "每周四，至2027年1月1日", "every Thursday, until 2027-01-01"),
    ],
)
def test_a_usual_rule_is_said_in_both_languages(rule: str, zh: str, en: str) -> None:
    assert said(of(rule)) == Said(zh, en)


def test_a_first_or_last_day_that_moves_is_called_a_working_day() -> None:
    last = replace(of(LAST_DAY_OF_MONTH), when_off=WhenOff.PREVIOUS_WORKING_DAY)
    assert said(last) == Said("每月最后一个工作日", "the last working day of every month")
    assert said(replace(last, when_off=WhenOff.NEXT_WORKING_DAY)).zh == "每月最后一天"
    first = replace(of("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"), when_off=WhenOff.NEXT_WORKING_DAY)
    assert said(first) == Said("每季度首月第一个工作日", "the first working day of the first month of every quarter")
    assert said(replace(first, when_off=WhenOff.PREVIOUS_WORKING_DAY)).zh == "每季度首月1日"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=DAILY;BYMONTH=3",
        "FREQ=DAILY;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTH=3",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO,-1FR",
        "FREQ=MONTHLY;BYDAY=-4FR",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=1",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTH=1;BYMONTHDAY=1",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1",
        "FREQ=YEARLY;BYDAY=1MO",
    ],
)
def test_a_rule_that_is_not_usual_is_told_as_it_is(rule: str) -> None:
    assert said(of(rule)) == Said(rule, rule)


def test_what_cannot_be_read_cannot_be_said() -> None:
    with pytest.raises(RuleUnfit):
        said(of("FREQ=HOURLY"))
