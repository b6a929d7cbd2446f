"""The record of a meeting: who came, and who came instead. What was decided: ``meeting_deciding.py``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.reads.rows import by_keys
from db.tables import Meeting, MeetingParticipant, Person
from meetings.record import BY_SUBSTITUTE, IN_PERSON, MeetingMoment, check_attendance, state_with_record
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import screen_meeting
from resolvers.meeting_keeping import kept_meeting
from resolvers.meeting_seats import day_of, require_seat
from resolvers.people import visible_people
from terms.meetings import Attendance
from terms.things import Thing

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class AttendanceWanted:
    """How one organ took part."""

    meeting_id: int
    organ_id: int
    attendance: Attendance
    person_id: int | None = None
    """Who represents the organ, or should have; None leaves whoever was invited."""
    substitute_id: int | None = None
    """Who comes or came instead; None leaves whoever was named."""
    reason: str = ""
    """Why she did not come, or sent somebody; empty leaves what was said of the same attendance."""


async def record_attendance(caller: Caller, wanted: AttendanceWanted) -> Meeting:
    """Record how an organ took part; the first one present makes the meeting held.

    Raises:
        NotAllowed, NotFound: see ``resolvers.meeting_keeping``; also an organ that is not invited, or a person out of
            sight.
        MeetingRefused: see ``meetings.record.check_attendance``, ``meetings.texts.tidy``, and, for whoever is newly
            named, ``resolvers.meeting_seats.require_seat``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Meeting:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await kept_meeting(session, caller, wanted.meeting_id)
        participants = select(MeetingParticipant).where(
            MeetingParticipant.meeting_id == meeting.id, MeetingParticipant.organ_id == wanted.organ_id
        )
        participant = (await session.exec(participants)).first()
        if participant is None:
            raise NotFound(Thing.PARTICIPANT, str(wanted.organ_id))
        substitute = wanted.substitute_id
        if substitute is None and wanted.attendance in BY_SUBSTITUTE:
            substitute = participant.substitute_id
        check_attendance(
            wanted.attendance,
            meeting=MeetingMoment(meeting.state, meeting.starts_at),
            now=caller.now(),
            person=participant.person_id if wanted.person_id is None else wanted.person_id,
            substitute=substitute,
            invited=participant.person_id,
        )
        named = [key for key in (wanted.person_id, wanted.substitute_id) if key is not None]
        await all_of(session, Person, named, visible_people(caller), kind=Thing.PERSON)
        known = {participant.person_id, participant.substitute_id}
        new = [key for key in named if key not in known]
        await require_seat(session, participant, new, on=day_of(meeting.starts_at))
        _attend(participant, wanted, substitute)
        await screen_meeting(session, meeting.id, on=caller.today())
        if wanted.attendance in IN_PERSON:
            meeting.state = state_with_record(meeting.state)
        record(
            session,
            actor=caller.actor,
            act="RECORD_ATTENDANCE",
            object_type="meetings",
            object_id=meeting.id,
            organ=wanted.organ_id,
            attendance=wanted.attendance,
        )
        return meeting

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


def _attend(participant: MeetingParticipant, wanted: AttendanceWanted, substitute: int | None) -> None:
    same = participant.attendance is wanted.attendance or {participant.attendance, wanted.attendance} <= BY_SUBSTITUTE
    participant.reason = tidy(wanted.reason) or (participant.reason if same else "")
    participant.attendance = wanted.attendance
    participant.person_id = participant.person_id if wanted.person_id is None else wanted.person_id
    participant.substitute_id = substitute


async def all_of(
    session: AsyncSession, table: type[Row], keys: Sequence[int], *where: ColumnElement[bool], kind: Thing
) -> list[Row]:
    """Return the rows in the order of the keys; NotFound names the first that is missing or out of sight."""
    found = await by_keys(session, table, keys, *where)
    for key, row in zip(keys, found, strict=True):
        if row is None:
            raise NotFound(kind, str(key))
    return [row for row in found if row is not None]
