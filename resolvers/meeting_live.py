"""What somebody sees of a running meeting: what is dealt with in each room, what comes next, who is out, the votes.

Everything is counted among what the viewer sees, so that nothing tells of an item out of her sight.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, ItemExit, ItemVote, Meeting, MeetingParticipant
from meetings.running import Placed, Seat, decks, heads, inside
from resolvers.caller import Caller
from resolvers.gate import Act, may, require
from resolvers.meeting_exits import Exit, with_returns
from resolvers.meeting_room import seats
from resolvers.meetings import agenda_of, items_seen, participants_of, visible_meetings
from resolvers.paging import grouped, rows_by_id
from terms.meetings import AgendaItemState, VoteChoice

Row = TypeVar("Row", ItemExit, ItemVote)


@dataclass(frozen=True, slots=True)
class Room:
    """A room with what is dealt with in it and what comes next there."""

    number: int
    called: AgendaItem | None
    on_deck: AgendaItem | None


@dataclass(frozen=True, slots=True)
class Live:
    """A meeting as somebody sees it run."""

    rooms: Sequence[Room]
    planned: int
    called: int
    closed: int
    there: int
    """How many people are there of those who count for the quorum."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How an item stands, as somebody sees it."""

    own: VoteChoice | None
    """How she voted; None where she did not, or her vote was struck."""
    cast: int | None
    """How many votes stand, while it is being dealt with; None where she neither keeps the meeting nor sits in."""
    ballots: Sequence[ItemVote] | None
    """The votes by seat, once it is closed; None but for whoever keeps the meeting."""
    exits: Sequence[Exit] | None
    """Who is or was out of the room for it; None where she neither keeps the meeting nor sits in."""


def require_following(caller: Caller) -> None:
    """Refuse, by ``NotAllowed``, whoever may not see meetings at all."""
    require(caller, Act.READ_MEETINGS)


async def live_of(caller: Caller, meeting_ids: Sequence[int]) -> list[Live]:
    """Return how each meeting stands, as far as the caller sees it."""
    agendas = await agenda_of(caller, meeting_ids)
    taking_part = await participants_of(caller, meeting_ids)
    return [_live(agenda, seats(rows)) for agenda, rows in zip(agendas, taking_part, strict=True)]


def _live(agenda: Sequence[AgendaItem], taking_part: Sequence[Seat]) -> Live:
    by_key = {item.id: item for item in agenda}
    found = decks(Placed(item.id, item.room, item.state) for item in agenda)
    rooms = [
        Room(
            number,
            called=None if deck.called is None else by_key[deck.called],
            on_deck=by_key[deck.upcoming[0]] if deck.upcoming else None,
        )
        for number, deck in found.items()
    ]
    states = Counter(item.state for item in agenda)
    return Live(
        rooms,
        planned=states[AgendaItemState.PLANNED],
        called=states[AgendaItemState.CALLED],
        closed=states[AgendaItemState.CLOSED],
        there=heads(inside(taking_part)),
    )


async def progress_of(caller: Caller, item_ids: Sequence[int]) -> list[Progress | None]:
    """Return how each item stands; None for one that the caller does not see."""
    seen = select(AgendaItem).where(col(AgendaItem.id).in_(set(item_ids)), items_seen(caller))
    async with caller.database.reading() as session:
        items = {item.id: item for item in await session.exec(seen)}
        exits = await _by_item(session, ItemExit, items)
        votes = await _by_item(session, ItemVote, items)
        returns = await with_returns(session, caller, items, exits)
    sits = await _where_she_sits(caller, items.values(), exits)
    cast = await _cast(caller, [key for key in sits if items[key].state is AgendaItemState.CALLED])
    keeps, me = may(caller, Act.CALL_MEETING), caller.identity.person_id
    found: dict[int, Progress] = {}
    for key, item in items.items():
        own = [vote.choice for vote in votes[key] if vote.person_id == me and not vote.struck]
        found[key] = Progress(
            own=own[0] if own else None,
            cast=cast.get(key),
            ballots=votes[key] if keeps and item.state is AgendaItemState.CLOSED else None,
            exits=returns[key] if key in sits else None,
        )
    return [found.get(key) for key in item_ids]


async def organs_of(caller: Caller, participant_ids: Sequence[int]) -> list[int | None]:
    """Return the organ of each seat; None where the caller does not see its meeting."""
    seen = col(MeetingParticipant.meeting_id).in_(select(Meeting.id).where(visible_meetings(caller)))
    rows = await rows_by_id(caller, MeetingParticipant, participant_ids, seen)
    return [None if row is None else row.organ_id for row in rows]


async def _by_item(session: AsyncSession, table: type[Row], item_ids: Collection[int]) -> dict[int, list[Row]]:
    """Return the rows of each item in the order in which they were written."""
    mapped: Any = table
    rows = (await session.exec(select(table).where(mapped.item_id.in_(item_ids)).order_by(mapped.id))).all()
    keys = list(item_ids)
    return dict(zip(keys, grouped(rows, keys, lambda row: int(row.item_id)), strict=True))


async def _where_she_sits(
    caller: Caller, items: Collection[AgendaItem], exits: Mapping[int, Sequence[ItemExit]]
) -> frozenset[int]:
    """Return the items for which the caller keeps the meeting, or is in the room."""
    if may(caller, Act.CALL_MEETING):
        return frozenset(item.id for item in items)
    me = caller.identity.person_id
    if me is None:
        return frozenset()
    meetings = sorted({item.meeting_id for item in items})
    taking_part = await participants_of(caller, meetings)
    hers = {
        meeting
        for meeting, rows in zip(meetings, taking_part, strict=True)
        if any(seat.person == me for seat in seats(rows))
    }
    left = {key for key, rows in exits.items() if any(row.person_id == me for row in rows)}
    return frozenset(item.id for item in items if item.meeting_id in hers and item.id not in left)


async def _cast(caller: Caller, item_ids: Sequence[int]) -> dict[int, int]:
    """Return how many votes stand on each item; whose and for what is nobody's to see yet."""
    if not item_ids:
        return {}
    counted = (
        select(ItemVote.item_id, func.count(col(ItemVote.id)))
        .where(col(ItemVote.item_id).in_(item_ids), col(ItemVote.struck).is_(False))
        .group_by(col(ItemVote.item_id))
    )
    acts = [act for act in (Act.CALL_MEETING, Act.TAKE_PART) if may(caller, act)]
    async with caller.database.judging(*acts) as session:
        found = dict((await session.exec(counted)).all())
    return {key: found.get(key, 0) for key in item_ids}
