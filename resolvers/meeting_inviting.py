"""Inviting further organs to a meeting that was called; whoever was invited before need not answer anew."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import Meeting, MeetingParticipant, Organ, Person
from meetings.call import Invited, Seat, check_invitation, seated
from meetings.calling_refusals import SeatTaken
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import people_of, screen_meeting
from resolvers.meeting_calls import participant
from resolvers.meeting_changes import notice_as_seen, revise
from resolvers.meeting_overdue import take_up
from resolvers.meeting_records import all_of
from resolvers.meeting_seats import day_of, heads_of, require_members
from resolvers.people import visible_people
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class InvitationWanted:
    """Who is to be invited besides."""

    meeting_id: int
    seats: tuple[Seat, ...]
    quorum: int | None = None
    """How many must be in the room from now on; None leaves it."""
    sequence: int | None = None
    """The number of the notice that the caller saw; None does not ask."""


async def invite(caller: Caller, wanted: InvitationWanted) -> Meeting:
    """Invite further organs, and screen whoever represents them against every item.

    Raises:
        NotAllowed, NotFound: see ``resolvers.meeting_keeping``; also an organ or a person that is not there for her.
        MeetingRefused: somebody changed the notice meanwhile, somebody named has a seat or is not of the organ; or
            see ``meetings.call.check_invitation``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Meeting:
        meeting = await notice_as_seen(session, caller, wanted.meeting_id, sequence=wanted.sequence)
        listed = select(MeetingParticipant).where(MeetingParticipant.meeting_id == meeting.id)
        rows = (await session.exec(listed.order_by(col(MeetingParticipant.id)))).all()
        must_come = sum(row.must_come for row in rows)
        before = Invited(meeting.state, [row.organ_id for row in rows], must_come, meeting.quorum)
        check_invitation(before, wanted.seats, wanted.quorum)
        seats = await _seats(session, caller, meeting, wanted.seats)
        session.add_all(participant(meeting.id, seat) for seat in seats)
        meeting.quorum = meeting.quorum if wanted.quorum is None else wanted.quorum
        revise(caller, meeting)
        await screen_meeting(session, meeting.id, on=caller.today())
        await take_up(session, caller, meeting)
        record(
            session,
            actor=caller.actor,
            act="INVITE_TO_MEETING",
            object_type="meetings",
            object_id=meeting.id,
            sequence=meeting.sequence,
            organs=[seat.organ for seat in seats],
            quorum=meeting.quorum,
        )
        return meeting

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def _seats(session: AsyncSession, caller: Caller, meeting: Meeting, wanted: tuple[Seat, ...]) -> tuple[Seat, ...]:
    """Return the new seats with whoever represents them on the day of the meeting."""
    on = day_of(meeting.starts_at)
    await all_of(session, Organ, [seat.organ for seat in wanted], kind=Thing.ORGAN)
    named = [(seat.organ, seat.person) for seat in wanted if seat.person is not None]
    await all_of(session, Person, [person for _, person in named], visible_people(caller), kind=Thing.PERSON)
    await require_members(session, named, on=on)
    taken = set(await people_of(session, meeting.id))
    if not taken.isdisjoint(person for _, person in named):
        raise SeatTaken
    return seated(wanted, await heads_of(session, [seat.organ for seat in wanted], on=on), taken)
