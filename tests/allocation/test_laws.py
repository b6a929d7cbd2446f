"""What must hold for every problem, whatever its numbers, by whatever engine.

Two problems of which one has every plan of the other are compared by values and bounds: no plan of the one passes what
bounds the other. Where every level is proven, as the model does with small problems, the values alone decide.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.check import check
from allocation.check_values import level_values
from allocation.plan import Plan
from allocation.problem import Candidate, Pair, Pin, Problem
from allocation.solve import allocate
from terms.allocation import MORE_IS_BETTER, Level
from tests.allocation.brute import every_plan
from tests.allocation.conftest import ENGINES, use
from tests.allocation.small import drawn, people, problems

pytestmark = pytest.mark.no_cover

MANY = drawn(50)
SMALL = "by model"
SIZES = st.sampled_from([SMALL, SMALL, SMALL, *(name for name in ENGINES if name != SMALL)])
"""As whose size a problem is treated: in three of five as the small one that it is."""


def solved(problem: Problem, size: str, *, seed: int = 5) -> Plan:
    """Return the plan by one of the engines, in which the independent check finds nothing."""
    with pytest.MonkeyPatch.context() as patch:
        use(size, patch)
        plan = allocate(problem, seed)
    assert check(problem, plan) == ()
    assert size != SMALL or all(level.proven for level in plan.levels)
    return plan


def assert_within(plan: Plan, bounding: Plan) -> None:
    """Hold a plan against the bounds of another one, of a problem that has both plans.

    A bound is of all plans that are as good as that one at every level above.
    """
    for one, other in zip(plan.levels, bounding.levels, strict=True):
        sign = 1 if one.level in MORE_IS_BETTER else -1
        reached, there = (sign * Fraction(level.value, level.scale) for level in (one, other))
        assert reached <= sign * Fraction(other.bound, other.scale)
        if reached < there:
            return


def assert_equal(one: Plan, other: Plan) -> None:
    """Hold two plans of problems that have the same plans against each other's bounds."""
    assert_within(one, other)
    assert_within(other, one)


