"""How long a plan takes: seconds of the processor, in all and level by level."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from allocation.watching import watched_by
from terms.allocation import Level

TENTHS = 1
"""Digits behind the point of what is told."""


@dataclass(slots=True)
class Stopwatch:
    """Seconds of the processor in one thread, in which all of the solver works: other work of the machine has no part.

    Where several plans are solved on the way to one, as for a repair, the seconds of a level are those of all.
    """

    clock: Callable[[], float] = time.thread_time
    """Seconds since any moment."""
    _whole: float = 0
    _levels: dict[Level, float] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what the block takes; it must begin in the thread that solves."""
        begun = self.clock()
        with watched_by(self._solving):
            yield
        self._whole += self.clock() - begun

    @property
    def seconds(self) -> float:
        """All of it, to a tenth: what comes before the levels, the draw, what is explained and what is checked too."""
        return round(self._whole, TENTHS)

    @property
    def by_level(self) -> dict[str, float]:
        """The seconds of each level that was come to, to a tenth, by its code."""
        return {level.value: round(spent, TENTHS) for level, spent in self._levels.items()}

    @contextmanager
    def _solving(self, level: Level) -> Iterator[None]:
        begun = self.clock()
        yield
        self._levels[level] = self._levels.get(level, 0) + self.clock() - begun
