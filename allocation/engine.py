"""How a level is solved: by model, by search and model, by search with a bound from counting, or by transport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from allocation.draft import Draft
from allocation.in_parts import InParts
from allocation.levels import GOODS, changes, slack_of
from allocation.lottery import ticket_sum
from allocation.model import draft_of
from allocation.problem import Problem
from allocation.sift import relaxed_bound, sift
from allocation.solver import Outcome, Taken, freeze, optimise, set_goal
from allocation.transport.by_transport import transport_of
from allocation.transport.kind import is_transport
from terms.allocation import MORE_IS_BETTER, Level

if TYPE_CHECKING:
    from allocation.lower_loads import ByCaseloads
    from allocation.search.improve import Search

MODEL_ALONE: Final = 100
"""Up to so many seats that nobody is pinned to the model proves every level soon and nothing is searched; ours."""
MODELLED: Final = 30_000
"""Up to so many open chairs the whole problem is one model; ours."""
PROVED_FIRST: Final = frozenset({Level.URGENCY_STAFFED, Level.APPEARANCES, Level.CHANGES})
"""Levels that the model proves in any county; the others are searched and bounded."""


class Engine(Protocol):
    """Solves level after level; each is held from then on."""

    def limit_changes(self, most: int) -> None:
        """From now on no plan changes more published seats; the plan that is known then does not."""
        ...

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Make the level as good as can be from a known plan, or from none."""
        ...

    def draw_lots(self, seed: int, known: Taken) -> Outcome:
        """Draw among the plans that are as good at every level, but for its near ties."""
        ...

    def stop(self) -> None:
        """End what is done just now soon, with what it has; called from another thread."""
        ...


def engine_of(problem: Problem, deterministic_limit: float) -> Engine:
    """Return the engine for a canonical problem of its size."""
    if is_transport(problem):
        engine = transport_of(problem, deterministic_limit)
        if engine is not None:
            return engine
    if is_small(problem):
        return ByModel(problem, deterministic_limit)
    from allocation.search.improve import Search  # noqa: PLC0415  (compiled code is slow to load)

    search = Search(problem)
    if len(search.board.open_person) <= MODELLED:
        return Searched(problem, search, deterministic_limit)
    return InParts(problem, search, deterministic_limit)


def is_small(problem: Problem) -> bool:
    """Tell whether the model alone proves every level soon: by the seats that are not pinned."""
    return sum(place.count for case in problem.cases for place in case.places) - len(problem.pins) <= MODEL_ALONE


def loosened(problem: Problem, reached: Mapping[Level, int]) -> Draft:
    """Return the model in which every level may be worse than what was reached by its near ties."""
    draft = draft_of(problem)
    for level, value in reached.items():
        maximise, slack = level in MORE_IS_BETTER, slack_of(problem, level)
        draft.reached[level] = value - slack if maximise else value + slack
        freeze(draft, GOODS[level](draft), draft.reached[level], maximise=maximise)
    return draft


