"""Rows into frozen facts for the rules, as known at one version; the only place where recusal meets the tables."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts_kinds import KINDS
from db.facts_of_cases import read_cases, read_handlings, read_recusals
from db.facts_of_organs import read_organs
from db.facts_part import Part, sight_of
from db.facts_reader import Reader
from db.knowledge import Known, on_record, people_on_record
from db.session import require_judging
from db.tables import FactClock, Hold, IdentityLink, Informant
from recusal import facts as frozen
from recusal import records
from terms.recusal import IdentityVerdict


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """The facts of one moment with their version; two readings of one version are equal."""

    facts: frozen.Facts
    version: int


async def facts_version(session: AsyncSession, *, share_lock: bool = False) -> int:
    """Return the version of the facts; with ``share_lock`` no fact can change until the transaction ends."""
    statement = select(FactClock.version)
    return (await session.exec(statement.with_for_update(read=True) if share_lock else statement)).one()


async def hold_facts(session: AsyncSession) -> None:
    """Let no fact change, and nobody else decide on facts, until the transaction ends.

    Taken before any other lock, always: approvals and changes of facts then wait in one order and never deadlock.
    """
    await session.exec(select(FactClock).with_for_update())


@asynccontextmanager
async def facts_still(session: AsyncSession) -> AsyncIterator[None]:
    """Let no fact change while facts are read, and no longer: the lock goes with a savepoint, and so would writings."""
    savepoint = await session.begin_nested()
    try:
        await facts_version(session, share_lock=True)
        yield
    finally:
        await savepoint.rollback()


async def raise_facts(session: AsyncSession) -> int:
    """Go on to a version of its own, so that what an act was decided on can be told from what it wrote; return it."""
    version: int = (await (await session.connection()).execute(text("SELECT raise_facts()"))).scalar_one()
    return version


async def read_facts(
    session: AsyncSession,
    *,
    on: date,
    sealed: bool,
    part: Part | None = None,
    known: Known | None = None,
    share_lock: bool = False,
) -> KnownFacts:
    """Return the facts that recusal looks at: all of them, or a part that answers the same.

    Args:
        session: read in one transaction, so that the facts are of one moment.
        on: the day whose zones count.
        sealed: whether informants and holds are among them; never for questions that are free to ask.
        part: read only what the rules can see of these people and cases.
        known: facts as on record then; None means now.
        share_lock: hold all facts still until the transaction ends.
    """
    require_judging(session)
    version = await facts_version(session, share_lock=share_lock)
    reader = Reader(session, known)
    same = await read_same_people(reader)
    if part is not None:
        sight = await sight_of(session, part, same, sealed=sealed, past=known is not None)
        reader = Reader(session, known, sight)
    standing = await _standing(reader)
    found: dict[str, tuple[Any, ...]] = {name: await _read(reader, name, standing) for name in KINDS}
    found["cases"] = await read_cases(reader)
    found["recusals"] = await read_recusals(reader)
    found["handlings"] = await read_handlings(reader, found["memberships"], found["cases"])
    organs = await read_organs(reader, found, on=on)
    facts = frozen.Facts(
        **found,
        organs=organs.organs,
        organ_links=organs.links,
        successions=organs.successions,
        people=await _people(reader),
        services=tuple(
            frozen.Service(*row)
            for row in await reader.rows(
                reader.services,
                *("id", "person_id", "case_id", "role", "state", "during"),
                where=reader.within(reader.services, case_id="cases"),
            )
        ),
        same_people=same,
        sealed=await _sealed(reader) if sealed else frozen.SealedFacts(),
    )
    return KnownFacts(facts=facts, version=version if known is None else known.version)


async def _standing(reader: Reader) -> frozenset[str]:
    """Return the kinds of facts that have a row in sight: of most kinds there is none in a part."""
    wanted = {name: kind for name, kind in KINDS.items() if kind.of_bias or reader.of_requirements}
    if reader.sight is None:
        return frozenset(wanted)
    seen = (
        sa.exists().where(on_record(kind.table, reader.known), *reader.within(kind.table, **kind.sight)).label(name)
        for name, kind in wanted.items()
    )
    row = (await (await reader.session.connection()).execute(sa.select(*seen))).one()
    return frozenset(name for name, there_is in row._mapping.items() if there_is)  # noqa: SLF001  (its public name)


async def _read(reader: Reader, name: str, standing: Collection[str]) -> tuple[Any, ...]:
    if name not in standing:
        return ()
    kind = KINDS[name]
    where = reader.within(kind.table, **kind.sight)
    return tuple(kind.fact(*row) for row in await reader.facts(kind.table, *kind.columns, where=where))


async def _people(reader: Reader) -> tuple[frozen.Person, ...]:
    if not reader.of_requirements:
        return ()
    people = people_on_record(reader.known)
    rows = await reader.rows(people, "id", "gender", where=reader.within(people, id="involved"))
    return tuple(frozen.Person(*row) for row in rows)


async def read_same_people(reader: Reader) -> tuple[records.SamePerson, ...]:
    """Return which records humans found to be one person."""
    where = [col(IdentityLink.verdict) == IdentityVerdict.SAME]
    rows = await reader.facts(IdentityLink, "id", "first_id", "second_id", where=where)
    return tuple(records.SamePerson(*row) for row in rows)


async def _sealed(reader: Reader) -> frozen.SealedFacts:
    informants = await reader.facts(
        Informant, "case_id", "person_id", where=reader.within(Informant, case_id="cases", person_id="asked")
    )
    holds = await reader.facts(Hold, "person_id", "during", where=reader.within(Hold, person_id="asked"))
    return frozen.SealedFacts(
        informants=tuple((case, person) for case, person in informants),
        holds=tuple((person, during) for person, during in holds),
    )
