"""The search on problems small enough to be seen through: what it finds, what it never touches, how it counts."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numba
import pytest

from allocation import engine
from allocation.arrays import whole
from allocation.board import board_of
from allocation.canonical import canonical
from allocation.check import violations
from allocation.check_values import level_values
from allocation.explain import seats_of
from allocation.problem import Limits, Need, Pair, Pin, Place, Problem
from allocation.search import compiled, improve
from allocation.search import tables as t
from allocation.search.improve import Search
from allocation.search.moves import anneal
from allocation.search.refill import rebuild
from allocation.search.tables import draw, start_plan, table_of
from allocation.solve import solve_levels
from bench.made_up import made_up_county
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search for a short while: plain Python, in which lines are counted, is slow."""
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 100)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 10)


def searched(problem: Problem, *levels: Level) -> Search:
    search = Search(canonical(problem))
    for level in levels:
        search.improve(level)
        search.hold(level)
    return search


def test_a_board_without_cases_is_searched_without_harm() -> None:
    board = board_of(Problem((), (person(1),)))
    plan = start_plan(board)
    rebuild(table_of(board), plan, whole([]), t.UNSTAFFED, 5)
    assert anneal(table_of(board), plan, whole([]), t.TRAVEL, 3, 5).tolist() == []


def test_a_case_gives_up_its_people_for_one_that_nobody_else_can_do() -> None:
    common = case(1, Place(MEMBER, 1), end=14)
    special = case(2, Place(MEMBER, 1), end=14, needs=(Need(Skill.LAW, 3),))
    people = (person(1, capacity=50, skills=((Skill.LAW, 3),)), person(2, capacity=50))
    search = Search(canonical(Problem((common, special), people, limits=AT_EASE)))
    search.take(frozenset({(1, 1, MEMBER)}))
    search.improve(Level.URGENCY_STAFFED)
    assert search.taken == {(1, 2, MEMBER), (2, 1, MEMBER)}


def test_two_people_change_places_where_nobody_else_is_left() -> None:
    problem = Problem(
        (case(1, x=0), case(2, x=9)), (person(1, capacity=50, x=9), person(2, capacity=50, x=0)), limits=AT_EASE
    )
    search = Search(canonical(problem))
    search.take(frozenset({(1, 1, MEMBER), (2, 2, MEMBER)}))
    search.hold(Level.URGENCY_STAFFED)
    search.improve(Level.TRAVEL)
    assert search.taken == {(1, 2, MEMBER), (2, 1, MEMBER)}
    assert search.value(Level.TRAVEL) == 0


def test_who_is_pinned_stays_whatever_it_costs() -> None:
    far, near = person(1, x=90), person(2, x=0)
    pinned = Problem((case(1),), (far, near), pins=(Pin(1, 1, MEMBER),), limits=AT_EASE)
    assert searched(pinned, Level.URGENCY_STAFFED, Level.TRAVEL).taken == {(1, 1, MEMBER)}
    free = replace(pinned, pins=())
    assert searched(free, Level.URGENCY_STAFFED, Level.TRAVEL).taken == {(1, 2, MEMBER)}


def test_a_pin_that_no_team_bears_leaves_the_pins_unkept() -> None:
    short = Problem((case(1, Place(MEMBER, 2)),), (person(1),), pins=(Pin(1, 1, MEMBER),), limits=AT_EASE)
    assert not searched(short, Level.URGENCY_STAFFED).keeps_pins


def test_lead_and_member_change_their_roles_for_the_fit() -> None:
    wanted = case(1, Place(LEAD, 1), Place(MEMBER, 1), Place(REVIEWER, 1), needs_female=True)
    people = (
        person(1, may_lead=True, female=True),
        person(2, may_lead=True, may_review=True),
        person(3, may_review=True),
    )
    search = searched(Problem((wanted,), people, limits=AT_EASE), Level.URGENCY_STAFFED, Level.FIT)
    assert {who for _, who, role in search.taken if role is not REVIEWER} == {1, 2}


def test_nobody_is_counted_twice_for_one_woman_or_one_skill_more() -> None:
    wanted = case(1, Place(MEMBER, 2), needs=(Need(Skill.LAW, 1), Need(Skill.AUDIT, 1)), needs_female=True)
    people = (
        person(1, skills=((Skill.LAW, 1),)),
        person(2, female=True, skills=((Skill.AUDIT, 1),)),
        person(3),
        person(4),
    )
    search = searched(Problem((wanted,), people, limits=AT_EASE), Level.URGENCY_STAFFED)
    assert {who for _, who, _ in search.taken} == {1, 2}


