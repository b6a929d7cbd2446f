"""Declarations at the table: somebody stands aside from an item, and says a tie where she has one to say.

From then on the item is not there for her. What a tie touches is screened again in the same transaction, as with every
change of facts; whoever declares is told of her own part, whoever keeps the meeting of what it changes there.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.tables import AgendaItem, ItemExit, ItemScreening, Meeting, Person, Proposal, ProposalSeat
from meetings.running import check_open
from meetings.running_refusals import NotTakingPart, ReasonMissing
from meetings.texts import tidy
from recusal.findings import Screening
from recusal.registry import TIES
from recusal.world import World
from resolvers.caller import Caller
from resolvers.fact_acts.declaring import declared_ties
from resolvers.fact_acts.recording import Changed, change_facts
from resolvers.fact_acts.ties import TieRow, Wanted
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_declared import keep_out_of_followers
from resolvers.item_screening import people_of, screen_items
from resolvers.meeting_keeping import require_keeping
from resolvers.meeting_room import locked_item, require_item
from resolvers.meetings import items_by_id
from resolvers.proposal_reads import proposals_by_id
from resolvers.screening_records import findings_of
from terms.allocation import ProposalState
from terms.meetings import AgendaItemState
from terms.recusal import Verdict


@dataclass(frozen=True, slots=True)
class StandAside:
    """Somebody is to stand aside from an item."""

    item_id: int
    person_id: int | None = None
    """None for the caller in person."""
    reason: str = ""
    """Why, where somebody else says so for her."""
    wanted: Wanted = field(default_factory=Wanted)
    """The ties and interests that she declares with it."""


@dataclass(frozen=True, slots=True)
class StoodAside:
    """A declaration at the table as it is on record; what it touches, as far as the caller sees it."""

    meeting_id: int
    ties: Sequence[TieRow]
    items: Sequence[AgendaItem] = ()
    """Items of the meeting from which she stands aside since then."""
    proposals: Sequence[Proposal] = ()
    """Proposals that seat her on a case from which she must stand aside, and the item's own where it seats her."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the transaction wrote, and what she was barred from before it."""

    item: AgendaItem
    person: int
    ties: Sequence[TieRow]
    barred: frozenset[int]


async def declare_item(caller: Caller, asked: StandAside) -> Changed[StoodAside]:
    """Let somebody stand aside from an item: out of the room, her vote struck, the item out of her sight.

    Raises:
        NotAllowed: the caller may not take part, or not keep the meeting where she declares for somebody else; or she
            may not record the ties that she gives.
        NotFound: she does not see the item.
        MeetingRefused: it was closed, the person does not take part, or the reason is missing.
        FactRefused: see ``resolvers.fact_acts.ties``.
    """
    own = caller.identity.person_id
    on_behalf = asked.person_id is not None and asked.person_id != own
    person = asked.person_id if on_behalf else own
    act = Act.CALL_MEETING if on_behalf else Act.TAKE_PART
    require(caller, act)
    reason = tidy(asked.reason)
    if on_behalf and not reason:
        raise ReasonMissing
    await require_item(caller, asked.item_id)

    async def work(session: AsyncSession) -> _Kept:
        item = await locked_item(session, caller, asked.item_id)
        if on_behalf:
            await require_keeping(session, caller, await session.get_one(Meeting, item.meeting_id))
        check_open(item.state)
        if person is None or person not in await people_of(session, item.meeting_id):
            raise NotTakingPart
        if asked.wanted.count:  # or what it bars could not be told from what was not looked at before
            await _screen(session, caller, item.meeting_id, person)
        before = await _barred(session, item.meeting_id, person)
        await _stand_aside(session, caller, item, person, reason=reason if on_behalf else "")
        named = await session.get_one(Person, person)
        ties, _ = await declared_ties(session, caller, named, asked.wanted)
        return _Kept(item, person, ties, before)

    changed = await _kept(caller, work, act, with_ties=bool(asked.wanted.count), on_behalf=on_behalf)
    return await _told(caller, changed, act)


async def _kept(
    caller: Caller, work: Callable[[AsyncSession], Awaitable[_Kept]], act: Act, *, with_ties: bool, on_behalf: bool
) -> Changed[_Kept]:
    """Do the work, as a change of facts where there are ties to record."""
    if not with_ties:
        return Changed(await deciding_under_guard(caller, work, act), suspended=(), restored=())
    recording = Act.RECORD_FACTS if on_behalf else Act.DECLARE
    require(caller, recording)
    return await change_facts(caller, work, recording)


