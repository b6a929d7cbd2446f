"""Months back, and periods cut and joined."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusal.days import meet, months_before, period_from, quarter_of, without
from terms.periods import ALWAYS, Period

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 5), 12, date(2025, 3, 5)),
        (date(2026, 1, 5), 1, date(2025, 12, 5)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 3, 5), 0, date(2026, 3, 5)),
        (date(1, 2, 28), 1, date(1, 1, 28)),
        (date(1, 2, 28), 2, date.min),
    ],
)
def test_months_run_to_the_corresponding_day(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [(None, Period(FEB, None)), (APR, Period(FEB, APR)), (JAN, Period(FEB, date(2026, 2, 2)))],
)
def test_a_period_from_a_day_holds_that_day(end: date | None, expected: Period) -> None:
    assert period_from(FEB, end) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ALWAYS, ALWAYS, ALWAYS),
        (Period(JAN, MAR), Period(FEB, APR), Period(FEB, MAR)),
        (Period(JAN, FEB), Period(FEB, APR), None),
        (Period(None, FEB), Period(JAN, None), Period(JAN, FEB)),
    ],
)
def test_two_periods_meet_in_the_days_they_share(one: Period, other: Period, expected: Period | None) -> None:
    assert meet(one, other) == expected
    assert meet(other, one) == expected


@pytest.mark.parametrize(
    ("holes", "expected"),
    [
        ((), (ALWAYS,)),
        ((ALWAYS,), ()),
        ((Period(FEB, MAR),), (Period(None, FEB), Period(MAR, None))),
        ((Period(FEB, MAR), Period(JAN, FEB)), (Period(None, JAN), Period(MAR, None))),
        ((Period(None, MAR), Period(FEB, None)), ()),
    ],
)
def test_holes_are_cut_out_of_a_period(holes: tuple[Period, ...], expected: tuple[Period, ...]) -> None:
    assert without(ALWAYS, holes) == expected
    assert without(Period(FEB, FEB), holes) == ()


PERIODS = st.builds(
    Period,
    st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 20)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 20)),
).filter(lambda period: not period.is_empty)


@given(PERIODS, st.lists(PERIODS, max_size=3), st.dates(date(2025, 12, 30), date(2026, 1, 22)))
def test_a_day_is_left_if_it_was_there_and_in_no_hole(period: Period, holes: list[Period], day: date) -> None:
    left = [part for part in without(period, holes) if day in part]
    assert len(left) == (1 if day in period and not any(day in hole for hole in holes) else 0)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), Period(JAN, APR)),
        (date(2026, 3, 31), Period(JAN, APR)),
        (date(2026, 4, 1), Period(APR, date(2026, 7, 1))),
        (date(2024, 2, 29), Period(date(2024, 1, 1), date(2024, 4, 1))),
        (date(2026, 9, 30), Period(date(2026, 7, 1), date(2026, 10, 1))),
        (date(2026, 12, 31), Period(date(2026, 10, 1), date(2027, 1, 1))),
    ],
)
def test_a_day_lies_in_its_calendar_quarter(day: date, expected: Period) -> None:
    assert quarter_of(day) == expected
