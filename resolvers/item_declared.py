"""Whoever declared at the table that she stands aside from an item also hears nothing of what follows it up."""

from sqlalchemy import true
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, ItemExit


async def keep_declared_out(session: AsyncSession, meeting_id: int) -> None:
    """Keep each declaration on an earlier item for the items of the meeting that follow it up."""
    declared = (
        select(AgendaItem.id, ItemExit.person_id, true())
        .join(ItemExit, col(ItemExit.item_id) == AgendaItem.earlier_item_id)
        .where(col(AgendaItem.meeting_id) == meeting_id, col(ItemExit.declared))
    )
    kept = insert(ItemExit).from_select(["item_id", "person_id", "declared"], declared)
    await (await session.connection()).execute(kept.on_conflict_do_nothing())
