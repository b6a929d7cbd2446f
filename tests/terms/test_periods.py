"""Half-open periods of days, at their edges."""

from datetime import date

import pytest

from terms.periods import ALWAYS, Period

MAY = Period(date(2026, 5, 1), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_the_first_day_is_in_a_period_and_its_end_is_not(day: date, inside: bool) -> None:  # noqa: FBT001
    assert (day in MAY) is inside
    assert day in ALWAYS


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Period(date(2026, 6, 1), None), False),
        (Period(date(2026, 5, 31), None), True),
        (Period(None, date(2026, 5, 1)), False),
        (Period(None, date(2026, 5, 2)), True),
        (ALWAYS, True),
    ],
)
def test_two_periods_overlap_if_they_share_a_day(other: Period, shared: bool) -> None:  # noqa: FBT001
    assert MAY.overlaps(other) is other.overlaps(MAY) is shared


def test_a_period_is_over_from_its_end_on_and_never_where_it_has_none() -> None:
    assert [MAY.ended_by(day) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [False, True]
    assert not ALWAYS.ended_by(date.max)


def test_a_period_starts_anew_and_is_empty_where_it_holds_no_day() -> None:
    assert MAY.starting(date(2026, 5, 31)) == Period(date(2026, 5, 31), date(2026, 6, 1))
    assert MAY.starting(date(2026, 6, 1)).is_empty
    assert not MAY.is_empty
    assert not ALWAYS.is_empty
