"""The door to PostgreSQL: one engine, short reads, and transactions that are tried again when two of them collide.

Every transaction tells the second wall (``db.wall``) for whom it is: while it reads, the database shows what that
caller may see; while it judges or decides, the rules see everything.
"""

import asyncio
import copy
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolResetState
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from db.database_errors import ALLOWANCE, COLLISIONS, Busy, TooManyStatements, as_refusal, sql_state
from db.listening import Listening
from db.wall import ENTER, Passport, Showing, enter
from terms.acts import Act
from terms.periods import COUNTY_TIME

Answer = TypeVar("Answer")

TRIES = 5
AT_ONCE = 4
"""Transactions that one request has open at a time: one with many fields must not take every connection from others."""
STATEMENT_TIMEOUT = "60s"
LOCK_TIMEOUT = "30s"


class NotJudging(Exception):  # noqa: N818  (a mistake of ours, said as one)
    """Facts were read for the rules in a transaction that shows only what its caller may see."""


class _Walled(Session):
    """A session whose transactions pass the wall as they begin."""


class Database:
    """The engine of one database; every read and every act goes through it."""

    def __init__(self, url: str, *, pool_size: int = 10, key: str | None = None) -> None:
        """Make the engine; without the wall's key it must be the owner's address, who is under no wall."""
        self.engine: AsyncEngine = create_async_engine(
            url,
            hide_parameters=True,  # a logged error would otherwise repeat the values, sealed ones among them
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            pool_timeout=20,
            pool_use_lifo=True,  # what a connection has learned of the catalogue is used again
            connect_args={
                "server_settings": {
                    "application_name": "collaboration-zones",
                    "statement_timeout": STATEMENT_TIMEOUT,
                    "lock_timeout": LOCK_TIMEOUT,
                    "timezone": "Asia/Shanghai",
                    "search_path": "public",
                    "standard_conforming_strings": "on",
                }
            },
            execution_options={"schema_translate_map": {"sealed": "unsealed"}},
        )
        self._key = key
        self._showing: Showing = _service
        self._turns: AbstractAsyncContextManager[Any] = nullcontext()
        self._listening = Listening(self.engine.url)
        self.statements = 0
        """Statements sent since the start; tests read it to hold operations to their number."""
        event.listen(self.engine.sync_engine, "before_cursor_execute", self._count)
        if key is not None:
            event.listen(self.engine.sync_engine, "reset", _forget)

    def _count(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement == ENTER:
            return
        self.statements += 1
        allowance = ALLOWANCE.get()
        if allowance is not None:
            allowance.sent += 1
            if allowance.sent > allowance.most:
                raise TooManyStatements(allowance.most)

    def showing(self, passport: Showing) -> Self:
        """Return the same database for a caller whose passport each transaction shows, ``AT_ONCE`` at a time."""
        shown = copy.copy(self)
        shown._showing = passport  # noqa: SLF001  (its own copy)
        shown._turns = asyncio.Semaphore(AT_ONCE)  # noqa: SLF001
        return shown

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a short session that sees what the caller may see; nothing it does is kept."""
        async with self._opened(judging=False) as session:
            yield session

    @asynccontextmanager
    async def judging(self, *acts: Act) -> AsyncIterator[AsyncSession]:
        """Open a short session that sees everything, for the rules to judge on; the caller has one of the acts."""
        async with self._opened(acts, judging=True) as session:
            yield session

    @asynccontextmanager
    async def _opened(self, acts: tuple[Act, ...] = (), *, judging: bool) -> AsyncIterator[AsyncSession]:
        try:
            async with self._turns, self._session(acts, judging=judging, autoflush=False) as session:
                yield session
        except Exception as error:
            refusal = as_refusal(error)
            if refusal is error:
                raise
            raise refusal from error

    async def noting(self, work: Callable[[AsyncSession], Awaitable[Answer]]) -> Answer:
        """As ``deciding``, with no more in sight than in reading: what it can keep is lines of the audit trail."""
        return await self._kept(work, (), judging=False)

    async def deciding(self, work: Callable[[AsyncSession], Awaitable[Answer]], *acts: Act) -> Answer:
        """Do the work in one transaction: all of it is kept, or nothing; collisions are tried again.

        Args:
            work: is given a session that sees everything, for the rules to judge on.
            acts: of which the caller has one; the service's own transactions, which nobody asked for, need none.

        Raises:
            Busy: another transaction held what was needed for too long, or collided each time.
            DatabaseUnavailable: the server went away; the transaction left no trace.
        """
        return await self._kept(work, acts, judging=True)

    async def _kept(
        self, work: Callable[[AsyncSession], Awaitable[Answer]], acts: tuple[Act, ...], *, judging: bool
    ) -> Answer:
        for _ in range(TRIES):
            try:
                async with self._turns, self._session(acts, judging=judging) as session, session.begin():
                    return await work(session)
            except Exception as error:
                if sql_state(error) in COLLISIONS:
                    continue
                refusal = as_refusal(error)
                if refusal is error:
                    raise
                raise refusal from error
        raise Busy

    def _session(self, acts: tuple[Act, ...], *, judging: bool, **options: Any) -> AsyncSession:
        session = AsyncSession(self.engine, expire_on_commit=False, sync_session_class=_Walled, **options)
        session.sync_session.info.update(
            judging=judging or self._key is None, acts=acts, key=self._key, showing=self._showing
        )
        return session

    def following(self, key: int) -> AbstractAsyncContextManager[asyncio.Event]:
        """Give an event that is set whenever something of the meeting with this key may have changed."""
        return self._listening.following(key)

    async def close(self) -> None:
        """Close all connections."""
        await self._listening.close()
        await self.engine.dispose()


def _forget(connection: Any, _record: object, reset: PoolResetState) -> None:
    """Leave nothing on a connection that goes back to the pool: no open cursor, no setting, no lock."""
    if not reset.terminate_only:
        connection.rollback()
        connection.run_async(lambda of_asyncpg: of_asyncpg.reset())


@event.listens_for(_Walled, "after_begin")
def _pass_the_wall(session: Session, _transaction: object, connection: Connection) -> None:
    info = session.info
    if info["key"] is not None:
        enter(connection, info["key"], info["showing"](), judging=info["judging"], acts=info["acts"])


def _service() -> Passport:
    """Return the passport of the service itself, who reads what it needs to let somebody in."""
    return Passport(on=datetime.now(COUNTY_TIME).date())


async def judge(session: AsyncSession, *acts: Act) -> None:
    """Let the transaction see everything from here on, for the rules to judge on; the caller must have one of the acts.

    What was looked up before it in the transaction was what the caller may see.
    """
    info = session.sync_session.info
    if info["judging"]:
        return
    info.update(judging=True, acts=acts)
    if info["key"] is not None:
        connection = await session.connection()
        await connection.run_sync(enter, info["key"], info["showing"](), judging=True, acts=acts)


def require_judging(session: AsyncSession) -> None:
    """Refuse, by ``NotJudging``, to read facts for the rules where some of them may be hidden."""
    if not session.sync_session.info.get("judging", True):
        raise NotJudging
