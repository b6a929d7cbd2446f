"""Which decoys a case bears: as many as leave it a team, found out from what everybody may know."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocation import rules
from allocation.decoys import bearable
from allocation.parts import only
from allocation.problem import Busy, Need, Pair, Place, Problem
from allocation.shortages import has_a_team
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person, problems

LIMIT = 5.0
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
A, B, C, D = (frozenset({number}) for number in (1, 2, 3, 4))


def kept(problem: Problem, *groups: frozenset[int], pool: frozenset[int] | None = None) -> list[frozenset[int]]:
    """Return what the first case bears, out of everybody and out of a pool of its own where one is named."""
    everybody = frozenset(one.id for one in problem.candidates)
    pools = [everybody] if pool is None else [everybody, pool]
    all_pools = {each.id: pools for each in problem.cases}
    return list(bearable(problem, {1: groups}, all_pools)[1])


def wanting(count: int, people: int, **more: object) -> Problem:
    """Return a case that wants so many members of so many people, each of an organ of her own."""
    pool = tuple(person(number) for number in range(1, people + 1))
    return Problem(cases=(case(1, Place(MEMBER, count), **more),), candidates=pool, limits=AT_EASE)  # type: ignore[arg-type]


def test_with_people_enough_every_decoy_stays() -> None:
    assert kept(wanting(1, 6), A, B, C, D) == [A, B, C, D]


def test_one_organ_more_than_is_needed_stays_open_so_that_a_real_restriction_may_close_it() -> None:
    assert kept(wanting(1, 4), A, B, C, D) == [A, B]
    assert kept(wanting(2, 4), A, B, C, D) == [A]
    assert kept(wanting(3, 4), A, B, C, D) == []


def test_the_largest_organ_is_what_may_be_closed_for_real() -> None:
    together = tuple(person(number, organ=9) for number in (3, 4, 5))
    problem = replace(wanting(1, 2), candidates=(*wanting(1, 2).candidates, *together))
    assert kept(problem, A, B) == [A]


def test_what_comes_first_is_kept_and_what_does_not_fit_is_passed_over() -> None:
    organs = tuple(person(number, organ=8 if number < 4 else number) for number in range(1, 7))
    problem = replace(wanting(2, 0), candidates=organs)
    assert kept(problem, frozenset({1, 2, 3}), D) == [frozenset({1, 2, 3})]
    assert kept(problem, D, frozenset({1, 2, 3})) == [D]


def test_leaders_skills_and_women_are_counted_each() -> None:
    lead = replace(wanting(1, 6), cases=(case(1, Place(LEAD, 1)),))
    able = tuple(replace(one, may_lead=one.id < 3, female=one.id < 3) for one in lead.candidates)
    assert kept(replace(lead, candidates=able), A, D) == [D]
    women = replace(wanting(1, 6, needs_female=True), candidates=able)
    assert kept(women, A, D) == [D]
    audit = tuple(replace(one, skills=((Skill.AUDIT, 2),) if one.id < 3 else ()) for one in lead.candidates)
    skilled = replace(wanting(1, 6, needs=(Need(Skill.AUDIT, 2),)), candidates=audit)
    assert kept(skilled, A, D) == [D]


def test_the_cases_own_zone_keeps_a_team_of_its_own() -> None:
    assert kept(wanting(1, 6), A, B, D, pool=A | B | C) == [A, D]


def test_a_case_that_nobody_can_staff_bears_every_decoy_alike() -> None:
    problem = replace(wanting(1, 2), busy=(Busy(1, 0, 14, 100), Busy(2, 0, 14, 100)))
    assert kept(problem, A, B) == [A, B]


def test_rules_of_teams_lift_what_counting_would_keep() -> None:
    kin = tuple((one, other) for one in range(1, 6) for other in range(one + 1, 6))
    problem = replace(wanting(2, 6), kin=kin)  # only the sixth goes with anybody
    assert kept(problem, frozenset({6}), A) == []
    assert kept(problem, A, B) == [A, B]


@MANY
@given(problems(), st.lists(st.frozensets(st.integers(1, 5), min_size=1, max_size=2), max_size=4))
def test_no_decoy_takes_the_last_team_of_a_case(problem: Problem, groups: list[frozenset[int]]) -> None:
    everybody = frozenset(one.id for one in problem.candidates)
    drawn = {each.id: tuple(groups) for each in problem.cases}
    found = bearable(problem, drawn, {each.id: [everybody] for each in problem.cases})
    for each in problem.cases:
        alone = only(problem, each)
        assert set(found[each.id]) <= set(groups)
        people = frozenset[int]().union(*found[each.id]) & everybody
        bars = tuple(Pair(one, each.id, rules=(rules.NOT_FREE,)) for one in sorted(people))
        closed = replace(alone, pairs=alone.pairs + bars)
        assert has_a_team(closed, deterministic_limit=LIMIT) or not has_a_team(alone, deterministic_limit=LIMIT)


@MANY
@given(problems())
def test_what_a_case_bears_hangs_on_no_other_case(problem: Problem) -> None:
    everybody = frozenset(one.id for one in problem.candidates)
    drawn = {each.id: (A, B) for each in problem.cases}
    together = bearable(problem, drawn, {each.id: [everybody] for each in problem.cases})
    for each in problem.cases:
        apart = bearable(only(problem, each), drawn, {each.id: [everybody]})
        assert apart[each.id] == together[each.id]
