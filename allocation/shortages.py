"""Why a case is not staffed, in people's words: counted first, then a smallest set of rules, each solved again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from allocation import rules
from allocation.draft import Draft, sum_of
from allocation.levels import weight_staffed
from allocation.model import HARD_RULES, draft_of
from allocation.openings import Openings, find_openings
from allocation.parts import Parts, beside_plan
from allocation.plan import Shortage, ShortageReason, Together
from allocation.problem import Candidate, CaseToStaff, Problem
from allocation.solver import Taken, is_possible, optimise
from allocation.stopping import Stop
from allocation.together import Crowd, clash_around, clashing
from terms.cases import AssignmentRole
from terms.people import Skill

REFUTED = 100
"""In a problem of more cases none is said to give way to another, and clashes are looked for around each; ours."""
Roles = tuple[AssignmentRole, ...]


def find_shortages(problem: Problem, taken: Taken, *, deterministic_limit: float) -> tuple[Shortage, ...]:
    """Return the reasons of every case that nobody sits on, by case.

    Each is first judged as if it were the only one; if it could be staffed then, beside what the plan has booked.
    """
    plan = _Planned(problem, taken, deterministic_limit)
    return tuple(
        reason
        for case in problem.cases
        if case.id not in plan.staffed
        for reason in what_lacks(plan.parts.only({case.id}), deterministic_limit=deterministic_limit)
        or _beside_others(plan, case)
    )


@dataclass(frozen=True)
class _Planned:
    """A plan, and what is asked of its problem again for each case without a team."""

    problem: Problem
    taken: Taken
    limit: float

    @cached_property
    def staffed(self) -> frozenset[int]:
        return frozenset(case for case, _, _ in self.taken)

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.problem)

    @cached_property
    def beside(self) -> Problem:
        return beside_plan(self.problem, self.taken)

    @cached_property
    def crowd(self) -> Crowd:
        return Crowd(self.problem)


def _beside_others(plan: _Planned, case: CaseToStaff) -> list[Shortage]:
    """Return what a case lacks that could be staffed alone: beside the plan, and together with the staffed cases."""
    beside, alone = plan.parts.only({case.id}, whole=plan.beside), plan.parts.only({case.id})
    reasons = what_lacks(beside, deterministic_limit=plan.limit)
    others: tuple[int, ...] = ()
    if len(plan.problem.cases) > REFUTED:
        clash, together = clash_around(plan.parts, case.id, plan.taken, plan.limit, stop=Stop())
    else:
        clash, together = _clash_of_all(plan, case)
        others = _gives_way_to(plan.problem, case, plan.staffed, plan.limit)
    with_others = tuple(sorted(clash - {case.id}))
    return [
        replace(reason, alone=False, gives_way_to=others, clashes_with=with_others, together=together)
        for reason in reasons or [_time_up(case, find_openings(alone))]
    ]


def _clash_of_all(plan: _Planned, case: CaseToStaff) -> tuple[frozenset[int], Together | None]:
    """Count places and people first; only where counting shows nothing, the model refutes sets."""
    together = plan.crowd.lacking({case.id, *plan.staffed})
    if together is not None:
        return frozenset(number for number, _ in together.places), together
    limit = plan.limit
    clash = clashing(plan.problem, case.id, plan.staffed, deterministic_limit=limit, stop=Stop())
    return frozenset(clash or ()), None


def what_lacks(problem: Problem, *, deterministic_limit: float) -> list[Shortage]:
    """Return why the only case of the problem cannot be staffed; nothing if it can."""
    (case,) = problem.cases
    openings = find_openings(problem)
    counted = _short_roles(case, openings) or _short_together(case, openings)
    if counted := counted + _uncovered(problem, case, openings):
        return counted
    possible = is_possible(_staffed(problem), deterministic_limit)
    if possible is None:
        return [_time_up(case, openings)]
    return [] if possible else [_clash(problem, case, openings, deterministic_limit)]


def has_a_team(problem: Problem, *, deterministic_limit: float) -> bool | None:
    """Tell whether the only case of the problem can be staffed; None if the limit was reached first."""
    (case,) = problem.cases
    openings = find_openings(problem)
    if _short_roles(case, openings) or _short_together(case, openings) or _uncovered(problem, case, openings):
        return False
    return is_possible(_staffed(problem), deterministic_limit)


def _staffed(problem: Problem, *, without: frozenset[str] = frozenset()) -> Draft:
    """Build the model in which the only case has its team."""
    draft = draft_of(problem, without=without)
    for switch in draft.staffed.values():
        draft.model.add(switch == 1)
    return draft


def _gives_way_to(
    problem: Problem, case: CaseToStaff, staffed: frozenset[int], deterministic_limit: float
) -> tuple[int, ...]:
    """Return which staffed cases the plan with this case, and otherwise the most weight, would leave out."""
    draft = draft_of(problem)
    draft.model.add(draft.staffed[case.id] == 1)
    goal = weight_staffed(draft)
    outcome = optimise(draft, goal, known=None, deterministic_limit=deterministic_limit, maximise=True)
    if outcome.taken is None:
        return ()
    return tuple(sorted(staffed - {other for other, _, _ in outcome.taken}))


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
    left = {person for _, person, role in openings.open if role in roles}
    if len(left) >= wanted:
        return None
    return Shortage(
        case=case.id,
        places_missing=wanted - len(left),
        role=roles[0] if len(roles) == 1 else None,
        skill=None,
        candidates_left=len(left),
        barred_by_rule=_taken_away(openings, roles, None),
        reason=reason,
    )


def _uncovered(problem: Problem, case: CaseToStaff, openings: Openings) -> list[Shortage]:
    """Find what the case needs of its team and nobody who is left for it has."""
    roles = tuple(place.role for place in case.places if rules.investigates(place.role))
    left = {person for _, person, role in openings.open if role in roles}
    able: list[tuple[Skill | None, list[Candidate]]] = [
        (need.skill, [person for person in problem.candidates if dict(person.skills).get(need.skill, 0) >= need.grade])
        for need in case.needs
    ]
    if case.needs_female:
        able.append((None, [person for person in problem.candidates if person.female]))
    return [
        Shortage(
            case=case.id,
            places_missing=1,
            role=None,
            skill=skill,
            candidates_left=0,
            barred_by_rule=_taken_away(openings, roles, {person.id for person in people}),
            reason=ShortageReason.SKILL if skill else ShortageReason.WOMAN,
        )
        for skill, people in able
        if not any(person.id in left for person in people)
    ]


def _taken_away(openings: Openings, roles: Roles, among: set[int] | None) -> tuple[tuple[str, int], ...]:
    """Count by rule the people who are closed to every one of the roles."""
    left = {person for _, person, role in openings.open if role in roles}
    closing: dict[int, set[str]] = {}
    for (_, person, role), bars in openings.closed.items():
        if role in roles and person not in left and (among is None or person in among):
            closing.setdefault(person, set()).update(bars)
    counts = Counter(code for codes in closing.values() for code in codes)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _clash(problem: Problem, case: CaseToStaff, openings: Openings, deterministic_limit: float) -> Shortage:
    """Shrink the rules, by leaving one out at a time, to a smallest set that the team cannot meet together."""
    left_out: frozenset[str] = frozenset()
    for code in HARD_RULES:
        tried = left_out | {code}
        if is_possible(_staffed(problem, without=tried), deterministic_limit) is False:
            left_out = tried
    draft = draft_of(problem, outsiders=True)
    draft.model.add(draft.staffed[case.id] == 1)
    fewest = optimise(draft, sum_of(draft.outsiders.values()), known=None, deterministic_limit=deterministic_limit)
    return replace(
        _time_up(case, openings),
        places_missing=fewest.value,
        reason=ShortageReason.TEAM_RULES,
        team_rules=tuple(code for code in HARD_RULES if code not in left_out),
    )


def _time_up(case: CaseToStaff, openings: Openings) -> Shortage:
    roles: Sequence[AssignmentRole] = [place.role for place in case.places]
    return Shortage(
        case=case.id,
        places_missing=0,
        role=None,
        skill=None,
        candidates_left=len({person for _, person, _ in openings.open}),
        barred_by_rule=_taken_away(openings, tuple(roles), None),
        reason=ShortageReason.TIME_UP,
    )
