"""What a case lacks as far as counting people tells it: who is left for its places, and whom which rule takes away."""

from dataclasses import replace
from itertools import combinations

from allocation import rules
from allocation.openings import Openings
from allocation.plan import NAMED, Shortage, ShortageReason
from allocation.problem import CaseToStaff, Place, Problem
from terms.cases import AssignmentRole
from terms.people import Skill

Roles = tuple[AssignmentRole, ...]


def counted_lacks(problem: Problem, case: CaseToStaff, openings: Openings) -> list[Shortage]:
    """Return what the only case of the problem lacks: people for a role, else for roles together, and skills."""
    counted = _short_roles(case, openings) or _short_together(case, openings)
    return counted + _uncovered(problem, case, openings)


def of_all(case: CaseToStaff, openings: Openings, reason: ShortageReason) -> Shortage:
    """Return a reason that counting does not give, with who is left for any place of the case."""
    return _told(case, openings, tuple(place.role for place in case.places), reason)


def with_no_more(case: CaseToStaff, lack: Shortage) -> list[CaseToStaff]:
    """Return cases of which one could be staffed if the case did not lack this: its role, its places, or one of them.

    Of several roles that lack people together all places of the case are looked at.
    """
    if lack.reason in (ShortageReason.ROLE, ShortageReason.ROLES_TOGETHER):
        places = tuple(place for place in case.places if lack.role in (None, place.role))
        return [replace(case, places=places, needs=(), needs_female=False)]
    needs = tuple(need for need in case.needs if need.skill is lack.skill)
    roles = [place.role for place in case.places if rules.investigates(place.role)]
    return [replace(case, places=(Place(role, 1),), needs=needs, needs_female=lack.skill is None) for role in roles]


def _short_roles(case: CaseToStaff, openings: Openings) -> list[Shortage]:
    return [
        shortage
        for place in case.places
        if (shortage := _short(case, openings, (place.role,), place.count, ShortageReason.ROLE))
    ]


def _short_together(case: CaseToStaff, openings: Openings) -> list[Shortage]:
    """Find the fewest roles whose places outnumber the people open for any of them (Hall's condition)."""
    for size in range(2, len(case.places) + 1):
        for places in combinations(case.places, size):
            wanted = sum(place.count for place in places)
            roles = tuple(place.role for place in places)
            if shortage := _short(case, openings, roles, wanted, ShortageReason.ROLES_TOGETHER):
                return [shortage]
    return []


def _short(case: CaseToStaff, openings: Openings, roles: Roles, wanted: int, reason: ShortageReason) -> Shortage | None:
    missing = wanted - len(_open_to(openings, roles))
    if missing <= 0:
        return None
    role = roles[0] if len(roles) == 1 else None
    return replace(_told(case, openings, roles, reason), places_missing=missing, role=role)


def _uncovered(problem: Problem, case: CaseToStaff, openings: Openings) -> list[Shortage]:
    """Find what the case needs of its team and nobody who is left for it has."""
    roles = tuple(place.role for place in case.places if rules.investigates(place.role))
    left = _open_to(openings, roles)
    able: list[tuple[Skill | None, set[int]]] = [
        (need.skill, {one.id for one in problem.candidates if dict(one.skills).get(need.skill, 0) >= need.grade})
        for need in case.needs
    ]
    if case.needs_female:
        able.append((None, {one.id for one in problem.candidates if one.female}))
    return [
        replace(
            _told(case, openings, roles, ShortageReason.SKILL if skill else ShortageReason.WOMAN, among=people),
            places_missing=1,
            skill=skill,
        )
        for skill, people in able
        if people.isdisjoint(left)
    ]


def _told(
    case: CaseToStaff, openings: Openings, roles: Roles, reason: ShortageReason, *, among: set[int] | None = None
) -> Shortage:
    """Tell who is left for the roles and whom which rule takes away; of some people only, if they are given."""
    left = {person for person in _open_to(openings, roles) if among is None or person in among}
    taken = _taken_away(openings, roles, among)
    return Shortage(
        case=case.id,
        places_missing=0,
        role=None,
        skill=None,
        candidates_left=len(left),
        barred_by_rule=tuple((rule, len(people)) for rule, people in taken),
        reason=reason,
        who_is_left=tuple(sorted(left)[:NAMED]),
        barred_people=tuple((rule, tuple(people[:NAMED])) for rule, people in taken),
    )


def _open_to(openings: Openings, roles: Roles) -> set[int]:
    return {person for _, person, role in openings.open if role in roles}


def _taken_away(openings: Openings, roles: Roles, among: set[int] | None) -> list[tuple[str, list[int]]]:
    """Return by rule, most people first, whom it keeps from all of the roles: the fewest rules against her first."""
    left = _open_to(openings, roles)
    closings: dict[int, list[set[str]]] = {}
    for (_, person, role), bars in openings.closed.items():
        if role in roles and person not in left and (among is None or person in among):
            closings.setdefault(person, []).append(set(bars))
    against = {person: _in_the_way(closed) for person, closed in closings.items()}
    found: dict[str, list[int]] = {}
    for person in sorted(against, key=lambda one: (len(against[one]), one)):
        for code in against[person]:
            found.setdefault(code, []).append(person)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def _in_the_way(closings: list[set[str]]) -> set[str]:
    """Return the rules that would have to be lifted to open some role, and no fewer of them open another.

    What closes a role only beside all that closes another takes nobody away: whoever is not free as a member, and as a
    lead neither free nor qualified, is not free.
    """
    return set[str]().union(*(bars for bars in closings if not any(other < bars for other in closings)))