def test_a_level_that_is_as_good_as_can_be_is_left_alone() -> None:
    problem = Problem((case(1),), (person(1),), limits=AT_EASE)
    search = searched(problem, *Level)
    assert search.value(Level.WORST_SERVED) == 0
    assert search.value(Level.HIGHEST_LOAD) == 100


def test_more_seats_than_are_remembered_do_no_harm() -> None:
    many = tuple(case(number, start=20 * number, end=20 * number + 7, effort=5) for number in range(1, 2 * t.ROOM + 10))
    problem = Problem(many, (person(1), person(2)), limits=Limits(keep_at_home=0, load_tier=1))
    search = searched(problem, Level.URGENCY_STAFFED, Level.LOAD_SPREAD)
    assert search.value(Level.URGENCY_STAFFED) == 10 * len(many)
    assert search.value(Level.LOAD_SPREAD) == min(
        sum(load * (load - 1) // 2 for load in (5 * share, 5 * (len(many) - share))) for share in range(len(many))
    )


def test_three_cases_of_one_person_are_spread_over_three() -> None:
    cases = tuple(case(number, start=14 * number, end=14 * number + 14) for number in (1, 2, 3))
    search = Search(canonical(Problem(cases, (person(1), person(2), person(3)), limits=AT_EASE)))
    search.take(frozenset((number, 1, MEMBER) for number in (1, 2, 3)))
    search.improve(Level.HIGHEST_LOAD)
    assert search.highest_load() == 100


def test_nobody_reviews_more_than_she_may() -> None:
    cases = tuple(case(number, Place(REVIEWER, 1), effort=10) for number in (1, 2))
    one = replace(person(1, may_review=True), most_reviews=1)
    assert len(searched(Problem(cases, (one,), limits=AT_EASE), Level.URGENCY_STAFFED).taken) == 1
    assert len(searched(Problem(cases, (replace(one, most_reviews=2),), limits=AT_EASE), *Level).taken) == 2


def test_a_load_that_no_case_causes_is_not_brought_down() -> None:
    problem = Problem((case(1),), (person(1), person(2, load=300)), limits=AT_EASE)
    search = searched(problem, Level.URGENCY_STAFFED)
    before = search.taken
    assert not search.reach_load(200)
    assert search.taken == before


@pytest.mark.parametrize("forbid", [True, False])
def test_a_county_is_searched_in_parts_and_legal_at_every_level(forbid: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    monkeypatch.setattr(engine, "MODELLED", -1)
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 30)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 3)
    monkeypatch.setattr(improve, "ROUNDS_PER_TARGET", 1)
    county = made_up_county(2, cases=5, people=18)
    problem = canonical(replace(county, limits=replace(county.limits, forbid_reciprocity=forbid, ring_weight=1)))
    solution = solve_levels(problem, seed=4)
    assert solution is not None
    seats = seats_of(problem, solution.taken)
    assert violations(problem, seats) == ()
    values = level_values(problem, seats)
    assert [level.value for level in solution.levels] == [
        values[level.level] * level.scale for level in solution.levels
    ]


def test_what_the_search_leaves_unstaffed_the_model_staffs_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    monkeypatch.setattr(engine, "MODELLED", -1)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 0)
    solution = solve_levels(canonical(Problem((case(1), case(2)), (person(1), person(2)), limits=AT_EASE)), seed=None)
    assert solution is not None
    assert {number for number, _, _ in solution.taken} == {1, 2}


def test_pins_that_no_plan_keeps_are_told_by_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    short = Problem((case(1, Place(MEMBER, 2)),), (person(1),), pins=(Pin(1, 1, MEMBER),), limits=AT_EASE)
    assert solve_levels(canonical(short), seed=None) is None


def test_draws_are_the_same_everywhere() -> None:
    plan = start_plan(board_of(Problem((case(1),), (person(1),))))
    assert [draw(plan, 1000) for _ in range(5)] == [
        number % 1000 for number in (48271, 182605794, 1291394886, 1914720637, 2078669041)
    ]


def test_compiled_and_plain_python_make_the_same_plan() -> None:
    program = (
        "import json, sys; from allocation import engine; from allocation.search import improve;"
        "from allocation.solve import allocate; from bench.made_up import made_up_county;"
        "engine.MODEL_ALONE = 0; improve.MOVES_PER_SEAT = 20; improve.ROUNDS_PER_CASE = 3;"
        "plan = allocate(made_up_county(5, cases=4, people=25), 9);"
        "print(json.dumps([[seat.case, seat.person, seat.role] for seat in plan.seats]))"
    )
    plans = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "NUMBA_DISABLE_JIT": switch, "PATH": ""},
            check=True,
            capture_output=True,
        ).stdout
        for switch in ("0", "1")
    ]
    assert plans[0] == plans[1]
    assert len(json.loads(plans[0])) == 7


