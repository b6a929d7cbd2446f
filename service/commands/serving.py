"""``serve``: the service on a database of the office's own."""

import argparse
import asyncio
import socket
from contextlib import suppress
from typing import Any, ClassVar

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from db.database_errors import Busy, DatabaseUnavailable
from db.reads.access import is_demo
from db.session import Database
from service.settings import Settings
from terms.refusals import Refusal

PORT = 8000
GRACE = 10
"""Seconds that requests under way have when the service is told to end; what is followed would never end; ours."""

GONE_AFTER = 30
"""Seconds after which a connection whose other end takes nothing is given up, so that what it followed counts no more
for whoever returns; what is followed is written to every 15 s (``service.streams.CHECK``); ours."""


class PortInUse(Refusal):
    """Another program listens where the service wants to."""

    code: ClassVar[str] = "PORT_IN_USE"
    zh: ClassVar[str] = "地址 {host}:{port} 无法使用（{reason}）。请换一个端口：--port {other}。"
    en: ClassVar[str] = "Cannot listen on {host}:{port} ({reason}). Choose another port: --port {other}."

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason
        self.other = port + 1


class DemoElsewhere(Refusal):
    """The demo identities, which everybody knows, were asked for over a database that is not the demo's."""

    code: ClassVar[str] = "DEMO_ELSEWHERE"
    zh: ClassVar[str] = "该数据库不是演示数据库，不能启用演示身份。请去掉 ZONES_DEMO，或使用演示自带的数据库。"
    en: ClassVar[str] = "This database is not the demo's, so no demo identities are let into it. Unset ZONES_DEMO."


class GivingUp(HttpToolsProtocol):
    """A connection that is given up where its other end went without a word; else the system waits a quarter hour."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin it."""
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; other systems have their own patience
            held = transport.get_extra_info("socket")
            held.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER * 1000)
        super().connection_made(transport)


def add_to(commands: Any) -> None:
    """Add the command."""
    serve = commands.add_parser("serve", help="serve GraphQL and GraphiQL on DATABASE_URL")
    add_address(serve)
    serve.set_defaults(act=_serve)


def add_address(command: argparse.ArgumentParser) -> None:
    """Add the options that say where to listen."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    command.add_argument("--port", type=port, default=PORT, help=f"port to listen on ({PORT})")


def port(text: str) -> int:
    """Read a port, 1 to 65535."""
    number = int(text)
    if not 1 <= number <= 65535:  # noqa: PLR2004  (TCP's own bound)
        raise ValueError
    return number


def check_port(host: str, number: int) -> None:
    """Refuse, by ``PortInUse``, an address on which nobody can listen now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, number))
        except OSError as error:
            raise PortInUse(host, number, error.strerror or str(error)) from error


def _serve(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    check_port(options.host, options.port)
    if settings.demo:
        with suppress(DatabaseUnavailable, Busy):  # the door looks again at each demo token
            asyncio.run(check_demo(settings.database_url, key=settings.wall_key))
    uvicorn.run(
        "service.app:create_app",
        factory=True,
        host=options.host,
        port=options.port,
        http=GivingUp,
        log_level="info",
        proxy_headers=False,  # whose word on addresses is taken, ZONES_PROXIES says alone
        ws_max_size=settings.limits.document_bytes,
        timeout_graceful_shutdown=GRACE,
    )
    return 0


async def check_demo(url: str, *, key: str | None = None) -> None:
    """Refuse, by ``DemoElsewhere``, a database whose county is not the demo's."""
    database = Database(url, key=key)
    try:
        async with database.judging() as session:
            if not await is_demo(session):
                raise DemoElsewhere
    finally:
        await database.close()
