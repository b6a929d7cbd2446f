"""Calling a meeting: whom it invites, who represents them, and what its agenda is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import Meeting, MeetingParticipant, MeetingZone, Organ, Person, Zone, ZoneMember
from db.tables.columns import holds_on
from meetings.agenda import numbered
from meetings.call import MeetingCall, Seat, check_call, convener_of, invited, quorum_of, seats_of
from meetings.call import MeetingZone as ZoneInvited
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, not_allowed, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import screen_meeting
from resolvers.meeting_agendas import ItemWanted, items_found, named, proposals_found, row_of, settle_earlier
from resolvers.meeting_overdue import bring_back
from resolvers.meeting_records import all_of
from resolvers.meeting_seats import day_of, heads_of, require_members
from resolvers.people import visible_people
from resolvers.proposal_access import ProposalRef
from terms.meetings import Attendance, MeetingKind, MeetingState
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class MeetingWanted:
    """A meeting that somebody wants to call."""

    kind: MeetingKind
    title: str
    zone_codes: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    convener_id: int | None = None
    """None means the office that leads the first zone."""
    proposals: tuple[ProposalRef, ...] = ()
    """Proposals that wait or are approved; the agenda begins with each and the cases that it could not staff."""
    items: tuple[ItemWanted, ...] = ()
    also_invited: tuple[int, ...] = ()
    seats: tuple[Seat, ...] = ()
    """What is said of single organs: who represents it, and whether it must come."""
    quorum: int | None = None
    """None means more than half of those who must come."""


async def call_meeting(caller: Caller, wanted: MeetingWanted) -> Meeting:
    """Call a meeting: invite the zones' organs, name who represents them, and number the agenda.

    Raises:
        NotAllowed: the role lacks the act, or the caller's own zone takes no part.
        NotFound: a zone, organ, person, case, matter, item or proposal that the caller may not see.
        MeetingRefused: see ``checked``.
    """
    require(caller, Act.CALL_MEETING)
    await settle_earlier(caller, wanted.items)

    async def work(session: AsyncSession) -> Meeting:
        await facts_version(session, share_lock=True)  # before any other lock
        return await called(session, caller, wanted)

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def called(session: AsyncSession, caller: Caller, wanted: MeetingWanted) -> Meeting:
    """Call a meeting in a transaction that goes on; see ``call_meeting``."""
    zones, call = await checked(session, caller, wanted)
    meeting = Meeting(
        county_id=zones[0].county_id,
        kind=wanted.kind,
        state=MeetingState.CALLED,
        title=tidy(wanted.title) or wanted.kind.zh,
        convener_organ_id=convener_of(call),
        place=tidy(wanted.place),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        quorum=quorum_of(call),
        called_by=caller.identity.principal,
    )
    session.add(meeting)
    await session.flush()
    heads = await heads_of(session, invited(call), on=day_of(wanted.starts_at))
    session.add_all(_parts(meeting.id, call, seats_of(call, heads)))
    await bring_back(session, caller, meeting)
    await screen_meeting(session, meeting.id, on=caller.today())
    record(
        session,
        actor=caller.actor,
        act="CALL_MEETING",
        object_type="meetings",
        object_id=meeting.id,
        zones=[zone.code for zone in zones],
    )
    return meeting


async def checked(session: AsyncSession, caller: Caller, wanted: MeetingWanted) -> tuple[list[Zone], MeetingCall]:
    """Return the zones and the call of a meeting that can be called so; nothing is written.

    Raises:
        NotAllowed, NotFound: see ``call_meeting``.
        MeetingRefused: see ``meetings.call.check_call`` and ``meetings.texts.tidy``; or somebody would represent an
            organ to which she does not belong on the day.
    """
    zones = await named(session, Zone, wanted.zone_codes, col(Zone.code), kind=Thing.ZONE)
    own = caller.identity.zone_ids
    if own is not None and own.isdisjoint(zone.id for zone in zones):
        raise not_allowed(caller, Act.CALL_MEETING)
    on = day_of(wanted.starts_at)
    proposed = await proposals_found(session, caller, wanted.proposals)
    call = MeetingCall(
        kind=wanted.kind,
        zones=await zones_on(session, zones, on=on),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        agenda=(*proposed, *await items_found(session, caller, wanted.items)),
        convener=wanted.convener_id,
        also_invited=wanted.also_invited,
        seats=wanted.seats,
        quorum=wanted.quorum,
    )
    check_call(call, now=caller.now())
    await all_of(session, Organ, invited(call), kind=Thing.ORGAN)
    people = [(seat.organ, seat.person) for seat in call.seats if seat.person is not None]
    await all_of(session, Person, [person for _, person in people], visible_people(caller), kind=Thing.PERSON)
    await require_members(session, people, on=on)
    return zones, call


async def zones_on(session: AsyncSession, zones: Sequence[Zone], *, on: date) -> tuple[ZoneInvited, ...]:
    """Return the zones with their lead offices and their members on a day."""
    statement = (
        select(ZoneMember)
        .where(
            col(ZoneMember.zone_id).in_([zone.id for zone in zones]),
            col(ZoneMember.superseded_at).is_(None),
            holds_on(col(ZoneMember.during), on),
        )
        .order_by(col(ZoneMember.organ_id))
    )
    members = (await session.exec(statement)).all()
    return tuple(
        ZoneInvited(zone.id, zone.lead_organ_id, tuple(row.organ_id for row in members if row.zone_id == zone.id))
        for zone in zones
    )


def participant(meeting_id: int, seat: Seat) -> MeetingParticipant:
    """Return the row of a seat to which somebody is invited."""
    return MeetingParticipant(
        meeting_id=meeting_id,
        organ_id=seat.organ,
        person_id=seat.person,
        must_come=seat.must_come,
        attendance=Attendance.INVITED,
    )


def _parts(meeting_id: int, call: MeetingCall, seats: Sequence[Seat]) -> list[SQLModel]:
    zones = dict.fromkeys(zone.id for zone in call.zones)
    return [
        *(MeetingZone(meeting_id=meeting_id, zone_id=zone) for zone in zones),
        *(participant(meeting_id, seat) for seat in seats),
        *(row_of(item, meeting_id=meeting_id, position=position) for position, item in numbered(call.agenda)),
    ]
