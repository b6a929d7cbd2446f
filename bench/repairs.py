"""People fall out of a plan: it is repaired as the service repairs it, and the times are told."""

import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from allocation.plan import Seat
from allocation.problem import Problem
from allocation.repair import Option, best, repair
from allocation.vacancies import Loss
from bench.matrices import without
from bench.sides import Side, begin, peak


class Repaired(NamedTuple):
    """One way to repair: what it is called, its plan, what that took, and its problem."""

    how: str
    side: Side
    option: Option


def repairs(problem: Problem, lost: frozenset[int], seats: Sequence[Seat], *, seed: int) -> Iterator[Repaired]:
    """Yield the fewest changes where all others stay, the fewest where any team may change, and the freely best plan.

    ``lost`` are people, who are no candidates any more; ``seats`` are the plan, published with theirs in it.
    """
    left = without(problem, lost, seats)
    vacant = frozenset((seat.case, seat.person, seat.role) for seat in seats if seat.person in lost)
    loss = Loss(vacant)
    yield _timed("fewest changes, all others stay", lambda: repair(left, loss, seed=seed).fewest)
    loss = Loss(vacant, may_move=frozenset(case.id for case in problem.cases))
    fewest = _timed("fewest changes, any team may change", lambda: repair(left, loss, seed=seed).fewest)
    yield fewest
    yield _timed("freely", lambda: best(fewest.option, seed=seed))


def _timed(how: str, make: Callable[[], Option]) -> Repaired:
    begun, before = time.process_time(), begin()
    option = make()
    side = Side(option.plan.seats, lottery_proven=option.plan.lottery_proven)
    side.solving, side.clock, side.peak = time.process_time() - begun, time.perf_counter() - before, peak()
    side.levels = {level.level: level for level in option.levels}
    side.values = {level.level: Fraction(level.value, level.scale) for level in option.levels}
    return Repaired(how, side, option)
