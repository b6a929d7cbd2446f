"""All that signing in asks of the database, and all that it writes there; nobody is known yet when it is asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AccessToken, Account, CalendarFeed, County, SignIn, SpentToken
from terms.access import SignInRefusal, SpentKind

SELDOM = timedelta(minutes=1)
"""How far the last use may lag behind, so that not each request writes."""


@dataclass(frozen=True, slots=True)
class Refused:
    """So many refusals of one kind from one address in one minute."""

    minute: datetime
    origin: str
    refusal: SignInRefusal
    mark: str
    count: int
    latest_at: datetime


async def token_with(session: AsyncSession, sha256: str) -> AccessToken | None:
    """Return the token with this hash, good or not."""
    return (await session.exec(select(AccessToken).where(AccessToken.sha256 == sha256))).first()


async def feed_with(session: AsyncSession, sha256: str) -> CalendarFeed | None:
    """Return the calendar feed with this hash, revoked or not."""
    return (await session.exec(select(CalendarFeed).where(CalendarFeed.sha256 == sha256))).first()


async def account_of(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    """Return the account of somebody of the provider: the one that stands, else the last one that was closed."""
    latest = col(Account.revoked_at).desc().nulls_first()
    statement = select(Account).where(Account.issuer == issuer, Account.subject == subject)
    return (await session.exec(statement.order_by(latest, col(Account.id).desc()).limit(1))).first()


async def is_spent(session: AsyncSession, hashes: Collection[str]) -> bool:
    """Tell whether a token or its session was spent."""
    statement = select(SpentToken.id).where(col(SpentToken.sha256).in_(hashes)).limit(1)
    return (await session.exec(statement)).first() is not None


async def is_demo(session: AsyncSession) -> bool:
    """Tell whether the database is the demo's: its county, and no other, is marked so."""
    counties = (await session.exec(select(County.demo))).all()
    return bool(counties) and all(counties)


def used_lately(row: AccessToken | Account, now: datetime) -> bool:
    """Tell whether the last use need not be written again."""
    return row.last_used_at is not None and row.last_used_at > now - SELDOM


async def note_use(session: AsyncSession, row: AccessToken | Account, now: datetime) -> None:
    """Write down the last use, unless another request did so in the last minute."""
    table: Any = type(row)
    seldom = or_(table.last_used_at.is_(None), table.last_used_at <= now - SELDOM)
    await session.exec(update(table).where(table.id == row.id, seldom).values(last_used_at=now))


async def spend(
    session: AsyncSession, account_id: int, *, kind: SpentKind, sha256: str, forget_at: datetime | None
) -> bool:
    """Spend a token or a session; False where somebody did before. What may be forgotten goes by the way."""
    old = (
        select(SpentToken.id)
        .where(col(SpentToken.forget_at) <= func.now())
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    await session.exec(delete(SpentToken).where(col(SpentToken.id).in_(old)))
    values = {"account_id": account_id, "kind": kind, "sha256": sha256, "forget_at": forget_at}
    written = insert(SpentToken).values(**values).on_conflict_do_nothing().returning(col(SpentToken.id))
    return (await session.exec(written)).first() is not None


async def note_refusals(session: AsyncSession, refused: Sequence[Refused]) -> None:
    """Add refusals to the record; those of one minute, address and kind are one row."""
    ordered = sorted(refused, key=lambda each: (each.minute, each.origin, each.refusal))  # rows are locked in one order
    rows = [
        {
            "minute": each.minute,
            "origin": each.origin,
            "refusal": each.refusal,
            "mark": each.mark,
            "count": each.count,
            "latest_at": each.latest_at,
        }
        for each in ordered
    ]
    given = insert(SignIn).values(rows)
    more = given.on_conflict_do_update(
        index_elements=["minute", "origin", "refusal"],
        set_={
            "count": col(SignIn.count) + given.excluded.count,
            "latest_at": func.greatest(col(SignIn.latest_at), given.excluded.latest_at),
        },
    )
    await session.exec(more)
