"""Access: issue, list and end tokens and accounts; what the door refused. Every act is on the audit trail."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.tables import AccessToken, Account, County, Organ, Person, Zone
from resolvers.access_refusals import AccessUnfit, Misfit, NoCounty, told
from resolvers.access_wanted import AccountWanted, HolderWanted, TokenWanted, check
from resolvers.caller import Caller
from resolvers.fact_acts.texts import LONGEST_NAME, LONGEST_REASON, tidy
from resolvers.gate import Act, NotFound, require
from terms.matrix import MATRIX
from terms.things import Thing

LONGEST_DAYS = 400
"""Days for which a token may be good at most; ours."""
LONGEST_SUBJECT = 255
OURS = "zt_"
"""How tokens begin: to be found by whoever looks for secrets that were left lying about."""
VISIBLE = len(OURS) + 6
"""Characters that are kept to know a token by; 250 bits stay unknown."""
Answer = TypeVar("Answer")
Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token with its secret, which is told this once."""

    token: AccessToken
    secret: str = field(repr=False)


async def issue_token(caller: Caller, wanted: TokenWanted) -> Issued:
    """Issue a token; its secret is told once and kept nowhere.

    Raises:
        NotAllowed, NotFound, WordsUnfit: as everywhere.
        AccessUnfit, StandsApart, LabelTaken: see ``resolvers.access_refusals``.
    """
    require(caller, Act.MANAGE_ACCESS)
    if not 1 <= wanted.days <= LONGEST_DAYS:
        raise AccessUnfit(Misfit.DAYS)
    if wanted.acts is not None and not wanted.acts:
        raise AccessUnfit(Misfit.NO_ACTS)
    if wanted.acts is not None and not set(wanted.acts) <= MATRIX[wanted.held.role].keys():
        raise AccessUnfit(Misfit.FOREIGN_ACT)
    secret = OURS + secrets.token_urlsafe(32)
    acts = None if wanted.acts is None else sorted({act.value for act in wanted.acts})

    async def work(session: AsyncSession) -> AccessToken:
        row = AccessToken(
            **await _held(session, caller, wanted.held),
            sha256=hashlib.sha256(secret.encode()).hexdigest(),
            prefix=secret[:VISIBLE],
            acts=acts,
            expires_at=caller.now() + timedelta(days=wanted.days),
        )
        return await _kept(session, caller, row, "TOKEN", days=wanted.days, acts=acts)

    return Issued(await _deciding(caller, work, wanted.held.label), secret)


async def open_account(caller: Caller, wanted: AccountWanted) -> Account:
    """Open an account for somebody of the identity provider.

    Raises:
        NotAllowed, NotFound, WordsUnfit: as everywhere.
        AccessUnfit, StandsApart, LabelTaken, SubjectTaken: see ``resolvers.access_refusals``.
    """
    require(caller, Act.MANAGE_ACCESS)
    issuer, subject = (tidy(text, most=LONGEST_SUBJECT) for text in (wanted.issuer, wanted.subject))

    async def work(session: AsyncSession) -> Account:
        held = await _held(session, caller, wanted.held)
        row = Account(**held, issuer=issuer, subject=subject, single_use=wanted.single_use)
        return await _kept(session, caller, row, "ACCOUNT", single_use=wanted.single_use)

    return await _deciding(caller, work, wanted.held.label)


async def revoke_token(caller: Caller, token_id: int, *, reason: str) -> AccessToken:
    """End a token from the next request on; ended before, it stays as it was."""
    return await _end(caller, AccessToken, token_id, act="TOKEN_REVOKE", reason=reason)


async def close_account(caller: Caller, account_id: int, *, reason: str) -> Account:
    """Close an account from the next request on; closed before, it stays as it was."""
    return await _end(caller, Account, account_id, act="ACCOUNT_CLOSE", reason=reason)


