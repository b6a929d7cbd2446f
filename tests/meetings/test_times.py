"""A time that suits: who would be missing, which times there are at all, and every time tried one by one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.refusals import DaysUnfit, HoursUnfit, LengthUnfit, MeetingRefused, PeopleUnfit, StepUnfit, TooManyTimes
from meetings.times import Busy, Invitee, SuitingTime, Wish, WorkingHours, suiting_times
from terms.periods import COUNTY_TIME
from tests.meetings.days import CALENDAR, day

MORNING = WorkingHours(time(8, 30), time(12))
AFTERNOON = WorkingHours(time(14, 30), time(17, 30))
WISH = Wish(first=date(2026, 3, 5), last=date(2026, 3, 6), hours=(MORNING, AFTERNOON), minutes=90)


def at(text: str) -> datetime:
    """Return a moment of 2026 in county time: ``03-05 08:30``."""
    return datetime.combine(day(text[:5]), time.fromisoformat(text[6:]), COUNTY_TIME)


def busy(starts: str, ends: str) -> Busy:
    return Busy(at(starts), at(ends))


def best(wish: Wish, *people: Invitee, most: int = 3) -> list[SuitingTime]:
    return list(suiting_times(wish, people, calendar=CALENDAR, most=most))


def starts(wish: Wish, *people: Invitee, most: int = 3) -> list[str]:
    return [f"{one.starts_at:%m-%d %H:%M}" for one in best(wish, *people, most=most)]


def test_with_everybody_free_the_earliest_times_are_best() -> None:
    assert best(WISH, Invitee(1, must_come=True), most=1) == [
        SuitingTime(
            starts_at=at("03-05 08:30"),
            ends_at=at("03-05 10:00"),
            must_come_missing=(),
            others_missing=(),
            provisional=False,
        )
    ]
    assert starts(WISH) == ["03-05 08:30", "03-05 09:00", "03-05 09:30"]


def test_a_meeting_stays_within_one_block_of_working_hours() -> None:
    assert starts(replace(WISH, last=WISH.first), most=100) == [
        "03-05 08:30",
        "03-05 09:00",
        "03-05 09:30",
        "03-05 10:00",
        "03-05 10:30",
        "03-05 14:30",
        "03-05 15:00",
        "03-05 15:30",
        "03-05 16:00",
    ]
    whole_morning = replace(WISH, last=WISH.first, minutes=210)
    assert starts(whole_morning) == ["03-05 08:30"]
    assert starts(replace(whole_morning, minutes=180, step=45)) == ["03-05 08:30", "03-05 14:30"]


def test_blocks_are_taken_in_the_order_of_the_day_and_may_touch() -> None:
    touching = replace(WISH, last=WISH.first, hours=(WorkingHours(time(12), time(14)), MORNING), minutes=120)
    assert starts(touching, most=9) == ["03-05 08:30", "03-05 09:00", "03-05 09:30", "03-05 10:00", "03-05 12:00"]


def test_only_working_days_are_looked_at_and_make_up_days_are_among_them() -> None:
    holiday = replace(WISH, first=day("02-14"), last=day("02-24"), hours=(MORNING,), minutes=210)
    assert starts(holiday) == ["02-14 08:30", "02-24 08:30"]
    assert starts(replace(holiday, first=day("02-15"), last=day("02-23"))) == []
    assert best(replace(holiday, first=day("02-15"), last=day("02-23")), Invitee(1, must_come=True)) == []


def test_a_day_that_a_notice_can_turn_is_provisional() -> None:
    year_end = replace(WISH, first=day("12-24"), last=day("12-25"), hours=(MORNING,), minutes=210)
    assert [one.provisional for one in best(year_end)] == [False, True]


def test_nothing_starts_before_the_moment_that_is_given() -> None:
    assert starts(replace(WISH, not_before=at("03-05 09:00")), most=1) == ["03-05 09:00"]
    assert starts(replace(WISH, not_before=at("03-05 09:01")), most=1) == ["03-05 09:30"]
    assert starts(replace(WISH, not_before=at("03-05 09:00").astimezone(UTC)), most=1) == ["03-05 09:00"]
    assert starts(replace(WISH, not_before=at("03-07 00:00"))) == []


def test_busy_time_closes_what_overlaps_it_and_not_what_touches_it() -> None:
    away = Invitee(1, must_come=True, busy=(busy("03-05 10:00", "03-05 10:30"),))
    wish = replace(WISH, last=WISH.first, hours=(MORNING,))
    assert starts(wish, away, most=9)[:2] == ["03-05 08:30", "03-05 10:30"]
    assert [one.must_come_missing for one in best(wish, away, most=9)] == [(), (), (1,), (1,), (1,)]
    by_a_second = Busy(at("03-05 10:00") - timedelta(seconds=1), at("03-05 10:30") + timedelta(seconds=1))
    assert [one.must_come_missing for one in best(wish, replace(away, busy=(by_a_second,)), most=9)] == [(1,)] * 5
    in_utc = replace(
        away, busy=tuple(Busy(row.starts_at.astimezone(UTC), row.ends_at.astimezone(UTC)) for row in away.busy)
    )
    assert best(wish, in_utc, most=9) == best(wish, away, most=9)


def test_busy_time_that_ends_no_later_than_it_starts_closes_nothing() -> None:
    empty = Invitee(1, must_come=True, busy=(busy("03-05 09:00", "03-05 09:00"), busy("03-05 11:00", "03-05 09:00")))
    assert best(WISH, empty, most=100) == best(WISH, replace(empty, busy=()), most=100)


def test_whoever_must_come_counts_before_any_number_of_others() -> None:
    leader = Invitee(1, must_come=True, busy=(busy("03-05 08:00", "03-05 12:00"),))
    others = [Invitee(one, must_come=False, busy=(busy("03-05 14:00", "03-06 18:00"),)) for one in (4, 3, 2)]
    afternoon, *_ = best(WISH, leader, *others)
    assert (afternoon.starts_at, afternoon.must_come_missing, afternoon.others_missing) == (
        at("03-05 14:30"),
        (),
        (4, 3, 2),
    )


def test_the_fewest_others_count_before_the_earliest_time() -> None:
    two_away = [Invitee(one, must_come=False, busy=(busy("03-05 08:00", "03-05 12:00"),)) for one in (1, 2)]
    one_away = Invitee(3, must_come=False, busy=(busy("03-05 14:00", "03-05 18:00"),))
    must = Invitee(4, must_come=True, busy=(busy("03-06 08:00", "03-06 18:00"),))
    assert starts(WISH, *two_away, one_away, must, most=1) == ["03-05 14:30"]
    assert starts(WISH, *two_away, one_away, most=1) == ["03-06 08:30"]


def test_where_somebody_is_always_away_the_fewest_are_missing() -> None:
    both = Invitee(1, must_come=True, busy=(busy("03-01 00:00", "03-31 00:00"),))
    half = Invitee(2, must_come=True, busy=(busy("03-05 00:00", "03-06 00:00"), busy("03-05 09:00", "03-05 10:00")))
    found = best(WISH, both, half, most=1)[0]
    assert (found.starts_at, found.must_come_missing) == (at("03-06 08:30"), (1,))
    worst = best(WISH, both, half, most=100)[-1]
    assert (worst.starts_at, worst.must_come_missing) == (at("03-05 16:00"), (1, 2))


@pytest.mark.parametrize(
    ("wish", "people", "most", "refusal", "zh"),
    [
        (
            replace(WISH, last=date(2026, 3, 4)),
            0,
            3,
            DaysUnfit,
            "所查日期有误：结束不得早于开始，最多92天。",
        ),
        (
            replace(WISH, last=WISH.first + timedelta(days=92)),
            0,
            3,
            DaysUnfit,
            "所查日期有误：结束不得早于开始，最多92天。",
        ),
        (
            replace(WISH, first=date(1999, 12, 31), last=date(2000, 1, 3)),
            0,
            3,
            DaysUnfit,
            "所查日期有误：结束不得早于开始，最多92天。",
        ),
        (
            replace(WISH, first=date(2199, 12, 30), last=date(2200, 1, 1)),
            0,
            3,
            DaysUnfit,
            "所查日期有误：结束不得早于开始，最多92天。",
        ),
        (replace(WISH, hours=()), 0, 3, HoursUnfit, "工作时间有误：至少一段，每段须在开始之后结束，各段不得重叠。"),
        (
            replace(WISH, hours=(WorkingHours(time(12), time(12)),)),
            0,
            3,
            HoursUnfit,
            "工作时间有误：至少一段，每段须在开始之后结束，各段不得重叠。",
        ),
        (
            replace(WISH, hours=(WorkingHours(time(11, 59), time(14)), MORNING)),
            0,
            3,
            HoursUnfit,
            "工作时间有误：至少一段，每段须在开始之后结束，各段不得重叠。",
        ),
        (replace(WISH, minutes=211), 0, 3, LengthUnfit, "会议时长须为5至210分钟。"),
        (replace(WISH, minutes=4), 0, 3, LengthUnfit, "会议时长须为5至210分钟。"),
        (replace(WISH, step=4), 0, 3, StepUnfit, "时间间隔须为5至240分钟。"),
        (replace(WISH, step=241), 0, 3, StepUnfit, "时间间隔须为5至240分钟。"),
        (WISH, 501, 3, PeopleUnfit, "参会人员最多500人，且不得重复。"),
        (WISH, 0, 0, TooManyTimes, "备选时间须为1至100个。"),
        (WISH, 0, 101, TooManyTimes, "备选时间须为1至100个。"),
    ],
)
def test_what_cannot_be_looked_through_is_refused(
    wish: Wish, people: int, most: int, refusal: type[MeetingRefused], zh: str
) -> None:
    everybody = [Invitee(one, must_come=True) for one in range(people)]
    with pytest.raises(refusal) as refused:
        suiting_times(wish, everybody, calendar=CALENDAR, most=most)
    assert refused.value.message("zh") == zh


def test_nobody_is_asked_after_twice() -> None:
    with pytest.raises(PeopleUnfit):
        best(WISH, Invitee(1, must_come=True), Invitee(1, must_come=False))


def test_the_largest_question_is_answered() -> None:
    everybody = [Invitee(one, must_come=one % 2 == 0) for one in range(500)]
    wish = replace(WISH, last=WISH.first + timedelta(days=91), minutes=5, step=5)
    assert len(suiting_times(wish, everybody, calendar=CALENDAR, most=100)) == 100


QUARTER = timedelta(minutes=15)
MOMENTS = st.integers(0, 3 * 96).map(lambda step: at("03-05 00:00") + QUARTER * step)
BUSY = st.lists(st.builds(Busy, MOMENTS, MOMENTS), max_size=4).map(tuple)
PEOPLE = st.lists(st.tuples(st.booleans(), BUSY), max_size=5).map(
    lambda rows: [Invitee(one, must_come=must, busy=taken) for one, (must, taken) in enumerate(rows)]
)
WISHES = st.builds(
    Wish,
    first=st.just(date(2026, 3, 5)),
    last=st.dates(date(2026, 3, 5), date(2026, 3, 8)),
    hours=st.sampled_from([(MORNING,), (MORNING, AFTERNOON), (AFTERNOON, MORNING)]),
    minutes=st.integers(1, 12).map(lambda quarters: 15 * quarters),
    step=st.integers(1, 16).map(lambda quarters: 15 * quarters),
    not_before=st.none() | MOMENTS,
)


def is_missing(person: Invitee, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell quarter by quarter whether somebody is busy while the meeting lasts."""
    during = [starts_at + QUARTER * step for step in range((ends_at - starts_at) // QUARTER)]
    return any(row.starts_at <= moment < row.ends_at for row in person.busy for moment in during)


def tried(wish: Wish, people: list[Invitee]) -> list[SuitingTime]:
    """Try every quarter of an hour, and put in order whatever can be a time."""
    found = []
    for step in range(4 * 24 * 4):
        starts_at = at("03-05 00:00") + QUARTER * step
        ends_at = starts_at + timedelta(minutes=wish.minutes)
        on_step = [
            block
            for block in wish.hours
            if block.starts <= starts_at.time()
            and ends_at <= datetime.combine(starts_at.date(), block.ends, COUNTY_TIME)
            and (starts_at - datetime.combine(starts_at.date(), block.starts, COUNTY_TIME))
            % timedelta(minutes=wish.step)
            == timedelta(0)
        ]
        too_early = wish.not_before is not None and starts_at < wish.not_before
        if not on_step or too_early or starts_at.date() > wish.last or not CALENDAR.is_working_day(starts_at.date()):
            continue
        missing = [one for one in people if is_missing(one, starts_at, ends_at)]
        must = tuple(one.id for one in missing if one.must_come)
        others = tuple(one.id for one in missing if not one.must_come)
        found.append(SuitingTime(starts_at, ends_at, must, others, provisional=False))
    return sorted(found, key=lambda one: (len(one.must_come_missing), len(one.others_missing), one.starts_at))


@settings(deadline=None)
@given(WISHES, PEOPLE, st.integers(1, 100))
def test_the_best_times_are_those_found_by_trying_every_quarter_of_an_hour(
    wish: Wish, people: list[Invitee], most: int
) -> None:
    assert best(wish, *people, most=most) == tried(wish, people)[:most]


@settings(deadline=None)
@given(WISHES, PEOPLE)
def test_neither_the_order_of_people_nor_of_their_busy_times_changes_the_times(
    wish: Wish, people: list[Invitee]
) -> None:
    shuffled = [replace(one, busy=tuple(reversed(one.busy))) for one in reversed(people)]
    assert starts(wish, *shuffled, most=100) == starts(wish, *people, most=100)


@settings(deadline=None)
@given(WISHES, PEOPLE)
def test_somebody_more_who_is_free_changes_nothing(wish: Wish, people: list[Invitee]) -> None:
    free = Invitee(99, must_come=True)
    assert best(wish, *people, free, most=100) == best(wish, *people, most=100)
