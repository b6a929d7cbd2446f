"""The good of few appearances: waivers, soft findings, organs in turn and in rings, each by its weight."""

import pytest

from allocation.problem import Limits, Pair, Pin, Place, Problem
from terms.allocation import Level
from tests.allocation.small import MEMBER, REVIEWER, case, person, planned, team, value

OF_ORGAN_2, OF_ORGAN_3 = case(1, organ=2), case(2, organ=3)
IN_TURN = ((2, 1),)
A_RING = ((2, 3), (3, 1))
SHORT_RING = Limits(keep_at_home=0, ring_weight=5)


def limits(
    *, waiver_weight: int = 3, reciprocity_weight: int = 3, ring_weight: int = 0, forbid_reciprocity: bool = False
) -> Limits:
    """Return limits that allow everything at a price."""
    return Limits(
        keep_at_home=0,
        plan_with_waivers=True,
        forbid_reciprocity=forbid_reciprocity,
        waiver_weight=waiver_weight,
        reciprocity_weight=reciprocity_weight,
        ring_weight=ring_weight,
    )


def found(problem: Problem) -> int:
    """Return the value of the level in the plan."""
    return value(planned(problem), Level.APPEARANCES)


def barred_but(problem: Problem, *seats: tuple[int, int]) -> Problem:
    """Return the problem in which nobody but these people may sit on these cases: (case, person)."""
    bars = (Pair(who.id, on.id) for on in problem.cases for who in problem.candidates if (on.id, who.id) not in seats)
    return Problem(
        problem.cases,
        problem.candidates,
        tuple(bars),
        handled_before=problem.handled_before,
        limits=problem.limits,
    )


@pytest.mark.parametrize(("weight", "appearances"), [(0, 1), (1, 3), (5, 11)])
def test_waivers_count_by_their_weight_and_soft_findings_as_they_are(weight: int, appearances: int) -> None:
    pairs = (Pair(1, 1, barred=False, waivers=2, soft=1),)
    assert found(Problem((case(1),), (person(1),), pairs, limits=limits(waiver_weight=weight))) == appearances


@pytest.mark.parametrize(("soft", "who"), [(2, 2), (4, 1)])
def test_a_waiver_of_weight_three_stands_between_soft_findings_of_two_and_of_four(soft: int, who: int) -> None:
    pairs = (Pair(1, 1, barred=False, waivers=1), Pair(2, 1, barred=False, soft=soft))
    assert team(planned(Problem((case(1),), (person(1), person(2)), pairs, limits=limits()))) == {who}


def test_soft_findings_come_before_load_and_fit() -> None:
    pairs = (Pair(1, 1, barred=False, soft=1, points=9),)
    assert team(planned(Problem((case(1),), (person(1), person(2, load=5000)), pairs, limits=limits()))) == {2}


def test_findings_on_a_reviewer_count_too() -> None:
    pairs = (Pair(1, 1, barred=False, soft=1), Pair(1, 1, role=REVIEWER, barred=False, waivers=1))
    reviewed = case(1, Place(REVIEWER, 1))
    assert found(Problem((reviewed,), (person(1, may_review=True),), pairs, limits=limits())) == 4


@pytest.mark.parametrize(("weight", "appearances"), [(0, 0), (1, 1), (4, 4)])
def test_two_organs_in_turn_count_once_by_their_weight(weight: int, appearances: int) -> None:
    back = case(2, organ=1, start=20, end=34)
    problem = Problem(
        (OF_ORGAN_2, case(3, organ=2, start=40, end=54), back),
        (person(1), person(2)),
        handled_before=IN_TURN,
        limits=limits(reciprocity_weight=weight),
    )
    assert found(barred_but(problem, (1, 1), (3, 1), (2, 2))) == appearances


@pytest.mark.parametrize(("soft", "who"), [(2, 3), (4, 1)])
def test_organs_in_turn_of_weight_three_stand_between_soft_findings_of_two_and_of_four(soft: int, who: int) -> None:
    pairs = (Pair(3, 1, barred=False, soft=soft),)
    problem = Problem((OF_ORGAN_2,), (person(1), person(3)), pairs, handled_before=IN_TURN, limits=limits())
    assert team(planned(problem)) == {who}


def test_what_was_in_turn_before_and_is_not_touched_now_does_not_count() -> None:
    before = (*IN_TURN, (1, 2))
    assert found(Problem((OF_ORGAN_2,), (person(3),), handled_before=before, limits=limits())) == 0


@pytest.mark.parametrize(("weight", "appearances"), [(0, 0), (1, 1), (5, 5)])
def test_a_ring_that_the_plan_closes_counts_by_its_weight(weight: int, appearances: int) -> None:
    problem = Problem((OF_ORGAN_2,), (person(1),), handled_before=A_RING, limits=limits(ring_weight=weight))
    assert found(problem) == appearances


