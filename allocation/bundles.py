"""Sets of two or more cases that one person could sit on together: what makes several cases cost more than each."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import inf

from allocation import measures
from allocation.draft import Draft, Expression, sum_of
from allocation.problem import Candidate
from terms.allocation import Level

MANY = 400
"""Above this many sets for one person they are not listed one by one; the number is ours."""

Bundle = tuple[int, ...]


def bundles_of(draft: Draft, person: Candidate, scale: int) -> Sequence[Bundle] | None:
    """Return every set of cases that fits her capacity and the highest load reached, small first; None if too many."""
    cases = sorted(draft.work_of[person.id])
    weight = measures.load_weight(person, scale)
    room = draft.reached.get(Level.HIGHEST_LOAD, inf) - weight * person.load
    found: list[Bundle] = []
    last: list[Bundle] = [(case,) for case in cases]
    for size in range(2, len(cases) + 1):
        smaller = set(last)
        last = [
            bundle
            for bundle in {(*one, case) for one in last for case in cases if case > one[-1]}
            if all(part in smaller for part in combinations(bundle, size - 1))
            and weight * sum(measures.work(draft.cases[case]) for case in bundle) <= room
            and _fits(draft, person, bundle)
        ]
        found += sorted(last)
        if len(found) > MANY:
            return None
        if not last:
            break
    return found


def choose_bundle(
    draft: Draft, person: Candidate, bundles: Sequence[Bundle], extra: Mapping[Bundle, int]
) -> Expression:
    """Tie a switch for each set to the person's cases, and return what her set costs beyond its cases one by one.

    She has one set, or one case, or none: so the solver's relaxation knows her true cost, not a mixture of costs.
    """
    switches = {bundle: draft.model.new_bool_var(f"{person.id} takes {bundle}") for bundle in bundles}
    cases = draft.work_of[person.id]
    for case in cases:
        within = [switch for bundle, switch in switches.items() if case in bundle]
        if within:
            draft.model.add(sum_of(within) <= draft.works(person.id, case))
    doubled = sum_of((len(bundle) - 1) * switch for bundle, switch in switches.items())
    draft.model.add(sum_of(draft.works(person.id, case) for case in cases) - doubled <= 1)
    return sum_of(extra[bundle] * switch for bundle, switch in switches.items() if extra[bundle])


def _fits(draft: Draft, person: Candidate, bundle: Bundle) -> bool:
    held = [draft.cases[case] for case in bundle]
    days = {day for case in held for day in draft.calendar.days_that_matter(case, [person.id])}
    return all(
        sum(case.effort for case in held if case.start <= day < case.end) + draft.calendar.booked(person.id, day)
        <= person.capacity
        for day in days
    )
