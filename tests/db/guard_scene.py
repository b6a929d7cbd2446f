"""The least county in which somebody can be assigned, and an attacker who writes SQL with the owner's rights."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Authorisation, Case, CaseParty, County, Organ, Person, PoolMember
from terms.cases import AuthorisationKind, CaseGrade, CaseStatus, Mode, PartyRole, Urgency
from terms.organs import ManagementLevel, OrganKind
from terms.periods import ALWAYS, Period

WORK = Period(date(2026, 1, 1), date(2099, 1, 1))
PEOPLE = {"lead": 100, "member": 100, "half": 60, "reviewer": 100, "subject": 0, "witness": 0, "kin": 100}
"""Names with capacity; 0 for those outside the pool."""


@dataclass(slots=True)
class Attacker:
    """One connection with the rights of the tables' owner; keys by name."""

    sql: asyncpg.Connection
    ids: dict[str, int]

    async def value(self, statement: str, *arguments: object) -> Any:
        """Run one statement and return its first value."""
        return await self.sql.fetchval(statement, *arguments)

    async def clock(self) -> int:
        """Return the version of the facts."""
        return int(await self.value("SELECT version FROM fact_clock"))

    async def screening(
        self, person: str, case: str, *, role: str = "MEMBER", verdict: str = "CLEAR", behind: int = 0
    ) -> int:
        """Write a screening as an attacker may: of any verdict, on any version of the facts."""
        return int(
            await self.value(
                "INSERT INTO screenings (case_id, person_id, role, facts_version, verdict, findings)"
                " VALUES ($1, $2, $3, (SELECT version FROM fact_clock) - $5, $4, '[]') RETURNING id",
                self.ids[case],
                self.ids[person],
                role,
                verdict,
                behind,
            )
        )

    async def assign(
        self,
        person: str,
        case: str,
        *,
        role: str = "MEMBER",
        effort: int = 50,
        screening: int | None = None,
        document: str | None = None,
        days: str = "[2026-01-01,2099-01-01)",
        state: str = "ACTIVE",
    ) -> int:
        """Write an assignment, with a clear screening of its own where none is given."""
        seen = await self.screening(person, case, role=role) if screening is None else screening
        return int(
            await self.value(
                "INSERT INTO assignments (case_id, person_id, role, state, state_reason, during, effort,"
                " authorisation_id, screening_id) VALUES ($1, $2, $3, $4, '', $5::text::daterange, $6, $7, $8)"
                " RETURNING id",
                self.ids[case],
                self.ids[person],
                role,
                state,
                days,
                effort,
                None if document is None else self.ids[document],
                seen,
            )
        )

    async def party(self, person: str, case: str, role: str) -> None:
        """Make somebody a party of a case."""
        await self.sql.execute(
            "INSERT INTO case_parties (case_id, person_id, role, during) VALUES ($1, $2, $3, '(,)')",
            self.ids[case],
            self.ids[person],
            role,
        )

    async def kin(self, first: str, second: str, edge: str, *, raised: bool = True) -> None:
        """Write a tie of kin."""
        await self.sql.execute(
            "INSERT INTO kin_ties (first_id, second_id, edge, raised, origin, during)"
            " VALUES ($1, $2, $3, $4, 'REGISTERED', '(,)')",
            self.ids[first],
            self.ids[second],
            edge,
            raised,
        )

    async def state(self) -> tuple[Any, ...]:
        """Return what no refused act may change: assignments, screenings, facts, audit, and the clock."""
        (row,) = await self.sql.fetch(
            "SELECT (SELECT json_agg(a ORDER BY id)::text FROM assignments a), (SELECT count(*) FROM screenings),"
            " (SELECT count(*) FROM kin_ties), (SELECT count(*) FROM audit_entries),"
            " (SELECT count(*) FROM people), (SELECT version FROM fact_clock),"
            " (SELECT json_agg(d ORDER BY id)::text FROM authorisations d)"
        )
        return tuple(row)


@asynccontextmanager
async def attacking(url: str) -> AsyncIterator[Attacker]:
    """Fill an empty migrated database and hand over the attacker's connection."""
    ids = await _fill(url)
    sql = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        yield Attacker(sql, ids)
    finally:
        await sql.close()


async def another(attacker: Attacker, url: str) -> Attacker:
    """Return a second attacker on a connection of its own."""
    return Attacker(await asyncpg.connect(url.replace("+asyncpg", "")), attacker.ids)


async def _fill(url: str) -> dict[str, int]:
    ids: dict[str, int] = {}
    engine = create_async_engine(url, poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():

        async def add(name: str, row: Any) -> None:
            session.add(row)
            await session.flush()
            ids[name] = getattr(row, "id", 0)

        await add("county", County(code="990001", name="测试县"))
        for name, title in (("home", "甲乡纪委"), ("away", "乙乡纪委")):
            kind = OrganKind.TOWNSHIP_COMMISSION
            await add(name, Organ(county_id=ids["county"], kind=kind, name=title, during=ALWAYS))
        for name, capacity in PEOPLE.items():
            await add(name, Person(county_id=ids["county"], number=name, name="某"))
            if capacity:
                row = PoolMember(
                    person_id=ids[name],
                    full_time=True,
                    may_lead=True,
                    may_review=True,
                    capacity=capacity,
                    during=ALWAYS,
                )
                await add("", row)
        for name, mode in (("own", Mode.SELF), ("second", Mode.SELF), ("cross", Mode.CROSS)):
            await add(name, _case(ids, name, mode))
            await add("", CaseParty(case_id=ids[name], person_id=ids["subject"], role=PartyRole.SUBJECT, during=ALWAYS))
        paper = Authorisation(
            case_id=ids["cross"],
            kind=AuthorisationKind.DESIGNATED_JURISDICTION,
            number="纪指〔2026〕1号",
            issued_on=date(2026, 1, 1),
            organ_id=ids["away"],
            during=WORK,
        )
        await add("paper", paper)
    await engine.dispose()
    return ids


def _case(ids: dict[str, int], number: str, mode: Mode) -> Case:
    return Case(
        county_id=ids["county"],
        number=number,
        mode=mode,
        status=CaseStatus.INVESTIGATING,
        grade=CaseGrade.ORDINARY,
        urgency=Urgency.NORMAL,
        concerned_organ_id=ids["home"],
        home_organ_id=ids["home"],
        management=ManagementLevel.TOWNSHIP,
        during=WORK,
    )


async def refused(attacker: Attacker, act: Callable[[], Awaitable[Any]], *, by: str) -> None:
    """Do the act in a transaction that must fail by the named guard, and leave nothing behind."""
    before = await attacker.state()
    transaction = attacker.sql.transaction()
    await transaction.start()

    async def acted() -> None:
        await act()
        await attacker.sql.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(asyncpg.PostgresError) as error:
        await acted()
    await transaction.rollback()
    assert getattr(error.value, "constraint_name", None) == by
    assert await attacker.state() == before


def tried(attacker: Attacker, statement: str, *names: str) -> Callable[[], Awaitable[Any]]:
    """Return the act of running a statement about named things."""
    return lambda: attacker.sql.execute(statement, *(attacker.ids[name] for name in names))
