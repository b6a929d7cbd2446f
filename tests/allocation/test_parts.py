"""A few cases beside a plan: whoever sits elsewhere is booked, has reviewed and has handled."""

import pytest

from allocation import engine
from allocation.canonical import canonical
from allocation.check import violations
from allocation.explain import seats_of
from allocation.parts import Parts
from allocation.problem import Busy, Limits, Pair, Pin, Place, Problem
from allocation.solve import solve_levels
from tests.allocation.small import AT_EASE, MEMBER, REVIEWER, case, person

CROSSED = Problem(
    (case(1, organ=1), case(2, organ=2, weight=20)), (person(1), person(2)), (Pair(1, 1), Pair(2, 2)), limits=AT_EASE
)


def test_a_part_holds_its_cases_and_people_alone() -> None:
    problem = Problem(
        (case(1), case(2), case(3)),
        (person(1), person(2), person(3)),
        (Pair(1, 1), Pair(1, 2), Pair(2, 1), Pair(2, 3)),
        (Busy(1, 0, 1, 10), Busy(2, 0, 1, 20)),
        kin=((1, 2), (1, 3)),
        pins=(Pin(1, 3, MEMBER), Pin(2, 3, MEMBER)),
        published=(Pin(2, 1, MEMBER), Pin(3, 1, MEMBER)),
        limits=AT_EASE,
    )
    assert Parts(problem).part({3, 1}, {3, 1}, ()) == Problem(
        (case(1), case(3)),
        (person(1), person(3)),
        (Pair(1, 1),),
        (Busy(1, 0, 1, 10),),
        kin=((1, 3),),
        pins=(Pin(1, 3, MEMBER),),
        published=(Pin(3, 1, MEMBER),),
        limits=AT_EASE,
    )


@pytest.mark.parametrize(("reviews_take_time", "booked"), [(True, (Busy(1, 20, 34, 50),)), (False, ())])
def test_her_reviews_elsewhere_count_and_are_booked_where_they_take_time(
    reviews_take_time: bool,  # noqa: FBT001
    booked: tuple[Busy, ...],
) -> None:
    reviewed = case(2, Place(REVIEWER, 1), start=20, end=34)
    pool = (person(1, may_review=True, most_reviews=2), person(2, may_review=True, most_reviews=2))
    limits = Limits(keep_at_home=0, reviews_take_time=reviews_take_time)
    part = Parts(Problem((case(1), reviewed), pool, limits=limits)).part({1}, {1, 2}, ((2, 1, REVIEWER),))
    assert (part.busy, [one.most_reviews for one in part.candidates]) == (booked, [1, 2])
    assert part.handled_before == ()


def test_what_anybody_handles_elsewhere_is_handled_and_what_is_planned_within_is_not_yet() -> None:
    taken = ((1, 2, MEMBER), (2, 1, MEMBER))
    part = Parts(CROSSED).part({1}, {2}, taken)
    assert (part.handled_before, part.busy) == (((1, 2),), ())


@pytest.mark.parametrize("full_time", [True, False])
def test_full_time_colleagues_come_along_with_their_bookings(full_time: bool) -> None:  # noqa: FBT001
    pool = (person(1, organ=7), person(2, organ=7, full_time=full_time), person(3, organ=8))
    busy = (Busy(2, 0, 1, 10), Busy(3, 0, 1, 10))
    part = Parts(Problem((case(1), case(2)), pool, (Pair(2, 1),), busy)).part({1}, {1}, ((2, 2, MEMBER),))
    if full_time:
        assert (part.candidates, part.pairs) == (pool[:2], (Pair(2, 1),))
        assert part.busy == (busy[0], Busy(2, 0, 14, 50))
    else:
        assert (part.candidates, part.pairs, part.busy) == (pool[:1], (), ())


def solved_in_parts(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the weight that is staffed, legally, where every problem is treated as too large for one model."""
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    monkeypatch.setattr(engine, "MODELLED", -1)
    problem = canonical(problem)
    solution = solve_levels(problem, seed=3)
    assert solution is not None
    assert violations(problem, seats_of(problem, solution.taken)) == ()
    return solution.levels[0].value


def test_a_part_is_staffed_by_nobody_whose_organ_is_investigated_in_turn_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert solved_in_parts(CROSSED, monkeypatch) == 20


def test_a_part_loses_nobody_whose_colleague_stays_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    only_the_first_is_drawn = (Pair(2, 1), Pair(2, 2))
    pool = (person(1, organ=7), person(2, organ=7))
    problem = Problem((case(1, effort=100), case(2, effort=100)), pool, only_the_first_is_drawn)
    assert solved_in_parts(problem, monkeypatch) == 10
