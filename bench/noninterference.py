"""Tells two sealed worlds apart by the clock, as far as that can be done: ``python -m bench.noninterference [rounds]``.

Two clones of a demo county that differ in sealed facts alone are asked the same behind the second wall, in turn and
in random order. For each kind of question: medians, and how likely chance alone makes the ranks of the two as unlike
as they were seen (a rank-sum test by permutation). With so many kinds, one in twenty is below 0.05 by chance; the
last line corrects this.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession
from strawberry.extensions import ParserCache, ValidationCache

from db.demo import load_demo
from db.embedded import EmbeddedPostgres
from db.migrate import migrate
from db.session import Database
from db.tables import Hold, Informant
from db.wall import api_url, set_key
from resolvers.caller import Caller, Identity
from resolvers.rescreening import rescreen
from schema.context import Context
from schema.root import build_schema
from terms.periods import ALWAYS, COUNTY_TIME
from terms.roles import Role
from terms.sealed import HoldKind

NOW = datetime(2026, 3, 10, 9, tzinfo=COUNTY_TIME)
DAY = date(2026, 3, 10)
CASE = "SELECT number, id FROM cases WHERE status = 'FILED' ORDER BY id LIMIT 1"
SHUFFLES = 2000
ALPHA = 0.05
WARM = 5
IDLE = """
SELECT p.number, p.id FROM people AS p JOIN pool_members AS m ON m.person_id = p.id
WHERE NOT EXISTS (SELECT FROM assignments WHERE person_id = p.id)
ORDER BY p.id LIMIT 2"""
KINDS = {
    "case": """{{ case(number: "{case}") {{ number waiting parties {{ role }} assignments {{ state }} }} }}""",
    "cases": "{{ cases(first: 20) {{ totalCount nodes {{ number waiting }} }} }}",
    "person": """{{ person(number: "{person}") {{ number memberships {{ post }} }} }}""",
    "pool": "{{ poolMembers(first: 20) {{ totalCount nodes {{ person {{ number }} }} }} }}",
    "screen": """{{ screen(input: {{personNumber: "{person}", caseNumber: "{case}"}}) {{ verdict }} }}""",
    "case screenings": """{{ caseScreenings(input: {{caseNumber: "{case}"}}, first: 20) {{ totalCount }} }}""",
    "handling": """{{ caseHandling(caseNumber: "{case}") {{ __typename }} }}""",
    "matters": "{{ recusalMatters(first: 20) {{ totalCount nodes {{ state }} }} }}",
    "dashboard": "{{ dashboard {{ waitingCases {{ number }} }} }}",
    "node, hidden": """{{ node(id: "SW5mb3JtYW50OjE=") {{ id }} }}""",
    "act, refused": """mutation {{ partyAdd(input: {{caseNumber: "{case}", role: WITNESS, personNumber: "x"}}) {{
      __typename }} }}""",
    "sealed link, refused": """mutation {{ sealedLink(input: {{caseNumber: "{case}", personNumber: "{person}"}}) {{
      __typename }} }}""",
}
SCHEMA = build_schema([ParserCache, ValidationCache])
KEY = "the-key-of-the-bench-opens-the-wall"
COUNTY = Identity("bench", Role.COUNTY)


def probability(one: Sequence[float], other: Sequence[float], *, chance: random.Random) -> float:
    """Return how likely ranks as unlike as these come about by chance alone, either way."""
    order = sorted(range(len(one) + len(other)), key=[*one, *other].__getitem__)
    ranks = [0] * len(order)
    for rank, at in enumerate(order):
        ranks[at] = rank
    middle = len(one) * (len(order) - 1) / 2
    seen = abs(sum(ranks[: len(one)]) - middle)
    as_unlike = sum(abs(sum(chance.sample(ranks, len(one))) - middle) >= seen for _ in range(SHUFFLES))
    return (as_unlike + 1) / (SHUFFLES + 1)


async def ask(database: Database, document: str, identity: Identity = COUNTY) -> float:
    """Ask, and return the seconds it took."""
    context = Context(Caller(identity=identity, database=database, clock=lambda: NOW))
    began = time.perf_counter()
    await SCHEMA.execute(document, context_value=context)
    return time.perf_counter() - began


async def behind_the_wall(url: str) -> Database:
    """Return a database as the service has it."""
    await set_key(url, KEY)
    return Database(api_url(url), key=KEY)


async def seal(url: str) -> None:
    """Seal who informed and a complaint."""

    async def work(session: AsyncSession) -> None:
        people = (await session.exec(text(IDLE))).all()  # type: ignore[call-overload]
        case = (await session.exec(text(CASE))).one()  # type: ignore[call-overload]
        session.add(Informant(case_id=case.id, person_id=people[0].id))
        session.add(Hold(person_id=people[1].id, kind=HoldKind.COMPLAINT, during=ALWAYS))
        await session.flush()
        await rescreen(session, on=DAY)

    database = Database(url)
    await database.deciding(work)
    await database.close()


async def county(url: str, size: str = "demo") -> dict[str, str]:
    """Make a county, and return the numbers of a case and of an idle person in it."""
    await migrate(url)
    database = Database(url)
    async with database.engine.begin() as connection:
        await load_demo(connection, size=size, planning_day=DAY)
        found: dict[str, Any] = {
            name: (await connection.execute(text(statement))).first()
            for name, statement in (("person", IDLE), ("case", CASE))
        }
    await database.close()
    return {name: row.number for name, row in found.items()}


async def _measure(worlds: Sequence[Database], document: str, rounds: int, chance: random.Random) -> list[list[float]]:
    took: list[list[float]] = [[], []]
    for turn in range(WARM + rounds):
        for at in chance.sample((0, 1), 2):
            seconds = await ask(worlds[at], document)
            if turn >= WARM:
                took[at].append(seconds)
    return took


async def _run(server: EmbeddedPostgres, rounds: int) -> bool:
    about = await county(server.url())
    name = server.url().rpartition("/")[2].partition("?")[0]
    for clone in ("open_world", "sealed_world"):
        await _clone(server, name, clone)
    await seal(server.url("sealed_world"))
    worlds = [await behind_the_wall(server.url(world)) for world in ("open_world", "sealed_world")]
    chance = random.Random(1)
    smallest = 1.0
    print(f"{'kind':<22}{'open ms':>10}{'sealed ms':>11}{'p':>9}")
    for kind, written in KINDS.items():
        took = await _measure(worlds, written.format(**about), rounds, chance)
        medians = [statistics.median(each) * 1000 for each in took]
        chances = probability(*took, chance=chance)
        smallest = min(smallest, chances)
        print(f"{kind:<22}{medians[0]:>10.2f}{medians[1]:>11.2f}{chances:>9.4f}")
    told = smallest * len(KINDS) < ALPHA
    print(f"{rounds} rounds; smallest p of {len(KINDS)}: {smallest:.4f}. ", end="")
    print("DISTINGUISHABLE beyond noise." if told else "Not distinguishable beyond noise.")
    for world in worlds:
        await world.close()
    return told


async def _clone(server: EmbeddedPostgres, template: str, name: str) -> None:
    owner = Database(server.url("template1"))
    async with owner.engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await outside.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
    await owner.close()


def main() -> None:
    """Make both worlds and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rounds", nargs="?", type=int, default=100)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start(Path(folder)) as server:
        told = asyncio.run(_run(server, chosen.rounds))
    raise SystemExit(told)


if __name__ == "__main__":
    main()
