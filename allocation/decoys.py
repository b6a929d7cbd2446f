"""Which decoys a case can bear: none that would take its last team, judged on what everybody may know."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from allocation import rules
from allocation.canonical import canonical
from allocation.openings import find_openings
from allocation.parts import only
from allocation.problem import CaseToStaff, Problem
from allocation.shortages import has_a_team
from terms.people import Skill

Group: TypeAlias = frozenset[int]
"""People who are closed to a case together: those of one organ, or one person."""
RESERVE: Final = 1
"""So many more groups, the largest, may still be closed for real without an end to the places or skills; ours."""
FEW: Final = 8
"""So many people of each sort that the case wants are tried first, each of another organ; ours."""
LIMIT: Final = 2.0
"""CP-SAT's own unit of work for one case; a team is found far sooner, the number is ours."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The case wants so many of these people."""

    able: frozenset[int]
    count: int


def bearable(
    problem: Problem, drawn: Mapping[int, Sequence[Group]], pools: Mapping[int, Sequence[frozenset[int]]]
) -> dict[int, tuple[Group, ...]]:
    """Return for each case those of its groups that may be closed, in the order given; the others are lifted.

    The problem holds no sealed pair, no pin and no exclusion, and each case is judged alone: so what is lifted tells
    nothing sealed, and nobody can bring it about by what she asks.

    Args:
        problem: the cases and everybody who could ever be drawn for them.
        drawn: the groups by case, the ones to keep first.
        pools: by case the sets of people out of each of which it must remain possible to staff it, where it is now.
    """
    problem = canonical(problem)
    found: dict[int, tuple[Group, ...]] = {}
    for case in problem.cases:
        alone = only(problem, case)
        wanted = [one for people in pools[case.id] for one in _all_wanted(alone, people)]
        kept = _with_room(alone, wanted, drawn.get(case.id, ()))
        while kept and any(_takes_the_last_team(_among(alone, people), wanted, kept) for people in pools[case.id]):
            kept = kept[:-1]
        found[case.id] = kept
    return found


def _among(problem: Problem, people: frozenset[int]) -> Problem:
    return replace(
        problem,
        candidates=tuple(one for one in problem.candidates if one.id in people),
        pairs=tuple(pair for pair in problem.pairs if pair.person in people),
        busy=tuple(busy for busy in problem.busy if busy.person in people),
        kin=tuple(pair for pair in problem.kin if people.issuperset(pair)),
    )


def _with_room(problem: Problem, wanted: Sequence[_Wanted], groups: Sequence[Group]) -> tuple[Group, ...]:
    """Take one group after the other while enough people remain of each sort that the case wants."""
    organs = {person.id: person.organ for person in problem.candidates}
    kept: list[Group] = []
    closed: frozenset[int] = frozenset()
    for group in groups:
        tried = closed | group
        if all(_remains(one, tried, organs) for one in wanted if one.able & group):
            kept.append(group)
            closed = tried
    return tuple(kept)


def _remains(wanted: _Wanted, closed: frozenset[int], organs: Mapping[int, int]) -> bool:
    left = Counter(organs[person] for person in wanted.able - closed)
    spare = sum(count for _, count in left.most_common(RESERVE))
    return left.total() - spare >= wanted.count


def _all_wanted(problem: Problem, people: frozenset[int]) -> list[_Wanted]:
    """Return what the only case wants of these people, as far as it can have it at all."""
    (case,) = problem.cases
    opened = find_openings(problem).open
    by_role = {
        place.role: frozenset(one for _, one, role in opened if role is place.role) & people for place in case.places
    }
    team = frozenset[int]().union(*(by_role[place.role] for place in case.places if rules.investigates(place.role)))
    found = [_Wanted(by_role[place.role], place.count) for place in case.places]
    found.append(_Wanted(frozenset[int]().union(*by_role.values()), sum(place.count for place in case.places)))
    found += [_Wanted(able & team, 1) for able in _able(problem, case)]
    return [one for one in found if len(one.able) >= one.count]


def _able(problem: Problem, case: CaseToStaff) -> list[frozenset[int]]:
    def graded(skill: Skill, grade: int) -> frozenset[int]:
        return frozenset(one.id for one in problem.candidates if dict(one.skills).get(skill, 0) >= grade)

    found = [graded(need.skill, need.grade) for need in case.needs]
    women = frozenset(one.id for one in problem.candidates if one.female)
    return [*found, women] if case.needs_female else found


def _takes_the_last_team(problem: Problem, wanted: Sequence[_Wanted], groups: Sequence[Group]) -> bool:
    """Tell whether a team could be made before the groups are closed, and none after; a few people mostly do."""
    closed = frozenset[int]().union(*groups)
    left = _among(problem, frozenset(one.id for one in problem.candidates) - closed)
    few = frozenset(one for each in wanted for one in _first_of_each_organ(left, each.able))
    if has_a_team(_among(left, few), deterministic_limit=LIMIT):
        return False
    return not has_a_team(left, deterministic_limit=LIMIT) and bool(has_a_team(problem, deterministic_limit=LIMIT))


def _first_of_each_organ(problem: Problem, able: frozenset[int]) -> list[int]:
    organs = {person.organ: person.id for person in reversed(problem.candidates) if person.id in able}
    return sorted(organs.values())[:FEW]
