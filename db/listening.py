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


class Listening:
    """Who follows which key; the connection is there for as long as anybody follows any."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._followers: dict[int, set[asyncio.Event]] = {}
        self._hearing: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def following(self, key: int) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set whenever something of the key may have changed; it is set at the beginning."""
        told = asyncio.Event()
        told.set()
        self._followers.setdefault(key, set()).add(told)
        if self._hearing is None or self._hearing.done():
            self._hearing = asyncio.create_task(self._hear_on())
        try:
            yield told
        finally:
            self._followers[key].discard(told)
            if not self._followers[key]:
                del self._followers[key]
            if not self._followers:
                await self.close()

    async def close(self) -> None:
        """Hear nothing any more."""
        hearing, self._hearing = self._hearing, None
        if hearing is not None:
            hearing.cancel()
            with suppress(asyncio.CancelledError):
                await hearing

    async def _hear_on(self) -> None:
        """Hear, and whenever the connection is lost make another one."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._hear()
                pause = FIRST_PAUSE
            except LOST as error:
                log.warning("no notifications of the database: %s", type(error).__name__)
            self._tell_all()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _hear(self) -> None:
        """Hear until the connection is lost."""
        engine = create_async_engine(
            self._url,
            poolclass=NullPool,
            connect_args={
                "timeout": PATIENCE,
                "server_settings": {"application_name": "collaboration-zones listening"},
            },
        )
        async with engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            lost = asyncio.Event()
            driver.add_termination_listener(lambda _: lost.set())
            await driver.add_listener(CHANNEL, self._heard)
            self._tell_all()
            while not lost.is_set():
                try:
                    async with asyncio.timeout(PING):
                        await lost.wait()
                except TimeoutError:
                    await driver.execute("SELECT 1", timeout=PATIENCE)

    def _heard(self, _connection: object, _process: int, _channel: str, payload: str) -> None:
        for told in self._followers.get(int(payload), ()):
            told.set()

    def _tell_all(self) -> None:
        for followers in self._followers.values():
            for told in followers:
                told.set()
