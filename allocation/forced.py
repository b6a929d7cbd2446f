"""The levels of the best plan with a person forced in, exactly and soon, from what the plan without her has proven.

A level is as good as without her as long as every level above is and the linear relaxation does not prove the
contrary: so the first levels are trusted to be, and the others are sought together. If there is no such plan, the last
level that was trusted is solved, and so are those below it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from allocation.canonical import canonical
from allocation.check_values import level_values
from allocation.draft import Draft
from allocation.engine import is_small
from allocation.explain import seats_of
from allocation.forced_ground import ground_of, sought_of, with_chair
from allocation.levels import scale_of
from allocation.measures import load_with
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.sift import Relaxed, close_worse, relax, relax_for
from allocation.solve import solve_levels
from allocation.solver import Outcome, Taken, freeze, optimise, set_goal
from terms.allocation import MORE_IS_BETTER, Level

SELDOM_LOST: Final = frozenset({Level.URGENCY_STAFFED, Level.CHANGES, Level.HIGHEST_LOAD})
"""Levels at which one person more or less seldom changes the value: the plan's own is trusted at once."""
WITHIN: Final = 60
"""The best plan mostly is within one part in so many of what the relaxation proves; ours."""


def best_with(problem: Problem, plan: Plan, pin: Pin, *, deterministic_limit: float) -> Sequence[LevelValue] | None:
    """Return the levels of the best plan that also keeps the pin, which has to be open; None if none does.

    ``plan`` is the plan of the same canonical problem without the pin.

    Raises:
        LimitReached: the limit came before any plan with her was found.
    """
    forced = replace(problem, pins=tuple({*problem.pins, pin}))
    # with near ties the plan is not the best at its levels, so its values bound nothing
    found = None if problem.near_ties else _near(problem, forced, plan, pin, deterministic_limit)
    if found is not None:
        return found or None
    solution = solve_levels(canonical(forced), seed=None, deterministic_limit=deterministic_limit)
    return None if solution is None else solution.levels


def _near(
    whole: Problem, forced: Problem, plan: Plan, pin: Pin, limit: float
) -> Sequence[LevelValue] | Literal[False] | None:
    if is_small(forced):
        return _Together(whole, plan, pin, limit).levels()
    from allocation.forced_near import Near  # noqa: PLC0415  (compiled code is slow to load)

    return Near(whole, canonical(forced), plan, pin, limit).levels()


class _Together:
    """A model in which the first levels are trusted or solved, and the others sought together."""

    def __init__(self, problem: Problem, plan: Plan, pin: Pin, limit: float) -> None:
        self.problem, self.pin, self.limit = problem, pin, limit
        self.chair = (pin.case, pin.person, pin.role)
        self.ground = ground_of(problem)
        self.first = plan.levels[: len(self.ground.goals)]
        self.bounds: dict[Level, int] = {}
        """Of levels that were relaxed while all above were trusted."""

    def levels(self) -> Sequence[LevelValue] | Literal[False] | None:
        """Return all levels, proven; False if there is no plan with her, None if the limit came first."""
        trust = len(self.first)
        while True:
            outcome, values, trusted = self._solved(trust)
            if outcome.taken is not None and outcome.proven:
                return [
                    LevelValue(level, value, value, proven=True, scale=scale_of(self.problem, level))
                    for level, value in values.items()
                ]
            if not outcome.proven:
                return None
            if not trusted:
                return False
            trust = trusted[-1]

    def _solved(self, trust: int) -> tuple[Outcome, dict[Level, int], list[int]]:
        """Return the best plan in which each first level before ``trust`` is as good as can be hoped.

        Beside it what its levels are, and which of them were trusted, to the last that was come to.
        """
        draft, held, trusted, as_good = with_chair(self.ground.draft, self.chair), dict[Level, int](), list[int](), True
        for number, now in enumerate(self.first):
            goal, maximise = self.ground.goals[now.level], now.level in MORE_IS_BETTER
            known = self._known(now) if as_good else None
            if isinstance(goal, int):
                value = goal
            elif number < trust and known is not None and self._is_hoped(draft, now.level, known):
                trusted.append(number)
                value = known
            else:
                outcome = optimise(
                    draft, goal, known=None, deterministic_limit=self.limit, maximise=maximise, little_open=True
                )
                if outcome.taken is None or not outcome.proven:
                    return outcome, {}, trusted
                value = outcome.value
            as_good = as_good and value == now.value
            held[now.level] = value
            if not isinstance(goal, int):
                freeze(draft, goal, value, maximise=maximise)
        return *self._jointly(held), trusted

    def _is_hoped(self, draft: Draft, level: Level, known: int) -> bool:
        """Tell whether the level may be as good as without her, for what the relaxation proves."""
        if level in SELDOM_LOST:
            return True
        if level not in self.bounds:
            maximise = level in MORE_IS_BETTER
            set_goal(draft, self.ground.goals[level], maximise=maximise)
            self.bounds[level] = relax(draft, maximise=maximise).bound
        return self.bounds[level] >= known if level in MORE_IS_BETTER else self.bounds[level] <= known

    def _jointly(self, held: dict[Level, int]) -> tuple[Outcome, dict[Level, int]]:
        """Return the best plan at the levels that are sought together, with these of the first, and all its values.

        It is looked for first where it mostly is: what is closed there is in no plan that is as good.
        """
        sought = sought_of(self.problem, held.get(Level.HIGHEST_LOAD))
        if sought is None:
            return Outcome(taken=None, value=0, bound=0, proven=False), {}
        draft = with_chair(sought.draft, self.chair)
        for level, value in held.items():
            goal = self.ground.goals[level]
            if not isinstance(goal, int):
                freeze(draft, goal, value, maximise=level in MORE_IS_BETTER)
        relaxed = relax_for(draft, sought.first)
        hoped = relaxed.bound + (-1 if relaxed.maximise else 1) * (abs(relaxed.bound) // WITHIN)
        outcome, values = self._among(draft, relaxed, hoped)
        reached = hoped
        if outcome.taken is not None and len(held) < len(values):
            reached = values[self.problem.order[len(held)]]
        if outcome.taken is None or (reached < hoped if relaxed.maximise else reached > hoped):
            outcome, values = self._among(draft, relaxed, None if outcome.taken is None else reached, outcome.taken)
        return outcome, values

    def _among(
        self, draft: Draft, relaxed: Relaxed, value: int | None, known: Taken | None = None
    ) -> tuple[Outcome, dict[Level, int]]:
        """Return the best plan of those that could be as good as the value at the level that was relaxed."""
        among = draft.branch()
        if value is not None:
            close_worse(among, relaxed, value)
        outcome = optimise(among, None, known=known, deterministic_limit=self.limit, little_open=True)
        return outcome, {} if outcome.taken is None else self._values(outcome.taken)

    def _known(self, now: LevelValue) -> int | None:
        """Return what no plan with her can pass if every level above is as good as without her."""
        if not now.proven:
            return None
        return max(now.value, load_with(self.problem, self.pin)) if now.level is Level.HIGHEST_LOAD else now.value

    def _values(self, taken: Taken) -> dict[Level, int]:
        """Return the whole value of every level."""
        values = level_values(self.problem, seats_of(self.problem, taken))
        return {level: int(value * scale_of(self.problem, level)) for level, value in values.items()}
