"""Which cases are said to clash, and that people lack for them: held to every plan of small problems."""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace

from allocation.openings import find_openings
from allocation.plan import GivingWay, Plan, Together
from allocation.problem import Busy, Limits, Need, Pair, Pin, Place, Problem
from allocation.refusals import PinsContradict, PinsOverCapacity
from terms.people import Skill
from tests.allocation.brute_clashes import can_staff, lacks_people, smallest_clashes
from tests.allocation.small import AT_EASE, LEAD, MEMBER, REVIEWER, case, person, planned, staffed, without_cases

TEAMS = (
    (Place(LEAD, 1),),
    (Place(LEAD, 1),),
    (Place(LEAD, 1), Place(MEMBER, 1)),
    (Place(MEMBER, 1), Place(REVIEWER, 1)),
    (Place(REVIEWER, 1),),
)


def test_a_case_that_counting_needs_and_another_rule_does_not_is_left_out_of_the_clash() -> None:
    """Two people for three cases are too few; but cases 1 and 2 clash alone, as their organs would judge each other."""
    cases = tuple(case(number, Place(LEAD, 1), organ=number, effort=100, weight=5 * number) for number in (1, 2, 3))
    pool = (person(1, organ=2, may_lead=True), person(2, organ=1, may_lead=True))
    problem = Problem(cases, pool, (Pair(2, 1, rules=("R01",)), Pair(1, 2, rules=("R01",))), limits=AT_EASE)
    (shortage,) = planned(problem).shortages
    assert (shortage.case, shortage.clashes_with, shortage.clash_proven, shortage.together) == (1, (2,), True, None)
    assert staffed(planned(without_cases(problem, 3))) == {2}


def test_who_is_open_for_little_beside_them_hides_no_lack_of_people() -> None:
    cases = tuple(case(number, Place(LEAD, 1), effort=60, weight=5 * number) for number in (1, 2))
    little = case(3, Place(MEMBER, 1), effort=20)
    (shortage,) = planned(Problem((*cases, little), (person(1, may_lead=True), person(2)), limits=AT_EASE)).shortages
    assert (shortage.case, shortage.clashes_with, shortage.clash_proven) == (1, (2,), True)
    assert shortage.together == Together(((1, LEAD), (2, LEAD)), 2, 1, 1, (1,))


def test_a_pinned_case_is_named_as_one_that_clashes() -> None:
    """Whoever leads case 1 cannot review the case that is linked to it, and nobody else could (R23)."""
    cases = (case(1, Place(LEAD, 1), effort=10), case(2, Place(REVIEWER, 1), effort=10))
    pool, pins = (person(1, may_lead=True, may_review=True),), (Pin(1, 1, LEAD),)
    problem = Problem(cases, pool, linked=((1, 2),), pins=pins, limits=AT_EASE)
    (shortage,) = planned(problem).shortages
    assert (shortage.case, shortage.clashes_with, shortage.clash_proven) == (2, (1,), True)
    assert (shortage.giving_way, shortage.together) == (GivingWay.PINNED, None)


def drawn(draw: random.Random) -> Problem:
    """Return two to four cases for few people, with what closes one case to who is on another."""
    cases, people = range(1, draw.randint(2, 4) + 1), range(1, draw.randint(1, 4) + 1)
    waiting = []
    for number in cases:
        start = draw.choice([0, 0, 5])
        one = case(
            number,
            *draw.choice(TEAMS),
            organ=draw.randint(1, 3),
            weight=draw.choice([5, 10, 20]),
            start=start,
            end=start + draw.choice([4, 10]),
            effort=draw.choice([20, 50, 60, 60]),
            needs=(Need(Skill.LAW, 1),) if draw.random() < 0.2 else (),
            needs_female=draw.random() < 0.15,
        )
        own = (draw.randint(1, 3),) if draw.random() < 0.3 else ()
        waiting.append(
            replace(
                one
                if any(place.role is not REVIEWER for place in one.places)
                else replace(one, needs=(), needs_female=False),
                own_organs=own,
            )
        )
    pool = tuple(
        person(
            number,
            organ=draw.randint(1, 3),
            may_lead=draw.random() < 0.8,
            may_review=draw.random() < 0.7,
            female=draw.random() < 0.5,
            skills=((Skill.LAW, 2),) if draw.random() < 0.5 else (),
            most_reviews=draw.choice([None, None, 1]),
            full_time=draw.random() < 0.8,
        )
        for number in people
    )
    barred = tuple(Pair(who, on, rules=("R01",)) for who in people for on in cases if draw.random() < 0.1)
    return Problem(
        tuple(waiting),
        pool,
        barred,
        busy=(Busy(1, 2, 8, draw.choice([20, 50])),) if draw.random() < 0.3 else (),
        linked=((1, 2),) if draw.random() < 0.3 else (),
        apart=((1, len(cases)),) if draw.random() < 0.2 else (),
        kin=((1, 2),) if len(people) > 1 and draw.random() < 0.2 else (),
        handled_before=((1, 2),) if draw.random() < 0.3 else (),
        others_at_home=tuple((organ, draw.randint(0, 1)) for organ in (1, 2, 3)),
        limits=Limits(
            keep_at_home=draw.choice([0, 0, 1]),
            forbid_reciprocity=draw.random() < 0.7,
            reviews_take_time=draw.random() < 0.5,
            loan_rest=draw.choice([None, None, 3]),
        ),
    )


def pinned(draw: random.Random, problem: Problem) -> Problem:
    """Return the problem with one or two of the open chairs pinned, each on another case."""
    chairs = list(find_openings(problem).open)
    some = {chair[0]: chair for chair in draw.sample(chairs, min(2, len(chairs)))}
    return replace(problem, pins=tuple(Pin(*chair) for chair in some.values()))


def assert_told_as_it_is(problem: Problem, plan: Plan, seen: Counter[str]) -> None:
    """A case that could be staffed alone clashes with a smallest set, and counting shows it of one wherever it can."""
    for shortage in plan.shortages:
        wanted = shortage.case
        assert shortage.alone is not can_staff(problem, {wanted})
        if shortage.alone:
            continue
        clash = {wanted, *shortage.clashes_with}
        clashes = list(smallest_clashes(problem, wanted, staffed(plan)))
        assert shortage.clash_proven
        assert clash in clashes
        assert (shortage.together is None) is not any(lacks_people(problem, each) for each in clashes)
        if shortage.together is not None:
            assert lacks_people(problem, clash)
            assert {number for number, _ in shortage.together.places} == clash
        seen.update(["counted" if shortage.together else "refuted", f"of {len(clash)}", shortage.giving_way.value])


def test_a_clash_is_smallest_and_counted_wherever_counting_can_show_it() -> None:
    draw, seen = random.Random(11), Counter[str]()  # noqa: S311  (no secret: the same problems on every run)
    for _ in range(250):
        problem = drawn(draw)
        assert_told_as_it_is(problem, planned(problem), seen)
    assert min(seen[name] for name in ("counted", "refuted", "of 2", "of 3")) > 4, seen


def test_beside_pins_a_clash_names_the_pinned_cases_and_is_smallest() -> None:
    draw, seen = random.Random(3), Counter[str]()  # noqa: S311  (no secret: the same problems on every run)
    for _ in range(250):
        problem = pinned(draw, drawn(draw))
        with suppress(PinsContradict, PinsOverCapacity):
            assert_told_as_it_is(problem, planned(problem), seen)
    assert min(seen[name] for name in ("counted", "refuted", "of 2", "PINNED")) > 4, seen
