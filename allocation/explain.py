"""What each seat of a plan brings to each level."""

from collections import defaultdict

from allocation import measures
from allocation.openings import Chair, Opening
from allocation.plan import Seat
from allocation.problem import Problem
from allocation.rules import ROLE_ORDER, investigates, takes_time
from allocation.solver import Taken


def seats_of(problem: Problem, taken: Taken) -> tuple[Seat, ...]:
    """Return the taken chairs as seats with their contributions, in canonical order."""
    costs = _costs(problem, taken)
    cases = {case.id: case for case in problem.cases}
    people = {person.id: person for person in problem.candidates}
    added: dict[int, int] = defaultdict(int)
    for chair in taken:
        added[chair[1]] += measures.work(cases[chair[0]]) if takes_time(problem.limits, chair[2]) else 0
    seats = []
    for chair in sorted(taken, key=lambda chair: (chair[0], ROLE_ORDER[chair[2]], chair[1])):
        case, person, role = cases[chair[0]], people[chair[1]], chair[2]
        cost = costs.get(chair, Opening())
        seats.append(
            Seat(
                case=case.id,
                person=person.id,
                role=role,
                fit=measures.fit(case, person, role) + (cost.points if investigates(role) else 0),
                travel=measures.travel(case, person, role),
                load_after=-(-(person.load + added[person.id]) * measures.FULL // measures.availability(person)),
                waivers=cost.waivers,
                soft=cost.soft,
                covers=measures.covers(case, person, role),
            )
        )
    return tuple(seats)


def _costs(problem: Problem, taken: Taken) -> dict[Chair, Opening]:
    """Add up what the pairs say on the taken chairs; the others may be many."""
    role_of = {(case, person): role for case, person, role in taken}
    found: dict[Chair, Opening] = {}
    for pair in problem.pairs:
        role = role_of.get((pair.case, pair.person))
        if role is not None and pair.role in (None, role):
            chair = (pair.case, pair.person, role)
            cost = found.get(chair, Opening())
            found[chair] = Opening(cost.waivers + pair.waivers, cost.soft + pair.soft, cost.points + pair.points)
    return found
