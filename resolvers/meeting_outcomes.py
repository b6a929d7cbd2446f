"""What is written of a meeting after it: the record of each item, reports on its decisions, signatures."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import AgendaItem, FollowUp, Meeting, MeetingParticipant, MeetingSignature
from meetings.editing_refusals import FollowUpUnfit, MinutesChanged, NotDecided, NothingToSign
from meetings.refusals import MeetingNotOpen
from meetings.texts import LONG, tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, Reach, may, reach, require
from resolvers.meeting_deciding import item_in_sight, meeting_of
from resolvers.meeting_papers import meetings_as_seen
from resolvers.meeting_records import locked_meeting
from resolvers.meetings import visible_meetings
from terms.meetings import Attendance, MeetingState
from terms.things import Thing


async def minute_item(caller: Caller, item_id: int, *, words: str, formerly: str) -> AgendaItem:
    """Write the record of an item, in the place of what the writer saw.

    Raises:
        NotAllowed, NotFound: as everywhere.
        MeetingNotOpen: the meeting was cancelled.
        MinutesChanged: somebody else wrote it in the meantime.
        TextUnfit: see ``meetings.texts.tidy``.
    """
    require(caller, Act.CALL_MEETING)
    meeting_id = await meeting_of(caller, item_id)
    text = tidy(words, most=LONG)

    async def work(session: AsyncSession) -> AgendaItem:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await locked_meeting(session, caller, meeting_id)
        item = await item_in_sight(session, caller, item_id)
        if meeting.state is MeetingState.CANCELLED:
            raise MeetingNotOpen(state=meeting.state)
        if item.record != formerly:
            raise MinutesChanged
        item.record = text
        _note(session, caller, meeting_id, "MINUTE_ITEM", item=item_id)
        return item

    return await caller.database.deciding(work, Act.CALL_MEETING)


async def follow_up(caller: Caller, item_id: int, *, note: str, done: bool) -> AgendaItem:
    """Report what became of the decision on an item, by who keeps the record or by the organ that sees to it.

    Raises:
        NotAllowed, NotFound: as everywhere; a decision that another organ sees to is not hers to report on.
        NotDecided, FollowUpUnfit: there is no decision, it is done already, or nothing is said.
    """
    if not may(caller, Act.CALL_MEETING):
        require(caller, Act.TAKE_PART)
    meeting_id = await meeting_of(caller, item_id)
    text = tidy(note, most=LONG)

    async def work(session: AsyncSession) -> AgendaItem:
        await facts_version(session, share_lock=True)  # before any other lock
        item = await item_in_sight(session, caller, item_id)
        if not may(caller, Act.CALL_MEETING) and not _owns(caller, item):
            raise NotFound(Thing.AGENDA_ITEM, str(item_id))
        if item.decision is None:
            raise NotDecided
        if item.done_at is not None or not text:
            raise FollowUpUnfit
        session.add(FollowUp(item_id=item_id, note=text, done=done, noted_by=caller.identity.principal))
        if done:
            item.done_at = caller.now()
        _note(session, caller, meeting_id, "FOLLOW_UP", item=item_id, done=done)
        return item

    return await caller.database.deciding(work, Act.CALL_MEETING, Act.TAKE_PART)


async def digests_of(caller: Caller, meeting_ids: Sequence[int]) -> list[str]:
    """Return by what the minutes of each meeting, as the caller sees them now, are named when they are signed."""
    found = await meetings_as_seen(caller, meeting_ids)
    return [hashlib.sha256(repr(replace(seen, signatures=())).encode()).hexdigest() for seen in found]


async def sign(caller: Caller, meeting_id: int, *, digest: str) -> Meeting:
    """Sign the minutes that the caller saw; signed before, they stay so.

    Raises:
        NotAllowed, NotFound: as everywhere.
        NothingToSign: the meeting is not over, or she took no part in person.
        MinutesChanged: the minutes are not any more what she saw.
    """
    require(caller, Act.TAKE_PART)
    in_sight = select(Meeting.id).where(Meeting.id == meeting_id, visible_meetings(caller))
    async with caller.database.reading() as session:
        if (await session.exec(in_sight)).first() is None:
            raise NotFound(Thing.MEETING, str(meeting_id))
    (present,) = await digests_of(caller, [meeting_id])
    person = caller.identity.person_id

    async def work(session: AsyncSession) -> Meeting:
        meeting = await locked_meeting(session, caller, meeting_id)
        if person is None or meeting.state is not MeetingState.HELD or not await _came(session, meeting_id, person):
            raise NothingToSign
        if digest != present:
            raise MinutesChanged
        signed = insert(MeetingSignature).values(meeting_id=meeting_id, person_id=person, digest=digest)
        await (await session.connection()).execute(signed.on_conflict_do_nothing())
        _note(session, caller, meeting_id, "SIGN_MINUTES", digest=digest)
        return meeting

    return await caller.database.deciding(work, Act.TAKE_PART)


def _owns(caller: Caller, item: AgendaItem) -> bool:
    how_far = reach(caller, Act.TAKE_PART)
    return how_far is Reach.COUNTY or (how_far is Reach.ORGAN and item.owner_organ_id == caller.identity.organ_id)


async def _came(session: AsyncSession, meeting_id: int, person: int) -> bool:
    came = or_(
        (col(MeetingParticipant.person_id) == person)
        & col(MeetingParticipant.attendance).in_([Attendance.PRESENT, Attendance.LEFT_FOR_ITEM]),
        col(MeetingParticipant.substitute_id) == person,
    )
    statement = select(MeetingParticipant.id).where(MeetingParticipant.meeting_id == meeting_id, came)
    return (await session.exec(statement)).first() is not None


def _note(session: AsyncSession, caller: Caller, meeting_id: int, act: str, **detail: Any) -> None:
    record(session, actor=caller.actor, act=act, object_type="meetings", object_id=meeting_id, **detail)
