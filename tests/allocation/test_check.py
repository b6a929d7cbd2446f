"""The independent check finds each broken rule and each false claim, and nothing in a good plan."""

from dataclasses import replace

import pytest

from allocation.check import Violation, check, violations
from allocation.plan import LevelValue, Plan, Seat
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person


def seat(of: int, who: int, role: AssignmentRole = MEMBER) -> Seat:
    return Seat(case=of, person=who, role=role, fit=0, travel=0, load_after=0)


ONE = Problem((case(1),), (person(1),), limits=AT_EASE)
PAIR = Problem((case(1, Place(MEMBER, 2)),), (person(1, organ=7), person(2, organ=7)), limits=AT_EASE)
BOTH = (seat(1, 1), seat(1, 2))
IN_TURN = Problem((case(1, organ=2), case(2, organ=1)), (person(1), person(2)), limits=AT_EASE)
RANKED = replace(ONE, cases=(case(1, Place(LEAD, 1), lead_rank=2),), candidates=(person(1, may_lead=True, rank=1),))
SPARING = Limits(most_from=((7, 1),), keep_at_home=0)
TIMELESS = Limits(reviews_take_time=False)
REVIEWS = replace(
    ONE,
    cases=(case(1, Place(REVIEWER, 1), effort=60), case(2, Place(REVIEWER, 1), effort=60)),
    candidates=(person(1, may_review=True),),
)
BOTH_REVIEWED = (seat(1, 1, REVIEWER), seat(2, 1, REVIEWER))
LINKED = replace(REVIEWS, cases=(case(1, effort=30), case(2, Place(REVIEWER, 1), effort=30), case(3)))
APART = (seat(1, 1), seat(2, 1, REVIEWER))
TOO_MANY_REVIEWS = Violation("MOST_REVIEWS", person=1)

BROKEN = [
    (ONE, (seat(9, 1),), Violation("UNKNOWN", 9, 1)),
    (ONE, (seat(1, 9),), Violation("UNKNOWN", 1, 9)),
    (replace(ONE, pairs=(Pair(1, 1),)), (seat(1, 1),), Violation("BARRED", 1, 1)),
    (replace(ONE, pairs=(Pair(1, 1, barred=False, waivers=1),)), (seat(1, 1),), Violation("BARRED", 1, 1)),
    (replace(ONE, cases=(case(1, Place(LEAD, 1)),)), (seat(1, 1, LEAD),), Violation("NOT_QUALIFIED", 1, 1)),
    (replace(ONE, cases=(case(1, Place(REVIEWER, 1)),)), (seat(1, 1, REVIEWER),), Violation("NOT_QUALIFIED", 1, 1)),
    (PAIR, (seat(1, 1),), Violation("PLACES", 1)),
    (PAIR, (seat(1, 1), seat(1, 1)), Violation("TWO_ROLES", 1)),
    (replace(ONE, cases=(case(1, needs=(Need(Skill.LAW, 1),)),)), (seat(1, 1),), Violation("R34", 1)),
    (replace(ONE, cases=(case(1, needs_female=True),)), (seat(1, 1),), Violation("R31", 1)),
    (
        replace(PAIR, limits=Limits(most_from_one_organ=1, keep_at_home=0)),
        BOTH,
        Violation("MOST_FROM_ONE_ORGAN", 1, organ=7),
    ),
    (replace(PAIR, kin=((1, 2),)), BOTH, Violation("R29", 1, 1)),
    (replace(LINKED, linked=((1, 2),)), APART, Violation("R23", 2, 1)),
    (replace(LINKED, linked=((2, 1),)), APART, Violation("R23", 2, 1)),
    (replace(LINKED, apart=((1, 2),)), APART, Violation("R24", 1, 1)),
    (replace(LINKED, apart=((3, 1),)), (seat(1, 1), seat(3, 1)), Violation("R24", 1, 1)),
    (replace(ONE, busy=(Busy(1, 13, 14, 51),)), (seat(1, 1),), Violation("R43", person=1)),
    (replace(PAIR, limits=Limits()), BOTH, Violation("R44", organ=7)),
    (replace(ONE, limits=Limits()), (seat(1, 1),), Violation("R44", organ=1)),
    (IN_TURN, (seat(1, 1), seat(2, 2)), Violation("R39", organ=1)),
    (RANKED, (seat(1, 1, LEAD),), Violation("NOT_QUALIFIED", 1, 1)),
    (replace(ONE, cases=(case(1, districts=(7,)),)), (seat(1, 1),), Violation("OUT_OF_REACH", 1, 1)),
    (replace(PAIR, limits=SPARING), BOTH, Violation("MOST_FROM_ONE_ORGAN", 1, organ=7)),
    (REVIEWS, BOTH_REVIEWED, Violation("R43", person=1)),
    (replace(REVIEWS, candidates=(person(1, may_review=True, most_reviews=1),)), BOTH_REVIEWED, TOO_MANY_REVIEWS),
    (replace(REVIEWS, limits=Limits()), BOTH_REVIEWED, Violation("R44", organ=1)),
    (replace(ONE, pins=(Pin(1, 1, MEMBER),)), (), Violation("PIN", 1, 1)),
]


