"""What can be changed of a notice, and what is answered to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meetings.calling_refusals import (
    AnswerTooLate,
    AnswerUnfit,
    MeetingSettled,
    NothingChanged,
    ReasonMissing,
    StayUnfit,
    SubstituteUnfit,
)
from meetings.notice import Answer, Notice, check_answer, check_cancellation, check_change, is_moved
from meetings.record import MeetingMoment
from meetings.refusals import TimesUnfit
from terms.meetings import Attendance, MeetingState, SeatAnswer

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOW = START - timedelta(days=2)
NOTICE = Notice("工作例会", "三楼会议室", START, START + timedelta(hours=2))
CALLED = MeetingMoment(MeetingState.CALLED, START)
SETTLED = [state for state in MeetingState if state is not MeetingState.CALLED]
HEAD, OTHER = 1, 2


def test_only_the_time_moves_a_meeting() -> None:
    assert not is_moved(NOTICE, replace(NOTICE, title="例会", place="二楼会议室"))
    assert is_moved(NOTICE, replace(NOTICE, starts_at=START + timedelta(minutes=1)))
    assert is_moved(NOTICE, replace(NOTICE, ends_at=START + timedelta(hours=3)))


def test_a_meeting_that_is_moved_stays_as_long_as_it_was_unless_its_end_is_given() -> None:
    later = START + timedelta(days=1)
    assert NOTICE.moved_to(later, None) == (later, later + timedelta(hours=2))
    assert NOTICE.moved_to(None, later) == (START, later)
    assert NOTICE.moved_to(None, None) == (NOTICE.starts_at, NOTICE.ends_at)


@pytest.mark.parametrize("state", SETTLED)
def test_what_runs_or_is_over_is_neither_changed_nor_cancelled(state: MeetingState) -> None:
    check_change(MeetingState.CALLED, NOTICE, replace(NOTICE, place=""), now=NOW)
    check_cancellation(MeetingState.CALLED, "改期")
    with pytest.raises(MeetingSettled) as refused:
        check_change(state, NOTICE, replace(NOTICE, place=""), now=NOW)
    assert refused.value.state is state
    with pytest.raises(MeetingSettled):
        check_cancellation(state, "改期")


def test_a_change_changes_something_and_a_cancellation_has_a_reason() -> None:
    with pytest.raises(NothingChanged):
        check_change(MeetingState.CALLED, NOTICE, replace(NOTICE), now=NOW)
    with pytest.raises(ReasonMissing):
        check_cancellation(MeetingState.CALLED, "")


def test_a_meeting_is_not_moved_into_the_past() -> None:
    moved = replace(NOTICE, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    check_change(MeetingState.CALLED, NOTICE, moved, now=NOW)
    with pytest.raises(TimesUnfit):
        check_change(MeetingState.CALLED, NOTICE, moved, now=NOW + timedelta(seconds=1))
    with pytest.raises(TimesUnfit):
        check_change(MeetingState.CALLED, NOTICE, replace(NOTICE, ends_at=START), now=NOW)


def test_the_place_of_a_meeting_whose_time_has_come_can_still_be_put_right() -> None:
    check_change(MeetingState.CALLED, NOTICE, replace(NOTICE, place="二楼"), now=START + timedelta(minutes=5))


def answered(
    answer: Answer, *, meeting: MeetingMoment = CALLED, now: datetime = NOW, person: int | None = HEAD
) -> None:
    check_answer(answer, meeting=meeting, ends_at=NOTICE.ends_at, now=now, person=person)


CONFIRMED = Answer(SeatAnswer.CONFIRMED)
EXCUSED = Answer(SeatAnswer.EXCUSED, reason="出差")
INSTEAD = Answer(SeatAnswer.SUBSTITUTE, OTHER, "出差")


@pytest.mark.parametrize("answer", [CONFIRMED, EXCUSED, INSTEAD])
def test_a_notice_is_answered_until_the_meeting_begins(answer: Answer) -> None:
    answered(answer, now=START - timedelta(seconds=1))
    answered(answer, person=None)
    with pytest.raises(AnswerTooLate):
        answered(answer, now=START)
    for state in SETTLED:
        with pytest.raises(AnswerTooLate):
            answered(answer, meeting=MeetingMoment(state, START))


@pytest.mark.parametrize(
    "answer",
    [
        replace(CONFIRMED, reason="出差"),
        replace(CONFIRMED, substitute=OTHER),
        replace(EXCUSED, reason=""),
        replace(EXCUSED, substitute=OTHER),
        replace(INSTEAD, reason=""),
        replace(INSTEAD, substitute=None),
    ],
)
def test_whoever_stays_away_says_why_and_whoever_is_sent_is_named(answer: Answer) -> None:
    with pytest.raises(AnswerUnfit):
        answered(answer)


ENDS = NOTICE.ends_at
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "stay",
    [
        {"comes_at": START},
        {"comes_at": ENDS - MINUTE},
        {"leaves_at": START + MINUTE},
        {"leaves_at": ENDS},
        {"comes_at": START + MINUTE, "leaves_at": START + 2 * MINUTE},
    ],
)
def test_whoever_comes_may_come_later_or_go_earlier(stay: dict[str, Any]) -> None:
    answered(replace(CONFIRMED, **stay))
    answered(replace(INSTEAD, **stay))
    with pytest.raises(StayUnfit):
        answered(replace(EXCUSED, **stay))


@pytest.mark.parametrize(
    "stay",
    [
        {"comes_at": START - MINUTE},
        {"comes_at": ENDS},
        {"leaves_at": START},
        {"leaves_at": ENDS + MINUTE},
        {"comes_at": START + MINUTE, "leaves_at": START + MINUTE},
    ],
)
def test_a_stay_is_a_stretch_of_the_meeting(stay: dict[str, Any]) -> None:
    with pytest.raises(StayUnfit):
        answered(replace(CONFIRMED, **stay))


def test_a_stay_that_is_refused_is_told_with_the_hours_of_the_county() -> None:
    with pytest.raises(StayUnfit) as raised:
        answered(replace(CONFIRMED, comes_at=ENDS))
    assert "17:00至19:00" in raised.value.message("zh")


def test_nobody_stands_in_for_herself() -> None:
    with pytest.raises(SubstituteUnfit):
        answered(replace(INSTEAD, substitute=HEAD))


def test_every_answer_is_an_attendance() -> None:
    assert {answer.value for answer in SeatAnswer} < {attendance.value for attendance in Attendance}


def test_each_answer_is_kept_as_an_attendance_and_a_substitute_as_one_who_is_only_named() -> None:
    assert {answer: answer.attendance for answer in SeatAnswer} == {
        SeatAnswer.CONFIRMED: Attendance.CONFIRMED,
        SeatAnswer.EXCUSED: Attendance.EXCUSED,
        SeatAnswer.SUBSTITUTE: Attendance.SUBSTITUTE_NAMED,
    }
