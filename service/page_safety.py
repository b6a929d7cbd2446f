"""What every answer tells the browser: load nothing from elsewhere, and how long to keep what it got."""

from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES = "/graphiql"
"""Where pages are; everything else is data, which a browser need never show."""

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
NO_SOURCES = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""What an answer with data may load, if a browser shows it: nothing."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
SAFE_HEADERS = {
    "content-security-policy": "; ".join(f"{kind} {allowed}" for kind, allowed in SOURCES.items()),
    **ALWAYS,
}
"""The headers of a page."""
DATA_HEADERS = {"content-security-policy": NO_SOURCES, **ALWAYS}
"""The headers of every other answer."""

YEAR = 365 * 24 * 60 * 60
"""Seconds."""
STRICT = f"max-age={YEAR}"


def is_page(path: str) -> bool:
    """Tell whether a path is one of the pages."""
    return path == PAGES or path.startswith(f"{PAGES}/")


def keeping(path: str) -> str:
    """Say how long a browser may keep an answer: assets carry a hash of their content in their name."""
    if path.endswith(".json") or not is_page(path):
        return "no-store"
    if "/assets/" in path:
        return f"public, max-age={YEAR}, immutable"
    return "no-cache"


class PageSafety:
    """Adds the safe headers and the keeping rule to each answer, errors among them."""

    def __init__(self, app: ASGIApp, *, tls: bool = False) -> None:
        self.app = app
        self._more = {"strict-transport-security": STRICT} if tls else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SAFE_HEADERS if is_page(path) else DATA_HEADERS)
                headers.update(self._more)
                headers["cache-control"] = keeping(path) if message["status"] < HTTPStatus.BAD_REQUEST else "no-store"
            await send(message)

        await self.app(scope, receive, send_safely)
