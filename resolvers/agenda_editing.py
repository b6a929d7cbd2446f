"""Editing an agenda: add, arrange, change and withdraw items, by who saw it as it is now.

Of two who edit at the same time the second is told so. What she saw is named by a version that is a hash of her own
view: with an item that is hidden from her it stays as it was.
"""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import AgendaItem, Meeting, MeetingParticipant, Organ
from meetings.agenda import MOST_MINUTES, check_agenda, check_reporters, numbered
from meetings.calling_refusals import MinutesUnfit
from meetings.editing_refusals import AgendaChanged, ItemSettled, OrderUnfit, RoomUnfit
from meetings.refusals import MeetingNotOpen
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import screen_meeting, settle
from resolvers.meeting_agendas import ItemWanted, items_found, row_of, settle_earlier
from resolvers.meeting_keeping import kept_meeting
from resolvers.meeting_overdue import take_up
from resolvers.meeting_records import all_of
from resolvers.meetings import agenda_of, items_seen
from terms.meetings import AgendaItemState, MeetingState
from terms.things import Thing

MOST_ROOMS = 20
"""Rooms that a meeting can have, as in the table; ours."""
EDITABLE = frozenset({MeetingState.CALLED, MeetingState.RUNNING})


@dataclass(frozen=True, slots=True)
class Seen:
    """An agenda as somebody saw it."""

    meeting_id: int
    version: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What of an item is to be otherwise; None leaves it."""

    subject: str | None = None
    minutes: int | None = None
    fixed: bool | None = None
    room: int | None = None
    reporting_organ_id: int | None = None
    no_reporter: bool = False
    """Nobody is to report on it any more; without effect where an organ is named."""


Work = Callable[[AsyncSession, Meeting, list[AgendaItem]], Awaitable[str]]


async def versions_of(caller: Caller, meeting_ids: Sequence[int]) -> list[str]:
    """Return by what each agenda is named as the caller sees it now."""
    return [version_of(items) for items in await agenda_of(caller, meeting_ids)]


def version_of(items: Sequence[AgendaItem]) -> str:
    """Return the version of an agenda: a hash of what is shown of its planning, in order."""
    shown = [
        (row.id, row.kind, row.subject, row.minutes, row.fixed, row.room, row.reporting_organ_id, row.state)
        for row in items
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


async def add_items(caller: Caller, seen: Seen, wanted: Sequence[ItemWanted]) -> Meeting:
    """Put items at the end of an agenda.

    Raises:
        NotAllowed, NotFound: the meeting, or what an item deals with, is out of sight.
        MeetingRefused: see ``_editing``, ``meetings.agenda.check_agenda`` and ``check_reporters`` there.
    """
    await settle_earlier(caller, wanted)

    async def work(session: AsyncSession, meeting: Meeting, _: list[AgendaItem]) -> str:
        items = await items_found(session, caller, wanted)
        check_agenda(items, kind=meeting.kind)
        await _check_reporters(session, meeting, [(position, item.reporting) for position, item in numbered(items)])
        last = select(func.coalesce(func.max(AgendaItem.position), 0)).where(AgendaItem.meeting_id == meeting.id)
        first = (await session.exec(last)).one() + 1
        for position, item in enumerate(items, start=first):
            session.add(row_of(item, meeting_id=meeting.id, position=position))
        await screen_meeting(session, meeting.id, on=caller.today())
        return "ADD_ITEMS"

    return await _editing(caller, seen, work)


async def arrange(caller: Caller, seen: Seen, order: Sequence[int]) -> Meeting:
    """Put the planned items that the caller sees into an order; hidden items keep their places between them.

    Raises:
        NotAllowed, NotFound: as everywhere.
        MeetingRefused: see ``_editing``; ``OrderUnfit`` where the order is not one of exactly these items.
    """

    async def work(_session: AsyncSession, _meeting: Meeting, items: list[AgendaItem]) -> str:
        place(items, order)
        return "ARRANGE_AGENDA"

    return await _editing(caller, seen, work)


def place(items: Sequence[AgendaItem], order: Sequence[int]) -> None:
    """Give the planned among the items their positions in an order; refuse, by ``OrderUnfit``, any other set."""
    planned = {row.id: row for row in items if row.state is AgendaItemState.PLANNED}
    if sorted(order) != sorted(planned):
        raise OrderUnfit
    positions = sorted(row.position for row in planned.values())
    for key, position in zip(order, positions, strict=True):
        planned[key].position = position


async def change_item(caller: Caller, seen: Seen, item_id: int, change: ItemChange) -> Meeting:
    """Change how an item is planned.

    Raises:
        NotAllowed, NotFound: as everywhere; also an item or organ that is not there.
        MeetingRefused: see ``_editing``; the item is settled, or time, room or reporter is unfit.
    """
    if change.minutes is not None and not 1 <= change.minutes <= MOST_MINUTES:
        raise MinutesUnfit(position=1, most=MOST_MINUTES)
    if change.room is not None and not 1 <= change.room <= MOST_ROOMS:
        raise RoomUnfit(most=MOST_ROOMS)

    async def work(session: AsyncSession, meeting: Meeting, items: list[AgendaItem]) -> str:
        row = _planned(items, item_id)
        organs = [] if change.reporting_organ_id is None else [change.reporting_organ_id]
        await all_of(session, Organ, organs, kind=Thing.ORGAN)
        await _check_reporters(session, meeting, [(items.index(row) + 1, change.reporting_organ_id)])
        if change.no_reporter:
            row.reporting_organ_id = None
        if change.subject is not None:
            row.subject = tidy(change.subject)
        for name in ("minutes", "fixed", "room", "reporting_organ_id"):
            wanted = getattr(change, name)
            setattr(row, name, getattr(row, name) if wanted is None else wanted)
        return "CHANGE_ITEM"

    return await _editing(caller, seen, work)


async def withdraw_item(caller: Caller, seen: Seen, item_id: int) -> Meeting:
    """Take an item off the agenda; its record stays.

    Raises:
        NotAllowed, NotFound: as everywhere.
        MeetingRefused: see ``_editing``; the item is settled.
    """

    async def work(_session: AsyncSession, _meeting: Meeting, items: list[AgendaItem]) -> str:
        _planned(items, item_id).state = AgendaItemState.WITHDRAWN
        return "WITHDRAW_ITEM"

    return await _editing(caller, seen, work)


async def _check_reporters(
    session: AsyncSession, meeting: Meeting, reporters: Sequence[tuple[int, int | None]]
) -> None:
    """Refuse, by ``ReporterUnfit``, organs that are not invited; items by their position, as the caller counts them."""
    invited = select(MeetingParticipant.organ_id).where(MeetingParticipant.meeting_id == meeting.id)
    check_reporters(reporters, invited=(await session.exec(invited)).all())


def _planned(items: Sequence[AgendaItem], item_id: int) -> AgendaItem:
    row = next((row for row in items if row.id == item_id), None)
    if row is None:
        raise NotFound(Thing.AGENDA_ITEM, str(item_id))
    if row.state is not AgendaItemState.PLANNED:
        raise ItemSettled(state=row.state)
    return row


async def _editing(caller: Caller, seen: Seen, work: Work) -> Meeting:
    """Do the work on an agenda that is still what the caller saw, under a lock on the meeting.

    Raises:
        NotAllowed, NotFound: the caller may not, or does not see the meeting.
        MeetingNotOpen: it was held or cancelled.
        AgendaChanged: it is not any more what she saw.
    """
    require(caller, Act.CALL_MEETING)
    await settle(caller, [seen.meeting_id])

    async def edit(session: AsyncSession) -> Meeting:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting = await kept_meeting(session, caller, seen.meeting_id)
        if meeting.state not in EDITABLE:
            raise MeetingNotOpen(state=meeting.state)
        listed = select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting.id, items_seen(caller))
        items = list((await session.exec(listed.order_by(col(AgendaItem.position)))).all())
        if version_of(items) != seen.version:
            raise AgendaChanged
        act = await work(session, meeting, items)
        record(session, actor=caller.actor, act=act, object_type="meetings", object_id=meeting.id)
        await take_up(session, caller, meeting)
        return meeting

    return await deciding_under_guard(caller, edit, Act.CALL_MEETING)
