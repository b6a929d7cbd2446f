"""Setting and ending cadences, and calling the meetings that are due by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version
from db.tables import CadenceMeeting, Meeting, MeetingCadence, Zone
from meetings.agenda import MINUTES
from meetings.cadence import Occurrence, check_cadence
from meetings.call import Seat
from meetings.calling_refusals import CadenceEnded, CadenceStands, DaysAheadUnfit, OccurrenceMissing
from meetings.refusals import MeetingRefused
from meetings.texts import tidy
from resolvers.cadences import ahead, cadence_of, calendar_from, next_of
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, Reach, reach, require
from resolvers.meeting_agendas import ItemWanted, named
from resolvers.meeting_calls import MeetingWanted, called, checked
from resolvers.meeting_records import all_of
from terms.meetings import AgendaItemKind, MeetingKind, WhenOff
from terms.things import Thing

MOST_DAYS_AHEAD: Final = 60
"""The most days ahead that meetings are called by a cadence; ours."""


@dataclass(frozen=True, slots=True)
class StandingItem:
    """An item of every meeting of a cadence; cases come onto the agenda of a single meeting."""

    kind: AgendaItemKind
    subject: str
    minutes: int = MINUTES


@dataclass(frozen=True, slots=True)
class CadenceWanted:
    """When a zone is to meet, and for what."""

    zone_code: str
    kind: MeetingKind
    rule: str
    first_day: date
    begins_at: time
    minutes: int
    when_off: WhenOff
    title: str = ""
    place: str = ""
    last_day: date | None = None
    items: tuple[StandingItem, ...] = ()
    """None means one item that is called as the meeting is."""
    other_zone_codes: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    """What is said of single organs; whoever heads one on the day of a meeting represents it."""
    quorum: int | None = None
    """None means more than half of those who must come."""


@dataclass(frozen=True, slots=True)
class NotCalled:
    """A cadence whose meetings could not be called, and why."""

    cadence: MeetingCadence
    refusal: MeetingRefused


@dataclass(frozen=True, slots=True)
class Due:
    """What came of calling the meetings that are due."""

    called: tuple[Meeting, ...]
    not_called: tuple[NotCalled, ...]


async def set_cadence(caller: Caller, wanted: CadenceWanted) -> MeetingCadence:
    """Let a zone meet by a rule, from a day on, alone or with others.

    Raises:
        NotAllowed: the role lacks the act, or the zone is not the caller's.
        NotFound: there is no such zone or organ.
        MeetingRefused: the rule is unfit, a cadence of this title stands, nothing lies ahead, or its first meeting
            could not be called; see ``meetings.cadence.check_cadence`` and ``resolvers.meeting_calls.checked``.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> MeetingCadence:
        codes = tuple(dict.fromkeys([wanted.zone_code, *wanted.other_zone_codes]))
        zone, *others = await named(session, Zone, codes, col(Zone.code), kind=Thing.ZONE)
        require(caller, Act.CALL_MEETING, zones={zone.id})
        row = _row(caller, [zone, *others], wanted)
        await session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(f"cadence\n{zone.id}", 0))))
        same = select(MeetingCadence.id).where(
            MeetingCadence.zone_id == zone.id, MeetingCadence.title == row.title, col(MeetingCadence.ended_at).is_(None)
        )
        if (await session.exec(same)).first() is not None:
            raise CadenceStands(title=row.title)
        check_cadence(cadence_of(row))
        coming = next_of(caller, row, await calendar_from(session, caller.today()))
        if not coming:
            raise OccurrenceMissing
        await checked(session, caller, _meeting(row, codes, coming[0]))
        session.add(row)
        await session.flush()
        _audit(session, caller, "SET_CADENCE", row.id, zones=codes)
        return row

    return await caller.database.deciding(work, Act.CALL_MEETING)


async def end_cadence(caller: Caller, cadence_id: int) -> MeetingCadence:
    """End a cadence; the meetings that were called for it stand until somebody cancels them.

    Raises:
        NotAllowed: the role lacks the act, or the zone is not the caller's.
        NotFound: there is no such cadence.
        CadenceEnded: it was ended before.
    """
    require(caller, Act.CALL_MEETING)

    async def work(session: AsyncSession) -> MeetingCadence:
        held = select(MeetingCadence).where(MeetingCadence.id == cadence_id).with_for_update()
        row = (await session.exec(held)).first()
        if row is None:
            raise NotFound(Thing.CADENCE, str(cadence_id))
        require(caller, Act.CALL_MEETING, zones={row.zone_id})
        if row.ended_at is not None:
            raise CadenceEnded
        row.ended_at, row.ended_by = caller.now(), caller.identity.principal
        _audit(session, caller, "END_CADENCE", row.id)
        return row

    return await caller.database.deciding(work, Act.CALL_MEETING)


