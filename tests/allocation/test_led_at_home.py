"""Where the home organ leads, others who help handle nothing of it: neither in turn (R39) nor in a ring (R40)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from allocation.board import board_of
from allocation.canonical import canonical
from allocation.check import check, violations
from allocation.check_values import level_values
from allocation.contributions import contributions
from allocation.document import from_json, problem_hash, to_json
from allocation.openings import find_openings
from allocation.parts import Parts
from allocation.problem import CaseToStaff, Limits, Pair, Problem
from allocation.search.improve import Search
from allocation.solve import allocate
from allocation.transport import kind
from allocation.why_not import why_not
from terms.allocation import Level
from tests.allocation.brute import best_values, every_plan
from tests.allocation.small import AT_EASE, MEMBER, case, person, planned, staffed, value

AT_A_PRICE = Limits(keep_at_home=0, forbid_reciprocity=False, reciprocity_weight=3)
CROSSED = Problem(
    (case(1, organ=1), case(2, organ=2)), (person(1), person(2)), (Pair(1, 1), Pair(2, 2)), limits=AT_EASE
)
"""Two cases for which only an organ each is open that is at home in the other one."""


def led_at_home(one: CaseToStaff) -> CaseToStaff:
    """Return the case as one in which the home organ leads."""
    return replace(one, handled_by_others=False)


def with_led(problem: Problem, *numbers: int) -> Problem:
    """Return the problem with these cases led by their own organs."""
    return replace(problem, cases=tuple(led_at_home(one) if one.id in numbers else one for one in problem.cases))


@pytest.mark.parametrize(("led", "rules"), [((), ("R39",)), ((1,), ())])
def test_what_was_handled_before_closes_no_case_that_is_led_at_home(led: tuple[int, ...], rules: tuple[str]) -> None:
    problem = with_led(Problem((case(1, organ=2),), (person(1),), handled_before=((2, 1),), limits=AT_EASE), *led)
    assert find_openings(problem).closed.get((1, 1, MEMBER), ()) == rules
    assert board_of(canonical(problem)).open_person.tolist() == ([] if rules else [0])
    plan = planned(problem)
    assert staffed(plan) == (set() if rules else {1})
    assert why_not(problem, plan, case=1, person=1, role=MEMBER).bars == rules


@pytest.mark.parametrize(("led", "teams"), [((), 1), ((1,), 2), ((2,), 2), ((1, 2), 2)])
def test_organs_help_each_other_or_one_helps_the_other_that_handles_hers(led: tuple[int, ...], teams: int) -> None:
    problem = with_led(CROSSED, *led)
    plan = planned(problem)
    assert len(staffed(plan)) == teams
    assert tuple(Fraction(level.value, level.scale) for level in plan.levels) == best_values(problem)
    assert len(every_plan(problem)) == (4 if led else 3)


@pytest.mark.parametrize(("led", "rules"), [((), {"R39"}), ((2,), set())])
def test_the_check_finds_only_organs_that_handle_each_other(led: tuple[int, ...], rules: set[str]) -> None:
    seats = planned(with_led(CROSSED, 1, 2)).seats
    assert {one.rule for one in violations(with_led(CROSSED, *led), seats)} == rules


@pytest.mark.parametrize(("led", "appearances"), [((), 3), ((1,), 0), ((2,), 0)])
def test_help_is_no_appearance_in_turn(led: tuple[int, ...], appearances: int) -> None:
    assert value(planned(replace(with_led(CROSSED, *led), limits=AT_A_PRICE)), Level.APPEARANCES) == appearances


@pytest.mark.parametrize(("led", "appearances"), [((), 5), ((1,), 0), ((2,), 0)])
def test_help_closes_no_ring(led: tuple[int, ...], appearances: int) -> None:
    limits, bars = Limits(keep_at_home=0, ring_weight=5), (Pair(2, 1), Pair(1, 2))
    ring = Problem((case(1, organ=2), case(2, organ=3)), (person(1), person(2)), bars, limits=limits)
    problem = with_led(replace(ring, handled_before=((3, 1),)), *led)
    assert value(planned(problem), Level.APPEARANCES) == appearances
    assert len(staffed(planned(problem))) == 2


def test_the_search_lets_them_and_counts_them_alike() -> None:
    for limits in (AT_EASE, AT_A_PRICE):
        problem = canonical(replace(with_led(CROSSED, 2), limits=limits))
        search = Search(problem)
        search.improve(Level.URGENCY_STAFFED)
        assert search.taken == {(1, 2, MEMBER), (2, 1, MEMBER)}
        seats = planned(problem).seats
        assert search.value(Level.APPEARANCES) == level_values(problem, seats)[Level.APPEARANCES] == 0


@pytest.mark.parametrize(("led", "handled"), [((), ((1, 2),)), ((2,), ())])
def test_help_elsewhere_is_not_handled_before(led: tuple[int, ...], handled: tuple[tuple[int, int], ...]) -> None:
    part = Parts(with_led(CROSSED, *led)).part({1}, {2}, ((2, 1, MEMBER),))
    assert part.handled_before == handled


def test_organs_in_turn_are_told_of_those_alone_who_handle_so() -> None:
    cases = (case(1, organ=2), led_at_home(case(2, organ=2, start=20, end=34)))
    problem = Problem(cases, (person(1),), handled_before=((2, 1),), limits=AT_A_PRICE)
    shares = {
        seat.case: one.amount
        for seat in contributions(problem, planned(problem).seats).seats
        for one in seat.levels
        if one.level is Level.APPEARANCES
    }
    assert shares == {1: 3, 2: 0}


@pytest.mark.parametrize(("led", "apart"), [((), False), ((1,), True), ((2,), True)])
def test_without_organs_in_turn_seats_and_room_are_all_there_is(*, led: tuple[int, ...], apart: bool) -> None:
    goods = (Level.URGENCY_STAFFED, Level.FIT)
    assert kind.is_transport(replace(with_led(CROSSED, *led), order=goods)) is apart


def test_a_document_tells_it_only_where_the_home_organ_leads() -> None:
    mixed = with_led(CROSSED, 2)
    assert [to_json(problem).count("handled_by_others") for problem in (CROSSED, mixed)] == [0, 1]
    assert from_json(to_json(mixed)) == canonical(mixed)
    assert from_json(to_json(CROSSED)) == canonical(CROSSED)
    assert problem_hash(mixed) != problem_hash(CROSSED)


def test_a_plan_is_checked_by_what_its_problem_tells() -> None:
    plan = allocate(with_led(CROSSED, 2), 1)
    assert [one.rule for one in check(CROSSED, plan)] == ["R39", "APPEARANCES"]
