"""Who a request comes from: a token of the database, one of the identity provider, or a demo identity in the demo."""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.access import (
    account_of,
    feed_with,
    is_demo,
    is_spent,
    note_use,
    spend,
    token_with,
    used_lately,
)
from db.session import Database
from db.tables import AccessToken, Account, CalendarFeed
from resolvers.caller import Identity
from service.demo_identities import BY_TOKEN, PREFIX, DemoIdentity, demo_identity
from service.oidc import Proven, Provider
from service.refused import NotLetIn
from terms.access import SignInRefusal, SpentKind
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal

BEARER = "bearer "
LONGEST_TOKEN = 16 * 1024
VISIBLE = 9
"""Characters of a token of the database that the record may show: its beginning, by which it is known."""
OURS = "zt_"


def token_of(authorization: str | None) -> str | None:
    """Return the bearer token of an Authorization header, None where there is none that could be one."""
    if authorization is None or not authorization.lower().startswith(BEARER):
        return None
    token = authorization[len(BEARER) :].strip()
    return token if 0 < len(token) <= LONGEST_TOKEN else None


def hash_of(token: str) -> str:
    """Return under which hash a token is kept; equal or not, looking it up takes the same time."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of(token: str) -> str:
    """Return by what the record knows a token, though nobody can come in with it."""
    return token[:VISIBLE] if token.startswith(OURS) and token.isascii() else f"#{hash_of(token)[:12]}"


async def identify(
    database: Database, token: str, *, demo: bool, now: datetime, provider: Provider | None = None, again: bool = False
) -> Identity:
    """Return whose token it is; ``again`` asks for somebody who came in with it and stayed, and spends nothing.

    Raises:
        NotLetIn: it opens nothing; the reason is for the record.
        ProviderAway: the provider must be asked about it, and cannot be.
    """
    if token.startswith(PREFIX):
        return await _demo(database, BY_TOKEN.get(token), demo=demo, now=now)
    if provider is not None and token.count(".") >= 2:  # noqa: PLR2004  (header, claims, signature)
        proven = await provider.prove(token, now)
        return await _of_account(database, proven, now, leeway=provider.settings.leeway, again=again)
    return await _of_token(database, token, now)


async def _demo(database: Database, choice: DemoIdentity | None, *, demo: bool, now: datetime) -> Identity:
    """Return a demo identity; in no other database than the demo's, whatever the settings say."""
    if choice is None or not demo:
        raise NotLetIn(SignInRefusal.DEMO_OUTSIDE if choice else SignInRefusal.UNKNOWN, "demo")
    async with database.judging() as session:
        found = None
        if await is_demo(session):
            found = await demo_identity(session, choice, on=now.astimezone(COUNTY_TIME).date())
    if found is None:
        raise NotLetIn(SignInRefusal.DEMO_OUTSIDE, "demo")
    return found


async def _of_token(database: Database, token: str, now: datetime) -> Identity:
    async with database.judging() as session:
        row = await token_with(session, hash_of(token))
    if row is None:
        raise NotLetIn(SignInRefusal.UNKNOWN, mark_of(token))
    if row.revoked_at is not None:
        raise NotLetIn(SignInRefusal.REVOKED, row.prefix or mark_of(token))
    if row.expires_at <= now:
        raise NotLetIn(SignInRefusal.EXPIRED, row.prefix or mark_of(token))
    await _used(database, row, now)
    return _held(row, f"token:{row.label}", acts_of(row))


def acts_of(row: AccessToken) -> frozenset[Act] | None:
    """Return the acts to which a token is narrowed, None for all of its role's."""
    return None if row.acts is None else frozenset(Act[name] for name in row.acts if name in Act.__members__)


