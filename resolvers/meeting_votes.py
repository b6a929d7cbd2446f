"""Votes on an item that is being dealt with: one for each seat, secret until the item is closed."""

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import AgendaItem, ItemVote, MeetingParticipant
from meetings.running import Seat, check_called, check_here, check_inside
from meetings.running_refusals import SeatMissing
from meetings.voting import seat_of
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.meeting_room import called_in, locked_item, out_of, require_item, seats, under_way
from terms.meetings import VoteChoice


async def vote_on_item(caller: Caller, item_id: int, choice: VoteChoice, *, organ_id: int | None = None) -> AgendaItem:
    """Cast the vote of the seat for which the caller is there.

    Seats and item are held still in the order of all who hold them, so that a declaration at the same moment comes
    before the vote, and it is refused, or after it, and strikes it.

    Raises:
        NotAllowed: the caller may not take part.
        NotFound: she does not see the item, for instance as she declared a moment ago.
        MeetingRefused: the item is not being dealt with, or she left the room for it, or is in another: see also
            ``meetings.running.check_inside``, ``check_here`` and ``meetings.voting.seat_of``.
    """
    require(caller, Act.TAKE_PART)
    seen = await require_item(caller, item_id)
    person = caller.identity.person_id
    if person is None:  # an office has no seat
        raise SeatMissing

    async def work(session: AsyncSession) -> AgendaItem:
        own = await _own_seats(session, seen.meeting_id, person)
        item = await locked_item(session, caller, item_id, read=True)
        check_called(item.state)
        check_inside(person, await out_of(session, item.id))
        voted = set(await session.exec(select(ItemVote.participant_id).where(ItemVote.item_id == item.id)))
        seat = seat_of(own, person=person, organ=organ_id, voted=voted)
        others = await called_in(session, item.meeting_id, col(AgendaItem.id) != item.id)
        check_here(person, await under_way(session, others, own))
        session.add(ItemVote(item_id=item.id, participant_id=seat.key, person_id=person, choice=choice))
        record(
            session,
            actor=caller.actor,
            act="VOTE_ON_ITEM",
            object_type="meetings",
            object_id=item.meeting_id,
            item=item.id,
        )
        return item

    return await deciding_under_guard(caller, work, Act.TAKE_PART)


async def _own_seats(session: AsyncSession, meeting_id: int, person: int) -> tuple[Seat, ...]:
    """Return the seats of somebody, held so that none votes twice at once."""
    hers = select(MeetingParticipant).where(
        MeetingParticipant.meeting_id == meeting_id,
        or_(col(MeetingParticipant.person_id) == person, col(MeetingParticipant.substitute_id) == person),
    )
    held = hers.order_by(col(MeetingParticipant.id)).with_for_update(key_share=True)
    return seats(await session.exec(held))
