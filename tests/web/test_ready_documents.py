"""Every ready document, run in the browser on the application that visitors get."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser
from pytest_asyncio import fixture

from service.pages import Tab
from tests.web.browser import Account, fresh_page, served
from tests.web.graphiql_page import GraphiqlPage
from tests.web.small_app import IDENTITIES, TABS, small_app

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


@fixture(scope="module", loop_scope="module")
async def site() -> AsyncIterator[tuple[str, list[Tab]]]:
    """Serve the application under test; give its address and the tabs that it should show."""
    async with served(small_app(tabs=TABS, identities=IDENTITIES)) as address:
        yield address, TABS


def picture_folder(otherwise: Path) -> Path:
    """Say where pictures go: to the documentation only when they are asked for, so that tests leave no change."""
    folder = PICTURES if os.environ.get("ZONES_PICTURES") == "1" else otherwise
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def test_every_ready_document_is_a_tab_that_runs_without_errors(
    browser: Browser, site: tuple[str, list[Tab]], tmp_path: Path
) -> None:
    address, tabs = site
    titles = [f"{tab.name[:2]} {tab.title.zh}" for tab in tabs]
    folder = picture_folder(tmp_path)
    async with fresh_page(browser, locale="zh-CN") as (page, account):
        visit = GraphiqlPage(page)
        await visit.open(address)
        assert await visit.titles() == titles
        for tab, title in zip(tabs, titles, strict=True):
            await visit.choose_tab(title)
            request, result = await visit.run()
            sent = json.loads(request.post_data or "")
            assert (sent["query"], sent.get("variables")) == (tab.query, tab.variables)
            assert "errors" not in result, f"{tab.name}: {result['errors']}"
            picture = folder / f"{tab.name}.png"
            await page.screenshot(path=picture)
            assert picture.read_bytes().startswith(b"\x89PNG")
        assert await visit.titles() == titles
        assert account == Account(elsewhere=[], complaints=[])
