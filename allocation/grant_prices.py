"""What the best plan with each of several sets of grants costs, as far as needed to know which are the cheapest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from allocation.changes import Waived
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

    def price(self, grants: tuple[Grant, ...], *, all_needed: bool) -> None:
        """Solve again with the grants, unless so many levels were solved that no further set is begun.

        Where it is known that ``all_needed``, waivers may be dearer before anything is solved.
        """
        if all_needed and self._is_full and self._dearer(self._least(grants)) > 0:
            return
        prices = self._prices(grants) if self.left > 0 else None
        if prices is None:
            self.unsettled += 1
        elif prices:
            self.found.append((grants, prices))
            self.found.sort(key=lambda one: [price.worse for price in one[1]])
        if len(self.found) > self.most_found:
            _, dropped = self.found.pop()
            self.unsettled += self._dearer([price.least for price in dropped]) < 0

    @property
    def _is_full(self) -> bool:
        return len(self.found) == self.most_found

    def _least(self, grants: Sequence[Grant]) -> list[Fraction]:
        """Return by how much the first two levels are at least worse if all of the grants are waivers that are used.

        They open places of their case alone, so no more of the others can be staffed than could be before.
        """
        waived = [grant.change for grant in grants if isinstance(grant.change, Waived)]
        first, *others = self.plan.levels
        second = next((one for one in others[:1] if one.level is Level.APPEARANCES), None)
        if len(waived) < len(grants) or not first.is_best or second is None:
            return []
        places = {(one.case, one.person) for one in waived}
        weight = sum(case.weight for case in self.problem.cases if case.id in {case for case, _ in places})
        soft = sum(pair.soft for pair in self.problem.pairs if pair.role is None and (pair.case, pair.person) in places)
        appears = self.problem.limits.waiver_weight * len(places) + soft
        return [Fraction(-weight), appears - Fraction(second.value, second.scale)]

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
            if self._is_full and self._dearer([price.least for price in prices]) > 0:
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

    def _dearer(self, least: Sequence[Fraction]) -> Fraction:
        """Return by how much a plan whose first levels are at least so much worse is dearer than the last found.

        By the first level at which it might differ; below zero, it may be cheaper, and 0 if none differs.
        """
        _, last = self.found[-1]
        differences = (one - other.worse for one, other in zip(least, last[: len(least)], strict=True))
        return next(filter(None, differences), Fraction(0))


def _price(now: LevelValue, then: LevelValue, *, extra: int) -> LevelPrice:
    """Return by how much a level is worse than in the plan; ``extra`` is what cases weigh so that they are staffed."""
    then = replace(then, value=then.value - extra, bound=then.bound - extra)
    before, sign = Fraction(now.value, now.scale), -1 if now.level in MORE_IS_BETTER else 1
    worse, least = (sign * (Fraction(value, then.scale) - before) for value in (then.value, then.bound))
    return LevelPrice(now.level, then, worse, min(worse, least), proven=now.is_best and then.is_best)
