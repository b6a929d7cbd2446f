"""One Chromium for all tests of a file."""

from collections.abc import AsyncIterator

from playwright.async_api import Browser
from pytest_asyncio import fixture

from tests.web.browser import chromium


@fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Start Chromium once for each file, as starting takes two seconds."""
    async with chromium() as browser:
        yield browser
