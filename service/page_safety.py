"""What every page tells the browser: load nothing from elsewhere, and how long to keep what it got."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SOURCES = {
    "default-src": "'self'",
    "script-src": "'self'",
    "worker-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",  # the editor writes its colours into style elements
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""What a page may load, by kind."""

SAFE_HEADERS = {
    "content-security-policy": "; ".join(f"{kind} {allowed}" for kind, allowed in SOURCES.items()),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

YEAR = 365 * 24 * 60 * 60
"""Seconds."""


def keeping(path: str) -> str:
    """Say how long a browser may keep an answer: assets carry a hash of their content in their name."""
    if path.endswith(".json"):
        return "no-store"
    if "/assets/" in path:
        return f"public, max-age={YEAR}, immutable"
    return "no-cache"


class PageSafety:
    """Adds the safe headers and the keeping rule to each answer of the pages below it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete the headers of its answer."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SAFE_HEADERS)
                headers["cache-control"] = (
                    keeping(scope["path"]) if message["status"] < HTTPStatus.BAD_REQUEST else "no-store"
                )
            await send(message)

        await self.app(scope, receive, send_safely)
