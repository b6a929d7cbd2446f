"""What the security administrator sees of access, and the auditor of what the door refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from db.reads.rows import Order, Page, Window, page_of
from db.tables import AccessToken, Account, Organ, Person, SignIn, Zone
from resolvers.caller import Caller
from resolvers.gate import Act, may, require
from resolvers.paging import ordered, rows_by_id
from terms.access import SignInRefusal

TOKENS: tuple[Order, ...] = ordered(col(AccessToken.id), by=col(AccessToken.id), descending=True)
ACCOUNTS: tuple[Order, ...] = ordered(col(Account.id), by=col(Account.id), descending=True)
SIGN_INS: tuple[Order, ...] = ordered(col(SignIn.latest_at), by=col(SignIn.id), descending=True)

HoldKey: TypeAlias = tuple[tuple[int, ...], int | None, int | None]
"""Zones, organ and person of an access."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What an access is held to, in the words of clerks."""

    zone_codes: tuple[str, ...]
    organ: str | None
    person_number: str | None


async def access_tokens(caller: Caller, window: Window, *, standing: bool | None) -> Page[AccessToken]:
    """Return one page of tokens, the newest first; those that stand, those that ended, or all."""
    require(caller, Act.MANAGE_ACCESS)
    expires: ColumnElement[bool] = col(AccessToken.expires_at) > caller.now()
    stands = col(AccessToken.revoked_at).is_(None) & expires
    async with caller.database.reading() as session:
        return await page_of(session, AccessToken, window, *_wanted(stands, standing), order=TOKENS)


async def accounts(caller: Caller, window: Window, *, standing: bool | None) -> Page[Account]:
    """Return one page of accounts, the newest first; those that stand, those that were closed, or all."""
    require(caller, Act.MANAGE_ACCESS)
    stands = col(Account.revoked_at).is_(None)
    async with caller.database.reading() as session:
        return await page_of(session, Account, window, *_wanted(stands, standing), order=ACCOUNTS)


async def sign_ins(caller: Caller, window: Window, *, refusals: Sequence[SignInRefusal] | None) -> Page[SignIn]:
    """Return one page of what the door refused, the latest first."""
    require(caller, Act.READ_SIGN_INS)
    where = () if refusals is None else (col(SignIn.refusal).in_(refusals),)
    async with caller.database.reading() as session:
        return await page_of(session, SignIn, window, *where, order=SIGN_INS)


async def access_tokens_by_id(caller: Caller, keys: Sequence[int]) -> Sequence[AccessToken | None]:
    """Return the tokens with these keys; None for whom they are not to be seen by."""
    return await rows_by_id(caller, AccessToken, keys) if may(caller, Act.MANAGE_ACCESS) else [None] * len(keys)


async def accounts_by_id(caller: Caller, keys: Sequence[int]) -> Sequence[Account | None]:
    """Return the accounts with these keys; None for whom they are not to be seen by."""
    return await rows_by_id(caller, Account, keys) if may(caller, Act.MANAGE_ACCESS) else [None] * len(keys)


async def holds_of(caller: Caller, keys: Sequence[HoldKey]) -> list[Hold]:
    """Return codes, names and numbers of what accesses are held to; names of people are not among them."""
    require(caller, Act.MANAGE_ACCESS)
    zones = await _words(caller, Zone.id, Zone.code, {zone for key in keys for zone in key[0]})
    organs = await _words(caller, Organ.id, Organ.name, {key[1] for key in keys} - {None})
    people = await _words(caller, Person.id, Person.number, {key[2] for key in keys} - {None})
    return [
        Hold(tuple(sorted(zones[zone] for zone in own)), organs.get(organ or 0), people.get(person or 0))
        for own, organ, person in keys
    ]


async def _words(caller: Caller, key: Any, word: Any, wanted: set[Any]) -> dict[int, str]:
    if not wanted:
        return {}
    async with caller.database.judging(Act.MANAGE_ACCESS) as session:
        return dict((await session.exec(select(key, word).where(col(key).in_(wanted)))).all())


def _wanted(stands: ColumnElement[bool], standing: bool | None) -> tuple[ColumnElement[bool], ...]:  # noqa: FBT001
    return () if standing is None else (stands if standing else ~stands,)
