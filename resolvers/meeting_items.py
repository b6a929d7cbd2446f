"""Items of a running meeting are called and closed; who must leave the room for each is found as it is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import AgendaItem, ItemExit, ItemVote, Meeting
from meetings.running import (
    Calling,
    Seat,
    check_call,
    check_called,
    check_planned,
    check_running,
    inside,
    moves,
)
from meetings.voting import Ballot, Count, counted
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_cases import link_cases
from resolvers.item_screening import people_of, screen_items
from resolvers.meeting_room import (
    called_in,
    held_meeting,
    is_in_sight,
    not_found,
    open_exits,
    out_of,
    require_item,
    seats_of,
    told,
    undecided_of,
    under_way,
)
from resolvers.meetings import items_seen
from terms.meetings import AgendaItemState, ItemClosing
from terms.refusals import Refusal


@dataclass(frozen=True, slots=True)
class ItemCalled:
    """An item that is being dealt with from now on; people by key."""

    item: AgendaItem
    leave: tuple[int, ...] = ()
    """Who leaves the room, as against the item before."""
    come_back: tuple[int, ...] = ()
    """Who was out for the item before and comes back."""
    undecided: tuple[int, ...] = ()
    """About whom a human must decide; they stay until then."""


async def call_item(caller: Caller, item_id: int) -> ItemCalled:
    """Call an item: screen everybody who takes part once more, and write who leaves the room for it.

    What the screening finds is kept also where the call is refused.

    Raises:
        NotAllowed: the caller may not.
        NotFound: she does not see the item, or must stand aside from it herself.
        MeetingRefused: see ``meetings.running.check_call``; the meeting does not run, or the item was called
            before, or decided before the meeting began.
        Busy: something that she does not see stands in the way.
    """
    require(caller, Act.CALL_MEETING)
    await require_item(caller, item_id)

    async def work(session: AsyncSession) -> ItemCalled | Refusal:
        await facts_version(session, share_lock=True)  # before any other lock
        meeting, item = await held_meeting(session, caller, item_id)
        check_running(meeting.state)
        check_planned(item.state, decided=item.decision is not None)
        await link_cases(session, col(AgendaItem.id) == item.id)
        await screen_items(session, {item.id: await people_of(session, meeting.id)}, on=caller.today())
        if not await is_in_sight(session, caller, item_id):
            return not_found(item_id)
        seats = await seats_of(session, meeting.id, still=item.reporting_organ_id)
        calling = Calling(item.room, item.reporting_organ_id, out=_there(seats) & await out_of(session, item.id))
        refusal = await _refused(session, caller, meeting, calling, seats)
        return await _called(session, caller, item, calling, seats) if refusal is None else refusal

    found = await deciding_under_guard(caller, work, Act.CALL_MEETING)
    if isinstance(found, Refusal):
        raise found
    return found


async def close_item(caller: Caller, item_id: int, closing: ItemClosing) -> AgendaItem:
    """Close an item; where it is put to the room, what the votes come to is kept with it.

    Raises:
        NotAllowed, NotFound: the caller may not, or does not see it.
        MeetingRefused: the item is not being dealt with; see also ``meetings.voting.counted``.
    """
    require(caller, Act.CALL_MEETING)
    await require_item(caller, item_id)

    async def work(session: AsyncSession) -> AgendaItem:
        meeting, item = await held_meeting(session, caller, item_id)
        check_running(meeting.state)
        check_called(item.state)
        count = await _count(session, meeting, item, closing)
        item.state, item.closed_at = AgendaItemState.CLOSED, caller.now()
        if count is not None:
            item.outcome, item.entitled = count.outcome, count.entitled
            item.votes_for, item.votes_against = count.votes_for, count.votes_against
            item.votes_abstained = count.votes_abstained
        record(
            session,
            actor=caller.actor,
            act="CLOSE_ITEM",
            object_type="meetings",
            object_id=meeting.id,
            item=item.id,
            closing=closing,
            outcome=item.outcome,
        )
        return item

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def _refused(
    session: AsyncSession, caller: Caller, meeting: Meeting, calling: Calling, seats: tuple[Seat, ...]
) -> Refusal | None:
    everything, seen = [
        await under_way(session, await called_in(session, meeting.id, *where), seats)
        for where in ((), (items_seen(caller),))
    ]
    return told(
        lambda items: check_call(calling, seats, items, quorum=meeting.quorum), seen=seen, everything=everything
    )


async def _called(
    session: AsyncSession, caller: Caller, item: AgendaItem, calling: Calling, seats: Iterable[Seat]
) -> ItemCalled:
    """Call the item, write who is out for it, and let come back who was out for the one before in its room."""
    now = caller.now()
    before = await open_exits(session, item.meeting_id, room=item.room)
    leave, come_back = moves((each.person_id for each in before), calling.out)
    for each in before:
        if each.person_id in come_back:
            each.returned_at = now
    declared = {each.person_id: each for each in await _exits(session, item.id)}
    for person in sorted(calling.out):
        if person in declared:
            declared[person].left_at = now
        else:
            session.add(ItemExit(item_id=item.id, person_id=person, left_at=now))
    item.state, item.called_at = AgendaItemState.CALLED, now
    record(
        session,
        actor=caller.actor,
        act="CALL_ITEM",
        object_type="meetings",
        object_id=item.meeting_id,
        item=item.id,
        room=item.room,
        out=len(calling.out),
    )
    stays = _there(seats) - calling.out
    return ItemCalled(item, leave, come_back, await undecided_of(session, item.id, stays))


async def _exits(session: AsyncSession, item_id: int) -> list[ItemExit]:
    listed = select(ItemExit).where(ItemExit.item_id == item_id).order_by(col(ItemExit.id))
    return list(await session.exec(listed))


async def _count(session: AsyncSession, meeting: Meeting, item: AgendaItem, closing: ItemClosing) -> Count | None:
    """Return what the votes that stand come to; nobody votes meanwhile, as the item is held."""
    seats = await seats_of(session, meeting.id)
    others = [each for each in await called_in(session, meeting.id) if each.id != item.id]
    elsewhere = frozenset[int]().union(*(each.held for each in await under_way(session, others, seats)))
    cast = (await session.exec(select(ItemVote).where(ItemVote.item_id == item.id))).all()
    return counted(
        closing,
        seats,
        present=inside(seats, out=await out_of(session, item.id), elsewhere=elsewhere),
        ballots=[Ballot(vote.participant_id, vote.choice) for vote in cast if not vote.struck],
        spent={vote.participant_id for vote in cast if vote.struck},
        quorum=meeting.quorum,
    )


def _there(seats: Iterable[Seat]) -> frozenset[int]:
    return frozenset(seat.person for seat in seats if seat.person is not None)
