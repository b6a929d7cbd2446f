"""The loads with a person forced in, from what caseloads prove of the plan without her; kept from question to question.

What the prices of that plan's caseloads prove holds with her, too: only she must have a caseload with the case in it.
"""

from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import Final, NamedTuple

import numpy as np

from allocation.arrays import whole
from allocation.chosen import Chosen, choose
from allocation.engine import ByModel
from allocation.forced_ground import rules_of
from allocation.lower_loads import of_others
from allocation.measures import load_with
from allocation.openings import Chair
from allocation.plan import Plan
from allocation.priced import BEYOND, Priced, Proof
from allocation.problem import Pin, Problem
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


_PROVING = Lock()
"""Whoever asks of a plan of which it is being proven waits for that, and does not prove it once more."""


class Loads(NamedTuple):
    """A plan that is as good as that without her above the highest load, and there as good as can be."""

    taken: Taken
    least_spread: int
    """No plan has less that is as good at the highest load, too; in the scale of the level."""


class _Proven(NamedTuple):
    """What is known of the plan without her."""

    priced: Priced
    proof: Proof
    rest: int
    """What the loads cost of those whom nobody draws."""


def loads_with(problem: Problem, plan: Plan, chair: Chair, search: Search, limit: float) -> Loads | None:
    """Return a plan with the chair taken, no load higher than it must be and little spread; None if none is found.

    Args:
        problem: canonical, without anything forced; the chair is open in it.
        plan: its plan.
        chair: case, person and role.
        search: of the problem with the chair pinned; it measures what is found.
        limit: the solver's, deterministic.
    """
    with _PROVING:
        proven = _proven(problem, plan)
    limit = min(limit, CHOICE_LIMIT)
    if proven is None:
        return None
    proof = _with_case(proven, chair)
    if proof is None:
        return _beyond(proven, chair, load_with(problem, Pin(*chair)), limit)
    priced, rest = proven.priced.with_chair(chair), proven.rest
    chosen = _first(priced, proof, limit)
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


def _first(priced: Priced, proof: Proof, limit: float) -> Chosen:
    """Choose among few caseloads, and among more if there is no plan of these."""
    chosen = choose(priced, proof, known=None, value=None, deterministic_limit=limit, most=FIRST_CHOICES)
    if chosen.taken is None and chosen.bound is not None:
        chosen = choose(priced, proof, known=None, value=None, deterministic_limit=limit)
    return chosen


def _beyond(proven: _Proven, chair: Chair, load: int, limit: float) -> Loads | None:
    """Return a plan in which she alone has a higher load than without her, with no case but this; None if none is."""
    case, person, _ = chair
    alone = proven.proof._replace(rises={**proven.proof.rises, person: whole([0])})
    taken = _first(proven.priced.with_only(case, person, load).with_chair(chair), alone, limit).taken
    return None if taken is None else Loads(taken, least_spread=0)


@lru_cache(maxsize=KEPT)
def _proven(problem: Problem, plan: Plan) -> _Proven | None:
    """Return what the caseloads prove, no load above the plan's; None if none can be listed or it is not asked for."""
    order = [level.level for level in plan.levels]
    if (Level.HIGHEST_LOAD, Level.LOAD_SPREAD) not in pairwise(order):
        return None
    model, at = ByModel(problem, DETERMINISTIC_LIMIT, rules_of(problem)), order.index(Level.HIGHEST_LOAD)
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
