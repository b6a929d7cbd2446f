"""Defects that other systems of the field are known for, each shown not to be ours, in every engine."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.canonical import canonical
from allocation.engine import ByModel, Searched, engine_of
from allocation.explain import seats_of
from allocation.in_parts import InParts
from allocation.plan import Plan, Seat
from allocation.problem import Pair, Problem
from allocation.replacements import replacements
from allocation.solve import allocate, solve_levels
from allocation.solver import DETERMINISTIC_LIMIT
from allocation.transport.by_transport import ByTransport
from allocation.why_not import why_not
from terms.allocation import Level
from terms.cases import AssignmentRole
from tests.allocation.all_engines import TRANSPORT
from tests.allocation.conftest import use
from tests.allocation.small import AT_EASE, MEMBER, case, drawn, person, planned, problems, reached, team

SOME = drawn(60)
MILLION = 10**6
"""Scores from elsewhere are fractions; they come as whole millionths."""


def is_closed(problem: Problem, seat: Seat) -> bool:
    """Tell whether recusal closes the seat to the person who has it, by the pairs alone."""
    return any(
        (pair.case, pair.person) == (seat.case, seat.person)
        and pair.role in (None, seat.role)
        and (pair.barred or (pair.waivers > 0 and not problem.limits.plan_with_waivers))
        for pair in problem.pairs
    )


# Alternates that include the barred: a list of stand-bys made by score, beside the one place where bars are looked at.


@SOME
@given(problem=problems())
def test_no_alternate_for_any_seat_is_barred(problem: Problem) -> None:
    plan = allocate(problem, 1)
    for seat in plan.seats:
        for alternate in replacements(problem, plan, seat):
            assert not is_closed(problem, alternate)
            swapped = [alternate if other == seat else other for other in plan.seats]
            assert all(not is_closed(problem, other) for other in swapped)


def test_the_best_alternate_by_every_score_is_left_out_once_she_is_barred() -> None:
    pool = (person(1), person(2, load=10), person(3, load=9000, x=90))
    scored = Pair(2, 1, role=MEMBER, barred=False, points=50)
    problem = Problem((case(1),), pool, (Pair(1, 1, barred=False, points=99), scored), limits=AT_EASE)
    plan = planned(problem)
    assert [one.person for one in replacements(problem, plan, plan.seats[0])] == [2, 3]
    for bar in (Pair(2, 1, rules=("R01",)), replace(scored, barred=True), replace(scored, waivers=1)):
        kept = tuple(pair for pair in problem.pairs if pair.role != bar.role or pair.person != bar.person)
        barred = replace(problem, pairs=(*kept, bar))
        assert [one.person for one in replacements(barred, plan, plan.seats[0])] == [3]


# A later plus overriding a bar: two findings on one pair, of which the last one read wins.


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("plus_first", [True, False])
@pytest.mark.parametrize("bar_on", [None, MEMBER])
def test_no_plus_overrides_a_bar_whichever_comes_later(*, plus_first: bool, bar_on: AssignmentRole | None) -> None:
    bar = Pair(1, 1, role=bar_on, rules=("R01",))
    plus = Pair(1, 1, role=MEMBER if bar_on is None else None, barred=False, points=MILLION, rules=("PLUS",))
    problem = Problem(
        (case(1),), (person(1), person(2, load=9000, x=90)), (plus, bar) if plus_first else (bar, plus), limits=AT_EASE
    )
    plan = planned(problem)
    assert team(plan) == {2}
    assert "R01" in why_not(problem, plan, case=1, person=1, role=MEMBER).bars
    assert team(planned(replace(problem, pairs=(plus,), order=(Level.URGENCY_STAFFED, Level.FIT)))) == {1}


@pytest.mark.usefixtures("each_engine")
@SOME
@given(problem=problems(), plus=st.integers(1, 3 * MILLION))
def test_points_for_everybody_barred_seat_none_of_them(problem: Problem, plus: int) -> None:
    favoured = replace(problem, pairs=tuple(replace(p, points=plus if p.barred else 0) for p in problem.pairs))
    solution = solve_levels(canonical(favoured), seed=1)
    assert solution is not None
    assert not any(is_closed(problem, seat) for seat in seats_of(canonical(favoured), solution.taken))


# Costs rounded to integers that lose the optimum: fractional scores cut to whole numbers or hundredths when solved.

Scored = Callable[..., Plan]
BY_NAME = {"by model": ByModel, "searched": Searched, "in parts": InParts, TRANSPORT: ByTransport}


@pytest.fixture(params=BY_NAME)
def scored(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Scored:
    """Return what plans two cases at once for two people, scored in millionths by (person, case), by one engine.

    That the two are kin closes no plan, as each case wants one person; but it leaves the problem to the other engines.
    """
    name: str = request.param
    kin = () if name == TRANSPORT else ((1, 2),)
    if name != TRANSPORT:
        use(name, monkeypatch)

    def plan(points: dict[tuple[int, int], int], *order: Level) -> Plan:
        pairs = tuple(Pair(who, of, barred=False, points=score) for (who, of), score in points.items() if score)
        cases, pool = (case(1, effort=60), case(2, effort=60)), (person(1), person(2))
        order = (Level.URGENCY_STAFFED, *order, Level.FIT)
        problem = Problem(cases, pool, pairs, kin=kin, limits=AT_EASE, order=order)
        assert type(engine_of(canonical(problem), DETERMINISTIC_LIMIT)) is BY_NAME[name]
        return planned(problem)

    return plan


@pytest.mark.parametrize("unit", [MILLION, MILLION // 100, 10], ids=["whole", "hundredths", "hundred-thousandths"])
def test_no_rounding_of_scores_loses_the_best_total(scored: Scored, unit: int) -> None:
    straight, crossed = unit * 49 // 100 or 4, unit * 51 // 100
    points = {(1, 1): unit + straight, (2, 2): unit + straight, (1, 2): unit + crossed, (2, 1): unit}
    plan = scored(points)
    assert [(seat.case, seat.person) for seat in plan.seats] == [(1, 1), (2, 2)]
    assert reached(plan, Level.FIT).value == 2 * (unit + straight)
    rounded = scored({pair: (score + unit // 2) // unit for pair, score in points.items()})
    assert [(seat.case, seat.person) for seat in rounded.seats] == [(1, 2), (2, 1)]  # what is lost by rounding


def test_one_millionth_decides_a_total_of_millions(scored: Scored) -> None:
    points = {(1, 1): 999_999, (2, 2): 999_999, (1, 2): MILLION, (2, 1): 999_999}
    assert reached(scored(points), Level.FIT).value == 2 * MILLION - 1


def test_one_millionth_decides_who_is_served_worst(scored: Scored) -> None:
    points = {(1, 1): 700_000, (2, 2): 300_001, (1, 2): 300_000, (2, 1): 900_000}
    plan = scored(points, Level.WORST_SERVED)
    assert [(seat.case, seat.person) for seat in plan.seats] == [(1, 1), (2, 2)]
    served, total = reached(plan, Level.WORST_SERVED), reached(plan, Level.FIT)
    assert (served.value, served.scale, total.value, total.scale) == (300_001, 1, 1_000_001, 1)
