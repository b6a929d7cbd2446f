"""Calling a meeting: whom it invites and what its agenda is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import (
    AgendaItem,
    Case,
    Meeting,
    MeetingParticipant,
    MeetingZone,
    Organ,
    ProposalCase,
    Zone,
    ZoneMember,
)
from db.tables.columns import holds_on
from meetings.agenda import Item, ProposalOnAgenda, items_of, numbered
from meetings.call import MeetingCall, check_call, convener_of, invited
from meetings.call import MeetingZone as ZoneInvited
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, not_allowed, require, visible_cases
from resolvers.item_screening import screen_meeting
from resolvers.meeting_records import all_of
from resolvers.proposal_access import ProposalRef, locked_proposal
from terms.meetings import AgendaItemKind, Attendance, MeetingKind, MeetingState
from terms.periods import COUNTY_TIME
from terms.things import Thing

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class ItemWanted:
    """A matter that somebody wants on the agenda."""

    kind: AgendaItemKind
    subject: str = ""
    case_number: str | None = None


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
    """Approved proposals; the agenda begins with each and the cases that it could not staff."""
    items: tuple[ItemWanted, ...] = ()
    also_invited: tuple[int, ...] = ()


async def call_meeting(caller: Caller, wanted: MeetingWanted) -> Meeting:
    """Call a meeting: invite the zones' organs and number the agenda.

    Raises:
        NotAllowed: the role lacks the act, or the caller's own zone takes no part.
        NotFound: a zone, organ, case or proposal that the caller may not see.
        MeetingRefused: see ``meetings.call.check_call`` and ``meetings.texts.tidy``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> Meeting:
        zones = await _named(session, Zone, wanted.zone_codes, col(Zone.code), kind=Thing.ZONE)
        own = caller.identity.zone_ids
        if own is not None and own.isdisjoint(zone.id for zone in zones):
            raise not_allowed(caller, Act.CALL_MEETING)
        call = MeetingCall(
            kind=wanted.kind,
            zones=await _zones(session, zones, on=wanted.starts_at.astimezone(COUNTY_TIME).date()),
            starts_at=wanted.starts_at,
            ends_at=wanted.ends_at,
            agenda=await _agenda(session, caller, wanted),
            convener=wanted.convener_id,
            also_invited=wanted.also_invited,
        )
        check_call(call, now=caller.now())
        await all_of(session, Organ, invited(call), kind=Thing.ORGAN)
        meeting = Meeting(
            county_id=zones[0].county_id,
            kind=wanted.kind,
            state=MeetingState.CALLED,
            title=tidy(wanted.title) or wanted.kind.zh,
            convener_organ_id=convener_of(call),
            place=tidy(wanted.place),
            starts_at=wanted.starts_at,
            ends_at=wanted.ends_at,
            called_by=caller.identity.principal,
        )
        session.add(meeting)
        await session.flush()
        session.add_all(_parts(meeting.id, call))
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

    return await caller.database.deciding(work, Act.CALL_MEETING)


async def _zones(session: AsyncSession, zones: Sequence[Zone], *, on: date) -> tuple[ZoneInvited, ...]:
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


async def _named(
    session: AsyncSession,
    table: type[Row],
    names: Sequence[str],
    column: Mapped[str],
    *where: ColumnElement[bool],
    kind: Thing,
) -> list[Row]:
    """Return the rows with these codes or numbers in their order; NotFound names the first that is out of sight."""
    rows = (await session.exec(select(table, column).where(column.in_(set(names)), *where))).all()
    found = {name: row for row, name in rows}
    for name in names:
        if name not in found:
            raise NotFound(kind, name)
    return [found[name] for name in names]


async def _agenda(session: AsyncSession, caller: Caller, wanted: MeetingWanted) -> tuple[Item, ...]:
    numbers = [item.case_number for item in wanted.items if item.case_number is not None]
    cases = await _named(session, Case, numbers, col(Case.number), visible_cases(caller), kind=Thing.CASE)
    case_ids = {case.number: case.id for case in cases}
    proposals = [await _proposal(session, caller, ref) for ref in dict.fromkeys(wanted.proposals)]
    asked = (
        Item(item.kind, tidy(item.subject), case_ids[item.case_number] if item.case_number else None)
        for item in wanted.items
    )
    return (*(item for proposal in proposals for item in items_of(proposal)), *asked)


async def _proposal(session: AsyncSession, caller: Caller, ref: ProposalRef) -> ProposalOnAgenda:
    """Return a proposal, held still so that nobody withdraws an approval between the check and the call."""
    proposal = await locked_proposal(session, caller, ref, Act.CALL_MEETING)
    unstaffed = (
        select(ProposalCase.case_id)
        .where(ProposalCase.proposal_id == proposal.id, col(ProposalCase.staffed).is_(False))
        .order_by(col(ProposalCase.case_id))
    )
    return ProposalOnAgenda(proposal.id, proposal.state, tuple(await session.exec(unstaffed)))


def _parts(meeting_id: int, call: MeetingCall) -> list[SQLModel]:
    zones = dict.fromkeys(zone.id for zone in call.zones)
    return [
        *(MeetingZone(meeting_id=meeting_id, zone_id=zone) for zone in zones),
        *(
            MeetingParticipant(meeting_id=meeting_id, organ_id=organ, attendance=Attendance.INVITED)
            for organ in invited(call)
        ),
        *(
            AgendaItem(
                meeting_id=meeting_id,
                position=position,
                kind=item.kind,
                subject=item.subject,
                case_id=item.case,
                proposal_id=item.proposal.id if item.proposal else None,
            )
            for position, item in numbered(call.agenda)
        ),
    ]
