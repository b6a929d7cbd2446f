"""The secret of the county's office by which decoys are drawn: made once, kept in the sealed schema, never shown."""

import secrets
from typing import Final

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import DecoyKey

LENGTH: Final = 32


async def decoy_key(session: AsyncSession) -> bytes:
    """Return the secret; the first who asks makes it."""
    key = (await session.exec(select(DecoyKey.key))).first()
    if key is None:
        made = insert(DecoyKey).values(singleton=True, key=secrets.token_bytes(LENGTH)).on_conflict_do_nothing()
        await (await session.connection()).execute(made)
        key = (await session.exec(select(DecoyKey.key))).one()
    return key
