"""A small identity provider of the test's own: a real server with discovery, keys that rotate, and signed tokens."""

import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from starlette.applications import Starlette

from service.app import create_app
from service.oidc import Pinned
from service.origins import Network
from service.provider_settings import ALGORITHMS, ProviderSettings
from service.settings import Settings
from terms.periods import COUNTY_TIME

AUDIENCE = "collaboration-zones"
SUBJECT = "u-0001"
ZONES = {"query": "{ zones(first: 1) { nodes { code } } }"}
ACCOUNT = """
INSERT INTO accounts (county_id, label, role, issuer, subject, holder, single_use)
SELECT min(id), :label, :role, :issuer, :subject, :label, :single FROM counties RETURNING id
"""


@dataclass
class Issuer:
    """The provider: what it publishes can be changed while it runs."""

    url: str = ""
    keys: list[Key] = field(default_factory=list)
    published: list[dict[str, Any]] | None = None
    """What the list of keys says instead, where a test wants it to."""
    described: dict[str, Any] = field(default_factory=dict)
    """What the discovery document says besides."""
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> dict[str, Any]:
        """Return the document at a path."""
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **self.described}
        keys = [key.as_dict(private=False) for key in self.keys]
        return {"keys": keys if self.published is None else self.published}

    def token(
        self, *, key: Key | None = None, header: dict[str, Any] | None = None, without: str = "", **claims: Any
    ) -> str:
        """Return a token that is good but for what the test says."""
        now = int(datetime.now(COUNTY_TIME).timestamp())
        usual = {"iss": self.url, "aud": AUDIENCE, "sub": SUBJECT, "iat": now, "exp": now + 300}
        said = {name: value for name, value in {**usual, **claims}.items() if name != without}
        chosen = self.keys[0] if key is None else key
        given = {"alg": "RS256", "kid": chosen.kid, **(header or {})}
        top = {name: value for name, value in given.items() if value is not None}
        return jwt.encode(top, said, chosen, registry=Pinned([*ALGORITHMS, "HS256"]))


def rsa(kid: str, size: int = 2048) -> RSAKey:
    """Return a new key."""
    return RSAKey.generate_key(size, {"kid": kid, "use": "sig"})


def curve(kid: str) -> ECKey:
    """Return a new key on a curve."""
    return ECKey.generate_key("P-256", {"kid": kid})


def edwards(kid: str) -> OKPKey:
    """Return a new key of Edwards' kind."""
    return OKPKey.generate_key("Ed25519", {"kid": kid})


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run a provider in a thread; its address is this machine's own."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked.append(self.path)
            body = json.dumps(issuer.answer(self.path)).encode()
            self.send_response(issuer.status)
            self.send_header("content-length", str(len(body)))
            if issuer.status in {301, 302}:
                self.send_header("location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    issuer.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Desk:
    """The application with a provider, asked over ASGI; not the demo."""

    app: Starlette
    client: httpx.AsyncClient
    engine: AsyncEngine
    issuer: Issuer

    async def ask(self, token: str | None, **headers: str) -> httpx.Response:
        """Ask one question."""
        sent = {**headers, **({} if token is None else {"authorization": f"Bearer {token}"})}
        return await self.client.post("/graphql", json=ZONES, headers=sent)

    async def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        async with self.engine.begin() as connection:
            done = await connection.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    async def county(self) -> None:
        """Set up a county."""
        await self.rows("INSERT INTO counties (code, name, name_en) VALUES ('990001', '甲县', '')")

    async def account(self, subject: str = SUBJECT, *, role: str = "COUNTY", single: bool = False) -> int:
        """Open an account."""
        values = {"label": f"account of {subject}", "role": role, "subject": subject, "single": single}
        ((key,),) = await self.rows(ACCOUNT, issuer=self.issuer.url, **values)
        return int(key)

    async def refused(self) -> list[str]:
        """Return the reasons on record, in order."""
        await self.app.state.door.journal.write()
        rows = await self.rows("SELECT refusal FROM sign_ins ORDER BY id")
        return [str(row[0]) for row in rows]


@asynccontextmanager
async def desk_at(
    database: str, issuer: Issuer, *, demo: bool = False, proxies: tuple[Network, ...] = (), **settings: Any
) -> AsyncIterator[Desk]:
    """Run the application over a database with this provider."""
    provider = ProviderSettings(issuer=issuer.url, audience=AUDIENCE, **settings)
    app = create_app(Settings(database_url=database, demo=demo, provider=provider, proxies=proxies))
    engine = create_async_engine(database)
    transport = httpx.ASGITransport(app=app, client=("10.1.1.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://zones") as client:
        yield Desk(app, client, engine, issuer)
    await engine.dispose()
    await app.state.door.close()
    await app.state.database.close()


__all__ = ["AUDIENCE", "SUBJECT", "Desk", "Issuer", "curve", "desk_at", "edwards", "issuing", "rsa"]
