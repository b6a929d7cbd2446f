"""Every plan of a small problem, one by one: what the engine is compared with."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from allocation.check import violations
from allocation.check_values import level_values
from allocation.plan import Seat
from allocation.problem import CaseToStaff, Problem
from terms.allocation import MORE_IS_BETTER

Seats = tuple[Seat, ...]


def best_values(problem: Problem) -> tuple[Fraction, ...] | None:
    """Return the values of the best plan in the problem's order of levels; None if no plan is legal."""
    signs = [-1 if level in MORE_IS_BETTER else 1 for level in problem.order]
    ranked = []
    for seats in every_plan(problem):
        values = level_values(problem, seats)
        ranked.append(tuple(sign * values[level] for sign, level in zip(signs, problem.order, strict=True)))
    return tuple(sign * value for sign, value in zip(signs, min(ranked), strict=True)) if ranked else None


def every_plan(problem: Problem) -> Iterator[Seats]:
    """Yield the seats of every legal plan; a team that is not legal alone is not tried with others."""
    loose = replace(problem, pins=())
    legal = [
        [(), *(seats for seats in _teams(problem, case) if not violations(loose, seats))] for case in problem.cases
    ]
    for teams in product(*legal):
        seats = tuple(seat for team in teams for seat in team)
        if not violations(problem, seats):
            yield seats


def _teams(problem: Problem, case: CaseToStaff) -> Iterator[Seats]:
    ids = [person.id for person in problem.candidates]
    choices = [combinations(ids, place.count) for place in case.places]
    for chosen in product(*choices):
        yield tuple(
            Seat(case=case.id, person=person, role=place.role, fit=0, travel=0, load_after=0)
            for place, group in zip(case.places, chosen, strict=True)
            for person in group
        )
