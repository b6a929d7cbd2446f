"""Decisions that were not carried out in time return to the next agenda of their zones by themselves.

An agenda takes up what will be overdue on the day of its meeting: as it is called, as it is changed, as it begins, and
as a decision comes free that an earlier meeting made or did not come to. So no clock has to run.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import AgendaItem, Meeting, MeetingZone
from meetings.kinds import TERMS
from meetings.running import LATEST
from resolvers.caller import Caller
from resolvers.item_screening import screen_meeting
from terms.meetings import AgendaItemKind, AgendaItemState, MeetingState
from terms.periods import COUNTY_TIME

MOST_BACK = 30
"""Overdue decisions that one agenda takes up, the longest overdue first; ours."""
FOLLOWING = tuple(kind for kind, each in TERMS.items() if AgendaItemKind.FOLLOW_UP in each.items)
"""Kinds of meetings that follow decisions up; others deal with other things alone."""


async def bring_back(session: AsyncSession, caller: Caller, meeting: Meeting) -> bool:
    """Put what is overdue on the day of a meeting that has not begun, and was decided for a zone of it, on its agenda.

    A decision comes back once: not where this meeting has it or had it taken off, and not while another meeting that
    can still be held follows it up. Of two agendas that take it up at once one does, as the decision is held meanwhile.

    Args:
        session: holds the meeting, and the facts before it.
        caller: who acts.
        meeting: the meeting; whoever takes part is to be screened afterwards.

    Returns:
        Whether anything came.
    """
    if meeting.kind not in FOLLOWING or meeting.began_at is not None:
        return False
    await session.flush()
    of_meeting = AgendaItem.meeting_id == meeting.id
    taken_up = select(func.count()).where(of_meeting, col(AgendaItem.earlier_item_id).is_not(None))
    most = max(0, MOST_BACK - (await session.exec(taken_up)).one())
    overdue = _overdue(meeting, now=caller.now()).limit(most)
    found = sorted(row.id for row in await session.exec(overdue))
    if not found:
        return False
    held = select(AgendaItem.id).where(col(AgendaItem.id).in_(found)).order_by(col(AgendaItem.id))
    await session.exec(held.with_for_update(key_share=True))
    last = select(func.coalesce(func.max(AgendaItem.position), 0)).where(of_meeting)
    first = (await session.exec(last)).one() + 1
    back = (await session.exec(overdue.where(col(AgendaItem.id).in_(found)))).all()  # as it is while they are held
    session.add_all(
        AgendaItem(
            meeting_id=meeting.id,
            position=place,
            kind=AgendaItemKind.FOLLOW_UP,
            matter_id=row.matter_id,
            earlier_item_id=row.id,
        )
        for place, row in enumerate(back, start=first)
    )
    return bool(back)


async def take_up(session: AsyncSession, caller: Caller, meeting: Meeting) -> None:
    """Bring an agenda that was made before up to date; who must stand aside from what came is found at once."""
    if await bring_back(session, caller, meeting):
        await screen_meeting(session, meeting.id, on=caller.today())
        record(session, actor=caller.actor, act="BRING_BACK", object_type="meetings", object_id=meeting.id)


async def pass_on(session: AsyncSession, caller: Caller, meeting: Meeting, *, due_on: date | None = None) -> None:
    """Let the next meeting that was called already take up what a meeting decided, or did not come to.

    Args:
        session: holds the meeting, and the facts before it.
        caller: who acts.
        meeting: the meeting that decided, ended or was cancelled.
        due_on: the next one after this day; None for the next one whichever.
    """
    await session.flush()
    zones = select(MeetingZone.zone_id).where(MeetingZone.meeting_id == meeting.id)
    theirs = select(MeetingZone.meeting_id).where(col(MeetingZone.zone_id).in_(zones))
    called = (
        select(Meeting)
        .where(
            Meeting.id != meeting.id,
            col(Meeting.id).in_(theirs),
            col(Meeting.kind).in_(FOLLOWING),
            _to_come(Meeting, caller.now()),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
        .limit(1)
        .with_for_update()
    )
    if due_on is not None:
        called = called.where(
            col(Meeting.starts_at) >= datetime.combine(due_on + timedelta(days=1), time(), COUNTY_TIME)
        )
    following = (await session.exec(called)).first()
    if following is not None:
        await take_up(session, caller, following)


def _to_come(meeting: Any, now: datetime) -> Any:
    """Return the condition on meetings that it is called and can still begin."""
    return (col(meeting.state) == MeetingState.CALLED) & (col(meeting.ends_at) >= now - LATEST)


def _overdue(meeting: Meeting, *, now: datetime) -> Any:
    """Return the statement of the decisions that a meeting takes up, the longest overdue first."""
    follower, its_meeting = aliased(AgendaItem), aliased(Meeting)
    stands = col(follower.state) != AgendaItemState.WITHDRAWN
    to_end = _to_come(its_meeting, now) | (col(its_meeting.state) == MeetingState.RUNNING)
    followed = (
        select(col(follower.earlier_item_id))
        .join(its_meeting, col(its_meeting.id) == follower.meeting_id)
        .where(
            col(follower.earlier_item_id).is_not(None),
            (stands & to_end) | (its_meeting.id == meeting.id),
        )
    )
    zones = select(MeetingZone.zone_id).where(MeetingZone.meeting_id == meeting.id)
    of_zones = select(MeetingZone.meeting_id).where(col(MeetingZone.zone_id).in_(zones))
    return (
        select(AgendaItem)
        .where(
            col(AgendaItem.meeting_id).in_(of_zones),
            col(AgendaItem.meeting_id) != meeting.id,
            col(AgendaItem.due_on) < meeting.starts_at.astimezone(COUNTY_TIME).date(),
            col(AgendaItem.done_at).is_(None),
            col(AgendaItem.id).not_in(followed),
        )
        .order_by(col(AgendaItem.due_on), col(AgendaItem.id))
    )
