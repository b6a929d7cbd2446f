"""The plan of a run: solved, timed, and held to the rules by the independent check."""

from dataclasses import dataclass

from allocation.check import check
from allocation.plan import Shortage
from allocation.problem import Problem
from allocation.repair import Option
from allocation.solve import allocate
from resolvers.repairing import Teams, repaired
from resolvers.stopwatch import Stopwatch


class PlanUnsoundError(Exception):
    """The independent check found fault with the solver's plan: a mistake of ours, which nobody gets to approve."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan in which the check found no fault."""

    option: Option
    """With its problem, in which for a repair what is kept of the teams is pinned."""
    unfilled: tuple[Shortage, ...]
    """Why cases of a repair could not be filled; the problem and its plan do not speak of them."""
    took: Stopwatch
    """From the problem to the plan: how the problem was made, which looks at what is sealed, has no part in it."""


def checked_plan(problem: Problem, teams: Teams | None, seed: int) -> Checked:
    """Solve the problem, or repair the teams; PlanUnsoundError where that went wrong.

    Raises:
        Refusal: what ``allocate`` refuses, such as pins that no plan can keep.
        NothingToStaff: the teams of a repair are whole, and nothing is better.
    """
    unfilled: tuple[Shortage, ...] = ()
    took = Stopwatch()
    with took.running():
        if teams is None:
            plan = allocate(problem, seed)
            option = Option(problem, plan, plan.levels)
        else:
            option, unfilled = repaired(problem, teams, seed)
        faults = check(option.problem, option.plan)
    if faults:
        raise PlanUnsoundError(faults)
    return Checked(option, unfilled, took)
