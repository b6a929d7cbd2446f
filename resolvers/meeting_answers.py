"""Answering a notice: one comes, is excused, or sends a substitute, who is shown and never silent (替会)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import not_
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import AgendaItem, ItemScreening, Meeting, MeetingParticipant, Person
from meetings.calling_refusals import SubstituteUnfit
from meetings.notice import Answer, check_answer
from meetings.record import MeetingMoment
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, Reach, may, reach, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import about_somebody, screen_present
from resolvers.meeting_keeping import locked_meeting
from resolvers.meeting_records import all_of
from resolvers.meeting_seats import day_of, has_another_seat, members_among
from resolvers.meetings import items_seen
from resolvers.people import visible_people
from terms.meetings import SeatAnswer
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class AnswerWanted:
    """What somebody answers for one seat of a meeting."""

    meeting_id: int
    organ_id: int
    answer: SeatAnswer
    substitute_id: int | None = None
    reason: str = ""
    comes_at: datetime | None = None
    leaves_at: datetime | None = None


async def answer_notice(caller: Caller, wanted: AnswerWanted) -> Meeting:
    """Answer for a seat before the meeting begins; the last answer counts, and the same one again changes nothing.

    Raises:
        NotAllowed: the role lacks the act.
        NotFound: the meeting or the substitute is not to be seen, or the seat is not hers: another organ's, or another
            person's.
        MeetingRefused: see ``meetings.notice.check_answer``; or the substitute cannot stand in.
    """
    require(caller, Act.TAKE_PART)

    async def work(session: AsyncSession) -> Meeting:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await locked_meeting(session, caller, wanted.meeting_id)
        seat = await _seat(session, caller, meeting.id, wanted.organ_id)
        answer = Answer(wanted.answer, wanted.substitute_id, tidy(wanted.reason), wanted.comes_at, wanted.leaves_at)
        moment = MeetingMoment(meeting.state, meeting.starts_at)
        check_answer(answer, meeting=moment, ends_at=meeting.ends_at, now=caller.now(), person=seat.person_id)
        if not _is_news(seat, answer):
            return meeting
        if answer.substitute is not None:
            await _check_substitute(session, caller, meeting, seat, answer.substitute)
        seat.attendance = answer.answer.attendance
        seat.substitute_id, seat.reason = answer.substitute, answer.reason
        seat.comes_at, seat.leaves_at = answer.comes_at, answer.leaves_at
        seat.answered_at, seat.answered_by = caller.now(), caller.identity.principal
        await session.flush()
        await screen_present(session, meeting.id, on=caller.today())
        if answer.substitute is not None and not await _any_item_open(session, caller, meeting.id, answer.substitute):
            raise SubstituteUnfit
        record(
            session,
            actor=caller.actor,
            act="ANSWER_NOTICE",
            object_type="meetings",
            object_id=meeting.id,
            organ=wanted.organ_id,
            answer=answer.answer,
        )
        return meeting

    return await deciding_under_guard(caller, work, Act.TAKE_PART)


def _is_news(seat: MeetingParticipant, answer: Answer) -> bool:
    """Tell whether it is another answer than the one that is kept."""
    kept = (seat.attendance, seat.substitute_id, seat.reason, seat.comes_at, seat.leaves_at)
    return kept != (answer.answer.attendance, answer.substitute, answer.reason, answer.comes_at, answer.leaves_at)


def answer_seen(caller: Caller, seat: MeetingParticipant) -> bool:
    """Tell whether the caller may know who answered for a seat, when and why: the office, she herself, who answered."""
    own = caller.identity.person_id is not None and caller.identity.person_id == seat.person_id
    return may(caller, Act.CALL_MEETING) or own or caller.identity.principal == seat.answered_by


async def _seat(session: AsyncSession, caller: Caller, meeting_id: int, organ_id: int) -> MeetingParticipant:
    seats = select(MeetingParticipant).where(
        col(MeetingParticipant.meeting_id) == meeting_id, col(MeetingParticipant.organ_id) == organ_id
    )
    match reach(caller, Act.TAKE_PART):
        case Reach.COUNTY:
            pass
        case Reach.ORGAN:
            seats = seats.where(col(MeetingParticipant.organ_id) == caller.identity.organ_id)
        case _:
            herself = col(MeetingParticipant.person_id)
            seats = seats.where(herself.is_not(None), herself == caller.identity.person_id)
    seat = (await session.exec(seats)).first()
    if seat is None:
        raise NotFound(Thing.PARTICIPANT, str(organ_id))
    return seat


async def _check_substitute(
    session: AsyncSession, caller: Caller, meeting: Meeting, seat: MeetingParticipant, substitute: int
) -> None:
    """Refuse a substitute who is not of the organ on the day, or has another seat."""
    await all_of(session, Person, [substitute], visible_people(caller), kind=Thing.PERSON)
    place = (seat.organ_id, substitute)
    is_seated = await has_another_seat(session, seat, [substitute])
    if is_seated or place not in await members_among(session, [place], on=day_of(meeting.starts_at)):
        raise SubstituteUnfit


async def _any_item_open(session: AsyncSession, caller: Caller, meeting_id: int, person: int) -> bool:
    """Tell whether somebody who was screened may sit in on an item that stands, of those that the caller sees.

    Others would tell her of themselves, by whom she can send; where she sees none, anybody can be sent.
    """
    clear = select(ItemScreening.item_id).where(col(ItemScreening.person_id) == person, not_(col(ItemScreening.barred)))
    is_open = or_(not_(about_somebody()), col(AgendaItem.id).in_(clear))
    seen = select(is_open).where(col(AgendaItem.meeting_id) == meeting_id, items_seen(caller))
    found = (await session.exec(seen)).all()
    return any(found) or not found
