"""Whoever has a clock may watch how long levels take: this room reads none, and no plan knows that it is watched."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

from terms.allocation import Level

Watch = Callable[[Level], AbstractContextManager[object]]
"""Gives what is entered as the work on a level begins and left as it ends; it is told of nothing else."""

_WATCH: ContextVar[Watch | None] = ContextVar("_WATCH", default=None)


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """While the block runs, let the levels that are solved in its context be watched, of however many plans."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)


def solving(level: Level) -> AbstractContextManager[object]:
    """Return what surrounds the work on a level."""
    watch = _WATCH.get()
    return nullcontext() if watch is None else watch(level)
