"""What the tests of the embedded server share: a question to it, and a Python of its own that can be killed."""

import asyncio
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import asyncpg
import pytest

from db.embedded import DATABASE, EmbeddedPostgres
from db.embedded_binaries import Account

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys, threading, time
from pathlib import Path
from db.embedded import EmbeddedPostgres
from db.embedded_process import running
def serve():
    server = EmbeddedPostgres.start(Path(sys.argv[1]))
    print(running(server.folder.cluster), server._sockets, flush=True)
    time.sleep(60)
if sys.argv[2] == "main":
    serve()
else:
    threading.Thread(target=serve).start()
"""


def ask(server: EmbeddedPostgres, statement: str, *, database: str = DATABASE) -> object:
    """Run one statement on a connection of its own and return its first value."""

    async def on_a_connection() -> object:
        connection = await asyncpg.connect(server.dsn(database))
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(on_a_connection())


def wait_until(holds: Callable[[], bool], *, seconds: float = 10) -> None:
    """Return when the condition holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


class Child:
    """Another Python that starts the server, from its main thread or from a worker's, perhaps as another user."""

    def __init__(self, data: Path, *, thread: str, user: str | None = None) -> None:
        become: list[str] = []
        if user is not None:
            entry = pwd.getpwnam(user)
            if not Account(user=entry.pw_uid, group=entry.pw_gid, switch=True).can_enter(ROOT):
                pytest.skip("the project lies in a folder that an ordinary user cannot enter")
            become = ["setpriv", f"--reuid={user}", f"--regid={entry.pw_gid}", "--clear-groups"]
        self.sockets = Path()
        self._process = subprocess.Popen(
            [*become, sys.executable, "-c", PROGRAM, str(data), thread],
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )

    def server(self) -> int:
        """Return the id of the server that the child has started."""
        assert self._process.stdout is not None
        server, sockets = self._process.stdout.readline().split()
        self.sockets = Path(sockets)
        return int(server)

    def kill(self) -> None:
        """End the child as a crash would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def __enter__(self) -> Self:
        """Return the child."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child, whatever the test did with it."""
        self.kill()
        assert self._process.stdout is not None
        self._process.stdout.close()
