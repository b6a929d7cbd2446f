"""A browser that can reach this machine only, and keeps an account of all it asked for and complained about."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from starlette.types import ASGIApp

HOST = "127.0.0.1"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]
MESSAGES_THAT_COUNT = {"error", "warning", "assert"}


def chromium_path() -> str:
    """Find Chromium; without it a test is skipped, but in CI, where it must be there, it fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is not None:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("Chromium is missing in CI: apt-get install chromium fonts-noto-cjk")
    pytest.skip("Chromium is not installed: apt-get install chromium fonts-noto-cjk")


@dataclass
class Account:
    """What a page did that its reader does not see."""

    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Write down requests to other hosts, and everything that the console calls wrong."""
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", lambda message: self._note_message(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != HOST:
            self.elsewhere.append(url)

    def _note_message(self, kind: str, text: str) -> None:
        if kind in MESSAGES_THAT_COUNT:
            self.complaints.append(f"{kind}: {text}")


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application on a free port of this machine; give its address."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            if serving.done():
                serving.result()
                pytest.fail("the server ended before it began")
            await asyncio.sleep(0.01)
        try:
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start Chromium without a way out."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def fresh_page(browser: Browser, *, locale: str) -> AsyncIterator[tuple[Page, Account]]:
    """Open a page of a visitor who was never here, with an account of what it does."""
    context = await browser.new_context(locale=locale, viewport={"width": 1280, "height": 800})
    account = Account()
    account.watch(context)
    try:
        yield await context.new_page(), account
    finally:
        await context.close()