async def call_due(caller: Caller, *, days: int) -> Due:
    """Call the meetings that begin within so many days, each once however often and by however many this is asked.

    Each cadence is a transaction of its own: what one of them cannot call, it says, and the others go on.

    Raises:
        NotAllowed: the role lacks the act.
        DaysAheadUnfit: no day ahead, or more than ``MOST_DAYS_AHEAD``.
    """
    require(caller, Act.CALL_MEETING)
    if not 1 <= days <= MOST_DAYS_AHEAD:
        raise DaysAheadUnfit(most=MOST_DAYS_AHEAD)
    standing = select(MeetingCadence).where(col(MeetingCadence.ended_at).is_(None)).order_by(col(MeetingCadence.id))
    if reach(caller, Act.CALL_MEETING) is not Reach.COUNTY:
        standing = standing.where(col(MeetingCadence.zone_id).in_(caller.identity.zone_ids or ()))
    async with caller.database.judging(Act.CALL_MEETING) as session:
        rows = (await session.exec(standing)).all()
    meetings: list[Meeting] = []
    not_called: list[NotCalled] = []
    for row in rows:
        try:
            meetings += await _call_of(caller, row, days=days)
        except MeetingRefused as refusal:
            not_called.append(NotCalled(row, refusal))
    return Due(tuple(meetings), tuple(not_called))


async def _call_of(caller: Caller, row: MeetingCadence, *, days: int) -> list[Meeting]:
    """Call what is due of one cadence, which is held still meanwhile; nothing if it was ended."""

    async def work(session: AsyncSession) -> list[Meeting]:
        await facts_version(session, share_lock=True)  # before any other lock
        standing = select(MeetingCadence.id).where(MeetingCadence.id == row.id, col(MeetingCadence.ended_at).is_(None))
        if (await session.exec(standing.with_for_update())).first() is None:
            return []
        zones = await all_of(session, Zone, [row.zone_id, *row.other_zones], kind=Thing.ZONE)
        codes = tuple(zone.code for zone in zones)
        days_called = set(
            await session.exec(select(col(CadenceMeeting.day)).where(CadenceMeeting.cadence_id == row.id))
        )
        found = []
        for one in ahead(caller, row, await calendar_from(session, caller.today()), days=days):
            if one.by_rule not in days_called:
                meeting = await called(session, caller, _meeting(row, codes, one))
                session.add(CadenceMeeting(cadence_id=row.id, day=one.by_rule, meeting_id=meeting.id))
                found.append(meeting)
        return found

    return await caller.database.deciding(work, Act.CALL_MEETING)


def _row(caller: Caller, zones: Sequence[Zone], wanted: CadenceWanted) -> MeetingCadence:
    title = tidy(wanted.title) or wanted.kind.zh
    items = wanted.items or (StandingItem(AgendaItemKind.OTHER, title),)
    agenda: list[dict[str, Any]] = [
        {"kind": item.kind.value, "subject": tidy(item.subject), "minutes": item.minutes} for item in items
    ]
    return MeetingCadence(
        zone_id=zones[0].id,
        kind=wanted.kind,
        title=title,
        place=tidy(wanted.place),
        rule=wanted.rule,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
        begins_at=wanted.begins_at,
        minutes=wanted.minutes,
        when_off=wanted.when_off,
        agenda=agenda,
        other_zones=[zone.id for zone in zones[1:]],
        seats=[{"organ": seat.organ, "must_come": seat.must_come} for seat in wanted.seats],
        quorum=wanted.quorum,
        set_by=caller.identity.principal,
    )


def _meeting(row: MeetingCadence, zone_codes: tuple[str, ...], one: Occurrence) -> MeetingWanted:
    return MeetingWanted(
        kind=row.kind,
        title=row.title,
        zone_codes=zone_codes,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=row.place,
        items=tuple(
            ItemWanted(AgendaItemKind[item["kind"]], item["subject"], minutes=item["minutes"]) for item in row.agenda
        ),
        seats=tuple(Seat(seat["organ"], must_come=seat["must_come"]) for seat in row.seats),
        quorum=row.quorum,
    )


def _audit(session: AsyncSession, caller: Caller, act: str, cadence: int, **detail: Any) -> None:
    record(session, actor=caller.actor, act=act, object_type="meeting_cadences", object_id=cadence, **detail)
