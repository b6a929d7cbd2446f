"""What the engine, its halves alone and a greedy reach on one problem, in what time and memory, each measured apart."""

import resource
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import numpy as np

from allocation.check_values import level_values
from allocation.engine import ByModel, Engine, Searched, engine_of
from allocation.explain import seats_of
from allocation.in_parts import InParts
from allocation.plan import LevelValue, Seat
from allocation.problem import Problem
from allocation.refusals import LimitReached
from allocation.search.improve import Search
from allocation.search.refill import fill
from allocation.solve import solve_levels
from allocation.solver import DETERMINISTIC_LIMIT, Outcome, Taken
from terms.allocation import Level

Made = TypeVar("Made")
Tell = Callable[[Level, float], None]
"""Told of each level as soon as it is solved, with its seconds."""
KILOBYTES = 2**10


@dataclass
class Side:
    """One way to a plan; its times are seconds of the processor, its memory megabytes."""

    seats: tuple[Seat, ...] | None = None
    """None if no plan keeps the pins."""
    values: dict[Level, Fraction] = field(default_factory=dict)
    levels: dict[Level, LevelValue] = field(default_factory=dict)
    """With bounds, where there are any."""
    took: dict[Level, float] = field(default_factory=dict)
    taken: dict[Level, Taken] = field(default_factory=dict)
    """The plan after each level."""
    building: float = 0
    """Until the problem was laid out and the model made, before anything was sought."""
    solving: float = 0
    """With the lottery."""
    clock: float = 0
    """Seconds by the clock on the wall for both."""
    peak: int = 0
    """The most memory at once, the problem itself included."""
    lottery_proven: bool = False

    @property
    def until_held(self) -> float:
        """Seconds until the last level was solved, without the lottery."""
        return self.building + sum(self.took.values())


def by_engine(problem: Problem, seed: int, tell: Tell) -> Side:
    """Solve a canonical problem level by level."""
    return _by(problem, lambda: engine_of(problem, DETERMINISTIC_LIMIT), seed, tell)


def first_plan(problem: Problem) -> Side:
    """Let the engine go as far as to its first legal plan: after its first search, or else its first level."""
    side, begun = Side(), begin()
    engine, side.building = timed(lambda: engine_of(problem, DETERMINISTIC_LIMIT))
    taken, side.solving = timed(lambda: _first(engine, problem))
    side.clock, side.peak = time.perf_counter() - begun, peak()
    if taken is not None:
        side.seats = seats_of(problem, taken)
        side.values = level_values(problem, side.seats)
    return side


def _first(engine: Engine, problem: Problem) -> Taken | None:
    if isinstance(engine, Searched | InParts):
        engine.search.improve(problem.order[0])
        if engine.search.keeps_pins:
            return engine.search.taken
    return engine.solve(problem.order[0], None).taken


def by_model(problem: Problem, limit: float, tell: Tell) -> Side:
    """Solve every level by the model alone, whatever the size, with one worker and so much of the solver's work each.

    Nothing is drawn by lot, nor by the search below.
    """
    return _by(problem, lambda: ByModel(problem, limit), None, tell)


def by_search(problem: Problem, tell: Tell, *, given: Mapping[Level, Taken] | None = None) -> Side:
    """Search every level: first teams are given up and filled again, then single changes are annealed.

    Where a level is given, what the plan given for it reaches is held and nothing is sought.
    """
    return _by(problem, lambda: SearchAlone(problem, given or {}), None, tell)


def _by(problem: Problem, make: Callable[[], Engine], seed: int | None, tell: Tell) -> Side:
    side, begun = Side(), begin()
    engine, side.building = timed(make)
    watched = Watched(engine, side, tell)
    with suppress(LimitReached):
        solution, side.solving = timed(lambda: solve_levels(problem, seed=seed, engine=watched))
        if solution is not None:
            side.seats, side.lottery_proven = seats_of(problem, solution.taken), solution.lottery_proven
            side.levels = {level.level: level for level in solution.levels}
            side.values = {level.level: Fraction(level.value, level.scale) for level in solution.levels}
    side.clock, side.peak = time.perf_counter() - begun, peak()
    return side


class Watched:
    """An engine whose levels are timed, and the plans kept that it has after each."""

    def __init__(self, engine: Engine, side: Side, tell: Tell) -> None:
        self.engine, self.side, self.tell = engine, side, tell
        self.limit_changes, self.draw_lots, self.stop = engine.limit_changes, engine.draw_lots, engine.stop

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Let the engine solve the level."""
        outcome, spent = timed(lambda: self.engine.solve(level, known))
        self.side.took[level] = spent
        if outcome.taken is not None:
            self.side.taken[level] = outcome.taken
        self.tell(level, spent)
        return outcome


class SearchAlone:
    """The search as an engine: it proves nothing, and what it bounds a level by is what it found."""

    def __init__(self, problem: Problem, given: Mapping[Level, Taken]) -> None:
        self.search, self.given = Search(problem), given
        self.limit_changes, self.stop = self.search.limit_changes, self.search.stop

    def solve(self, level: Level, known: Taken | None) -> Outcome:
        """Search from the known plan, or take the one that is given."""
        start = self.given.get(level, known)
        if start is not None:
            self.search.take(start)
        if level not in self.given:
            self.search.improve(level)
        self.search.hold(level)
        value = self.search.value(level)
        return Outcome(self.search.taken if self.search.keeps_pins else None, value, value, proven=False)

    def draw_lots(self, seed: int, known: Taken) -> Outcome:
        """Search for the smallest sum of tickets."""
        self.search.draw_lots(seed, known)
        return Outcome(self.search.taken, value=0, bound=0, proven=False)


def by_greedy(problem: Problem) -> Side:
    """Staff the cases one by one, most urgent first, with the least loaded who fit: what is done by hand."""
    side, begun = Side(), begin()
    search, side.building = timed(lambda: Search(problem))
    seats, side.solving = timed(lambda: _one_by_one(problem, search))
    side.clock, side.peak = time.perf_counter() - begun, peak()
    side.seats, side.values = seats, level_values(problem, seats)
    return side


def _one_by_one(problem: Problem, search: Search) -> tuple[Seat, ...]:
    for case in np.argsort(-search.board.case_weight, kind="stable").tolist():
        fill(search.table, search.plan, search.pinned, case)
    return seats_of(problem, search.taken)


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """Return what is made, and the seconds of the processor that it took."""
    begun = time.process_time()
    return make(), time.process_time() - begun


def begin() -> float:
    """Take back the high-water mark of memory, where the system lets a process do that, and return the time."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return time.perf_counter()


def peak() -> int:
    """Return the high-water mark of memory since ``begin``, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES
