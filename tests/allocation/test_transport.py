"""Problems of seats and room alone: which they are, and exactly what trying every plan or the model reaches."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocation.canonical import canonical
from allocation.check import check, violations
from allocation.engine import ByModel, engine_of
from allocation.explain import seats_of
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.solve import Solution, allocate, solve_levels
from allocation.transport import by_transport
from allocation.transport.by_transport import ByTransport
from allocation.transport.kind import LEVELS, is_transport
from terms.allocation import Level
from terms.people import Skill
from tests.allocation.brute import best_values
from tests.allocation.small import AT_EASE, LEAD, MEMBER, RECORDS, REVIEWER, case, person

MANY = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
OTHERS = sorted(LEVELS - {Level.URGENCY_STAFFED}, key=list(Level).index)
FLOOR_THEN_TOTAL = (Level.URGENCY_STAFFED, Level.WORST_SERVED, Level.FIT)


@st.composite
def matrices(draw: st.DrawFn, *, most_cases: int, most_people: int, highest: int) -> Problem:
    """Draw equal seats, room, bars, findings, points and published seats, and an order of all that can be solved."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=most_cases))
    waiting = tuple(
        case(
            number,
            Place(draw(st.sampled_from([LEAD, MEMBER, RECORDS])), size),
            weight=draw(st.sampled_from([5, 10])),
            effort=20,
            x=draw(st.integers(0, 3)),
        )
        for number, size in enumerate(sizes, 1)
    )
    room = st.sampled_from([20, 40, 60, 100])
    pool = tuple(
        person(number, capacity=draw(room), may_lead=True, x=draw(st.integers(0, 3)))
        for number in range(1, draw(st.integers(1, most_people)) + 1)
    )
    finding = st.tuples(st.sampled_from([False] * 6 + [True]), st.sampled_from([0, 0, 0, 1]), st.integers(0, highest))
    published = st.sampled_from([False] * 4 + [True])
    seats = [(one, on) for on in waiting for one in pool]
    return canonical(
        Problem(
            waiting,
            pool,
            tuple(
                Pair(one.id, on.id, barred=barred, soft=soft, points=points)
                for one, on in seats
                for barred, soft, points in [draw(finding)]
            ),
            tuple(Busy(one.id, 5, 9, 30) for one in pool if draw(published)),
            published=tuple(Pin(on.id, one.id, on.places[0].role) for one, on in seats if draw(published)),
            limits=Limits(keep_at_home=0, most_from_one_organ=3),
            order=(Level.URGENCY_STAFFED, *draw(st.permutations(OTHERS))[: draw(st.integers(1, len(OTHERS)))]),
        )
    )


def by_transport_alone(problem: Problem, *, seed: int | None = 3, limit: float = 60.0) -> Solution | None:
    """Return the solution if it was found by prices and seats, legal as it must be."""
    if not isinstance(engine_of(problem, limit), ByTransport):
        return None
    solution = solve_levels(problem, seed=seed, deterministic_limit=limit)
    assert solution is not None
    assert violations(problem, seats_of(problem, solution.taken)) == ()
    return solution


def test_every_level_is_the_best_of_all_plans() -> None:
    transported = [0, 0]

    @settings(MANY, database=None, derandomize=True)
    @given(problem=matrices(most_cases=3, most_people=4, highest=4))
    def compare(problem: Problem) -> None:
        plan = allocate(problem, 7)
        transported[isinstance(engine_of(canonical(problem), 60.0), ByTransport)] += 1
        assert tuple(Fraction(level.value, level.scale) for level in plan.levels) == best_values(problem)
        assert all(level.proven and level.bound == level.value for level in plan.levels)
        assert check(problem, plan) == ()

    compare()
    others, ours = transported
    assert ours > others


@pytest.mark.parametrize("highest", [2, 10**6])
def test_levels_and_lottery_are_those_of_the_model(highest: int) -> None:
    compared = 0

    @settings(MANY, database=None, derandomize=True)
    @given(problem=matrices(most_cases=6, most_people=8, highest=highest))
    def compare(problem: Problem) -> None:
        nonlocal compared
        solution = by_transport_alone(problem)
        if solution is not None:
            compared += 1
            assert solution == modelled(problem)

    compare()
    assert compared > MANY.max_examples // 2


def modelled(problem: Problem, *, seed: int = 3) -> Solution:
    """Return what the model alone reaches."""
    by_model = ByModel(problem, 60.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("allocation.solve.engine_of", lambda *_: by_model)
        solution = solve_levels(problem, seed=seed)
    assert solution is not None
    return solution


PLAIN = canonical(
    Problem(
        (case(1, Place(MEMBER, 2), effort=20), case(2, effort=20)),
        (person(1), person(2), person(3, capacity=20)),
        (Pair(1, 1, barred=False, points=3), Pair(2, 2, barred=False, points=1), Pair(3, 2, barred=False, points=5)),
        limits=AT_EASE,
        order=FLOOR_THEN_TOTAL,
    )
)
TURNS = replace(PLAIN, cases=tuple(replace(one, organ=one.id) for one in PLAIN.cases))


@pytest.mark.parametrize(
    "problem",
    [
        PLAIN,
        replace(PLAIN, busy=(Busy(1, 3, 5, 100),)),
        replace(PLAIN, linked=((1, 2),)),
        replace(PLAIN, handled_before=((1, 90),)),
        replace(PLAIN, limits=Limits(keep_at_home=0, most_from_one_organ=1)),
        replace(PLAIN, limits=Limits(keep_at_home=0, most_from=((7, 0), (1, 1)))),
        replace(TURNS, candidates=(person(1), person(2, organ=8), person(3, organ=9))),
        replace(PLAIN, limits=Limits(keep_at_home=0, ring_weight=1)),
    ],
    ids=[
        "plain",
        "booked",
        "linked, as nobody reviews",
        "handled",
        "one of an organ",
        "of strangers",
        "one organ both ways",
        "rings",
    ],
)
def test_these_are_of_seats_and_room_alone(problem: Problem) -> None:
    assert is_transport(problem)
    assert by_transport_alone(problem) == modelled(problem)


@pytest.mark.parametrize(
    "problem",
    [
        replace(PLAIN, order=(*FLOOR_THEN_TOTAL, Level.LOAD_SPREAD)),
        replace(PLAIN, cases=()),
        replace(PLAIN, kin=((1, 2),)),
        replace(PLAIN, apart=((1, 2),)),
        replace(PLAIN, pins=(Pin(1, 1, MEMBER),)),
        replace(PLAIN, limits=Limits()),
        replace(PLAIN, cases=(case(1, Place(MEMBER, 1), Place(LEAD, 1)),)),
        replace(PLAIN, cases=(case(1, Place(REVIEWER, 1)),)),
        replace(PLAIN, cases=(case(1, needs=(Need(Skill.LAW, 1),)),)),
        replace(PLAIN, cases=(case(1, needs_female=True),)),
        replace(PLAIN, cases=(case(1), case(2, end=13))),
        replace(PLAIN, cases=(case(1), case(2, effort=51))),
        replace(PLAIN, limits=Limits(keep_at_home=0, most_from=((1, 0),))),
        replace(
            PLAIN, candidates=(person(1, organ=1), person(2, organ=1)), limits=replace(AT_EASE, most_from=((1, 1),))
        ),
        TURNS,
        replace(PLAIN, handled_before=((1, 90),), limits=replace(AT_EASE, forbid_reciprocity=False)),
        replace(PLAIN, handled_before=((1, 90),), limits=replace(AT_EASE, ring_weight=1)),
        replace(PLAIN, limits=replace(AT_EASE, loan_rest=0)),
    ],
    ids=[
        "loads",
        "no case",
        "kin",
        "a re-examination",
        "pins",
        "at home",
        "two roles",
        "reviewers",
        "needs",
        "a woman",
        "windows",
        "efforts",
        "closed organ",
        "two of an organ",
        "in turn",
        "handled before",
        "rings before",
        "loans",
    ],
)
def test_these_are_left_to_the_other_engines(problem: Problem) -> None:
    assert not is_transport(problem)


def test_a_booking_leaves_less_room() -> None:
    eager = (Pair(1, 1, barred=False, points=9), Pair(1, 2, barred=False, points=8))
    problem = replace(PLAIN, cases=(case(1, effort=20), case(2, effort=20)), pairs=eager)
    for effort, seats in ((40, 2), (41, 1), (61, 0)):  # beside 20 that are booked on some of the days
        booked = replace(problem, busy=(Busy(1, 3, 5, effort), Busy(1, 4, 6, 20)))
        solution = by_transport_alone(booked)
        assert solution == modelled(booked)
        assert solution is not None
        assert sum(chair[1] == 1 for chair in solution.taken) == seats


def test_a_case_that_lacks_people_alone_is_left_out() -> None:
    wanting = replace(PLAIN, cases=(*PLAIN.cases, case(3, Place(MEMBER, 4), effort=20)))
    solution = by_transport_alone(wanting)
    assert solution is not None
    assert solution == modelled(wanting)
    assert {chair[0] for chair in solution.taken} == {1, 2}
    nobody = replace(PLAIN, cases=(case(3, Place(MEMBER, 4), effort=20),))
    assert by_transport_alone(nobody) == modelled(nobody)


@pytest.mark.parametrize(
    ("name", "most"), [("MOST_NUMBER", 9), ("LARGEST_TEAM", 1), ("MOST_SEATS", 2)], ids=["points", "team", "seats"]
)
def test_numbers_that_could_overflow_are_left_to_the_other_engines(
    name: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_transport, name, most + 1)
    assert by_transport_alone(PLAIN) is not None
    monkeypatch.setattr(by_transport, name, most)
    assert by_transport_alone(PLAIN) is None


def test_cases_that_cannot_all_be_staffed_at_once_are_left_to_the_other_engines() -> None:
    crowded = replace(PLAIN, candidates=tuple(person(number, capacity=20) for number in (1, 2)), pairs=())
    assert is_transport(crowded)
    assert by_transport_alone(crowded) is None
    assert solve_levels(crowded, seed=3) == modelled(crowded)
