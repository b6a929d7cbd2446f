"""Whoever declared at the table that she stands aside from an item also hears nothing of what follows it up."""

from typing import Any

from sqlalchemy import literal, true
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from db.tables import AgendaItem, ItemExit


async def keep_declared_out(session: AsyncSession, meeting_id: int) -> None:
    """Keep each declaration on an earlier item for the items of the meeting that follow it up."""
    await _keep(
        session,
        select(AgendaItem.id, ItemExit.person_id, true())
        .join(ItemExit, col(ItemExit.item_id) == AgendaItem.earlier_item_id)
        .where(col(AgendaItem.meeting_id) == meeting_id, col(ItemExit.declared)),
    )


async def keep_out_of_followers(session: AsyncSession, item_id: int, person_id: int) -> None:
    """Keep a declaration for whatever stands on an agenda already and follows the item up, or follows that up."""
    following = select(AgendaItem.id).where(AgendaItem.earlier_item_id == item_id).cte("following", recursive=True)
    further = select(AgendaItem.id).join(following, following.c.id == AgendaItem.earlier_item_id)
    await _keep(session, select(following.union(further).c.id, literal(person_id), true()))


async def _keep(session: AsyncSession, declared: Select[Any, int, bool]) -> None:
    kept = insert(ItemExit).from_select(["item_id", "person_id", "declared"], declared)
    written = kept.on_conflict_do_update(
        index_elements=["item_id", "person_id"], set_={"declared": True}, where=~col(ItemExit.declared)
    )
    await (await session.connection()).execute(written)
