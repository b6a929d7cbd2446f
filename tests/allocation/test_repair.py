"""Repairs: vacancies are filled with the fewest changes, or as well as can be, and nothing moves that may not."""

from dataclasses import replace
from typing import Any

import pytest

from allocation import engine
from allocation.check import check
from allocation.openings import Chair
from allocation.plan import LevelValue, ShortageReason
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.refusals import PinClosed, PinsContradict
from allocation.repair import Repair, best, carried, frontier, repair
from allocation.vacancies import Loss, Move, pose
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, case, person, reached

ONE, TWO = (1, 1, MEMBER), (2, 2, MEMBER)
POOL = (person(1), person(2, load=100), person(3, load=200), person(4, load=900))
TEAMS = Problem((case(1), case(2)), POOL, published=(Pin(*ONE), Pin(*TWO)), limits=AT_EASE)


def filled(problem: Problem, *lost: Chair, may_move: tuple[int, ...] = (), seed: int = 1) -> Repair:
    """Return the repair with the fewest changes, in whose plan the independent check finds nothing."""
    found = repair(problem, Loss(frozenset(lost), may_move=frozenset(may_move)), seed=seed)
    assert check(found.fewest.problem, found.fewest.plan) == ()
    return found


def test_only_the_vacant_seat_changes_and_the_least_loaded_comes() -> None:
    found = filled(TEAMS, ONE)
    assert found.fewest.moves == (Move(1, MEMBER, 1, 3),)
    assert (found.fewest.changes, found.unfilled) == (1, ())
    for most in (None, 0, 1):
        assert best(found.fewest, seed=1, most_changes=most).moves == found.fewest.moves


def test_who_fell_out_of_one_case_may_still_work_on_another() -> None:
    away = replace(TEAMS, candidates=POOL[:2])
    assert filled(away, ONE, TWO).fewest.moves == (Move(1, MEMBER, 1, 2), Move(2, MEMBER, 2, 1))


def test_a_place_that_is_empty_already_is_filled_beside_who_is_left() -> None:
    short = replace(TEAMS, cases=(case(1, Place(MEMBER, 2)), case(2)))
    found = repair(short, Loss(frozenset(), cases=frozenset({1})), seed=1)
    assert (found.fewest.moves, found.fewest.changes) == ((Move(1, MEMBER, None, 3),), 0)
    alone = repair(replace(short, candidates=POOL[:1]), Loss(frozenset(), cases=frozenset({1})), seed=1)
    assert (alone.fewest.plan.seats, [why.case for why in alone.unfilled]) == ((), [1])


def test_teams_that_nothing_was_lost_from_are_booked_with_their_work() -> None:
    posed = pose(TEAMS, Loss(frozenset({ONE})))
    assert [one.id for one in posed.cases] == [1]
    assert Busy(2, 0, 14, 50) in posed.busy
    assert [one.load for one in posed.candidates] == [0, 200, 200, 900]
    assert filled(TEAMS, ONE).fewest.plan.seats[0].load_after == 300


def test_the_best_plan_moves_only_whom_may_be_moved() -> None:
    near = Problem(
        (case(1), case(2, x=50), case(3, x=100)),
        (person(1), person(2, x=100), person(3, x=100), person(4, x=50)),
        published=(Pin(1, 1, MEMBER), Pin(2, 2, MEMBER), Pin(3, 4, MEMBER)),
        limits=AT_EASE,
        order=(Level.URGENCY_STAFFED, Level.TRAVEL),
    )
    fewest = filled(near, ONE, may_move=(1, 2, 3)).fewest
    assert (fewest.changes, reached(fewest.plan, Level.TRAVEL).value) == (1, 150)
    free = best(fewest, seed=1)
    assert (free.changes, reached(free.plan, Level.TRAVEL).value) == (3, 50)
    fixed = filled(near, ONE).fewest
    assert best(fixed, seed=1).moves == fixed.moves


def on_a_road() -> Problem:
    """Return four cases with teams, each of which has somebody nearer."""
    cases = tuple(case(number, x=100 * number, end=13 + number) for number in range(1, 5))
    pool = (
        *(person(number, x=100 * number + 40) for number in range(1, 5)),
        *(person(number + 4, x=100 * number) for number in range(1, 5)),
    )
    published = tuple(Pin(number, number, MEMBER) for number in range(1, 5))
    order = (Level.URGENCY_STAFFED, Level.TRAVEL)
    return Problem(cases, pool, published=published, limits=AT_EASE, order=order)


def test_a_frontier_has_each_number_of_changes_that_buys_something() -> None:
    fewest = filled(on_a_road(), ONE, may_move=(1, 2, 3, 4)).fewest
    free = best(fewest, seed=1)
    line = frontier(fewest, free, seed=1)
    assert [(one.changes, reached(one.plan, Level.TRAVEL).value) for one in line] == [
        (1, 120),
        (2, 80),
        (3, 40),
        (4, 0),
    ]
    assert [one.changes for one in frontier(fewest, free, seed=1, most=1)] == [1, 2, 4]
    assert frontier(fewest, fewest, seed=1) == (fewest,)


