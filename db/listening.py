"""What transactions tell on a channel of PostgreSQL, heard on one connection of the process that is not the pool's.

A notification says by a key that something changed, and nothing else; whoever follows that key looks for herself. Lost
notifications lose nothing: whenever the connection is new, everybody looks again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

log = logging.getLogger("zones")

CHANNEL: Final = "meetings"
NAME: Final = "collaboration-zones listening"
"""By what the connection is known in ``pg_stat_activity``."""
PING: Final = 15.0
"""Seconds after which a silent connection is asked whether it is still there; ours."""
PATIENCE: Final = 10.0
"""Seconds for it to be made, and to answer; ours."""
FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 15.0
"""Seconds between two attempts to connect, doubled each time; everybody looks again after each (ours)."""
LOST: Final = (OSError, TimeoutError, PostgresError, InterfaceError, SQLAlchemyError)


class _Hearing:
    """One task that hears, and what ends it; it is never cancelled, so that no connection is left half made."""

    def __init__(self) -> None:
        self.stirred = asyncio.Event()
        self.is_over = False
        self.is_lost = False

    def end(self) -> None:
        """Let the task end."""
        self.is_over = True
        self.stirred.set()

    def lose(self) -> None:
        """Say that the connection is lost."""
        self.is_lost = True
        self.stirred.set()

    def begin(self) -> None:
        """Say that the connection is new."""
        self.is_lost = False
        if not self.is_over:
            self.stirred.clear()

    async def wait(self, seconds: float) -> bool:
        """Wait until it ends or the connection is lost; tell whether either came in so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.stirred.wait()
        return self.stirred.is_set()


class Listening:
    """Who follows which key; the connection is there for as long as anybody follows any."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._followers: dict[int, set[asyncio.Event]] = {}
        self._hearing: _Hearing | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def following(self, key: int) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set whenever something of the key may have changed; it is set at the beginning."""
        told = asyncio.Event()
        told.set()
        self._followers.setdefault(key, set()).add(told)
        if self._hearing is None:
            self._hearing = _Hearing()
            task = asyncio.create_task(self._hear_on(self._hearing))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            yield told
        finally:
            self._followers[key].discard(told)
            if not self._followers[key]:
                del self._followers[key]
            if not self._followers:
                self._end()

    async def close(self) -> None:
        """Hear nothing any more; returns when the connection is closed."""
        self._end()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _end(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing is not None:
            hearing.end()

    async def _hear_on(self, hearing: _Hearing) -> None:
        """Hear, and whenever the connection is lost make another one."""
        pause = FIRST_PAUSE
        while not hearing.is_over:
            try:
                await self._hear(hearing)
                pause = FIRST_PAUSE
            except LOST as error:
                log.warning("no notifications of the database: %s", type(error).__name__)
            self._tell_all()
            hearing.begin()
            await hearing.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _hear(self, hearing: _Hearing) -> None:
        """Hear until the connection is lost, or nobody follows anything any more."""
        engine = create_async_engine(
            self._url,
            poolclass=NullPool,
            connect_args={"timeout": PATIENCE, "server_settings": {"application_name": NAME}},
        )
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            driver.add_termination_listener(lambda _: hearing.lose())
            await driver.add_listener(CHANNEL, self._heard)
            self._tell_all()
            while not await hearing.wait(PING):
                await driver.execute("SELECT 1", timeout=PATIENCE)

    def _heard(self, _connection: object, _process: int, _channel: str, payload: str) -> None:
        for told in self._followers.get(int(payload), ()):
            told.set()

    def _tell_all(self) -> None:
        for followers in self._followers.values():
            for told in followers:
                told.set()