async def _stand_aside(session: AsyncSession, caller: Caller, item: AgendaItem, person: int, *, reason: str) -> None:
    """Write that she declared; the database strikes her vote."""
    known = select(ItemExit).where(ItemExit.item_id == item.id, ItemExit.person_id == person)
    left = (await session.exec(known)).first()
    if left is None:
        left = ItemExit(item_id=item.id, person_id=person, left_at=caller.now())
        session.add(left)
    if not left.declared:
        left.declared, left.declared_by, left.reason = True, caller.identity.principal, reason
    await session.flush()
    await keep_out_of_followers(session, item.id, person)
    record(
        session,
        actor=caller.actor,
        act="DECLARE_ITEM",
        object_type="meetings",
        object_id=item.meeting_id,
        item=item.id,
        on_behalf=person != caller.identity.person_id,
    )


async def _screen(session: AsyncSession, caller: Caller, meeting_id: int, person: int) -> None:
    """Screen her against whatever the meeting still deals with."""
    still = select(AgendaItem.id).where(
        AgendaItem.meeting_id == meeting_id,
        col(AgendaItem.state).in_((AgendaItemState.PLANNED, AgendaItemState.CALLED)),
    )
    await screen_items(session, {item: {person} for item in await session.exec(still)}, on=caller.today())


async def _barred(session: AsyncSession, meeting_id: int, person: int) -> frozenset[int]:
    """Return the items of a meeting from which somebody must stand aside."""
    barred = (
        select(ItemScreening.item_id)
        .join(AgendaItem, col(AgendaItem.id) == ItemScreening.item_id)
        .where(AgendaItem.meeting_id == meeting_id, ItemScreening.person_id == person, col(ItemScreening.barred))
    )
    return frozenset(await session.exec(barred))


async def _told(caller: Caller, changed: Changed[_Kept], act: Act) -> Changed[StoodAside]:
    """Return what the declaration touched as far as the caller sees it now; she who declared sees no such item."""
    kept = changed.answer
    async with caller.database.judging(act) as session:
        since = await _barred(session, kept.item.meeting_id, kept.person) - kept.barred
        proposals = await _proposals_touched(session, caller, kept)
    items = await items_by_id(caller, sorted({kept.item.id, *since}))
    rows = await proposals_by_id(caller, sorted(proposals))
    answer = StoodAside(
        kept.item.meeting_id,
        kept.ties,
        items=sorted((item for item in items if item is not None), key=lambda item: item.position),
        proposals=[row for row in rows if row is not None],
    )
    return Changed(answer, changed.suspended, changed.restored, changed.barred)


async def _proposals_touched(session: AsyncSession, caller: Caller, kept: _Kept) -> frozenset[int]:
    """Return the proposals that seat her where she may not work by what is openly known, and the item's own."""
    seated = (
        select(ProposalSeat)
        .join(Proposal, col(Proposal.id) == ProposalSeat.proposal_id)
        .where(
            ProposalSeat.person_id == kept.person,
            or_(col(Proposal.state) == ProposalState.PROPOSED, col(Proposal.id) == kept.item.proposal_id),
        )
    )
    seats = (await session.exec(seated)).all()
    barred = await _cases_barred(session, caller, seats) if kept.ties and seats else frozenset()
    return frozenset(
        seat.proposal_id for seat in seats if seat.proposal_id == kept.item.proposal_id or seat.case_id in barred
    )


async def _cases_barred(session: AsyncSession, caller: Caller, seats: Sequence[ProposalSeat]) -> frozenset[int]:
    people, cases = frozenset(seat.person_id for seat in seats), frozenset(seat.case_id for seat in seats)
    on = caller.today()
    read = await read_facts(session, on=on, sealed=False, part=Part(people, cases))
    policy = (await policy_on(session, on)).recusal
    found = findings_of(World(read.facts), seats, policy, on=on, rules=TIES)
    return frozenset(
        seat.case_id
        for seat in seats
        if Screening(seat.person_id, seat.case_id, seat.role, tuple(found[seat.person_id, seat.case_id])).verdict
        is Verdict.CONFLICT
    )
