"""The levels of the best plan with a person forced in, exactly and soon, from what the plan without her has proven.

A level is first guessed at what no plan can pass: what the linear relaxation proves, and the plan's own value as long
as every level above is as good as the plan's. The guesses of the first levels and the best of the others are sought in
one solve. If no plan reaches all guesses, the first levels are solved one by one, and then the others together.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from allocation.canonical import canonical
from allocation.check_values import level_values
from allocation.draft import Draft, Expression, sum_of
from allocation.engine import ByModel, is_small
from allocation.explain import seats_of
from allocation.levels import GOODS, scale_of
from allocation.plan import LevelValue, Plan
from allocation.problem import Pin, Problem
from allocation.sift import close_worse, relax
from allocation.solve import solve_levels
from allocation.solver import Taken, freeze, optimise, set_goal
from terms.allocation import MORE_IS_BETTER, Level
from terms.cases import AssignmentRole

BY_SOLVING: Final = frozenset({Level.LOAD_SPREAD, Level.TRAVEL, Level.FIT})
"""Levels at which the relaxation is seldom reached; they are solved together with all that follow."""
SELDOM_LOST: Final = frozenset({Level.URGENCY_STAFFED, Level.CHANGES, Level.HIGHEST_LOAD})
"""Levels at which one person more or less seldom changes the value: the plan's own is guessed at once."""
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
    found = None if problem.near_ties else _near(forced, plan, pin, deterministic_limit)
    if found is not None:
        return found
    solution = solve_levels(forced, seed=None, deterministic_limit=deterministic_limit)
    return None if solution is None else solution.levels


def _near(problem: Problem, plan: Plan, pin: Pin, limit: float) -> Sequence[LevelValue] | None:
    if is_small(problem):
        found = _Together(problem, plan, pin, limit).levels(guessing=True)
        return found or _Together(problem, plan, pin, limit).levels(guessing=False)
    from allocation.forced_near import Near  # noqa: PLC0415  (compiled code is slow to load)

    return Near(problem, plan, pin, limit).levels()


class _Together:
    """A model in which the first levels are guessed or solved, and the others sought together."""

    def __init__(self, problem: Problem, plan: Plan, pin: Pin, limit: float) -> None:
        self.problem, self.plan, self.pin, self.limit = problem, plan, pin, limit
        self.engine = ByModel(problem, limit)
        self.draft = self.engine.draft
        order = problem.order
        self.first = next((number for number, level in enumerate(order) if level in BY_SOLVING), len(order))

    def levels(self, *, guessing: bool) -> Sequence[LevelValue] | None:
        """Return all levels, proven; None if no plan reaches the guesses, or the limit came first."""
        if not (self._guess() if guessing else self._solve()):
            return None
        sought = [(level, GOODS[level](self.draft)) for level in self.problem.order[self.first :]]
        joint = _in_one(self.draft, sought)
        if joint is None:
            return None
        known = near_plan(self.draft, self.plan, self.pin, joint, most=NEAR, limit=self.limit)
        if known is not None and sought and not isinstance(sought[0][1], int):
            level, goal = sought[0]
            set_goal(self.draft, goal, maximise=level in MORE_IS_BETTER)
            relaxed = relax(self.draft, maximise=level in MORE_IS_BETTER)
            close_worse(self.draft, relaxed, self._values(known)[level])
        outcome = optimise(self.draft, joint, known=known, deterministic_limit=self.limit)
        if outcome.taken is None or not outcome.proven:
            return None
        values = self._values(outcome.taken)
        return [
            LevelValue(level, value, value, proven=True, scale=scale_of(self.problem, level))
            for level, value in values.items()
        ]

    def _guess(self) -> bool:
        """Guess the first levels at what no plan can pass, and hold every plan to it."""
        as_good = True
        for now in self.plan.levels[: self.first]:
            maximise, known = now.level in MORE_IS_BETTER, as_good and now.proven
            goal = GOODS[now.level](self.draft)
            guess = now.value if known else None
            if isinstance(goal, int):
                guess = goal
            else:
                if guess is None or now.level not in SELDOM_LOST:
                    guess = self._bound(goal, guess, maximise=maximise)
                freeze(self.draft, goal, guess, maximise=maximise)
            as_good = known and guess == now.value
            self.draft.reached[now.level] = guess
        return True

    def _solve(self) -> bool:
        """Solve the first levels one after the other; tell whether all are proven."""
        taken: Taken | None = None
        for level in self.problem.order[: self.first]:
            outcome = self.engine.solve(level, taken)
            if outcome.taken is None or not outcome.proven:
                return False
            taken = outcome.taken
        return True

    def _bound(self, goal: Expression, known: int | None, *, maximise: bool) -> int:
        """Return what no plan can pass, which may be known of the plan without her, and close what would be worse."""
        set_goal(self.draft, goal, maximise=maximise)
        relaxed = relax(self.draft, maximise=maximise)
        bound = relaxed.bound
        if known is not None:
            bound = min(bound, known) if maximise else max(bound, known)
        close_worse(self.draft, relaxed, bound)
        return bound

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
    return optimise(replace(draft, model=model), goal, known=None, deterministic_limit=limit).taken


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
    costs: dict[int, int] = dict(zip(proto.objective.vars, proto.objective.coeffs, strict=True))
    of_post: dict[tuple[int, AssignmentRole], list[int]] = defaultdict(list)
    for (case, _, role), switch in draft.chairs.items():
        of_post[case, role].append(costs.pop(switch.index, 0))
    wanted = {(case.id, place.role): place.count for case in draft.problem.cases for place in case.places}
    seated = sum(
        sum(sorted((max(cost, 0) for cost in posts), reverse=True)[: wanted[post]])
        - sum(sorted(min(cost, 0) for cost in posts)[: wanted[post]])
        for post, posts in of_post.items()
    )
    domains: dict[int, list[int]] = {number: list(proto.variables[number].domain) for number in costs}
    return seated + sum(abs(cost) * (domains[number][-1] - domains[number][0]) for number, cost in costs.items())
