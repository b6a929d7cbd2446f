"""Many requests drawn from the schema: no 500, no masked error, and every invariant holds after."""

import os
import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any

import httpx
import orjson
import pytest
from graphql import GraphQLEnumType
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.invariants import violations
from db.session import Database
from db.wall import api_url
from schema.nodes import global_id, kinds
from service.app import create_app
from service.demo_identities import DEMO_IDENTITIES
from service.limits import Limits
from service.settings import Settings
from terms.periods import COUNTY_TIME
from tests.api.schema_sweep import WALKED
from tests.conftest import WALL_KEY
from tests.service.strange_documents import Writer
from tests.service.strange_values import Values

REQUESTS = int(os.environ.get("ZONES_FUZZ", "800"))
"""How many; more by ``ZONES_FUZZ=100000``, other ones by ``ZONES_FUZZ_SEED=2``."""
SEED = int(os.environ.get("ZONES_FUZZ_SEED", "1"))
SLOW = frozenset({"allocationPropose", "workbookImport", "workbookPreview"})
ROLES = (
    "demo-county",
    "demo-county",
    "demo-county",
    "demo-recusal",
    "demo-clue",
    *(each.token for each in DEMO_IDENTITIES),
)
"""Who asks, by turns drawn; those who may do most come most often."""
NAMES = {
    "case": "SELECT number FROM cases ORDER BY id LIMIT 30",
    "person": "SELECT number FROM people ORDER BY id LIMIT 60",
    "organ": "SELECT code FROM organs ORDER BY id LIMIT 30",
    "zone": "SELECT code FROM zones ORDER BY id",
}
MEANT = {
    "matter": "RecusalMatter",
    "item": "AgendaItem",
    "act": "RecusalAct",
    "convener": "Organ",
    "substitute": "Person",
}
"""What the names of ids mean that are not those of their things."""


async def names_on_file(engine: AsyncEngine, client: httpx.AsyncClient) -> dict[str, Sequence[str]]:
    """Return numbers, codes and ids that are there, by the word that asks for them."""
    async with engine.connect() as connection:
        found = {word: list((await connection.execute(text(query))).scalars()) for word, query in NAMES.items()}
    ids = {name: [global_id(kind, key) for key in range(1, 20)] for name, kind in kinds().items()}
    kinds_of_facts = WALKED.type_map["FactKind"]
    assert isinstance(kinds_of_facts, GraphQLEnumType)
    facts = [key for kind in kinds_of_facts.values for key in await facts_on_file(client, kind)]
    named = {f"id of {word}": ids[name] for word, name in MEANT.items() if name in ids}
    own = {f"id of {name[0].lower()}{name[1:]}": each for name, each in ids.items()}
    return {**found, "id": [*facts, *chain(*ids.values())], **own, **named, "id of fact": facts}


async def facts_on_file(client: httpx.AsyncClient, kind: str) -> list[str]:
    """Return the ids of facts of a kind."""
    query = f"{{ facts(kind: {kind}, first: 20) {{ nodes {{ id }} }} }}"
    answer = await client.post("/graphql", json={"query": query}, headers={"authorization": "Bearer demo-county"})
    return [row["id"] for row in answer.json()["data"]["facts"]["nodes"]]


# Where a field is refused before it waits, graphql-core drops its siblings without running them, and Python remarks it.
@pytest.mark.filterwarnings("ignore:coroutine '.*_async_resolver' was never awaited:RuntimeWarning")
async def test_no_drawn_request_meets_a_fault_of_ours(county: str) -> None:
    engine = create_async_engine(county)
    drawn = random.Random(SEED)  # noqa: S311  (drawn anew alike, and nothing secret)
    app = create_app(
        Settings(database_url=api_url(county), wall_key=WALL_KEY, demo=True, limits=Limits(budget=1_000_000_000))
    )
    statuses: Counter[int] = Counter()
    faults: list[Any] = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://zones") as client:
        values = Values(drawn, await names_on_file(engine, client), datetime.now(COUNTY_TIME).date())
        requests = Writer(WALKED, values, drawn).requests(slow=SLOW)
        for _ in range(REQUESTS):
            document, variables = next(requests)
            token = drawn.choice(ROLES)
            headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
            body = orjson.dumps({"query": document, "variables": variables})
            answer = await client.post("/graphql", content=body, headers=headers)
            statuses[answer.status_code] += 1
            if answer.status_code >= 500 or b'"INTERNAL"' in answer.content:
                faults.append((token, document, variables, answer.text[:500]))
    await app.state.database.close()
    assert faults == []
    assert statuses[200] > REQUESTS * 0.9
    database = Database(county)
    async with database.reading() as session:
        assert await violations(session) == []
    await database.close()
    await engine.dispose()
