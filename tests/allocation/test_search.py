"""What the search finds: always legal, never better than its bounds, and the best where that is claimed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.canonical import canonical
from allocation.check_problem import validate
from allocation.plan import LevelValue
from allocation.problem import Need, Pin, Problem
from allocation.search import tables as t
from allocation.search.improve import Search
from allocation.solve import solve_levels
from allocation.stopping import Stop
from terms.allocation import Level
from terms.people import Skill
from terms.refusals import Refusal
from tests.allocation.brute import best_values
from tests.allocation.small import AT_EASE, MEMBER, case, drawn, person, pinned_problems, problems
from tests.allocation.sound import assert_sound

SOME = drawn(15)


@pytest.mark.usefixtures("large")
@SOME
@given(problem=problems())
def test_a_searched_plan_is_legal_and_keeps_its_claims(problem: Problem) -> None:
    solution = solve_levels(canonical(problem), seed=3)
    assert solution is not None
    assert_sound(problem, solution)


@pytest.mark.usefixtures("large")
@SOME
@given(problem=pinned_problems())
def test_pins_are_kept_or_there_is_no_plan(problem: Problem) -> None:
    try:
        validate(problem)
    except Refusal:
        return
    try:
        solution = solve_levels(canonical(problem), seed=3)
    except Refusal:  # the limit, of a search that looks at parts
        return
    if solution is None:
        assert best_values(problem) is None
    else:
        assert_sound(problem, solution)


@pytest.mark.usefixtures("each_engine")
@SOME
@given(problem=problems(), count=st.integers(0, 8))
def test_a_plan_that_was_stopped_is_sound_after_any_level(problem: Problem, count: int) -> None:
    stop, told = Stop(), list[LevelValue]()

    def watch(value: LevelValue) -> None:
        told.append(value)
        if len(told) == count:
            stop.want()

    if count == 0:
        stop.want()
    solution = solve_levels(canonical(problem), seed=3, on_level=watch, stop=stop)
    assert solution is not None
    assert_sound(problem, solution)
    assert len(told) == (count if stop.is_wanted else len(problem.order))
    assert [level.level for level in solution.levels] == list(problem.order)
    assert not (stop.is_wanted and solution.lottery_proven)


def test_a_near_tie_loosens_what_is_held_by_so_much() -> None:
    problem = canonical(
        Problem(
            (case(1, needs=(Need(Skill.LAW, 1),)),),
            (person(1, skills=((Skill.LAW, 3),)),),
            limits=AT_EASE,
            near_ties=((Level.WORST_SERVED, 2), (Level.HIGHEST_LOAD, 5), (Level.TRAVEL, 7)),
        )
    )
    search = Search(problem)
    for level in problem.order:
        search.improve(level)
        search.hold(level)
    kept = (t.TARGET + t.LACKING, t.TARGET + t.EXCESS, t.LIMIT + t.TRAVEL)
    before = [int(search.plan[place]) for place in kept]
    search.loosen()
    assert [int(search.plan[place]) - was for place, was in zip(kept, before, strict=True)] == [-2, 5, 7]


def test_who_is_pinned_to_two_cases_at_once_keeps_one() -> None:
    both = (case(1, effort=60), case(2, effort=60))
    pins = (Pin(1, 1, MEMBER), Pin(2, 1, MEMBER))
    search = Search(canonical(Problem(both, (person(1), person(2)), pins=pins, limits=AT_EASE)))
    search.improve(Level.URGENCY_STAFFED)
    assert not search.keeps_pins
    assert len(search.taken) == 1


def test_a_ring_of_three_organs_is_counted_as_it_closes_and_as_it_opens() -> None:
    ring = Problem(
        (case(1, organ=1),),
        (person(1, organ=3), person(2, organ=4)),
        handled_before=((1, 2), (2, 3)),
        limits=replace(AT_EASE, ring_weight=2),
    )
    search = Search(canonical(ring))
    for who, appearances in ((1, 2), (2, 0), (1, 2)):
        search.take(frozenset({(1, who, MEMBER)}))
        assert search.value(Level.APPEARANCES) == appearances
