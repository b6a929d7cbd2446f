"""Why a person does not sit somewhere: the open bars, or the exact price."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from allocation import engine, forced_ground, forced_loads, forced_near
from allocation.canonical import canonical
from allocation.openings import Chair, find_openings
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.refusals import LimitReached, PinsContradict
from allocation.search import improve
from allocation.solve import allocate
from allocation.why_not import NO_TEAM, Price, WhyNot, why_not
from bench.made_up import made_up_county
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.brute import best_values
from tests.allocation.conftest import use
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, problems


@pytest.fixture(autouse=True)
def asked_anew() -> None:
    """Keep no model of another test, whose limits were others."""
    forget()


def forget() -> None:
    """Keep nothing of the questions before."""
    for kept in (forced_ground._rules, forced_ground._ground, forced_ground._sought, forced_loads._proven):
        kept.cache_clear()


def test_a_closed_place_says_what_closes_it() -> None:
    pairs, busy = (Pair(1, 1, rules=("R01",)),), (Busy(1, 0, 1, 100),)
    problem = Problem((case(1, Place(LEAD, 1)),), (person(1),), pairs, busy, limits=AT_EASE)
    plan = allocate(problem, 1)
    answer = why_not(problem, plan, case=1, person=1, role=LEAD)
    assert (answer.bars, answer.prices, answer.costs_nothing) == (("NOT_FREE", "NOT_QUALIFIED", "R01"), (), False)
    assert why_not(problem, plan, case=1, person=1, role=MEMBER).bars == ("NO_SUCH_PLACE",)
    assert why_not(problem, plan, case=9, person=9, role=MEMBER).bars == ("NO_SUCH_PLACE",)
    elsewhere = replace(problem, cases=(case(1, Place(LEAD, 1), districts=(7,)),))
    assert why_not(elsewhere, plan, case=1, person=1, role=LEAD).bars == ("OUT_OF_REACH",)


@pytest.mark.parametrize("engine_name", ["by model", "searched"])
def test_an_answer_does_not_hang_on_what_was_asked_before_or_is_asked_beside(
    engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(engine_name, monkeypatch)
    problem = made_up_county(3, cases=4, people=16)
    plan = allocate(problem, 1)
    on_case = {(seat.case, seat.person) for seat in plan.seats}
    left_out = [chair for chair in find_openings(canonical(problem)).open if chair[:2] not in on_case]
    chairs = left_out[:: max(1, len(left_out) // 5)]
    assert len(chairs) > 3

    def asked(chair: Chair) -> WhyNot:
        return why_not(problem, plan, case=chair[0], person=chair[1], role=chair[2])

    forwards = [asked(chair) for chair in chairs]
    forget()
    assert [asked(chair) for chair in chairs[::-1]] == forwards[::-1]
    forget()
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(asked, chairs)) == forwards


def test_the_price_is_the_difference_at_each_level() -> None:
    problem = Problem((case(1),), (person(1, load=400), person(2, x=3)), limits=AT_EASE)
    plan = allocate(problem, 1)
    answer = why_not(problem, plan, case=1, person=1, role=MEMBER)
    worse = {price.level: price.worse for price in answer.prices}
    assert worse == {
        Level.URGENCY_STAFFED: 0,
        Level.APPEARANCES: 0,
        Level.CHANGES: 0,
        Level.WORST_SERVED: 0,
        Level.WORST_TENTH: 0,
        Level.HIGHEST_LOAD: 100,
        Level.LOAD_SPREAD: 100,
        Level.TRAVEL: -3,
        Level.FIT: 0,
    }
    assert (answer.costs_nothing, answer.by_lot) == (False, False)


def test_staffing_lost_is_a_price_above_zero() -> None:
    cases = (case(1, weight=5), case(2, weight=20))
    problem = Problem(cases, (person(1, capacity=50),), limits=AT_EASE)
    answer = why_not(problem, allocate(problem, 1), case=1, person=1, role=MEMBER)
    assert (answer.prices[0].worse, answer.prices[0].forced.value) == (15, 5)


def test_an_equal_whom_the_lottery_left_out_costs_nothing() -> None:
    problem = Problem((case(1),), (person(1), person(2)), limits=AT_EASE)
    plan = allocate(problem, 1)
    for number in (1, 2):
        answer = why_not(problem, plan, case=1, person=number, role=MEMBER)
        assert (answer.costs_nothing, answer.by_lot) == (True, True)


def test_a_person_around_whom_no_team_can_be_built_says_so() -> None:
    problem = Problem((case(1, Place(MEMBER, 2)),), (person(1), person(2)), kin=((1, 2),), limits=AT_EASE)
    assert why_not(problem, allocate(problem, 1), case=1, person=1, role=MEMBER).bars == (NO_TEAM,)


@pytest.mark.no_cover
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_forcing_her_in_gives_that_price(problem: Problem) -> None:
    plan = allocate(problem, 1)
    wanted, who = problem.cases[0], problem.candidates[0]
    role = wanted.places[0].role
    answer = why_not(problem, plan, case=wanted.id, person=who.id, role=role)
    if answer.prices:
        pinned = allocate(replace(problem, pins=(Pin(wanted.id, who.id, role),)), 1)
        assert [price.forced for price in answer.prices] == list(pinned.levels)
        assert next((price.worse for price in answer.prices if price.worse), 0) >= 0
    elif answer.bars == (NO_TEAM,):
        with pytest.raises(PinsContradict) as refused:
            allocate(replace(problem, pins=(Pin(wanted.id, who.id, role),)), 1)
        assert refused.value.pins == ((wanted.id, who.id, role),)


@pytest.fixture(params=[10**9, -1], ids=["modelled", "only searched"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Treat every problem as a large one, and search it for a short while; tell whether the model helps."""
    monkeypatch.setattr(engine, "MODEL_ALONE", 0)
    monkeypatch.setattr(forced_near, "MODELLED", request.param)
    monkeypatch.setattr(forced_near, "NEAREST", 0)
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 40)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 4)
    return bool(request.param > 0)


