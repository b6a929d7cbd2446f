"""Meetings: who sees which, and what each consists of. Acts: ``meeting_calls.py``, ``meeting_records.py``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, true
from sqlmodel import col, select

from db.reads.rows import Page, Window, page_of
from db.tables import AgendaItem, AgendaItemCase, FollowUp, ItemExit, Meeting, MeetingParticipant, MeetingZone, Zone
from resolvers.caller import Caller
from resolvers.gate import Act, Reach, may, reach, require
from resolvers.item_screening import settle, sits_in
from resolvers.paging import ordered, rows_by_id, rows_of
from terms.meetings import AgendaItemState, MeetingKind, MeetingState

ORDER = ordered(col(Meeting.starts_at), by=col(Meeting.id), descending=True)


@dataclass(frozen=True, slots=True)
class MeetingsWanted:
    """Which meetings are wanted; None leaves a property open."""

    kinds: Sequence[MeetingKind] | None = None
    states: Sequence[MeetingState] | None = None
    zone_code: str | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on ``meetings``."""
        found: list[ColumnElement[bool]] = []
        if self.kinds is not None:
            found.append(col(Meeting.kind).in_(self.kinds))
        if self.states is not None:
            found.append(col(Meeting.state).in_(self.states))
        if self.zone_code is not None:
            found.append(with_zones(col(Zone.code) == self.zone_code))
        if self.starts_from is not None:
            found.append(col(Meeting.starts_at) >= self.starts_from)
        if self.starts_before is not None:
            found.append(col(Meeting.starts_at) < self.starts_before)
        return found


def with_zones(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a zone like this takes part in the meeting."""
    statement = select(MeetingZone.meeting_id).join(Zone, col(Zone.id) == MeetingZone.zone_id).where(which)
    return col(Meeting.id).in_(statement)


def taken_part_in(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on ``meetings`` that such a participant is invited."""
    return col(Meeting.id).in_(select(MeetingParticipant.meeting_id).where(whose))


def visible_meetings(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``meetings`` for those the caller may see: of her zones, of her organ, or all."""
    match reach(caller, Act.READ_MEETINGS):
        case Reach.COUNTY:
            return true()
        case Reach.ZONE:
            return with_zones(col(Zone.id).in_(caller.identity.zone_ids or ()))
        case Reach.ORGAN:
            return taken_part_in(col(MeetingParticipant.organ_id) == caller.identity.organ_id)
        case Reach.OWN:
            me = caller.identity.person_id
            if me is None:
                return false()
            return taken_part_in(
                or_(col(MeetingParticipant.person_id) == me, col(MeetingParticipant.substitute_id) == me)
            )
        case _:
            return false()


async def meetings(caller: Caller, window: Window, *, wanted: MeetingsWanted) -> Page[Meeting]:
    """Return one page of meetings, the latest first."""
    require(caller, Act.READ_MEETINGS)
    where = (visible_meetings(caller), *wanted.conditions())
    async with caller.database.reading() as session:
        return await page_of(session, Meeting, window, *where, order=ORDER)


async def meetings_by_id(caller: Caller, ids: Sequence[int]) -> list[Meeting | None]:
    """Return the meetings in the order of the ids; None where there is none that the caller may see."""
    return await rows_by_id(caller, Meeting, ids, visible_meetings(caller))


async def items_by_id(caller: Caller, ids: Sequence[int]) -> list[AgendaItem | None]:
    """Return the agenda items in the order of the ids; None where there is none that the caller may see."""
    await settle(caller, await _meetings_with(caller, ids))
    return await rows_by_id(caller, AgendaItem, ids, items_seen(caller))


async def numbers_of(caller: Caller, item_ids: Sequence[int]) -> list[int]:
    """Return the number of each item among those that the caller sees of its meeting, counted from 1."""
    place = func.row_number().over(partition_by=col(AgendaItem.meeting_id), order_by=col(AgendaItem.position))
    whose = select(AgendaItem.meeting_id).where(col(AgendaItem.id).in_(set(item_ids)))
    statement = select(AgendaItem.id, place).where(col(AgendaItem.meeting_id).in_(whose), items_seen(caller))
    async with caller.database.reading() as session:
        found: dict[int, int] = dict((await session.exec(statement)).all())
    return [found.get(item, 0) for item in item_ids]  # 0 where it went out of sight meanwhile


async def _meetings_with(caller: Caller, item_ids: Sequence[int]) -> list[int]:
    if caller.identity.person_id is None or not may(caller, Act.TAKE_PART):
        return []
    whose = select(AgendaItem.meeting_id).where(col(AgendaItem.id).in_(set(item_ids))).distinct()
    async with caller.database.judging(Act.TAKE_PART) as session:
        return list(await session.exec(whose))


async def participants_of(caller: Caller, meeting_ids: Sequence[int]) -> list[list[MeetingParticipant]]:
    """Return the participants of each meeting, in the order of invitation."""
    seen = col(MeetingParticipant.meeting_id).in_(_seen(caller))
    return await rows_of(caller, MeetingParticipant, MeetingParticipant.meeting_id, meeting_ids, seen)


async def agenda_of(caller: Caller, meeting_ids: Sequence[int]) -> list[list[AgendaItem]]:
    """Return the agenda of each meeting, in order."""
    await settle(caller, meeting_ids)
    seen = items_seen(caller)
    return await rows_of(caller, AgendaItem, AgendaItem.meeting_id, meeting_ids, seen, by=[col(AgendaItem.position)])


async def zone_ids_of(caller: Caller, meeting_ids: Sequence[int]) -> list[list[int]]:
    """Return the ids of the zones that take part in each meeting, in the order of the call."""
    seen = col(MeetingZone.meeting_id).in_(_seen(caller))
    found = await rows_of(caller, MeetingZone, MeetingZone.meeting_id, meeting_ids, seen)
    return [[row.zone_id for row in rows] for rows in found]


async def case_ids_of(caller: Caller, item_ids: Sequence[int]) -> list[list[int]]:
    """Return the keys of the cases that each item deals with, by itself or through what it is linked to.

    Which of them the caller may see is another question.
    """
    seen = col(AgendaItemCase.item_id).in_(select(AgendaItem.id).where(items_seen(caller)))
    found = await rows_of(
        caller, AgendaItemCase, AgendaItemCase.item_id, item_ids, seen, by=[col(AgendaItemCase.case_id)]
    )
    return [[row.case_id for row in rows] for rows in found]


async def exits_of(caller: Caller, item_ids: Sequence[int]) -> list[list[ItemExit]]:
    """Return who was out of the room for each item, in the order of leaving."""
    seen = col(ItemExit.item_id).in_(select(AgendaItem.id).where(items_seen(caller)))
    return await rows_of(caller, ItemExit, ItemExit.item_id, item_ids, seen)


async def follow_ups_of(caller: Caller, item_ids: Sequence[int]) -> list[list[FollowUp]]:
    """Return what became of the decision on each item, in the order of the reports."""
    seen = col(FollowUp.item_id).in_(select(AgendaItem.id).where(items_seen(caller)))
    return await rows_of(caller, FollowUp, FollowUp.item_id, item_ids, seen)


def items_seen(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on agenda items that stand: of a meeting in sight, and not closed to the caller (T32)."""
    standing = col(AgendaItem.state) != AgendaItemState.WITHDRAWN
    return and_(col(AgendaItem.meeting_id).in_(_seen(caller)), standing, sits_in(caller))


def _seen(caller: Caller) -> Any:
    return select(Meeting.id).where(visible_meetings(caller))
