"""Cases that no plan staffs all: found around one of them, true, with none to spare, and counted in the bound."""

import random
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from allocation.canonical import canonical
from allocation.clashes import MOST, PART_LIMIT, Clash, clash_around, least_left_out
from allocation.parts import Parts
from allocation.problem import Limits, Pair, Pin, Place, Problem
from allocation.solve import solve_levels
from allocation.stopping import Stop
from tests.allocation.brute import every_plan
from tests.allocation.conftest import use
from tests.allocation.small import LEAD, MEMBER, case, person, problems


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_a_clash_is_true_and_smallest_and_found_where_there_is_one(problem: Problem) -> None:
    problem = canonical(problem)
    plans = {frozenset(seat.case for seat in seats) for seats in every_plan(problem)}
    most = max(plans, key=lambda cases: (len(cases), sorted(cases)))
    taken = next(
        frozenset((seat.case, seat.person, seat.role) for seat in seats)
        for seats in every_plan(problem)
        if {seat.case for seat in seats} == most
    )
    for one in {each.id for each in problem.cases} - most:
        found = clash_around(Parts(problem), one, taken, PART_LIMIT, stop=Stop())
        clash, together = found.cases, found.together
        assert found.proven
        if clash:
            assert one in clash
            assert not any(clash <= cases for cases in plans)
            assert all(any(clash - {spared} <= cases for cases in plans) for spared in clash)
        assert together is None or {number for number, _ in together.places} == clash


def test_the_case_that_holds_the_only_one_who_could_is_found_among_many() -> None:
    """Everybody may be a member of case 1; only one may lead it, and she leads the last of the others."""
    others = [case(number, Place(MEMBER, 2), effort=100, weight=20) for number in range(2, MOST + 10)]
    led = case(MOST + 10, Place(LEAD, 1), effort=100, weight=20)
    first = case(1, Place(LEAD, 1), Place(MEMBER, 1), effort=100)
    people = (person(1, may_lead=True), *(person(number) for number in range(2, 2 * len(others) + 2)))
    problem = canonical(Problem((first, *others, led), people, limits=Limits(most_from_one_organ=9, keep_at_home=0)))
    at_work = iter(people[1:])
    taken = {(led.id, 1, LEAD), *((one.id, next(at_work).id, MEMBER) for one in others for _ in range(2))}
    clash = clash_around(Parts(problem), 1, taken, PART_LIMIT, stop=Stop())
    assert clash.cases == {1, led.id}
    assert clash.together is not None


def test_where_all_can_be_staffed_after_all_nothing_clashes() -> None:
    problem = canonical(Problem((case(1), case(2)), (person(1), person(2)), limits=Limits(keep_at_home=0)))
    assert clash_around(Parts(problem), 1, {(2, 1, MEMBER)}, PART_LIMIT, stop=Stop()) == Clash()


@pytest.mark.parametrize("kin", [(), ((1, 2),)])
def test_what_clashes_is_proven_in_parts(kin: tuple[tuple[int, int], ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """One person for two cases is counted; that kin cannot staff a case alone, the model refutes."""
    use("in parts", monkeypatch)
    cases = (case(1, weight=5, effort=60), case(2, weight=20, effort=60), case(3, Place(MEMBER, 2), weight=50))
    pool = (person(1), person(2), person(3))
    pairs = (Pair(2, 1), Pair(3, 1), Pair(2, 2), Pair(3, 2), Pair(1, 3))
    problem = canonical(Problem(cases, pool, pairs, kin=tuple((2, 3) for _ in kin), limits=Limits(keep_at_home=0)))
    solution = solve_levels(problem, seed=1)
    assert solution is not None
    staffed = solution.levels[0]
    assert (staffed.value, staffed.bound, staffed.proven) == (20 if kin else 70, 20 if kin else 70, True)


def test_of_a_clash_with_a_pinned_case_another_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    use("in parts", monkeypatch)
    cases = (case(1, weight=5, effort=60), case(2, weight=20, effort=60))
    problem = Problem(cases, (person(1),), pins=(Pin(1, 1, MEMBER),), limits=Limits(keep_at_home=0))
    solution = solve_levels(canonical(problem), seed=1)
    assert solution is not None
    staffed = solution.levels[0]
    assert (staffed.value, staffed.bound, staffed.proven) == (5, 5, True)


def test_the_least_weight_that_is_left_out_is_that_of_the_lightest_choice() -> None:
    draw = random.Random(5)  # noqa: S311  (no secret: the same sets on every run)
    for _ in range(60):
        weights = {number: draw.choice([5, 10, 20, 50]) for number in range(6)}
        clashes = [set(draw.sample(range(6), draw.randint(1, 3))) for _ in range(draw.randint(0, 5))]
        choices = [set(some) for size in range(7) for some in combinations(range(6), size)]
        least = min(sum(weights[one] for one in some) for some in choices if all(some & clash for clash in clashes))
        assert least_left_out(clashes, weights) == least
