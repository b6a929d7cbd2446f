"""From a problem and a seed to a plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from allocation import refusals
from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.check_values import level_values
from allocation.engine import engine_of
from allocation.explain import seats_of
from allocation.levels import scale_of, slack_of
from allocation.lottery import with_sitting_out
from allocation.model import draft_of
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.shortages import find_shortages
from allocation.solver import DETERMINISTIC_LIMIT, Taken, is_possible
from terms.cases import AssignmentRole

Watcher = Callable[[LevelValue], None]
"""Told of each level as soon as it is solved."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The chairs that are taken and the value of every level."""

    taken: Taken
    levels: tuple[LevelValue, ...]
    lottery_proven: bool


def allocate(
    problem: Problem,
    seed: int,
    *,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    on_level: Watcher | None = None,
) -> Plan:
    """Return the plan that is best level by level, drawn by the seed among equals.

    The limit is CP-SAT's deterministic time per level: the same problem, seed and limit give the same plan anywhere.

    Raises:
        Refusal: the problem contradicts itself (see ``check_problem``), its pins cannot all be kept
            (``PinsContradict``), or pins are given and the limit came before any plan (``LimitReached``).
    """
    validate(canonical(problem))
    problem = canonical(with_sitting_out(problem, seed))
    solution = solve_levels(problem, seed=seed, deterministic_limit=deterministic_limit, on_level=on_level)
    if solution is None:
        raise refusals.PinsContradict(pins=_contradicting_pins(problem, deterministic_limit))
    return Plan(
        seats=seats_of(problem, solution.taken),
        shortages=find_shortages(problem, solution.taken, deterministic_limit=deterministic_limit),
        levels=solution.levels,
        seed=seed,
        lottery_proven=solution.lottery_proven,
    )


def solve_levels(
    problem: Problem,
    *,
    seed: int | None,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    on_level: Watcher | None = None,
) -> Solution | None:
    """Solve each level to proof and freeze it, then the lottery if there is a seed; None if no plan keeps the pins.

    Large problems are searched first at each level: the search finds good plans, the model proves and bounds them.
    """
    engine = engine_of(problem, deterministic_limit)
    taken: Taken | None = None if problem.pins else frozenset()
    levels: list[LevelValue] = []
    for level in problem.order:
        outcome = engine.solve(level, taken)
        if outcome.taken is None:
            if not outcome.proven:
                raise refusals.LimitReached(deterministic_limit=deterministic_limit)
            return None
        taken = outcome.taken
        scale, slack = scale_of(problem, level), slack_of(problem, level) if seed is not None else 0
        levels.append(LevelValue(level, outcome.value, outcome.bound, outcome.proven, scale, slack))
        if on_level:
            on_level(levels[-1])
    drawn = True
    if seed is not None and taken is not None:
        outcome = engine.draw_lots(seed, taken)
        taken, drawn = outcome.taken, outcome.proven
    taken = taken or frozenset()
    return Solution(taken=taken, levels=_measured(problem, taken, levels), lottery_proven=drawn)


def _measured(problem: Problem, taken: Taken, levels: Sequence[LevelValue]) -> tuple[LevelValue, ...]:
    """Measure on the plan itself what a later level or the lottery may have changed."""
    values = level_values(problem, seats_of(problem, taken))
    return tuple(
        level
        if level.proven and not problem.near_ties
        else replace(level, value=int(values[level.level] * level.scale))
        for level in levels
    )


def _contradicting_pins(problem: Problem, deterministic_limit: float) -> tuple[tuple[int, int, AssignmentRole], ...]:
    """Leave out one pin at a time while the rest still cannot be kept; what is left cannot spare any."""
    kept: list[Pin] = list(problem.pins)
    for pin in problem.pins:
        fewer = [other for other in kept if other != pin]
        draft = draft_of(replace(problem, pins=tuple(fewer)))
        if is_possible(draft, deterministic_limit) is False:
            kept = fewer
    return tuple((pin.case, pin.person, pin.role) for pin in kept)
