"""The goods in their order, each as an expression over the switches of a draft."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python.cp_model import IntVar

from allocation import measures
from allocation.bundles import bundles_of, choose_bundle
from allocation.draft import Draft, Expression, sum_of
from allocation.pool_rules import handling
from allocation.problem import Candidate
from terms.allocation import Level


@dataclass(frozen=True, slots=True)
class Goal:
    """One level: what to make as large or as small as can be."""

    level: Level
    express: Callable[[Draft], Expression]
    """Adds the rows that the level needs, only when its turn comes, and returns its value."""
    maximise: bool = False
    in_load_units: bool = False
    """The value is a multiple of 1 / ``load_scale`` percent-weeks."""


def weight_staffed(draft: Draft) -> Expression:
    """Add up the weights of the staffed cases."""
    return sum_of(case.weight * draft.staffed[case.id] for case in draft.problem.cases)


def waivers_needed(draft: Draft) -> Expression:
    """Count the waivers that the plan asks for."""
    return sum_of(
        draft.openings.open[chair].waivers * switch
        for chair, switch in draft.chairs.items()
        if draft.openings.open[chair].waivers
    )


def organs_in_turn(draft: Draft) -> Expression:
    """Count the pairs of organs that investigate each other with a share of this plan (R39)."""
    if draft.problem.limits.forbid_reciprocity:
        return 0
    handles, before = handling(draft), set(draft.problem.handled_before)
    pairs = {(min(pair), max(pair)) for pair in handles}
    found: list[IntVar] = []
    for one, other in sorted(pairs):
        mutual = draft.model.new_bool_var(f"in turn {one} {other}")
        found.append(mutual)
        there, back = handles.get((one, other)), handles.get((other, one))
        if there is not None and back is not None:
            draft.model.add(there + back <= 1 + mutual)
        if there is not None and (other, one) in before:
            draft.model.add(there <= mutual)
        if back is not None and (one, other) in before:
            draft.model.add(back <= mutual)
    return sum_of(found)


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
    if person.id not in draft.of_person:
        return base

    def extra(cases: Iterable[int]) -> int:
        return measures.spread(start + weight * sum(measures.work(draft.cases[case]) for case in cases), tier) - base

    alone = {case: extra([case]) for case in draft.of_person[person.id]}
    singly = base + sum_of(draft.takes(person.id, case) * cost for case, cost in alone.items())
    bundles = bundles_of(draft, person, scale)
    if bundles is None:
        return singly + _cost_together(draft, person, singly, scale)
    beyond = {bundle: extra(bundle) - sum(alone[case] for case in bundle) for bundle in bundles}
    return singly + choose_bundle(draft, person, bundles, beyond)


def _cost_together(draft: Draft, person: Candidate, singly: Expression, scale: int) -> IntVar:
    """Return what a person's cases cost beyond ``singly``, by the lines that the convex cost lies above."""
    tier, weight = scale * draft.problem.limits.load_tier, measures.load_weight(person, scale)
    start, most = weight * person.load, _most(draft, person, scale)
    together = draft.model.new_int_var(0, measures.spread(most, tier), f"together {person.id}")
    for steps in range(start // tier, most // tier + 1):
        touching = steps * _load(draft, person, scale) - tier * steps * (steps + 1) // 2
        draft.model.add(touching - singly <= together)
    return together


def distance_travelled(draft: Draft) -> Expression:
    """Add up the distances between people's organs and their cases."""
    return sum_of(
        measures.travel(draft.cases[case], draft.people[person], role) * switch
        for (case, person, role), switch in draft.chairs.items()
    )


def points_of_fit(draft: Draft) -> Expression:
    """Add up the points of fit, less the weights of soft findings."""
    return sum_of(
        (measures.fit(draft.cases[chair[0]], draft.people[chair[1]], chair[2]) - draft.openings.open[chair].soft)
        * switch
        for chair, switch in draft.chairs.items()
    )


GOALS: Sequence[Goal] = (
    Goal(Level.URGENCY_STAFFED, weight_staffed, maximise=True),
    Goal(Level.WAIVERS, waivers_needed),
    Goal(Level.RECIPROCITY, organs_in_turn),
    Goal(Level.HIGHEST_LOAD, highest_load, in_load_units=True),
    Goal(Level.LOAD_SPREAD, spread_of_load, in_load_units=True),
    Goal(Level.TRAVEL, distance_travelled),
    Goal(Level.FIT, points_of_fit, maximise=True),
)
"""The order of goods in which a plan is made best."""


def _drawable(draft: Draft) -> list[Candidate]:
    return [person for person in draft.problem.candidates if person.id in draft.of_person]


def _most(draft: Draft, person: Candidate, scale: int) -> int:
    cases = draft.of_person.get(person.id, {})
    whole = person.load + sum(measures.work(draft.cases[case]) for case in cases)
    return measures.load_weight(person, scale) * whole


def _load(draft: Draft, person: Candidate, scale: int) -> Expression:
    weight = measures.load_weight(person, scale)
    return weight * person.load + sum_of(
        weight * measures.work(draft.cases[case]) * draft.takes(person.id, case) for case in draft.of_person[person.id]
    )
