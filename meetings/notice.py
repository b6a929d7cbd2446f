"""The notice of a meeting: what can be changed of it, and what is answered to it before the meeting begins."""

from dataclasses import dataclass
from datetime import datetime

from meetings.calling_refusals import (
    AnswerTooLate,
    AnswerUnfit,
    MeetingSettled,
    NothingChanged,
    ReasonMissing,
    StayUnfit,
    SubstituteUnfit,
)
from meetings.record import MeetingMoment
from meetings.refusals import TimesUnfit
from terms.meetings import MeetingState, SeatAnswer


@dataclass(frozen=True, slots=True)
class Notice:
    """What those invited were told of time and place."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime

    def moved_to(self, starts_at: datetime | None, ends_at: datetime | None) -> tuple[datetime, datetime]:
        """Return start and end; where only the start is given the meeting stays as long as it was."""
        starts = self.starts_at if starts_at is None else starts_at
        return starts, starts + (self.ends_at - self.starts_at) if ends_at is None else ends_at


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers for a seat."""

    answer: SeatAnswer
    substitute: int | None = None
    reason: str = ""
    comes_at: datetime | None = None
    """When whoever comes is there; None: from the beginning."""
    leaves_at: datetime | None = None
    """When she must go; None: she stays to the end."""


def check_change(state: MeetingState, before: Notice, after: Notice, *, now: datetime) -> None:
    """Refuse a change of a notice.

    Raises:
        MeetingSettled: the meeting is running, was held or was cancelled.
        NothingChanged: it is as it would be.
        TimesUnfit: it would end before it starts, or be moved into the past.
    """
    if state is not MeetingState.CALLED:
        raise MeetingSettled(state=state)
    if after == before:
        raise NothingChanged
    if is_moved(before, after) and not now <= after.starts_at < after.ends_at:
        raise TimesUnfit(starts_at=after.starts_at, ends_at=after.ends_at)


def is_moved(before: Notice, after: Notice) -> bool:
    """Tell whether the time changed, so that everybody is to answer anew."""
    return (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)


def check_cancellation(state: MeetingState, reason: str) -> None:
    """Refuse, by ``MeetingSettled`` or ``ReasonMissing``, to cancel what cannot be, or for no reason."""
    if state is not MeetingState.CALLED:
        raise MeetingSettled(state=state)
    if not reason:
        raise ReasonMissing


def check_answer(
    answer: Answer, *, meeting: MeetingMoment, ends_at: datetime, now: datetime, person: int | None
) -> None:
    """Refuse an answer: an absence and a substitute have a reason, and a substitute is somebody else.

    Args:
        answer: what is answered.
        meeting: the meeting as it stands.
        ends_at: when it is to end.
        now: the present moment.
        person: who is invited to the seat, if that is known.

    Raises:
        AnswerTooLate: the meeting has begun, was held or was cancelled.
        AnswerUnfit: a reason or a substitute lacks, or is given without need.
        StayUnfit: nobody comes, or she would not be there for a stretch of the meeting.
        SubstituteUnfit: the substitute is the person invited.
    """
    if meeting.state is not MeetingState.CALLED or now >= meeting.starts_at:
        raise AnswerTooLate
    stands_in = answer.answer is SeatAnswer.SUBSTITUTE
    stays_away = answer.answer is not SeatAnswer.CONFIRMED
    if stands_in != (answer.substitute is not None) or stays_away != bool(answer.reason):
        raise AnswerUnfit
    if (answer.comes_at, answer.leaves_at) != (None, None):
        comes, leaves = answer.comes_at or meeting.starts_at, answer.leaves_at or ends_at
        if answer.answer is SeatAnswer.EXCUSED or not meeting.starts_at <= comes < leaves <= ends_at:
            raise StayUnfit(starts_at=meeting.starts_at, ends_at=ends_at)
    if answer.substitute is not None and answer.substitute == person:
        raise SubstituteUnfit
