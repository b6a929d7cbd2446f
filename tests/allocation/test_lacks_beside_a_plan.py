"""What a case lacks beside the others is told alike by every seed: what lacks beside each plan that staffs them."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from allocation.canonical import canonical
from allocation.check import violations
from allocation.lacks import counted_lacks
from allocation.openings import find_openings
from allocation.parts import beside_plan, only
from allocation.plan import Shortage, ShortageReason
from allocation.problem import Limits, Need, Pair, Place, Problem
from allocation.solve import allocate
from terms.cases import AssignmentRole
from terms.people import Skill
from tests.allocation.brute import Seats, teams_for
from tests.allocation.small import AT_EASE, LEAD, MEMBER, RECORDS, case, person, staffed

Lack = tuple[ShortageReason, AssignmentRole | None, Skill | None]
ACCOUNTS = (Need(Skill.ACCOUNTS, 3),)


@pytest.mark.parametrize("seed", range(8))
def test_a_lead_who_happens_to_sit_elsewhere_is_no_lack(seed: int) -> None:
    """One accountant for two cases; whether two may still lead the second depends on who leads the third."""
    cases = [case(one, Place(LEAD, 1), Place(MEMBER, 1), effort=100, needs=ACCOUNTS, lead_rank=3) for one in (1, 2)]
    pool = (
        person(1, skills=((Skill.ACCOUNTS, 4),)),
        person(2, may_lead=True, rank=3),
        person(3, may_lead=True, rank=3),
        person(4, may_lead=True, rank=1),
        person(5),
    )
    problem = Problem((*cases, case(3, Place(LEAD, 1), effort=100)), pool, limits=AT_EASE)
    (shortage,) = allocate(problem, seed).shortages
    assert (shortage.reason, shortage.skill) == (ShortageReason.SKILL, Skill.ACCOUNTS)
    assert (shortage.case in {1, 2}, shortage.barred_by_rule) == (True, (("NOT_FREE", 1),))


def drawn(draw: random.Random) -> Problem:
    """Return three cases of much work and few people, of whom few may lead and few have the skill."""
    people, roles = range(1, draw.randint(4, 6)), (LEAD, MEMBER, RECORDS)
    cases = []
    for number in (1, 2, 3):
        places = [Place(role, 1) for role in sorted(draw.sample(roles, draw.randint(1, 2)), key=roles.index)]
        needs = (Need(Skill.LAW, 1),) if number < 3 and draw.random() < 0.8 else ()
        cases.append(case(number, *places, effort=60, weight=5 * number, needs=needs, needs_female=draw.random() < 0.2))
    pool = tuple(
        person(
            number,
            organ=draw.randint(1, 3),
            may_lead=draw.random() < 0.6,
            female=draw.random() < 0.4,
            skills=((Skill.LAW, 1),) if draw.random() < 0.3 else (),
        )
        for number in people
    )
    barred = tuple(Pair(who, on.id, rules=("R01",)) for who in people for on in cases if draw.random() < 0.15)
    return canonical(Problem(tuple(cases), pool, barred, limits=Limits(keep_at_home=0, most_from_one_organ=2)))


def plans_of(problem: Problem, cases: set[int], seats: Seats = ()) -> Iterator[Seats]:
    """Yield every legal plan that staffs these cases and no other."""
    left = sorted(cases - {seat.case for seat in seats})
    if not left:
        yield seats
        return
    (first,) = (one for one in problem.cases if one.id == left[0])
    for team in teams_for(problem, first):
        if not violations(problem, (*seats, *team)):
            yield from plans_of(problem, cases, (*seats, *team))


def lacking(problem: Problem, wanted: int, seats: Seats) -> set[Lack]:
    """Return what counting shows the case to lack beside the seats."""
    beside = beside_plan(problem, [(seat.case, seat.person, seat.role) for seat in seats])
    (one,) = (each for each in problem.cases if each.id == wanted)
    part = only(beside, one)
    return set(map(lack_of, counted_lacks(part, one, find_openings(part))))


def lack_of(shortage: Shortage) -> Lack:
    """Return what a reason says is lacking."""
    return shortage.reason, shortage.role, shortage.skill


@pytest.mark.no_cover
def test_what_lacks_beside_every_plan_of_the_same_cases_is_told_and_nothing_else() -> None:
    draw, seen = random.Random(4), Counter[str]()  # noqa: S311  (no secret: the same problems on every run)
    for _ in range(150):
        problem = drawn(draw)
        plan = allocate(problem, 1)
        for wanted in {shortage.case for shortage in plan.shortages if not shortage.alone}:
            told = {lack_of(shortage) for shortage in plan.shortages if shortage.case == wanted}
            here = lacking(problem, wanted, plan.seats)
            always = set.intersection(*(lacking(problem, wanted, seats) for seats in plans_of(problem, staffed(plan))))
            if ShortageReason.ROLES_TOGETHER in {reason for reason, _, _ in here} or not here:
                continue  # of several roles all places are looked at, which may be more than lack
            assert told == (always or here)
            seen.update(["fewer"] if told < here else ["all"])
            seen.update(["none always"] if not always else ["always"])
    assert min(seen[name] for name in ("fewer", "all", "always", "none always")) > 3, seen
