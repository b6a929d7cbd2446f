"""Screens a whole county, and what one new tie touches: ``python -m bench.recusal [demo|city|province]``.

Figures that belong together come from one run: the matrix by joins beside a sample pair by pair, and one tie screened
by what it touches beside everything screened again.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.statuses import WITH_INVESTIGATORS
from db.bulk import insert_rows
from db.demo import SIZES, load_demo
from db.embedded import EmbeddedPostgres
from db.facts import facts_version, read_facts
from db.facts_part import Part
from db.migrate import migrate
from db.session import Database
from db.tables import Assignment, Case, CaseParty, KinTie, PoolMember, Screening, SocialTie
from recusal.findings import Question
from recusal.registry import TIES
from recusal.screen import find
from recusal.world import World
from resolvers.rescreening import rescreen
from terms.cases import AssignmentRole, AssignmentState, PartyRole
from terms.periods import ALWAYS, Period
from terms.recusal import Verdict
from terms.ties import FactOrigin, KinEdge, SocialTieKind

Answer = TypeVar("Answer")

DAY = date(2026, 3, 10)
SAMPLE = 200
TIES_TRIED = 15
SEATS = 4
"""Assignments in force for each open case."""


@dataclass(frozen=True, slots=True)
class County:
    """Who is in the pool, which cases are worked on, and the pairs that a rule hits."""

    people: list[int]
    cases: list[int]
    hit: frozenset[tuple[int, int]]


def say(what: str, seconds: float, more: str = "") -> None:
    """Print one figure with its unit."""
    figure = f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
    print(f"{what}: {figure}{more}", flush=True)


async def _timed(what: str, act: Callable[[], Awaitable[Answer]]) -> Answer:
    began = time.perf_counter()
    answer = await act()
    say(what, time.perf_counter() - began)
    return answer


async def _screen_all(database: Database) -> County:
    """Screen everybody in the pool against every open case by joins, and a sample pair by pair."""
    async with database.reading() as session:
        known = await _timed("all facts read", lambda: read_facts(session, on=DAY, sealed=True))
        pool = select(PoolMember.person_id).where(col(PoolMember.superseded_at).is_(None))
        people = sorted((await session.exec(pool)).all())
        open_cases = select(Case.id).where(col(Case.status).in_(WITH_INVESTIGATORS)).order_by(col(Case.id))
        cases = list((await session.exec(open_cases)).all())
    began = time.perf_counter()
    world = World(known.facts)
    findings = find(world, Question(frozenset(people), frozenset(cases)), on=DAY, rules=TIES)
    matrix = time.perf_counter() - began
    hit = frozenset((finding.person, finding.case) for finding in findings)
    say(f"{len(people)} people x {len(cases)} cases by joins", matrix, f", {len(findings)} findings, {len(hit)} pairs")
    draw = random.Random(1)
    began = time.perf_counter()
    for _ in range(SAMPLE):
        pair = Question(frozenset({draw.choice(people)}), frozenset({draw.choice(cases)}))
        find(world, pair, on=DAY, rules=TIES)
    each = (time.perf_counter() - began) / SAMPLE
    whole = each * len(people) * len(cases)
    more = f"; all pairs so: {whole:.0f} s, {whole / matrix:.0f} times as long"
    say(f"one pair of {SAMPLE}, the same facts in memory", each, more)
    return County(people, cases, hit)


async def _screen_few(database: Database, county: County) -> None:
    """Screen one person against one case and a hundred people against one case, each with its own reading."""
    draw = random.Random(2)
    for people in (1, 100):
        read, screened = [], []
        for _ in range(TIES_TRIED):
            part = Part(frozenset(draw.sample(county.people, people)), frozenset({draw.choice(county.cases)}))
            began = time.perf_counter()
            async with database.reading() as session:
                known = await read_facts(session, on=DAY, sealed=False, part=part)
            read.append(time.perf_counter() - began)
            find(World(known.facts), Question(part.people, part.cases), on=DAY)
            screened.append(time.perf_counter() - began)
        more = f", of which reading {statistics.median(read) * 1000:.1f} ms"
        say(f"{people} people against one case, read and screened, median", statistics.median(screened), more)


async def _staff(database: Database, county: County) -> None:
    """Put people on every open case whom nothing bars from it, past the guard, which is not what is measured."""
    draw = random.Random(3)

    async def work(session: AsyncSession) -> None:
        version = await facts_version(session)
        seats = []
        for case in county.cases:
            free = (person for person in draw.sample(county.people, 40) if (person, case) not in county.hit)
            seats += [(person, case) for person, _ in zip(free, range(SEATS), strict=False)]
        seen: list[dict[str, Any]] = [
            {"person_id": person, "case_id": case, "role": AssignmentRole.MEMBER} for person, case in seats
        ]
        screened = {"facts_version": version, "verdict": Verdict.CLEAR, "findings": []}
        screenings = await insert_rows(session, Screening, [{**row, **screened} for row in seen])
        work: dict[str, Any] = {"during": Period(DAY, date(2026, 9, 1)), "effort": 1, "state": AssignmentState.ACTIVE}
        rows = [{**row, **work, "screening_id": key} for row, key in zip(seen, screenings, strict=True)]
        connection = await session.connection()
        await connection.execute(text("ALTER TABLE assignments DISABLE TRIGGER guard_assignment"))
        await insert_rows(session, Assignment, rows)
        await connection.execute(text("ALTER TABLE assignments ENABLE TRIGGER guard_assignment"))
        print(f"{len(seats)} assignments in force", flush=True)

    await database.deciding(work)
    async with database.engine.begin() as connection:
        await connection.execute(text("ANALYZE"))


async def _suspended_by(database: Database, *rows: Any, everything: bool = False) -> tuple[float, int]:
    """Record the rows as an office does; return the seconds of the whole act and how many it suspended."""

    async def work(session: AsyncSession) -> int:
        session.add_all(rows)
        await session.flush()
        return len(await rescreen(session, on=DAY, everything=everything))

    began = time.perf_counter()
    suspended = await database.deciding(work)
    return time.perf_counter() - began, suspended


async def _one_tie(database: Database, county: County) -> None:
    """Record one tie after another, such as bar nobody and such as bar somebody, and screen everything once."""
    async with database.reading() as session:
        staffed = (await session.exec(select(Assignment).where(Assignment.state == AssignmentState.ACTIVE))).all()
        parties = select(CaseParty.case_id, CaseParty.person_id).where(
            CaseParty.role == PartyRole.SUBJECT, col(CaseParty.person_id).is_not(None)
        )
        subjects = dict((await session.exec(parties)).all())
    draw = random.Random(4)
    chosen = draw.sample([row for row in staffed if row.case_id in subjects], 3 * TIES_TRIED + 2)
    others = draw.sample(county.people, 3 * TIES_TRIED + 2)
    tries: dict[str, list[Any]] = {
        "friends": [_friends(row.person_id, other) for row, other in zip(chosen, others, strict=True)],
        "in-laws": [_married(row.person_id, other) for row, other in zip(chosen, others, strict=True)],
        "married to the subject": [_married(row.person_id, subjects[row.case_id] or 0) for row in chosen],
    }
    for place, (name, ties) in enumerate(tries.items()):
        first = place * TIES_TRIED
        before = await _screenings(database)
        acts = [await _suspended_by(database, tie) for tie in ties[first : first + TIES_TRIED]]
        screened = (await _screenings(database) - before) / TIES_TRIED
        median, most = statistics.median(act[0] for act in acts), max(act[0] for act in acts)
        more = f", at most {most * 1000:.1f} ms; {screened:.1f} screened each, {sum(act[1] for act in acts)} suspended"
        say(f"one tie ({name}) recorded, rescreened and committed, median of {TIES_TRIED}", median, more)
    before = await _screenings(database)
    seconds, suspended = await _suspended_by(database, tries["friends"][-1], everything=True)
    screened = await _screenings(database) - before
    say("one tie, with everything screened again", seconds, f"; {screened:.0f} screened, {suspended} suspended")


async def _screenings(database: Database) -> int:
    async with database.reading() as session:
        return (await session.exec(select(func.count()).select_from(Screening))).one()


def _friends(one: int, other: int) -> SocialTie:
    first, second = sorted((one, other))
    kind, origin = SocialTieKind.TOWNSMAN, FactOrigin.DECLARED
    return SocialTie(first_id=first, second_id=second, kind=kind, origin=origin, during=ALWAYS)


def _married(one: int, other: int) -> KinTie:
    kept: dict[str, Any] = {"origin": FactOrigin.DECLARED, "during": ALWAYS}
    return KinTie(first_id=one, second_id=other, edge=KinEdge.SPOUSE, **kept)


async def _run(url: str, size: str) -> None:
    await migrate(url)
    database = Database(url)

    async def load() -> None:
        async with database.engine.begin() as connection:
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await load_demo(connection, size=size, planning_day=DAY)

    await _timed(f"county of size {size} made and loaded", load)
    county = await _screen_all(database)
    await _screen_few(database, county)
    await _staff(database, county)
    await _one_tie(database, county)
    await database.close()


def main() -> None:
    """Make the county and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", nargs="?", choices=sorted(SIZES), default="city")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start(Path(folder)) as server:
        asyncio.run(_run(server.url(), chosen.size))


if __name__ == "__main__":
    main()
