"""Who is in which room of a running meeting, and what is dealt with there, for the acts that change it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.database_errors import Busy
from db.tables import AgendaItem, ItemExit, ItemScreening, ItemVote, Meeting, MeetingParticipant
from meetings.refusals import MeetingRefused
from meetings.running import Seat, UnderWay, there_for
from resolvers.caller import Caller
from resolvers.gate import NotFound
from resolvers.meeting_keeping import kept_meeting
from resolvers.meetings import items_by_id, items_seen
from terms.meetings import AgendaItemState
from terms.refusals import Refusal
from terms.things import Thing


async def require_item(caller: Caller, item_id: int) -> AgendaItem:
    """Return an item in sight; whoever was not screened against it yet is screened first.

    Raises:
        NotFound: there is none that the caller may see.
    """
    (found,) = await items_by_id(caller, [item_id])
    if found is None:
        raise not_found(item_id)
    return found


def not_found(item_id: int) -> NotFound:
    """Return the refusal for an item that is not there, or not for the caller."""
    return NotFound(Thing.AGENDA_ITEM, str(item_id))


async def locked_item(session: AsyncSession, caller: Caller, item_id: int, **lock: Any) -> AgendaItem:
    """Return an item, held still until the transaction ends.

    It is looked for again when it is held: she who declared a moment ago sees it no more.

    Args:
        session: a transaction that judges.
        caller: who acts.
        item_id: the item.
        lock: how it is held, as ``with_for_update`` takes it; for itself alone where nothing is said.

    Raises:
        NotFound: there is none that the caller may see.
    """
    held = select(AgendaItem).where(AgendaItem.id == item_id).with_for_update(**lock)
    found = (await session.exec(held.execution_options(populate_existing=True))).first()
    if found is None or not await is_in_sight(session, caller, item_id):
        raise not_found(item_id)
    return found


async def is_in_sight(session: AsyncSession, caller: Caller, item_id: int) -> bool:
    """Tell whether the caller sees the item as the transaction has it."""
    seen = select(AgendaItem.id).where(AgendaItem.id == item_id, items_seen(caller))
    return (await session.exec(seen)).first() is not None


async def held_meeting(session: AsyncSession, caller: Caller, item_id: int) -> tuple[Meeting, AgendaItem]:
    """Return an item with its meeting, both held still, the meeting first, for who keeps it.

    Raises:
        NotFound: see ``locked_item``.
        NotAllowed: see ``resolvers.meeting_keeping``.
    """
    whose = (await session.exec(select(AgendaItem.meeting_id).where(AgendaItem.id == item_id))).first()
    if whose is None:
        raise not_found(item_id)
    try:
        meeting = await kept_meeting(session, caller, whose)
    except NotFound:
        raise not_found(item_id) from None
    return meeting, await locked_item(session, caller, item_id)


async def seats_of(session: AsyncSession, meeting_id: int, *, still: int | None = None) -> tuple[Seat, ...]:
    """Return the seats of a meeting in the order of invitation.

    Args:
        session: a transaction that judges.
        meeting_id: the meeting.
        still: an organ whose seat is held still, so that nobody votes for it meanwhile.
    """
    listed = select(MeetingParticipant).where(MeetingParticipant.meeting_id == meeting_id)
    if still is not None:
        await session.exec(listed.where(MeetingParticipant.organ_id == still).with_for_update(key_share=True))
    return seats(await session.exec(listed.order_by(col(MeetingParticipant.id))))


def seats(rows: Iterable[MeetingParticipant]) -> tuple[Seat, ...]:
    """Return the seats of participants, with who is there for each."""
    return tuple(
        Seat(
            row.id,
            row.organ_id,
            there_for(row.attendance, person=row.person_id, substitute=row.substitute_id),
            votes=row.must_come,
        )
        for row in rows
    )


async def out_of(session: AsyncSession, item_id: int) -> frozenset[int]:
    """Return the people who must stand aside from an item, or declared, or left the room for it."""
    return (await _out_of_each(session, [item_id]))[item_id]


async def _out_of_each(session: AsyncSession, item_ids: Collection[int]) -> dict[int, frozenset[int]]:
    barred = select(ItemScreening.item_id, ItemScreening.person_id).where(
        col(ItemScreening.item_id).in_(item_ids), col(ItemScreening.barred)
    )
    left = select(ItemExit.item_id, ItemExit.person_id).where(col(ItemExit.item_id).in_(item_ids))
    out = [*await session.exec(barred), *await session.exec(left)]
    return {key: frozenset(person for item, person in out if item == key) for key in item_ids}


async def called_in(session: AsyncSession, meeting_id: int, *where: ColumnElement[bool]) -> Sequence[AgendaItem]:
    """Return the items of a meeting that are being dealt with, by room."""
    listed = select(AgendaItem).where(
        AgendaItem.meeting_id == meeting_id, AgendaItem.state == AgendaItemState.CALLED, *where
    )
    return (await session.exec(listed.order_by(col(AgendaItem.room)))).all()


async def under_way(session: AsyncSession, items: Sequence[AgendaItem], seats: Iterable[Seat]) -> tuple[UnderWay, ...]:
    """Return the items that are being dealt with, each with who is known to be in its room: who reports, who voted."""
    if not items:
        return ()
    people = {seat.organ: seat.person for seat in seats}
    keys = [item.id for item in items]
    out = await _out_of_each(session, keys)
    cast = select(ItemVote.item_id, ItemVote.person_id).where(
        col(ItemVote.item_id).in_(keys), col(ItemVote.struck).is_(False)
    )
    votes = (await session.exec(cast)).all()
    found = []
    for item in items:
        known = {person for key, person in votes if key == item.id}
        reporter = None if item.reporting_organ_id is None else people.get(item.reporting_organ_id)
        held = known if reporter is None else known | {reporter}
        found.append(UnderWay(item.room, frozenset(held) - out[item.id], out[item.id]))
    return tuple(found)


async def open_exits(session: AsyncSession, meeting_id: int, *, room: int | None = None) -> Sequence[ItemExit]:
    """Return who is still out for an item that was closed, in one room or in all."""
    listed = (
        select(ItemExit)
        .join(AgendaItem, col(AgendaItem.id) == ItemExit.item_id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.state == AgendaItemState.CLOSED,
            col(ItemExit.returned_at).is_(None),
        )
    )
    if room is not None:
        listed = listed.where(AgendaItem.room == room)
    return (await session.exec(listed.order_by(col(ItemExit.id)))).all()


async def undecided_of(session: AsyncSession, item_id: int, people: Collection[int]) -> tuple[int, ...]:
    """Return those of these people about whom a human must decide whether they stand aside; they stay until then."""
    asked = select(ItemScreening.person_id).where(
        ItemScreening.item_id == item_id,
        col(ItemScreening.person_id).in_(people),
        col(ItemScreening.undecided),
        col(ItemScreening.barred).is_(False),
    )
    return tuple(await session.exec(asked.order_by(col(ItemScreening.person_id))))


def told(
    check: Callable[[Sequence[UnderWay]], None], *, seen: Sequence[UnderWay], everything: Sequence[UnderWay]
) -> Refusal | None:
    """Return what an act is refused by, None where it is not.

    What is refused only for the sake of an item out of the caller's sight is told as what others do just now.

    Args:
        check: refuses by what is being dealt with.
        seen: of that, what the caller sees.
        everything: all of it.
    """
    refusal = _refused(check, seen)
    if refusal is None and _refused(check, everything) is not None:
        return Busy()
    return refusal


def _refused(check: Callable[[Sequence[UnderWay]], None], items: Sequence[UnderWay]) -> MeetingRefused | None:
    try:
        check(items)
    except MeetingRefused as refusal:
        return refusal
    return None
