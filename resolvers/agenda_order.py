"""The order of an agenda in which people leave and come back least, and the quorums that recusal makes impossible."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.tables import AgendaItem, AgendaItemCase, ItemExit, ItemScreening, Meeting, MeetingParticipant, Membership
from db.tables.columns import holds_on
from meetings.ordering.answer import OrderedAgenda, tell
from meetings.ordering.check_problem import MOST_MINUTES
from meetings.ordering.problem import AgendaToOrder, Attendant, ItemToOrder, Span, Spans
from meetings.ordering.shortfalls import PersonToAsk, Shortfall, shortfalls
from meetings.ordering.solve import put_in_order
from recusal.findings import Question
from recusal.screen import screen
from recusal.world import World
from resolvers.agenda_editing import Seen, arrange, version_of
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.item_screening import settle
from resolvers.meetings import items_seen, visible_meetings
from terms.meetings import AgendaItemState, Attendance, MeetingState
from terms.periods import COUNTY_TIME
from terms.recusal import Purpose, Verdict
from terms.things import Thing

MINUTE = timedelta(minutes=1)
AWAY = frozenset({Attendance.ABSENT, Attendance.EXCUSED})
MOST_TO_ASK = 60
"""People of the organs that take part who are looked at as those who could make a quorum; ours."""


@dataclass(frozen=True, slots=True)
class Posed:
    """An agenda as its order is asked for; items by their number in the caller's sight, people by key."""

    version: str
    meeting_id: int
    items: tuple[AgendaItem, ...]
    """The planned items of all rooms in their present order; the first has number 1."""
    agenda: AgendaToOrder


@dataclass(frozen=True, slots=True)
class Ordered:
    """The best order that was found, beside the present one."""

    posed: Posed
    present: OrderedAgenda
    best: OrderedAgenda


@dataclass(frozen=True, slots=True)
class Lacking:
    """An item whose quorum recusal makes impossible, and who could be added; people by key."""

    item: AgendaItem
    missing: int
    could_join: tuple[int, ...]
    enough: tuple[int, ...]


async def order_of(caller: Caller, meeting_id: int, *, key: str) -> Ordered:
    """Return the order of the planned items that the caller sees with the fewest exits and entries; nothing is written.

    Raises:
        NotAllowed, NotFound: she may not call meetings, or sees no such meeting.
        MeetingRefused: no order keeps every limit, with what stands against it; items are told by number.
    """
    posed = await _posed(caller, meeting_id, key=key)
    best = await asyncio.to_thread(put_in_order, posed.agenda)
    present = tell(posed.agenda, [item.id for item in posed.agenda.items])
    return Ordered(posed, present, best)


async def put_agenda_in_order(caller: Caller, seen: Seen, *, key: str) -> tuple[Meeting, Ordered]:
    """Put the planned items into that order, if the agenda is still what the caller saw."""
    ordered = await order_of(caller, seen.meeting_id, key=key)
    items = ordered.posed.items
    meeting = await arrange(caller, seen, [items[number - 1].id for number in ordered.best.items])
    return meeting, ordered


async def lacking_of(caller: Caller, meeting_id: int, *, key: str) -> list[Lacking]:
    """Return the items that recusal leaves without a quorum, and who of the organs that take part could be added.

    Raises:
        NotAllowed, NotFound: see ``order_of``.
    """
    posed = await _posed(caller, meeting_id, key=key)
    short = shortfalls(posed.agenda)
    if not short:
        return []
    items = {number: posed.items[number - 1] for number in (each.item for each in short)}
    async with caller.database.judging(Act.CALL_MEETING) as session:
        to_ask = await _to_ask(session, caller, posed, items)
    return [_lacking(items, each) for each in shortfalls(posed.agenda, to_ask)]


def _lacking(items: Mapping[int, AgendaItem], each: Shortfall) -> Lacking:
    return Lacking(items[each.item], each.missing, each.could_join, each.enough)


async def _posed(caller: Caller, meeting_id: int, *, key: str) -> Posed:
    require(caller, Act.CALL_MEETING)
    await settle(caller, [meeting_id])
    async with caller.database.reading() as session:
        seen = select(Meeting).where(col(Meeting.id) == meeting_id, visible_meetings(caller))
        meeting = (await session.exec(seen)).first()
        if meeting is None:
            raise NotFound(Thing.MEETING, key)
        listed = select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id, items_seen(caller))
        items = (await session.exec(listed.order_by(col(AgendaItem.position)))).all()
        seats = select(MeetingParticipant).where(col(MeetingParticipant.meeting_id) == meeting_id)
        coming = [seat for seat in (await session.exec(seats)).all() if seat.attendance not in AWAY]
        barred = select(ItemScreening.item_id, ItemScreening.person_id).where(
            col(ItemScreening.barred), col(ItemScreening.item_id).in_([item.id for item in items])
        )
        declared = select(ItemExit.item_id, ItemExit.person_id).where(
            col(ItemExit.declared), col(ItemExit.item_id).in_([item.id for item in items])
        )
        out = [*(await session.exec(barred)), *(await session.exec(declared))]
    planned = tuple(item for item in items if item.state is AgendaItemState.PLANNED)
    begins = meeting.starts_at if meeting.state is MeetingState.CALLED else caller.now()
    return Posed(version_of(items), meeting_id, planned, _agenda(meeting, begins, planned, coming, out))


