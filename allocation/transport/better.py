"""Makes one good of a grid as good as can be: bounded by prices, chosen among what the bound leaves."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np

from allocation.arrays import Flags, Whole
from allocation.transport.choice import Choice, Chosen
from allocation.transport.grid import CLOSED, Grid, Held, best, best_points, flow, served, sum_of, total, within_reach
from allocation.transport.prices import Pricing

MOST_CHOICES: Final = 60_000
"""Among more seats and teams nothing is chosen; ours."""
SHORT: Final = 2.0
"""What one of several models may take, in the solver's unit of work; ours."""


class Better(NamedTuple):
    """A plan, its value and what no plan passes, and the seats that a plan as good may have."""

    taken: Flags
    value: int
    bound: int
    open: Flags


def gain_most(grid: Grid, gain: Whole, known: Flags, limit: float) -> Better:
    """Return the plan that gains most of those that hold what the known plan holds."""
    if not (grid.held or grid.least.any()):
        known = flow(grid, gain)
    pricing = Pricing(grid, gain, known)
    top, taken = pricing.most(by_teams=True), known
    bound, value = top // pricing.grain, total(gain, taken)
    for columns_only in (True, False):
        gap = top - value * pricing.grain
        options = pricing.columns() if columns_only else pricing.options(gap)
        if value < bound and sum(map(len, options.values())) <= MOST_CHOICES:
            chosen = Choice(grid, options).most(gain, taken, min(limit, SHORT) if columns_only else limit)
            limit -= chosen.spent
            if chosen.taken is not None and total(gain, chosen.taken) > value:
                taken, value = chosen.taken, total(gain, chosen.taken)
            if not columns_only and chosen.taken is not None:
                bound = min(bound, chosen.bound)
    usable = np.zeros_like(grid.open)
    for case, choices in pricing.options(top - value * pricing.grain).items():
        usable[case, choices.ravel()] = True
    return Better(taken, value, max(bound, value), usable)


def serve_worst(grid: Grid, known: Flags, limit: float) -> Better:
    """Return a plan that serves the worst-served case best of those that hold what the known plan holds."""
    return _Floor(grid, known, limit).raised()


class _Floor:
    """The floor under all cases that a plan reaches, and what no plan passes."""

    def __init__(self, grid: Grid, known: Flags, limit: float) -> None:
        self.grid, self.taken, self.limit = grid, known, limit
        self.counted = grid.size > 0
        if not grid.held:
            self.taken = flow(grid, grid.points)
        self.value = self._under(self.taken)
        self.bound = int(best_points(grid)[self.counted].min())

    def raised(self) -> Better:
        """Try what each case could have alone; if that is too much, bound the floor by a relaxation, then by few cases.

        Where cases stay below what the few could have, they are added to them.
        """
        if self.value < self.bound and not self._reach(usable := self._columns()):
            pricing = Pricing(self.grid, None, self.taken)
            bound, cases = pricing.worst_served()
            self.bound = min(self.bound, bound)
            self._raise(usable := usable | pricing.listed | self._columns())
            few = np.isin(np.arange(len(self.counted)), cases)
            while self.value < self.bound and (more := self._bound_by(few, usable)) is not None:
                few = self.counted if (more == few).all() else more
        return Better(self.taken, self.value, self.bound, within_reach(self.grid, self._least(self.value)))

    def _least(self, floor: int) -> Whole:
        return np.where(self.counted, floor, 0)

    def _under(self, taken: Flags) -> int:
        return int(served(self.grid, taken)[self.counted].min())

    def _columns(self) -> Flags:
        """Return the seats that bring the most points where all cases reach the bound, and those that are taken."""
        pricing = Pricing(self._at_bound(), self.grid.points, self.taken)
        pricing.most(by_teams=False)
        return pricing.listed

    def _at_bound(self) -> Grid:
        return self.grid._replace(least=self._least(self.bound))

    def _reach(self, usable: Flags) -> bool:
        """Choose a plan of the usable seats in which all cases reach the bound; tell whether one was found."""
        return self._keep(Choice(self._at_bound(), self._options(usable)).most, self.grid.points)

    def _raise(self, usable: Flags) -> None:
        """Reach the bound among the usable seats, or raise the floor as far as can be."""
        if not self._reach(usable):
            self._keep(Choice(self.grid, self._options(usable)).best_served, self.value, self.bound)

    def _options(self, usable: Flags) -> dict[int, Whole]:
        return {case: np.flatnonzero(usable[case]) for case in np.flatnonzero(self.counted).tolist()}

    def _keep(self, choose: Callable[..., Chosen], *goal: Any) -> bool:
        """Choose from the plan in hand, and keep what was found."""
        chosen = choose(*goal, self.taken, min(self.limit, SHORT))
        self.limit -= chosen.spent
        if chosen.taken is None:
            return False
        self.taken, self.value = chosen.taken, self._under(chosen.taken)
        return True

    def _bound_by(self, few: Flags, usable: Flags) -> Flags | None:
        """Bound the floor by what these cases alone could have, and raise it with the seats that this showed.

        Return the cases with those that stay below or sit on the same people; None if the limit came first.
        """
        able = within_reach(self.grid, np.where(few, self.value + 1, 0))
        options = {case: np.flatnonzero(able[case]) for case in np.flatnonzero(few).tolist()}
        if self.limit <= 0 or sum(map(len, options.values())) > MOST_CHOICES:
            return None
        chosen = Choice(_alone(self.grid, few), options).best_served(self.value + 1, self.bound, None, self.limit)
        self.limit -= chosen.spent
        if chosen.taken is None:
            self.bound = self.value if chosen.closed else self.bound
            return None
        self.bound = min(self.bound, chosen.bound)
        if (few == self.counted).all():
            self.taken, self.value = chosen.taken, self._under(chosen.taken)
            return few
        usable |= chosen.taken
        self._raise(usable)
        rivals = self.taken[:, chosen.taken.any(axis=0)].any(axis=1)
        more: Flags = few | rivals | (self.counted & (served(self.grid, self.taken) < self.bound))
        return more


def _alone(grid: Grid, few: Flags) -> Grid:
    """Return the grid in which no other case asks for anything, and gives the most to what is held."""
    held = []
    for row in grid.held:
        most = sum_of(row.gain, best(np.where(grid.open, row.gain, CLOSED), grid.size))
        held.append(Held(row.gain, row.least - int(most[~few].sum())))
    return grid._replace(held=tuple(held))