def test_what_was_not_proven_before_the_kept_seats_were_pinned_is_not_told_as_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fewest = filled(on_a_road(), ONE, may_move=(1, 2, 3, 4)).fewest
    exact = best(fewest, seed=1, most_changes=2)
    assert [(level.value, level.bound, level.proven) for level in exact.levels[1:]] == [(80, 80, True), (2, 2, True)]
    monkeypatch.setattr(engine, "MODEL_ALONE", 2)
    monkeypatch.setattr(engine, "MODELLED", -1)
    option = best(fewest, seed=1, most_changes=2)
    assert all(level.proven for level in option.plan.levels)
    travel = option.levels[1]
    assert (travel.level, travel.value, travel.bound, travel.proven) == (Level.TRAVEL, 80, 0, False)


def test_bounds_hold_no_further_than_the_first_level_that_is_worse_than_what_was_known() -> None:
    known = [
        LevelValue(Level.URGENCY_STAFFED, value=40, bound=40, proven=True),
        LevelValue(Level.HIGHEST_LOAD, value=9, bound=7, proven=False),
        LevelValue(Level.FIT, value=5, bound=6, proven=False),
        LevelValue(Level.TRAVEL, value=80, bound=80, proven=True),
    ]
    now = [
        LevelValue(Level.URGENCY_STAFFED, value=40, bound=40, proven=True),
        LevelValue(Level.HIGHEST_LOAD, value=8, bound=8, proven=True),
        LevelValue(Level.FIT, value=4, bound=4, proven=True),
        LevelValue(Level.TRAVEL, value=90, bound=90, proven=True),
    ]
    assert [(one.value, one.bound, one.proven) for one in carried(known, now)] == [
        (40, 40, True),
        (8, 7, False),
        (4, 6, False),
    ]
    near = LevelValue(Level.TRAVEL, value=95, bound=80, proven=True, near=20)
    assert list(carried(known[3:], [near])) == [near]


def test_who_sits_a_case_out_by_the_seed_is_not_looked_for_either() -> None:
    near = (person(2, x=10), person(3), person(4, x=20))
    teams = Problem(
        (replace(case(1), most_chance=50), case(2, x=50)),
        (person(1), *near, person(5, x=50)),
        published=(Pin(*ONE), Pin(2, 2, MEMBER)),
        limits=AT_EASE,
        order=(Level.URGENCY_STAFFED, Level.TRAVEL),
    )
    for seed in range(8):
        fewest = filled(teams, ONE, may_move=(2,), seed=seed).fewest
        option = best(fewest, seed=seed, most_changes=2)
        assert check(option.problem, option.plan) == ()
        assert all(level.proven for level in option.levels)


def test_a_case_that_nobody_can_fill_keeps_who_is_left_and_says_why() -> None:
    teams = Problem(
        (case(1, Place(LEAD, 1), Place(MEMBER, 1)), case(2, weight=5)),
        (person(1, may_lead=True), person(2), person(3)),
        published=(Pin(1, 1, LEAD), Pin(1, 2, MEMBER), Pin(2, 3, MEMBER)),
        limits=AT_EASE,
    )
    for may_move in ((), (1,)):
        found = filled(teams, (1, 1, LEAD), (2, 3, MEMBER), may_move=may_move)
        assert {seat.case for seat in found.fewest.plan.seats} == {2}
        (why,) = found.unfilled
        assert (why.case, why.role, why.reason, why.barred_by_rule) == (
            1,
            LEAD,
            ShortageReason.ROLE,
            (("NOT_QUALIFIED", 2), ("FALLEN_OUT", 1)),
        )
        assert Busy(2, 0, 14, 50) in found.fewest.problem.busy


def test_of_two_cases_that_need_one_person_the_less_pressing_stays_as_it_is() -> None:
    teams = replace(
        TEAMS, candidates=(person(1), person(2), person(3, capacity=50)), cases=(case(1, weight=5), case(2))
    )
    lost = replace(teams, pairs=tuple(Pair(who, on, rules=("R01",)) for who, on in ((1, 2), (2, 1))))
    both = replace(lost, cases=tuple(replace(one, places=(Place(MEMBER, 1), Place(LEAD, 1))) for one in lost.cases))
    seats = (Pin(1, 4, LEAD), Pin(2, 5, LEAD))
    pool = (*lost.candidates, person(4, may_lead=True, capacity=50), person(5, may_lead=True, capacity=50))
    both = replace(both, candidates=pool, published=(*both.published, *seats))
    found = filled(both, ONE, TWO)
    assert found.fewest.moves == (Move(2, MEMBER, 2, 3),)
    assert [(why.case, why.reason) for why in found.unfilled] == [(1, ShortageReason.ROLES_TOGETHER)]


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({"busy": (Busy(5, 0, 1, 100),)}, (("NOT_FREE", 1),)),
        ({"pairs": (Pair(5, 1, rules=("R02",)),)}, (("R02", 1),)),
    ],
    ids=["away", "barred"],
)
def test_a_seat_that_cannot_be_kept_and_may_not_be_moved_leaves_its_case_alone(
    changed: dict[str, Any], rules: tuple[tuple[str, int], ...]
) -> None:
    teams = replace(
        TEAMS,
        cases=(case(1, Place(MEMBER, 2)), case(2)),
        candidates=(*POOL, person(5)),
        published=(*TEAMS.published, Pin(1, 5, MEMBER)),
    )
    found = filled(replace(teams, **changed), ONE, TWO)
    assert [move.case for move in found.fewest.moves] == [2]
    assert [(why.case, why.reason, why.barred_by_rule) for why in found.unfilled] == [
        (1, ShortageReason.TEAM_RULES, rules)
    ]


