"""GraphiQL as a person uses it: open, choose, run, read."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, Request, Response, expect

_LOOK_UNTIL_KEPT = """text => new Promise(done => {
  const look = () => (localStorage["graphiql:tabState"] ?? "").includes(text) ? done() : setTimeout(look, 50);
  look();
})"""


@dataclass
class GraphiqlPage:
    """One open page of GraphiQL."""

    page: Page

    async def open(self, address: str) -> None:
        """Visit the root of the service and wait until the schema is known, as a run before it would wait."""
        async with self.page.expect_response(lambda response: _names(response.request, "IntrospectionQuery")):
            await self.page.goto(f"{address}/")
        await expect(self.page.locator(".graphiql-query-editor .view-lines")).to_be_visible()
        await expect(self.page.locator(".graphiql-spinner")).to_have_count(0)

    async def titles(self) -> list[str]:
        """Read the titles of the open tabs, from left to right."""
        return await self.tabs.all_inner_texts()

    @property
    def tabs(self) -> Locator:
        """The buttons that name the open tabs."""
        return self.page.locator(".graphiql-tab-button")

    async def choose_tab(self, title: str) -> None:
        """Go to the tab of that title."""
        await self.tabs.filter(has_text=title).click()
        await expect(self.page.locator(".graphiql-tab-active")).to_contain_text(title)

    async def run(self) -> tuple[Request, dict[str, Any]]:
        """Run what the open tab holds; give the request that was sent and the JSON that came back."""
        execute = self.page.get_by_role("button", name="Execute query")
        async with self.page.expect_response(_is_a_run) as answer:
            await execute.click()
        response: Response = await answer.value
        await expect(execute).to_be_visible()
        await expect(self.page.locator(".result-window .view-lines")).to_contain_text('"')
        result = json.loads(await response.text())
        assert isinstance(result, dict)
        return response.request, result

    async def follow(self, told: str, picture: Path) -> None:
        """Follow what the open tab holds until that text is told, keep a picture of it, and stop."""
        await self.page.get_by_role("button", name="Execute query").click()
        await expect(self.page.locator(".result-window .view-lines")).to_contain_text(told)
        await self.page.screenshot(path=picture)
        await self.page.get_by_role("button", name="Stop query").click()
        await expect(self.page.get_by_role("button", name="Execute query")).to_be_visible()

    async def query_text(self) -> str:
        """Read the lines that the query editor shows."""
        lines = await self.page.locator(".graphiql-query-editor .view-line").all_inner_texts()
        return "\n".join(line.replace("\xa0", " ") for line in lines)

    async def until_kept(self, text: str) -> None:
        """Wait until the browser keeps the open tabs with that text in them, as it does half a second after an edit."""
        async with asyncio.timeout(5):
            await self.page.evaluate(_LOOK_UNTIL_KEPT, text)

    async def write_query(self, text: str) -> None:
        """Replace the query by another text."""
        await self.page.locator(".graphiql-query-editor .view-lines").click()
        await self.page.keyboard.press("Control+A")
        await self.page.keyboard.insert_text(text)


def _is_a_run(response: Response) -> bool:
    return response.url.endswith("/graphql") and not _names(response.request, "IntrospectionQuery")


def _names(request: Request, operation: str) -> bool:
    return operation in (request.post_data or "")
