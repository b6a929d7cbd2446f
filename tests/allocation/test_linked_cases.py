"""Linked cases: nobody investigates the one and reviews the other (R23), in one plan as across several."""

from dataclasses import replace

import pytest

from allocation.document import from_json, problem_hash, to_json
from allocation.openings import find_openings
from allocation.parts import Parts, beside_plan, only
from allocation.plan import ShortageReason
from allocation.problem import Limits, Pair, Pin, Place, Problem
from allocation.refusals import PinsContradict
from allocation.solve import allocate
from allocation.vacancies import leave
from allocation.why_not import why_not
from terms.cases import AssignmentRole
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, staffed

BOTH = (case(1, weight=20), case(2, Place(REVIEWER, 1), start=20, end=34))
REVIEWING = person(1, may_review=True, may_lead=True)
LINKED = Problem(BOTH, (REVIEWING,), linked=((2, 1),), limits=AT_EASE)


@pytest.mark.usefixtures("each_engine")
def test_nobody_investigates_one_of_two_linked_cases_and_reviews_the_other() -> None:
    assert staffed(planned(LINKED)) == {1}
    assert staffed(planned(replace(LINKED, cases=(BOTH[0], replace(BOTH[1], weight=40))))) == {2}
    assert staffed(planned(replace(LINKED, linked=()))) == {1, 2}
    assert staffed(planned(replace(LINKED, candidates=(REVIEWING, person(2))))) == {1, 2}


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("role", [MEMBER, REVIEWER])
def test_two_linked_cases_may_be_investigated_or_reviewed_by_one_person(role: AssignmentRole) -> None:
    alike = tuple(replace(one, places=(Place(role, 1),)) for one in BOTH)
    assert staffed(planned(replace(LINKED, cases=alike))) == {1, 2}


@pytest.mark.usefixtures("each_engine")
def test_links_of_links_bind_nobody() -> None:
    chain = (BOTH[0], replace(case(3, start=40, end=54)), BOTH[1])
    assert staffed(planned(replace(LINKED, cases=chain, linked=((1, 3), (3, 2)), pairs=(Pair(1, 3),)))) == {1, 2}


def test_who_is_missing_is_told_beside_what_she_has_of_the_linked_case() -> None:
    (shortage,) = planned(LINKED).shortages
    assert (shortage.case, shortage.alone, shortage.gives_way_to) == (2, False, (1,))
    assert (shortage.reason, shortage.role, shortage.places_missing) == (ShortageReason.ROLE, REVIEWER, 1)
    assert shortage.barred_by_rule == (("R23", 1),)


def test_her_price_on_the_linked_case_is_her_seat_on_the_other() -> None:
    answer = why_not(LINKED, planned(LINKED), case=2, person=1, role=REVIEWER)
    assert (answer.bars, [price.worse for price in answer.prices][:1]) == ((), [10])


def test_pins_on_both_are_named_together() -> None:
    pins = (Pin(1, 1, MEMBER), Pin(2, 1, REVIEWER))
    with pytest.raises(PinsContradict) as refused:
        allocate(replace(LINKED, pins=pins), 1)
    assert refused.value.pins == ((1, 1, MEMBER), (2, 1, REVIEWER))


WAIVED = Pair(1, 2, REVIEWER, barred=False, waivers=1, points=3, rules=("R18",))
EASY = replace(AT_EASE, plan_with_waivers=True)


@pytest.mark.parametrize(
    ("pair", "limits", "bars"),
    [
        (Pair(1, 2, MEMBER), AT_EASE, ("R23",)),
        (Pair(1, 2, REVIEWER), AT_EASE, ("BARRED", "R23")),
        (Pair(1, 2, REVIEWER, rules=("R01",)), AT_EASE, ("R01", "R23")),
        (Pair(1, 2), AT_EASE, ("BARRED", "R23")),
        (WAIVED, AT_EASE, ("R18", "R23")),
        (replace(WAIVED, rules=()), AT_EASE, ("R23", "WAIVER_NEEDED")),
        (WAIVED, EASY, ("R23",)),
    ],
)
def test_what_is_taken_elsewhere_closes_the_linked_case_beside_its_own_bars(
    pair: Pair, limits: Limits, bars: tuple[str, ...]
) -> None:
    problem = replace(LINKED, pairs=(pair,), limits=limits)
    beside = beside_plan(problem, ((1, 1, MEMBER),))
    assert find_openings(only(beside, BOTH[1])).closed == {(2, 1, REVIEWER): bars}
    part = Parts(problem).part({2}, {1}, ((1, 1, MEMBER),))
    assert find_openings(part).closed == {(2, 1, REVIEWER): bars}
    assert (part.linked, Parts(problem).part({1, 2}, {1}, ()).linked) == ((), ((2, 1),))


def test_reviewing_one_closes_every_place_of_the_team_of_the_other_and_no_review() -> None:
    team = replace(BOTH[0], places=(Place(LEAD, 1), Place(MEMBER, 1), Place(REVIEWER, 1)))
    beside = beside_plan(replace(LINKED, cases=(team, BOTH[1])), ((2, 1, REVIEWER),))
    alone = find_openings(only(beside, team))
    assert alone.closed == {(1, 1, LEAD): ("R23",), (1, 1, MEMBER): ("R23",)}
    assert set(alone.open) == {(1, 1, REVIEWER)}


def test_a_case_that_is_left_as_it_is_keeps_its_people_from_reviewing_the_linked_one() -> None:
    published = replace(LINKED, published=(Pin(1, 1, MEMBER),))
    left = leave(published, {1}, ())
    assert ([one.id for one in left.cases], left.linked) == ([2], ())
    assert find_openings(left).closed == {(2, 1, REVIEWER): ("R23",)}
    assert leave(replace(published, cases=(*BOTH, case(3))), {3}, ()).linked == ((2, 1),)


def test_links_are_told_in_the_document_where_there_are_any() -> None:
    told = to_json(LINKED)
    assert '"linked":[[1,2]]' in told
    assert from_json(told).linked == ((1, 2),)
    assert "linked" not in to_json(replace(LINKED, linked=()))
    assert problem_hash(LINKED) == problem_hash(replace(LINKED, linked=((1, 2),)))