def test_a_team_with_somebody_who_left_the_pool_is_not_touched_unless_she_fell_out() -> None:
    teams = replace(TEAMS, cases=(case(1, Place(MEMBER, 2)), case(2)), published=(*TEAMS.published, Pin(1, 9, MEMBER)))
    assert filled(teams, ONE).fewest.plan.seats == ()
    assert filled(teams, ONE).unfilled == ()
    assert {move.leaver for move in filled(teams, ONE, (1, 9, MEMBER)).fewest.moves} == {1, 9}


def test_places_that_are_wanted_no_more_leave_the_case_alone() -> None:
    fewer = replace(TEAMS, published=(*TEAMS.published, Pin(1, 3, MEMBER), Pin(1, 4, MEMBER)))
    assert filled(fewer, ONE).fewest.plan.seats == ()
    assert filled(fewer, ONE, may_move=(1,)).fewest.changes == 2


def test_who_is_kept_on_two_cases_beyond_her_time_leaves_the_less_pressing_alone() -> None:
    cases = (case(1, Place(MEMBER, 2), effort=60), case(2, Place(MEMBER, 2), effort=60, weight=5))
    seats = (Pin(1, 1, MEMBER), Pin(2, 1, MEMBER), Pin(1, 2, MEMBER), Pin(2, 3, MEMBER))
    pool = (*POOL, person(5), person(6))
    found = filled(Problem(cases, pool, published=seats, limits=AT_EASE), (1, 2, MEMBER), (2, 3, MEMBER))
    assert found.fewest.plan.seats == ()
    assert [why.case for why in found.unfilled] == [1, 2]


def test_pins_by_hand_are_kept_or_refused_and_never_dropped() -> None:
    by_hand = replace(TEAMS, pins=(Pin(1, 4, MEMBER),))
    assert filled(by_hand, ONE).fewest.moves == (Move(1, MEMBER, 1, 4),)
    with pytest.raises(PinClosed):
        filled(replace(by_hand, pairs=(Pair(4, 1, rules=("R01",)),)), ONE)
    teams = replace(
        by_hand,
        cases=(case(1, Place(MEMBER, 1), Place(LEAD, 1)), case(2)),
        candidates=(*POOL, person(5, may_lead=True)),
        published=(*TEAMS.published, Pin(1, 5, LEAD)),
        kin=((4, 5),),
    )
    with pytest.raises(PinsContradict):
        filled(teams, ONE)
    assert filled(replace(TEAMS, pins=(Pin(1, 2, MEMBER),)), ONE, may_move=(2,)).fewest.changes == 1


def test_a_kept_person_may_be_pinned_to_another_role_of_her_case() -> None:
    wanted = case(1, Place(LEAD, 1), Place(MEMBER, 1))
    pool = (person(1, may_lead=True), person(2, may_lead=True), person(3))
    seats = (Pin(1, 1, LEAD), Pin(1, 2, MEMBER))
    problem = Problem((wanted,), pool, published=seats, pins=(Pin(1, 2, LEAD),), limits=AT_EASE)
    assert filled(problem, (1, 1, LEAD)).fewest.moves == (Move(1, LEAD, 1, 2), Move(1, MEMBER, 2, 3))


def test_changes_come_right_behind_staffing_and_appearances_for_the_fewest_and_last_for_the_best() -> None:
    late = replace(TEAMS, order=(Level.URGENCY_STAFFED, Level.FIT, Level.APPEARANCES))
    found = filled(late, ONE).fewest
    assert found.problem.order == (Level.URGENCY_STAFFED, Level.CHANGES, Level.FIT, Level.APPEARANCES)
    assert best(found, seed=1).problem.order == (*late.order, Level.CHANGES)
    assert filled(TEAMS, ONE).fewest.problem.order == TEAMS.order


def test_the_whole_team_must_have_what_the_case_needs() -> None:
    audit = ((Skill.AUDIT, 3),)
    teams = Problem(
        (case(1, Place(MEMBER, 2), needs=(Need(Skill.AUDIT, 2),)),),
        (person(1, skills=audit), person(2), person(3), person(4, skills=audit, load=900)),
        published=(Pin(1, 1, MEMBER), Pin(1, 2, MEMBER)),
        limits=Limits(keep_at_home=0),
    )
    assert filled(teams, ONE).fewest.moves == (Move(1, MEMBER, 1, 4),)
