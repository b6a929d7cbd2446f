"""Small problems: builders with the least data, and a strategy that draws whole ones."""

from dataclasses import replace

from hypothesis import strategies as st

from allocation.plan import Plan
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Pin, Place, Problem
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill

LEAD, MEMBER, REVIEWER = AssignmentRole.LEAD, AssignmentRole.MEMBER, AssignmentRole.REVIEWER
RECORDS = AssignmentRole.RECORDS
AT_EASE = Limits(keep_at_home=0)


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
    full_time: bool = True,
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
        full_time=full_time,
        load=load,
        x=x,
    )


def staffed(plan: Plan) -> set[int]:
    """Return the cases that have a team."""
    return {seat.case for seat in plan.seats}


def team(plan: Plan, of: int = 1) -> set[int]:
    """Return the people on a case."""
    return {seat.person for seat in plan.seats if seat.case == of}


FEW_SKILLS = st.sampled_from([Skill.AUDIT, Skill.LAW])
FEW_ORGANS = st.integers(1, 3)
FEW_PLACES = st.sampled_from(
    [
        (Place(LEAD, 1),),
        (Place(MEMBER, 2),),
        (Place(LEAD, 1), Place(MEMBER, 1)),
        (Place(MEMBER, 1), Place(REVIEWER, 1)),
        (Place(LEAD, 1), Place(RECORDS, 1), Place(REVIEWER, 1)),
    ]
)


@st.composite
def cases(draw: st.DrawFn, number: int) -> CaseToStaff:
    """Draw a case whose window, places and needs vary."""
    start = draw(st.integers(0, 6))
    needs = draw(st.dictionaries(FEW_SKILLS, st.integers(1, 3), max_size=1))
    return case(
        number,
        *draw(FEW_PLACES),
        organ=draw(FEW_ORGANS),
        weight=draw(st.sampled_from([5, 10, 20])),
        start=start,
        end=start + draw(st.integers(1, 9)),
        effort=draw(st.sampled_from([30, 50, 60])),
        needs=tuple(Need(skill, grade) for skill, grade in needs.items()),
        needs_female=draw(st.integers(0, 4)) == 0,
        x=draw(st.integers(0, 3)),
    )


@st.composite
def people(draw: st.DrawFn, number: int) -> Candidate:
    """Draw a person whose organ, time, skills and past work vary."""
    return person(
        number,
        organ=draw(FEW_ORGANS),
        capacity=draw(st.sampled_from([50, 80, 100])),
        skills=tuple(sorted(draw(st.dictionaries(FEW_SKILLS, st.integers(1, 3))).items())),
        female=draw(st.booleans()),
        may_lead=draw(st.booleans()),
        may_review=draw(st.booleans()),
        full_time=draw(st.integers(0, 3)) > 0,
        load=draw(st.sampled_from([0, 30, 90, 200])),
        x=draw(st.integers(0, 3)),
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Draw up to three cases and five people in which every rule can bite."""
    waiting = tuple(draw(cases(number)) for number in range(1, draw(st.integers(1, 3)) + 1))
    pool = tuple(draw(people(number)) for number in range(1, draw(st.integers(1, 5)) + 1))
    which, who = st.integers(1, len(waiting)), st.integers(1, len(pool))
    finding = st.tuples(st.sampled_from([None, MEMBER]), st.booleans(), st.integers(0, 1), st.integers(0, 2))
    findings = draw(st.dictionaries(st.tuples(which, who), finding, max_size=4))
    booking = st.tuples(who, st.integers(0, 8), st.integers(1, 9), st.booleans())
    return Problem(
        cases=waiting,
        candidates=pool,
        pairs=tuple(
            Pair(one, on, role=role, barred=barred, waivers=waivers, soft=soft, rules=("R01",) if soft else ())
            for (on, one), (role, barred, waivers, soft) in findings.items()
        ),
        busy=tuple(
            Busy(one, start, start + days, effort=60, at_home=at_home)
            for one, start, days, at_home in draw(st.lists(booking, max_size=2))
        ),
        kin=((1, len(pool)),) if len(pool) > 1 and draw(st.booleans()) else (),
        handled_before=tuple(draw(st.lists(st.tuples(FEW_ORGANS, FEW_ORGANS), max_size=2))),
        others_at_home=((1, draw(st.integers(0, 2))),),
        limits=Limits(
            most_from_one_organ=draw(st.integers(1, 2)),
            keep_at_home=draw(st.integers(0, 1)),
            plan_with_waivers=draw(st.booleans()),
            forbid_reciprocity=draw(st.booleans()),
            load_tier=draw(st.sampled_from([40, 100])),
        ),
    )


@st.composite
def pinned_problems(draw: st.DrawFn) -> Problem:
    """Draw a problem with one or two pins, which may contradict it."""
    drawn = draw(problems())
    pins = {}
    for _ in range(draw(st.integers(1, 2))):
        one = draw(st.sampled_from(drawn.cases))
        role = draw(st.sampled_from(one.places)).role
        who = draw(st.integers(1, len(drawn.candidates)))
        pins[one.id, who] = Pin(one.id, who, role)
    return replace(drawn, pins=tuple(pins.values()))
