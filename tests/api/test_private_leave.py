"""Private leave in what-if is a closed place like a sealed one, on the cases that it meets, and nothing else."""

from dataclasses import replace

from allocation.changes import Back, Shifted
from allocation.changing import changed
from allocation.openings import find_openings
from allocation.problem import Busy, Pair, Problem
from allocation.rules import NOT_FREE
from resolvers.private_leave import closed
from tests.allocation.small import AT_EASE, MEMBER, case, person

LEAVE = Busy(1, 5, 40, 100)
PROBLEM = Problem((case(1), case(2, start=60, end=70)), (person(1), person(2)), busy=(LEAVE,), limits=AT_EASE)
PRIVATE = {(1, 5, 40)}


def rules(problem: Problem, number: int) -> tuple[str, ...]:
    """Return what closes case and person 1."""
    return find_openings(problem).closed.get((number, 1, MEMBER), ())


def test_it_closes_what_it_met_whenever_the_case_is_moved_to() -> None:
    hidden = closed(PROBLEM, PRIVATE)
    assert (rules(PROBLEM, 1), rules(hidden, 1)) == ((NOT_FREE,), (NOT_FREE,))
    assert (rules(changed(PROBLEM, [Shifted(1, 50)]), 1), rules(changed(hidden, [Shifted(1, 50)]), 1)) == (
        (),
        (NOT_FREE,),
    )


def test_it_is_not_met_by_a_case_that_is_moved_onto_it() -> None:
    assert rules(changed(PROBLEM, [Shifted(2, -40)]), 2) == (NOT_FREE,)
    assert rules(changed(closed(PROBLEM, PRIVATE), [Shifted(2, -40)]), 2) == ()


def test_it_cannot_be_moved_and_other_leave_can() -> None:
    back = Back(1, 0, 90)
    assert rules(changed(PROBLEM, [back]), 1) == ()
    assert rules(changed(closed(PROBLEM, PRIVATE), [back]), 1) == (NOT_FREE,)
    assert closed(PROBLEM, {(1, 5, 41), (2, 5, 40)}) == PROBLEM


def test_what_else_was_found_on_the_pair_stays() -> None:
    soft, barred = Pair(1, 1, barred=False, soft=2), Pair(1, 1, MEMBER, rules=("R05",))
    hidden = closed(replace(PROBLEM, pairs=(soft, barred)), PRIVATE)
    assert {(pair.role, pair.barred, pair.soft, pair.rules) for pair in hidden.pairs} == {
        (None, True, 2, (NOT_FREE,)),
        (MEMBER, True, 0, ("R05",)),
    }
