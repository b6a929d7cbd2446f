"""From a problem and a seed to a plan."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from allocation import refusals
from allocation.board import board_of
from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.check_values import level_values
from allocation.counting import Counted
from allocation.engine import Engine, engine_of
from allocation.explain import seats_of
from allocation.levels import scale_of, slack_of
from allocation.lottery import with_sitting_out
from allocation.model import draft_of
from allocation.parts import Parts
from allocation.plan import LevelValue, Plan
from allocation.problem import Problem
from allocation.shortages import find_shortages
from allocation.solver import DETERMINISTIC_LIMIT, Taken, is_possible
from allocation.stopping import Stop
from allocation.watching import solving
from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole

Watcher = Callable[[LevelValue], None]
"""Told of each level as soon as it is solved."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The chairs that are taken and the value of every level."""

    taken: Taken
    levels: tuple[LevelValue, ...]
    lottery_proven: bool


class Within(NamedTuple):
    """Where plans are looked for: among those that change at most so many published seats, of which one is known."""

    most_changes: int
    known: Taken


def allocate(
    problem: Problem,
    seed: int,
    *,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    on_level: Watcher | None = None,
    stop: Stop | None = None,
) -> Plan:
    """Return the plan that is best level by level, drawn by the seed among equals.

    The limit is CP-SAT's deterministic time per level: the same problem, seed and limit give the same plan on
    every machine of a kind (prices in floating point choose caseloads of large problems), unless ``stop`` is wanted
    meanwhile. Then the plan is the best so far, and what was not come to is not proven.

    Raises:
        Refusal: the problem contradicts itself (see ``check_problem``), its pins cannot all be kept
            (``PinsContradict``), or pins are given and the limit (``LimitReached``) or the wish to stop (``Cancelled``)
            came before any plan.
    """
    stop = stop or Stop()
    validate(canonical(problem))
    problem, limit = canonical(with_sitting_out(problem, seed)), deterministic_limit
    solution = solve_levels(problem, seed=seed, deterministic_limit=limit, on_level=on_level, stop=stop)
    if solution is None:
        raise refusals.PinsContradict(pins=_contradicting_pins(problem, deterministic_limit))
    return Plan(
        seats=seats_of(problem, solution.taken),
        shortages=find_shortages(problem, solution.taken, deterministic_limit=0.0 if stop.is_wanted else limit),
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
    stop: Stop | None = None,
    within: Within | None = None,
    engine: Engine | None = None,
) -> Solution | None:
    """Solve each level to proof and freeze it, then the lottery if there is a seed; None if no plan keeps the pins.

    Large problems are searched first at each level: the search finds good plans, the model proves and bounds them.
    What is left when ``stop`` is wanted is measured on the plan so far and bounded by counting. An ``engine`` is given
    by whoever times apart how it is built.
    """
    limit, stop = deterministic_limit, stop or Stop()
    engine = engine or engine_of(problem, limit)
    taken: Taken | None = None if problem.pins else frozenset()
    if within is not None:
        engine.limit_changes(within.most_changes)
        taken = within.known
    levels: list[LevelValue] = []
    with stop.ends(engine.stop):
        for level in problem.order:
            if stop.is_wanted:
                break
            with solving(level):
                outcome = engine.solve(level, taken)
            if outcome.taken is None:
                if outcome.proven:
                    return None
                break
            taken = outcome.taken
            scale, slack = scale_of(problem, level), slack_of(problem, level) if seed is not None else 0
            levels.append(LevelValue(level, outcome.value, outcome.bound, outcome.proven, scale, slack))
            if on_level:
                on_level(levels[-1])
        if taken is None:
            raise refusals.Cancelled if stop.is_wanted else refusals.LimitReached(deterministic_limit=limit)
        drawn = seed is None
        if seed is not None and not stop.is_wanted:
            outcome = engine.draw_lots(seed, taken)
            taken, drawn = taken if outcome.taken is None else outcome.taken, outcome.proven
    return Solution(taken=taken, levels=tuple(measured(problem, taken, levels)), lottery_proven=drawn)


def measured(problem: Problem, taken: Taken, levels: Sequence[LevelValue]) -> Iterator[LevelValue]:
    """Measure on the plan what a later level or the lottery may have changed, and bound what was not solved."""
    values = level_values(problem, seats_of(problem, taken))
    for level in levels:
        as_solved = level.proven and not problem.near_ties
        yield level if as_solved else replace(level, value=int(values[level.level] * level.scale))
    if len(levels) == len(problem.order):
        return
    counted = Counted(problem, board_of(problem))
    counted.least_weight = int(values[Level.URGENCY_STAFFED])
    for unsolved in problem.order[len(levels) :]:
        scale, bound = scale_of(problem, unsolved), counted.bound(unsolved)
        value = int(values[unsolved] * scale)
        bound = max(value, bound) if unsolved in MORE_IS_BETTER else min(value, bound)
        yield LevelValue(unsolved, value, bound, value == bound, scale, slack_of(problem, unsolved))


def _contradicting_pins(problem: Problem, deterministic_limit: float) -> tuple[tuple[int, int, AssignmentRole], ...]:
    """Leave out one pin at a time while the rest still cannot be kept; what is left cannot spare any.

    Only the pinned cases must have teams, so that no other is looked at.
    """
    kept, pinned = list(problem.pins), Parts(problem).only({pin.case for pin in problem.pins})
    for pin in problem.pins:
        fewer = [other for other in kept if other != pin]
        draft = draft_of(replace(pinned, pins=tuple(fewer)))
        if is_possible(draft, deterministic_limit) is False:
            kept = fewer
    return tuple((pin.case, pin.person, pin.role) for pin in kept)
