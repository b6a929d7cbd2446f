"""Every ready document, run in the browser on the application that visitors get."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser
from pytest_asyncio import fixture
from starlette.applications import Starlette

from db.wall import api_url
from service.app import create_app
from service.settings import Settings
from tests.conftest import WALL_KEY
from tests.web.browser import Account, fresh_page, served
from tests.web.graphiql_page import GraphiqlPage

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
ACTS = {
    "08-propose": {"proposal"},
    "10-edit": {"proposal"},
    "11-approve": {"proposal", "assignments"},
    "13-call-meeting": {"meeting"},
}
"""What each act answers with when it is done; a refusal has a code instead."""

FOLLOWED = {"19-follow-meeting": "协作区案件会商会"}
"""What is told of each thing that is followed."""


@fixture(scope="module", loop_scope="module")
async def app(demo_county: str) -> AsyncIterator[Starlette]:
    """Make the application over the demo county."""
    app = create_app(Settings(database_url=api_url(demo_county), wall_key=WALL_KEY, demo=True))
    yield app
    await app.state.database.close()


@fixture(scope="module", loop_scope="module")
async def site(app: Starlette) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """Serve the application under test; give its address and the tabs that it should show."""
    async with served(app) as address, httpx.AsyncClient() as client:
        yield address, (await client.get(f"{address}/graphiql/tabs.json")).json()


def picture_folder(otherwise: Path) -> Path:
    """Say where pictures go: to the documentation only when they are asked for, so that tests leave no change."""
    folder = PICTURES if os.environ.get("ZONES_PICTURES") == "1" else otherwise
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def test_every_ready_document_is_a_tab_that_runs_without_errors(
    browser: Browser, site: tuple[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    address, tabs = site
    titles = [f"{tab['name'][:2]} {tab['title']['zh']}" for tab in tabs]
    folder = picture_folder(tmp_path)
    async with fresh_page(browser, locale="zh-CN") as (page, account):
        visit = GraphiqlPage(page)
        await visit.open(address)
        assert await visit.titles() == titles
        for tab, title in zip(tabs, titles, strict=True):
            await visit.choose_tab(title)
            picture = folder / f"{tab['name']}.png"
            if tab["name"] in FOLLOWED:
                await visit.follow(FOLLOWED[tab["name"]], picture)
            else:
                request, result = await visit.run()
                sent = json.loads(request.post_data or "")
                assert (sent["query"], sent.get("variables")) == (tab["query"], tab["variables"])
                assert "errors" not in result, f"{tab['name']}: {result['errors']}"
                if tab["name"] in ACTS:
                    assert [payload.keys() for payload in result["data"].values()] == [ACTS[tab["name"]]]
                await page.screenshot(path=picture)
            assert picture.read_bytes().startswith(b"\x89PNG")
        assert await visit.titles() == titles
        assert account == Account(elsewhere=[], complaints=[])
