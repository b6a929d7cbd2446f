"""From a problem and a seed to a plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from allocation import measures, refusals
from allocation.canonical import canonical
from allocation.check import level_values
from allocation.check_problem import validate
from allocation.explain import seats_of
from allocation.levels import GOALS
from allocation.lottery import ticket_sum
from allocation.model import draft_of
from allocation.plan import LevelValue, Plan, Seat
from allocation.problem import Pin, Problem
from allocation.shortages import find_shortages
from allocation.sift import sift
from allocation.solver import DETERMINISTIC_LIMIT, Taken, freeze, is_possible, optimise
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
    problem = canonical(problem)
    validate(problem)
    solution = solve_levels(problem, seed=seed, deterministic_limit=deterministic_limit, on_level=on_level)
    if solution is None:
        raise refusals.PinsContradict(pins=_contradicting_pins(problem, deterministic_limit))
    seats = seats_of(problem, solution.taken)
    return Plan(
        seats=seats,
        shortages=find_shortages(problem, solution.taken, deterministic_limit=deterministic_limit),
        levels=_measured(problem, seats, solution.levels),
        seed=seed,
        lottery_proven=solution.lottery_proven,
    )


def _measured(problem: Problem, seats: tuple[Seat, ...], levels: tuple[LevelValue, ...]) -> tuple[LevelValue, ...]:
    """Measure the levels that were not proven on the plan itself: a later level may have bettered them."""
    values = level_values(problem, seats)
    return tuple(
        level if level.proven else replace(level, value=int(values[level.level] * level.scale)) for level in levels
    )


def solve_levels(
    problem: Problem,
    *,
    seed: int | None,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    on_level: Watcher | None = None,
    known: Taken | None = None,
) -> Solution | None:
    """Solve each level to proof and freeze it, then the lottery if there is a seed; None if no plan keeps the pins."""
    draft = draft_of(problem)
    scale = measures.load_scale(problem)
    taken = frozenset() if known is None and not problem.pins else known
    levels: list[LevelValue] = []
    for goal in GOALS:
        value = goal.express(draft)
        outcome = optimise(draft, value, known=taken, deterministic_limit=deterministic_limit, maximise=goal.maximise)
        if outcome.taken is None:
            if not outcome.proven:
                raise refusals.LimitReached(deterministic_limit=deterministic_limit)
            return None
        taken = outcome.taken
        draft.reached[goal.level] = outcome.value
        if not isinstance(value, int):  # a constant was never given to the model, whose objective is still another's
            sift(draft, outcome.value, maximise=goal.maximise)
            freeze(draft, value, outcome.value, maximise=goal.maximise)
        unit = scale if goal.in_load_units else 1
        levels.append(LevelValue(goal.level, outcome.value, outcome.bound, outcome.proven, unit))
        if on_level:
            on_level(levels[-1])
    drawn = True
    if seed is not None:
        outcome = optimise(draft, ticket_sum(draft, seed), known=taken, deterministic_limit=deterministic_limit)
        taken, drawn = outcome.taken or taken, outcome.proven
    return Solution(taken=taken or frozenset(), levels=tuple(levels), lottery_proven=drawn)


def _contradicting_pins(problem: Problem, deterministic_limit: float) -> tuple[tuple[int, int, AssignmentRole], ...]:
    """Leave out one pin at a time while the rest still cannot be kept; what is left cannot spare any."""
    kept: list[Pin] = list(problem.pins)
    for pin in problem.pins:
        fewer = [other for other in kept if other != pin]
        draft = draft_of(replace(problem, pins=tuple(fewer)))
        if is_possible(draft, deterministic_limit) is False:
            kept = fewer
    return tuple((pin.case, pin.person, pin.role) for pin in kept)
