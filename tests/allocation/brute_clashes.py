"""Which cases of a small problem cannot all be staffed, and which of them counting shows, by trying everything."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations
from typing import TypeVar

from allocation.check import violations
from allocation.openings import Openings, find_openings
from allocation.problem import Candidate, CaseToStaff, Problem
from allocation.rules import takes_time
from terms.cases import AssignmentRole
from tests.allocation.brute import Seats, teams_for
from tests.allocation.small import without_cases

Item = TypeVar("Item")
Post = tuple[int, AssignmentRole]


def can_staff(problem: Problem, cases: Collection[int]) -> bool:
    """Tell whether some plan that keeps the pins of these cases staffs them all, as if there were no others."""
    alone = without_cases(problem, *({one.id for one in problem.cases} - set(cases)))
    return _can_staff(alone, alone.cases, ())


def _can_staff(problem: Problem, left: Sequence[CaseToStaff], seats: Seats) -> bool:
    broken = {violation.rule for violation in violations(problem, seats)}
    if broken - {"PIN"}:
        return False
    if not left:
        return not broken
    return any(_can_staff(problem, left[1:], (*seats, *team)) for team in teams_for(problem, left[0]))


def smallest_clashes(problem: Problem, case: int, others: Collection[int]) -> Iterator[frozenset[int]]:
    """Yield each set of the case and some of the others that cannot be staffed, though without any one of them it can.

    The case can be staffed alone.
    """
    found: list[frozenset[int]] = []
    for some in _subsets(sorted(others)):
        clash = frozenset({case, *some})
        if not any(one <= clash for one in found) and not can_staff(problem, clash):
            found.append(clash)
            yield clash


def lacks_people(problem: Problem, cases: Collection[int]) -> bool:
    """Tell whether some places of the cases are more than the seats that people can take, each counted by herself."""
    posts = [(one.id, place.role) for one in problem.cases if one.id in cases for place in one.places]
    wanted = {(one.id, place.role): place.count for one in problem.cases for place in one.places}
    openings = find_openings(problem)
    return any(
        sum(wanted[post] for post in some) > sum(_most(problem, one, some, openings) for one in problem.candidates)
        for some in _subsets(posts)
    )


def _most(problem: Problem, person: Candidate, posts: Collection[Post], openings: Openings) -> int:
    """Return on how many cases she can be with these posts: each day looked at alone, and with so many reviews."""
    roles: dict[int, set[AssignmentRole]] = {}
    for case, role in posts:
        if (case, person.id, role) in openings.open:
            roles.setdefault(case, set()).add(role)
    days = {day for one in problem.cases if one.id in roles for day in range(one.start, one.end)}
    on_day = min((_most_on(problem, person, roles, day) for day in days), default=len(roles))
    reviewed = [case for case in roles if roles[case] == {AssignmentRole.REVIEWER}]
    most = len(reviewed) if person.most_reviews is None else person.most_reviews
    return min(on_day, len(roles) - len(reviewed) + min(len(reviewed), most))


def _most_on(problem: Problem, person: Candidate, roles: dict[int, set[AssignmentRole]], day: int) -> int:
    room = person.capacity
    room -= sum(row.effort for row in problem.busy if row.person == person.id and row.start <= day < row.end)
    timely = {case for case in roles if all(takes_time(problem.limits, role) for role in roles[case])}
    running = [one.effort for one in problem.cases if one.id in timely and one.start <= day < one.end]
    fits = max((len(some) for some in _subsets(running) if sum(some) <= room), default=0)
    return len(roles) - len(running) + fits


def _subsets(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(1, len(items) + 1))
