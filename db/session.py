"""The door to PostgreSQL: one engine, short reads, and transactions that are tried again when two of them collide.

Every transaction tells the second wall (``db.wall``) for whom it is: while it reads, the database shows what that
caller may see; while it judges or decides, the rules see everything.
"""

import copy
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from db.wall import ENTER, Passport, Showing, enter
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.refusals import Refusal

Answer = TypeVar("Answer")

TRIES = 5
COLLISIONS = frozenset({"40001", "40P01"})
"""SQL states of a serialisation failure and of a deadlock: the transaction left no trace and may be tried again."""
HELD_UP = frozenset({"55P03", "57014", "53300"})
"""SQL states of a lock that did not come free, a statement that took too long, and too many connections."""
CONNECTION_LOST = frozenset({"57P01", "57P02", "57P03", "08000", "08003", "08006", "08001", "3D000", "28000", "28P01"})
"""SQL states of a server that is going, coming or lost, and of one that does not let this service in."""
MISSING = frozenset({"42P01", "3F000"})
"""SQL states of tables and schemas that are not there."""
UNFIT = frozenset({"22000", "22003", "22021", "22P05"})
"""SQL states of values that the driver or the server cannot take: characters, and numbers out of range."""
STATEMENT_TIMEOUT = "60s"
LOCK_TIMEOUT = "30s"


class DatabaseUnavailable(Refusal):
    """The database cannot be reached; nothing was changed."""

    code: ClassVar[str] = "DATABASE_UNAVAILABLE"
    zh: ClassVar[str] = "数据库暂时无法连接，未作任何更改，请稍后重试。"
    en: ClassVar[str] = "The database cannot be reached just now. Nothing was changed; please try again in a moment."


class Busy(Refusal):
    """Somebody else holds what the act needs; nothing was changed."""

    code: ClassVar[str] = "BUSY"
    zh: ClassVar[str] = "其他人正在处理相同的案件或人员，未作任何更改，请稍后重试。"
    en: ClassVar[str] = "Somebody else is working on the same cases or people. Nothing was changed; please try again."


class NotMigrated(Refusal):
    """The database lacks tables that this version of the service needs."""

    code: ClassVar[str] = "NOT_MIGRATED"
    zh: ClassVar[str] = "数据库结构不是本版本所需，请先运行 zones migrate。"
    en: ClassVar[str] = "The database is not at the schema of this version. Run zones migrate first."


class TextUnfit(Refusal):
    """Text that no database can keep: a NUL, half a character, or a number out of range."""

    code: ClassVar[str] = "TEXT_UNFIT"
    zh: ClassVar[str] = "输入中含有无法保存的字符（如空字符、残缺字符）或超出范围的数字，请检查后重试。"
    en: ClassVar[str] = (
        "The input holds a character that cannot be kept (a NUL, half a character) or a number out of range."
    )


class TooManyStatements(Refusal):
    """One request sent more statements than any may; its transaction left no trace."""

    code: ClassVar[str] = "TOO_MANY_STATEMENTS"
    zh: ClassVar[str] = "该请求的数据库语句超过{most}条，已中止，未作任何更改。请缩小范围。"
    en: ClassVar[str] = "This request needs over {most} statements and was stopped. Nothing was changed. Ask for less."

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(slots=True)
class Allowance:
    """The statements that one request may send; all tasks of the request share it."""

    most: int
    sent: int = 0


ALLOWANCE: ContextVar[Allowance | None] = ContextVar("allowance", default=None)
"""The present request's, None where nobody counts, as on the command line."""


def sql_state(error: BaseException) -> str | None:
    """Return the SQL state that PostgreSQL gave, if the error came from it."""
    origin = getattr(error, "orig", None) or error
    state = getattr(origin, "sqlstate", None) or getattr(origin, "pgcode", None)
    return state if isinstance(state, str) else None


def means_unreachable(error: BaseException) -> bool:
    """Tell whether the error says that the server is away, shutting down or starting."""
    if isinstance(error, ConnectionError | TimeoutError | OSError):
        return True
    if sql_state(error) in CONNECTION_LOST:
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, InterfaceError | OperationalError) and sql_state(error) is None


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
            connect_args={
                "server_settings": {
                    "application_name": "collaboration-zones",
                    "statement_timeout": STATEMENT_TIMEOUT,
                    "lock_timeout": LOCK_TIMEOUT,
                    "timezone": "Asia/Shanghai",
                }
            },
            execution_options={"schema_translate_map": {"sealed": "unsealed"}},
        )
        self._key = key
        self._showing: Showing = _service
        self.statements = 0
        """Statements sent since the start; tests read it to hold operations to their number."""
        event.listen(self.engine.sync_engine, "before_cursor_execute", self._count)

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
        """Return the same database for a caller whose passport each transaction shows."""
        shown = copy.copy(self)
        shown._showing = passport  # noqa: SLF001  (its own copy)
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
            async with self._session(acts, judging=judging, autoflush=False) as session:
                yield session
        except Exception as error:
            refusal = _as_refusal(error)
            if refusal is error:
                raise
            raise refusal from error

    async def deciding(self, work: Callable[[AsyncSession], Awaitable[Answer]]) -> Answer:
        """Do the work in one transaction: all of it is kept, or nothing; collisions are tried again.

        Raises:
            Busy: another transaction held what was needed for too long, or collided each time.
            DatabaseUnavailable: the server went away; the transaction left no trace.
        """
        for _ in range(TRIES):
            try:
                async with self._session((), judging=True) as session, session.begin():
                    return await work(session)
            except Exception as error:
                if sql_state(error) in COLLISIONS:
                    continue
                refusal = _as_refusal(error)
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

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


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


def _has_cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__
    return False


def _as_refusal(error: Exception) -> Exception:
    """Return the refusal that says what the error means to the caller, or the error itself."""
    if sql_state(error) in HELD_UP or isinstance(error, PoolTimeout):
        return Busy()
    if sql_state(error) in MISSING:
        return NotMigrated()
    if sql_state(error) in UNFIT or _has_cause(error, UnicodeEncodeError):
        return TextUnfit()
    return DatabaseUnavailable() if means_unreachable(error) else error
