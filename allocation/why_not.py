"""Why a person does not sit in a place: what closes it, or the exact price of putting her there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from allocation.board import board_of, chairs_of
from allocation.canonical import canonical
from allocation.engine import MODELLED, loosened
from allocation.forced import best_with
from allocation.lottery import with_sitting_out
from allocation.openings import Openings, find_openings
from allocation.parts import only
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.rules import NO_SUCH_PLACE
from allocation.solver import DETERMINISTIC_LIMIT, is_possible
from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole

NO_TEAM = "NO_TEAM"
"""The place is open to her, but no team that keeps every rule and every pin can be built around her."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one level would become with the person forced in; ``worse`` is negative where it gets better."""

    level: Level
    forced: LevelValue
    worse: int
    """In the same scale as the level's value, beside the plan as it is; the exact price where ``proven``."""
    least: int
    """No plan with her is worse by less: what is left open between ``least`` and ``worse`` was not proven."""
    proven: bool
    """Whether both the plan and the plan with her are the best there are at this level."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Either the rules that close the place to the person, or the price of each level in order."""

    case: int
    person: int
    role: AssignmentRole
    bars: tuple[str, ...]
    prices: tuple[Price, ...]
    by_lot: bool | None = False
    """Whether a plan with her was among those that the lottery drew from, near ties included, so that only the lot left
    her out; None where the limit came before that was known."""

    @property
    def costs_nothing(self) -> bool:
        """Tell whether a plan with her was found that is as good at every level."""
        return not self.bars and all(price.worse == 0 for price in self.prices)


def why_not(
    problem: Problem,
    plan: Plan,
    *,
    case: int,
    person: int,
    role: AssignmentRole,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
) -> WhyNot:
    """Return what keeps the person from the place in the plan, by solving again with her in it.

    The person and the case may be unknown to the problem: then there is no such place.

    Raises:
        LimitReached: the limit came before any plan with her was found.
    """
    problem = canonical(with_sitting_out(problem, plan.seed))
    wanted = next((one for one in problem.cases if one.id == case), None)
    openings = Openings({}, {}) if wanted is None else find_openings(only(problem, wanted))
    chair = (case, person, role)
    if chair not in openings.open:
        return WhyNot(case, person, role, bars=openings.closed.get(chair, (NO_SUCH_PLACE,)), prices=())
    pin = Pin(case=case, person=person, role=role)
    levels = best_with(problem, plan, pin, deterministic_limit=deterministic_limit)
    if levels is None:
        return WhyNot(case, person, role, bars=(NO_TEAM,), prices=())
    prices = tuple(_price(now, then) for now, then in zip(plan.levels, levels, strict=True))
    by_lot = _as_good(prices)
    if problem.near_ties and by_lot is not True:
        by_lot = _near(problem, plan, pin, deterministic_limit)
    return WhyNot(case, person, role, bars=(), prices=prices, by_lot=by_lot)


def _as_good(prices: Sequence[Price]) -> bool | None:
    """Tell whether a plan with her is as good as the plan at every level; None where that was not settled."""
    decides = next((price for price in prices if price.worse), None)
    if decides is None:
        return True
    return False if decides.least > 0 else None


def _near(problem: Problem, plan: Plan, pin: Pin, limit: float) -> bool | None:
    """Tell whether a plan with her is at every level as near the best as the plans are that the lottery draws from.

    Where the best is not proven, it must be as good as the plan that was drawn.
    """
    forced = canonical(replace(problem, pins=tuple({*problem.pins, pin})))
    if len(list(chairs_of(forced, board_of(forced)))) > MODELLED:
        return None
    reached = {
        one.level: one.bound if one.proven else one.value + one.near * (1 if one.level in MORE_IS_BETTER else -1)
        for one in plan.levels
    }
    possible = is_possible(loosened(forced, reached), limit)
    return None if possible is False and not all(one.proven for one in plan.levels) else possible


def _price(now: LevelValue, then: LevelValue) -> Price:
    change = then.value - now.value
    least = then.bound - now.value
    sign = -1 if now.level in MORE_IS_BETTER else 1
    return Price(now.level, then, worse=sign * change, least=sign * least, proven=now.is_best and then.is_best)
