"""Slows down whoever is refused again and again, and never whom it let in lately."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

MOST_REFUSALS = 20
"""Refusals in one window after which nothing is looked at until it ends; ours."""
WINDOW = timedelta(seconds=60)
REMEMBERED_FOR = timedelta(minutes=10)
MOST_KEYS = 10_000
"""Addresses, tokens and subjects that are counted at once, and tokens that are remembered; the oldest give way."""


@dataclass(slots=True)
class _Count:
    since: datetime
    refusals: int = 0


class Throttle:
    """Counts refusals by key in windows of a minute, in bounded memory of this process."""

    def __init__(self, *, most: int = MOST_REFUSALS, window: timedelta = WINDOW, keys: int = MOST_KEYS) -> None:
        self._most = most
        self._window = window
        self._keys = keys
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def wait(self, key: str, now: datetime) -> int:
        """Return the seconds for which the key is not served, 0 if it is."""
        found = self._counts.get(key)
        if found is None or found.refusals < self._most:
            return 0
        return max(0, ceil((found.since + self._window - now).total_seconds()))

    def refused(self, key: str, now: datetime) -> None:
        """Count a refusal; a window begins with its first."""
        found = self._counts.get(key)
        if found is None or now >= found.since + self._window:
            found = self._counts[key] = _Count(now)
        found.refusals += 1
        self._counts.move_to_end(key)
        while len(self._counts) > self._keys:
            self._counts.popitem(last=False)

    def __len__(self) -> int:
        """Return how many keys are counted."""
        return len(self._counts)


class LetIn:
    """Hashes of tokens that opened the door lately; they are still checked each time, and never kept waiting."""

    def __init__(self, *, keys: int = MOST_KEYS) -> None:
        self._keys = keys
        self._until: OrderedDict[str, datetime] = OrderedDict()

    def add(self, digest: str, now: datetime) -> None:
        """Remember a token that was let in."""
        self._until[digest] = now + REMEMBERED_FOR
        self._until.move_to_end(digest)
        while len(self._until) > self._keys:
            self._until.popitem(last=False)

    def forget(self, digest: str) -> None:
        """Forget a token that was refused."""
        self._until.pop(digest, None)

    def has(self, digest: str, now: datetime) -> bool:
        """Tell whether the token was let in lately."""
        return self._until.get(digest, now) > now
