"""Bounds by caseloads: each person has one of all that she could carry, not a mixture of pieces of cases.

What the prices of the linear program prove is computed again in whole numbers over all caseloads, so that it depends
neither on rounding nor on which of them have a column.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from typing import Final, NamedTuple, Optional

import numpy as np

from allocation import measures
from allocation.arrays import Whole, whole
from allocation.caseloads import Caseloads, caseloads_of
from allocation.columns import Columns, LiveRow, Prices, Ranges
from allocation.draft import Draft
from allocation.linear_rows import GRAIN
from allocation.openings import Chair
from allocation.rules import takes_time
from allocation.solver import Taken
from allocation.stopping import Stop

ROUNDS: Final = 60
"""So often columns are added for one question, at most; ours."""
DEAREST: Final = 2**34
"""Where a caseload costs more, its cost in grains would not fit into 64 bits."""
BEYOND: Final = 2**61
"""The rise of a caseload that is not allowed."""
NEARLY: Final = 1e-6
CLOSED: Final = (0, 0)


class Proof(NamedTuple):
    """What prices prove, in grains."""

    grains: int
    """What no plan can pass."""
    rises: Mapping[int, Whole]
    """By person and caseload, how much more it costs than her cheapest."""
    least: Mapping[int, int]
    """By person, what her cheapest caseload costs beyond the worth of its cases."""

    @property
    def bound(self) -> int:
        """The same as a whole number."""
        return -(-self.grains // GRAIN)


IsEnough = Callable[[Proof, float], bool]
"""Tells from what is proven and from the program's own value whether more columns are not worth while."""


