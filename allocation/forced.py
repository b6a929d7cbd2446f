"""The levels of the best plan with a person forced in, exactly and soon, from what the plan without her has proven.

A level is as good as without her as long as every level above is and the linear relaxation does not prove the
contrary: so the first levels are trusted to be, or solved from a plan that differs only near her, and the others are
sought together. If no plan near her is as good as was trusted, every level is solved.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from allocation.canonical import canonical
from allocation.check_values import level_values
from allocation.draft import Draft, Expression, sum_of
from allocation.engine import is_small
from allocation.explain import seats_of
from allocation.levels import GOODS, scale_of
from allocation.linear_rows import numbers_of
from allocation.measures import load_with
from allocation.model import draft_of
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.sift import Relaxed, close_worse, relax
from allocation.solve import solve_levels
from allocation.solver import Taken, freeze, optimise, set_goal
from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole

BY_SOLVING: Final = frozenset({Level.LOAD_SPREAD, Level.TRAVEL, Level.FIT})
"""Levels at which the relaxation is seldom reached; they are solved together with all that follow."""
SELDOM_LOST: Final = frozenset({Level.URGENCY_STAFFED, Level.CHANGES, Level.HIGHEST_LOAD})
"""Levels at which one person more or less seldom changes the value: the plan's own is trusted at once."""
LARGEST: Final = 2**52
"""Sums up to this are exact in the solver's report."""
NEAR: Final = 5
"""So many cases beside hers may change their teams in a first, near solution; ours."""


def best_with(problem: Problem, plan: Plan, pin: Pin, *, deterministic_limit: float) -> Sequence[LevelValue] | None:
    """Return the levels of the best plan that also keeps the pin, which has to be open; None if none does.

    ``plan`` is the plan of the same canonical problem without the pin.

    Raises:
        LimitReached: the limit came before any plan with her was found.
    """
    forced = canonical(replace(problem, pins=tuple({*problem.pins, pin})))
    # with near ties the plan is not the best at its levels, so its values bound nothing
    found = None if problem.near_ties else _near(problem, forced, plan, pin, deterministic_limit)
    if found is not None:
        return found
    solution = solve_levels(forced, seed=None, deterministic_limit=deterministic_limit)
    return None if solution is None else solution.levels


def _near(whole: Problem, forced: Problem, plan: Plan, pin: Pin, limit: float) -> Sequence[LevelValue] | None:
    if is_small(forced):
        found = _Together(forced, plan, pin, limit).levels(trusting=True)
        return found or _Together(forced, plan, pin, limit).levels(trusting=False)
    from allocation.forced_near import Near  # noqa: PLC0415  (compiled code is slow to load)

    return Near(whole, forced, plan, pin, limit).levels()


class _Together:
    """A model in which the first levels are trusted or solved, and the others sought together."""

    def __init__(self, problem: Problem, plan: Plan, pin: Pin, limit: float) -> None:
        self.problem, self.plan, self.pin, self.limit = problem, plan, pin, limit
        self.draft = draft_of(problem)
        order = problem.order
        self.first = next((number for number, level in enumerate(order) if level in BY_SOLVING), len(order))

    def levels(self, *, trusting: bool) -> Sequence[LevelValue] | None:
        """Return all levels, proven; None if no plan near is as good as was trusted, or the limit came first."""
        if not self._hold_first(trusting=trusting):
            return None
        sought = [(level, GOODS[level](self.draft)) for level in self.problem.order[self.first :]]
        joint = _in_one(self.draft, sought)
        if joint is None:
            return None
        known = self._near(joint)
        if known is None and trusting:
            return None
        if known is not None and sought and not isinstance(sought[0][1], int):
            level, goal = sought[0]
            close_worse(self.draft, self._relaxed(level, goal), self._values(known)[level])
        outcome = optimise(self.draft, joint, known=known, deterministic_limit=self.limit, little_open=True)
        if outcome.taken is None or not outcome.proven:
            return None
        values = self._values(outcome.taken)
        return [
            LevelValue(level, value, value, proven=True, scale=scale_of(self.problem, level))
            for level, value in values.items()
        ]

    def _hold_first(self, *, trusting: bool) -> bool:
        """Hold each first level at its best value; tell whether all are proven, but for those that are trusted.

        Trusted to be as good as without her is a level that the relaxation does not prove to be worse.
        """
        as_good, taken = True, None
        for now in self.plan.levels[: self.first]:
            goal, known = GOODS[now.level](self.draft), self._known(now) if as_good else None
            if isinstance(goal, int):
                value = goal
            elif trusting and known is not None and now.level in SELDOM_LOST:
                value = known
            else:
                relaxed = self._relaxed(now.level, goal)
                value = _tighter(now.level, relaxed.bound, known)
                if not trusting or value != known:
                    taken = self._best(now.level, goal, relaxed, value, taken)
                    if taken is None:
                        return False
                    value = self._values(taken)[now.level]
                close_worse(self.draft, relaxed, value)
            as_good = as_good and value == now.value
            self._hold(now.level, goal, value)
        return True

    def _best(self, level: Level, goal: Expression, relaxed: Relaxed, bound: int, taken: Taken | None) -> Taken | None:
        """Return a plan that is proven the best at the level, from a known one and a bound; None if none is."""
        sign = -1 if level in MORE_IS_BETTER else 1
        if taken is None or self._values(taken)[level] != bound:
            found = [one for one in (taken, self._near(sign * goal)) if one is not None]
            taken = min(found, key=lambda one: sign * self._values(one)[level], default=None)
        if taken is not None:
            value = self._values(taken)[level]
            if value == bound:
                return taken
            close_worse(self.draft, relaxed, value)
        outcome = optimise(
            self.draft, goal, known=taken, deterministic_limit=self.limit, maximise=sign < 0, little_open=True
        )
        return outcome.taken if outcome.proven else None

    def _known(self, now: LevelValue) -> int | None:
        """Return what no plan with her can pass if every level above is as good as without her."""
        if not now.proven:
            return None
        return max(now.value, load_with(self.problem, self.pin)) if now.level is Level.HIGHEST_LOAD else now.value

    def _relaxed(self, level: Level, goal: Expression) -> Relaxed:
        set_goal(self.draft, goal, maximise=level in MORE_IS_BETTER)
        return relax(self.draft, maximise=level in MORE_IS_BETTER)

    def _hold(self, level: Level, goal: Expression, value: int) -> None:
        if not isinstance(goal, int):
            freeze(self.draft, goal, value, maximise=level in MORE_IS_BETTER)
        self.draft.reached[level] = value

    def _near(self, goal: Expression) -> Taken | None:
        return near_plan(self.draft, self.plan, self.pin, goal, most=NEAR, limit=self.limit)

    def _values(self, taken: Taken) -> dict[Level, int]:
        """Return the whole value of every level."""
        values = level_values(self.problem, seats_of(self.problem, taken))
        return {level: int(value * scale_of(self.problem, level)) for level, value in values.items()}


