"""``serve``: the service on a database of the office's own."""

import argparse
import socket
from typing import Any, ClassVar

import uvicorn

from service.settings import Settings
from terms.refusals import Refusal

PORT = 8000


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
    Settings.from_environment()
    check_port(options.host, options.port)
    uvicorn.run("service.app:create_app", factory=True, host=options.host, port=options.port, log_level="info")
    return 0
