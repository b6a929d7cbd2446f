"""What all questions about one problem have in common: its model with the goods; kept from question to question."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import RLock
from typing import Final, NamedTuple

from ortools.sat.python.cp_model import LinearExpr

from allocation.draft import Draft, Expression
from allocation.levels import GOODS
from allocation.model import draft_of
from allocation.openings import Chair
from allocation.problem import Problem
from allocation.sift import Objective, objective_of
from allocation.solver import set_goal
from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole

BY_SOLVING: Final = frozenset({Level.LOAD_SPREAD, Level.TRAVEL, Level.FIT})
"""Levels at which the relaxation is seldom reached; they are solved together with all that follow."""
LARGEST: Final = 2**52
"""Sums up to this are exact in the solver's report."""
KEPT: Final = 4
"""Of so many problems the ground is kept, and so many models of what is sought together; ours."""
NOTHING: Final = Objective({}, 0, maximise=False)

_BUILDING = RLock()
"""Whoever asks of a problem whose model is being built waits for that, and does not build it once more."""


class Ground(NamedTuple):
    """The model with the first goods, none of them held; each question takes a branch of it."""

    draft: Draft
    goals: Mapping[Level, Expression]
    """The first levels, in order."""


class Sought(NamedTuple):
    """The same with the levels that are sought together, whose sum is what it is solved for."""

    draft: Draft
    first: Objective
    """The first of them."""


def ground_of(problem: Problem) -> Ground:
    """Return the ground of a canonical problem."""
    with _BUILDING:
        return _ground(problem)


def sought_of(problem: Problem, highest: int | None) -> Sought | None:
    """Return what is sought if no load may pass ``highest``; None if nothing is, or their sum would be too large."""
    with _BUILDING:
        return _sought(problem, highest)


def rules_of(problem: Problem) -> Draft:
    """Return a branch of the model of a canonical problem, with no good in it."""
    with _BUILDING:
        return _rules(problem).branch()


def with_chair(draft: Draft, chair: Chair) -> Draft:
    """Return a branch of a draft in which the chair is taken."""
    found = draft.branch()
    found.model.add(found.chairs[chair] == 1)
    return found


@lru_cache(maxsize=KEPT)
def _rules(problem: Problem) -> Draft:
    draft = draft_of(problem)
    draft.rows.read(draft.model)
    return draft


@lru_cache(maxsize=KEPT)
def _ground(problem: Problem) -> Ground:
    draft, first = rules_of(problem), list[Level]()
    for level in problem.order:
        if level in BY_SOLVING:
            break
        first.append(level)
    goals = {level: GOODS[level](draft) for level in first}
    draft.rows.read(draft.model)
    return Ground(draft, goals)


@lru_cache(maxsize=KEPT)
def _sought(problem: Problem, highest: int | None) -> Sought | None:
    ground = _ground(problem)
    draft = ground.draft.branch()
    if highest is not None:
        draft.reached[Level.HIGHEST_LOAD] = highest
    levels = problem.order[len(ground.goals) :]
    goals = [_objective(draft, level, GOODS[level](draft)) for level in levels]
    draft.rows.read(draft.model)
    joint = _in_one(draft, goals)
    if joint is None:
        return None
    set_goal(draft, joint, maximise=False)
    return Sought(draft, goals[0] if goals else NOTHING)


def _objective(draft: Draft, level: Level, goal: Expression) -> Objective:
    set_goal(draft, goal, maximise=level in MORE_IS_BETTER)
    return objective_of(draft, maximise=level in MORE_IS_BETTER)


def _in_one(draft: Draft, goals: Sequence[Objective]) -> Expression | None:
    """Return one sum of the goals, to be made small, in which each outweighs all that follow; None if too large."""
    weight, joint = 1, Counter[int]()
    for goal in reversed(goals):
        for number, cost in goal.costs.items():
            joint[number] += weight * cost
        weight *= 1 + _span(draft, goal.costs)
    variables = [draft.model.get_int_var_from_proto_index(number) for number in joint]
    return LinearExpr.weighted_sum(variables, list(joint.values())) if weight <= LARGEST else None


def _span(draft: Draft, costs: Mapping[int, int]) -> int:
    """Return by how much two plans can differ in what the variables cost at most."""
    others = dict(costs)
    of_post: dict[tuple[int, AssignmentRole], list[int]] = defaultdict(list)
    for (case, _, role), switch in draft.chairs.items():
        of_post[case, role].append(others.pop(switch.index, 0))
    wanted = {(case.id, place.role): place.count for case in draft.problem.cases for place in case.places}
    seated = sum(
        sum(sorted((max(cost, 0) for cost in posts), reverse=True)[: wanted[post]])
        - sum(sorted(min(cost, 0) for cost in posts)[: wanted[post]])
        for post, posts in of_post.items()
    )
    ranges = draft.rows.ranges
    return seated + sum(abs(cost) * (ranges[number][1] - ranges[number][0]) for number, cost in others.items())
