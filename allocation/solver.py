"""Makes one expression of a draft as good as can be, to proof or to a limit, the same on every run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from ortools.sat.python import cp_model

from allocation.draft import Draft, Expression
from allocation.linear_rows import numbers_of
from allocation.openings import Chair
from allocation.refusals import NumbersTooLarge
from allocation.stopping import Stop, ends_if_nobody_waits

DETERMINISTIC_LIMIT = 60.0
"""CP-SAT's own unit of work per level, roughly seconds of one core; the number is ours."""
TOLERANCE = 1e-6
"""A bound is a whole number but for the rounding of the solver's report."""

Taken = frozenset[Chair]
"""The chairs that somebody sits on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one solve gave: the best chairs found, None without any, with their value and the solver's bound."""

    taken: Taken | None
    value: int
    bound: int
    proven: bool
    """The value is the best there is; or, without chairs, that there are none."""


def optimise(
    draft: Draft,
    goal: Expression | None,
    *,
    known: Taken | None,
    deterministic_limit: float = DETERMINISTIC_LIMIT,
    maximise: bool = False,
    little_open: bool = False,
) -> Outcome:
    """Make the goal best under every row of the draft; ``known`` is a legal plan to start from and fall back on.

    ``None`` is the goal that the model has already. Where ``little_open`` says that most chairs are closed, or all is
    sought together, the solver's longer preparations are left out.
    """
    if isinstance(goal, int) and known is not None:
        return Outcome(taken=known, value=goal, bound=goal, proven=True)
    suggest(draft, known)
    if goal is not None:
        set_goal(draft, goal, maximise=maximise)
    solver = solver_of(deterministic_limit)
    if little_open:
        _prepare_less(solver)
    status = run(solver, draft.model, draft.stop)
    if status == cp_model.INFEASIBLE:
        return Outcome(taken=None, value=0, bound=0, proven=True)
    if status == cp_model.UNKNOWN:
        bound = _bound_without_search(draft, maximise=maximise)
        value = 0 if known is None else _value_of(draft, known)
        return Outcome(taken=known, value=value, bound=bound, proven=False)
    value, bound = round(solver.objective_value), bound_of(solver, maximise=maximise)
    return Outcome(taken=taken_of(draft, solver), value=value, bound=bound, proven=status == cp_model.OPTIMAL)


def set_goal(draft: Draft, goal: Expression, *, maximise: bool) -> None:
    """Make the goal what the model is solved for."""
    steer = draft.model.maximize if maximise else draft.model.minimize
    steer(goal)


def freeze(draft: Draft, goal: Expression, value: int, *, maximise: bool) -> None:
    """From now on no plan is worse at this level."""
    draft.model.add(goal >= value if maximise else goal <= value)


def is_possible(draft: Draft, deterministic_limit: float) -> bool | None:
    """Tell whether any plan meets every row; None if the limit was reached first."""
    outcome = optimise(draft, 0, known=None, deterministic_limit=deterministic_limit)
    if outcome.taken is not None:
        return True
    return False if outcome.proven else None


def find_plan(
    draft: Draft, rows: Sequence[tuple[Sequence[tuple[int, int]], int]], *, deterministic_limit: float, relax: bool
) -> tuple[Taken | Literal[False] | None, float]:
    """Return a plan that also keeps the rows (sums of variable and weight, and their most), and the work it took.

    False instead of a plan if there is none, None if the limit was reached first. With the linear relaxation it is
    refuted sooner that there is a plan, without it a plan is found sooner.
    """
    model = draft.model.clone()
    clear_objective: Callable[[], None] = model.clear_objective  # the library leaves it without a type
    clear_objective()
    for terms, most in rows:
        model.add(sum(weight * model.get_bool_var_from_proto_index(index) for index, weight in terms) <= most)
    solver = solver_of(deterministic_limit)
    solver.parameters.linearization_level = 2 if relax else 0
    status = run(solver, model, draft.stop)
    spent = float(solver.response_proto.deterministic_time)
    if status in (cp_model.INFEASIBLE, cp_model.UNKNOWN):
        return (False if status == cp_model.INFEASIBLE else None), spent
    return taken_of(draft, solver), spent


def solver_of(deterministic_limit: float) -> cp_model.CpSolver:
    """One worker and the solver's own clock: nothing depends on the machine's speed."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.catch_sigint_signal = False  # whoever interrupts is heard by us, and gets the best plan so far
    solver.parameters.max_deterministic_time = deterministic_limit
    solver.parameters.linearization_level = 2
    solver.parameters.add_lp_constraints_lazily = False
    return solver


def _prepare_less(solver: cp_model.CpSolver) -> None:
    """Leave out what takes longer than it saves in a model that is small once its closed chairs are left out; ours."""
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.symmetry_level = 0
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.add_cg_cuts = False


def run(solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Stop) -> cp_model.CpSolverStatus:
    """Solve until it is done, the limit is reached or the best so far is wanted; NobodyWaitsError if it is not.

    Raises:
        NumbersTooLarge: the solver finds fault with the model, which is well formed but for the size of its numbers.
    """
    if stop.is_wanted:
        solver.parameters.max_deterministic_time = 0
    with ends_if_nobody_waits(solver.stop_search), stop.ends(solver.stop_search):
        status = solver.solve(model)
    if status == cp_model.MODEL_INVALID:
        raise NumbersTooLarge(where=model.validate().splitlines()[0])
    return status


def suggest(draft: Draft, known: Taken | None) -> None:
    """Let the model's next solve begin with a known plan, or with none."""
    clear_hints: Callable[[], None] = draft.model.clear_hints  # the library leaves it without a type
    clear_hints()
    if known is not None:
        staffed = {case for case, _, _ in known}
        for chair, switch in draft.chairs.items():
            draft.model.add_hint(switch, chair in known)
        for case, switch in draft.staffed.items():
            draft.model.add_hint(switch, case in staffed)


def taken_of(draft: Draft, solver: cp_model.CpSolver) -> Taken:
    """Return the chairs whose switches are on."""
    settings = numbers_of(solver.response_proto.solution)
    return frozenset(chair for chair, switch in draft.chairs.items() if settings[switch.index])


def _value_of(draft: Draft, known: Taken) -> int:
    """Return the goal's value of known chairs, by a solve in which nothing is left to choose."""
    fixed = draft.model.clone()
    for chair, switch in draft.chairs.items():
        fixed.add(fixed.get_bool_var_from_proto_index(switch.index) == int(chair in known))
    solver = solver_of(DETERMINISTIC_LIMIT)
    solver.solve(fixed)
    return round(solver.objective_value)


def bound_of(solver: cp_model.CpSolver, *, maximise: bool) -> int:
    """Return the solver's bound as a whole number, never on the wrong side of it."""
    bound = solver.best_objective_bound
    return floor(bound + TOLERANCE) if maximise else ceil(bound - TOLERANCE)


def _bound_without_search(draft: Draft, *, maximise: bool) -> int:
    """Return what the goal could be if no row mattered; a solver that found nothing states no bound of its own."""
    proto = draft.model.proto
    ranges = [list(proto.variables[number].domain) for number in proto.objective.vars]
    least = sum(
        min(weight * span[0], weight * span[-1]) for weight, span in zip(proto.objective.coeffs, ranges, strict=True)
    )
    lowest: int = round(least + proto.objective.offset)
    return -lowest if maximise else lowest
