"""Which texts are read as the rule of a cadence, and which are refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.refusals import RuleUnfit
from meetings.rule_text import Frequency, Rule, read
from terms.meetings import RuleFault

F = RuleFault


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=DAILY", Rule(Frequency.DAILY)),
        ("FREQ=WEEKLY;BYDAY=MO", Rule(Frequency.WEEKLY, weekdays=((0, 0),))),
        ("freq=weekly;byday=th,mo,th;wkst=su", Rule(Frequency.WEEKLY, weekdays=((0, 0), (3, 0)), week_start=6)),
        ("FREQ=MONTHLY;BYDAY=-1FR", Rule(Frequency.MONTHLY, weekdays=((4, -1),))),
        ("BYDAY=+2TU,5SU;FREQ=MONTHLY", Rule(Frequency.MONTHLY, weekdays=((1, 2), (6, 5)))),
        ("FREQ=YEARLY;BYDAY=53MO", Rule(Frequency.YEARLY, weekdays=((0, 53),))),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31,-31,5",
            Rule(Frequency.MONTHLY, interval=3, month_days=(-31, 5, 31)),
        ),
        (
            "FREQ=YEARLY;BYMONTH=12,3;BYMONTHDAY=-1;INTERVAL=1",
            Rule(Frequency.YEARLY, months=(3, 12), month_days=(-1,)),
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=-366,366",
            Rule(Frequency.MONTHLY, weekdays=((0, 0), (4, 0)), positions=(-366, 366)),
        ),
        ("FREQ=DAILY;INTERVAL=366;COUNT=1000", Rule(Frequency.DAILY, interval=366, count=1000)),
        ("FREQ=DAILY;UNTIL=20261231", Rule(Frequency.DAILY, until=date(2026, 12, 31))),
        (
            "FREQ=DAILY;UNTIL=20261231T155959Z",
            Rule(Frequency.DAILY, until=datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)),
        ),
    ],
)
def test_a_rule_of_days_is_read(text: str, rule: Rule) -> None:
    assert read(text) == rule


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("FREQ=DAILY;" + "A" * 190, F.TOO_LONG, ""),
        ("FREQ=MONTHLY;BYMONTHDAY=" + "1," * 5000 + "1", F.TOO_LONG, ""),
        ("RRULE:FREQ=DAILY", F.NOT_OF_A_RULE, ""),
        ("DTSTART:20260101T000000\nRRULE:FREQ=DAILY", F.NOT_OF_A_RULE, ""),
        ("FREQ=DAILY\n", F.NOT_OF_A_RULE, ""),
        ("FREQ=DAILY\r\nEXDATE=20260101", F.NOT_OF_A_RULE, ""),
        ("DTSTART=20260101;FREQ=DAILY", F.NOT_OF_A_RULE, ""),
        ("FREQ=YEARLY;BYEASTER=0", F.NOT_OF_A_RULE, ""),
        ("FREQ=YEARLY;RSCALE=CHINESE;SKIP=BACKWARD", F.NOT_OF_A_RULE, ""),
        ("FREQ=DAILY;X-NAME=1", F.NOT_OF_A_RULE, ""),
        ("FREQ=DAILY;INT=1", F.NOT_OF_A_RULE, ""),
        ("", F.UNREADABLE, ""),
        (";", F.UNREADABLE, ""),
        ("FREQ=DAILY;", F.UNREADABLE, ""),
        ("FREQ", F.UNREADABLE, ""),
        ("FREQ=", F.UNREADABLE, ""),
        ("=DAILY", F.UNREADABLE, ""),
        (" FREQ=DAILY", F.UNREADABLE, ""),
        ("FREQ=DAILY\x0b", F.UNREADABLE, ""),
        ("FREQ=DAILY\x00", F.UNREADABLE, ""),
        ("FREQ=DAILY=DAILY", F.UNREADABLE, ""),
        ("FREQ=WEEKLY;BYDAY=MO(+1)", F.UNREADABLE, ""),
        ("每周一", F.UNREADABLE, ""),
        ("FREQ=DAİLY", F.UNREADABLE, ""),
        ("FREQ=DAILY;INTERVAL=２", F.UNREADABLE, ""),
        ("BYDAY=MO", F.UNREADABLE, "FREQ"),
        ("FREQ=FORTNIGHTLY", F.UNREADABLE, "FREQ"),
        ("FREQ=DAILY;INTERVAL=+2", F.UNREADABLE, "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=-1", F.UNREADABLE, "INTERVAL"),
        ("FREQ=DAILY;COUNT=TEN", F.UNREADABLE, "COUNT"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", F.UNREADABLE, "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=12345", F.UNREADABLE, "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=FR", F.UNREADABLE, "BYMONTHDAY"),
        ("FREQ=WEEKLY;BYDAY=MO,", F.UNREADABLE, "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=XX", F.UNREADABLE, "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=--1FR", F.UNREADABLE, "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=100FR", F.UNREADABLE, "BYDAY"),
        ("FREQ=WEEKLY;WKST=1MO", F.UNREADABLE, "WKST"),
        ("FREQ=DAILY;UNTIL=2026-12-31", F.UNREADABLE, "UNTIL"),
        ("FREQ=DAILY;UNTIL=20261231T000000", F.UNREADABLE, "UNTIL"),
        ("FREQ=DAILY;FREQ=DAILY", F.PART_TWICE, "FREQ"),
        ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", F.PART_TWICE, "BYDAY"),
        ("FREQ=HOURLY", F.TOO_OFTEN, "FREQ"),
        ("FREQ=MINUTELY;BYHOUR=9", F.TOO_OFTEN, "FREQ"),
        ("FREQ=SECONDLY;INTERVAL=86400", F.TOO_OFTEN, "FREQ"),
        ("FREQ=DAILY;BYHOUR=9", F.TIME_INSIDE, "BYHOUR"),
        ("FREQ=DAILY;BYMINUTE=0", F.TIME_INSIDE, "BYMINUTE"),
        ("FREQ=DAILY;BYSECOND=0", F.TIME_INSIDE, "BYSECOND"),
        ("FREQ=YEARLY;BYWEEKNO=20", F.PART_UNFIT, "BYWEEKNO"),
        ("FREQ=YEARLY;BYYEARDAY=100", F.PART_UNFIT, "BYYEARDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", F.PART_UNFIT, "BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTHDAY=15", F.PART_UNFIT, "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYSETPOS=1", F.PART_UNFIT, "BYSETPOS"),
        ("FREQ=DAILY;INTERVAL=0", F.VALUE_UNFIT, "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=367", F.VALUE_UNFIT, "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=" + "9" * 150, F.VALUE_UNFIT, "INTERVAL"),
        ("FREQ=DAILY;COUNT=0", F.VALUE_UNFIT, "COUNT"),
        ("FREQ=DAILY;COUNT=1001", F.VALUE_UNFIT, "COUNT"),
        ("FREQ=YEARLY;BYMONTH=13", F.VALUE_UNFIT, "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=-1", F.VALUE_UNFIT, "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=0", F.VALUE_UNFIT, "BYMONTH"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", F.VALUE_UNFIT, "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", F.VALUE_UNFIT, "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,0,1", F.VALUE_UNFIT, "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", F.VALUE_UNFIT, "BYSETPOS"),
        ("FREQ=WEEKLY;BYDAY=1MO", F.VALUE_UNFIT, "BYDAY"),
        ("FREQ=DAILY;BYDAY=-1MO", F.VALUE_UNFIT, "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=6MO", F.VALUE_UNFIT, "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=0MO", F.VALUE_UNFIT, "BYDAY"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=-6MO", F.VALUE_UNFIT, "BYDAY"),
        ("FREQ=YEARLY;BYDAY=54MO", F.VALUE_UNFIT, "BYDAY"),
        ("FREQ=DAILY;UNTIL=20260230", F.VALUE_UNFIT, "UNTIL"),
        ("FREQ=DAILY;UNTIL=20261231T250000Z", F.VALUE_UNFIT, "UNTIL"),
        ("FREQ=DAILY;UNTIL=00010101", F.VALUE_UNFIT, "UNTIL"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", F.VALUE_UNFIT, "UNTIL"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20261231", F.ENDS_TWICE, ""),
    ],
)
def test_whatever_else_is_refused_with_its_reason(text: str, reason: RuleFault, part: str) -> None:
    with pytest.raises(RuleUnfit) as refused:
        read(text)
    assert (refused.value.reason, refused.value.part) == (reason, part)


def test_a_refusal_says_the_reason_and_the_part_in_both_languages() -> None:
    with pytest.raises(RuleUnfit) as refused:
        read("FREQ=DAILY;BYHOUR=9")
    assert refused.value.message("zh") == "会议周期不可用：时间应另填，不得写入规则 (BYHOUR)。"
    assert refused.value.message("en") == (
        "The cadence is unfit: the time of day is given beside the rule, not in it (BYHOUR)."
    )
    with pytest.raises(RuleUnfit) as refused:
        read("")
    assert refused.value.message("zh") == "会议周期不可用：规则无法识别。"


NAMES = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYMONTH",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "BYHOUR",
    "DTSTART",
]
VALUES = [
    "DAILY",
    "WEEKLY",
    "MONTHLY",
    "YEARLY",
    "HOURLY",
    "0",
    "1",
    "-1",
    "31",
    "99999",
    "MO",
    "-1FR",
    "20261231",
    "1,2",
]
PIECES = st.builds("{}={}".format, st.sampled_from(NAMES), st.sampled_from(VALUES))


@settings(deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=6).map(";".join)))
def test_every_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        told = read(text).frequency.value
    except RuleUnfit as refused:
        told = refused.message("zh")
    assert told in text.upper() or told.startswith("会议周期不可用：")
