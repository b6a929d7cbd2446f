"""Who keeps a meeting: changes its notice and agenda, runs it, writes its record. One rule for all of these acts."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Meeting, MeetingZone
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, Reach, reach, require
from resolvers.meetings import visible_meetings
from terms.things import Thing


async def kept_meeting(session: AsyncSession, caller: Caller, meeting_id: int) -> Meeting:
    """Return a meeting that the caller keeps, held still until the transaction ends.

    Raises:
        NotFound: she may not see it.
        NotAllowed: see ``require_keeping``.
    """
    meeting = await locked_meeting(session, caller, meeting_id)
    await require_keeping(session, caller, meeting)
    return meeting


async def require_keeping(session: AsyncSession, caller: Caller, meeting: Meeting) -> None:
    """Refuse, by ``NotAllowed``, whoever does not keep a meeting.

    Whoever is held to zones keeps what she called herself, and meetings of her zones alone: that her zone was asked to
    a joint meeting lets her take part, and no more.
    """
    if reach(caller, Act.CALL_MEETING) is Reach.ZONE and meeting.called_by == caller.identity.principal:
        return
    zones = select(MeetingZone.zone_id).where(col(MeetingZone.meeting_id) == meeting.id)
    require(caller, Act.CALL_MEETING, zones=set(await session.exec(zones)))


async def locked_meeting(session: AsyncSession, caller: Caller, meeting_id: int) -> Meeting:
    """Return the meeting, held still until the transaction ends; NotFound if the caller may not see it."""
    statement = select(Meeting).where(Meeting.id == meeting_id, visible_meetings(caller)).with_for_update()
    meeting = (await session.exec(statement)).first()
    if meeting is None:
        raise NotFound(Thing.MEETING, str(meeting_id))
    return meeting
