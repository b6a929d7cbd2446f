"""Decisions that were not carried out in time return to the next agenda of their zones by themselves."""

from collections.abc import Collection

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, Meeting, MeetingZone
from meetings.kinds import TERMS
from terms.meetings import AgendaItemKind, AgendaItemState, MeetingState
from terms.periods import COUNTY_TIME

MOST_BACK = 30
"""Overdue decisions that one agenda takes up, the longest overdue first; ours."""


async def bring_back(session: AsyncSession, meeting: Meeting, zones: Collection[int], *, after: int) -> None:
    """Put what will be overdue on the day of a meeting, and was decided for one of its zones, behind its agenda.

    A decision comes back once: not while another meeting that is still to end follows it up. Whoever may not sit in on
    the earlier item does not see this one either. Not for meetings that deal with other things alone.
    """
    if AgendaItemKind.FOLLOW_UP not in TERMS[meeting.kind].items:
        return
    follower, its_meeting = aliased(AgendaItem), aliased(Meeting)
    followed = (
        select(col(follower.earlier_item_id))
        .join(its_meeting, col(its_meeting.id) == follower.meeting_id)
        .where(
            col(follower.earlier_item_id).is_not(None),
            col(follower.state) != AgendaItemState.WITHDRAWN,
            col(its_meeting.state).in_([MeetingState.CALLED, MeetingState.RUNNING]) | (its_meeting.id == meeting.id),
        )
    )
    of_zones = select(MeetingZone.meeting_id).where(col(MeetingZone.zone_id).in_(zones))
    overdue = (
        select(AgendaItem)
        .where(
            col(AgendaItem.meeting_id).in_(of_zones),
            col(AgendaItem.due_on) < meeting.starts_at.astimezone(COUNTY_TIME).date(),
            col(AgendaItem.done_at).is_(None),
            col(AgendaItem.id).not_in(followed),
        )
        .order_by(col(AgendaItem.due_on), col(AgendaItem.id))
        .limit(MOST_BACK)
    )
    await session.flush()
    for place, row in enumerate((await session.exec(overdue)).all(), start=after + 1):
        session.add(
            AgendaItem(
                meeting_id=meeting.id,
                position=place,
                kind=AgendaItemKind.FOLLOW_UP,
                matter_id=row.matter_id,
                earlier_item_id=row.id,
            )
        )
