"""What no plan can pass: prices from a linear relaxation that grows by the seats and teams that are worth adding.

Any prices prove a bound (weak duality), computed in whole numbers; no rounding of the relaxation can lose a plan.
"""

from operator import mul
from typing import Final, NamedTuple

import numpy as np

from allocation.arrays import Flags, Whole, whole
from allocation.transport.grid import CLOSED, Grid, best, served
from allocation.transport.relaxation import Duals, Relaxation
from allocation.transport.teams import best_teams, lean, teams_within

EXACT: Final = 44
"""Gains are counted in grains, so many that the largest takes this many bits; ours."""
ROUNDS: Final = 200
"""So often columns are added; ours."""
SPARE: Final = 2
"""So many seats beyond the size of a case are columns from the start; ours."""
WANT: Final = 10
"""So many teams of a case are added at once; ours."""
LISTED: Final = 400
"""A case with more teams that could still be chosen is left to its seats; ours."""


class Prices(NamedTuple):
    """In grains: of a person's room, of a point of a case, of what is held."""

    person: Whole
    case: Whole
    held: tuple[int, ...]


class Pricing:
    """Bounds the total gain of all plans; with no gain, how well the worst-served case can be served."""

    def __init__(self, grid: Grid, gain: Whole | None, known: Flags) -> None:
        self.grid, self.known = grid, known
        self.gain = 0 * grid.points if gain is None else gain
        largest = max(1, int(np.abs(grid.points if gain is None else gain).max(initial=1)))
        self.grain = 2 ** max(0, EXACT - largest.bit_length())
        self.listed = np.zeros_like(grid.open)
        self.watched = np.zeros(len(grid.size), dtype=np.bool_)
        """Cases whose columns are teams that have points enough."""
        self.teams: set[tuple[int, ...]] = set()
        self.master = Relaxation(grid, gain, float(largest), self.grain)
        self.prices = Prices(0 * grid.room, 0 * grid.size, (0,) * len(grid.held))
        start = known | best(np.where(grid.open, grid.points if gain is None else gain, CLOSED), self._few())
        self._add_seats(start)

    def _few(self) -> Whole:
        few: Whole = np.minimum(self.grid.size + SPARE, self.grid.open.sum(axis=1))
        return few

    def worst_served(self) -> tuple[int, Whole]:
        """Return the points below which some case stays in every plan, and the cases between which that lies."""
        bound, cases = int(served(self.grid, self.grid.open).max(initial=0)), whole([])
        for duals in self.master.solutions(ROUNDS):
            prices = self._whole(duals)
            worths, fresh = self._look(prices)
            weight = int(prices.case.sum())
            if weight and (value := self._bound(prices, worths) // weight) < bound:
                bound, cases = value, np.flatnonzero(prices.case)
            if not fresh:
                break
        return bound, cases

    def most(self, *, by_teams: bool) -> int:
        """Return the gain, in grains, that no plan passes; the prices that prove it are kept.

        By teams the bound is sharp, but the known plan must reach the least points of all cases.
        """
        prices = self.prices
        bound = self._bound(prices, self._look(prices)[0])
        for duals in self.master.solutions(ROUNDS):
            prices = self._whole(duals)
            worths, fresh = self._look(prices)
            if (value := self._bound(prices, worths)) < bound:
                bound, self.prices = value, prices
            if not fresh and not (by_teams and self._watch(prices)):
                break
        return bound

    def _whole(self, duals: Duals) -> Prices:
        watched = np.where(self.watched, 0, duals.case)
        return Prices(np.maximum(duals.person, 0), np.maximum(watched, 0), tuple(max(0, price) for price in duals.held))

    def _margin(self, prices: Prices) -> Whole:
        value = prices.case[:, None] * self.grid.points + self.gain * self.grain
        for price, held in zip(prices.held, self.grid.held, strict=True):
            value += price * held.gain
        return np.where(self.grid.open, value - prices.person, CLOSED)

    def _bound(self, prices: Prices, worths: list[int]) -> int:
        held = sum(price * row.least for price, row in zip(prices.held, self.grid.held, strict=True))
        return sum(worths) + _product(prices.person, self.grid.room) - _product(prices.case, self.grid.least) - held

    def _look(self, prices: Prices) -> tuple[list[int], int]:
        """Return what each case's best team is worth at the prices, and how many columns that added."""
        margin = self._margin(prices)
        pick = best(margin, self.grid.size)
        worths: list[int] = np.where(pick, margin, 0).sum(axis=1).tolist()
        rows, fresh = np.flatnonzero(self.watched), self._add_seats(pick & ~self.watched[:, None])
        for case, leaned in zip(rows.tolist(), lean(self.grid, rows, margin), strict=True):
            worths[case], teams = best_teams(self.grid, case, margin, leaned, WANT)
            fresh += self._add_teams(case, teams)
        return worths, fresh

    def _watch(self, prices: Prices) -> bool:
        """From now on let whole teams stand for the seats of the cases whose points have a price."""
        cases = np.flatnonzero((prices.case > 0) & ~self.watched)
        for case in cases.tolist():
            self.watched[case] = True
            self.master.drop_seats(case)
            self._add_teams(case, np.flatnonzero(self.known[case])[None])
        return len(cases) > 0

    def _add_seats(self, wanted: Flags) -> int:
        wanted = wanted & ~self.listed
        self.listed |= wanted
        cases, people = np.nonzero(wanted)
        for case, person in zip(cases.tolist(), people.tolist(), strict=True):
            self.master.add_seat(case, person)
        return len(cases)

    def _add_teams(self, case: int, teams: Whole) -> int:
        fresh = {(case, *sorted(team)) for team in teams.tolist()} - self.teams
        self.teams |= fresh
        for _, *team in sorted(fresh):
            self.master.add_team(case, team)
        return len(fresh)

    def columns(self) -> dict[int, Whole]:
        """Return the seats of each case, or its teams as rows, that the relaxation has."""
        found = {case: np.flatnonzero(self.listed[case]) for case in np.flatnonzero(self.grid.size > 0).tolist()}
        for case in np.flatnonzero(self.watched).tolist():
            found[case] = np.asarray([team[1:] for team in sorted(self.teams) if team[0] == case])
        return found

    def options(self, gap: int) -> dict[int, Whole]:
        """Return the seats or teams of each case without which every plan is more than the gap below the bound."""
        margin, size = self._margin(self.prices), self.grid.size
        edge = np.where(best(margin, size), margin, -CLOSED).min(axis=1)
        close = self.grid.open & (margin >= edge[:, None] - gap)
        found = {case: np.flatnonzero(close[case]) for case in np.flatnonzero(size > 0).tolist()}
        rows = np.flatnonzero(self.watched)
        for case, leaned in zip(rows.tolist(), lean(self.grid, rows, margin), strict=True):
            slack = leaned.bound - best_teams(self.grid, case, margin, leaned, 1)[0] + gap
            listed = teams_within(self.grid, case, margin, leaned, slack)
            if listed is not None and len(listed[0]) <= LISTED:
                found[case] = listed[0]
            else:
                weighed = margin[case] + leaned.weight * self.grid.points[case]
                found[case] = np.flatnonzero(weighed >= np.sort(weighed)[-int(size[case])] - slack)
        return found


def _product(prices: Whole, numbers: Whole) -> int:
    """Add up price by number, in whole numbers that cannot overflow."""
    return sum(map(mul, prices.tolist(), numbers.tolist()))
