"""The PostgreSQL of the tests: one server of the session's own, in memory, and one migrated template to clone.

- ``database``: the address of a fresh, migrated, empty database of the test's own; for tests that commit or race.
- ``engine``: an engine on it.
- ``county``: as ``database``, with the demo county in it, planned on the day of the run.
- ``session``: a transaction in a database that the tests share, rolled back after the test; the fastest. Deferred
  constraints are checked by ``SET CONSTRAINTS ALL IMMEDIATE`` only, as nothing is ever committed.
"""

import asyncio
import fcntl
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal

import asyncpg
import pytest
from hypothesis import settings
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel.ext.asyncio.session import AsyncSession

from db.demo.load import load_demo
from db.embedded import EmbeddedPostgres
from db.migrate import upgrade
from db.session import Database
from db.wall import Showing, api_url, set_key
from terms.periods import COUNTY_TIME

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":  # what lands is judged by the same examples each time; everybody else draws new ones
    settings.load_profile("ci")

MEMORY = Path("/dev/shm")  # noqa: S108  (each run makes a closed folder in it)
ROOM = 1024**3
PREFIX = "zones-tests-"
TEMPLATE = "template_zones"
SHARED = "shared_zones"
DEMO_TEMPLATE = "template_demo"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
}
"""Ten times faster, and lost after a crash of the machine, which no test wants to keep."""

WALL_KEY = "the-key-of-the-tests-opens-the-wall"

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A server of this run's own, in memory where there is room for it."""
    with folder_in_memory() as folder, EmbeddedPostgres.start(folder, settings=FAST) as server:
        yield server


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Make a folder in memory, where there is room for it, and take it away; holds it while this run goes on."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    place = MEMORY if roomy else Path(tempfile.gettempdir())
    _sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    folder.chmod(0o711)  # as root the server runs as another account, which must pass; its data stay closed
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder)
        os.close(held)


def _sweep(place: Path) -> None:
    """Remove what runs that were killed left in memory; a run that still goes on holds its folders."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError):  # held, of another account, or swept by another run meanwhile
            if time.time() - folder.stat().st_ctime < 60:  # may be between making its folder and holding it
                continue
            door = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(door)


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """Name a migrated and empty database to which nobody may connect, so that it can always be cloned."""
    postgres.create_database(TEMPLATE)
    with ThreadPoolExecutor(1) as thread:  # an event loop may run in this one
        thread.submit(upgrade, postgres.url(TEMPLATE)).result()
        thread.submit(asyncio.run, set_key(postgres.url(TEMPLATE), WALL_KEY)).result()
    return TEMPLATE


@pytest.fixture
async def database(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Give the SQLAlchemy address of a fresh clone of the template, dropped after the test whoever is still in it."""
    async with a_clone(postgres, template) as url:
        yield url


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    """Give an engine on the test's own database."""
    engine = create_async_engine(database)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
def shared(postgres: EmbeddedPostgres, template: str) -> str:
    """Give the address of the database in which the tests that roll back work."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, clone(postgres, template, name=SHARED)).result()
    return postgres.url(SHARED)


@pytest.fixture
async def session(shared: str) -> AsyncIterator[AsyncSession]:
    """Give a session whose every commit ends a savepoint only, and which is rolled back as a whole after the test."""
    engine = create_async_engine(shared, poolclass=NullPool)
    async with engine.connect() as connection:
        whole = await connection.begin()
        async with AsyncSession(
            bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        await whole.rollback()
    await engine.dispose()


@pytest.fixture(scope="session")
def demo_template(postgres: EmbeddedPostgres, template: str) -> str:
    """Name a database with the demo county, planned today, because the guards of the database go by its own clock."""

    async def make() -> None:
        await clone(postgres, template, name=DEMO_TEMPLATE)
        engine = create_async_engine(postgres.url(DEMO_TEMPLATE), poolclass=NullPool)
        async with engine.begin() as connection:
            await load_demo(connection, size="demo", planning_day=datetime.now(COUNTY_TIME).date())
        await engine.dispose()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, make()).result()
    return DEMO_TEMPLATE


@pytest.fixture
async def county(postgres: EmbeddedPostgres, demo_template: str) -> AsyncIterator[str]:
    """Give the address of a demo county of the test's own, dropped after the test whoever is still in it."""
    async with a_clone(postgres, demo_template) as url:
        yield url


@asynccontextmanager
async def a_clone(postgres: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """Give the address of a database as another one is, dropped in the end whoever is still in it."""
    name = f"test_{next(_numbers)}"
    await clone(postgres, template, name=name)
    yield postgres.url(name)
    await as_owner(postgres, f"DROP DATABASE {name} WITH (FORCE)")


class _OneDialect(PGDialect_asyncpg):
    """The dialect of every engine here, equal to itself: a statement that one engine compiled is known to all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OneDialect)

    def __hash__(self) -> int:
        return hash(_OneDialect)


registry.impls["postgresql.asyncpg"] = lambda: _OneDialect
_compiled: dict[Any, Any] = {}
"""By engine it would be lost with every test, and a sixth of the time of those tests went into compiling."""


class _OneTurn(asyncio.Semaphore):
    """Finds a transaction that waits for another of its own request: where many are asked both would wait for ever."""

    async def acquire(self) -> Literal[True]:
        async with asyncio.timeout(60):
            return await super().acquire()


class Walled(Database):
    """A database as the service has it, behind the second wall, for callers; the test itself looks in as its owner."""

    def __init__(self, url: str) -> None:
        self.api = Database(api_url(url), key=WALL_KEY)
        super().__init__(url)
        for engine in (self.api.engine, self.engine):
            engine.sync_engine.update_execution_options(compiled_cache=_compiled)

    def showing(self, passport: Showing) -> Database:  # type: ignore[override]
        """Return the service's database for a caller, whose request has one transaction at a time."""
        shown = self.api.showing(passport)
        shown._turns = _OneTurn(1)
        return shown

    @property
    def statements(self) -> int:
        """Statements that callers sent."""
        return self.api.statements

    @statements.setter
    def statements(self, sent: int) -> None:
        """Count none of the owner's."""

    async def close(self) -> None:
        """Close the connections of both."""
        await self.api.close()
        await super().close()


async def clone(postgres: EmbeddedPostgres, template: str, *, name: str) -> None:
    """Make a database as another one is, to which nobody is connected."""
    await as_owner(postgres, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")


async def as_owner(postgres: EmbeddedPostgres, statement: str) -> None:
    """Execute a statement of administration."""
    connection = await asyncpg.connect(postgres.dsn("postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


LONGEST = (
    *("test_noninterference", "test_noninterference_acts", "test_fuzzing", "test_crashes", "test_commands"),
    *("test_facts_part", "test_touched", "test_touched_kin", "test_noninterference_http", "test_matters_applying"),
    *("test_against_every_plan", "test_repairing", "test_repair_questions"),
)
"""Files that take longest, in order; begun last, one of them would keep one process busy while the others wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, and leave the others as they were drawn."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """Take what was imported and collected out of the garbage collector's rounds, which would walk all of it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines of what tries thousands: counted, it takes twice as long, and each line has a shorter test.

    pytest-cov sees to it, except in the processes of xdist, where it leaves a tracer on.
    """
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
