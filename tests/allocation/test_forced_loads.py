"""What caseloads prove of a plan without her bounds those with her: against every plan, and where it is silent."""

from dataclasses import replace

import pytest
from hypothesis import given

from allocation import caseloads, chosen, forced_loads
from allocation.canonical import canonical
from allocation.forced_loads import Loads, loads_with
from allocation.openings import find_openings
from allocation.plan import Plan
from allocation.priced import Priced
from allocation.problem import Pair, Pin, Place, Problem
from allocation.rules import takes_time
from allocation.search.improve import Search
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole
from tests.allocation.brute import best_values
from tests.allocation.small import AT_EASE, MEMBER, REVIEWER, case, drawn, person, problems

LOADS = (Level.URGENCY_STAFFED, Level.HIGHEST_LOAD, Level.LOAD_SPREAD)
EVEN = Problem(
    cases=tuple(case(number, end=14 * number, start=14 * (number - 1)) for number in (1, 2)),
    candidates=(person(1), person(2), person(3, load=20), person(4, load=500)),
    limits=replace(AT_EASE, load_tier=10),
    order=LOADS,
)
LIMIT = 5.0


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    """Keep nothing of another test, whose limits were others."""
    forced_loads._proven.cache_clear()


def of(problem: Problem, plan: Plan, *chair: int, role: AssignmentRole = MEMBER) -> Loads | None:
    number, who = chair
    pinned = canonical(replace(problem, pins=(*problem.pins, Pin(number, who, role))))
    return loads_with(canonical(problem), plan, (number, who, role), Search(pinned), LIMIT)


@pytest.mark.no_cover
@drawn(40)
@given(problem=problems())
def test_no_plan_with_her_has_less_spread_and_the_one_that_is_found_has_no_higher_load(problem: Problem) -> None:
    problem = canonical(replace(problem, order=LOADS, near_ties=()))
    plan = allocate(problem, 1)
    highest, spread = plan.levels[1:]
    held = {(pin.case, pin.person, pin.role) for pin in problem.pins}
    for chair in sorted(set(find_openings(problem).open) - held)[:3]:
        pin = Pin(*chair)
        pinned = canonical(replace(problem, pins=(*problem.pins, pin)))
        search = Search(pinned)
        loads = loads_with(problem, plan, chair, search, LIMIT)
        best = best_values(pinned)
        if loads is None:  # others' loads may have to rise, too, or nobody's time is asked for
            is_staffed = best is not None and best[0] * plan.levels[0].scale >= plan.levels[0].value
            asks_time = any(takes_time(problem.limits, role) for _, _, role in find_openings(problem).open)
            assert best is None or not is_staffed or not asks_time or best[1] * highest.scale > highest.value
            continue
        search.take(loads.taken)
        assert chair in loads.taken
        assert best is not None
        assert search.value(Level.HIGHEST_LOAD) == best[1] * highest.scale
        if search.value(Level.HIGHEST_LOAD) == highest.value:
            assert search.value(Level.LOAD_SPREAD) == loads.least_spread == best[2] * spread.scale


def spread_without(plan: Plan) -> int:
    (spread,) = (level for level in plan.levels if level.level is Level.LOAD_SPREAD)
    return spread.value


def test_a_second_choice_proves_what_prices_and_the_first_leave_open(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = allocate(EVEN, 1)
    whole = of(EVEN, plan, 1, 3)
    assert whole is not None
    assert (1, 3, MEMBER) in whole.taken
    assert whole.least_spread > spread_without(plan)
    monkeypatch.setattr(forced_loads, "FIRST_CHOICES", 4)
    assert of(EVEN, plan, 1, 3) == whole
    unbounded = replace(plan, levels=tuple(replace(level, bound=0) for level in plan.levels))
    proven = Priced.least_spread
    monkeypatch.setattr(Priced, "least_spread", lambda *about: proven(*about)._replace(grains=0))
    monkeypatch.setattr(forced_loads, "FIRST_CHOICES", 8)
    assert of(EVEN, unbounded, 1, 3) == whole
    monkeypatch.setattr(chosen, "MOST_CHOICES", 8)
    less = of(EVEN, unbounded, 1, 3)
    assert less is not None
    assert less.least_spread < whole.least_spread


def test_whoever_has_more_load_with_the_case_than_anybody_without_her_has_only_that_case() -> None:
    plan = allocate(EVEN, 1)
    assert max(person.load for person in EVEN.candidates) == plan.levels[1].value
    assert of(EVEN, plan, 1, 4) == Loads(frozenset({(1, 4, MEMBER), (2, 1, MEMBER)}), least_spread=0)


def test_nothing_is_found_where_she_has_no_time_beside_what_is_pinned_or_is_needed_elsewhere() -> None:
    for efforts in ((50, 50), (50, 30)):
        cases = tuple(case(number, effort=effort) for number, effort in enumerate(efforts, 1))
        needed = replace(EVEN, cases=cases, pairs=tuple(Pair(number, 2) for number in (1, 2, 3)))
        assert of(needed, allocate(needed, 1), 1, 4) is None
    tight = replace(EVEN, cases=tuple(case(number, effort=90) for number in (1, 2)), pins=(Pin(1, 3, MEMBER),))
    assert of(tight, allocate(tight, 1), 2, 3) is None


def test_a_review_that_takes_no_time_is_in_no_caseload_and_changes_no_load() -> None:
    places = (Place(MEMBER, 1), Place(REVIEWER, 1))
    problem = replace(
        EVEN,
        cases=(case(1, *places),),
        candidates=tuple(person(number, may_review=True, load=10 * number) for number in (1, 2, 3)),
        limits=replace(EVEN.limits, reviews_take_time=False),
        pairs=(Pair(3, 1, role=REVIEWER, barred=False, soft=1),),
    )
    plan = allocate(problem, 1)
    found = of(problem, plan, 1, 3, role=REVIEWER)
    assert found is not None
    assert found.least_spread == spread_without(plan)


def test_nothing_is_proven_where_the_spread_is_not_the_next_good_or_caseloads_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = replace(EVEN, order=(Level.URGENCY_STAFFED, Level.HIGHEST_LOAD, Level.TRAVEL, Level.LOAD_SPREAD))
    assert of(other, allocate(other, 1), 1, 3) is None
    plan = allocate(EVEN, 1)
    monkeypatch.setattr(caseloads, "MANY", 0)
    assert of(EVEN, plan, 1, 3) is None
