"""One order for all that has none, so that the order in which facts were read never changes a plan."""

from dataclasses import replace

from allocation.problem import Busy, Problem
from allocation.rules import ROLE_ORDER, role_number


def canonical(problem: Problem) -> Problem:
    """Return the same problem with every collection in its one order."""
    return replace(
        problem,
        cases=tuple(
            replace(
                case,
                places=tuple(sorted(case.places, key=lambda place: ROLE_ORDER[place.role])),
                districts=tuple(sorted(set(case.districts))),
                own_organs=tuple(sorted(set(case.own_organs))),
                needs=tuple(sorted(case.needs, key=lambda need: (need.skill, need.grade))),
            )
            for case in sorted(problem.cases, key=lambda case: case.id)
        ),
        candidates=tuple(
            replace(person, skills=tuple(sorted(person.skills)))
            for person in sorted(problem.candidates, key=lambda person: person.id)
        ),
        pairs=tuple(
            replace(pair, rules=tuple(sorted(set(pair.rules)))) if len(pair.rules) > 1 else pair
            for pair in sorted(problem.pairs, key=lambda pair: (pair.case, pair.person, role_number(pair.role)))
        ),
        busy=tuple(sorted(problem.busy, key=_booking)),
        kin=tuple(sorted({(min(one, other), max(one, other)) for one, other in problem.kin})),
        linked=tuple(sorted({(min(one, other), max(one, other)) for one, other in problem.linked})),
        apart=tuple(sorted({(min(one, other), max(one, other)) for one, other in problem.apart})),
        pins=tuple(sorted(problem.pins, key=lambda pin: (pin.case, ROLE_ORDER[pin.role], pin.person))),
        handled_before=tuple(sorted(set(problem.handled_before))),
        published=tuple(sorted(problem.published, key=lambda pin: (pin.case, ROLE_ORDER[pin.role], pin.person))),
        near_ties=tuple(sorted(problem.near_ties)),
        limits=replace(problem.limits, most_from=tuple(sorted(problem.limits.most_from))),
        others_at_home=tuple(sorted(problem.others_at_home)),
    )


def _booking(row: Busy) -> tuple[int, ...]:
    return row.person, row.start, row.end, row.effort, row.at_home, row.lent, row.share
