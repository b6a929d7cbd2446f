"""Signatures under minutes: by whom, and whether they sign the minutes as these are now.

What is signed is looked up while the meeting is held still, so that nothing changes between the look and the signature.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import (
    AgendaItem,
    Meeting,
    MeetingParticipant,
    MeetingSignature,
    MeetingZone,
    SignedItem,
)
from meetings.editing_refusals import MinutesChanged, NothingToSign
from meetings.signing import Minutes, Signed, digest_of, shown
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import settle
from resolvers.meeting_keeping import locked_meeting
from resolvers.meeting_seats import came_in_person
from resolvers.meetings import items_seen, meetings_by_id, visible_meetings
from resolvers.paging import grouped
from terms.meetings import MeetingState
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that counts for a viewer."""

    row: MeetingSignature
    current: bool
    """Whether it signs the minutes as they are now."""


async def digests_of(caller: Caller, meeting_ids: Sequence[int]) -> list[str]:
    """Return by what the minutes of each meeting, as the caller sees them now, are named when they are signed."""
    await settle(caller, meeting_ids)
    async with caller.database.reading() as session:
        found = await _read(session, caller, meeting_ids)
    return [_name(found[key]) if key in found else "" for key in meeting_ids]


async def signatures_of(caller: Caller, meeting_ids: Sequence[int]) -> list[list[Signature]]:
    """Return who signed the minutes of each meeting that the caller sees, in the order of signing; each signer once."""
    await settle(caller, meeting_ids)
    visible = select(Meeting.id).where(col(Meeting.id).in_(set(meeting_ids)), visible_meetings(caller))
    of_meetings = select(MeetingSignature).where(col(MeetingSignature.meeting_id).in_(visible))
    async with caller.database.reading() as session:
        rows = {row.id: row for row in await session.exec(of_meetings.order_by(col(MeetingSignature.id)))}
        signed = await _signed(session, rows)
        seen = await _read(session, caller, {row.meeting_id for row in rows.values()})
    return [
        [Signature(rows[each.key], current) for each, current in shown(of_one, seen[key])] if of_one else []
        for key, of_one in zip(
            meeting_ids, grouped(signed, meeting_ids, lambda each: rows[each.key].meeting_id), strict=True
        )
    ]


async def sign(caller: Caller, meeting_id: int, *, digest: str) -> Meeting:
    """Sign the minutes that the caller saw; signed before as they are, they stay so.

    Raises:
        NotAllowed, NotFound: as everywhere.
        NothingToSign: the meeting is not over, or she took no part in person.
        MinutesChanged: the minutes are not any more what she saw.
    """
    require(caller, Act.TAKE_PART)
    if (await meetings_by_id(caller, [meeting_id]))[0] is None:
        raise NotFound(Thing.MEETING, str(meeting_id))
    await settle(caller, [meeting_id])
    person = caller.identity.person_id

    async def work(session: AsyncSession) -> Meeting:
        meeting = await locked_meeting(session, caller, meeting_id)
        if person is None or meeting.state is not MeetingState.HELD or not await _came(session, meeting_id, person):
            raise NothingToSign
        present = (await _read(session, caller, [meeting_id]))[meeting_id]
        if digest != _name(present):
            raise MinutesChanged
        if digest != await _last(session, meeting_id, person):
            await _keep(session, meeting_id, person, present)
            record(
                session,
                actor=caller.actor,
                act="SIGN_MINUTES",
                object_type="meetings",
                object_id=meeting_id,
                digest=digest,
            )
        return meeting

    return await deciding_under_guard(caller, work, Act.TAKE_PART)


async def _keep(session: AsyncSession, meeting_id: int, person: int, present: Minutes) -> None:
    row = MeetingSignature(meeting_id=meeting_id, person_id=person, digest=_name(present), heading=present.heading)
    session.add(row)
    await session.flush()
    session.add_all(
        SignedItem(signature_id=row.id, item_id=item, digest=digest) for item, digest in present.items.items()
    )


