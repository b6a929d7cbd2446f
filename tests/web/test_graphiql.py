"""GraphiQL in a browser for which no other host exists."""

import json
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect
from pytest_asyncio import fixture

from tests.web.browser import Account, fresh_page, served
from tests.web.graphiql_page import GraphiqlPage
from tests.web.small_app import IDENTITIES, TABS, small_app

pytestmark = pytest.mark.asyncio(loop_scope="module")


@fixture(scope="module", loop_scope="module")
async def site() -> AsyncIterator[str]:
    """Serve the small application; give its address."""
    async with served(small_app(tabs=TABS, identities=IDENTITIES)) as address:
        yield address


@fixture(loop_scope="module")
async def visit(browser: Browser, site: str) -> AsyncIterator[GraphiqlPage]:
    """Open GraphiQL as a new visitor with a Chinese browser; afterwards nothing may have gone elsewhere or wrong."""
    async with fresh_page(browser, locale="zh-CN") as (page, account):
        graphiql = GraphiqlPage(page)
        await graphiql.open(site)
        yield graphiql
        assert account == Account(elsewhere=[], complaints=[])


async def test_the_editor_knows_the_schema_by_a_worker_of_our_own(visit: GraphiqlPage) -> None:
    wrong = visit.page.locator(".graphiql-query-editor .squiggly-error")
    await visit.write_query("query WhoAsks { caller { bearer } }")
    await expect(wrong).to_have_count(0)
    await visit.write_query("query WhoAsks { nobodyKnowsThis }")
    await expect(wrong).not_to_have_count(0)
    workers = [worker.url for worker in visit.page.workers]
    assert [url for url in workers if "/assets/graphql.worker-" in url], workers


async def test_a_run_right_after_a_change_of_tabs_is_a_run_of_the_new_one(visit: GraphiqlPage) -> None:
    await visit.choose_tab("02 回声")
    request, result = await visit.run()
    assert json.loads(request.post_data or "")["operationName"] == "Echo"
    assert result == {"data": {"echo": "商水"}}


async def test_the_explorer_lists_what_may_be_asked(visit: GraphiqlPage) -> None:
    await visit.page.get_by_role("button", name="Show GraphiQL Explorer").click()
    await expect(visit.page.locator(".graphiql-explorer-root")).to_contain_text("caller")


async def test_choosing_a_language_changes_our_words_the_titles_and_the_header(visit: GraphiqlPage) -> None:
    html = visit.page.locator("html")
    await expect(html).to_have_attribute("lang", "zh-CN")
    await visit.page.get_by_label("语言").select_option("en")
    await expect(html).to_have_attribute("lang", "en")
    await expect(visit.page.locator(".zones-bar button")).to_have_text("Restore examples")
    assert await visit.titles() == ["01 Who asks", "02 Echo"]
    request, _ = await visit.run()
    assert (await request.all_headers())["accept-language"] == "en, zh;q=0.5"


async def test_requests_are_sent_as_the_identity_chosen_also_after_a_new_visit(visit: GraphiqlPage) -> None:
    _, result = await visit.run()
    assert result["data"]["caller"] == {
        "bearer": "Bearer token-of-coordinator",
        "languages": "zh-CN, zh;q=0.9, en;q=0.5",
    }
    await visit.page.get_by_label("身份").select_option(label="回避专员")
    _, result = await visit.run()
    assert result["data"]["caller"]["bearer"] == "Bearer token-of-officer"
    await visit.page.reload()
    await expect(visit.page.get_by_label("身份")).to_have_value("token-of-officer")


async def test_nobody_may_be_chosen_and_then_no_token_is_sent(visit: GraphiqlPage) -> None:
    await visit.page.get_by_label("身份").select_option(label="（未登录）")
    _, result = await visit.run()
    assert result["data"]["caller"]["bearer"] is None


async def test_an_edited_document_stays_until_the_examples_are_restored(visit: GraphiqlPage) -> None:
    await visit.write_query("query WhoAsks { caller { languages } }")
    await visit.until_kept("{ caller { languages } }")
    await visit.page.reload()
    await expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text("caller { languages }")
    await visit.page.get_by_role("button", name="恢复示例").click()
    await expect(visit.page.locator(".graphiql-query-editor .view-lines")).to_contain_text("# zh: 谁在问")
    assert await visit.query_text() == TABS[0].query


async def test_changed_examples_are_offered_and_never_forced_on_a_visitor(browser: Browser) -> None:
    tabs = TABS[:1]
    async with (
        served(small_app(tabs=tabs, identities=[])) as address,
        fresh_page(browser, locale="en-GB") as (page, account),
    ):
        visit = GraphiqlPage(page)
        await visit.open(address)
        assert await page.get_by_label("Identity").count() == 0
        tabs.append(TABS[1])
        await page.reload()
        offer = page.get_by_role("button", name="Examples have changed: load them")
        await expect(offer).to_be_visible()
        assert await visit.titles() == ["01 Who asks"]
        await offer.click()
        await expect(visit.tabs).to_have_text(["01 Who asks", "02 Echo"])
        await expect(page.get_by_role("button", name="Restore examples")).to_be_visible()
        assert account == Account(elsewhere=[], complaints=[])
