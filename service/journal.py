"""What the door refused, on its way to the record: counted in memory, written at once where it is new."""

import asyncio
from contextlib import suppress
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.access import Refused, note_refusals
from db.session import Database
from terms.access import SignInRefusal
from terms.refusals import Refusal

PAUSE = 2.0
"""Seconds after which what only counts further is written; as much is lost at most if the process is killed."""
MOST_ORIGINS = 200
"""Addresses that are told apart in a minute; all further ones are ``others``, so that nobody fills the disk."""
MOST_KEPT = 20_000
"""Rows that wait while the database is away; what comes after is not kept."""
OTHERS = "others"


class Journal:
    """The record of refusals of one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._minute: datetime | None = None
        self._origins: set[str] = set()
        self._seen: set[tuple[str, SignInRefusal]] = set()
        self._waiting: dict[tuple[datetime, str, SignInRefusal], Refused] = {}
        self._writer: asyncio.Task[None] | None = None

    async def note(self, origin: str, refusal: SignInRefusal, mark: str, now: datetime) -> None:
        """Put a refusal on record: now, if it is the first of its kind from there in this minute, else soon."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._origins, self._seen = minute, set(), set()
        if origin not in self._origins and len(self._origins) >= MOST_ORIGINS:
            origin = OTHERS
        self._origins.add(origin)
        key = (minute, origin, refusal)
        before = self._waiting.get(key)
        if before is None and len(self._waiting) >= MOST_KEPT:
            return
        count = 1 if before is None else before.count + 1
        kept = mark if before is None else before.mark
        self._waiting[key] = Refused(minute, origin, refusal, kept, count, now)
        if (origin, refusal) not in self._seen:
            self._seen.add((origin, refusal))
            await self.write()
        elif self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._soon())

    async def write(self) -> None:
        """Write what waits; while the database is away it waits on."""
        taken, self._waiting = self._waiting, {}
        if not taken:
            return

        async def work(session: AsyncSession) -> None:
            await note_refusals(session, list(taken.values()))

        try:
            await self._database.deciding(work)
        except Refusal:
            for key, lost in taken.items():
                since = self._waiting.get(key)
                count = lost.count + (since.count if since else 0)
                latest = since.latest_at if since else lost.latest_at
                self._waiting[key] = Refused(lost.minute, lost.origin, lost.refusal, lost.mark, count, latest)

    async def close(self) -> None:
        """Write what still waits."""
        if self._writer is not None:
            self._writer.cancel()
            with suppress(asyncio.CancelledError):
                await self._writer
        await self.write()

    async def _soon(self) -> None:
        await asyncio.sleep(PAUSE)
        await asyncio.shield(self.write())
