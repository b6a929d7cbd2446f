"""Seeds that are committed to before they are used: drawn, kept and revealed by the database alone (decision 0024)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, column, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import SeedCommitment


@dataclass(frozen=True, slots=True)
class Seed:
    """A seed that was revealed, with what it was committed to by."""

    value: int
    """Of 63 bits."""
    salt: str
    commitment: SeedCommitment


def _waiting(county_id: int) -> ColumnElement[bool]:
    """Return the condition on ``seed_commitments`` for those that a run of this transaction may use."""
    return and_(
        col(SeedCommitment.county_id) == county_id,
        col(SeedCommitment.revealed_at).is_(None),
        col(SeedCommitment.committed_at) < func.transaction_timestamp(),
    )


async def waiting_seed(session: AsyncSession, county_id: int) -> SeedCommitment | None:
    """Return the oldest commitment whose seed nobody knows yet."""
    waiting = select(SeedCommitment).where(_waiting(county_id)).order_by(col(SeedCommitment.id))
    return (await session.exec(waiting.limit(1))).first()


async def commit_seed(session: AsyncSession, county_id: int, principal: str) -> SeedCommitment:
    """Let the database draw a seed, and return what it commits to; the seed itself is told nobody."""
    made = (await session.exec(select(func.wall.commit_seed(county_id, principal)))).one()
    return await session.get_one(SeedCommitment, made)


async def reveal_seed(session: AsyncSession, county_id: int) -> Seed | None:
    """Spend the oldest seed that was committed to before this transaction began; None if every one is spent or held."""
    revealed = func.wall.reveal_seed(county_id).table_valued(
        column("commitment_id", BigInteger), column("seed", BigInteger), column("salt", String), name="revealed"
    )
    spent: Any = select(revealed.c.commitment_id, revealed.c.seed, revealed.c.salt)
    found = (await session.exec(spent)).first()
    if found is None:
        return None
    commitment = await session.get_one(SeedCommitment, found.commitment_id, populate_existing=True)
    return Seed(found.seed, found.salt, commitment)


async def begun_at(session: AsyncSession) -> datetime:
    """Return when the transaction began: nothing was read in it before."""
    moment: datetime = (await session.exec(select(func.transaction_timestamp()))).one()
    return moment