async def _last(session: AsyncSession, meeting_id: int, person: int) -> str | None:
    """Return what somebody signed last of a meeting, None where she did not."""
    hers = select(MeetingSignature.digest).where(
        MeetingSignature.meeting_id == meeting_id, MeetingSignature.person_id == person
    )
    return (await session.exec(hers.order_by(col(MeetingSignature.id).desc()).limit(1))).first()


async def _signed(session: AsyncSession, rows: Mapping[int, MeetingSignature]) -> list[Signed]:
    """Return what was signed by each signature, as far as its items are in sight."""
    items: dict[int, dict[int, str]] = {key: {} for key in rows}
    if rows:
        listed = select(SignedItem).where(col(SignedItem.signature_id).in_(rows))
        for item in await session.exec(listed.order_by(col(SignedItem.id))):
            items[item.signature_id][item.item_id] = item.digest
    return [Signed(row.id, row.person_id, Minutes(row.heading, items[row.id])) for row in rows.values()]


async def _came(session: AsyncSession, meeting_id: int, person: int) -> bool:
    hers = (MeetingParticipant.meeting_id == meeting_id, came_in_person(person))
    statement = select(MeetingParticipant.id).where(*hers)
    return (await session.exec(statement)).first() is not None


async def _read(session: AsyncSession, caller: Caller, meeting_ids: Collection[int]) -> dict[int, Minutes]:
    """Return the minutes of those meetings that the caller sees."""
    if not meeting_ids:
        return {}
    of_meetings = select(Meeting).where(col(Meeting.id).in_(set(meeting_ids)), visible_meetings(caller))
    found = {row.id: row for row in await session.exec(of_meetings)}
    zones = await session.exec(select(MeetingZone).where(col(MeetingZone.meeting_id).in_(found)))
    held_by = {(row.meeting_id, row.zone_id) for row in zones}
    listed = select(MeetingParticipant).where(col(MeetingParticipant.meeting_id).in_(found))
    seats = (await session.exec(listed.order_by(col(MeetingParticipant.id)))).all()
    on_agenda = select(AgendaItem).where(col(AgendaItem.meeting_id).in_(found), items_seen(caller))
    items = (await session.exec(on_agenda.order_by(col(AgendaItem.position)))).all()
    read: dict[int, Minutes] = {}
    for key, meeting in found.items():
        own = [seat for seat in seats if seat.meeting_id == key]
        of_zones = sorted(zone for held, zone in held_by if held == key)
        minuted = {row.id: _item(row) for row in items if row.meeting_id == key}
        read[key] = Minutes(_heading(meeting, of_zones, own), minuted)
    return read


def _name(minutes: Minutes) -> str:
    return digest_of((minutes.heading, list(minutes.items.values())))


def _heading(meeting: Meeting, zones: Sequence[int], seats: Sequence[MeetingParticipant]) -> str:
    """Return the digest of what minutes say of a meeting and of who came."""
    said = [meeting.title, meeting.kind.name, meeting.place, meeting.convener_organ_id]
    moments = [
        None if each is None else each.timestamp()
        for each in (meeting.starts_at, meeting.ends_at, meeting.began_at, meeting.finished_at)
    ]
    came = [(seat.organ_id, seat.attendance.told.name, seat.person_id, seat.substitute_id) for seat in seats]
    return digest_of((said, moments, list(zones), came))


def _item(row: AgendaItem) -> str:
    """Return the digest of what is minuted of an item, for whoever sees it."""
    due = None if row.due_on is None else row.due_on.isoformat()
    outcome = None if row.outcome is None else row.outcome.name
    return digest_of(
        (
            *(row.kind.name, row.subject, row.minutes, row.record, row.decision, row.deciding_organ_id),
            *(row.owner_organ_id, due, outcome),
            *(row.entitled, row.votes_for, row.votes_against, row.votes_abstained),
        )
    )
