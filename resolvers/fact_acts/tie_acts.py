"""Ties and interests recorded by an office, ended on a day, and facts of every kind withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables.columns import Recorded
from resolvers.caller import Caller
from resolvers.fact_acts.kinds import TABLES, FactKind
from resolvers.fact_acts.naming import person_named
from resolvers.fact_acts.recording import (
    Changed,
    change_facts,
    note,
    record_fact,
    replace_fact,
    standing_by_key,
    take_back,
)
from resolvers.fact_acts.refusals import AlreadyRecorded, DayUnfit, NothingGiven, NotOnRecord
from resolvers.fact_acts.texts import LONGEST_REASON, tidy
from resolvers.fact_acts.ties import TieRow, Wanted, check_possible, rows_wanted, same_on_record
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own_fact
from terms.periods import Period
from terms.ties import FactOrigin


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact by its kind and key."""

    kind: FactKind
    key: int


async def record_ties(
    caller: Caller, person_number: str, wanted: Wanted, *, origin: FactOrigin
) -> Changed[Sequence[TieRow]]:
    """Record ties and interests of a person.

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnMatter: they are the caller's own, or her kin's.
        AlreadyRecorded: one of them is on record; then none is written.
        FactRefused: see ``resolvers.fact_acts.ties``.
    """
    require(caller, Act.RECORD_FACTS)
    if not wanted.count:
        raise NothingGiven

    async def work(session: AsyncSession) -> Sequence[TieRow]:
        person = await person_named(session, caller, person_number)
        kept: list[TieRow] = []
        for row in await rows_wanted(session, caller, person, wanted, origin):
            await refuse_own_fact(session, caller, row)
            if await same_on_record(session, row) is not None:
                raise AlreadyRecorded
            await check_possible(session, row)
            kept.append(await record_fact(session, caller, row, origin=origin.value))
        return kept

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def end_fact(caller: Caller, fact: FactRef, *, on: date) -> Changed[Recorded]:
    """Let a fact that has a period end before a day: a divorce, the end of a post; what was, is remembered.

    Raises:
        NotAllowed: see the gate.
        OwnMatter: the fact is about the caller or her kin.
        NotOnRecord: there is no such fact, or it has no period.
        DayUnfit: the day leaves nothing of the period, or does not shorten it.
    """
    require(caller, Act.RECORD_FACTS)

    async def work(session: AsyncSession) -> Recorded:
        row: Any = await standing_by_key(session, TABLES[fact.kind], fact.key)
        await refuse_own_fact(session, caller, row)
        during: Period | None = getattr(row, "during", None)
        if during is None:
            raise NotOnRecord
        ended = Period(during.start, on)
        if ended.is_empty or (during.end is not None and during.end <= on):
            raise DayUnfit(on)
        done: Recorded = await replace_fact(session, caller, row, act="END", during=ended)
        return done

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def withdraw_fact(caller: Caller, fact: FactRef, *, reason: str) -> Changed[Recorded]:
    """Withdraw a fact that should never have been on record; it stays readable as what was known then.

    Raises:
        NotAllowed: see the gate.
        OwnMatter: the fact is about the caller or her kin.
        NotOnRecord: there is no such fact, or it was withdrawn before.
        WordsUnfit: no reason, or one that is too long.
    """
    require(caller, Act.RECORD_FACTS)
    told = tidy(reason, most=LONGEST_REASON)

    async def work(session: AsyncSession) -> Recorded:
        row = await standing_by_key(session, TABLES[fact.kind], fact.key)
        await refuse_own_fact(session, caller, row)
        await take_back(session, row)
        note(session, caller, row, act="WITHDRAW", reason=told)
        return row

    return await change_facts(caller, work, Act.RECORD_FACTS)
