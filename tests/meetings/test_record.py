"""Attendance and decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from meetings.editing_refusals import ApprovalApart
from meetings.record import (
    BY_SUBSTITUTE,
    ItemMoment,
    MeetingMoment,
    check_approval,
    check_attendance,
    check_decision,
    state_with_record,
)
from meetings.refusals import AlreadyDecided, AttendanceUnfit, DecisionUnfit, MeetingNotOpen, RepresentativeMissing
from meetings.running_refusals import ItemNotCalled, ItemNotClosed, QuorumWasMissing
from terms.meetings import AgendaItemState, Attendance, ItemOutcome, MeetingState

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEFORE = START - timedelta(seconds=1)
CALLED = MeetingMoment(MeetingState.CALLED, START)
CANCELLED = MeetingMoment(MeetingState.CANCELLED, START)
PLANNED = ItemMoment(AgendaItemState.PLANNED)
WHO, INSTEAD = 1, 2


def attend(
    attendance: Attendance,
    *,
    person: int | None = WHO,
    substitute: int | None = None,
    now: datetime = START,
    meeting: MeetingMoment = CALLED,
) -> None:
    check_attendance(attendance, meeting=meeting, now=now, person=person, substitute=substitute)


@pytest.mark.parametrize("attendance", [kind for kind in Attendance if kind not in BY_SUBSTITUTE])
def test_without_a_substitute_every_other_attendance_is_recorded(attendance: Attendance) -> None:
    attend(attendance)
    with pytest.raises(AttendanceUnfit) as refused:
        attend(attendance, substitute=INSTEAD)
    assert refused.value.attendance is attendance


@pytest.mark.parametrize("attendance", [Attendance.SUBSTITUTE_NAMED, Attendance.SUBSTITUTE])
def test_a_substitute_is_named_and_is_another_person(attendance: Attendance) -> None:
    attend(attendance, substitute=INSTEAD)
    attend(attendance, person=None, substitute=INSTEAD)
    with pytest.raises(AttendanceUnfit):
        attend(attendance)
    with pytest.raises(AttendanceUnfit):
        attend(attendance, substitute=WHO)


@pytest.mark.parametrize("attendance", [Attendance.PRESENT, Attendance.LEFT_FOR_ITEM])
def test_nobody_is_present_without_a_name(attendance: Attendance) -> None:
    with pytest.raises(RepresentativeMissing):
        attend(attendance, person=None)


@pytest.mark.parametrize("attendance", [kind for kind in Attendance if kind not in BY_SUBSTITUTE])
def test_nobody_takes_silently_the_place_of_who_was_invited(attendance: Attendance) -> None:
    def recorded(person: int | None, now: datetime = START) -> None:
        check_attendance(attendance, meeting=CALLED, now=now, person=person, substitute=None, invited=WHO)

    recorded(WHO)
    with pytest.raises(AttendanceUnfit):
        recorded(INSTEAD)


def test_somebody_else_is_invited_while_the_notice_is_out_and_nothing_is_said_yet() -> None:
    def invited(attendance: Attendance, now: datetime) -> None:
        check_attendance(attendance, meeting=CALLED, now=now, person=INSTEAD, substitute=None, invited=WHO)

    invited(Attendance.INVITED, BEFORE)
    for attendance, now in ((Attendance.INVITED, START), (Attendance.CONFIRMED, BEFORE), (Attendance.EXCUSED, BEFORE)):
        with pytest.raises(AttendanceUnfit):
            invited(attendance, now)


def test_an_organ_can_be_absent_without_naming_anybody() -> None:
    attend(Attendance.ABSENT, person=None)


@pytest.mark.parametrize("attendance", [Attendance.PRESENT, Attendance.ABSENT, Attendance.LEFT_FOR_ITEM])
def test_nobody_came_or_stayed_away_before_the_meeting_begins(attendance: Attendance) -> None:
    with pytest.raises(MeetingNotOpen) as refused:
        attend(attendance, now=BEFORE)
    assert refused.value.state is MeetingState.CALLED


def test_leave_and_a_substitute_can_be_announced_beforehand() -> None:
    attend(Attendance.EXCUSED, now=BEFORE)
    attend(Attendance.SUBSTITUTE_NAMED, now=BEFORE, substitute=INSTEAD)
    with pytest.raises(MeetingNotOpen):
        attend(Attendance.SUBSTITUTE, now=BEFORE, substitute=INSTEAD)


def test_nothing_is_recorded_of_a_cancelled_meeting() -> None:
    with pytest.raises(MeetingNotOpen) as refused:
        attend(Attendance.EXCUSED, meeting=CANCELLED)
    assert refused.value.message("zh") == "会议状态为“已取消”或尚未开始，不能记录。"


def decide(
    decision: str = "同意派案方案",
    *,
    organ: int = 5,
    now: datetime = START,
    meeting: MeetingMoment = CALLED,
    item: ItemMoment = PLANNED,
) -> None:
    check_decision(decision, meeting=meeting, now=now, organ=organ, participants={5, 6}, item=item)


def test_an_organ_that_takes_part_decides_once_the_meeting_has_begun() -> None:
    decide()
    with pytest.raises(MeetingNotOpen):
        decide(now=BEFORE)
    with pytest.raises(MeetingNotOpen):
        decide(meeting=CANCELLED)


def test_what_a_running_meeting_did_not_deal_with_is_not_decided() -> None:
    ran = replace(CALLED, state=MeetingState.RUNNING, ran=True)
    for meeting in (ran, replace(ran, state=MeetingState.HELD)):
        for state in (AgendaItemState.PLANNED, AgendaItemState.WITHDRAWN):
            with pytest.raises(ItemNotCalled):
                decide(meeting=meeting, item=ItemMoment(state))
        with pytest.raises(ItemNotClosed):
            decide(meeting=meeting, item=ItemMoment(AgendaItemState.CALLED))
        decide(meeting=meeting, item=ItemMoment(AgendaItemState.CLOSED))


@pytest.mark.parametrize("outcome", [None, *ItemOutcome])
def test_where_the_meeting_ran_here_a_yes_of_the_room_approves_and_nothing_else(outcome: ItemOutcome | None) -> None:
    check_approval(ran=False, outcome=outcome)
    if outcome in {ItemOutcome.CARRIED, ItemOutcome.AGREED}:
        check_approval(ran=True, outcome=outcome)
    else:
        with pytest.raises(ApprovalApart):
            check_approval(ran=True, outcome=outcome)


@pytest.mark.parametrize("outcome", list(ItemOutcome))
def test_what_was_put_to_too_few_is_not_decided(outcome: ItemOutcome) -> None:
    item = ItemMoment(AgendaItemState.CLOSED, outcome)
    if outcome is ItemOutcome.NO_QUORUM:
        with pytest.raises(QuorumWasMissing):
            decide(item=item)
    else:
        decide(item=item)


def test_a_decision_needs_words_and_an_organ_of_the_meeting() -> None:
    with pytest.raises(DecisionUnfit):
        decide(" \n")
    with pytest.raises(DecisionUnfit):
        decide(organ=7)


def test_a_decision_is_not_overwritten() -> None:
    with pytest.raises(AlreadyDecided):
        decide(item=replace(PLANNED, decided=True))


def test_a_meeting_is_held_once_something_is_on_record_or_goes_on_running() -> None:
    assert state_with_record(MeetingState.CALLED) is MeetingState.HELD
    assert state_with_record(MeetingState.RUNNING) is MeetingState.RUNNING
