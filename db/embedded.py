"""PostgreSQL from a wheel, for a machine that has none: started, watched and stopped by this process.

    with EmbeddedPostgres.start(Path(".data")) as server:
        engine = create_async_engine(server.url())

It listens on a socket in a closed folder only. It stops with the process that started it, also after ``kill -9``.
"""

# ruff: noqa: S603  (runs PostgreSQL's own programs, with arguments made here)

import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from db.embedded_binaries import Account, programs_for, quiet_environment
from db.embedded_errors import StartFailed
from db.embedded_folder import Folder, find, hold, note, prepare, settle, sockets_noted, telling_what_failed
from db.embedded_process import (
    await_ready,
    clear_left_over,
    end_server,
    launch,
    make_socket_folder,
    remove,
    sockets_of_ready,
)

DATABASE = "zones"
PATIENCE = 120.0  # ours, seconds: recovery after a crash replays some hundred megabytes at most


class EmbeddedPostgres:
    """A PostgreSQL 18 that belongs to this process; made by `start`, ended by `stop` or the ``with`` block."""

    def __init__(self, folder: Folder, *, account: Account, held: IO[str], settings: Mapping[str, str]) -> None:
        self.folder = folder
        self._account = account
        self._held = held
        self._settings = dict(settings)
        self._programs = prepare(folder, account)
        self._sockets = make_socket_folder(account)
        self._server: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(
        cls,
        data: Path,
        *,
        settings: Mapping[str, str] | None = None,
        database: str = DATABASE,
        patience: float = PATIENCE,
    ) -> Self:
        """Start the server on a folder, made when missing, with the named database in it.

        Args:
            data: the folder; PostgreSQL's files are in ``data/postgres``, its messages in ``data/postgres.log``.
            settings: parameters of postgresql.conf that differ from the standard ones.
            database: created when missing.
            patience: seconds after which a start that is not ready counts as failed.

        Raises:
            EmbeddedError: one of `db.embedded_errors`, with advice; nothing half-made is left.
        """
        folder, account = settle(data)
        held = hold(folder)
        try:
            clear_left_over(folder)
            left = sockets_noted(held)
            if left is not None:
                remove(left)
            server = cls(folder, account=account, held=held, settings=settings or {})
        except BaseException:
            held.close()
            raise
        try:
            server._run(patience)
            server.create_database(database)
        except BaseException:
            server.stop()
            raise
        return server

    def _run(self, patience: float) -> None:
        with telling_what_failed(self.folder.home):
            note(self._held, sockets=self._sockets)
            said_before = self.folder.log.stat().st_size if self.folder.log.exists() else 0
            self._server = launch(
                self.folder,
                account=self._account,
                programs=self._programs,
                sockets=self._sockets,
                settings=self._settings,
            )
        await_ready(self.folder, self._server, patience=patience, from_byte=said_before)

    @property
    def died(self) -> bool:
        """Tell whether the server has ended although nobody asked it to; then `restart` recovers."""
        return self._server is not None and self._server.poll() is not None

    def restart(self, *, patience: float = PATIENCE) -> None:
        """Start the server again on the same socket, so that every address handed out stays valid."""
        if self._server is not None:
            end_server(self._server)
        clear_left_over(self.folder)
        self._run(patience)

    def stop(self) -> None:
        """Stop the server with everything written, and let go of the folder; a second call does nothing."""
        if self._held.closed:
            return
        if self._server is not None:
            end_server(self._server)
            self._server = None
        remove(self._sockets)
        with self._held:
            note(self._held, sockets=None)

    def url(self, database: str = DATABASE) -> str:
        """Return the address of a database for SQLAlchemy with asyncpg."""
        return address("postgresql+asyncpg", sockets=self._sockets, database=database)

    def dsn(self, database: str = DATABASE) -> str:
        """Return the address of a database for asyncpg itself and for PostgreSQL's own programs."""
        return address("postgresql", sockets=self._sockets, database=database)

    def create_database(self, name: str) -> None:
        """Create the database unless it is there."""
        create_database(self._programs, sockets=self._sockets, name=name)

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server."""
        self.stop()


def attach(data: Path, *, database: str = DATABASE) -> str | None:
    """Return the SQLAlchemy address of a server that another process runs on the folder, ``None`` when there is none.

    The database is created when missing.
    """
    with telling_what_failed(data):
        sockets = sockets_of_ready(find(data).cluster)
    if sockets is None:
        return None
    _, account = settle(data)
    create_database(programs_for(account), sockets=sockets, name=database)
    return address("postgresql+asyncpg", sockets=sockets, database=database)


def address(scheme: str, *, sockets: Path, database: str) -> str:
    """Return the URL of a database behind the socket in a folder."""
    return f"{scheme}://postgres@/{quote(database, safe='')}?host={quote(str(sockets), safe='')}"


def create_database(programs: Path, *, sockets: Path, name: str) -> None:
    """Create a database unless it is there; psql, because the standard library does not speak PostgreSQL."""
    statement = (
        "SELECT format('CREATE DATABASE %I TEMPLATE template0', :'name') "
        "WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec\n"
    )
    server = address("postgresql", sockets=sockets, database="postgres")
    asked = subprocess.run(
        [
            str(programs / "psql"),
            f"--dbname={server}",
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            f"--set=name={name}",
        ],
        env=quiet_environment(),
        input=statement,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if asked.returncode != 0 and "already exists" not in asked.stderr:  # another connection may have been first
        raise StartFailed(program="psql", reason=f"exit code {asked.returncode}", last_lines=asked.stderr.strip())
