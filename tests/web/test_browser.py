"""When a missing browser is a skipped test, when a failed one, and whether the account of a page can be trusted."""

import pytest
from playwright.async_api import Browser

from tests.web.browser import chromium_path, fresh_page


def test_without_chromium_a_test_is_skipped_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium"):
        chromium_path()


def test_without_chromium_a_test_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Chromium is missing in CI"):
        chromium_path()


@pytest.mark.asyncio(loop_scope="module")
async def test_the_account_of_a_page_holds_requests_to_elsewhere_and_complaints(browser: Browser) -> None:
    async with fresh_page(browser, locale="zh-CN") as (page, account):
        await page.set_content("<img src='http://elsewhere.example/a.png'><script>console.error('wrong')</script>")
        assert account.elsewhere == ["http://elsewhere.example/a.png"]
        assert "error: wrong" in account.complaints
        assert "error: Failed to load resource: net::ERR_NAME_NOT_RESOLVED" in account.complaints
