"""When a zone meets: around the holidays and make-up days of 2026, ends of months and years, and leap days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from chinese_calendar.constants import holidays as known_holidays
from chinese_calendar.constants import workdays as known_workdays
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.calendar import SpecialDay, WorkingCalendar
from meetings.cadence import LAST_DAY_OF_MONTH, MOST_DAYS, Cadence, Occurrence, check_cadence, occurrences
from meetings.refusals import DaysUnfit, RuleUnfit
from meetings.rule_days import days_of
from meetings.rule_text import read
from terms.meetings import RuleFault, WhenOff
from terms.periods import COUNTY_TIME
from tests.casework.days import holidays
from tests.meetings.days import CALENDAR, SPECIAL_2026, day, days

MONDAYS = Cadence("FREQ=WEEKLY;BYDAY=MO", first=date(2026, 1, 1), at=time(9, 30), minutes=90)
NEXT_2027 = WorkingCalendar([*SPECIAL_2026, SpecialDay(date(2027, 1, 1), is_working_day=False, provisional=True)])


def by(rule: str, when_off: WhenOff = WhenOff.NEXT_WORKING_DAY) -> Cadence:
    return replace(MONDAYS, rule=rule, when_off=when_off)


def told(cadence: Cadence, first: str, last: str, calendar: WorkingCalendar = CALENDAR) -> list[Occurrence]:
    return list(occurrences(cadence, calendar, first=day(first), last=day(last)))


def held(cadence: Cadence, first: str, last: str, calendar: WorkingCalendar = CALENDAR) -> list[date]:
    return [one.held for one in told(cadence, first, last, calendar)]


def test_the_days_of_these_tests_are_those_of_the_notice() -> None:
    for one in (date(2026, 1, 1) + timedelta(days=step) for step in range(365)):
        worked = one in known_workdays or (one.weekday() < 5 and one not in known_holidays)
        assert CALENDAR.is_working_day(one) is worked


def test_an_occurrence_tells_when_it_starts_and_ends_in_county_time() -> None:
    assert told(MONDAYS, "03-02", "03-02") == [
        Occurrence(
            by_rule=date(2026, 3, 2),
            starts_at=datetime(2026, 3, 2, 9, 30, tzinfo=COUNTY_TIME),
            ends_at=datetime(2026, 3, 2, 11, 0, tzinfo=COUNTY_TIME),
            provisional=False,
        )
    ]
    assert told(MONDAYS, "03-02", "03-02")[0].held == date(2026, 3, 2)


def test_mondays_of_the_spring_festival_move_behind_it_and_meet_once() -> None:
    assert held(MONDAYS, "02-01", "03-02") == days("02-02 02-09 02-24 03-02")
    assert told(MONDAYS, "02-24", "02-24")[0].by_rule == date(2026, 2, 23)


def test_mondays_of_the_spring_festival_move_before_it_onto_the_make_up_saturday() -> None:
    before = by("FREQ=WEEKLY;BYDAY=MO", WhenOff.PREVIOUS_WORKING_DAY)
    assert held(before, "02-01", "03-02") == days("02-02 02-09 02-14 03-02")
    assert told(before, "02-14", "02-14")[0].by_rule == date(2026, 2, 16)


def test_mondays_of_the_spring_festival_are_left_out_or_kept() -> None:
    assert held(by("FREQ=WEEKLY;BYDAY=MO", WhenOff.SKIP), "02-01", "03-02") == days("02-02 02-09 03-02")
    kept = held(by("FREQ=WEEKLY;BYDAY=MO", WhenOff.KEEP), "02-01", "03-02")
    assert kept == days("02-02 02-09 02-16 02-23 03-02")


def test_saturdays_that_are_skipped_when_off_are_the_make_up_saturdays() -> None:
    saturdays = by("FREQ=WEEKLY;BYDAY=SA", WhenOff.SKIP)
    assert held(saturdays, "01-01", "12-31") == days("02-14 02-28 05-09 10-10")


def test_what_is_off_before_a_make_up_sunday_moves_onto_it() -> None:
    assert held(by("FREQ=MONTHLY;BYMONTHDAY=1"), "01-01", "01-31") == days("01-04")


def test_a_moved_meeting_and_the_one_that_stands_on_its_day_are_one() -> None:
    thursdays = by("FREQ=WEEKLY;BYDAY=TH")
    assert [(one.by_rule, one.held) for one in told(thursdays, "09-24", "10-15")] == [
        (date(2026, 9, 24), date(2026, 9, 24)),
        (date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 10, 15), date(2026, 10, 15)),
    ]


def test_every_day_meets_once_a_working_day() -> None:
    assert held(by("FREQ=DAILY"), "09-30", "10-12") == days("09-30 10-08 10-09 10-10 10-12")
    assert held(by("FREQ=DAILY", WhenOff.PREVIOUS_WORKING_DAY), "09-30", "10-12") == days(
        "09-30 10-08 10-09 10-10 10-12"
    )


def test_the_last_working_day_of_each_month_knows_make_up_days() -> None:
    last = by(LAST_DAY_OF_MONTH, WhenOff.PREVIOUS_WORKING_DAY)
    assert held(last, "01-01", "12-31") == days(
        "01-30 02-28 03-31 04-30 05-29 06-30 07-31 08-31 09-30 10-30 11-30 12-31"
    )
    weekdays_only = by("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", WhenOff.PREVIOUS_WORKING_DAY)
    assert held(weekdays_only, "02-01", "02-28") == days("02-27")


def test_the_first_working_day_of_each_month_is_behind_the_holiday() -> None:
    assert held(by("FREQ=MONTHLY;BYMONTHDAY=1"), "01-01", "12-31") == days(
        "01-04 02-02 03-02 04-01 05-06 06-01 07-01 08-03 09-01 10-08 11-02 12-01"
    )


def test_a_meeting_moves_into_the_days_asked_about_from_before_them() -> None:
    first_of_month = by("FREQ=MONTHLY;BYMONTHDAY=1")
    assert held(first_of_month, "10-02", "10-31") == days("10-08")
    assert held(first_of_month, "10-08", "10-08") == days("10-08")
    assert held(first_of_month, "10-01", "10-07") == []


def test_a_meeting_moves_into_the_days_asked_about_from_behind_them() -> None:
    third_of_month = by("FREQ=MONTHLY;BYMONTHDAY=3", WhenOff.PREVIOUS_WORKING_DAY)
    assert held(third_of_month, "09-30", "09-30") == days("09-30")
    assert held(third_of_month, "09-28", "10-02") == days("09-30")
    assert held(third_of_month, "10-01", "10-31") == []


def test_nothing_moves_in_where_it_is_left_out_or_kept() -> None:
    for when_off in (WhenOff.SKIP, WhenOff.KEEP):
        assert held(by("FREQ=MONTHLY;BYMONTHDAY=1", when_off), "10-02", "10-31") == []


def test_a_quarter_whose_month_lacks_the_day_has_no_meeting() -> None:
    quarterly = by("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31")
    assert held(quarterly, "01-01", "12-31") == days("02-02 07-31 11-02")


def test_the_leap_day_comes_when_the_year_has_one() -> None:
    leap = by("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    assert held(leap, "01-01", "2030-12-31") == days("2028-02-29")
    month_end = by("FREQ=MONTHLY;BYMONTHDAY=-1", WhenOff.KEEP)
    assert held(month_end, "2027-02-01", "2028-03-01") == days(
        "2027-02-28 2027-03-31 2027-04-30 2027-05-31 2027-06-30 2027-07-31 2027-08-31 2027-09-30 2027-10-31 "
        "2027-11-30 2027-12-31 2028-01-31 2028-02-29"
    )


def test_new_year_moves_into_the_old_year_or_onto_its_first_working_day() -> None:
    new_year = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"
    assert held(by(new_year, WhenOff.PREVIOUS_WORKING_DAY), "12-01", "12-31", NEXT_2027) == days("12-31")
    assert held(by(new_year), "12-01", "2027-01-31", NEXT_2027) == days("2027-01-04")


def test_days_before_a_notice_are_provisional_unless_the_meeting_stays_in_any_case() -> None:
    thursdays = by("FREQ=WEEKLY;BYDAY=TH")
    assert [one.provisional for one in told(thursdays, "12-17", "2027-01-07")] == [False, False, True, True]
    kept = replace(thursdays, when_off=WhenOff.KEEP)
    assert [one.provisional for one in told(kept, "12-17", "2027-01-07")] == [False, False, False, False]


def test_a_meeting_that_moved_is_provisional_where_any_day_between_is() -> None:
    off = SpecialDay(date(2026, 12, 31), is_working_day=False, provisional=True)
    only_2027 = WorkingCalendar([off, *holidays(date(2027, 1, 1), date(2027, 1, 3))])
    assert [(one.held, one.provisional) for one in told(by("FREQ=WEEKLY"), "12-31", "2027-01-10", only_2027)] == [
        (date(2027, 1, 4), True),
        (date(2027, 1, 7), False),
    ]
    saturdays = by("FREQ=WEEKLY;BYDAY=SA", WhenOff.PREVIOUS_WORKING_DAY)
    assert [(one.held, one.provisional) for one in told(saturdays, "2027-12-17", "2027-12-24", only_2027)] == [
        (date(2027, 12, 17), False),
        (date(2027, 12, 24), True),
    ]


def test_a_cadence_stands_from_its_first_to_its_last_day_by_the_rule() -> None:
    bounded = replace(MONDAYS, first=day("01-06"), last=day("02-23"))
    assert held(bounded, "01-01", "12-31") == days("01-12 01-19 01-26 02-02 02-09 02-24")
    assert held(replace(bounded, last=day("02-22")), "02-01", "12-31") == days("02-02 02-09 02-24")
    assert held(replace(bounded, last=day("02-15")), "02-01", "12-31") == days("02-02 02-09")


def test_a_rule_counts_its_own_days_and_not_those_on_which_it_meets() -> None:
    assert held(by("FREQ=WEEKLY;BYDAY=MO;COUNT=9"), "01-01", "12-31") == days(
        "01-05 01-12 01-19 01-26 02-02 02-09 02-24 03-02"
    )
    assert held(by("FREQ=WEEKLY;BYDAY=MO;COUNT=9"), "02-24", "12-31") == days("02-24 03-02")


@pytest.mark.parametrize(
    ("until", "at", "expected"),
    [
        ("20260119", time(9, 30), "01-05 01-12 01-19"),
        ("20260118", time(9, 30), "01-05 01-12"),
        ("20260119T013000Z", time(9, 30), "01-05 01-12 01-19"),
        ("20260119T012959Z", time(9, 30), "01-05 01-12"),
        ("20260118T160000Z", time(0, 0), "01-05 01-12 01-19"),
    ],
)
def test_a_rule_recurs_until_its_day_or_moment_that_included(until: str, at: time, expected: str) -> None:
    cadence = replace(MONDAYS, rule=f"FREQ=WEEKLY;BYDAY=MO;UNTIL={until}", at=at)
    assert held(cadence, "01-01", "12-31") == days(expected)


@pytest.mark.parametrize(
    ("cadence", "reason", "part"),
    [
        (by("FREQ=HOURLY"), RuleFault.TOO_OFTEN, "FREQ"),
        (by("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), RuleFault.NEVER, ""),
        (by("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3"), RuleFault.NEVER, ""),
        (by("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2"), RuleFault.NEVER, ""),
        (by("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU"), RuleFault.NEVER, ""),
        (by("FREQ=YEARLY;INTERVAL=6;BYMONTH=1;BYMONTHDAY=31;BYDAY=SU"), RuleFault.NEVER, ""),
        (by("FREQ=WEEKLY;BYDAY=MO;UNTIL=20251231"), RuleFault.NEVER, ""),
        (by("FREQ=WEEKLY;BYDAY=MO;UNTIL=20360102"), RuleFault.ENDS_TOO_LATE, "UNTIL"),
        (by("FREQ=WEEKLY;BYDAY=MO;UNTIL=20360102T013000Z"), RuleFault.ENDS_TOO_LATE, "UNTIL"),
        (by("FREQ=YEARLY;COUNT=12"), RuleFault.ENDS_TOO_LATE, "COUNT"),
        (replace(MONDAYS, last=day("01-04")), RuleFault.NEVER, ""),
        (replace(MONDAYS, last=day("2025-12-31")), RuleFault.DAYS_UNFIT, ""),
        (replace(MONDAYS, first=day("1999-12-31")), RuleFault.DAYS_UNFIT, ""),
        (replace(MONDAYS, first=day("2200-01-01")), RuleFault.DAYS_UNFIT, ""),
        (replace(MONDAYS, first=date.min), RuleFault.DAYS_UNFIT, ""),
        (replace(MONDAYS, first=date.max), RuleFault.DAYS_UNFIT, ""),
        (replace(MONDAYS, minutes=0), RuleFault.LENGTH_UNFIT, ""),
        (replace(MONDAYS, minutes=721), RuleFault.LENGTH_UNFIT, ""),
    ],
)
def test_a_cadence_that_cannot_be_kept_is_refused(cadence: Cadence, reason: RuleFault, part: str) -> None:
    with pytest.raises(RuleUnfit) as refused:
        check_cadence(cadence)
    assert (refused.value.reason, refused.value.part) == (reason, part)
    with pytest.raises(RuleUnfit):
        occurrences(cadence, CALENDAR, first=day("01-01"), last=day("01-31"))


@pytest.mark.parametrize(
    "cadence",
    [
        by("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
        by("FREQ=WEEKLY;BYDAY=MO;UNTIL=20360101"),
        by("FREQ=WEEKLY;BYDAY=MO;UNTIL=20360102T012959Z"),
        by("FREQ=YEARLY;COUNT=11"),
        by("FREQ=DAILY;COUNT=1000"),
        by("FREQ=YEARLY;INTERVAL=5;BYMONTH=1;BYDAY=5FR"),
        replace(MONDAYS, last=day("01-05")),
        replace(MONDAYS, first=day("01-05"), last=day("01-05")),
        replace(by("FREQ=WEEKLY;BYDAY=MO;COUNT=100"), last=day("01-05")),
        replace(MONDAYS, first=day("2000-01-01"), minutes=1),
        replace(MONDAYS, first=day("2199-12-31"), minutes=720),
    ],
)
def test_a_cadence_at_the_edge_of_what_is_kept_is_kept(cadence: Cadence) -> None:
    check_cadence(cadence)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 2), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=MOST_DAYS)),
        (date(1999, 12, 31), date(2000, 1, 31)),
        (date(2199, 12, 1), date(2200, 1, 1)),
        (date.min, date.min),
        (date.max, date.max),
    ],
)
def test_days_that_nobody_keeps_are_not_told(first: date, last: date) -> None:
    with pytest.raises(DaysUnfit) as refused:
        occurrences(MONDAYS, CALENDAR, first=first, last=last)
    assert (refused.value.first, refused.value.last, refused.value.most) == (first, last, MOST_DAYS)
    assert refused.value.message("zh") == "所查日期有误：结束不得早于开始，最多1830天。"


def test_the_longest_stretch_is_told() -> None:
    last = date(2026, 1, 1) + timedelta(days=MOST_DAYS - 1)
    assert len(occurrences(by("FREQ=DAILY", WhenOff.KEEP), CALENDAR, first=date(2026, 1, 1), last=last)) == MOST_DAYS
    assert occurrences(MONDAYS, CALENDAR, first=date(2000, 1, 1), last=date(2000, 12, 31)) == ()


CADENCES = st.builds(
    Cadence,
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=WEEKLY;BYDAY=MO,SA",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
            "FREQ=MONTHLY;BYMONTHDAY=1,-1",
            "FREQ=MONTHLY;BYDAY=-1FR,1SU",
            "FREQ=MONTHLY;INTERVAL=3",
            "FREQ=WEEKLY;COUNT=20",
            "FREQ=DAILY;UNTIL=20260930T000000Z",
        ]
    ),
    first=st.dates(date(2025, 10, 1), date(2026, 9, 1)),
    at=st.just(time(9, 30)),
    minutes=st.just(60),
    when_off=st.sampled_from(WhenOff),
    last=st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 31)),
)
DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))


@settings(deadline=None)
@given(CADENCES, st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_two_stretches_tell_together_what_the_whole_tells(cadence: Cadence, edges: list[date]) -> None:
    first, middle, last = edges
    whole = occurrences(cadence, CALENDAR, first=first, last=last)
    before = occurrences(cadence, CALENDAR, first=first, last=middle)
    behind = occurrences(cadence, CALENDAR, first=min(middle + timedelta(days=1), last), last=last)
    assert whole == (*before, *(one for one in behind if one.held > middle))


@settings(deadline=None)
@given(CADENCES, DAYS)
def test_each_working_day_has_the_meetings_of_the_days_off_beside_it(cadence: Cadence, first: date) -> None:
    last = first + timedelta(days=60)
    told = occurrences(cadence, CALENDAR, first=first, last=last)
    every_day = [one.held for one in told]
    assert every_day == sorted(set(every_day))
    moves: dict[WhenOff, Callable[[date], date]] = {
        WhenOff.NEXT_WORKING_DAY: CALENDAR.rolled,
        WhenOff.PREVIOUS_WORKING_DAY: CALENDAR.rolled_back,
        WhenOff.SKIP: lambda one: one if CALENDAR.is_working_day(one) else date.min,
        WhenOff.KEEP: lambda one: one,
    }
    moved = moves[cadence.when_off]
    until = min(cadence.last or date.max, date(2026, 9, 29) if "UNTIL" in cadence.rule else date.max)
    all_days = days_of(read(cadence.rule), begins=cadence.first, first=cadence.first, last=date(2027, 6, 30))
    assert set(every_day) == {moved(one) for one in all_days if one <= until and first <= moved(one) <= last}
    assert all(moved(one.by_rule) == one.held for one in told)
