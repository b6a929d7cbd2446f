"""Which cases an agenda item deals with: its own, its proposal's, its matter's, and those of the item it follows up."""

from typing import Any

from sqlalchemy import ColumnElement, union
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, AgendaItemCase, ProposalCase, RecusalMatterCase


async def link_cases(session: AsyncSession, which: ColumnElement[bool]) -> None:
    """Keep which cases the items deal with, which a condition on ``agenda_items`` names; called after a flush."""
    own = select(AgendaItem.id, AgendaItem.case_id).where(which, col(AgendaItem.case_id).is_not(None))
    through = (
        select(AgendaItem.id, ProposalCase.case_id).join(
            ProposalCase, col(ProposalCase.proposal_id) == AgendaItem.proposal_id
        ),
        select(AgendaItem.id, RecusalMatterCase.case_id).join(
            RecusalMatterCase, col(RecusalMatterCase.matter_id) == AgendaItem.matter_id
        ),
        select(AgendaItem.id, AgendaItemCase.case_id).join(
            AgendaItemCase, col(AgendaItemCase.item_id) == AgendaItem.earlier_item_id
        ),
    )
    linked = _linking(union(own, *(statement.where(which) for statement in through)))
    await (await session.connection()).execute(linked)


async def link_matter(session: AsyncSession, matter_id: int) -> frozenset[int]:
    """Keep that items of a matter, and what follows them up, deal with its cases; return those that gained one."""
    dealing = select(AgendaItem.id).where(AgendaItem.matter_id == matter_id).cte("dealing", recursive=True)
    following = select(AgendaItem.id).join(dealing, dealing.c.id == AgendaItem.earlier_item_id)
    items = dealing.union(following)
    of_matter = select(items.c.id, RecusalMatterCase.case_id).join(
        RecusalMatterCase, col(RecusalMatterCase.matter_id) == matter_id
    )
    linked = _linking(of_matter).returning(col(AgendaItemCase.item_id))
    return frozenset((await (await session.connection()).execute(linked)).scalars())


def _linking(found: Any) -> Insert:
    return insert(AgendaItemCase).from_select(["item_id", "case_id"], found).on_conflict_do_nothing()