def near_plan(draft: Draft, plan: Plan, pin: Pin, goal: Expression, *, most: int, limit: float) -> Taken | None:
    """Return the best of the plans in which only cases near hers change their teams; None if none is found.

    Near are the cases she was on, and ``most`` of those that hold the most people who could be on the new one.
    """
    seats = {(seat.case, seat.person, seat.role) for seat in plan.seats}
    able = {person for case, person, _ in draft.chairs if case == pin.case}
    holding = Counter(case for case, person, _ in seats if person in able)
    near = {case for case, person, _ in seats if person == pin.person} | {pin.case}
    near.update(sorted(holding, key=lambda case: (-holding[case], case))[:most])
    model = draft.model.clone()
    for chair, switch in draft.chairs.items():
        if chair[0] not in near:
            model.add(model.get_bool_var_from_proto_index(switch.index) == int(chair in seats))
    return optimise(replace(draft, model=model), goal, known=None, deterministic_limit=limit, little_open=True).taken


def _tighter(level: Level, one: int, other: int | None) -> int:
    """Return the bound that leaves less open."""
    if other is None:
        return one
    return min(one, other) if level in MORE_IS_BETTER else max(one, other)


def _in_one(draft: Draft, goals: Sequence[tuple[Level, Expression]]) -> Expression | None:
    """Return one sum of the goals, to be made small, in which each outweighs all that follow; None if too large."""
    weight, joint = 1, list[Expression]()
    for level, goal in reversed(goals):
        joint.append((-weight if level in MORE_IS_BETTER else weight) * goal)
        weight *= 1 + _span(draft, goal)
    return sum_of(joint) if weight <= LARGEST else None


def _span(draft: Draft, goal: Expression) -> int:
    """Return by how much two plans can differ in the goal at most."""
    if isinstance(goal, int):
        return 0
    set_goal(draft, goal, maximise=False)
    proto = draft.model.proto
    costs = dict(zip(numbers_of(proto.objective.vars), numbers_of(proto.objective.coeffs), strict=True))
    of_post: dict[tuple[int, AssignmentRole], list[int]] = defaultdict(list)
    for (case, _, role), switch in draft.chairs.items():
        of_post[case, role].append(costs.pop(switch.index, 0))
    wanted = {(case.id, place.role): place.count for case in draft.problem.cases for place in case.places}
    seated = sum(
        sum(sorted((max(cost, 0) for cost in posts), reverse=True)[: wanted[post]])
        - sum(sorted(min(cost, 0) for cost in posts)[: wanted[post]])
        for post, posts in of_post.items()
    )
    domains = {number: numbers_of(proto.variables[number].domain) for number in costs}
    return seated + sum(abs(cost) * (domains[number][-1] - domains[number][0]) for number, cost in costs.items())
