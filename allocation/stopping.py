"""Whoever waits for a plan may want the best one so far, or go away, at any moment and from another thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

End = Callable[[], object]
"""Makes a piece of work end soon with what it has; it may be called again, from any thread."""


class Stop:
    """A wish for the best plan so far: it is uttered once for all, and whatever works on a better plan then ends."""

    def __init__(self) -> None:
        self.is_wanted = False
        self._ends: list[End] = []
        self._lock = Lock()

    def want(self) -> None:
        """Utter the wish; to repeat it does no harm."""
        with self._lock:
            self.is_wanted = True
            for end in self._ends:
                end()

    @contextmanager
    def ends(self, end: End) -> Iterator[None]:
        """While the block runs, let the wish end it; if it was uttered before, at once."""
        with self._lock:
            self._ends.append(end)
            if self.is_wanted:
                end()
        try:
            yield
        finally:
            with self._lock:
                self._ends.remove(end)


class NobodyWaitsError(Exception):
    """Whoever waited for what is being solved has gone, so that it ends without an answer."""


_WAITING: ContextVar[Stop | None] = ContextVar("_WAITING", default=None)


@contextmanager
def waited_for(gone: Stop) -> Iterator[None]:
    """While the block runs, let what is solved in its context, in whatever thread, end when this is wanted."""
    token = _WAITING.set(gone)
    try:
        yield
    finally:
        _WAITING.reset(token)


def go_on() -> None:
    """Raise NobodyWaitsError if whoever waited has gone."""
    gone = _WAITING.get()
    if gone is not None and gone.is_wanted:
        raise NobodyWaitsError


@contextmanager
def ends_if_nobody_waits(end: End) -> Iterator[None]:
    """While the block runs, let it end when whoever waits goes away, and then raise NobodyWaitsError."""
    go_on()
    gone = _WAITING.get()
    if gone is None:
        yield
    else:
        with gone.ends(end):
            yield
        go_on()
