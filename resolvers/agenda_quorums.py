"""The quorums that recusal makes impossible, told in advance, and who could come instead."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.tables import AgendaItem, AgendaItemCase, Meeting, MeetingParticipant, Membership
from db.tables.columns import holds_on
from meetings.ordering.beside import beside
from meetings.ordering.problem import AgendaToOrder
from meetings.ordering.shortfalls import PersonToAsk, Shortfall, shortfalls
from recusal.findings import Question
from recusal.screen import screen
from recusal.world import World
from resolvers.agenda_posing import Posed, posed_of
from resolvers.caller import Caller
from resolvers.gate import Act
from terms.periods import COUNTY_TIME
from terms.recusal import Purpose, Verdict

MOST_TO_ASK = 100
"""Colleagues who are looked at as those who could make a quorum, in turn of each seat where one would help; ours."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """An item without a quorum, and who could be added; people by key."""

    item: AgendaItem
    missing: int
    could_join: tuple[int, ...]
    enough: tuple[int, ...]
    beside: bool
    """It lacks them only while every other room has a quorum at the same time."""
    not_looked_at: int
    """How many more colleagues there are, of whom nobody knows whether they could join."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """A seat that counts for the quorum, with the items, by number, on which whoever sits there does not."""

    key: int
    organ: int
    helps: frozenset[int]


async def lacking_of(caller: Caller, meeting_id: int, *, key: str) -> list[Lacking]:
    """Return the items that recusal leaves without a quorum, and who of the organs that take part could be added.

    An item that has one by itself, but not where every room sits at the same time with other people, is told as such.

    Raises:
        NotAllowed, NotFound: see ``resolvers.agenda_posing``.
    """
    posed = await posed_of(caller, meeting_id, key=key)
    short = {each.item for each, _ in _short(posed, ())}
    if not short:
        return []
    async with caller.database.judging(Act.CALL_MEETING) as session:
        to_ask, more = await _to_ask(session, caller, posed, {each: posed.items[each - 1] for each in sorted(short)})
    return [
        Lacking(posed.items[each.item - 1], each.missing, each.could_join, each.enough, is_beside, more)
        for each, is_beside in _short(posed, to_ask)
    ]


def _short(posed: Posed, to_ask: Sequence[PersonToAsk]) -> list[tuple[Shortfall, bool]]:
    """Return what lacks a quorum, by number; what has one by itself with whether the other rooms take it."""
    agendas = [room.agenda for room in posed.rooms]
    found = {}
    for is_beside, rooms in ((True, beside(agendas)), (False, agendas)):
        for agenda in rooms:
            asked = [_of(agenda, each) for each in to_ask]
            found.update({each.item: (each, is_beside) for each in shortfalls(agenda, asked)})
    return [found[number] for number in sorted(found)]


def _of(agenda: AgendaToOrder, each: PersonToAsk) -> PersonToAsk:
    """Return somebody as far as one room's agenda looks at her."""
    items = {item.id for item in agenda.items}
    return replace(each, barred_from=tuple(number for number in each.barred_from if number in items))


async def _to_ask(
    session: AsyncSession, caller: Caller, posed: Posed, items: Mapping[int, AgendaItem]
) -> tuple[list[PersonToAsk], int]:
    """Return who could sit where a seat counts for nobody, with what she is of no use for; and how many more there are.

    Whether somebody is close to a recusal matter is not looked at, so nobody is of use for an item about one.
    """
    meets = (await session.exec(select(Meeting.starts_at).where(Meeting.id == posed.meeting_id))).one()
    on = max(caller.today(), meets.astimezone(COUNTY_TIME).date())
    helps = {number: item for number, item in items.items() if item.matter_id is None}
    places = await _places(session, posed, helps.keys(), on)
    asked = places[:MOST_TO_ASK]
    wanted = select(AgendaItemCase.item_id, AgendaItemCase.case_id).where(
        col(AgendaItemCase.item_id).in_([item.id for item in items.values()])
    )
    of_items = (await session.exec(wanted)).all()
    people, cases = frozenset(person for person, _ in asked), frozenset(case for _, case in of_items)
    read = await read_facts(session, on=on, sealed=False, part=Part(people, cases))
    policy = await policy_on(session, on)
    question = Question(people, cases, before_approval=True, purpose=Purpose.MEETING)
    found = screen(World(read.facts), question, policy.recusal, on=on)
    clear = {(each.person, each.case) for each in found if each.verdict is Verdict.CLEAR}

    def is_of_use(person: int, seat: _Seat, number: int) -> bool:
        all_clear = all((person, case) in clear for key, case in of_items if key == items[number].id)
        return number in seat.helps and all_clear

    to_ask = [
        PersonToAsk(person, seat.key, tuple(number for number in items if not is_of_use(person, seat, number)))
        for person, seat in asked
    ]
    return to_ask, len(places) - len(asked)


async def _places(session: AsyncSession, posed: Posed, numbers: Collection[int], on: date) -> list[tuple[int, _Seat]]:
    """Return colleagues without a seat, each with one of her organ that counts for nobody on one of these items.

    They come in turn of each seat, so that none is passed over for another with many colleagues.
    """
    listed = select(MeetingParticipant).where(col(MeetingParticipant.meeting_id) == posed.meeting_id)
    rows = (await session.exec(listed.order_by(col(MeetingParticipant.id)))).all()
    seats = [_Seat(row.id, row.organ_id, _helped(posed, row, numbers)) for row in rows if row.must_come]
    taken = {person for row in rows for person in (row.person_id, row.substitute_id)}
    colleagues = (
        select(Membership.organ_id, Membership.person_id)
        .where(
            col(Membership.organ_id).in_([seat.organ for seat in seats if seat.helps]),
            col(Membership.superseded_at).is_(None),
            holds_on(col(Membership.during), on),
        )
        .order_by(col(Membership.person_id))
        .distinct()
    )
    members = (await session.exec(colleagues)).all()
    queues = [
        [(person, seat) for organ, person in members if organ == seat.organ and person not in taken] for seat in seats
    ]
    found: dict[int, _Seat] = {}
    for turn in zip_longest(*queues):
        for place in turn:
            if place is not None:
                found.setdefault(*place)
    return list(found.items())


def _helped(posed: Posed, row: MeetingParticipant, numbers: Collection[int]) -> frozenset[int]:
    """Return on which of these items whoever sits there does not count."""
    sits = row.substitute_id or row.person_id or -row.id
    counts = {
        item.id
        for room in posed.rooms
        if any(person.id == sits for person in room.agenda.people)
        for item in room.agenda.items
        if sits not in item.barred
    }
    return frozenset(numbers) - counts
