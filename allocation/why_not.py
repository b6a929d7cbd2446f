"""Why a person does not sit in a place: what closes it, or the exact price of putting her there."""

from dataclasses import dataclass

from allocation.canonical import canonical
from allocation.forced import best_with
from allocation.lottery import with_sitting_out
from allocation.openings import Openings, find_openings
from allocation.parts import only
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.rules import NO_SUCH_PLACE
from allocation.solver import DETERMINISTIC_LIMIT
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
    """In the same scale as the level's value; the exact price where ``proven``."""
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

    @property
    def costs_nothing(self) -> bool:
        """Tell whether a plan with her is as good at every level, so that only the lottery left her out."""
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
    return WhyNot(case, person, role, bars=(), prices=prices)


def _price(now: LevelValue, then: LevelValue) -> Price:
    change = then.value - now.value
    least = then.bound - now.value
    sign = -1 if now.level in MORE_IS_BETTER else 1
    return Price(now.level, then, worse=sign * change, least=sign * least, proven=now.proven and then.proven)