@pytest.mark.parametrize(("problem", "seats", "violation"), BROKEN)
def test_each_broken_rule_is_found(problem: Problem, seats: tuple[Seat, ...], violation: Violation) -> None:
    assert violation in violations(problem, seats)


@pytest.mark.parametrize(
    ("problem", "seats"),
    [
        (ONE, (seat(1, 1),)),
        (PAIR, BOTH),
        (ONE, ()),
        (IN_TURN, (seat(1, 1),)),
        (replace(RANKED, candidates=(person(1, may_lead=True, rank=2),)), (seat(1, 1, LEAD),)),
        (replace(ONE, cases=(case(1, districts=(8, 7)),), candidates=(person(1, district=7),)), (seat(1, 1),)),
        (replace(PAIR, limits=replace(SPARING, most_from=((7, 2),), most_from_one_organ=1)), BOTH),
        (replace(REVIEWS, limits=TIMELESS), BOTH_REVIEWED),
        (replace(REVIEWS, limits=TIMELESS, linked=((1, 2),)), BOTH_REVIEWED),
        (replace(LINKED, linked=((1, 3), (2, 3))), APART),
        (replace(LINKED, apart=((1, 3), (2, 3))), APART),
        (replace(REVIEWS, limits=TIMELESS, candidates=(person(1, may_review=True, most_reviews=2),)), BOTH_REVIEWED),
    ],
)
def test_a_legal_plan_breaks_nothing(problem: Problem, seats: tuple[Seat, ...]) -> None:
    assert violations(problem, seats) == ()


def test_each_false_claim_is_found() -> None:
    lacking = replace(ONE, cases=(case(1), case(2, Place(MEMBER, 2))))
    plan = allocate(lacking, 1)
    assert check(lacking, plan) == ()

    def claims(changed: Plan) -> tuple[Violation, ...]:
        return check(lacking, changed)

    first, *rest = plan.levels
    assert claims(replace(plan, levels=tuple(rest))) == (Violation("LEVELS"),)
    assert claims(replace(plan, levels=(first, *reversed(rest)))) == (Violation("LEVELS"),)
    for number, level in enumerate(plan.levels):
        higher = replace(level, value=level.value + 1, bound=level.value + 1)
        changed = (*plan.levels[:number], higher, *plan.levels[number + 1 :])
        assert claims(replace(plan, levels=changed)) == (Violation(level.level.value),)
    assert claims(replace(plan, levels=(replace(first, bound=11), *rest))) == (Violation("URGENCY_STAFFED"),)
    assert claims(replace(plan, levels=(replace(first, bound=11, proven=False), *rest))) == ()
    assert claims(replace(plan, levels=(replace(first, bound=9, proven=False), *rest))) == (
        Violation("URGENCY_STAFFED"),
    )
    assert claims(replace(plan, levels=(first, replace(rest[0], bound=1, proven=False), *rest[1:]))) == (
        Violation("APPEARANCES"),
    )
    assert claims(replace(plan, shortages=())) == (Violation("SHORTAGE", 2),)
    excused = replace(plan.shortages[0], case=1)
    assert claims(replace(plan, shortages=(*plan.shortages, excused))) == (Violation("SHORTAGE", 1),)


def test_a_claim_of_a_level_that_nobody_ordered_is_found() -> None:
    short = replace(ONE, order=(Level.URGENCY_STAFFED, Level.TRAVEL))
    plan = allocate(short, 1)
    surplus = (*plan.levels, LevelValue(Level.FIT, 0, 0, proven=True))
    assert check(short, plan) == ()
    assert check(short, replace(plan, levels=surplus)) == (Violation("LEVELS"),)
    assert check(short, replace(plan, levels=surplus[1:])) == (Violation("LEVELS"),)