async def _of_account(database: Database, proven: Proven, now: datetime, *, leeway: int, again: bool) -> Identity:
    mark = f"#{proven.subject_hash[:12]}"
    async with database.judging() as session:
        row = await account_of(session, proven.issuer, proven.subject)
        by_herself = again and row is not None and row.single_use
        hashes = [*([] if by_herself else [proven.token]), *([proven.session] if proven.session else [])]
        spent = await is_spent(session, hashes)
    if row is None or row.revoked_at is not None:
        reason = SignInRefusal.NO_ACCOUNT if row is None else SignInRefusal.REVOKED
        raise NotLetIn(reason, mark, subject=proven.subject_hash)
    if spent:
        reason = SignInRefusal.USED_TWICE if row.single_use else SignInRefusal.SIGNED_OUT
        raise NotLetIn(reason, mark, subject=proven.subject_hash)
    if row.tokens_from is not None and proven.issued_at <= row.tokens_from + timedelta(seconds=leeway):
        raise NotLetIn(SignInRefusal.SIGNED_OUT, mark, subject=proven.subject_hash)
    if row.single_use and not again:
        await _spend(database, row, proven, mark)
    await _used(database, row, now)
    return _held(row, f"account:{row.label}", None)


async def _spend(database: Database, row: Account, proven: Proven, mark: str) -> None:
    """Spend a token that is for one use; of two requests with it at the same time, one is let in."""
    if not proven.named:
        raise NotLetIn(SignInRefusal.CLAIMS, mark, subject=proven.subject_hash)

    async def work(session: AsyncSession) -> bool:
        kind = SpentKind.TOKEN
        return await spend(session, row.id, kind=kind, sha256=proven.token, forget_at=proven.forget_at)

    if not await database.deciding(work):
        raise NotLetIn(SignInRefusal.USED_TWICE, mark, subject=proven.subject_hash)


async def owner_of_feed(database: Database, secret: str, *, demo: bool, now: datetime) -> tuple[Identity, CalendarFeed]:
    """Return whose calendar feed it is, as whom she may come in now, and the feed.

    Raises:
        NotLetIn: there is no such feed, it was revoked, or its owner's access ended.
    """
    async with database.judging() as session:
        feed = await feed_with(session, hash_of(secret))
        if feed is None:
            raise NotLetIn(SignInRefusal.UNKNOWN, "feed")
        token = None if feed.token_id is None else await session.get(AccessToken, feed.token_id)
        account = None if feed.account_id is None else await session.get(Account, feed.account_id)
    if feed.revoked_at is not None:
        raise NotLetIn(SignInRefusal.REVOKED, "feed")
    if token is not None and token.revoked_at is None and token.expires_at > now:
        return _held(token, feed.principal, acts_of(token)), feed
    if account is not None and account.revoked_at is None:
        return _held(account, feed.principal, None), feed
    if feed.principal in BY_TOKEN:
        return await _demo(database, BY_TOKEN[feed.principal], demo=demo, now=now), feed
    raise NotLetIn(SignInRefusal.REVOKED, "feed")


async def sign_out(database: Database, provider: Provider, token: str, now: datetime) -> None:
    """End the provider's token and its whole session here; both open nothing any more, however long they are good.

    Raises:
        NotLetIn: the token does not open the door in the first place.
    """
    proven = await provider.prove(token, now)

    async def work(session: AsyncSession) -> None:
        row = await account_of(session, proven.issuer, proven.subject)
        if row is None:
            raise NotLetIn(SignInRefusal.NO_ACCOUNT, subject=proven.subject_hash)
        kind, forget_at = SpentKind.TOKEN, proven.forget_at
        await spend(session, row.id, kind=kind, sha256=proven.token, forget_at=forget_at)
        if proven.session is not None:
            kind = SpentKind.SESSION
            await spend(session, row.id, kind=kind, sha256=proven.session, forget_at=None)

    await database.deciding(work)


async def _used(database: Database, row: AccessToken | Account, now: datetime) -> None:
    """Write down the last use; a database that takes no writing just now shuts nobody out."""
    if used_lately(row, now):
        return

    async def work(session: AsyncSession) -> None:
        await note_use(session, row, now)

    with suppress(Refusal):
        await database.deciding(work)


def _held(row: AccessToken | Account, principal: str, acts: frozenset[Act] | None) -> Identity:
    return Identity(
        principal=principal,
        role=row.role,
        zone_ids=None if row.zone_ids is None else frozenset(row.zone_ids),
        organ_id=row.organ_id,
        person_id=row.person_id,
        acts=acts,
        token_id=row.id if isinstance(row, AccessToken) else None,
        account_id=row.id if isinstance(row, Account) else None,
    )
