"""What of a line may stand in the log: no token, no password, no value that a client or the database gave.

Two walls. Texts of exceptions are withheld, for nobody can know whether an informant's number stands in one: the log
says the kind of each exception of a chain, its SQL state, and where in the code it was raised. And whatever any library
writes is looked through for tokens, passwords in addresses, SQL parameters and query strings. It works where records
are made, so that it holds for every logger and handler of the process, those of uvicorn and asyncio among them.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

ROOT = str(Path(__file__).resolve().parents[1])
GONE = "[withheld]"
PATTERNS = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[^\s\"',;]+"), rf"\1 {GONE}"),
    (re.compile(r"(?i)(authorization[\"']?\s*[:=]\s*[\"']?)(?!bearer|basic)[^\s\"',;]+"), rf"\1{GONE}"),
    (
        re.compile(r"(?i)((?:cookie|password|passwd|secret|token|api[_-]?key)[\"']?\s*[:=]\s*[\"']?)[^\s\"',;&]+"),
        rf"\1{GONE}",
    ),
    (re.compile(r"(://[^\s:/@]*):[^\s@]*@"), rf"\1:{GONE}@"),
    (re.compile(r"(/calendar/)[\w-]+"), rf"\1{GONE}"),
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), GONE),
    (re.compile(r"\b[0-9a-fA-F]{40,}\b"), GONE),
    (re.compile(r"(?s)\[parameters: .*"), f"[parameters: {GONE}]"),
    (re.compile(r"(?s)\bDETAIL: .*"), f"DETAIL: {GONE}"),
    (re.compile(r"(?s)(\"?(?:variables|query)\"?\s*[:=]\s*).*"), rf"\1{GONE}"),
)
"""What is taken out of any text, and what stands there instead."""
QUERY_STRING = re.compile(r"^(/[^\s?]*)\?.*$", re.DOTALL)
CHAINED = 8
"""Exceptions of one chain that are told."""


def cleaned(text: str) -> str:
    """Return a text without what must not be in a log."""
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


def told(error: BaseException) -> str:
    """Say of an exception its kind and its SQL state; its own text stays out."""
    state = getattr(getattr(error, "orig", None) or error, "sqlstate", None)
    constraint = getattr(getattr(error, "orig", None) or error, "constraint_name", None)
    known = [f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")]
    known += [f"SQL state {state}"] if isinstance(state, str) else []
    known += [f"constraint {constraint}"] if isinstance(constraint, str) else []
    return f"{', '.join(known)} (its text of {len(str(error))} characters is withheld)"


def told_with_places(error: BaseException) -> str:
    """Say of a chain of exceptions what each was and where in the code it was raised, the first cause first."""
    parts = [
        "".join([*(_place(frame) for frame in traceback.extract_tb(each.__traceback__)), told(each)])
        for each in reversed(list(_chain(error)))
    ]
    return "\nand then\n".join(parts)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(seen) < CHAINED:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _place(frame: traceback.FrameSummary) -> str:
    return f"  {frame.filename.removeprefix(ROOT).lstrip('/')}, line {frame.lineno}, in {frame.name}\n"


def keep_logs_clean() -> None:
    """Look through every record from now on; may be called again."""
    made = logging.getLogRecordFactory()
    if not isinstance(made, _Cleaning):
        logging.setLogRecordFactory(_Cleaning(made))


class _Cleaning:
    """Makes log records that hold nothing they must not."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record: logging.LogRecord = self._made(*args, **kwargs)
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = told_with_places(record.exc_info[1])
        record.exc_info = None
        record.stack_info = None
        if record.args:
            given = record.args
            record.args = (
                {name: _argument(each) for name, each in given.items()}
                if isinstance(given, dict)
                else tuple(_argument(each) for each in given)
            )
        _clean_message(record)
        return record


def _clean_message(record: logging.LogRecord) -> None:
    """Clean the message, also where only its parts together show what must go; uvicorn's formatters need its parts."""
    try:
        whole = record.getMessage()
    except (TypeError, ValueError):  # arguments that do not fit the message: logging would print both
        record.msg, record.args = f"a log message of {record.name} did not fit its arguments", ()
        return
    clean = cleaned(whole)
    if clean != whole and record.name != "uvicorn.access":  # whose formatter needs its five arguments, clean already
        record.msg, record.args = clean, ()


def _argument(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, BaseException):
        return told(value)
    return cleaned(QUERY_STRING.sub(r"\1?…", value if isinstance(value, str) else repr(value)))
