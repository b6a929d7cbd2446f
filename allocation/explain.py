"""What each seat of a plan brings to each level."""

from collections import defaultdict

from allocation import measures
from allocation.openings import Opening, find_openings
from allocation.plan import Seat
from allocation.problem import Problem
from allocation.rules import ROLE_ORDER
from allocation.solver import Taken


def seats_of(problem: Problem, taken: Taken) -> tuple[Seat, ...]:
    """Return the taken chairs as seats with their contributions, in canonical order."""
    openings = find_openings(problem)
    cases = {case.id: case for case in problem.cases}
    people = {person.id: person for person in problem.candidates}
    added: dict[int, int] = defaultdict(int)
    for chair in taken:
        added[chair[1]] += measures.work(cases[chair[0]])
    seats = []
    for chair in sorted(taken, key=lambda chair: (chair[0], ROLE_ORDER[chair[2]], chair[1])):
        case, person, role = cases[chair[0]], people[chair[1]], chair[2]
        cost = openings.open.get(chair, Opening())
        seats.append(
            Seat(
                case=case.id,
                person=person.id,
                role=role,
                fit=measures.fit(case, person, role),
                travel=measures.travel(case, person, role),
                load_after=-(-(person.load + added[person.id]) * measures.FULL // person.capacity),
                waivers=cost.waivers,
                soft=cost.soft,
                covers=measures.covers(case, person, role),
            )
        )
    return tuple(seats)
