"""What must hold for every problem, whatever its numbers."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from allocation.plan import Plan
from allocation.problem import Candidate, Pair, Pin, Problem
from allocation.solve import allocate
from terms.allocation import MORE_IS_BETTER, Level
from tests.allocation.brute import every_plan
from tests.allocation.small import drawn, people, problems

MANY = drawn(50)


def reached(problem: Problem) -> list[Fraction]:
    """Return the value of each level in its unit."""
    return [Fraction(level.value, level.scale) for level in allocate(problem, 5).levels]


def loss(problem: Problem) -> list[Fraction]:
    """Return the same so that less is better at every level: plans are compared level by level."""
    return [
        -value if level in MORE_IS_BETTER else value
        for level, value in zip(problem.order, reached(problem), strict=True)
    ]


def pins_of(plan: Plan) -> tuple[Pin, ...]:
    return tuple(Pin(seat.case, seat.person, seat.role) for seat in plan.seats)


@MANY
@given(problem=problems(), shuffle=st.permutations([1, 2, 3, 4, 5]))
def test_new_numbers_for_people_change_no_level(problem: Problem, shuffle: list[int]) -> None:
    new = dict(zip([1, 2, 3, 4, 5], shuffle, strict=True))
    renamed = replace(
        problem,
        candidates=tuple(replace(one, id=new[one.id]) for one in problem.candidates),
        pairs=tuple(replace(pair, person=new[pair.person]) for pair in problem.pairs),
        busy=tuple(replace(row, person=new[row.person]) for row in problem.busy),
        kin=tuple((new[one], new[other]) for one, other in problem.kin),
        published=tuple(replace(pin, person=new.get(pin.person, pin.person)) for pin in problem.published),
    )
    assert reached(renamed) == reached(problem)


@MANY
@given(problem=problems(), shuffle=st.permutations([1, 2, 3]))
def test_new_numbers_for_cases_and_organs_change_no_level(problem: Problem, shuffle: list[int]) -> None:
    new = dict(zip([1, 2, 3], shuffle, strict=True))
    renamed = replace(
        problem,
        cases=tuple(replace(one, id=new[one.id], organ=new[one.organ]) for one in problem.cases),
        candidates=tuple(replace(one, organ=new[one.organ]) for one in problem.candidates),
        pairs=tuple(replace(pair, case=new[pair.case]) for pair in problem.pairs),
        published=tuple(replace(pin, case=new[pin.case]) for pin in problem.published),
        handled_before=tuple((new[one], new[other]) for one, other in problem.handled_before),
        others_at_home=tuple((new[organ], count) for organ, count in problem.others_at_home),
        limits=replace(problem.limits, most_from=tuple((new[organ], most) for organ, most in problem.limits.most_from)),
    )
    assert reached(renamed) == reached(problem)


@MANY
@given(problem=problems(), place=st.integers(0, 14))
def test_one_more_bar_never_betters_a_plan(problem: Problem, place: int) -> None:
    case = problem.cases[place % len(problem.cases)].id
    person = problem.candidates[place % len(problem.candidates)].id
    others = tuple(pair for pair in problem.pairs if (pair.case, pair.person) != (case, person))
    barred = replace(problem, pairs=(*others, Pair(person, case)))
    assert loss(barred) >= loss(problem)


@MANY
@given(problem=problems(), newcomer=people(6))
def test_one_more_person_never_worsens_a_plan(problem: Problem, newcomer: Candidate) -> None:
    free = replace(newcomer, load=0)  # her own load from before would be one more to make even
    vacant = replace(problem, published=tuple(pin for pin in problem.published if pin.person != free.id))
    assert loss(replace(vacant, candidates=(*problem.candidates, free))) <= loss(vacant)


@MANY
@given(problem=problems(), count=st.integers(1, 3))
def test_pinning_what_is_planned_keeps_it_and_costs_nothing(problem: Problem, count: int) -> None:
    plan = allocate(problem, 5)
    pinned = replace(problem, pins=pins_of(plan)[:count])
    kept = allocate(pinned, 6)
    assert set(pinned.pins) <= set(pins_of(kept))
    assert [(level.level, level.value) for level in kept.levels] == [(one.level, one.value) for one in plan.levels]


@MANY
@given(problem=problems(), count=st.integers(0, 15))
def test_pins_that_are_legal_are_kept_at_any_price(problem: Problem, count: int) -> None:
    legal = [seats for seats in every_plan(problem) if seats]
    if legal:
        one = legal[count % len(legal)]
        pins = tuple(Pin(seat.case, seat.person, seat.role) for seat in one)
        assert set(pins) <= set(pins_of(allocate(replace(problem, pins=pins), 5)))


@MANY
@given(problem=problems())
def test_a_published_plan_stays_as_it_is_with_any_seed(problem: Problem) -> None:
    first, *others = (level for level in problem.order if level is not Level.CHANGES)
    for order in ((first, Level.CHANGES, *others), (first, *others, Level.CHANGES)):
        again = replace(problem, order=order, published=())
        plan = allocate(again, 5)
        replanned = allocate(replace(again, published=pins_of(plan)), 6)
        assert pins_of(replanned) == pins_of(plan)


@MANY
@given(problem=problems(), fallen=st.integers(0, 4))
def test_who_falls_out_takes_along_as_few_published_seats_as_any_plan_could(problem: Problem, fallen: int) -> None:
    first, *others = (level for level in problem.order if level is not Level.CHANGES)
    published = replace(problem, published=pins_of(allocate(problem, 5)), order=(first, Level.CHANGES, *others))
    gone = problem.candidates[fallen % len(problem.candidates)].id
    away = replace(published, pairs=(*(pair for pair in problem.pairs if pair.person != gone), *closed(problem, gone)))
    kept = {seats: {(one.case, one.person, one.role) for one in seats} for seats in every_plan(away)}
    weight = {seats: sum(one.weight for one in away.cases if one.id in {s.case for s in seats}) for seats in kept}
    lost = {
        seats: sum((pin.case, pin.person, pin.role) not in chairs for pin in away.published)
        for seats, chairs in kept.items()
        if weight[seats] == max(weight.values())
    }
    assert reached(away)[1] == min(lost.values())


def closed(problem: Problem, person: int) -> tuple[Pair, ...]:
    return tuple(Pair(person, case.id) for case in problem.cases)


@MANY
@given(problem=problems())
def test_the_order_of_the_facts_changes_nothing(problem: Problem) -> None:
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
        handled_before=problem.handled_before[::-1],
        published=problem.published[::-1],
        limits=replace(problem.limits, most_from=problem.limits.most_from[::-1]),
    )
    assert allocate(shuffled, 5) == allocate(problem, 5)
