"""Small problems: builders with the least data, and a strategy that draws whole ones."""

import os
from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from allocation.check import check
from allocation.plan import LevelValue, Plan
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Pin, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill

LEAD, MEMBER, REVIEWER = AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER
RECORDS = AssignmentRole.RECORDS
AT_EASE = Limits(keep_at_home=0)
TIMES = int(os.environ.get("ZONES_EXAMPLES", "1"))
"""By this the numbers of drawn problems are multiplied, for a longer look than CI has time for."""


def drawn(count: int) -> settings:
    """Return the settings of a test that looks at so many drawn problems."""
    return settings(max_examples=count * TIMES, deadline=None, suppress_health_check=list(HealthCheck))


def case(
    id: int = 1,  # noqa: A002
    *places: Place,
    organ: int = 90,
    weight: int = 10,
    start: int = 0,
    end: int = 14,
    effort: int = 50,
    needs: tuple[Need, ...] = (),
    needs_female: bool = False,
    lead_rank: int = 0,
    districts: tuple[int, ...] = (),
    x: int = 0,
) -> CaseToStaff:
    """Return a case of two weeks at half time that wants one member, unless told otherwise."""
    return CaseToStaff(
        id=id,
        organ=organ,
        urgency=Urgency.NORMAL,
        weight=weight,
        start=start,
        end=end,
        effort=effort,
        places=places or (Place(MEMBER, 1),),
        needs=needs,
        needs_female=needs_female,
        lead_rank=lead_rank,
        districts=districts,
        x=x,
    )


def person(
    id: int = 1,  # noqa: A002
    *,
    organ: int | None = None,
    capacity: int = 100,
    skills: tuple[tuple[Skill, int], ...] = (),
    female: bool = False,
    may_lead: bool = False,
    may_review: bool = False,
    rank: int = 0,
    most_reviews: int | None = None,
    full_time: bool = True,
    district: int = 0,
    availability: int | None = None,
    load: int = 0,
    x: int = 0,
) -> Candidate:
    """Return a full-time man with nothing special, alone in his organ unless told otherwise."""
    return Candidate(
        id=id,
        organ=id if organ is None else organ,
        capacity=capacity,
        skills=skills,
        female=female,
        may_lead=may_lead,
        may_review=may_review,
        rank=rank,
        most_reviews=most_reviews,
        full_time=full_time,
        district=district,
        availability=availability,
        load=load,
        x=x,
    )


def planned(problem: Problem) -> Plan:
    """Return the plan of a problem, in which the independent check finds nothing."""
    plan = allocate(problem, 1)
    assert check(problem, plan) == ()
    return plan


def staffed(plan: Plan) -> set[int]:
    """Return the cases that have a team."""
    return {seat.case for seat in plan.seats}


def team(plan: Plan, of: int = 1) -> set[int]:
    """Return the people on a case."""
    return {seat.person for seat in plan.seats if seat.case == of}


def reached(plan: Plan, level: Level) -> LevelValue:
    """Return what the plan reached at one level."""
    return next(value for value in plan.levels if value.level is level)


def value(plan: Plan, level: Level) -> int:
    """Return a proven level's value in its unit, which is whole in the tests that ask."""
    found = reached(plan, level)
    assert (found.proven, found.value % found.scale) == (True, 0)
    return found.value // found.scale


def without_cases(problem: Problem, *gone: int) -> Problem:
    """Return the problem as if these cases had never come."""
    between: dict[str, Any] = {
        name: tuple(pair for pair in getattr(problem, name) if not set(gone).intersection(pair))
        for name in ("linked", "apart")
    }
    names = ("pairs", "pins", "published")
    kept: dict[str, Any] = {
        name: tuple(row for row in getattr(problem, name) if row.case not in gone) for name in names
    }
    return replace(problem, cases=tuple(one for one in problem.cases if one.id not in gone), **between, **kept)


FEW_SKILLS = st.sampled_from([Skill.AUDIT, Skill.LAW])
FEW_ORGANS = st.integers(1, 3)
FEW_PLACES = st.sampled_from(
    [
        (Place(LEAD, 1),),
        (Place(MEMBER, 2),),
        (Place(LEAD, 1), Place(MEMBER, 1)),
        (Place(MEMBER, 1), Place(REVIEWER, 1)),
        (Place(LEAD, 1), Place(RECORDS, 1), Place(REVIEWER, 1)),
        (Place(REVIEWER, 2),),
    ]
)
FEW_ROLES = st.sampled_from([None, None, MEMBER, LEAD, REVIEWER])
FEW_POINTS = st.sampled_from([0, 1, 2, 3, 333_333, 666_667])
HANDLINGS = st.sampled_from([*permutations((1, 2, 3), 2), (1, 1)])
SELDOM, MOSTLY = st.sampled_from([False] * 7 + [True]), st.sampled_from([True] * 5 + [False])


