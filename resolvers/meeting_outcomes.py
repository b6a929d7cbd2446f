"""What is written of a meeting after it: the record of each item, reports on its decisions. Signatures: elsewhere."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import AgendaItem, FollowUp, Meeting
from meetings.editing_refusals import FollowUpUnfit, MinutesChanged, NotDecided
from meetings.refusals import MeetingNotOpen
from meetings.texts import LONG, tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, Reach, may, reach, require
from resolvers.guarded import deciding_under_guard
from resolvers.meeting_deciding import item_in_sight, meeting_of
from resolvers.meeting_keeping import kept_meeting, require_keeping
from terms.meetings import MeetingState
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
        meeting = await kept_meeting(session, caller, meeting_id)
        item = await item_in_sight(session, caller, item_id)
        if meeting.state is MeetingState.CANCELLED:
            raise MeetingNotOpen(state=meeting.state)
        if item.record != formerly:
            raise MinutesChanged
        item.record = text
        _note(session, caller, meeting_id, "MINUTE_ITEM", item=item_id)
        return item

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


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
        if not _owns(caller, item):
            if not may(caller, Act.CALL_MEETING):
                raise NotFound(Thing.AGENDA_ITEM, str(item_id))
            await require_keeping(session, caller, await session.get_one(Meeting, meeting_id))
        if item.decision is None:
            raise NotDecided
        if item.done_at is not None or not text:
            raise FollowUpUnfit
        session.add(FollowUp(item_id=item_id, note=text, done=done, noted_by=caller.identity.principal))
        if done:
            item.done_at = caller.now()
        _note(session, caller, meeting_id, "FOLLOW_UP", item=item_id, done=done)
        return item

    return await deciding_under_guard(caller, work, Act.CALL_MEETING, Act.TAKE_PART)


def _owns(caller: Caller, item: AgendaItem) -> bool:
    how_far = reach(caller, Act.TAKE_PART)
    return how_far is Reach.COUNTY or (how_far is Reach.ORGAN and item.owner_organ_id == caller.identity.organ_id)


def _note(session: AsyncSession, caller: Caller, meeting_id: int, act: str, **detail: Any) -> None:
    record(session, actor=caller.actor, act=act, object_type="meetings", object_id=meeting_id, **detail)
