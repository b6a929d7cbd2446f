"""Whoever waits no longer gets the best plan so far: legal, with bounds that hold, and nothing proven that is not."""

from dataclasses import replace
from threading import Timer

import pytest

from allocation.canonical import canonical
from allocation.check import check
from allocation.in_parts import InParts
from allocation.levels import GOODS
from allocation.model import draft_of
from allocation.plan import LevelValue, ShortageReason
from allocation.problem import Pin, Place, Problem
from allocation.refusals import Cancelled
from allocation.search import improve
from allocation.search.improve import Search
from allocation.solve import allocate
from allocation.solver import optimise
from allocation.stopping import NobodyWaitsError, Stop, go_on, waited_for
from allocation.why_not import why_not
from bench.made_up import made_up_county
from terms.allocation import Level
from tests.allocation.small import AT_EASE, MEMBER, case, person

COUNTY = made_up_county(4, cases=3, people=25)
FOREVER = 1e9


@pytest.mark.usefixtures("each_engine")
def test_the_levels_that_were_come_to_are_as_without_a_stop() -> None:
    last, whole, stop = Level.WORST_SERVED, allocate(COUNTY, 1), Stop()

    def watch(value: LevelValue) -> None:
        if value.level is last:
            stop.want()

    plan = allocate(COUNTY, 1, on_level=watch, stop=stop)
    come = COUNTY.order.index(last) + 1
    now, then = plan.levels[:come], whole.levels[:come]
    assert [(one.bound, one.proven) for one in now] == [(one.bound, one.proven) for one in then]
    assert check(COUNTY, plan) == ()
    assert not plan.lottery_proven


def test_who_never_waited_gets_a_plan_in_which_nobody_sits() -> None:
    stop = Stop()
    stop.want()
    plan = allocate(COUNTY, 1, stop=stop)
    assert (plan.seats, check(COUNTY, plan)) == ((), ())
    assert ShortageReason.TIME_UP in {shortage.reason for shortage in plan.shortages}


@pytest.mark.usefixtures("each_engine")
def test_before_the_pins_are_kept_there_is_no_plan_to_give() -> None:
    stop = Stop()
    stop.want()
    with pytest.raises(Cancelled):
        allocate(Problem((case(1),), (person(1),), pins=(Pin(1, 1, MEMBER),), limits=AT_EASE), 1, stop=stop)


def test_a_solve_under_way_ends_with_the_plan_that_it_has() -> None:
    draft = draft_of(canonical(made_up_county(1, cases=40, people=130)))
    Timer(0.5, draft.stop.want).start()
    goal = GOODS[Level.LOAD_SPREAD](draft) - 10**9 * GOODS[Level.URGENCY_STAFFED](draft)
    outcome = optimise(draft, goal, known=frozenset(), deterministic_limit=FOREVER)
    assert outcome.taken is not None
    assert not outcome.proven


def test_a_search_under_way_ends_with_the_plan_that_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(improve, "MOST_MOVES", 10**15)
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 10**13)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 10**13)
    for level in (Level.TRAVEL, Level.URGENCY_STAFFED):
        search = Search(canonical(Problem((case(1), case(2, Place(MEMBER, 2))), (person(1, x=9),), limits=AT_EASE)))
        Timer(0.2, search.stop).start()
        search.improve(level)
        assert search.taken <= {(1, 1, MEMBER)}


def test_no_part_is_modelled_for_who_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = canonical(Problem((case(1),), (person(1),), limits=AT_EASE))
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 0)
    for wanted, staffed in ((False, 1), (True, 0)):
        in_parts = InParts(problem, Search(problem), FOREVER)
        if wanted:
            in_parts.stop()
        outcome = in_parts.solve(Level.URGENCY_STAFFED, frozenset())
        assert outcome.taken is not None
        assert len(outcome.taken) == staffed


def test_a_wish_ends_what_is_under_way_and_what_begins_later_and_nothing_that_is_over() -> None:
    stop, ended = Stop(), list[str]()
    with stop.ends(lambda: ended.append("over")):
        pass
    with stop.ends(lambda: ended.append("under way")):
        stop.want()
        stop.want()
    with stop.ends(lambda: ended.append("later")):
        pass
    assert (ended, stop.is_wanted) == (["under way", "under way", "later"], True)


@pytest.mark.usefixtures("each_engine")
def test_who_went_away_gets_nothing_from_any_engine() -> None:
    gone = Stop()

    def watch(value: LevelValue) -> None:
        assert value.level is Level.URGENCY_STAFFED
        gone.want()

    with waited_for(gone), pytest.raises(NobodyWaitsError):
        allocate(COUNTY, 1, on_level=watch)
    with waited_for(gone), pytest.raises(NobodyWaitsError):
        allocate(COUNTY, 1)
    go_on()  # whoever comes after her is waited for


def test_what_is_under_way_ends_when_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    draft, gone = draft_of(canonical(made_up_county(1, cases=40, people=130))), Stop()
    goal = GOODS[Level.LOAD_SPREAD](draft) - 10**9 * GOODS[Level.URGENCY_STAFFED](draft)
    Timer(0.5, gone.want).start()
    with waited_for(gone), pytest.raises(NobodyWaitsError):
        optimise(draft, goal, known=frozenset(), deterministic_limit=FOREVER)
    monkeypatch.setattr(improve, "MOST_MOVES", 10**15)
    monkeypatch.setattr(improve, "MOVES_PER_SEAT", 10**13)
    monkeypatch.setattr(improve, "ROUNDS_PER_CASE", 10**13)
    for level in (Level.TRAVEL, Level.URGENCY_STAFFED):
        two = Problem((case(1), case(2, Place(MEMBER, 2))), (person(1, x=9),), limits=AT_EASE)
        search, gone = Search(canonical(two)), Stop()
        Timer(0.2, gone.want).start()
        with waited_for(gone), pytest.raises(NobodyWaitsError):
            search.improve(level)


def test_a_question_that_is_given_up_has_no_answer() -> None:
    plan, gone = allocate(COUNTY, 1), Stop()
    gone.want()
    seat = next(seat for seat in plan.seats if seat.role is MEMBER)
    with waited_for(gone), pytest.raises(NobodyWaitsError):
        why_not(COUNTY, replace(plan, seats=()), case=seat.case, person=seat.person, role=MEMBER)
