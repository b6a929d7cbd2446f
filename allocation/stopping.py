"""Whoever waits for a plan may want the best one so far, at any moment and from another thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
