"""Which problems are of seats and room alone: a flow from cases to people, as far as the hard rules go."""

from collections import Counter
from typing import Final

from allocation.problem import Problem
from allocation.rules import investigates
from terms.allocation import Level

LINEAR: Final = {
    Level.APPEARANCES: ("open_appearance", -1),
    Level.CHANGES: ("open_change", -1),
    Level.TRAVEL: ("open_travel", -1),
    Level.FIT: ("open_fit", 1),
}
"""Levels that add up what each seat costs or brings: where that stands on the board, and its sign as a gain."""
LEVELS: Final = frozenset({Level.URGENCY_STAFFED, Level.WORST_SERVED, *LINEAR})


def is_transport(problem: Problem) -> bool:
    """Tell whether no rule but seats, room and who is open for what can ever bind, and each level is known here."""
    return (
        LEVELS.issuperset(problem.order)
        and bool(problem.cases)
        and not (problem.kin or problem.apart or problem.pins or problem.near_ties or problem.limits.keep_at_home)
        and problem.limits.loan_rest is None
        and all(_wants_equals(problem, number) for number in range(len(problem.cases)))
        and len({(case.start, case.end, case.effort) for case in problem.cases}) == 1
        and _teams_are_mixed(problem)
        and _nobody_in_turn(problem)
    )


def _wants_equals(problem: Problem, number: int) -> bool:
    """Tell whether the case wants people of one role, none of whom is asked for anything."""
    case = problem.cases[number]
    return len(case.places) == 1 and investigates(case.places[0].role) and not (case.needs or case.needs_female)


def _teams_are_mixed(problem: Problem) -> bool:
    """Tell whether no team can have too many people of one organ."""
    size = max(case.places[0].count for case in problem.cases)
    most = dict(problem.limits.most_from)
    there = Counter(person.organ for person in problem.candidates)
    usual = problem.limits.most_from_one_organ
    return all(min(people, size) <= most.get(organ, usual) for organ, people in there.items())


def _nobody_in_turn(problem: Problem) -> bool:
    """Tell whether no plan can make organs investigate each other, in turn or in a ring.

    What was handled before closes seats where reciprocity is forbidden; where it is not, it could weigh.
    """
    limits = problem.limits
    handled = {case.organ for case in problem.cases if case.handled_by_others}
    both = handled.intersection(person.organ for person in problem.candidates)
    past_weighs = problem.handled_before and (limits.ring_weight or not limits.forbid_reciprocity)
    return not past_weighs and len(both) <= 1