@pytest.mark.usefixtures("large")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_at_large_what_is_proven_is_exact_and_the_rest_lies_within_its_bound(problem: Problem) -> None:
    plan = allocate(problem, 1)
    wanted, who = problem.cases[0], problem.candidates[-1]
    role = wanted.places[0].role
    answer = why_not(problem, plan, case=wanted.id, person=who.id, role=role)
    best = best_values(replace(problem, pins=(Pin(wanted.id, who.id, role),)))
    assert (best is None) is (len(answer.bars) > 0)
    assert_within(answer.prices, best or ())


def assert_within(prices: tuple[Price, ...], best: tuple[Fraction, ...]) -> None:
    """Whatever is proven is the best; the first value that is not lies between the best and what is worse."""
    for price, right in zip(prices, best, strict=True):
        reached, bound = (Fraction(one, price.forced.scale) for one in (price.forced.value, price.forced.bound))
        least, most = sorted((reached, bound))
        assert least <= right <= most
        assert price.least <= price.worse
        if reached != right:
            break


SKILLED = Problem(
    (case(1, needs=(Need(Skill.AUDIT, 1),), x=9), case(2, needs=(Need(Skill.AUDIT, 1),))),
    (
        person(1, skills=((Skill.AUDIT, 3),), capacity=50),
        person(2, skills=((Skill.AUDIT, 1),), load=7),
        person(3, skills=((Skill.AUDIT, 3),), x=9),
    ),
    (Pair(2, 1, barred=False, soft=2),),
    limits=AT_EASE,
)


def assert_exact(problem: Problem) -> None:
    """Every price is what solving again with her pinned gives."""
    plan = allocate(problem, 1)
    for number in (1, 2, 3):
        answer = why_not(problem, plan, case=1, person=number, role=MEMBER)
        pinned = allocate(replace(problem, pins=(Pin(1, number, MEMBER),)), 1)
        assert [price.forced for price in answer.prices] == list(pinned.levels)
        assert all(price.proven and price.least == price.worse for price in answer.prices)


def test_levels_below_one_that_is_worse_are_exact_too() -> None:
    assert_exact(SKILLED)
    assert_exact(replace(SKILLED, order=(Level.URGENCY_STAFFED, Level.WORST_SERVED, Level.WORST_TENTH)))


def test_where_only_reviews_are_wanted_that_take_no_time_no_load_is_to_be_decided() -> None:
    limits = replace(AT_EASE, reviews_take_time=False)
    pool = tuple(person(number, may_review=True, load=number) for number in (1, 2, 3))
    problem = Problem((case(1, Place(REVIEWER, 1)),), pool, (Pair(3, 1, barred=False, soft=1),), limits=limits)
    plan = allocate(problem, 1)
    prices = [why_not(problem, plan, case=1, person=number, role=REVIEWER).prices for number in (1, 2, 3)]
    assert [[price.level for price in of_one if price.worse] for of_one in prices] == [[], [], [Level.APPEARANCES]]


