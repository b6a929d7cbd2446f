"""Who could take a seat: only people with whom the whole team, and every other one, is still legal."""

from collections.abc import Iterator
from dataclasses import replace

from allocation.canonical import canonical
from allocation.check import violations
from allocation.explain import seats_of
from allocation.openings import find_openings
from allocation.plan import Plan, Seat
from allocation.problem import Problem


def replacements(problem: Problem, plan: Plan, seat: Seat) -> tuple[Seat, ...]:
    """Return the seat as others would fill it, cheapest first: waivers, soft findings, load after, travel, fit.

    Every other seat stays; each swap is judged by the independent check as a whole plan, so no later bar is forgotten.
    A pinned seat has no replacements.
    """
    problem = canonical(problem)
    found = [
        swapped
        for swapped in _swaps(problem, plan, seat)
        if not violations(problem, [swapped if other == seat else other for other in plan.seats])
    ]
    return tuple(
        sorted(found, key=lambda one: (one.waivers, one.soft, one.load_after, one.travel, -one.fit, one.person))
    )


def _swaps(problem: Problem, plan: Plan, seat: Seat) -> Iterator[Seat]:
    others = frozenset((other.case, other.person, other.role) for other in plan.seats if other != seat)
    on_case = {other.person for other in plan.seats if other.case == seat.case}
    opened = find_openings(problem).open
    bare = replace(problem, pairs=tuple(pair for pair in problem.pairs if pair.case == seat.case))
    for case, person, role in opened:
        if (case, role) == (seat.case, seat.role) and person not in on_case:
            seats = seats_of(bare, others | {(case, person, role)})
            yield next(one for one in seats if (one.case, one.person) == (case, person))
