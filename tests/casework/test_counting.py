"""TL25 art. 326 and 327: the first day is not counted, months end on the corresponding day, a last day off rolls."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.counting import LastDay, Unit, add_months, last_day
from tests.casework.days import CALENDAR_2026


def counted(start: date, amount: int, unit: Unit, *, rolls: bool = True, days_out: int = 0) -> LastDay:
    return last_day(start, amount=amount, unit=unit, rolls=rolls, calendar=CALENDAR_2026, days_out=days_out)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (date(2026, 3, 5), 1, date(2026, 4, 5)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 5), 0, date(2026, 3, 5)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(start: date, amount: int, end: date) -> None:
    assert add_months(start, amount) == end


def test_days_are_counted_from_the_day_after() -> None:
    assert counted(date(2026, 3, 3), 15, Unit.DAYS) == LastDay(date(2026, 3, 18), provisional=False)


def test_thirty_days_are_not_one_month() -> None:
    assert counted(date(2026, 3, 10), 30, Unit.DAYS).day == date(2026, 4, 9)
    assert counted(date(2026, 3, 10), 1, Unit.MONTHS).day == date(2026, 4, 10)


def test_a_last_day_in_the_national_holiday_rolls_to_the_first_working_day() -> None:
    assert counted(date(2026, 9, 3), 1, Unit.MONTHS).day == date(2026, 10, 8)


def test_a_last_day_on_a_make_up_saturday_does_not_roll() -> None:
    assert counted(date(2026, 9, 10), 1, Unit.MONTHS).day == date(2026, 10, 10)


def test_a_custody_type_period_ends_in_the_holiday_all_the_same() -> None:
    assert counted(date(2026, 9, 3), 1, Unit.MONTHS, rolls=False) == LastDay(date(2026, 10, 3), provisional=False)


def test_working_days_skip_the_holiday_and_count_the_make_up_saturday() -> None:
    assert counted(date(2026, 9, 30), 3, Unit.WORKING_DAYS) == LastDay(date(2026, 10, 10), provisional=False)


def test_days_out_move_the_last_day_in_every_unit() -> None:
    assert counted(date(2026, 3, 2), 5, Unit.DAYS, days_out=3).day == date(2026, 3, 10)
    assert counted(date(2026, 3, 2), 1, Unit.MONTHS, days_out=5).day == date(2026, 4, 7)
    assert counted(date(2026, 3, 2), 2, Unit.WORKING_DAYS, days_out=7).day == date(2026, 3, 11)


def test_a_last_day_is_provisional_only_where_a_notice_to_come_can_move_it() -> None:
    assert counted(date(2026, 12, 15), 1, Unit.MONTHS) == LastDay(date(2027, 1, 15), provisional=True)
    assert counted(date(2026, 12, 15), 1, Unit.MONTHS, rolls=False) == LastDay(date(2027, 1, 15), provisional=False)
    assert counted(date(2026, 12, 22), 5, Unit.WORKING_DAYS) == LastDay(date(2026, 12, 29), provisional=True)
    assert counted(date(2026, 12, 14), 5, Unit.WORKING_DAYS) == LastDay(date(2026, 12, 21), provisional=False)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 24), st.sampled_from(list(Unit)))
def test_a_rolled_last_day_is_worked_and_never_before_the_unrolled(start: date, amount: int, unit: Unit) -> None:
    rolled = counted(start, amount, unit).day
    assert CALENDAR_2026.is_working_day(rolled)
    assert rolled >= counted(start, amount, unit, rolls=False).day