def test_levels_that_are_too_large_to_be_added_up_are_solved_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forced_ground, "LARGEST", 0)
    assert_exact(SKILLED)


def test_what_the_plan_has_not_proven_is_solved_for_the_price() -> None:
    problem = replace(SKILLED, pairs=())
    plan = allocate(problem, 1)
    (worst,) = (level for level in plan.levels if level.level is Level.WORST_SERVED)
    unproven = replace(worst, bound=worst.value + 1, proven=False)
    doubtful = replace(plan, levels=tuple(unproven if level == worst else level for level in plan.levels))
    answer, certain = (why_not(problem, one, case=1, person=2, role=MEMBER) for one in (doubtful, plan))
    assert [price.forced for price in answer.prices] == [price.forced for price in certain.prices]
    assert [price.level for price in answer.prices if not price.proven] == [Level.WORST_SERVED]


def test_where_the_limit_comes_before_the_plan_with_her_it_says_so() -> None:
    cases = tuple(
        case(number, Place(MEMBER, min(number, 2)), start=number, effort=30 + 10 * (number % 3), x=7 * number)
        for number in range(1, 5)
    )
    pool = tuple(
        person(number, load=37 * number % 101, x=13 * number % 29, capacity=60 + 10 * (number % 5))
        for number in range(1, 9)
    )
    problem = Problem(cases, pool, limits=AT_EASE)
    plan = allocate(problem, 1)
    assert 5 not in {seat.person for seat in plan.seats}
    with pytest.raises(LimitReached):
        why_not(problem, plan, case=1, person=5, role=MEMBER, deterministic_limit=1e-6)


@pytest.mark.usefixtures("large")
def test_at_large_an_appearance_is_priced_exactly_by_the_model() -> None:
    problem = replace(SKILLED, order=(Level.URGENCY_STAFFED, Level.CHANGES, Level.APPEARANCES, Level.TRAVEL))
    answer = why_not(problem, allocate(problem, 1), case=1, person=2, role=MEMBER)
    assert (answer.prices[2].level, answer.prices[2].worse) == (Level.APPEARANCES, 2)
    best = best_values(replace(problem, pins=(Pin(1, 2, MEMBER),)))
    assert_within(answer.prices, best or ())


def test_at_large_a_higher_load_that_somebody_else_has_to_bear_is_proven_by_the_model(*, large: bool) -> None:
    pool = (person(1, capacity=50), person(2, load=100), person(3, load=900))
    problem = Problem((case(1), case(2)), pool, (Pair(2, 2), Pair(3, 1)), limits=AT_EASE)
    answer = why_not(problem, allocate(problem, 1), case=1, person=1, role=MEMBER)
    (price,) = (price for price in answer.prices if price.level is Level.HIGHEST_LOAD)
    assert (Fraction(price.worse, price.forced.scale), price.proven) == (Fraction(100), large)


@pytest.mark.parametrize("modelled", [10**9, -1])
def test_where_another_team_must_change_first_she_is_priced_at_large_too(
    monkeypatch: pytest.MonkeyPatch, modelled: int
) -> None:
    pool = (person(1, organ=7, load=900), person(2, organ=7), person(3, organ=8), person(4, organ=9, load=500))
    problem = Problem(
        (case(1), case(2)), pool, (Pair(2, 1), Pair(3, 2)), others_at_home=((8, 1), (9, 1)), limits=Limits()
    )
    plan = allocate(problem, 1)
    assert [(seat.case, seat.person) for seat in plan.seats] == [(1, 3), (2, 2)]
    exact = why_not(problem, plan, case=1, person=1, role=MEMBER)
    use("searched", monkeypatch)
    monkeypatch.setattr(forced_near, "NEAREST", 0)
    monkeypatch.setattr(forced_near, "MODELLED", modelled)
    near = why_not(problem, plan, case=1, person=1, role=MEMBER)
    assert exact.bars == near.bars == ()
    for one, other in zip(exact.prices, near.prices, strict=True):
        assert other.least <= one.worse <= other.worse
