"""Changing and cancelling what was called: whoever is invited learns of it, and answers anew where the time changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import Meeting, MeetingParticipant
from meetings.calling_refusals import NoticeChanged
from meetings.notice import Notice, check_cancellation, check_change, is_moved
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import screen_meeting
from resolvers.meeting_keeping import kept_meeting
from resolvers.meeting_overdue import pass_on, take_up
from resolvers.meeting_seats import day_of, heads_of, members_among
from terms.meetings import Attendance, MeetingState


@dataclass(frozen=True, slots=True)
class ChangeWanted:
    """How a notice is to read; None leaves what it says."""

    meeting_id: int
    title: str | None = None
    place: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    """None leaves the meeting as long as it was."""
    sequence: int | None = None
    """The number of the notice that the caller saw; None does not ask."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A meeting with its new notice."""

    meeting: Meeting
    asked_again: tuple[int, ...]
    """The organs that had answered, and are to answer again as the time changed."""


async def change_meeting(caller: Caller, wanted: ChangeWanted) -> Changed:
    """Change time, place or title of a meeting that was called.

    Raises:
        NotAllowed, NotFound: see ``resolvers.meeting_keeping``.
        MeetingRefused: somebody changed it meanwhile; or see ``meetings.notice.check_change``, ``meetings.texts.tidy``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Changed:
        meeting = await notice_as_seen(session, caller, wanted.meeting_id, sequence=wanted.sequence)
        before = Notice(meeting.title, meeting.place, meeting.starts_at, meeting.ends_at)
        after = Notice(
            meeting.title if wanted.title is None else tidy(wanted.title) or meeting.kind.zh,
            meeting.place if wanted.place is None else tidy(wanted.place),
            *before.moved_to(wanted.starts_at, wanted.ends_at),
        )
        check_change(meeting.state, before, after, now=caller.now())
        meeting.title, meeting.place = after.title, after.place
        meeting.starts_at, meeting.ends_at = after.starts_at, after.ends_at
        revise(caller, meeting)
        asked_again: tuple[int, ...] = ()
        if is_moved(before, after):
            asked_again = await _ask_again(session, meeting.id, on=day_of(after.starts_at))
            await screen_meeting(session, meeting.id, on=caller.today())
        await take_up(session, caller, meeting)
        record(
            session,
            actor=caller.actor,
            act="CHANGE_MEETING",
            object_type="meetings",
            object_id=meeting.id,
            sequence=meeting.sequence,
            asked_again=list(asked_again),
        )
        return Changed(meeting, asked_again)

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def cancel_meeting(caller: Caller, meeting_id: int, *, reason: str) -> Meeting:
    """Cancel a meeting that was called; its record stays.

    Raises:
        NotAllowed, NotFound: see ``resolvers.meeting_keeping``.
        MeetingRefused: see ``meetings.notice.check_cancellation`` and ``meetings.texts.tidy``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Meeting:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await kept_meeting(session, caller, meeting_id)
        said = tidy(reason)
        check_cancellation(meeting.state, said)
        meeting.state = MeetingState.CANCELLED
        meeting.cancelled_for = said
        revise(caller, meeting)
        record(session, actor=caller.actor, act="CANCEL_MEETING", object_type="meetings", object_id=meeting.id)
        await pass_on(session, caller, meeting)
        return meeting

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def notice_as_seen(session: AsyncSession, caller: Caller, meeting_id: int, *, sequence: int | None) -> Meeting:
    """Return a meeting that the caller keeps, held still together with the facts, if its notice is what she saw.

    Raises:
        NotAllowed, NotFound: see ``resolvers.meeting_keeping``.
        NoticeChanged: its number is not ``sequence``; None does not ask.
    """
    await facts_version(session, share_lock=True)  # before any other lock
    meeting = await kept_meeting(session, caller, meeting_id)
    if sequence not in (None, meeting.sequence):
        raise NoticeChanged
    return meeting


def revise(caller: Caller, meeting: Meeting) -> None:
    """Give the notice its next number, with the present moment."""
    meeting.sequence += 1
    meeting.revised_at = caller.now()


async def _ask_again(session: AsyncSession, meeting_id: int, *, on: date) -> tuple[int, ...]:
    """Take back every answer, and look up again who represents the organs; return those that had answered."""
    listed = select(MeetingParticipant).where(col(MeetingParticipant.meeting_id) == meeting_id)
    seats = (await session.exec(listed.order_by(col(MeetingParticipant.id)))).all()
    answered = tuple(seat.organ_id for seat in seats if seat.attendance is not Attendance.INVITED)
    standing = await members_among(
        session, [(seat.organ_id, seat.person_id) for seat in seats if seat.person_id is not None], on=on
    )
    taken = {person for _, person in standing}
    heads = await heads_of(session, [seat.organ_id for seat in seats], on=on)
    for seat in seats:
        seat.attendance, seat.substitute_id, seat.reason = Attendance.INVITED, None, ""
        seat.comes_at, seat.leaves_at, seat.answered_at, seat.answered_by = None, None, None, ""
        if (seat.organ_id, seat.person_id) not in standing:
            head = heads.get(seat.organ_id)
            seat.person_id = None if head in taken else head
        if seat.person_id is not None:
            taken.add(seat.person_id)
    return answered
