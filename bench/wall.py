"""What the second wall costs: ``python -m bench.wall [demo|city|province] [rounds]``.

One county is asked the same by turns as its owner, who is under no wall, and as the service's role behind it. Medians,
and the wall's as a multiple of the owner's.
"""

import argparse
import asyncio
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from bench.noninterference import COUNTY, KINDS, WARM, ask, behind_the_wall, county
from db.demo import SIZES
from db.embedded import EmbeddedPostgres
from db.session import Database
from resolvers.caller import Identity
from terms.roles import Role

ASKED = ("case", "cases", "person", "pool", "screen", "case screenings", "matters", "dashboard")
ZONE = "SELECT min(zone_id) FROM zone_members WHERE upper_inf(during)"
MEMBER = "SELECT min(person_id) FROM pool_members WHERE superseded_at IS NULL"


async def _askers(owner: Database) -> dict[str, Identity]:
    async with owner.engine.connect() as connection:
        zone, member = [(await connection.execute(text(each))).scalar_one() for each in (ZONE, MEMBER)]
    zones = frozenset({int(zone)})
    return {
        "county": COUNTY,
        "county, a person": replace(COUNTY, person_id=int(member)),
        "coordinator": Identity("bench", Role.COORDINATOR, zone_ids=zones),
        "coordinator, a person": Identity("bench", Role.COORDINATOR, zone_ids=zones, person_id=int(member)),
    }


async def _run(server: EmbeddedPostgres, size: str, rounds: int) -> None:
    about = await county(server.url(), size)
    owner, walled = Database(server.url()), await behind_the_wall(server.url())
    async with owner.engine.begin() as connection:
        await connection.execute(text("ANALYZE"))
    print(f"{'asked by':<24}{'kind':<18}{'owner ms':>10}{'wall ms':>10}{'times':>8}")
    for who, identity in (await _askers(owner)).items():
        for kind in ASKED:
            document = KINDS[kind].format(**about)
            took: tuple[list[float], list[float]] = ([], [])
            for turn in range(WARM + rounds):
                for seconds, database in zip(took, (owner, walled), strict=True):
                    spent = await ask(database, document, identity)
                    if turn >= WARM:
                        seconds.append(spent)
            one, other = (statistics.median(each) * 1000 for each in took)
            print(f"{who:<24}{kind:<18}{one:>10.2f}{other:>10.2f}{other / one:>8.2f}", flush=True)
    for each in (owner, walled):
        await each.close()


def main() -> None:
    """Make the county and measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", nargs="?", choices=sorted(SIZES), default="demo")
    options.add_argument("rounds", nargs="?", type=int, default=30)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres.start(Path(folder)) as server:
        asyncio.run(_run(server, chosen.size, chosen.rounds))


if __name__ == "__main__":
    main()
