"""What the best plan with each of several sets of grants costs, as far as needed to know which are the cheapest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from allocation.changing import changed
from allocation.grants import Grant
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from allocation.solve import solve_levels
from allocation.stopping import Stop
from terms.allocation import MORE_IS_BETTER, Level

MOST_SOLVED: Final = 100
"""So many levels are solved before no further set is begun; ours."""


@dataclass(frozen=True, slots=True)
class LevelPrice:
    """One level of the best plan with the grants beside that of the plan without them."""

    level: Level
    value: LevelValue
    worse: Fraction
    """By how much it is worse than the plan's, in the level's unit; below zero, better."""
    least: Fraction
    """No plan with the grants is worse by less."""
    proven: bool
    """Whether both values are proven the best, so that this is the exact price."""


class Pricing:
    """The cheapest sets so far, each priced to the last level; a set is left as soon as it is dearer than all of them.

    Every case that must be staffed weighs more than all others together.
    """

    def __init__(
        self,
        problem: Problem,
        plan: Plan,
        must: Collection[int],
        *,
        most_found: int,
        most_solved: int,
        deterministic_limit: float,
    ) -> None:
        self.problem, self.plan, self.must, self.limit = problem, plan, must, deterministic_limit
        self.most_found, self.left = most_found, most_solved
        self.found: list[tuple[tuple[Grant, ...], tuple[LevelPrice, ...]]] = []
        """The cheapest first."""
        self.unsettled = 0
        """So many sets may be cheaper than the last of those found."""

    def price(self, grants: tuple[Grant, ...]) -> None:
        """Solve again with the grants, unless so many levels were solved that no further set is begun."""
        prices = self._prices(grants) if self.left > 0 else None
        if prices is None:
            self.unsettled += 1
        elif prices:
            self.found.append((grants, prices))
            self.found.sort(key=lambda one: [price.worse for price in one[1]])
        if len(self.found) > self.most_found:
            _, dropped = self.found.pop()
            self.unsettled += self._dearer(dropped) < 0

    def _prices(self, grants: Sequence[Grant]) -> tuple[LevelPrice, ...] | None:
        """Return the price of each level; none if they are dearer, None if no plan with all teams was found in time."""
        granted = changed(self.problem, [grant.change for grant in grants])
        more = sum(case.weight for case in granted.cases) + 1
        heavy = tuple(
            replace(case, weight=case.weight + more) if case.id in self.must else case for case in granted.cases
        )
        extra, stop, prices = more * len(self.must), Stop(), list[LevelPrice]()

        def look(level: LevelValue) -> None:
            prices.append(_price(self.plan.levels[len(prices)], level, extra=0 if prices else extra))
            if len(self.found) == self.most_found and self._dearer(prices) > 0:
                stop.want()

        solution = solve_levels(
            replace(granted, cases=heavy), seed=None, deterministic_limit=self.limit, on_level=look, stop=stop
        )
        self.left -= len(prices)
        if solution is None or not set(self.must) <= {case for case, _, _ in solution.taken}:
            return None
        if stop.is_wanted:
            return ()
        return tuple(
            _price(now, then, extra=0 if number else extra)
            for number, (now, then) in enumerate(zip(self.plan.levels, solution.levels, strict=True))
        )

    def _dearer(self, prices: Sequence[LevelPrice]) -> Fraction:
        """Return by how much a plan with these first prices is at least dearer than the last of those found.

        By the first level at which it might differ; below zero, it may be cheaper, and 0 if none differs.
        """
        _, last = self.found[-1]
        differences = (one.least - other.worse for one, other in zip(prices, last[: len(prices)], strict=True))
        return next(filter(None, differences), Fraction(0))


def _price(now: LevelValue, then: LevelValue, *, extra: int) -> LevelPrice:
    """Return by how much a level is worse than in the plan; ``extra`` is what cases weigh so that they are staffed."""
    then = replace(then, value=then.value - extra, bound=then.bound - extra)
    before, sign = Fraction(now.value, now.scale), -1 if now.level in MORE_IS_BETTER else 1
    worse, least = (sign * (Fraction(value, then.scale) - before) for value in (then.value, then.bound))
    return LevelPrice(now.level, then, worse, min(worse, least), proven=now.is_best and then.is_best)
