"""Plans after people fell out of published teams: with the fewest changes, the freely best one, and some between."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from allocation.canonical import canonical
from allocation.lottery import with_sitting_out
from allocation.openings import Chair
from allocation.plan import LevelValue, Plan, Shortage
from allocation.problem import Problem
from allocation.refusals import PinClosed, PinsContradict, PinsOverCapacity, TooManyPins
from allocation.solve import Within, allocate, measured, solve_levels
from allocation.solver import DETERMINISTIC_LIMIT
from allocation.vacancies import Loss, Move, chair_of, fewest_first, fewest_last, leave, moves_of, pose, reasons_of
from terms.allocation import MORE_IS_BETTER, Level

BETWEEN: Final = 3
"""At most so many plans between the fewest changes and the best; ours."""
Impossible: TypeAlias = PinClosed | TooManyPins | PinsOverCapacity | PinsContradict
"""How seats that are to be kept are refused."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to repair: a plan, and the problem of which it is the plan; so it can be made and checked again."""

    problem: Problem
    plan: Plan
    levels: tuple[LevelValue, ...]
    """What it reaches, and what is proven, among all plans with at most so many changes as were asked for; the plan
    speaks of its problem alone, in which seats may be pinned for it."""

    @property
    def changes(self) -> int:
        """How many published seats are not kept, those included that fell vacant."""
        return sum(move.leaver is not None for move in self.moves)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What it changes in the published teams, by case and role."""
        return moves_of(self.problem, self.plan)

    @property
    def taken(self) -> frozenset[Chair]:
        """The chairs of its plan."""
        return frozenset((seat.case, seat.person, seat.role) for seat in self.plan.seats)


@dataclass(frozen=True, slots=True)
class Repair:
    """The plan with the fewest changes, and why some cases could not be filled."""

    fewest: Option
    unfilled: tuple[Shortage, ...]
    """By case; the people who are left on these cases stay as they are, and the plan does not speak of them."""


def repair(problem: Problem, loss: Loss, *, seed: int, deterministic_limit: float = DETERMINISTIC_LIMIT) -> Repair:
    """Return the plan that fills what was lost with the fewest changes to the published teams.

    The order is that of the problem, with the changes right behind staffing and appearances. All teams are whole
    teams; a case for which none can be had is left as it is, and its people stay booked.

    Raises:
        Refusal: the problem contradicts itself, or its own pins cannot be kept (see ``allocate``).
    """
    posed = pose(problem, loss)
    rest = replace(posed, order=fewest_first(problem.order))
    by_hand = {(pin.case, pin.person) for pin in problem.pins}
    while True:
        try:
            plan = allocate(rest, seed, deterministic_limit=deterministic_limit)
            stuck = {case.id for case in rest.cases} - {seat.case for seat in plan.seats}
        except (PinClosed, TooManyPins, PinsOverCapacity, PinsContradict) as refusal:
            plan, stuck = None, _stuck(rest, refusal, by_hand)
        if plan is not None and not stuck:
            break
        rest = leave(rest, stuck, loss.seats)
    left = sorted(loss.touched & {case.id for case in posed.cases} - {case.id for case in rest.cases})
    reasons = [reasons_of(posed, plan.seats, case, deterministic_limit=deterministic_limit) for case in left]
    return Repair(Option(rest, plan, plan.levels), tuple(shortage for found in reasons for shortage in found))


def _stuck(problem: Problem, refusal: Impossible, by_hand: Collection[tuple[int, int]]) -> set[int]:
    """Return the least pressing case that keeps the others from being filled; the refusal itself if a pin by hand does.

    Of two that press alike it is the one that came later.
    """
    if isinstance(refusal, PinsContradict):
        pins = [pin for pin in problem.pins if chair_of(pin) in refusal.pins]
    elif isinstance(refusal, PinsOverCapacity):
        pins = [pin for pin in problem.pins if pin.person == refusal.person]
    else:
        pins = [pin for pin in problem.pins if pin.case == refusal.case]
    steered = {pin.case for pin in problem.pins if (pin.case, pin.person) in by_hand}
    weight = {case.id: case.weight for case in problem.cases}
    cases = {pin.case for pin in pins} - steered
    if not cases:
        raise refusal
    return {min(cases, key=lambda case: (weight[case], -case))}


def best(
    fewest: Option,
    *,
    seed: int,
    most_changes: int | None = None,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
) -> Option:
    """Return the best plan in the order of goods, with the changes last, for at most so many changes (None: any).

    A plan for at most so many changes is that of a problem in which the published seats that it keeps are pinned:
    whatever else keeps these seats changes no more, so nothing better does. What bounds it was found before they were.
    The seed must be that of the plan with the fewest changes, which is known to be one of those looked at.
    """
    free = replace(fewest.problem, order=fewest_last(fewest.problem.order))
    if most_changes is None:
        plan = allocate(free, seed, deterministic_limit=deterministic_limit)
        return Option(free, plan, plan.levels)
    within = Within(max(most_changes, fewest.changes), fewest.taken)
    drawn = canonical(with_sitting_out(free, seed))
    solution = solve_levels(drawn, seed=None, deterministic_limit=deterministic_limit, within=within)
    assert solution is not None  # noqa: S101  (a plan is known)
    kept = {pin for pin in free.published if chair_of(pin) in solution.taken}
    pinned = canonical(replace(free, pins=tuple({*free.pins, *kept})))
    option = Option(pinned, allocate(pinned, seed, deterministic_limit=deterministic_limit), ())
    levels = list(carried(solution.levels, option.plan.levels))
    return replace(option, levels=tuple(measured(drawn, option.taken, levels)))


def carried(found: Sequence[LevelValue], now: Sequence[LevelValue]) -> Iterator[LevelValue]:
    """Yield the levels of a plan with the bounds that were found for it before its kept seats were pinned.

    A bound holds for all plans that are as good above it as those that it was found among; so no level is yielded below
    one at which the plan's best is worse than what was known.
    """
    for known, level in zip(found, now, strict=True):
        best = level.bound if level.proven else level.value
        yield replace(level, bound=known.bound, proven=best == known.bound)
        if (best < known.value) if level.level in MORE_IS_BETTER else (best > known.value):
            return


def frontier(
    fewest: Option, free: Option, *, seed: int, most: int = BETWEEN, deterministic_limit: float = DETERMINISTIC_LIMIT
) -> tuple[Option, ...]:
    """Return plans from the fewest changes to the best, each better in the order of goods than all with fewer changes.

    Each is the best for at most as many changes as it has. Between the two ends, at most ``most`` numbers of changes
    are tried, as evenly spread as whole numbers are.
    """
    steps = free.changes - fewest.changes
    tried = sorted({fewest.changes + steps * step // (most + 1) for step in range(1, most + 1)} - {fewest.changes})
    found = [fewest]
    between = [
        best(fewest, seed=seed, most_changes=changes, deterministic_limit=deterministic_limit) for changes in tried
    ]
    for option in (*between, free):
        if goods_of(option) < goods_of(found[-1]):
            found.append(option)
    return tuple(found)


def goods_of(option: Option) -> tuple[int, ...]:
    """Return the values of all levels but the changes, the most important first; smaller is better."""
    return tuple(
        -level.value if level.level in MORE_IS_BETTER else level.value
        for level in option.levels
        if level.level is not Level.CHANGES
    )
