"""The days of a rule: those of the examples in RFC 5545, ends of months and years, leap days; and day by day."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.rule_days import completed, days_of
from meetings.rule_text import Frequency, Rule, read
from tests.meetings.days import days


def first_days(text: str, begins: date, *, amount: int) -> list[date]:
    last = begins + timedelta(days=366 * 30)
    return list(islice(days_of(read(text), begins=begins, first=begins, last=last), amount))


@pytest.mark.parametrize(
    ("text", "begins", "expected"),
    [
        ("FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
            "1997-08-05",
            "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
        ),
        ("FREQ=MONTHLY;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02"),
        (
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            "1997-09-07",
            "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03",
        ),
        (
            "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            "1997-09-22",
            "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-3",
            "1997-09-28",
            "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
            "1997-09-10",
            "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11 1999-03-12",
        ),
        ("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10", "1997-06-10 1997-07-10 1998-06-10 1998-07-10"),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"),
        (
            "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
            "1997-09-13",
            "1997-09-13 1997-10-11 1997-11-08 1997-12-13",
        ),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "1996-11-05",
            "1996-11-05 2000-11-07 2004-11-02",
        ),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-09-04 1997-10-07 1997-11-06"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "1997-09-29",
            "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
            "2007-01-15",
            "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30",
        ),
    ],
)
def test_the_examples_of_the_standard_come_out_as_it_says(text: str, begins: str, expected: str) -> None:
    wanted = days(expected)
    assert first_days(text, date.fromisoformat(begins), amount=len(wanted)) == wanted


@pytest.mark.parametrize(
    ("text", "begins", "expected"),
    [
        ("FREQ=MONTHLY", "2026-01-31", "01-31 03-31 05-31 07-31 08-31 10-31 12-31 2027-01-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=29", "2026-01-01", "01-29 03-29 04-29 05-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-01", "2028-01-31 2028-02-29 2028-03-31 2028-04-30"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31", "2026-01-01", "01-31 07-31 10-31 2027-01-31 2027-07-31"),
        ("FREQ=MONTHLY;BYDAY=5FR", "2026-01-01", "01-30 05-29 07-31 10-30"),
        ("FREQ=YEARLY", "2028-02-29", "2028-02-29 2032-02-29 2036-02-29"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2026-01-01", "02-28 2027-02-28 2028-02-29"),
        ("FREQ=WEEKLY", "2026-12-24", "12-24 12-31 2027-01-07"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-12-24", "12-27 2027-01-10 2027-01-24"),
        ("FREQ=WEEKLY;BYDAY=TH,FR,SA;BYSETPOS=-1", "2026-12-24", "12-26 2027-01-02 2027-01-09"),
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1", "2026-01-01", "01-05 01-12"),
        ("FREQ=WEEKLY;BYDAY=MO;BYMONTH=3", "2026-01-01", "03-02 03-09 03-16 03-23 03-30 2027-03-01"),
        ("FREQ=DAILY;INTERVAL=2", "2026-02-26", "02-26 02-28 03-02"),
        ("FREQ=DAILY;BYMONTHDAY=1,-1;BYMONTH=2,12", "2026-01-01", "02-01 02-28 12-01 12-31"),
        ("FREQ=MONTHLY;BYDAY=SU,-1FR", "2026-01-01", "01-04 01-11 01-18 01-25 01-30 02-01"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5,-5", "2026-01-01", "03-02 03-30 06-01 06-29"),
    ],
)
def test_a_month_without_the_day_has_none_and_periods_run_on_over_the_year(
    text: str, begins: str, expected: str
) -> None:
    wanted = days(expected)
    assert first_days(text, date.fromisoformat(begins), amount=len(wanted)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=5MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
        "FREQ=DAILY;INTERVAL=7;BYDAY=FR",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
    ],
)
def test_a_rule_that_never_occurs_comes_to_its_end(text: str) -> None:
    assert first_days(text, date(2026, 1, 1), amount=1) == []


def test_no_day_is_before_the_first_and_counting_starts_there() -> None:
    rule = read("FREQ=WEEKLY;BYDAY=MO;COUNT=4")
    window = {"first": date(2026, 1, 12), "last": date(2026, 12, 31)}
    assert list(days_of(rule, begins=date(2026, 1, 6), **window)) == days("01-12 01-19 01-26 02-02")
    assert list(days_of(rule, begins=date(2026, 1, 1), **window)) == days("01-12 01-19 01-26")
    assert list(days_of(rule, begins=date(2027, 1, 1), **window)) == []


def test_positions_are_those_of_whole_weeks_whatever_days_are_asked_about() -> None:
    rule = read("FREQ=WEEKLY;BYDAY=TH,FR,SA;BYSETPOS=-1")
    begins = date(2026, 1, 1)
    assert list(days_of(rule, begins=begins, first=date(2026, 12, 27), last=date(2026, 12, 31))) == []
    assert list(days_of(rule, begins=begins, first=date(2027, 1, 1), last=date(2027, 1, 3))) == days("2027-01-02")


def test_what_a_rule_leaves_out_is_taken_from_its_first_day() -> None:
    thursday = date(2026, 1, 29)
    assert completed(Rule(Frequency.DAILY), thursday) == Rule(Frequency.DAILY)
    assert completed(Rule(Frequency.WEEKLY), thursday).weekdays == ((3, 0),)
    assert completed(Rule(Frequency.MONTHLY), thursday).month_days == (29,)
    yearly = completed(Rule(Frequency.YEARLY), thursday)
    assert (yearly.months, yearly.month_days) == ((1,), (29,))
    assert completed(Rule(Frequency.YEARLY, months=(6,)), thursday).months == (6,)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;INTERVAL=5",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,WE;WKST=WE",
        "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=28,-1",
        "FREQ=MONTHLY;BYDAY=2TU,-1TU;BYMONTH=2,6",
        "FREQ=YEARLY;BYDAY=-1MO,1MO",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,12;BYDAY=-1FR",
        "FREQ=YEARLY;BYMONTH=4;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1",
        "FREQ=DAILY;BYMONTH=1",
    ],
)
def test_the_library_itself_agrees_where_it_is_safe_to_ask(text: str) -> None:
    begins = date(2023, 12, 29)
    asked = list(islice(rrulestr(text, dtstart=begins), 24))
    assert first_days(text, begins, amount=24) == [moment.date() for moment in asked]


RULES = st.builds(
    Rule,
    st.sampled_from(Frequency),
    interval=st.integers(1, 5),
    months=st.sets(st.integers(1, 12), max_size=3).map(sorted).map(tuple),
    month_days=st.sets(st.sampled_from([1, 2, 15, 28, 29, 30, 31, -1, -2, -31]), max_size=3).map(sorted).map(tuple),
    weekdays=st.sets(st.tuples(st.integers(0, 6), st.sampled_from([0, 0, 1, 2, 5, -1, -5])), max_size=3).map(tuple),
    positions=st.sets(st.sampled_from([1, 2, 5, -1, -2]), max_size=2).map(tuple),
    week_start=st.integers(0, 6),
)


def period(rule: Rule, day: date) -> tuple[date, int]:
    """Return the first day of the day's period, and how many days it has."""
    match rule.frequency:
        case Frequency.DAILY:
            return day, 1
        case Frequency.WEEKLY:
            return day - timedelta(days=(day.weekday() - rule.week_start) % 7), 7
        case Frequency.MONTHLY:
            return day.replace(day=1), monthrange(day.year, day.month)[1]
        case Frequency.YEARLY:
            return date(day.year, 1, 1), (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days


def is_which(rule: Rule, day: date, which: int) -> bool:
    """Tell whether the day is the first, last, ... of its weekday in its month, or in its year."""
    place, length = day.day, monthrange(day.year, day.month)[1]
    if rule.frequency is Frequency.YEARLY and not rule.months:
        place, length = day.timetuple().tm_yday, period(rule, day)[1]
    return which in {0, (place - 1) // 7 + 1, -((length - place) // 7 + 1)}


def passes(rule: Rule, day: date) -> bool:
    length = monthrange(day.year, day.month)[1]
    return (
        (not rule.months or day.month in rule.months)
        and (not rule.month_days or day.day in rule.month_days or day.day - length - 1 in rule.month_days)
        and (
            not rule.weekdays
            or any(day.weekday() == one and is_which(rule, day, which) for one, which in rule.weekdays)
        )
    )


def periods_between(rule: Rule, begins: date, day: date) -> int:
    months = (day.year - begins.year) * 12 + day.month - begins.month
    start, first = period(rule, day)[0], period(rule, begins)[0]
    by_days = (start - first).days
    return {
        Frequency.DAILY: by_days,
        Frequency.WEEKLY: by_days // 7,
        Frequency.MONTHLY: months,
        Frequency.YEARLY: day.year - begins.year,
    }[rule.frequency]


def occurs(rule: Rule, begins: date, day: date) -> bool:
    """Tell by the words of the standard whether the day is one of the rule."""
    if periods_between(rule, begins, day) % rule.interval or not passes(rule, day):
        return False
    if not rule.positions:
        return True
    start, length = period(rule, day)
    together = [start + timedelta(days=step) for step in range(length) if passes(rule, start + timedelta(days=step))]
    place = together.index(day)
    return place + 1 in rule.positions or place - len(together) in rule.positions


@settings(deadline=None)
@given(RULES, st.dates(date(2023, 1, 1), date(2028, 12, 31)), st.integers(0, 400), st.integers(0, 200))
def test_the_days_of_a_rule_are_those_that_the_standard_says_day_by_day(
    rule: Rule, begins: date, ahead: int, length: int
) -> None:
    if rule.frequency not in {Frequency.MONTHLY, Frequency.YEARLY}:
        rule = Rule(
            rule.frequency,
            rule.interval,
            rule.months,
            rule.month_days,
            tuple(sorted({(day, 0) for day, _ in rule.weekdays})),
            rule.positions,
            rule.week_start,
        )
    first = begins + timedelta(days=ahead)
    last = first + timedelta(days=length)
    whole = completed(rule, begins)
    every_day = (first + timedelta(days=step) for step in range(length + 1))
    assert list(days_of(rule, begins=begins, first=first, last=last)) == [
        day for day in every_day if occurs(whole, begins, day)
    ]
