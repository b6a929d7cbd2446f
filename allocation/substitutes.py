"""Who could take a place of a repaired plan instead, who would follow her where she sits now, and what that costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from allocation.canonical import canonical
from allocation.check import violations
from allocation.check_values import level_values
from allocation.explain import seats_of
from allocation.levels import scale_of
from allocation.openings import Chair, Opening, find_openings
from allocation.parts import only
from allocation.plan import Plan, Seat
from allocation.problem import Pin, Problem
from allocation.repair import Option
from allocation.replacements import replacements
from allocation.solve import solve_levels
from allocation.solver import DETERMINISTIC_LIMIT
from allocation.vacancies import Move, booked, chair_of, moves_of
from terms.allocation import MORE_IS_BETTER, Level

LONGEST: Final = 2
"""At most so many more published seats change for a substitute; ours."""
OFFERED: Final = 10
"""So many substitutes are offered, and so many who sit elsewhere are tried; ours."""


@dataclass(frozen=True, slots=True)
class Cost:
    """By how much a level is worse than in the repaired plan; negative where it is better."""

    level: Level
    worse: int
    """In units of 1 / ``scale`` of the level's unit, beside the repaired plan as it is."""
    least: int
    """No plan with her in which others follow is worse by less; the same as ``worse`` where nothing else moves."""
    scale: int

    @property
    def proven(self) -> bool:
        """Tell whether it is the exact price."""
        return self.least == self.worse


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody in the place, in a plan in which all teams are whole and legal."""

    seat: Seat
    knock_on: tuple[Move, ...]
    """What else changes against the published teams than in the repaired plan; nothing if she leaves no seat."""
    costs: tuple[Cost, ...]
    """For each level in the problem's order: nothing else moves, or it was solved again."""

    @property
    def rank(self) -> tuple[int, ...]:
        """The costs, the most important first; the smaller the better."""
        return tuple(cost.worse for cost in self.costs)


def substitutes(
    option: Option,
    seat: Seat,
    *,
    longest: int = LONGEST,
    most: int = OFFERED,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
) -> tuple[Substitute, ...]:
    """Return who could have the seat of the plan, its holder included, cheapest first by the plans that were found.

    Whoever is free takes it with all other seats as they are. Whoever sits on a team that may be moved, and cannot do
    both, leaves it, if the plan with her and the fewest changes changes at most ``longest`` more published seats. Every
    plan is judged as a whole by the independent check (T12).
    """
    problem = canonical(option.problem)
    free = [seat, *stand_ins(problem, option.plan, seat)]
    found = [_priced(option, [one if other == seat else other for other in option.plan.seats], one) for one in free]
    for pin in _elsewhere(problem, seat, {one.person for one in free})[:most]:
        found += _followed(option, problem, pin, longest, deterministic_limit)
    return tuple(sorted(found, key=lambda one: (one.rank, one.seat.person))[:most])


def stand_ins(problem: Problem, plan: Plan, seat: Seat) -> tuple[Seat, ...]:
    """Return the seat as others would fill it with all other seats as they are; see ``replacements``.

    Pins are not asked: the question is what if she falls out. Judged on the case beside the others, which changes
    nothing: leaving a seat breaks no rule elsewhere.
    """
    others = [(one.case, one.person, one.role) for one in plan.seats if one.case != seat.case]
    case = next(one for one in problem.cases if one.id == seat.case)
    alone = only(booked(replace(problem, pins=()), others), case)
    team = tuple(one for one in plan.seats if one.case == seat.case)
    return replacements(alone, replace(plan, seats=team), seat)


def _elsewhere(problem: Problem, seat: Seat, direct: set[int]) -> list[Pin]:
    """Return the place as a pin of each person who could leave a published seat for it, the nearest first."""
    kept = {chair_of(pin) for pin in problem.pins}
    movable = {pin.person for pin in problem.published if chair_of(pin) not in kept} - direct
    near = replace(
        problem,
        busy=(),
        limits=replace(problem.limits, keep_at_home=0),
        candidates=tuple(one for one in problem.candidates if one.id in movable),
    )
    taken = seats_of(problem, frozenset(chair for chair in _open(near, seat.case) if chair[2] is seat.role))
    ranked = sorted(taken, key=lambda one: (one.waivers, one.soft, one.travel, -one.fit, one.person))
    return [Pin(one.case, one.person, one.role) for one in ranked]


def _open(problem: Problem, case: int) -> Mapping[Chair, Opening]:
    return find_openings(only(problem, next(one for one in problem.cases if one.id == case))).open


def _followed(
    option: Option, problem: Problem, pin: Pin, longest: int, deterministic_limit: float
) -> Iterator[Substitute]:
    """Yield the person of the pin with whoever follows her, if that changes few enough other seats."""
    forced = canonical(replace(problem, pins=(*problem.pins, pin)))
    if chair_of(pin) not in _open(forced, pin.case):
        return
    solution = solve_levels(forced, seed=None, deterministic_limit=deterministic_limit)
    if solution is None or {case for case, _, _ in solution.taken} != {one.case for one in option.plan.seats}:
        return
    seats = seats_of(problem, solution.taken)
    plan = replace(option.plan, seats=seats)
    changes = sum(move.leaver is not None for move in moves_of(problem, plan))
    if changes - option.changes <= longest and not violations(problem, seats):
        hers = next(one for one in seats if (one.case, one.person) == (pin.case, pin.person))
        yield _priced(option, seats, hers, {one.level: one.bound for one in solution.levels})


def _priced(
    option: Option, seats: Sequence[Seat], seat: Seat, bounds: Mapping[Level, int] = MappingProxyType({})
) -> Substitute:
    """Return what the seats cost; ``bounds`` are those of all plans with her, where others may move for her."""
    problem = option.problem
    now, then = (level_values(problem, each) for each in (option.plan.seats, seats))
    costs = []
    for level in problem.order:
        scale, sign = scale_of(problem, level), -1 if level in MORE_IS_BETTER else 1
        before, after = int(now[level] * scale), int(then[level] * scale)
        worse, least = (sign * (value - before) for value in (after, bounds.get(level, after)))
        costs.append(Cost(level, worse, min(worse, least), scale))
    moves = moves_of(problem, replace(option.plan, seats=tuple(seats)))
    told = {(move.case, move.role, person) for move in option.moves for person in (move.leaver, move.comer)}
    told |= {(seat.case, seat.role, seat.person)}
    knock_on = tuple(
        move
        for move in moves
        if any((move.case, move.role, person) not in told for person in (move.leaver, move.comer) if person is not None)
    )
    return Substitute(seat, knock_on, tuple(costs))
