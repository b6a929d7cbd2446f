"""A plan of few caseloads: the model in which each person has one of those that are nearly worth their price."""

from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from allocation.draft import Expression, sum_of
from allocation.linear_rows import GRAIN
from allocation.priced import BEYOND, Priced, Proof
from allocation.solver import Taken, bound_of, run, solver_of, suggest, taken_of

MOST_CHOICES: Final = 3_000
"""So many caseloads are left to choose from, at most; ours."""


class Chosen(NamedTuple):
    """What came of it."""

    taken: Taken | None
    """The plan whose caseloads cost least of those that were found; None if none was found."""
    bound: int | None
    """What the caseloads of every plan cost at least, as far as plans are looked for; None if there is no such plan."""


def choose(
    priced: Priced,
    proof: Proof,
    *,
    known: Taken | None,
    value: int | None,
    deterministic_limit: float,
    most: int | None = None,
) -> Chosen:
    """Return the plan with the least spread of those whose caseloads the proof lets through.

    Args:
        priced: the caseloads.
        proof: what they cost at least together.
        known: a plan to begin with; what people carry in it is let through, too.
        value: what they cost in it: no plan is looked for that costs more.
        deterministic_limit: the solver's.
        most: so many caseloads are let through, MOST_CHOICES if nothing is said.
    """
    gap = None if value is None else value * GRAIN - proof.grains
    chosen, left_out = _few(proof, gap, MOST_CHOICES if most is None else most)
    if known is not None:
        for person, number in priced.carried(known):
            chosen[person].add(number)
    suggest(priced.draft, known)
    model = priced.draft.model.clone()
    clear_objective: Callable[[], None] = model.clear_objective  # the library leaves it without a type
    clear_objective()
    model.minimize(sum_of(_cost(priced, model, person, sorted(numbers)) for person, numbers in chosen.items()))
    solver = solver_of(deterministic_limit)
    status = run(solver, model, priced.draft.stop)
    taken = taken_of(priced.draft, solver) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    bounds = [] if left_out is None else [-(-(proof.grains + left_out) // GRAIN)]
    if status != cp_model.INFEASIBLE:
        bounds.append(proof.bound if taken is None else max(proof.bound, bound_of(solver, maximise=False)))
    return Chosen(taken, min(bounds, default=None))


def _few(proof: Proof, gap: int | None, most: int) -> tuple[Mapping[int, set[int]], int | None]:
    """Return by person the caseloads that rise least, and how much those rise at least that are left out for number."""
    people = np.concatenate([np.full(len(rises), person) for person, rises in proof.rises.items()])
    numbers = np.concatenate([np.arange(len(rises)) for rises in proof.rises.values()])
    rises = np.concatenate(list(proof.rises.values()))
    allowed = np.flatnonzero(rises < BEYOND if gap is None else rises <= gap)
    first, others = np.split(allowed[np.argsort(rises[allowed], kind="stable")], [most])
    chosen: dict[int, set[int]] = {person: set() for person in proof.rises}
    for person, number in zip(people[first].tolist(), numbers[first].tolist(), strict=True):
        chosen[person].add(number)
    return chosen, int(rises[others[0]]) if len(others) else None


def _cost(priced: Priced, model: cp_model.CpModel, person: int, numbers: Collection[int]) -> Expression:
    """Let the person have one of the caseloads, tied to her switches, and return what it costs."""
    of, costs = priced.held[person], priced.costs[person]
    switches = {number: model.new_bool_var(f"{person} carries {number}") for number in numbers}
    model.add_exactly_one(switches.values())
    for place, on_case in enumerate(priced.switches[person]):
        within = [switch for number, switch in switches.items() if of.sets[number, place]]
        model.add(sum(within) == sum(model.get_bool_var_from_proto_index(index) for index in on_case))
    return sum_of(int(costs[number]) * switch for number, switch in switches.items())
