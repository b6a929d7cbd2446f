"""One Chromium for all tests of a file, and the demo county as a visitor finds it."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.async_api import Browser
from pytest_asyncio import fixture

from db.embedded import EmbeddedPostgres
from db.wall import set_key
from service.commands.demo import prepare
from tests.conftest import WALL_KEY
from tests.web.browser import chromium


@fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Start Chromium once for each file, as starting takes two seconds."""
    async with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def demo_county(postgres: EmbeddedPostgres, request: pytest.FixtureRequest) -> str:
    """Give the address of a database with the demo county as of today, made the way ``zones demo`` makes it."""
    name = f"demo_of_{request.module.__name__.rpartition('.')[2]}"
    postgres.create_database(name)
    with ThreadPoolExecutor(1) as thread:  # an event loop may run in this one
        assert thread.submit(asyncio.run, prepare(postgres.url(name), "demo")).result()
        thread.submit(asyncio.run, set_key(postgres.url(name), WALL_KEY)).result()
    return postgres.url(name)
