"""What the database's errors mean to whoever asked: refusals, each with what became of the work."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from terms.refusals import Refusal

COLLISIONS = frozenset({"40001", "40P01"})
"""SQL states of a serialisation failure and of a deadlock: the transaction left no trace and may be tried again."""
HELD_UP = frozenset({"55P03", "57014", "53300"})
"""SQL states of a lock that did not come free, a statement that took too long, and too many connections."""
CONNECTION_LOST = frozenset({"57P01", "57P02", "57P03", "08000", "08003", "08006", "08001", "3D000", "28000", "28P01"})
"""SQL states of a server that is going, coming or lost, and of one that does not let this service in."""
WRONG_KEY = "ZB030"
"""The wall's own SQL state for a key that does not open it."""
MISSING = frozenset({"42P01", "3F000"})
"""SQL states of tables and schemas that are not there."""
UNFIT = frozenset({"22000", "22003", "22021", "22P05"})
"""SQL states of values that the driver or the server cannot take: characters, and numbers out of range."""


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


class WallKeyWrong(Refusal):
    """The key of this service does not open the wall of this database."""

    code: ClassVar[str] = "WALL_KEY_WRONG"
    zh: ClassVar[str] = "ZONES_WALL_KEY 与数据库不符。请以数据库所有者运行 zones migrate，并使用同一 ZONES_WALL_KEY。"
    en: ClassVar[str] = (
        "ZONES_WALL_KEY does not open this database. Run zones migrate as the database's owner with the same key."
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


def _has_cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__
    return False


def as_refusal(error: Exception) -> Exception:
    """Return the refusal that says what the error means to the caller, or the error itself."""
    if sql_state(error) in HELD_UP or isinstance(error, PoolTimeout):
        return Busy()
    if sql_state(error) == WRONG_KEY:
        return WallKeyWrong()
    if sql_state(error) in MISSING:
        return NotMigrated()
    if sql_state(error) in UNFIT or _has_cause(error, UnicodeEncodeError):
        return TextUnfit()
    return DatabaseUnavailable() if means_unreachable(error) else error
