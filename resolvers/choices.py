"""Exclusions that leave a place to exactly those who are left: picks by name, the other way round (R47)."""

from collections import defaultdict
from typing import ClassVar

from allocation.openings import find_openings
from allocation.problem import Problem
from terms.closings import Closed
from terms.refusals import Refusal

EXCLUDED = Closed.EXCLUDED.value


class NamedPicksRefused(Refusal):
    """The county's policy allows no picks by name, not even in an emergency (R47)."""

    code: ClassVar[str] = "NAMED_PICKS_REFUSED"
    zh: ClassVar[str] = (
        "本县政策不允许点名，也不允许以排除的方式使岗位别无人选（R47）。请将应予回避的情形登记为事实，或由系统另行派员。"
    )
    en: ClassVar[str] = (
        "The county's policy allows no picks by name, nor exclusions that leave a place no choice (R47). Record why"
        " somebody must stand aside as a fact, or propose again."
    )


def exclusions_that_pick(problem: Problem) -> frozenset[tuple[int, int]]:
    """Return the exclusions (case, person) by which a place with a choice has no other people than it takes.

    Who is open to a place is what ``whyNot`` tells anyway, so that the mark tells nothing of why somebody is closed.
    """
    if not any(EXCLUDED in pair.rules for pair in problem.pairs):
        return frozenset()
    openings = find_openings(problem)
    left, out = defaultdict(set), defaultdict(set)
    for case, person, role in openings.open:
        left[case, role].add(person)
    for (case, person, role), rules in openings.closed.items():
        if rules == (EXCLUDED,):
            out[case, role].add(person)
    picked: set[tuple[int, int]] = set()
    for wanted in problem.cases:
        for place in wanted.places:
            chair = wanted.id, place.role
            if len(left[chair]) == place.count:
                picked |= {(wanted.id, person) for person in out[chair]}
    return frozenset(picked)
