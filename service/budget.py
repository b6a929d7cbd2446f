"""What each caller may still ask for: a bucket that is spent by costs and fills again with time.

It is kept in this process only. Where several processes serve, each gives every caller a budget of its own.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from service.edge_refusals import BudgetSpent

MANY = 10_000
"""Callers after which those whose bucket is full again are forgotten."""


@dataclass(slots=True)
class Budgets:
    """The buckets of all callers; nothing here waits, so that two requests cannot both spend the same."""

    whole: int
    per_second: int
    clock: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back."""
    _spent: dict[str, tuple[float, float]] = field(default_factory=dict)
    """By caller: what was spent and not yet filled again, and when that was so."""

    def left(self, principal: str) -> int:
        """Return what the caller may still spend now."""
        return math.floor(self.whole - self._missing(principal))

    def take(self, principal: str, cost: int) -> None:
        """Spend from the caller's bucket.

        Raises:
            BudgetSpent: there is less in it; nothing was taken.
        """
        missing = self._missing(principal)
        if missing + cost > self.whole:
            seconds = math.ceil((missing + cost - self.whole) / self.per_second)
            raise BudgetSpent(cost, math.floor(self.whole - missing), seconds)
        self._spent[principal] = (missing + cost, self.clock())
        if len(self._spent) > MANY:
            self._forget()

    def give_back(self, principal: str, cost: int) -> None:
        """Put back what was taken and not used."""
        self._spent[principal] = (max(0.0, self._missing(principal) - cost), self.clock())

    def _missing(self, principal: str) -> float:
        spent, at = self._spent.get(principal, (0.0, 0.0))
        return max(0.0, spent - (self.clock() - at) * self.per_second)

    def _forget(self) -> None:
        self._spent = {name: kept for name, kept in self._spent.items() if self._missing(name) > 0}