@st.composite
def cases(draw: st.DrawFn, number: int) -> CaseToStaff:
    """Draw a case whose window, places, needs and reach vary."""
    start = draw(st.integers(0, 6))
    needs = draw(st.dictionaries(FEW_SKILLS, st.sampled_from([1, 1, 2, 3]), max_size=2 if draw(SELDOM) else 1))
    places = draw(FEW_PLACES)
    by_team = any(place.role is not REVIEWER for place in places)
    one = case(
        number,
        *places,
        organ=draw(FEW_ORGANS),
        weight=draw(st.sampled_from([5, 10, 20])),
        start=start,
        end=start + draw(st.integers(1, 9)),
        effort=draw(st.sampled_from([30, 40, 50, 60])),
        needs=tuple(Need(skill, grade) for skill, grade in needs.items() if by_team),
        needs_female=draw(st.sampled_from([False] * 3 + [True])) and by_team,
        lead_rank=draw(st.sampled_from([0, 0, 1, 2])),
        districts=draw(st.sampled_from([(), (), (), (1,), (2, 1)])),
        x=draw(st.integers(0, 3)),
    )
    own = draw(st.sampled_from([(), (1,), (2, 3)]))
    others = draw(MOSTLY)
    return replace(
        one,
        urgency=draw(st.sampled_from(Urgency)),
        own_organs=own,
        handled_by_others=others,
        y=draw(st.integers(0, 3)),
    )


@st.composite
def people(draw: st.DrawFn, number: int) -> Candidate:
    """Draw a person whose organ, time, skills, reach and past work vary."""
    one = person(
        number,
        organ=draw(FEW_ORGANS),
        capacity=draw(st.sampled_from([100, 80, 50])),
        skills=tuple((skill, grade) for skill in (Skill.AUDIT, Skill.LAW) if (grade := draw(st.integers(0, 5)))),
        female=draw(MOSTLY),
        may_lead=draw(MOSTLY),
        may_review=draw(MOSTLY),
        rank=draw(st.sampled_from([2, 1, 0])),
        most_reviews=draw(st.sampled_from([None, 1, 1, 0])),
        full_time=draw(MOSTLY),
        district=draw(st.sampled_from([1, 1, 1, 2, 3])),
        availability=draw(st.sampled_from([None, None, 40, 100])),
        load=draw(st.sampled_from([0, 30, 90, 200])),
        x=draw(st.integers(0, 3)),
    )
    return replace(one, y=draw(st.integers(0, 3)))


@st.composite
def limits(draw: st.DrawFn) -> Limits:
    """Draw rules of teams and weights."""
    return Limits(
        most_from_one_organ=draw(st.sampled_from([2, 2, 1])),
        most_from=tuple(draw(st.dictionaries(FEW_ORGANS, st.sampled_from([2, 1, 1, 0]), max_size=2)).items()),
        keep_at_home=draw(st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2])),
        plan_with_waivers=draw(st.booleans()),
        forbid_reciprocity=draw(st.booleans()),
        reviews_take_time=draw(st.booleans()),
        waiver_weight=draw(st.integers(0, 2)),
        reciprocity_weight=draw(st.integers(0, 2)),
        ring_weight=draw(st.integers(0, 2)),
        load_tier=draw(st.sampled_from([40, 100])),
        loan_rest=draw(st.sampled_from([None, 0, 3, 3])),
    )


@st.composite
def orders(draw: st.DrawFn) -> tuple[Level, ...]:
    """Draw an order of goods behind the first; some are left out."""
    first, *others = Level
    return first, *draw(st.permutations(others))[: draw(st.sampled_from([8, 8, 5, 2, 0]))]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Draw up to three cases and five people in which every rule can bite."""
    waiting = tuple(draw(cases(number)) for number in range(1, draw(st.sampled_from([1, 2, 3, 3])) + 1))
    pool = tuple(draw(people(number)) for number in range(1, draw(st.sampled_from([5, 5, 5, 4, 4, 3, 2, 1])) + 1))
    which, who = st.integers(1, len(waiting)), st.integers(1, len(pool))
    finding = st.tuples(SELDOM, st.sampled_from([0, 0, 1]), st.integers(0, 2), FEW_POINTS)
    findings = draw(st.dictionaries(st.tuples(which, who, FEW_ROLES), finding, max_size=8))
    booking = st.tuples(
        who, st.integers(-2, 8), st.integers(1, 12), st.sampled_from([10, 60]), *(st.booleans() for _ in range(3))
    )
    seats = st.dictionaries(st.tuples(which, st.integers(1, 6)), st.sampled_from([LEAD, MEMBER, REVIEWER]), max_size=3)
    return Problem(
        cases=waiting,
        candidates=pool,
        pairs=tuple(
            Pair(one, on, role, barred, waivers, soft, points, rules=("R01",) if soft else ())
            for (on, one, role), (barred, waivers, soft, points) in findings.items()
        ),
        busy=tuple(
            Busy(one, start, start + days, effort, at_home=at_home, lent=lent, share=share)
            for one, start, days, effort, at_home, lent, share in draw(st.lists(booking, max_size=2))
        ),
        kin=((1, len(pool)),) if len(pool) > 1 and draw(st.booleans()) else (),
        linked=((1, len(waiting)),) if len(waiting) > 1 and draw(st.booleans()) else (),
        apart=((1, len(waiting)),) if len(waiting) > 1 and draw(st.booleans()) and draw(st.booleans()) else (),
        handled_before=tuple(draw(st.lists(HANDLINGS, max_size=4))),
        others_at_home=((1, draw(st.integers(0, 2))),),
        published=tuple(Pin(on, one, role) for (on, one), role in draw(seats).items()),
        limits=draw(limits()),
        order=draw(orders()),
    )


@st.composite
def pinned_problems(draw: st.DrawFn) -> Problem:
    """Draw a problem with one or two pins, which may contradict it."""
    whole = draw(problems())
    pins = {}
    for _ in range(draw(st.integers(1, 2))):
        one = draw(st.sampled_from(whole.cases))
        role = draw(st.sampled_from(one.places)).role
        who = draw(st.integers(1, len(whole.candidates)))
        pins[one.id, who] = Pin(one.id, who, role)
    return replace(whole, pins=tuple(pins.values()))
