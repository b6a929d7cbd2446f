"""What the engine and a greedy reach on one problem, in what time and memory, each measured alone."""

import resource
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import numpy as np

from allocation.check_values import level_values
from allocation.engine import engine_of
from allocation.explain import seats_of
from allocation.plan import LevelValue, Seat
from allocation.problem import Problem
from allocation.search.improve import Search
from allocation.search.refill import fill
from allocation.solve import solve_levels
from allocation.solver import DETERMINISTIC_LIMIT
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
    building: float = 0
    """Until the problem was laid out and the model made, before anything was sought."""
    solving: float = 0
    """With the lottery."""
    clock: float = 0
    """Seconds by the clock on the wall for both."""
    peak: int = 0
    """The most memory at once, the problem itself included."""
    lottery_proven: bool = False


def by_engine(problem: Problem, seed: int, tell: Tell) -> Side:
    """Solve a canonical problem level by level."""
    side, begun = Side(), _begin()
    last = time.process_time()

    def take_time(level: LevelValue) -> None:
        nonlocal last
        now = time.process_time()
        side.took[level.level], last = now - last, now
        tell(level.level, side.took[level.level])

    engine, side.building = timed(lambda: engine_of(problem, DETERMINISTIC_LIMIT))
    last = time.process_time()
    solution, side.solving = timed(lambda: solve_levels(problem, seed=seed, on_level=take_time, engine=engine))
    side.clock, side.peak = time.perf_counter() - begun, _peak()
    if solution is not None:
        side.seats, side.lottery_proven = seats_of(problem, solution.taken), solution.lottery_proven
        side.levels = {level.level: level for level in solution.levels}
        side.values = {level.level: Fraction(level.value, level.scale) for level in solution.levels}
    return side


def by_greedy(problem: Problem) -> Side:
    """Staff the cases one by one, most urgent first, with the least loaded who fit: what is done by hand."""
    side, begun = Side(), _begin()
    search, side.building = timed(lambda: Search(problem))
    seats, side.solving = timed(lambda: _one_by_one(problem, search))
    side.clock, side.peak = time.perf_counter() - begun, _peak()
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


def _begin() -> float:
    """Take back the high-water mark of memory, where the system lets a process do that, and return the time."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return time.perf_counter()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES
