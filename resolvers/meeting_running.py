"""A meeting begins and ends; in between: ``meeting_items.py``, ``meeting_votes.py``, ``meeting_declaring.py``."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import AgendaItem, Meeting
from meetings.running import Times, awaited, check_finish, check_start, heads, inside
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.meeting_keeping import kept_meeting
from resolvers.meeting_overdue import pass_on, take_up
from resolvers.meeting_room import called_in, open_exits, seats_of, told, under_way
from resolvers.meetings import items_seen
from terms.meetings import AgendaItemState, MeetingState


@dataclass(frozen=True, slots=True)
class Begun:
    """A meeting that began, and who is missing."""

    meeting: Meeting
    awaited: tuple[int, ...]
    """Organs that must come and for which nobody is there, by key."""
    lacking: int
    """How many more people the quorum needs."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A meeting that ended, and what it did not come to, as far as the caller sees it."""

    meeting: Meeting
    left: Sequence[AgendaItem]


async def start_meeting(caller: Caller, meeting_id: int) -> Begun:
    """Begin a meeting; who is missing is told and hinders nothing yet, as each item asks for its own quorum.

    Raises:
        NotAllowed, NotFound: the caller may not, or does not see it.
        MeetingRefused: see ``meetings.running.check_start``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Begun:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await kept_meeting(session, caller, meeting_id)
        check_start(Times(meeting.state, meeting.starts_at, meeting.ends_at, meeting.began_at), now=caller.now())
        await take_up(session, caller, meeting)
        meeting.state, meeting.began_at = MeetingState.RUNNING, caller.now()
        record(session, actor=caller.actor, act="START_MEETING", object_type="meetings", object_id=meeting.id)
        seats = await seats_of(session, meeting.id)
        missing = tuple(seat.organ for seat in awaited(seats))
        return Begun(meeting, missing, max(0, meeting.quorum - heads(inside(seats))))

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def finish_meeting(caller: Caller, meeting_id: int) -> Finished:
    """End a meeting; what it did not come to stays planned, and whoever is still out comes back.

    Raises:
        NotAllowed, NotFound: the caller may not, or does not see it.
        MeetingRefused: see ``meetings.running.check_finish``.
        Busy: something is being dealt with that the caller does not see.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Finished:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await kept_meeting(session, caller, meeting_id)
        called, seen = [
            await under_way(session, await called_in(session, meeting.id, *where), ())
            for where in ((), (items_seen(caller),))
        ]
        refusal = told(lambda items: check_finish(meeting.state, items), seen=seen, everything=called)
        if refusal is not None:
            raise refusal
        meeting.state, meeting.finished_at = MeetingState.HELD, caller.now()
        for each in await open_exits(session, meeting.id):
            each.returned_at = caller.now()
        record(session, actor=caller.actor, act="FINISH_MEETING", object_type="meetings", object_id=meeting.id)
        await pass_on(session, caller, meeting)
        left = select(AgendaItem).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.state == AgendaItemState.PLANNED, items_seen(caller)
        )
        return Finished(meeting, (await session.exec(left.order_by(col(AgendaItem.position)))).all())

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)
