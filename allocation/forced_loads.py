"""The loads with a person forced in, from what caseloads prove of the plan without her; kept from question to question.

What the prices of that plan's caseloads prove holds with her, too: only she must have a caseload with the case in it.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from allocation.chosen import choose
from allocation.engine import ByModel
from allocation.lower_loads import of_others
from allocation.openings import Chair
from allocation.plan import Plan
from allocation.priced import BEYOND, Priced, Proof
from allocation.problem import Problem
from allocation.rules import takes_time
from allocation.search.improve import Search
from allocation.solver import DETERMINISTIC_LIMIT, Taken
from terms.allocation import Level

KEPT: Final = 2
"""Of so many plans it is kept what their caseloads prove; ours."""
FIRST_CHOICES: Final = 1_000
"""Among so many caseloads a plan is looked for; the best of all is mostly among them; ours."""
CHOICE_LIMIT: Final = 2.0
"""What that may take of the solver's unit of work, and then the proof that there is none better; ours."""


class Loads(NamedTuple):
    """A plan that is as good as that without her at every level down to the highest load, and even below it."""

    taken: Taken
    least_spread: int
    """No such plan has less, in the scale of the level."""


class _Proven(NamedTuple):
    """What is known of the plan without her."""

    priced: Priced
    proof: Proof
    rest: int
    """What the loads cost of those whom nobody draws."""


def loads_with(problem: Problem, plan: Plan, chair: Chair, search: Search, limit: float) -> Loads | None:
    """Return a plan with the chair taken, no higher load and little spread; None if none is found.

    Args:
        problem: canonical, without anything forced; the chair is open in it.
        plan: its plan.
        chair: case, person and role.
        search: of the problem with the chair pinned; it measures what is found.
        limit: the solver's, deterministic.
    """
    proven = _proven(problem, plan)
    proof = None if proven is None else _with_case(proven, chair)
    if proven is None or proof is None:
        return None
    priced, rest, limit = proven.priced.with_chair(chair), proven.rest, min(limit, CHOICE_LIMIT)
    chosen = choose(priced, proof, known=None, value=None, deterministic_limit=limit, most=FIRST_CHOICES)
    if chosen.taken is None:
        return None
    search.take(chosen.taken)
    value, taken = search.value(Level.LOAD_SPREAD) - rest, chosen.taken
    (without,) = (level for level in plan.levels if level.level is Level.LOAD_SPREAD)
    bound = max(proof.bound, chosen.bound or 0, without.bound - rest)
    if bound < value:
        chosen = choose(priced, proof, known=taken, value=value, deterministic_limit=limit)
        taken, bound = chosen.taken or taken, value if chosen.bound is None else max(bound, chosen.bound)
    return Loads(taken, bound + rest)


@lru_cache(maxsize=KEPT)
def _proven(problem: Problem, plan: Plan) -> _Proven | None:
    """Return what the caseloads prove, no load above the plan's; None if none can be listed or it is not asked for."""
    order = [level.level for level in plan.levels]
    if (Level.HIGHEST_LOAD, Level.LOAD_SPREAD) not in pairwise(order):
        return None
    model, at = ByModel(problem, DETERMINISTIC_LIMIT), order.index(Level.HIGHEST_LOAD)
    for level in plan.levels[:at]:
        model.hold(level.level, level.value)
    most = plan.levels[at].value
    priced = Priced.of(model.draft, most)
    if priced is None or not priced.held:
        return None
    priced.know(frozenset((seat.case, seat.person, seat.role) for seat in plan.seats))
    return _Proven(priced, priced.least_spread(most), of_others(priced))


def _with_case(proven: _Proven, chair: Chair) -> Proof | None:
    """Return what is proven if the person's caseload holds the case; None if she has no such caseload."""
    case, person, role = chair
    priced, proof = proven.priced, proven.proof
    if not takes_time(priced.draft.problem.limits, role):
        return proof
    of, rises = priced.held[person], proof.rises[person]
    possible = of.sets[:, [one == case for one in of.cases]].any(axis=1) & (rises < BEYOND)
    if not possible.any():
        return None
    more = int(rises[possible].min())
    hers = np.where(possible, rises - more, BEYOND)
    return Proof(proof.grains + more, {**proof.rises, person: hers}, proof.least)