def test_without_a_place_for_what_is_compiled_it_is_compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    without = numba.njit(nogil=True)

    def nowhere(*, nogil: bool, cache: bool = False) -> Any:
        assert nogil
        if cache:
            raise RuntimeError("no locator available")
        return without

    def double(number: int) -> int:
        return 2 * number

    monkeypatch.setattr(numba, "njit", nowhere)
    assert compiled.compiled(double)(21) == 42


def test_two_people_of_one_organ_handle_another_together() -> None:
    problem = Problem((case(1, Place(MEMBER, 2)),), (person(1, organ=7), person(2, organ=7)), limits=AT_EASE)
    assert searched(problem, *Level).taken == {(1, 1, MEMBER), (1, 2, MEMBER)}


def test_what_nobody_can_do_is_bounded_without_a_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    solution = solve_levels(Problem((case(1, Place(LEAD, 1)),), (person(1),), limits=AT_EASE), seed=None)
    assert solution is not None
    assert all(level.proven and level.value == 0 for level in solution.levels)


def test_appearances_that_somebody_else_spares_are_searched_away() -> None:
    pairs = (Pair(1, 1, barred=False, soft=2), Pair(2, 1, barred=False, soft=1))
    problem = Problem((case(1),), (person(1), person(2)), pairs, limits=AT_EASE)
    search = Search(canonical(problem))
    search.take(frozenset({(1, 1, MEMBER)}))
    search.hold(Level.URGENCY_STAFFED)
    search.improve(Level.APPEARANCES)
    assert search.value(Level.APPEARANCES) == 1


def test_the_worst_served_case_gets_who_serves_it_better() -> None:
    needy = case(1, needs=(Need(Skill.LAW, 1),))
    people = (person(1, skills=((Skill.LAW, 1),)), person(2, skills=((Skill.LAW, 3),)))
    search = Search(canonical(Problem((needy,), people, limits=AT_EASE)))
    search.take(frozenset({(1, 1, MEMBER)}))
    search.improve(Level.WORST_SERVED)
    assert search.taken == {(1, 2, MEMBER)}


def test_nobody_is_booked_over_her_capacity_by_two_cases() -> None:
    problem = Problem((case(1, effort=60), case(2, effort=60)), (person(1),), limits=AT_EASE)
    search = searched(problem, Level.URGENCY_STAFFED)
    assert search.value(Level.URGENCY_STAFFED) == 10
    search.take(frozenset({(1, 1, MEMBER)}))
    search.improve(Level.URGENCY_STAFFED)
    assert search.value(Level.URGENCY_STAFFED) == 10


def test_a_load_held_at_a_level_above_is_not_passed_again() -> None:
    pairs = (Pair(1, 1, barred=False, soft=2),)
    problem = Problem((case(1),), (person(1), person(2, capacity=50)), pairs, limits=AT_EASE)
    search = Search(canonical(problem))
    search.take(frozenset({(1, 1, MEMBER)}))
    search.hold(Level.URGENCY_STAFFED)
    search.hold(Level.HIGHEST_LOAD)
    search.improve(Level.APPEARANCES)
    assert (search.highest_load(), search.value(Level.APPEARANCES)) == (100, 2)


def test_kin_and_too_many_of_one_organ_never_sit_together() -> None:
    trio = case(1, Place(MEMBER, 2))
    kin = Problem((trio,), (person(1), person(2)), kin=((1, 2),), limits=AT_EASE)
    assert searched(kin, Level.URGENCY_STAFFED).taken == frozenset()
    of_one_organ = Problem(
        (trio,), (person(1, organ=7), person(2, organ=7)), limits=Limits(keep_at_home=0, most_from_one_organ=1)
    )
    assert searched(of_one_organ, Level.URGENCY_STAFFED).taken == frozenset()


def test_two_organs_that_may_not_handle_each_other_do_not() -> None:
    mutual = Problem(
        (case(1, organ=1), case(2, organ=2)),
        (person(1, organ=1), person(2, organ=2)),
        (Pair(1, 1), Pair(2, 2)),
        limits=AT_EASE,
    )
    assert len(searched(mutual, Level.URGENCY_STAFFED).taken) == 1
