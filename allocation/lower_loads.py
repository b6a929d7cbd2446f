"""The lowest highest load and the least spread of load by caseloads: bounds first, then plans that come near them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from allocation import measures
from allocation.chosen import choose
from allocation.draft import Draft
from allocation.linear_rows import GRAIN
from allocation.load_target import attainable, lower_the_highest
from allocation.priced import Priced, Proof
from allocation.search.improve import Search
from allocation.solver import Outcome
from terms.allocation import Level

LOAD_LIMIT: Final = 14.0
"""What may be used for targets where caseloads are not listed, in the solver's unit of work; ours."""
CHOICE_LIMIT: Final = 4.0
"""What one choice among caseloads may take of it; ours."""


@dataclass(frozen=True, slots=True)
class ByCaseloads:
    """Both levels of load, for a problem in which what each person could carry can be listed."""

    search: Search
    priced: Priced
    limit: float

    @classmethod
    def of(cls, draft: Draft, search: Search, limit: float) -> Self | None:
        """List what people could carry without more load than the search's plan has; None if that is too much."""
        priced = Priced.of(draft, search.highest_load())
        return None if priced is None else cls(search, priced, min(limit, CHOICE_LIMIT))

    def lower(self) -> Outcome:
        """Return the plan with the lowest highest load that is found from the search's, and a bound that is proven.

        From the lowest load that is not refuted up, in growing strides, a plan is looked for that passes it nowhere.
        """
        search, priced = self.search, self.priced
        priced.know(search.taken)
        steps = attainable(priced.draft, search.highest_load())
        lowest, highest = _first_unrefuted(priced, steps), len(steps) - 1
        target, stride = lowest, 1
        while target < highest and not priced.draft.stop.is_wanted:
            proof = priced.least_spread(steps[target])
            chosen = choose(priced, proof, known=None, value=None, deterministic_limit=self.limit)
            if chosen.taken is not None:
                search.take(chosen.taken)
                highest = bisect_left(steps, search.highest_load())
                break
            if chosen.bound is None:
                lowest = target = target + 1
            else:
                target, stride = min(target + stride, max(target + 1, highest - 1)), 2 * stride
        return Outcome(search.taken, steps[highest], steps[lowest], proven=lowest == highest)

    def even(self, most: int) -> Outcome:
        """Return the plan with the least spread that is found from the search's, no load above ``most``, and a bound.

        What rises above the bound by more than a plan is away from it is in no better plan, and closed.
        """
        search, priced, rest = self.search, self.priced, of_others(self.priced)
        value = search.value(Level.LOAD_SPREAD) - rest
        priced.know(search.taken)
        proof = priced.least_spread(most)
        bound, before = max(0, proof.bound), value + 1
        while bound < value < before and not priced.draft.stop.is_wanted:
            chosen = choose(priced, proof, known=search.taken, value=value, deterministic_limit=self.limit)
            bound, before = value if chosen.bound is None else max(bound, chosen.bound), value
            if chosen.taken is not None:
                search.take(chosen.taken)
                value = search.value(Level.LOAD_SPREAD) - rest
        _close_dearer(priced, proof, value)
        bound = min(bound, value)
        return Outcome(search.taken, value + rest, bound + rest, proven=bound == value)


def lower_loads(draft: Draft, search: Search, limit: float) -> tuple[ByCaseloads | None, Outcome]:
    """Lower the highest load of the search's plan by caseloads, and return these; by targets if too many."""
    by_caseloads = ByCaseloads.of(draft, search, limit)
    if by_caseloads is not None:
        return by_caseloads, by_caseloads.lower()
    return None, lower_the_highest(draft, search, search.taken, deterministic_limit=min(limit, LOAD_LIMIT))


def _first_unrefuted(priced: Priced, steps: Sequence[int]) -> int:
    """Return which of the loads is the lowest that is not refuted; that just below the last is tried first.

    The last need not be refuted: a plan is known that has it.
    """
    first, last = 0, len(steps) - 1
    target = last - 1
    while first < last:
        if priced.refutes(steps[target]):
            first = target + 1
        else:
            last = target
        target = (first + last) // 2
    return first


def _close_dearer(priced: Priced, proof: Proof, value: int) -> None:
    """Close to each person the cases that no caseload has that could be hers in a plan with this spread."""
    model = priced.draft.model
    for person, of in priced.held.items():
        possible = of.sets[proof.rises[person] <= value * GRAIN - proof.grains].any(axis=0)
        for place in np.flatnonzero(~possible).tolist():
            for switch in priced.switches[person][place]:
                model.add(model.get_bool_var_from_proto_index(switch) == 0)


def of_others(priced: Priced) -> int:
    """Return what the loads cost of those whom nobody draws."""
    problem = priced.draft.problem
    scale = measures.load_scale(problem)
    return sum(
        measures.spread(measures.load_weight(person, scale) * person.load, scale * problem.limits.load_tier)
        for person in problem.candidates
        if person.id not in priced.held
    )