class Priced:
    """The linear program of a draft, as its rows are now, in which each person chooses a caseload."""

    def __init__(self, draft: Draft, held: Mapping[int, Caseloads], costs: Mapping[int, Whole], ranges: Ranges) -> None:
        self.draft, self.held, self.costs, self.ranges = draft, held, costs, ranges
        self.switches = {
            person: [[switch.index for switch in draft.work_of[person][case]] for case in of.cases]
            for person, of in held.items()
        }
        for person, of in held.items():
            for switches, is_carried in zip(self.switches[person], np.any(of.sets, axis=0).tolist(), strict=True):
                for switch in () if is_carried else switches:
                    ranges[switch] = CLOSED
        self.rows = list(self._live_rows())
        work = {case.id: measures.work(case) for case in draft.problem.cases}
        self.columns = Columns(self.rows, ranges, held, self.switches, work)

    @classmethod
    def of(cls, draft: Draft, most: int) -> Optional["Priced"]:
        """Return the program of the caseloads up to a load; None if they are too many or too dear to count."""
        draft.rows.read(draft.model)
        ranges = _ranges(draft)
        held = caseloads_of(draft, most, {number for number, span in enumerate(ranges) if span == CLOSED})
        if held is None:
            return None
        tier = measures.load_tier(draft.problem)
        costs = {who: whole(measures.spread(load, tier) for load in of.loads.tolist()) for who, of in held.items()}
        if max((int(of.max()) for of in costs.values()), default=0) > DEAREST:
            return None
        return cls(draft, held, costs, ranges)

    def with_chair(self, chair: Chair) -> "Priced":
        """Return the same caseloads over a model of its own, in which the chair is taken; they share their columns."""
        found, model = copy(self), self.draft.model.clone()
        model.add(model.get_bool_var_from_proto_index(self.draft.chairs[chair].index) == 1)
        found.draft = replace(self.draft, model=model, stop=Stop())
        return found

    def with_only(self, case: int, person: int, load: int) -> "Priced":
        """Return the same, but that the person can carry the case and nothing else, whatever load it makes."""
        found, work = copy(self), self.draft.work_of[person]
        cases, tier = tuple(sorted(work)), measures.load_tier(self.draft.problem)
        only = Caseloads(cases, np.array([[one == case for one in cases]]), whole([load]))
        found.held = {**self.held, person: only}
        found.costs = {**self.costs, person: whole([measures.spread(load, tier)])}
        found.switches = {**self.switches, person: [[switch.index for switch in work[one]] for one in cases]}
        return found

    def carried(self, taken: Taken) -> Iterator[tuple[int, int]]:
        """Yield who carries which caseload in a plan, for those who carry one of the program's."""
        carried = {person: set[int]() for person in self.held}
        for case, person, role in taken:
            if takes_time(self.draft.problem.limits, role):
                carried[person].add(case)
        for person, of in self.held.items():
            if carried[person] <= set(of.cases):
                sets = (of.sets == [case in carried[person] for case in of.cases]).all(axis=1)
                yield from ((person, number) for number in np.flatnonzero(sets).tolist())

    def know(self, taken: Taken) -> None:
        """Give everybody the column of what she carries in a plan."""
        for person, number in self.carried(taken):
            self.columns.make(person, number)

    def refutes(self, most: int) -> bool:
        """Tell whether no plan keeps every load at that or below; False if these prices do not tell."""
        return self._prove(most, {}, lambda proof, value: proof.grains > 0 or value < NEARLY).grains > 0

    def least_spread(self, most: int) -> Proof:
        """Prove how little the caseloads can cost together, if no load is higher."""
        return self._prove(most, self.costs, lambda proof, value: proof.bound >= value - NEARLY)

    def _prove(self, most: int, costs: Mapping[int, Whole], is_enough: IsEnough) -> Proof:
        self.columns.ask(most, costs)
        best = Proof(-BEYOND * GRAIN, {}, {})
        for _ in range(ROUNDS):
            prices = self.columns.prices()
            proof = self._proof(most, costs, prices)
            best = max(best, proof, key=lambda one: one.grains)
            gains = {who: prices.of_people[who] - rise - proof.least[who] for who, rise in proof.rises.items()}
            if is_enough(best, prices.value) or self.draft.stop.is_wanted or not self.columns.widen(gains):
                break
        return best

    def _proof(self, most: int, costs: Mapping[int, Whole], prices: Prices) -> Proof:
        """Return what the prices prove, whatever they are (weak duality)."""
        rises, cheapest, reduced = {}, {}, dict.fromkeys(self.columns.variables, 0)
        for person, of in self.held.items():
            worth = prices.of_cases[person]
            rise = (GRAIN * costs[person] if costs else 0) - of.sets @ worth
            least = cheapest[person] = int(np.where(of.loads <= most, rise, BEYOND).min())
            rises[person] = np.where(of.loads <= most, rise - least, BEYOND)
            for switches, price in zip(self.switches[person], worth.tolist(), strict=True):
                for switch in switches:
                    if switch in reduced:
                        reduced[switch] += price
        total = sum(cheapest.values())
        for price, (terms, low, high) in zip(prices.of_rows, self.rows, strict=True):
            if price:
                total += price * (low if price > 0 else high)
                for number, weight in terms:
                    reduced[number] -= price * weight
        total += sum(min(rise * side for side in self.ranges[number]) for number, rise in reduced.items())
        return Proof(total, rises, cheapest)

    def _live_rows(self) -> Iterator[LiveRow]:
        """Yield what the rows say of open variables, but for those on the work of one person: she has a caseload."""
        whose = {switch: who for who, cases in self.switches.items() for switches in cases for switch in switches}
        for numbers, weights, least, most in self.draft.rows.rows:
            terms = [term for term in zip(numbers, weights, strict=True) if self.ranges[term[0]] != CLOSED]
            if len(terms) > 1 and len({whose.get(number, -1 - number) for number, _ in terms}) > 1:
                yield terms, least, most


def _ranges(draft: Draft) -> Ranges:
    """Return what each variable can be by itself, as the rows that have no other say."""
    ranges = list(draft.rows.ranges)
    for numbers, weights, least, most in draft.rows.rows:
        if len(numbers) == 1 and weights[0] == 1:
            low, high = ranges[numbers[0]]
            ranges[numbers[0]] = max(low, least), min(high, most)
    return ranges
