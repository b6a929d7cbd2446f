"""Working days, make-up days, and years whose notice is not out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework.calendar import SpecialDay, WorkingCalendar
from tests.casework.days import CALENDAR_2026, SPECIAL_2026


def test_weekends_are_off_and_weekdays_are_worked_unless_a_notice_says_otherwise() -> None:
    assert CALENDAR_2026.is_working_day(date(2026, 3, 6))
    assert not CALENDAR_2026.is_working_day(date(2026, 3, 7))
    assert not CALENDAR_2026.is_working_day(date(2026, 10, 1))
    assert CALENDAR_2026.is_working_day(date(2026, 10, 10))


def test_a_day_off_rolls_past_the_whole_holiday_and_a_working_day_stays() -> None:
    assert CALENDAR_2026.rolled(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR_2026.rolled(date(2026, 10, 8)) == date(2026, 10, 8)


def test_a_day_off_before_a_make_up_sunday_rolls_onto_that_sunday() -> None:
    assert CALENDAR_2026.rolled(date(2026, 1, 1)) == date(2026, 1, 4)


def test_a_day_off_rolls_back_past_the_whole_holiday_and_a_working_day_stays() -> None:
    assert CALENDAR_2026.rolled_back(date(2026, 10, 7)) == date(2026, 9, 30)
    assert CALENDAR_2026.rolled_back(date(2026, 2, 15)) == date(2026, 2, 14)
    assert CALENDAR_2026.rolled_back(date(2026, 2, 28)) == date(2026, 2, 28)


def test_make_up_saturdays_count_as_working_days() -> None:
    assert CALENDAR_2026.add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert CALENDAR_2026.add_working_days(date(2026, 2, 13), 3) == date(2026, 2, 25)


def test_no_working_days_on_is_the_day_itself() -> None:
    assert CALENDAR_2026.add_working_days(date(2026, 3, 7), 0) == date(2026, 3, 7)


def test_a_year_without_notice_is_provisional_and_a_year_with_one_is_not() -> None:
    foreseen = SpecialDay(date(2027, 1, 1), is_working_day=False, provisional=True)
    calendar = WorkingCalendar([*SPECIAL_2026, foreseen])
    assert calendar.is_provisional(date(2027, 3, 1))
    assert not calendar.is_provisional(date(2026, 3, 1))
    assert not calendar.is_working_day(date(2027, 1, 1))


def test_the_last_days_of_december_wait_for_next_years_notice() -> None:
    assert not CALENDAR_2026.is_provisional(date(2026, 12, 24))
    assert CALENDAR_2026.is_provisional(date(2026, 12, 25))
    with_next = WorkingCalendar([*SPECIAL_2026, SpecialDay(date(2027, 1, 1), is_working_day=False)])
    assert not with_next.is_provisional(date(2026, 12, 25))


def test_a_stretch_is_provisional_if_its_last_day_is() -> None:
    assert CALENDAR_2026.any_provisional(date(2026, 12, 20), date(2026, 12, 25))
    assert not CALENDAR_2026.any_provisional(date(2026, 12, 20), date(2026, 12, 24))


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 40), st.integers(1, 40))
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    there = CALENDAR_2026.add_working_days(start, first)
    assert CALENDAR_2026.is_working_day(there)
    assert CALENDAR_2026.add_working_days(there, second) == CALENDAR_2026.add_working_days(start, first + second)
