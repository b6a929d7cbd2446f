"""Every plan of a small problem, one by one: what the engine is compared with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

from allocation.check import violations
from allocation.check_values import level_values
from allocation.plan import Seat
from allocation.problem import CaseToStaff, Problem
from terms.allocation import MORE_IS_BETTER, Level

Seats = tuple[Seat, ...]


def best_values(problem: Problem) -> tuple[Fraction, ...] | None:
    """Return the values of the best plan in the problem's order of levels; None if no plan is legal."""
    return best_of(problem, [level_values(problem, seats) for seats in every_plan(problem)])


def best_of(problem: Problem, plans: Sequence[Mapping[Level, Fraction]]) -> tuple[Fraction, ...] | None:
    """Return the values of the best of these plans, told by their values."""
    signs = [-1 if level in MORE_IS_BETTER else 1 for level in problem.order]
    ranked = [tuple(sign * values[level] for sign, level in zip(signs, problem.order, strict=True)) for values in plans]
    return tuple(sign * value for sign, value in zip(signs, min(ranked), strict=True)) if ranked else None


def deciding(problem: Problem, plans: Sequence[Mapping[Level, Fraction]]) -> set[Level]:
    """Return the levels at which some plan that is as good as any above them is worse than the best."""
    left, found = list(plans), set()
    for level in problem.order:
        best = (max if level in MORE_IS_BETTER else min)(values[level] for values in left)
        found |= {level} if any(values[level] != best for values in left) else set()
        left = [values for values in left if values[level] == best]
    return found


def every_plan(problem: Problem) -> list[Seats]:
    """Return the seats of every legal plan; a team that is not legal alone is not tried with others."""
    return survey(problem)[0]


def survey(problem: Problem, *, but: str | None = None) -> tuple[list[Seats], set[str]]:
    """Return every legal plan, and the rules of which one alone makes some team or some plan illegal.

    With ``but``, the plans that break no rule but that one.
    """
    loose, biting = replace(problem, pins=()), set()
    legal: list[list[Seats]] = []
    for case in problem.cases:
        legal.append([()])
        for seats in teams_for(problem, case):
            broken = {violation.rule for violation in violations(loose, seats)} - {but}
            biting |= broken if len(broken) == 1 else set()
            legal[-1] += [] if broken else [seats]
    plans = []
    for teams in product(*legal):
        seats = tuple(seat for team in teams for seat in team)
        broken = {violation.rule for violation in violations(problem, seats)} - {but}
        biting |= broken if len(broken) == 1 else set()
        plans += [] if broken else [seats]
    return plans, biting


def decides(problem: Problem, rule: str, best: tuple[Fraction, ...] | None) -> bool:
    """Tell whether the best plan would have other values if the rule did not hold."""
    plans, _ = survey(problem, but=rule)
    return best_of(problem, [level_values(problem, seats) for seats in plans]) != best


def teams_for(problem: Problem, case: CaseToStaff) -> Iterator[Seats]:
    """Yield every choice of people for the places of a case, legal or not."""
    ids = [person.id for person in problem.candidates]
    choices = [combinations(ids, place.count) for place in case.places]
    for chosen in product(*choices):
        yield tuple(
            Seat(case=case.id, person=person, role=place.role, fit=0, travel=0, load_after=0)
            for place, group in zip(case.places, chosen, strict=True)
            for person in group
        )
