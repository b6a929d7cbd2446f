"""Re-examinations: nobody has a part in a case and in what looks at it again (R24), in one plan as across several."""

from dataclasses import replace

import pytest

from allocation.document import from_json, problem_hash, to_json
from allocation.openings import find_openings
from allocation.parts import Parts, beside_plan, only
from allocation.plan import ShortageReason
from allocation.problem import Pair, Pin, Place, Problem
from allocation.refusals import PinsContradict
from allocation.replacements import replacements
from allocation.solve import allocate
from allocation.vacancies import leave
from allocation.why_not import why_not
from terms.cases import AssignmentRole
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, staffed

BOTH = (case(1, weight=20), case(2, start=20, end=34))
ABLE = person(1, may_review=True, may_lead=True)
AGAIN = Problem(BOTH, (ABLE,), apart=((2, 1),), limits=AT_EASE)


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("first", [MEMBER, REVIEWER])
@pytest.mark.parametrize("second", [MEMBER, REVIEWER])
def test_nobody_has_a_part_in_a_case_and_in_its_re_examination_in_whatever_role(
    first: AssignmentRole, second: AssignmentRole
) -> None:
    cases = (replace(BOTH[0], places=(Place(first, 1),)), replace(BOTH[1], places=(Place(second, 1),)))
    problem = replace(AGAIN, cases=cases)
    assert staffed(planned(problem)) == {1}
    assert staffed(planned(replace(problem, cases=(cases[0], replace(cases[1], weight=40))))) == {2}
    assert staffed(planned(replace(problem, apart=()))) == {1, 2}
    assert staffed(planned(replace(problem, candidates=(ABLE, person(2, may_review=True))))) == {1, 2}


@pytest.mark.usefixtures("each_engine")
def test_two_re_examinations_of_one_case_bind_each_other_not() -> None:
    twice = (BOTH[0], replace(BOTH[1], weight=20), case(3, start=40, end=54))
    problem = replace(AGAIN, cases=twice, apart=((1, 2), (1, 3)), pairs=(Pair(1, 1),))
    assert staffed(planned(problem)) == {2, 3}
    assert staffed(planned(replace(problem, apart=((1, 2), (1, 3), (2, 3))))) == {2}


def test_who_is_missing_is_told_beside_what_she_has_of_the_other() -> None:
    (shortage,) = planned(AGAIN).shortages
    assert (shortage.case, shortage.alone, shortage.gives_way_to) == (2, False, (1,))
    assert (shortage.reason, shortage.role, shortage.places_missing) == (ShortageReason.ROLE, MEMBER, 1)
    assert shortage.barred_by_rule == (("R24", 1),)


def test_her_price_on_the_one_is_her_seat_on_the_other() -> None:
    answer = why_not(AGAIN, planned(AGAIN), case=2, person=1, role=MEMBER)
    assert (answer.bars, [price.worse for price in answer.prices][:1]) == ((), [10])


def test_who_has_a_part_in_the_one_is_no_replacement_on_the_other() -> None:
    plan = planned(replace(AGAIN, candidates=(ABLE, person(2)), pairs=(Pair(2, 1),)))
    pool = replace(AGAIN, candidates=(ABLE, person(2), person(3)))
    assert [seat.person for seat in plan.seats] == [1, 2]
    assert [seat.person for seat in replacements(pool, plan, plan.seats[1])] == [3]


def test_pins_on_both_are_named_together() -> None:
    pins = (Pin(1, 1, MEMBER), Pin(2, 1, MEMBER))
    with pytest.raises(PinsContradict) as refused:
        allocate(replace(AGAIN, pins=pins), 1)
    assert refused.value.pins == ((1, 1, MEMBER), (2, 1, MEMBER))


@pytest.mark.parametrize(
    ("pairs", "linked", "bars"),
    [
        ((), (), ("R24",)),
        ((Pair(1, 2, REVIEWER),), (), ("BARRED", "R24")),
        ((Pair(1, 2, REVIEWER, rules=("R01",)),), ((1, 2),), ("R01", "R23", "R24")),
    ],
)
def test_what_is_taken_elsewhere_closes_the_other_beside_its_own_bars(
    pairs: tuple[Pair, ...], linked: tuple[tuple[int, int], ...], bars: tuple[str, ...]
) -> None:
    reviewed = replace(BOTH[1], places=(Place(REVIEWER, 1),))
    problem = replace(AGAIN, cases=(BOTH[0], reviewed), pairs=pairs, linked=linked)
    beside = beside_plan(problem, ((1, 1, MEMBER),))
    assert find_openings(only(beside, reviewed)).closed == {(2, 1, REVIEWER): bars}
    part = Parts(problem).part({2}, {1}, ((1, 1, MEMBER),))
    assert find_openings(part).closed == {(2, 1, REVIEWER): bars}
    assert (part.apart, Parts(problem).part({1, 2}, {1}, ()).apart) == ((), ((2, 1),))
    assert only(problem, reviewed).apart == ()


def test_a_part_in_the_one_closes_every_place_of_the_other() -> None:
    team = replace(BOTH[0], places=(Place(LEAD, 1), Place(MEMBER, 1), Place(REVIEWER, 1)))
    beside = beside_plan(replace(AGAIN, cases=(team, BOTH[1])), ((2, 1, MEMBER),))
    alone = find_openings(only(beside, team))
    assert alone.closed == {(1, 1, role): ("R24",) for role in (LEAD, MEMBER, REVIEWER)}


def test_a_case_that_is_left_as_it_is_keeps_its_people_from_the_other() -> None:
    published = replace(AGAIN, published=(Pin(1, 1, MEMBER),))
    left = leave(published, {1}, ())
    assert ([one.id for one in left.cases], left.apart) == ([2], ())
    assert find_openings(left).closed == {(2, 1, MEMBER): ("R24",)}
    assert leave(replace(published, cases=(*BOTH, case(3))), {3}, ()).apart == ((2, 1),)


def test_it_is_told_in_the_document_where_there_is_any() -> None:
    told = to_json(AGAIN)
    assert '"apart":[[1,2]]' in told
    assert from_json(told).apart == ((1, 2),)
    assert "apart" not in to_json(replace(AGAIN, apart=()))
    assert problem_hash(AGAIN) == problem_hash(replace(AGAIN, apart=((1, 2),)))
