"""The demo county behind the schema: loaded once, asked by many tests, changed by none of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from db.demo.load import load_demo
from db.embedded import EmbeddedPostgres
from resolvers import checked_plans, explaining
from terms.periods import COUNTY_TIME
from tests.api.allocation_scene import Planner
from tests.api.asking import Asking
from tests.api.waiver_scene import staff
from tests.api.worlds import NOTHING, Prepared, Worlds, prepare_worlds
from tests.conftest import Walled, a_clone, clone

DEMO = "demo_zones"
WRITTEN = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"
"""Stays as it is for as long as nobody on the server, which is this process's own, begins to write anything."""
STAFFED_TEMPLATE = "template_staffed"
NOW = datetime(2026, 3, 10, 9, tzinfo=COUNTY_TIME)


@pytest.fixture(scope="session", autouse=True)
def solved_once() -> Iterator[None]:
    """Let no run solve what a run of this process has solved: the plan is a function of problem, seed and limit.

    ``tests/allocation/test_determinism.py`` holds it to that. Half of what these tests would solve is the same again.
    """
    with pytest.MonkeyPatch.context() as patched:
        for module, name in ((checked_plans, "allocate"), (explaining, "allocate"), (checked_plans, "repaired")):
            patched.setattr(module, name, remembering(getattr(module, name)))
        yield


def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that answers as another one does, and asks it once about the same."""
    known: dict[bytes, Any] = {}

    def asked(*given: Any, **named: Any) -> Any:
        about = sha256(repr((given, named)).encode()).digest()
        if about not in known:
            known[about] = function(*given, **named)
        return known[about]

    return asked


@pytest.fixture(scope="session")
def demo(postgres: EmbeddedPostgres, template: str) -> str:
    """Give the address of a database with the demo county; tests that write ask for ``database`` instead."""

    async def make() -> None:
        admin = create_async_engine(postgres.url("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with admin.connect() as connection:
            await connection.exec_driver_sql(f"CREATE DATABASE {DEMO} TEMPLATE {template} STRATEGY file_copy")
        await admin.dispose()
        engine = create_async_engine(postgres.url(DEMO), poolclass=NullPool)
        async with engine.begin() as connection:
            await load_demo(connection, size="demo", planning_day=NOW.date())
        await engine.dispose()

    with ThreadPoolExecutor(1) as thread:  # an event loop may run in this one
        thread.submit(asyncio.run, make()).result()
    return postgres.url(DEMO)


@pytest.fixture
async def asking(demo: str) -> AsyncIterator[Asking]:
    """Give somebody who asks the demo county."""
    database = Walled(demo)
    yield Asking(database, NOW)
    await database.close()


@pytest.fixture(scope="session")
def staffed_template(postgres: EmbeddedPostgres, demo_template: str) -> str:
    """Name a database with the demo county, in which a team is at work on a case."""

    async def make() -> None:
        await clone(postgres, demo_template, name=STAFFED_TEMPLATE)
        database = Walled(postgres.url(STAFFED_TEMPLATE))
        await staff(Planner(Asking(database, datetime.now(COUNTY_TIME))))
        await database.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, make()).result()
    return STAFFED_TEMPLATE


@pytest.fixture
async def county(request: pytest.FixtureRequest, postgres: EmbeddedPostgres, demo_template: str) -> AsyncIterator[str]:
    """Give the address of a demo county of the test's own; with a team at work where it is marked ``staffed``."""
    staffed = request.node.get_closest_marker("staffed") is not None
    template: str = request.getfixturevalue("staffed_template") if staffed else demo_template
    async with a_clone(postgres, template) as url:
        yield url


@pytest.fixture
async def planner(county: str) -> AsyncIterator[Planner]:
    """Give somebody who allocates in a demo county of her own; whatever she wrote, every invariant must hold after."""
    database = Walled(county)
    planner = Planner(Asking(database, datetime.now(COUNTY_TIME)))
    before = await planner.key_of(WRITTEN)
    yield planner
    if await planner.key_of(WRITTEN) != before:
        assert await planner.wrongs() == []
    await database.close()


@pytest.fixture(scope="session")
def prepared_worlds(postgres: EmbeddedPostgres, demo_template: str) -> Prepared:
    """Give a county with something of everything in it, to be cloned into worlds."""
    return prepare_worlds(postgres, demo_template)


@pytest.fixture
async def one_world(prepared_worlds: Prepared) -> AsyncIterator[Worlds]:
    """Give one clone of the prepared county."""
    worlds = Worlds(prepared_worlds, (NOTHING,))
    await worlds.renew()
    yield worlds
    await worlds.close()
