"""The goods of load: history-weighted, by availability; the highest first, then the spread of all."""

from collections.abc import Iterable

from ortools.sat.python.cp_model import IntVar

from allocation import measures
from allocation.bundles import bundles_of, choose_bundle
from allocation.draft import Draft, Expression, sum_of
from allocation.problem import Candidate


def highest_load(draft: Draft) -> Expression:
    """Return the highest load by availability of all candidates, drawn or not."""
    scale = measures.load_scale(draft.problem)
    floor = max((measures.load_weight(person, scale) * person.load for person in draft.problem.candidates), default=0)
    ceiling = max((_most(draft, person, scale) for person in draft.problem.candidates), default=0)
    highest = draft.model.new_int_var(floor, ceiling, "highest load")
    for person in _drawable(draft):
        if _most(draft, person, scale) > floor:
            draft.model.add(_load(draft, person, scale) <= highest)
    return highest


def spread_of_load(draft: Draft) -> Expression:
    """Add up every candidate's load above each tier: convex, so that more on the loaded costs more.

    The cost of a person's cases is what each would cost alone, exactly, and a rest that only several cases together
    cause; stating the first part outright is what lets the solver prove this level.
    """
    scale = measures.load_scale(draft.problem)
    return sum_of(_cost_of_load(draft, person, scale) for person in draft.problem.candidates)


def _cost_of_load(draft: Draft, person: Candidate, scale: int) -> Expression:
    tier, weight = scale * draft.problem.limits.load_tier, measures.load_weight(person, scale)
    start = weight * person.load
    base = measures.spread(start, tier)
    if person.id not in draft.work_of:
        return base

    def extra(cases: Iterable[int]) -> int:
        return measures.spread(start + weight * sum(measures.work(draft.cases[case]) for case in cases), tier) - base

    alone = {case: extra([case]) for case in draft.work_of[person.id]}
    singly = base + sum_of(draft.works(person.id, case) * cost for case, cost in alone.items())
    bundles = None if draft.is_large else bundles_of(draft, person, scale)
    if bundles is None:
        return singly + _cost_together(draft, person, singly, scale)
    beyond = {bundle: extra(bundle) - sum(alone[case] for case in bundle) for bundle in bundles}
    return singly + choose_bundle(draft, person, bundles, beyond)


def _cost_together(draft: Draft, person: Candidate, singly: Expression, scale: int) -> IntVar:
    """Return what a person's cases cost beyond ``singly``, by the lines that the convex cost lies above."""
    tier, weight = scale * draft.problem.limits.load_tier, measures.load_weight(person, scale)
    start, most = weight * person.load, _most(draft, person, scale)
    together = draft.model.new_int_var(0, measures.spread(most, tier), f"together {person.id}")
    load = _load(draft, person, scale)
    for steps in range(start // tier, most // tier + 1):
        touching = steps * load - tier * steps * (steps + 1) // 2
        draft.model.add(touching - singly <= together)
    return together


def _drawable(draft: Draft) -> list[Candidate]:
    return [person for person in draft.problem.candidates if person.id in draft.work_of]


def _most(draft: Draft, person: Candidate, scale: int) -> int:
    cases = draft.work_of.get(person.id, {})
    whole = person.load + sum(measures.work(draft.cases[case]) for case in cases)
    return measures.load_weight(person, scale) * whole


def _load(draft: Draft, person: Candidate, scale: int) -> Expression:
    weight = measures.load_weight(person, scale)
    return weight * person.load + sum_of(
        weight * measures.work(draft.cases[case]) * draft.works(person.id, case) for case in draft.work_of[person.id]
    )
