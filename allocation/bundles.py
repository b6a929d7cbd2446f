"""Sets of two or more cases that one person could sit on together: what makes several cases cost more than each."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import inf
from operator import add, le

from ortools.sat.python.cp_model import IntVar

from allocation import measures
from allocation.draft import Draft, Expression, sum_of
from allocation.problem import Candidate, CaseToStaff
from terms.allocation import Level

MANY = 400
"""Above this many sets for one person they are not listed one by one; the number is ours."""

Bundle = tuple[int, ...]


def bundles_of(draft: Draft, person: Candidate, scale: int) -> Sequence[Bundle] | None:
    """Return every set of cases that fits her capacity and the highest load reached, small first; None if too many."""
    cases = sorted(draft.work_of[person.id])
    taken, room = _time_and_load(draft, person, [draft.cases[case] for case in cases], scale)
    found: list[Bundle] = []
    last: list[tuple[Bundle, int, Sequence[int]]] = [((case,), at, taken[at]) for at, case in enumerate(cases)]
    while last:
        wider: list[tuple[Bundle, int, Sequence[int]]] = []
        for bundle, before, used in last:
            wider += (
                ((*bundle, cases[at]), at, together)
                for at in range(before + 1, len(cases))
                if all(map(le, together := tuple(map(add, used, taken[at])), room))
            )
            if len(found) + len(wider) > MANY:
                return None
        found += (bundle for bundle, _, _ in wider)
        last = wider
    return found


def _time_and_load(
    draft: Draft, person: Candidate, held: Sequence[CaseToStaff], scale: int
) -> tuple[Sequence[Sequence[int]], Sequence[float]]:
    """Return for each case its effort on each day that matters and at last its work, and the room for each of them."""
    days = sorted({day for case in held for day in draft.calendar.days_that_matter(case, [person.id])})
    weight = measures.load_weight(person, scale)
    load = draft.reached.get(Level.HIGHEST_LOAD, inf) / weight - person.load
    taken = [(*_on_days(case, days), measures.work(case)) for case in held]
    return taken, [*(max(0, person.capacity - draft.calendar.booked(person.id, day)) for day in days), load]


def _on_days(case: CaseToStaff, days: Sequence[int]) -> Sequence[int]:
    first, last = bisect_left(days, case.start), bisect_left(days, case.end)
    return [*[0] * first, *[case.effort] * (last - first), *[0] * (len(days) - last)]


def choose_bundle(
    draft: Draft, person: Candidate, bundles: Sequence[Bundle], extra: Mapping[Bundle, int]
) -> Expression:
    """Tie a switch for each set to the person's cases, and return what her set costs beyond its cases one by one.

    She has one set, or one case, or none: so the solver's relaxation knows her true cost, not a mixture of costs.
    """
    switches = {bundle: draft.model.new_bool_var(f"{person.id} takes {bundle}") for bundle in bundles}
    cases = draft.work_of[person.id]
    within: dict[int, list[IntVar]] = {case: [] for case in cases}
    for bundle, switch in switches.items():
        for case in bundle:
            within[case].append(switch)
    for case, holding in within.items():
        if holding:
            draft.model.add(sum_of(holding) <= draft.works(person.id, case))
    doubled = sum_of((len(bundle) - 1) * switch for bundle, switch in switches.items())
    draft.model.add(sum_of(draft.works(person.id, case) for case in cases) - doubled <= 1)
    return sum_of(extra[bundle] * switch for bundle, switch in switches.items() if extra[bundle])
