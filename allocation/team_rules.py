"""The rules of one team: places, skills, a woman where the law asks, organs, kin."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from allocation import rules
from allocation.draft import Draft, Expression, sum_of


def fill_places(draft: Draft) -> None:
    """A case has exactly the wanted number in each role, or nobody; one person has one role on it."""
    for case in draft.problem.cases:
        chairs = draft.on_case.get(case.id, ())
        for place in case.places:
            taken = sum_of(draft.chairs[chair] for chair in chairs if chair[2] is place.role)
            outside = draft.outsiders.get((case.id, place.role), 0)
            draft.model.add(taken + outside == place.count * draft.staffed[case.id])
    for cases in draft.of_person.values():
        for switches in cases.values():
            if len(switches) > 1:
                draft.model.add(sum_of(switches) <= 1)


def cover_skills(draft: Draft) -> None:
    """Each needed skill is covered by one of the team at the needed grade or better (R34)."""
    for case in draft.problem.cases:
        for need in case.needs:
            able = sum_of(
                draft.chairs[chair]
                for chair in draft.on_case.get(case.id, ())
                if rules.investigates(chair[2]) and dict(draft.people[chair[1]].skills).get(need.skill, 0) >= need.grade
            )
            draft.model.add(able + _outside_team(draft, case.id) >= draft.staffed[case.id])


def have_a_woman(draft: Draft) -> None:
    """The team has a woman where the case needs one (R31)."""
    for case in draft.problem.cases:
        if case.needs_female:
            women = sum_of(
                draft.chairs[chair]
                for chair in draft.on_case.get(case.id, ())
                if rules.investigates(chair[2]) and draft.people[chair[1]].female
            )
            draft.model.add(women + _outside_team(draft, case.id) >= draft.staffed[case.id])


def mix_organs(draft: Draft) -> None:
    """No team has more people of one organ than the county allows."""
    limits = draft.problem.limits
    exceptions = dict(limits.most_from)
    for case in draft.problem.cases:
        of_organ = defaultdict(list)
        for chair in draft.on_case.get(case.id, ()):
            if rules.investigates(chair[2]):
                of_organ[draft.people[chair[1]].organ].append(chair)
        for organ, chairs in of_organ.items():
            most = exceptions.get(organ, limits.most_from_one_organ)
            if len({person for _, person, _ in chairs}) > most:
                draft.model.add(sum_of(draft.chairs[chair] for chair in chairs) <= most * draft.staffed[case.id])


def keep_kin_apart(draft: Draft) -> None:
    """Kin do not sit on one case in any roles, reviewers included (R29)."""
    for one, other in draft.problem.kin:
        cases = draft.of_person.get(one, {})
        for case in cases:
            if case in draft.of_person.get(other, {}):
                draft.model.add(draft.takes(one, case) + draft.takes(other, case) <= draft.staffed[case])


TEAM_RULES: Mapping[str, Callable[[Draft], None]] = {
    rules.SKILL_COVER: cover_skills,
    rules.WOMAN: have_a_woman,
    rules.MOST_FROM_ONE_ORGAN: mix_organs,
    rules.TEAM_KIN: keep_kin_apart,
}


def _outside_team(draft: Draft, case: int) -> Expression:
    return sum_of(switch for (at, role), switch in draft.outsiders.items() if at == case and rules.investigates(role))
