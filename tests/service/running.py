"""The service as a process of its own, started by its command line, asked over the network, and killed."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from db.embedded_folder import find
from db.embedded_process import running

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from service.cli import main; sys.exit(main())"
PATIENCE = 60.0
TLS = ssl.create_default_context()
"""Not used, but asked for by every client; to read all authorities anew takes longer than to ask."""


def environment(**more: str) -> dict[str, str]:
    """Return the surroundings of a command: none of this machine's settings but its path."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **more}


def zones(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the service to its end."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    """Return a port on which nobody listens just now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


class Running:
    """The service in a process of its own; ended with the block, however the test left it."""

    def __init__(self, *arguments: str, **settings: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments, "--port", str(self.port)],
            cwd=ROOT,
            env=environment(**settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @classmethod
    def demo(cls, data: Path) -> Self:
        """Start the demo on a data folder, and return it when it answers."""
        started = cls("demo", "--no-reload", "--data", str(data))
        started.await_answer()
        return started

    def await_answer(self) -> None:
        """Return when the service answers at all."""
        end = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, "the service ended"
            assert time.monotonic() < end, "the service did not come up"
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/health", timeout=5, verify=TLS)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return

    def ask(self, query: str, *, token: str = "demo-county", **variables: Any) -> httpx.Response:  # noqa: S107
        """Ask a document as the county."""
        return httpx.post(
            f"http://127.0.0.1:{self.port}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {token}"},
            timeout=PATIENCE,
            verify=TLS,
        )

    def kill(self) -> None:
        """End the service as a crash would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> Self:
        """Return the service."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it in order, or at all."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


def postmaster(data: Path) -> int:
    """Return the process of the embedded server of a data folder."""
    found = running(find(data).cluster)
    assert found is not None
    return found
