"""What could be granted: doing it staffs the case at that price, nothing of it can be left out, and a human may."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from allocation.changes import Back, Change, FewerAtHome, MostFrom, OneMore, Shifted, Waived
from allocation.changing import changed
from allocation.check_values import level_values
from allocation.grants import Grant, GrantedBy, GrantKind, Waivable, grants_for
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.refusals import AlreadyStaffed, UnknownInProblem
from allocation.relaxations import Relaxation, Relaxations, relaxations
from allocation.shortages import has_a_team
from allocation.solve import allocate
from terms.allocation import MORE_IS_BETTER
from terms.people import Skill
from tests.allocation.brute import every_plan
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, problems, staffed

LIGHT = Waivable(frozenset({"R11", "R13", "R19"}))


def asked(problem: Problem, waivable: Waivable = LIGHT, of: int = 1, **bounds: int) -> Relaxations:
    """Return what could be granted for a case that the plan leaves without a team."""
    return relaxations(problem, planned(problem), case=of, waivable=waivable, **bounds)


def kinds(found: Relaxations) -> list[tuple[GrantKind, ...]]:
    """Return the kinds of grants of each set."""
    return [tuple(grant.kind for grant in one.grants) for one in found.found]


def changes(one: Relaxation) -> list[Change]:
    """Return the changes of a set of grants."""
    return [grant.change for grant in one.grants]


def test_a_waiver_leave_and_work_at_home_are_asked_of_those_who_may_grant_them() -> None:
    pairs = (Pair(1, 1, rules=("R19",)), Pair(2, 1, rules=("R13", "R19")), Pair(3, 1, rules=("R11",)))
    busy = (Busy(4, 2, 5, 100), Busy(5, 2, 30, 100, at_home=True), Busy(6, 2, 5, 60))
    problem = Problem((case(1),), tuple(map(person, range(1, 7))), pairs, busy, limits=AT_EASE)
    found = asked(problem, most_found=20)
    assert found.complete
    assert {one.grants for one in found.found} == {
        (Grant(GrantKind.WAIVER, GrantedBy.RECUSAL_DECIDER, Waived(1, 1, ("R19",))),),
        (Grant(GrantKind.WAIVER, GrantedBy.RECUSAL_DECIDER, Waived(1, 2, ("R13", "R19"))),),
        (Grant(GrantKind.WAIVER, GrantedBy.COUNTY_PRINCIPAL, Waived(1, 3, ("R11",))),),
        (Grant(GrantKind.LEAVE_MOVED, GrantedBy.ORGAN_HEAD, Back(4, 0, 14, at_home=False)),),
        (Grant(GrantKind.FREED_AT_HOME, GrantedBy.ORGAN_HEAD, Back(5, 0, 14, at_home=True)),),
        (Grant(GrantKind.ONE_MORE_PERSON, GrantedBy.COUNTY, OneMore()),),
        (Grant(GrantKind.POSTPONED, GrantedBy.CASE_LEADER, Shifted(1, 5)),),
    }
    prices = {one.grants[0].kind: [price.worse for price in one.prices[:2]] for one in found.found}
    assert prices[GrantKind.WAIVER] == [-10, 3]
    assert prices[GrantKind.LEAVE_MOVED] == [-10, 0]
    assert [one.grants[0].kind for one in found.found][-3:] == [GrantKind.WAIVER] * 3
    for one in found.found:
        assert staffed(planned(changed(problem, changes(one)))) == {1}


def test_a_share_of_time_is_moved_like_leave_and_no_other_case_is() -> None:
    shares = (Busy(1, 2, 5, 40, share=True), Busy(1, 4, 9, 20, share=True))
    problem = Problem((case(1),), (person(1),), busy=shares, limits=AT_EASE)
    moved = (Grant(GrantKind.LEAVE_MOVED, GrantedBy.ORGAN_HEAD, Back(1, 0, 14, at_home=False)),)
    assert moved in {one.grants for one in asked(problem).found}
    assert staffed(planned(changed(problem, [moved[0].change]))) == {1}
    on_a_case = replace(problem, busy=(*shares, Busy(1, 6, 7, 20)))
    assert (GrantKind.LEAVE_MOVED,) not in kinds(asked(on_a_case))


def test_what_the_law_forbids_or_is_sealed_or_unknown_is_never_offered() -> None:
    codes = ("R01", "R03", "R09", "R14", "R25", "R29", "R52", "RESTRICTED", "EXCLUDED", "RECUSED")
    everything = Waivable(frozenset(codes), frozenset((1, 1, code) for code in codes))
    assert {code for code in codes if everything.allows(1, 1, code)} == {"R14"}
    assert not everything.allows(2, 1, "R14")
    assert Waivable(findings=frozenset({(1, 1, "R08")})).allows(1, 1, "R08")
    assert [Waivable().allows(1, 1, "R13"), LIGHT.allows(1, 1, "R13"), LIGHT.allows(1, 1, "R19")] == [False, True, True]
    barred = (Pair(1, 1, rules=("R01", "R19")), Pair(2, 1, rules=("R14",)))
    problem = Problem((case(1),), (person(1), person(2)), barred, limits=AT_EASE)
    assert kinds(asked(problem, Waivable(frozenset({"R01", "R14", "R19"})))) == [(GrantKind.ONE_MORE_PERSON,)]


def test_a_bar_of_organs_in_turn_is_no_finding_that_is_waived_here() -> None:
    problem = Problem((case(1, organ=2),), (person(1, organ=1),), handled_before=((2, 1),), limits=AT_EASE)
    assert kinds(asked(problem, Waivable(frozenset({"R39"})))) == [(GrantKind.ONE_MORE_PERSON,)]


def test_the_home_minimum_and_the_most_of_one_organ_may_be_let_pass() -> None:
    at_home = Problem((case(1),), (person(1, organ=7),), limits=Limits())
    found = asked(at_home)
    assert [changes(one) for one in found.found] == [[FewerAtHome(7)], [OneMore()]]
    assert found.found[0].grants[0].by is GrantedBy.ORGAN_HEAD
    one_organ = Problem(
        (case(1, Place(MEMBER, 2)),),
        (person(1, organ=7), person(2, organ=7)),
        limits=Limits(most_from_one_organ=1, keep_at_home=0),
    )
    found = asked(one_organ)
    assert [changes(one) for one in found.found] == [[MostFrom(7, 2)], [OneMore()]]
    assert found.found[0].grants[0].by is GrantedBy.COUNTY


def test_newcomers_are_described_by_what_the_case_needs() -> None:
    places = (Place(LEAD, 1), Place(MEMBER, 1), Place(REVIEWER, 1))
    needs = (Need(Skill.AUDIT, 2), Need(Skill.LAW, 1))
    wanted = case(1, *places, needs=needs, needs_female=True, lead_rank=2, districts=(4, 5), x=3)
    offered = [grant.change for grant in grants_for(Problem((wanted,), ()), wanted, LIGHT)]
    audit, law = (Skill.AUDIT, 2), (Skill.LAW, 1)
    leads, members = (
        [
            OneMore(skills, female, may_lead, rank=rank, district=4, x=3)
            for skills, female in [((), False), ((audit,), False), ((law,), False), ((), True), ((audit, law), True)]
        ]
        for may_lead, rank in [(True, 2), (False, 0)]
    )
    assert offered == [*leads, *members, OneMore(may_review=True, district=4, x=3)]


def test_two_grants_where_one_is_not_enough_and_a_larger_set_where_two_are_not() -> None:
    pool = tuple(map(person, range(1, 5)))
    pairs = tuple(Pair(number, 1, rules=("R19",)) for number in (1, 2, 3, 4))
    problem = Problem((case(1, Place(MEMBER, 2), weight=7),), pool[:2], pairs[:2], limits=AT_EASE)
    found = asked(problem, most_found=9)
    assert sorted(kinds(found)) == sorted(
        [
            (GrantKind.WAIVER, GrantKind.WAIVER),
            (GrantKind.WAIVER, GrantKind.ONE_MORE_PERSON),
            (GrantKind.WAIVER, GrantKind.ONE_MORE_PERSON),
            (GrantKind.ONE_MORE_PERSON, GrantKind.ONE_MORE_PERSON),
        ]
    )
    assert [one.prices[1].worse for one in found.found] == [0, 3, 3, 6]
    problem = Problem((case(1, Place(MEMBER, 4)),), pool, pairs, limits=AT_EASE)
    (only,) = asked(problem).found
    assert len(only.grants) == 4
    assert staffed(planned(changed(problem, changes(only)))) == {1}


def test_her_lesser_bar_in_one_role_does_not_hide_the_greater_in_another() -> None:
    hers = (Pair(1, 1, role=LEAD, rules=("R19",)), Pair(1, 1, role=MEMBER, rules=("R13", "R19")))
    pairs = (*hers, Pair(2, 1, rules=("R19",)), Pair(3, 1, rules=("R19",)))
    pool = (person(1, may_lead=True), person(2, may_lead=True), person(3))
    problem = Problem((case(1, Place(LEAD, 1), Place(MEMBER, 2)),), pool, pairs, limits=AT_EASE)
    (only,) = asked(problem).found
    assert staffed(planned(changed(problem, changes(only)))) == {1}


def test_when_a_bound_came_first_it_is_said() -> None:
    pins = (Pin(2, 1, MEMBER),)
    crowded = Problem((case(1, effort=60), case(2, effort=60)), (person(1),), pins=pins, limits=AT_EASE)
    assert kinds(asked(crowded)) == [(GrantKind.ONE_MORE_PERSON,), (GrantKind.POSTPONED,)]
    bounded = asked(crowded, most_tried=1)
    assert (kinds(bounded), bounded.complete) == ([(GrantKind.ONE_MORE_PERSON,)], False)
    assert (bounded.enough, bounded.unsettled) == (1, 0)


def test_a_later_beginning_is_tried_with_each_other_grant_and_only_the_soonest_that_is_enough_is_told() -> None:
    pairs = tuple(Pair(number, 1, rules=("R19",)) for number in (1, 2))
    busy = (Busy(3, 2, 30, 100), Busy(2, 0, 60, 100))
    two = Problem((case(1, Place(MEMBER, 2)),), tuple(map(person, (1, 2, 3))), pairs, busy, limits=AT_EASE)
    found = asked(two, most_found=20)
    assert (found.complete, found.unsettled, found.enough) == (True, 0, len(found.found))
    later = [one for one in found.found if one.grants[-1].kind is GrantKind.POSTPONED]
    assert [changes(one) for one in later] == [
        [OneMore(), Shifted(1, 30)],
        [Waived(1, 1, ("R19",)), Shifted(1, 30)],
        [Waived(1, 2, ("R19",)), Shifted(1, 60)],
    ]
    for one in later:
        assert staffed(planned(changed(two, changes(one)))) == {1}


def test_no_staffed_case_is_lost_though_the_teams_may_change() -> None:
    cases = (case(1, weight=5, effort=60), case(2, weight=20, effort=60))
    pool = (person(1), person(2))
    pairs = (Pair(2, 1, rules=("R01",)), Pair(2, 2, rules=("R19",)))
    problem = Problem(cases, pool, pairs, limits=AT_EASE)
    assert staffed(planned(problem)) == {2}
    found = asked(problem, most_found=9)
    assert all(price.worse == -5 for one in found.found for price in one.prices[:1])
    assert (GrantKind.WAIVER,) not in kinds(found)


def test_the_case_must_be_in_the_problem_and_lack_a_team() -> None:
    problem = Problem((case(1),), (person(1),), limits=AT_EASE)
    with pytest.raises(AlreadyStaffed):
        asked(problem)
    with pytest.raises(UnknownInProblem):
        asked(problem, of=9)


def test_when_the_limit_came_first_nothing_is_claimed() -> None:
    assert has_a_team(Problem((case(1),), (person(1),), limits=AT_EASE), deterministic_limit=0) is None
    barred = (Pair(1, 1, rules=("R19",)),)
    problem = Problem((case(1), case(2)), (person(1),), barred, limits=AT_EASE)
    plan = planned(problem)
    assert relaxations(problem, plan, case=1, waivable=LIGHT, deterministic_limit=0) == Relaxations(
        1, (), enough=0, unsettled=0, complete=False
    )


def test_a_plan_that_no_rules_allow_has_no_price() -> None:
    problem = Problem((case(1), case(2, effort=60)), (person(1),), (Pair(1, 1, rules=("R19",)),), limits=AT_EASE)
    plan = planned(problem)
    barred = replace(problem, pairs=(*problem.pairs, Pair(1, 2, rules=("R01",))))
    assert relaxations(barred, plan, case=1, waivable=LIGHT) == Relaxations(1, (), enough=1, unsettled=1, complete=True)


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_grants_staff_the_case_at_that_price_and_none_can_be_left_out(problem: Problem) -> None:
    lighter = tuple(replace(pair, rules=("R19",)) for pair in problem.pairs)
    problem = replace(problem, pairs=lighter, pins=())
    plan = allocate(problem, 1)
    lacking = [one.id for one in problem.cases if one.id not in staffed(plan)]
    assume(lacking)
    found = relaxations(problem, plan, case=lacking[0], waivable=LIGHT, most_found=2)
    must = {*staffed(plan), lacking[0]}
    for one in found.found:
        granted = changed(problem, changes(one))
        best = best_of(granted, must)
        assert best is not None
        assert [Fraction(price.value.value, price.value.scale) for price in one.prices] == best
        before = [Fraction(level.value, level.scale) for level in plan.levels]
        signs = [-1 if level in MORE_IS_BETTER else 1 for level in problem.order]
        differences = [sign * (then - now) for sign, then, now in zip(signs, best, before, strict=True)]
        assert [price.worse for price in one.prices] == [price.least for price in one.prices] == differences
        assert one.minimal
        for fewer in combinations(changes(one), len(one.grants) - 1):
            assert best_of(changed(problem, fewer), must) is None


def best_of(problem: Problem, must: Iterable[int]) -> list[Fraction] | None:
    """Return the best values of all plans that staff these cases."""
    signs = [-1 if level in MORE_IS_BETTER else 1 for level in problem.order]

    def ranked() -> Iterator[list[Fraction]]:
        for seats in every_plan(problem):
            if {seat.case for seat in seats}.issuperset(must):
                values = level_values(problem, seats)
                yield [sign * values[level] for sign, level in zip(signs, problem.order, strict=True)]

    best = min(ranked(), default=None)
    return None if best is None else [sign * number for sign, number in zip(signs, best, strict=True)]