def _agenda(
    meeting: Meeting,
    begins: datetime,
    items: Sequence[AgendaItem],
    coming: Sequence[MeetingParticipant],
    out: Sequence[tuple[int, int]],
) -> AgendaToOrder:
    """Return the agenda to order: who is named for a seat sits in it, and a seat without a name counts for nobody."""
    named = {seat.organ_id: seat.substitute_id or seat.person_id for seat in coming}
    people = {person for person in named.values() if person is not None}
    stays = {named[seat.organ_id]: _stay(seat, begins) for seat in coming}
    voting = [seat for seat in coming if seat.must_come]
    counted = {named[seat.organ_id] for seat in voting}
    unnamed = sum(named[seat.organ_id] is None for seat in voting)
    return AgendaToOrder(
        items=tuple(
            ItemToOrder(
                id=number,
                minutes=item.minutes,
                barred=tuple(sorted({person for key, person in out if key == item.id and person in people})),
                required=tuple(person for person in [named.get(item.reporting_organ_id or 0)] if person is not None),
                quorum=max(0, meeting.quorum - unnamed),
                position=number if item.fixed else None,
            )
            for number, item in enumerate(items, start=1)
        ),
        people=tuple(Attendant(person, present=stays[person], counts=person in counted) for person in sorted(people)),
    )


def _stay(seat: MeetingParticipant, begins: datetime) -> Spans:
    """Return the whole minutes, from when the first item begins, in which she is there; None for all of them."""
    if seat.comes_at is None and seat.leaves_at is None:
        return None
    comes = 0 if seat.comes_at is None else max(0, -((begins - seat.comes_at) // MINUTE))
    leaves = MOST_MINUTES if seat.leaves_at is None else max(0, (seat.leaves_at - begins) // MINUTE)
    return (Span(comes, leaves),) if comes < leaves else ()


async def _to_ask(
    session: AsyncSession, caller: Caller, posed: Posed, items: Mapping[int, AgendaItem]
) -> list[PersonToAsk]:
    """Return who could sit in the place of somebody who stands aside or does not come, with what bars them from it."""
    meets = (await session.exec(select(Meeting.starts_at).where(Meeting.id == posed.meeting_id))).one()
    on = max(caller.today(), meets.astimezone(COUNTY_TIME).date())
    places = await _places(session, posed, on)
    people = frozenset(person for person, _ in places)
    wanted = select(AgendaItemCase.item_id, AgendaItemCase.case_id).where(
        col(AgendaItemCase.item_id).in_([item.id for item in items.values()])
    )
    of_items = (await session.exec(wanted)).all()
    cases = frozenset(case for _, case in of_items)
    read = await read_facts(session, on=on, sealed=False, part=Part(people, cases))
    policy = await policy_on(session, on)
    question = Question(people, cases, before_approval=True, purpose=Purpose.MEETING)
    found = screen(World(read.facts), question, policy.recusal, on=on)
    clear = {(each.person, each.case) for each in found if each.verdict is Verdict.CLEAR}
    stands_aside = {item.id: frozenset(item.barred) for item in posed.agenda.items}

    def is_of_no_use(person: int, seat: MeetingParticipant, number: int, item: AgendaItem) -> bool:
        sits = None if seat.attendance in AWAY else seat.substitute_id or seat.person_id
        counts_already = sits is not None and sits not in stands_aside[number]
        barred = any((person, case) not in clear for key, case in of_items if key == item.id)
        return counts_already or barred or item.matter_id is not None

    return [
        PersonToAsk(
            person, seat.id, tuple(number for number, item in items.items() if is_of_no_use(person, seat, number, item))
        )
        for person, seat in places
    ]


async def _places(session: AsyncSession, posed: Posed, on: date) -> list[tuple[int, MeetingParticipant]]:
    """Return colleagues who have no seat, each with a seat of her organ that counts and that somebody is named for."""
    seated = {person.id for person in posed.agenda.people}
    colleagues = (
        select(Membership.person_id, MeetingParticipant)
        .join(MeetingParticipant, col(MeetingParticipant.organ_id) == Membership.organ_id)
        .where(
            MeetingParticipant.meeting_id == posed.meeting_id,
            col(MeetingParticipant.must_come),
            col(MeetingParticipant.person_id).is_not(None) | col(MeetingParticipant.attendance).in_(AWAY),
            col(Membership.superseded_at).is_(None),
            holds_on(col(Membership.during), on),
            col(Membership.person_id).not_in(seated),
            col(Membership.person_id).is_distinct_from(MeetingParticipant.person_id),
        )
        .order_by(col(Membership.person_id), col(MeetingParticipant.id))
        .limit(MOST_TO_ASK)
    )
    found = dict(reversed((await session.exec(colleagues)).all()))
    return sorted(found.items())
