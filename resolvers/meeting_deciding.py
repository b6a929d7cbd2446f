"""What is decided on an item, by which organ, and who sees to it; a proposal is approved in the same act."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import facts_version, hold_facts
from db.tables import AgendaItem, Meeting, MeetingParticipant, Organ, Proposal
from meetings.editing_refusals import ApprovalApart, FollowUpUnfit
from meetings.record import ItemMoment, MeetingMoment, check_approval, check_decision
from meetings.texts import LONG, tidy
from resolvers.approval import Approved, approve_within
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require
from resolvers.guarded import deciding_under_guard
from resolvers.item_screening import settle
from resolvers.meeting_keeping import kept_meeting
from resolvers.meeting_overdue import pass_on
from resolvers.meeting_records import all_of
from resolvers.meetings import items_seen
from resolvers.proposal_access import ProposalRef
from terms.allocation import ProposalState
from terms.periods import COUNTY_TIME
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class DecisionWanted:
    """What was decided on an item."""

    item_id: int
    decision: str
    organ_id: int
    """The organ that issues it."""
    owner_id: int | None = None
    """The organ that sees to it."""
    due_on: date | None = None
    approves: bool = False
    """Whether it approves the allocation proposal that the item is about."""


@dataclass(frozen=True, slots=True)
class Decided:
    """An item with its decision, and what an approval made."""

    item: AgendaItem
    approved: Approved | None = None


async def decide_item(caller: Caller, wanted: DecisionWanted) -> Decided:
    """Record what was decided on an item, and the organ that issues it; all of it is written, or nothing.

    Raises:
        NotAllowed, NotFound: the caller may not, or sees no such item; to approve she must have that act too.
        MeetingRefused: see ``meetings.record.check_decision`` and ``meetings.texts.tidy``; ``FollowUpUnfit`` for an
            owner without a day; ``ApprovalApart`` where there is nothing to approve, and see
            ``meetings.record.check_approval``.
        Refusal: what ``resolvers.approval.approve`` refuses.
    """
    require(caller, Act.CALL_MEETING)
    if wanted.approves:
        require(caller, Act.APPROVE)
    meeting_id = await meeting_of(caller, wanted.item_id)

    async def work(session: AsyncSession) -> Decided:
        if wanted.approves:
            await hold_facts(session)
        else:
            await facts_version(session, share_lock=True)  # before any other lock
        meeting = await kept_meeting(session, caller, meeting_id)
        item = await item_in_sight(session, caller, wanted.item_id)
        await _check(session, caller, wanted, meeting, item)
        approved = await _approved(session, caller, meeting, item) if wanted.approves else None
        _decide(caller, wanted, item)
        record(
            session,
            actor=caller.actor,
            act="DECIDE_ITEM",
            object_type="meetings",
            object_id=meeting.id,
            item=item.id,
            organ=wanted.organ_id,
            approves=wanted.approves,
        )
        if wanted.due_on is not None:
            await pass_on(session, caller, meeting, due_on=wanted.due_on)
        return Decided(item, approved)

    return await deciding_under_guard(caller, work, Act.CALL_MEETING)


async def meeting_of(caller: Caller, item_id: int) -> int:
    """Return the meeting of an item that the caller may see; NotFound where there is none."""
    found = select(AgendaItem.meeting_id).where(AgendaItem.id == item_id)
    async with caller.database.judging(Act.CALL_MEETING, Act.TAKE_PART) as session:
        meeting = (await session.exec(found)).first()
    await settle(caller, [] if meeting is None else [meeting])
    async with caller.database.reading() as session:
        seen = (await session.exec(found.where(items_seen(caller)))).first()
    if seen is None:
        raise NotFound(Thing.AGENDA_ITEM, str(item_id))
    return seen


async def item_in_sight(session: AsyncSession, caller: Caller, item_id: int) -> AgendaItem:
    """Return an item that the caller may see now, held still; NotFound where there is none."""
    statement = select(AgendaItem).where(AgendaItem.id == item_id, items_seen(caller)).with_for_update()
    item = (await session.exec(statement)).first()
    if item is None:
        raise NotFound(Thing.AGENDA_ITEM, str(item_id))
    return item


async def _check(
    session: AsyncSession, caller: Caller, wanted: DecisionWanted, meeting: Meeting, item: AgendaItem
) -> None:
    organs = select(MeetingParticipant.organ_id).where(MeetingParticipant.meeting_id == meeting.id)
    check_decision(
        wanted.decision,
        meeting=MeetingMoment(meeting.state, meeting.starts_at, ran=meeting.began_at is not None),
        now=caller.now(),
        organ=wanted.organ_id,
        participants=set(await session.exec(organs)),
        item=ItemMoment(item.state, item.outcome, decided=item.decision is not None),
    )
    on = meeting.starts_at.astimezone(COUNTY_TIME).date()
    if (wanted.owner_id is None) != (wanted.due_on is None) or (wanted.due_on is not None and wanted.due_on < on):
        raise FollowUpUnfit
    await all_of(session, Organ, [] if wanted.owner_id is None else [wanted.owner_id], kind=Thing.ORGAN)


async def _approved(session: AsyncSession, caller: Caller, meeting: Meeting, item: AgendaItem) -> Approved:
    """Approve the proposal of the item as ``allocationApprove`` does, once a room that met here said yes to it."""
    state = None
    if item.proposal_id is not None:
        state = (await session.exec(select(Proposal.state).where(Proposal.id == item.proposal_id))).one()
    if state is not ProposalState.PROPOSED:
        raise ApprovalApart
    check_approval(ran=meeting.began_at is not None, outcome=item.outcome)
    return await approve_within(session, caller, ref=ProposalRef(id=item.proposal_id))


def _decide(caller: Caller, wanted: DecisionWanted, item: AgendaItem) -> None:
    """Write the decision; the meeting stays as it stands, or it would tell of an item out of sight."""
    item.decision = tidy(wanted.decision, most=LONG)
    item.deciding_organ_id = wanted.organ_id
    item.decided_at = caller.now()
    item.owner_organ_id = wanted.owner_id
    item.due_on = wanted.due_on
