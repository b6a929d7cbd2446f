"""Rules of teams that cannot be met together: every team breaks one of those named, of which none can be spared."""

import random
from collections.abc import Sequence
from itertools import combinations

import pytest

from allocation.canonical import canonical
from allocation.check import violations
from allocation.openings import find_openings
from allocation.plan import Seat, Shortage, ShortageReason
from allocation.problem import Limits, Need, Place, Problem
from allocation.shortages import what_lacks
from terms.people import Skill
from tests.allocation.small import LEAD, MEMBER, case, person


def drawn(draw: random.Random) -> Problem:
    """Return one case and people of few organs, many of them kin."""
    people = range(1, draw.randint(4, 6))
    skills: Sequence[Sequence[tuple[Skill, int]]] = [(Skill.AUDIT, 1)], [(Skill.LAW, 2)], []
    pool = tuple(
        person(
            number,
            organ=draw.randint(7, 8),
            may_lead=draw.random() < 0.6,
            female=draw.random() < 0.3,
            skills=tuple(draw.choice(skills)),
        )
        for number in people
    )
    needs = tuple(need for need in (Need(Skill.AUDIT, 1), Need(Skill.LAW, 1)) if draw.random() < 0.5)
    wanted = case(1, Place(LEAD, 1), Place(MEMBER, draw.randint(1, 2)), needs=needs, needs_female=draw.random() < 0.5)
    kin = tuple(pair for pair in combinations(people, 2) if draw.random() < 0.3)
    limits = Limits(most_from_one_organ=draw.randint(1, 2), keep_at_home=draw.randint(0, 3))
    return canonical(Problem((wanted,), pool, kin=kin, limits=limits))


def broken_by_teams(problem: Problem) -> list[set[str]]:
    """Return what each team of people breaks who are open for its places, one by one."""
    open_to = find_openings(problem).open
    leads, members = ([one for _, one, role in open_to if role is wanted] for wanted in (LEAD, MEMBER))
    (count,) = (place.count for place in problem.cases[0].places if place.role is MEMBER)
    teams = [(lead, group) for lead in leads for group in combinations(members, count) if lead not in group]
    return [
        {violation.rule for violation in violations(problem, seats)}
        for lead, group in teams
        for seats in [
            [Seat(1, lead, LEAD, 0, 0, 0), *(Seat(1, one, MEMBER, 0, 0, 0) for one in group)],
        ]
    ]


@pytest.mark.no_cover
def test_a_core_cannot_be_met_and_can_once_any_of_its_rules_is_left_out() -> None:
    draw, seen = random.Random(7), set[frozenset[str]]()  # noqa: S311  (no secret: the same problems on every run)
    for _ in range(400):
        problem = drawn(draw)
        for shortage in what_lacks(problem, deterministic_limit=5.0):
            if shortage.reason is ShortageReason.TEAM_RULES:
                assert_core(problem, shortage)
                seen.add(frozenset(shortage.team_rules))
    assert {len(core) for core in seen} >= {1, 2, 3}
    assert len(seen) > 6


def assert_core(problem: Problem, shortage: Shortage) -> None:
    """Every team breaks a rule of the core; without any one of these rules, some team breaks none."""
    core, broken = set(shortage.team_rules), broken_by_teams(problem)
    assert all(rules & core for rules in broken)
    for spared in core:
        assert any(not rules & (core - {spared}) for rules in broken), (spared, core)