async def sign_out_account(caller: Caller, account_id: int, *, reason: str) -> Account:
    """Let nothing in any more that the provider issued to her until now; she may sign in anew.

    Raises:
        NotAllowed, NotFound, WordsUnfit: as everywhere.
    """
    require(caller, Act.MANAGE_ACCESS)
    why = tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> Account:
        row = await _locked(session, Account, account_id)
        if row.revoked_at is None and (row.tokens_from is None or row.tokens_from < caller.now()):
            row.tokens_from = caller.now()
            _note(session, caller, row, "ACCOUNT_SIGN_OUT", reason=why)
        return row

    return await _deciding(caller, work, "")


async def _end(caller: Caller, table: type[Row], key: int, *, act: str, reason: str) -> Row:
    require(caller, Act.MANAGE_ACCESS)
    why = tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> Row:
        row = await _locked(session, table, key)
        ending: Any = row
        if ending.revoked_at is None:
            ending.revoked_at, ending.revoked_by = caller.now(), caller.identity.principal
            _note(session, caller, row, act, reason=why)
        return row

    return await _deciding(caller, work, "")


async def _deciding(caller: Caller, work: Callable[[AsyncSession], Awaitable[Answer]], label: str) -> Answer:
    """Do the work in one transaction, and tell what the database's guards refuse."""
    try:
        return await caller.database.deciding(work, Act.MANAGE_ACCESS)
    except DBAPIError as error:
        refusal = told(error, label)
        if refusal is None:
            raise
        raise refusal from error


async def _held(session: AsyncSession, caller: Caller, wanted: HolderWanted) -> dict[str, Any]:
    """Return the columns that every access has; refuse what does not go together."""
    label = tidy(wanted.label, most=LONGEST_NAME)
    holder = tidy(wanted.holder, most=LONGEST_NAME, optional=True)
    check(wanted)
    county = (await session.exec(select(County.id))).one_or_none()
    if county is None:
        raise NoCounty
    codes = dict.fromkeys(wanted.zone_codes)
    zones = [await _key(session, Zone, col(Zone.code), code, Thing.ZONE) for code in codes]
    organ, person = wanted.organ, wanted.person_number
    return {
        "county_id": county,
        "label": label,
        "role": wanted.role,
        "zone_ids": sorted(zones) or None,
        "organ_id": None if organ is None else await _key(session, Organ, col(Organ.name), organ, Thing.ORGAN),
        "person_id": None if person is None else await _key(session, Person, col(Person.number), person, Thing.PERSON),
        "holder": "" if person is not None else holder or label,
        "created_by": caller.identity.principal,
    }


async def _key(session: AsyncSession, table: Any, column: Any, written: str, thing: Thing) -> int:
    name = written.strip()
    statement = select(table.id).where(column == name)
    found: int | None = None if not 0 < len(name) <= LONGEST_NAME else (await session.exec(statement)).first()
    if found is None:
        raise NotFound(thing, name[:LONGEST_NAME])
    return found


async def _locked(session: AsyncSession, table: type[Row], key: int) -> Row:
    mapped: Any = table
    found = (await session.exec(select(table).where(mapped.id == key).with_for_update())).one_or_none()
    if found is None:
        raise NotFound(Thing.ACCESS_TOKEN if table is AccessToken else Thing.ACCOUNT, str(key))
    return found


async def _kept(session: AsyncSession, caller: Caller, row: Row, act: str, **detail: Any) -> Row:
    """Write the row and its line; what the database filled in is read back."""
    session.add(row)
    await session.flush()
    await session.refresh(row)
    held: Any = row
    _note(session, caller, row, act, role=held.role.value, zones=held.zone_ids, organ=held.organ_id, **detail)
    return row


def _note(session: AsyncSession, caller: Caller, row: Any, act: str, **detail: Any) -> None:
    record(
        session,
        actor=caller.actor,
        act=act,
        object_type=type(row).__tablename__,
        object_id=row.id,
        **detail,
    )
