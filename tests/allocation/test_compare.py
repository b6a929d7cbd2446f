"""Two plans side by side: who moves, what it costs, and at which level it is decided."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings

from allocation import changes as c
from allocation.changing import changed
from allocation.compare import Move, MoveKind, compare
from allocation.problem import Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person, planned, problems

TEAM = Problem(
    (case(1, Place(LEAD, 1), Place(MEMBER, 1), x=4), case(2, weight=5)),
    (person(1, may_lead=True), person(2, may_lead=True, load=100), person(3, capacity=50, availability=100)),
    limits=AT_EASE,
)


def test_who_leaves_who_comes_and_who_changes_her_role() -> None:
    problem = replace(TEAM, cases=TEAM.cases[:1])
    before = planned(changed(problem, [c.Absent(2, 0, 14)]))
    after = planned(changed(problem, [c.Absent(3, 0, 14), c.OtherCapacity(1, 50)]))
    assert [(seat.person, seat.role) for seat in before.seats] == [(1, LEAD), (3, MEMBER)]
    seats = tuple(replace(seat, role=LEAD if seat.person == 2 else MEMBER) for seat in after.seats)
    found = compare(before, replace(after, seats=tuple(sorted(seats, key=lambda seat: seat.role))))
    assert found.moves == (
        Move(1, 1, MoveKind.CHANGES_ROLE, LEAD, MEMBER),
        Move(1, 3, MoveKind.LEAVES, MEMBER, None),
        Move(1, 2, MoveKind.COMES, None, LEAD),
    )
    assert (found.staffed_before_only, found.staffed_after_only) == ((), ())


def test_levels_are_compared_in_their_units_and_the_first_difference_decides() -> None:
    problem = replace(TEAM, cases=TEAM.cases[:1])
    before, after = planned(problem), planned(changed(problem, [c.Absent(3, 0, 14), c.OtherCapacity(1, 50)]))
    found = compare(before, after)
    worse = {one.level: one.worse for one in found.levels}
    assert [worse[level] for level in (Level.HIGHEST_LOAD, Level.TRAVEL, Level.FIT)] == [Fraction(100), 0, 0]
    assert found.decides is not None
    assert (found.decides.level, found.decides.proven) == (Level.HIGHEST_LOAD, True)
    assert compare(before, before).decides is None


def test_a_level_where_more_is_better_is_worse_with_less_and_cases_without_teams_are_named() -> None:
    found = compare(planned(TEAM), planned(changed(TEAM, [c.Absent(1, 0, 14), c.Absent(2, 0, 14)])))
    assert found.levels[0].worse == 10
    assert (found.staffed_before_only, found.staffed_after_only) == ((1,), ())
    assert compare(planned(changed(TEAM, [c.Withdrawn(2)])), planned(TEAM)).staffed_after_only == (2,)


def test_levels_that_one_order_leaves_out_are_shown_without_a_difference() -> None:
    first, second = (Level.URGENCY_STAFFED, Level.FIT), (Level.URGENCY_STAFFED, Level.TRAVEL)
    found = compare(planned(replace(TEAM, order=first)), planned(replace(TEAM, order=second)))
    assert [(one.level, one.worse, one.before is None, one.after is None) for one in found.levels] == [
        (Level.URGENCY_STAFFED, 0, False, False),
        (Level.FIT, None, False, True),
        (Level.TRAVEL, None, True, False),
    ]


@pytest.mark.no_cover
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_the_moves_lead_from_the_one_plan_to_the_other_and_absence_never_betters(problem: Problem) -> None:
    assume(len(problem.candidates) > 1)
    before = allocate(problem, 1)
    after = allocate(changed(problem, [c.Absent(1, 0, 30)]), 1)
    found = compare(before, after)
    seats = {(seat.case, seat.person): seat.role for seat in before.seats}
    for move in found.moves:
        assert seats.pop((move.case, move.person), None) == move.before
        if move.after is not None:
            seats[move.case, move.person] = move.after
    assert seats == {(seat.case, seat.person): seat.role for seat in after.seats}
    assert found.decides is None or (found.decides.worse or 0) > 0