@pytest.mark.parametrize(("soft", "who"), [(4, 4), (6, 1)])
def test_a_ring_of_weight_five_stands_between_soft_findings_of_four_and_of_six(soft: int, who: int) -> None:
    pairs = (Pair(4, 1, barred=False, soft=soft),)
    problem = Problem((OF_ORGAN_2,), (person(1), person(4)), pairs, handled_before=A_RING, limits=SHORT_RING)
    assert team(planned(problem)) == {who}


def test_a_ring_counts_beside_forbidden_reciprocity() -> None:
    limited = limits(ring_weight=5, forbid_reciprocity=True)
    assert found(Problem((OF_ORGAN_2,), (person(1),), handled_before=A_RING, limits=limited)) == 5


@pytest.mark.parametrize("before", [(), ((2, 3),), ((3, 1),), ((2, 3), (1, 3)), ((2, 2), (2, 1)), ((2, 3), (3, 4))])
def test_an_open_chain_is_no_ring(before: tuple[tuple[int, int], ...]) -> None:
    limited = limits(ring_weight=5, reciprocity_weight=0)
    assert found(Problem((OF_ORGAN_2,), (person(1),), handled_before=before, limits=limited)) == 0


def test_a_ring_of_old_counts_only_if_the_plan_takes_part_in_it() -> None:
    old = (*A_RING, (1, 2))
    assert found(Problem((OF_ORGAN_2,), (person(4),), handled_before=old, limits=SHORT_RING)) == 0
    assert found(Problem((OF_ORGAN_2,), (person(1),), handled_before=old, limits=SHORT_RING)) == 5
    either = Problem((OF_ORGAN_2,), (person(1), person(4)), handled_before=old, limits=SHORT_RING)
    assert (found(either), team(planned(either))) == (0, {4})


def test_a_link_of_old_closes_a_ring_also_where_it_could_come_about_anew_and_does_not() -> None:
    only_1_on_the_first, not_2_on_the_second = (Pair(2, 1), Pair(4, 1)), (Pin(2, 4, MEMBER),)
    problem = Problem(
        (OF_ORGAN_2, OF_ORGAN_3),
        (person(1), person(2), person(4)),
        only_1_on_the_first,
        pins=not_2_on_the_second,
        handled_before=A_RING,
        limits=SHORT_RING,
    )
    assert found(problem) == 5


def test_a_ring_that_the_plan_makes_alone_counts_once() -> None:
    cases = (OF_ORGAN_2, OF_ORGAN_3, case(3, organ=1), case(4, organ=2, start=20, end=34))
    problem = Problem(cases, (person(1), person(2), person(3)), limits=SHORT_RING)
    assert found(barred_but(problem, (1, 1), (4, 1), (2, 2), (3, 3))) == 5


def test_two_links_of_the_plan_close_one_ring_with_one_of_old() -> None:
    problem = Problem((OF_ORGAN_2, OF_ORGAN_3), (person(1), person(2)), handled_before=((3, 1),), limits=SHORT_RING)
    assert found(barred_but(problem, (1, 1), (2, 2))) == 5


def test_rings_in_both_directions_count_each() -> None:
    around = ((2, 3), (3, 1), (3, 2), (2, 1))
    limited = limits(ring_weight=5, reciprocity_weight=0)
    one_way = Problem((OF_ORGAN_2,), (person(1),), handled_before=(*around, (1, 3)), limits=limited)
    assert found(one_way) == 5
    assert found(Problem((OF_ORGAN_2, OF_ORGAN_3), (person(1),), handled_before=around, limits=limited)) == 10


def test_two_rings_through_one_link_count_each() -> None:
    before = (*A_RING, (2, 4), (4, 1))
    assert found(Problem((OF_ORGAN_2,), (person(1),), handled_before=before, limits=SHORT_RING)) == 10


def test_neither_a_reviewer_nor_somebody_at_home_closes_a_ring() -> None:
    reviewed = case(1, Place(REVIEWER, 1), organ=2)
    ring = Problem((reviewed,), (person(1, may_review=True),), handled_before=A_RING, limits=SHORT_RING)
    assert found(ring) == 0
    at_home = Problem((OF_ORGAN_2,), (person(9, organ=2),), handled_before=(*A_RING, (1, 2)), limits=SHORT_RING)
    assert found(at_home) == 0


def test_a_ring_and_organs_in_turn_and_a_waiver_add_up() -> None:
    pairs = (Pair(1, 1, role=MEMBER, barred=False, waivers=1, soft=2),)
    limited = limits(ring_weight=5)
    problem = Problem((OF_ORGAN_2,), (person(1),), pairs, handled_before=(*A_RING, *IN_TURN), limits=limited)
    assert found(problem) == 3 + 2 + 3 + 5
