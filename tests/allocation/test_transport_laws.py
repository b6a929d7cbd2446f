"""What must hold for every problem of seats and room alone: the laws that the other engines are held to, too."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.canonical import canonical
from allocation.check import check
from allocation.engine import engine_of
from allocation.plan import Plan
from allocation.problem import Pair, Problem
from allocation.solve import allocate
from allocation.solver import DETERMINISTIC_LIMIT
from allocation.transport.by_transport import ByTransport
from tests.allocation.small import drawn, person
from tests.allocation.test_laws import assert_equal, assert_within
from tests.allocation.test_transport import matrices

pytestmark = pytest.mark.no_cover

SOME = drawn(40)
POSED = matrices(most_cases=6, most_people=8, highest=10**6)

Solved = Callable[[Problem], Plan]


@pytest.fixture
def solved() -> Iterator[Solved]:
    """Return what plans a problem; of all that a test draws, most must be solved by prices and seats."""
    used: Counter[bool] = Counter()

    def solve(problem: Problem) -> Plan:
        used[isinstance(engine_of(canonical(problem), DETERMINISTIC_LIMIT), ByTransport)] += 1
        plan = allocate(problem, 5)
        assert check(problem, plan) == ()
        return plan

    yield solve
    assert used[True] > used[False]


@SOME
@given(problem=POSED, people=st.permutations(range(1, 9)), cases=st.permutations(range(1, 7)))
def test_new_numbers_for_people_and_cases_change_no_level(
    solved: Solved, problem: Problem, people: list[int], cases: list[int]
) -> None:
    who, which = dict(enumerate(people, 1)), dict(enumerate(cases, 1))
    renamed = replace(
        problem,
        cases=tuple(replace(one, id=which[one.id]) for one in problem.cases),
        candidates=tuple(replace(one, id=who[one.id], organ=who[one.organ]) for one in problem.candidates),
        pairs=tuple(replace(pair, person=who[pair.person], case=which[pair.case]) for pair in problem.pairs),
        busy=tuple(replace(row, person=who[row.person]) for row in problem.busy),
        published=tuple(replace(pin, person=who[pin.person], case=which[pin.case]) for pin in problem.published),
    )
    assert_equal(solved(renamed), solved(problem))


@SOME
@given(problem=POSED, number=st.integers(0, 17))
def test_one_more_bar_never_betters_a_plan(solved: Solved, problem: Problem, number: int) -> None:
    plan = solved(problem)
    if plan.seats:
        seat = plan.seats[number % len(plan.seats)]
        others = tuple(pair for pair in problem.pairs if (pair.case, pair.person) != (seat.case, seat.person))
        assert_within(solved(replace(problem, pairs=(*others, Pair(seat.person, seat.case)))), plan)


@SOME
@given(problem=POSED, room=st.sampled_from([20, 60]), scores=st.lists(st.integers(0, 10**6), min_size=6, max_size=6))
def test_one_more_person_never_worsens_a_plan(solved: Solved, problem: Problem, room: int, scores: list[int]) -> None:
    newcomer = person(9, capacity=room, may_lead=True)
    found = tuple(
        Pair(9, one.id, barred=False, points=points) for one, points in zip(problem.cases, scores, strict=False)
    )
    wider = replace(problem, candidates=(*problem.candidates, newcomer), pairs=(*problem.pairs, *found))
    assert_within(solved(problem), solved(wider))
