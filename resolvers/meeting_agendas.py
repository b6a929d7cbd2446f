"""What somebody wants on an agenda, found among what she may see: cases, proposals, recusal matters, earlier items."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, Case, Organ, ProposalCase, RecusalMatter
from meetings.agenda import MINUTES, EarlierItem, Item, ProposalOnAgenda, items_of
from meetings.texts import tidy
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, visible_cases
from resolvers.matters import visible_matters
from resolvers.meeting_records import all_of
from resolvers.meetings import items_by_id, items_seen
from resolvers.own_matters import own_people
from resolvers.proposal_access import ProposalRef, locked_proposal
from terms.meetings import AgendaItemKind
from terms.things import Thing

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class ItemWanted:
    """A matter that somebody wants on the agenda."""

    kind: AgendaItemKind
    subject: str = ""
    case_number: str | None = None
    matter_id: int | None = None
    """A recusal matter."""
    earlier_item_id: int | None = None
    """An item of an earlier meeting whose decision is followed up."""
    minutes: int = MINUTES
    reporting_organ_id: int | None = None


async def settle_earlier(caller: Caller, wanted: Sequence[ItemWanted]) -> None:
    """Screen the caller against the earlier items that she names, before any transaction; unseen ones stay unseen."""
    named = [item.earlier_item_id for item in wanted if item.earlier_item_id is not None]
    if named:
        await items_by_id(caller, named)


async def items_found(session: AsyncSession, caller: Caller, wanted: Sequence[ItemWanted]) -> tuple[Item, ...]:
    """Return the items with what they deal with.

    Raises:
        NotFound: a case, matter, earlier item or organ that is not there, or not to be seen by the caller.
        TextUnfit: see ``meetings.texts.tidy``.
    """
    numbers = [item.case_number for item in wanted if item.case_number is not None]
    cases = await named(session, Case, numbers, col(Case.number), visible_cases(caller), kind=Thing.CASE)
    case_ids = {case.number: case.id for case in cases}
    await _check_matters(session, caller, [item.matter_id for item in wanted if item.matter_id is not None])
    reporting = [item.reporting_organ_id for item in wanted if item.reporting_organ_id is not None]
    await all_of(session, Organ, reporting, kind=Thing.ORGAN)
    earlier = await _earlier(session, caller, [item.earlier_item_id for item in wanted])
    return tuple(
        Item(
            item.kind,
            tidy(item.subject),
            case_ids[item.case_number] if item.case_number is not None else None,
            matter=item.matter_id,
            earlier=earlier[item.earlier_item_id] if item.earlier_item_id is not None else None,
            minutes=item.minutes,
            reporting=item.reporting_organ_id,
        )
        for item in wanted
    )


async def proposals_found(session: AsyncSession, caller: Caller, refs: Sequence[ProposalRef]) -> tuple[Item, ...]:
    """Return the items that proposals ask for; NotFound names one that is out of sight."""
    proposals = [await _proposal(session, caller, ref) for ref in dict.fromkeys(refs)]
    return tuple(item for proposal in proposals for item in items_of(proposal))


def row_of(item: Item, *, meeting_id: int, position: int) -> AgendaItem:
    """Return an item as it is kept; a follow-up keeps out of sight of whom its earlier item's matter is about."""
    earlier = item.earlier
    return AgendaItem(
        meeting_id=meeting_id,
        position=position,
        kind=item.kind,
        subject=item.subject,
        case_id=item.case,
        proposal_id=item.proposal.id if item.proposal else None,
        matter_id=earlier.matter if earlier else item.matter,
        earlier_item_id=earlier.id if earlier else None,
        minutes=item.minutes,
        reporting_organ_id=item.reporting,
    )


async def named(
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


async def _check_matters(session: AsyncSession, caller: Caller, keys: Sequence[int]) -> None:
    if keys:
        seen = visible_matters(caller, await own_people(session, caller))
        await all_of(session, RecusalMatter, keys, seen, kind=Thing.MATTER)


async def _earlier(session: AsyncSession, caller: Caller, keys: Sequence[int | None]) -> dict[int, EarlierItem]:
    asked = [key for key in keys if key is not None]
    rows = await all_of(session, AgendaItem, asked, items_seen(caller), kind=Thing.AGENDA_ITEM)
    return {row.id: EarlierItem(row.id, is_decided=row.decision is not None, matter=row.matter_id) for row in rows}


async def _proposal(session: AsyncSession, caller: Caller, ref: ProposalRef) -> ProposalOnAgenda:
    """Return a proposal, held still so that nobody withdraws an approval between the check and the call."""
    proposal = await locked_proposal(session, caller, ref, Act.CALL_MEETING)
    unstaffed = (
        select(ProposalCase.case_id)
        .where(ProposalCase.proposal_id == proposal.id, col(ProposalCase.staffed).is_(False))
        .order_by(col(ProposalCase.case_id))
    )
    return ProposalOnAgenda(proposal.id, proposal.state, tuple(await session.exec(unstaffed)))