class ByModel:
    """Every level is one model, solved to proof."""

    def __init__(self, problem: Problem, deterministic_limit: float, draft: Draft | None = None) -> None:
        """Build the model of the problem, unless there is one."""
        self.draft: Draft = draft or draft_of(problem)
        self.limit = deterministic_limit

    def limit_changes(self, most: int) -> None:
        """Add the limit to the model, unless nothing that it counts is open to choice."""
        goal = changes(self.draft)
        if not isinstance(goal, int):
            self.draft.model.add(goal <= most)

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Solve the level from the known plan, and freeze its value."""
        goal, maximise = GOODS[level](self.draft), level in MORE_IS_BETTER
        outcome = optimise(self.draft, goal, known=known, deterministic_limit=self.limit, maximise=maximise)
        self.draft.reached[level] = outcome.value
        if outcome.taken is not None and not isinstance(goal, int):
            # a constant was never given to the model, whose objective is still another's
            sift(self.draft, outcome.value, maximise=maximise)
            freeze(self.draft, goal, outcome.value, maximise=maximise)
        return outcome

    def bound(self, level: Level, known: Taken, value: int) -> Outcome:
        """Bound the level by the linear relaxation, and freeze the value of the known plan."""
        goal, maximise = GOODS[level](self.draft), level in MORE_IS_BETTER
        best = value
        if not isinstance(goal, int):
            set_goal(self.draft, goal, maximise=maximise)
            best = relaxed_bound(self.draft, maximise=maximise)
            freeze(self.draft, goal, value, maximise=maximise)
        self.draft.reached[level] = value
        best = max(best, value) if maximise else min(best, value)
        return Outcome(known, value, best, proven=best == value)

    def hold(self, level: Level, value: int) -> None:
        """Freeze a value that was found and bounded elsewhere."""
        goal = GOODS[level](self.draft)
        if not isinstance(goal, int):
            freeze(self.draft, goal, value, maximise=level in MORE_IS_BETTER)
        self.draft.reached[level] = value

    def draw_lots(self, seed: int, known: Taken) -> Outcome:
        """Solve for the smallest sum of tickets."""
        draft = self.draft
        if draft.problem.near_ties:
            draft = loosened(draft.problem, draft.reached)
            draft.stop = self.draft.stop
        return optimise(draft, ticket_sum(draft, seed), known=known, deterministic_limit=self.limit)

    def stop(self) -> None:
        """End the solve."""
        self.draft.stop.want()


class Searched:
    """Search finds, the model proves the first levels and the highest load, its linear relaxation bounds the others."""

    def __init__(self, problem: Problem, search: Search, deterministic_limit: float) -> None:
        self.search = search
        self.model = ByModel(problem, deterministic_limit)
        self.model.draft.is_large = True
        self.limit = deterministic_limit
        self.by_caseloads: ByCaseloads | None = None

    def limit_changes(self, most: int) -> None:
        """Limit the search and the model."""
        self.search.limit_changes(most)
        self.model.limit_changes(most)

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Search from the known plan, then prove; what the proof betters is taken over."""
        if known is not None:
            self.search.take(known)
        self.search.improve(level)
        if level in PROVED_FIRST or known is None:
            outcome = self.model.solve(level, self.search.taken if self.search.keeps_pins else known)
        elif level is Level.HIGHEST_LOAD:
            outcome = self._lower_loads()
        elif level is Level.LOAD_SPREAD and self.by_caseloads:
            outcome = self._again(level, self.by_caseloads.even(self.model.draft.reached[Level.HIGHEST_LOAD]))
            self.model.hold(level, outcome.value)
        else:
            self.search.improve(level)  # once more, from where the first time ended
            outcome = self.model.bound(level, self.search.taken, self.search.value(level))
        if outcome.taken is not None:
            self.search.take(outcome.taken)
            self.search.hold(level)
        return outcome

    def draw_lots(self, seed: int, known: Taken) -> Outcome:
        """Search for the smallest sum of tickets; that there is no smaller one is not proven."""
        self.search.draw_lots(seed, known)
        return Outcome(self.search.taken, value=0, bound=0, proven=False)

    def stop(self) -> None:
        """End search and solve."""
        self.search.stop()
        self.model.stop()

    def _again(self, level: Level, outcome: Outcome) -> Outcome:
        """Search from the plan that was found, which the search has, if it is not proven the best."""
        if outcome.proven:
            return outcome
        self.search.improve(level)
        value = self.search.value(level)
        return replace(outcome, taken=self.search.taken, value=value, proven=value == outcome.bound)

    def _lower_loads(self) -> Outcome:
        from allocation.lower_loads import lower_loads  # noqa: PLC0415  (as above)

        self.by_caseloads, outcome = lower_loads(self.model.draft, self.search, self.limit)
        self.model.hold(Level.HIGHEST_LOAD, outcome.value)
        return outcome