def measured_as(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with what its seats come to in another problem."""
    values = level_values(problem, plan.seats)
    levels = (replace(level, value=int(values[level.level] * level.scale)) for level in plan.levels)
    return replace(plan, levels=tuple(levels))


def pins_of(plan: Plan) -> tuple[Pin, ...]:
    return tuple(Pin(seat.case, seat.person, seat.role) for seat in plan.seats)


@MANY
@given(size=SIZES, problem=problems(), shuffle=st.permutations([1, 2, 3, 4, 5]))
def test_new_numbers_for_people_change_no_level(size: str, problem: Problem, shuffle: list[int]) -> None:
    new = dict(zip([1, 2, 3, 4, 5], shuffle, strict=True))
    renamed = replace(
        problem,
        candidates=tuple(replace(one, id=new[one.id]) for one in problem.candidates),
        pairs=tuple(replace(pair, person=new[pair.person]) for pair in problem.pairs),
        busy=tuple(replace(row, person=new[row.person]) for row in problem.busy),
        kin=tuple((new[one], new[other]) for one, other in problem.kin),
        published=tuple(replace(pin, person=new.get(pin.person, pin.person)) for pin in problem.published),
    )
    assert_equal(solved(renamed, size), solved(problem, size))


@MANY
@given(size=SIZES, problem=problems(), shuffle=st.permutations([1, 2, 3]))
def test_new_numbers_for_cases_and_organs_change_no_level(size: str, problem: Problem, shuffle: list[int]) -> None:
    new = dict(zip([1, 2, 3], shuffle, strict=True))
    renamed = replace(
        problem,
        cases=tuple(
            replace(one, id=new[one.id], organ=new[one.organ], own_organs=tuple(new[organ] for organ in one.own_organs))
            for one in problem.cases
        ),
        candidates=tuple(replace(one, organ=new[one.organ]) for one in problem.candidates),
        pairs=tuple(replace(pair, case=new[pair.case]) for pair in problem.pairs),
        linked=tuple((new[one], new[other]) for one, other in problem.linked),
        apart=tuple((new[one], new[other]) for one, other in problem.apart),
        published=tuple(replace(pin, case=new[pin.case]) for pin in problem.published),
        handled_before=tuple((new[one], new[other]) for one, other in problem.handled_before),
        others_at_home=tuple((new[organ], count) for organ, count in problem.others_at_home),
        limits=replace(problem.limits, most_from=tuple((new[organ], most) for organ, most in problem.limits.most_from)),
    )
    assert_equal(solved(renamed, size), solved(problem, size))


@MANY
@given(size=SIZES, problem=problems(), place=st.integers(0, 14))
def test_one_more_bar_never_betters_a_plan(size: str, problem: Problem, place: int) -> None:
    case = problem.cases[place % len(problem.cases)].id
    person = problem.candidates[place % len(problem.candidates)].id
    others = tuple(pair for pair in problem.pairs if (pair.case, pair.person) != (case, person))
    barred = replace(problem, pairs=(*others, Pair(person, case)))
    assert_within(solved(barred, size), solved(problem, size))


@MANY
@given(size=SIZES, problem=problems(), newcomer=people(6))
def test_one_more_person_never_worsens_a_plan(size: str, problem: Problem, newcomer: Candidate) -> None:
    free = replace(newcomer, load=0)  # her own load from before would be one more to make even
    vacant = replace(problem, published=tuple(pin for pin in problem.published if pin.person != free.id))
    assert_within(solved(vacant, size), solved(replace(vacant, candidates=(*problem.candidates, free)), size))


@MANY
@given(size=SIZES, problem=problems(), count=st.integers(1, 3))
def test_pinning_what_is_planned_keeps_it_and_costs_nothing(size: str, problem: Problem, count: int) -> None:
    plan = solved(problem, size)
    pinned = replace(problem, pins=pins_of(plan)[:count])
    kept = solved(pinned, size, seed=6)
    assert set(pinned.pins) <= set(pins_of(kept))
    assert_equal(kept, plan)


@MANY
@given(size=SIZES, problem=problems(), count=st.integers(0, 15))
def test_pins_that_are_legal_are_kept_at_any_price(size: str, problem: Problem, count: int) -> None:
    legal = [seats for seats in every_plan(problem) if seats]
    if legal:
        one = legal[count % len(legal)]
        pins = tuple(Pin(seat.case, seat.person, seat.role) for seat in one)
        assert set(pins) <= set(pins_of(solved(replace(problem, pins=pins), size)))


@MANY
@given(size=SIZES, problem=problems())
def test_a_published_plan_stays_as_it_is_with_any_seed(size: str, problem: Problem) -> None:
    first, *others = (level for level in problem.order if level is not Level.CHANGES)
    for order in ((first, Level.CHANGES, *others), (first, *others, Level.CHANGES)):
        lending = replace(problem.limits, loan_rest=None)  # or the loans of what is published would have to be booked
        again = replace(problem, order=order, published=(), limits=lending)
        plan = solved(again, size)
        published = replace(again, published=pins_of(plan))
        replanned = solved(published, size, seed=6)
        assert_within(measured_as(published, plan), replanned)
        assert size != SMALL or pins_of(replanned) == pins_of(plan)


@MANY
@given(size=SIZES, problem=problems(), fallen=st.integers(0, 4))
def test_who_falls_out_takes_along_as_few_published_seats_as_any_plan_could(
    size: str, problem: Problem, fallen: int
) -> None:
    first, *others = (level for level in problem.order if level is not Level.CHANGES)
    published = replace(problem, published=pins_of(solved(problem, size)), order=(first, Level.CHANGES, *others))
    gone = problem.candidates[fallen % len(problem.candidates)].id
    away = replace(published, pairs=(*(pair for pair in problem.pairs if pair.person != gone), *closed(problem, gone)))
    kept = {seats: {(one.case, one.person, one.role) for one in seats} for seats in every_plan(away)}
    weight = {seats: sum(one.weight for one in away.cases if one.id in {s.case for s in seats}) for seats in kept}
    lost = {
        seats: sum((pin.case, pin.person, pin.role) not in chairs for pin in away.published)
        for seats, chairs in kept.items()
        if weight[seats] == max(weight.values())
    }
    staffing, changes, *_ = solved(away, size).levels
    assert staffing.value <= max(weight.values()) <= staffing.bound
    if staffing.value == max(weight.values()):
        assert changes.bound <= min(lost.values()) <= changes.value


def closed(problem: Problem, person: int) -> tuple[Pair, ...]:
    return tuple(Pair(person, case.id) for case in problem.cases)


@MANY
@given(size=SIZES, problem=problems())
def test_the_order_of_the_facts_changes_nothing(size: str, problem: Problem) -> None:
    shuffled = replace(
        problem,
        cases=tuple(
            replace(case, places=case.places[::-1], needs=case.needs[::-1], districts=case.districts[::-1])
            for case in reversed(problem.cases)
        ),
        candidates=tuple(replace(person, skills=person.skills[::-1]) for person in reversed(problem.candidates)),
        pairs=problem.pairs[::-1],
        busy=problem.busy[::-1],
        kin=tuple((other, one) for one, other in reversed(problem.kin)),
        linked=tuple((other, one) for one, other in reversed(problem.linked)),
        apart=tuple((other, one) for one, other in reversed(problem.apart)),
        handled_before=problem.handled_before[::-1],
        published=problem.published[::-1],
        limits=replace(problem.limits, most_from=problem.limits.most_from[::-1]),
    )
    assert solved(shuffled, size) == solved(problem, size)
