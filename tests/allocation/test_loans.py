"""One loan for one case (R46): who is lent is lent to nobody else at once, nor too soon after."""

from dataclasses import replace

import pytest

from allocation.canonical import canonical
from allocation.check import check, violations
from allocation.document import from_json, problem_hash, to_json
from allocation.explain import seats_of
from allocation.openings import find_openings
from allocation.parts import Parts, beside_plan
from allocation.problem import Busy, CaseToStaff, Limits, Pin, Place, Problem
from allocation.refusals import PinClosed, PinsContradict
from allocation.search import tables as t
from allocation.search.improve import Search
from allocation.search.sitting import may_sit
from allocation.solve import allocate
from allocation.why_not import why_not
from terms.allocation import Level
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, staffed

HOME = 90
LENDING = replace(AT_EASE, loan_rest=30)


def lent_to(number: int = 1, *places: Place, start: int = 0, end: int = 14, effort: int = 10) -> CaseToStaff:
    """Return a case to which all but the people of its own organ are lent."""
    return replace(case(number, *places, start=start, end=end, effort=effort), own_organs=(HOME,))


BOTH = Problem((lent_to(1), lent_to(2)), (person(1),), limits=LENDING)


@pytest.mark.usefixtures("each_engine")
def test_nobody_is_lent_to_two_cases_at_once() -> None:
    assert len(staffed(planned(BOTH))) == 1


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize(
    "problem",
    [
        replace(BOTH, limits=AT_EASE),
        replace(BOTH, candidates=(person(1, organ=HOME),)),
        replace(BOTH, cases=(lent_to(1), case(2, effort=10))),
        replace(BOTH, cases=(lent_to(1), lent_to(2, Place(LEAD, 1))), candidates=(person(1, may_lead=True),)),
        replace(BOTH, published=(Pin(2, 1, MEMBER),)),
    ],
    ids=["no such rule", "her own organ", "no loan", "a leader", "published"],
)
def test_what_is_no_new_loan_does_not_count(problem: Problem) -> None:
    assert staffed(planned(problem)) == {1, 2}


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize(("start", "teams"), [(43, 1), (44, 2)])
@pytest.mark.parametrize("turned", [False, True])
def test_between_two_loans_lie_the_days_of_rest(start: int, teams: int, *, turned: bool) -> None:
    cases = (lent_to(1, end=14), lent_to(2, start=start, end=start + 5))
    cases = (replace(cases[1], id=1), replace(cases[0], id=2)) if turned else cases
    assert len(staffed(planned(replace(BOTH, cases=cases)))) == teams


def test_of_three_cases_that_are_too_close_only_in_pairs_one_is_left_out() -> None:
    cases = tuple(lent_to(number, start=25 * number, end=25 * number + 14) for number in (1, 2, 3))
    assert staffed(planned(replace(BOTH, cases=cases))) == {1, 3}


@pytest.mark.usefixtures("each_engine")
def test_who_reviews_is_lent_too_even_where_that_takes_no_time() -> None:
    limits = replace(LENDING, reviews_take_time=False)
    cases = (lent_to(1, Place(REVIEWER, 1)), lent_to(2, Place(REVIEWER, 1)))
    problem = Problem(cases, (person(1, may_review=True),), limits=limits)
    plan = planned(problem)
    assert len(staffed(plan)) == 1
    assert [(reason.alone, dict(reason.barred_by_rule)) for reason in plan.shortages] == [(False, {"R46": 1})]


@pytest.mark.parametrize(("end", "rules"), [(-30, ()), (-29, ("R46",))])
def test_a_loan_that_is_booked_closes_others_that_are_too_close(end: int, rules: tuple[str, ...]) -> None:
    busy = (Busy(1, -40, end, 0, at_home=True, lent=True), Busy(1, 0, 5, 10))
    problem = replace(BOTH, cases=(lent_to(1),), busy=busy)
    assert find_openings(problem).closed.get((1, 1, MEMBER), ()) == rules
    assert [one.rule for one in violations(problem, seats_of(problem, frozenset({(1, 1, MEMBER)})))] == list(rules)
    assert len(Search(canonical(problem)).board.open_person) == 1 - len(rules)


def test_what_a_plan_takes_elsewhere_is_booked_as_a_loan_with_its_time_or_without() -> None:
    limits = replace(LENDING, reviews_take_time=False)
    cases = (lent_to(1), lent_to(2, Place(REVIEWER, 1)), lent_to(3, Place(LEAD, 1)))
    problem = Problem(cases, (person(1, may_review=True), person(2, organ=HOME)), limits=limits)
    taken = ((1, 1, MEMBER), (2, 1, REVIEWER), (3, 1, LEAD), (1, 2, MEMBER), (2, 2, REVIEWER))
    assert beside_plan(problem, taken).busy == (
        Busy(1, 0, 14, 10, lent=True),
        Busy(2, 0, 14, 10),
        Busy(1, 0, 14, 0, at_home=True, lent=True),
        Busy(1, 0, 14, 10),
    )
    assert find_openings(Parts(problem).part({2}, {1}, ((1, 1, MEMBER),))).open == {}


def test_pins_to_two_loans_at_once_contradict_each_other_and_a_booked_loan_closes_a_pin() -> None:
    pins = (Pin(1, 1, MEMBER), Pin(2, 1, MEMBER))
    with pytest.raises(PinsContradict) as refused:
        allocate(replace(BOTH, pins=pins), 1)
    assert refused.value.pins == ((1, 1, MEMBER), (2, 1, MEMBER))
    with pytest.raises(PinClosed) as closed:
        allocate(replace(BOTH, pins=pins[:1], busy=(Busy(1, 3, 4, 1, lent=True),)), 1)
    assert closed.value.rules == ("R46",)


def test_her_price_is_the_other_case() -> None:
    problem = replace(BOTH, cases=(lent_to(1), replace(lent_to(2), weight=20)))
    plan = planned(problem)
    assert staffed(plan) == {2}
    answer = why_not(problem, plan, case=1, person=1, role=MEMBER)
    assert (answer.prices[0].level, answer.prices[0].worse) == (Level.URGENCY_STAFFED, 10)


@pytest.mark.parametrize(("others", "may"), [(t.ROOM - 2, True), (t.ROOM - 1, False)])
def test_of_a_loan_that_there_was_no_room_to_write_down_nobody_knows_when_it_runs(others: int, *, may: bool) -> None:
    busy = tuple(case(number, start=20 * number, end=20 * number + 7, effort=5) for number in range(others))
    problem = Problem((*busy, lent_to(98, start=900), lent_to(99, start=2000)), (person(1),), limits=LENDING)
    search = Search(canonical(problem))
    search.take(frozenset((one.id, 1, MEMBER) for one in busy) | {(98, 1, MEMBER)})
    last = len(search.board.seat_case) - 1
    assert may_sit(search.table, search.plan, last, int(search.board.post_openings[last])) is may
    assert search.column(t.LENT).tolist() == [1]


def test_a_document_tells_loans_and_shares_only_where_there_are_any() -> None:
    plain = replace(BOTH, cases=(case(1),), limits=AT_EASE, busy=(Busy(1, 0, 1, 10),))
    lending = replace(BOTH, busy=(Busy(1, 0, 1, 0, lent=True, share=True),))
    for word in ("own_organs", "lent", "loan_rest", "share"):
        assert [word in to_json(problem) for problem in (plain, lending)] == [False, True]
    mixed = replace(BOTH, cases=(replace(lent_to(1), own_organs=(4, 3, 4)), case(2)), busy=(Busy(1, 0, 1, 9),))
    assert from_json(to_json(mixed)) == canonical(mixed)
    assert problem_hash(replace(BOTH, limits=Limits(keep_at_home=0, loan_rest=29))) != problem_hash(BOTH)


def test_the_check_finds_two_loans_of_one_person() -> None:
    plan = allocate(replace(BOTH, limits=AT_EASE), 1)
    assert [(one.rule, one.person) for one in check(BOTH, plan)] == [("R46", 1)]
