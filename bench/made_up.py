"""A made-up county of real size, and made-up review matrices, for measuring without a file: the same for one seed."""

import random

import numpy as np

from allocation.problem import Busy, Candidate, CaseToStaff, Need, Pair, Place, Problem
from bench.matrices import Matrix
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill

ORGANS = 43
SKILLS = [skill for skill in Skill if skill is not Skill.REVIEW]
TOPICS, TEAM = 20, 3
WEIGHTS = {Urgency.URGENT: 50, Urgency.HIGH: 20, Urgency.NORMAL: 10, Urgency.LOW: 5}


def made_up_county(seed: int, *, cases: int = 14, people: int = 130, barred: float = 0.3) -> Problem:
    """Return a county of 43 organs on a grid of 50 km, with about three pairs in ten barred; the same for one seed."""
    draw = random.Random(seed)
    places = [(draw.randrange(500), draw.randrange(500)) for _ in range(ORGANS)]
    candidates = tuple(_candidate(draw, number, places) for number in range(people))
    waiting = tuple(_case(draw, number, places) for number in range(cases))
    pairs = tuple(
        Pair(
            person=person.id, case=case.id, barred=finding < barred, soft=1, rules=(draw.choice(["R01", "R05", "R08"]),)
        )
        for case in waiting
        for person in candidates
        if (finding := draw.random()) < barred + 0.05
    )
    busy = tuple(
        Busy(person=number, start=(start := draw.randrange(60)), end=start + draw.randrange(7, 45), effort=effort)
        for number in range(people)
        if (effort := draw.choice([0, 0, 0, 0, 30, 50, 100]))
    )
    kin = tuple((number, number + draw.randrange(1, 9)) for number in range(0, people - 10, 12))
    handled = tuple((draw.randrange(ORGANS), draw.randrange(ORGANS)) for _ in range(20))
    others = tuple((organ, draw.choice([0, 1, 1, 2])) for organ in range(ORGANS))
    return Problem(waiting, candidates, pairs, busy, kin, (), handled, others)


def made_up_matrix(seed: int, cases: int, people: int, *, barred: float = 0.05) -> Matrix:
    """Return scores by common topics from 0 to 1, teams of three, and a quarter more room than seats at the least."""
    draw = np.random.default_rng(seed)
    scores = draw.dirichlet(np.full(TOPICS, 0.2), cases) @ draw.dirichlet(np.full(TOPICS, 0.3), people).T
    scores = np.round(scores / scores.max(), 6)
    scores[draw.random(scores.shape) < barred] = np.nan
    room = -(-5 * TEAM * cases // (4 * people))
    return Matrix(scores, np.full(cases, TEAM), np.full(people, room))


def _candidate(draw: random.Random, number: int, places: list[tuple[int, int]]) -> Candidate:
    organ = draw.randrange(ORGANS)
    return Candidate(
        id=number,
        organ=organ,
        capacity=draw.choice([100, 100, 100, 80, 60, 50]),
        skills=tuple((skill, draw.randint(1, 3)) for skill in draw.sample(SKILLS, draw.randint(2, 4))),
        female=draw.random() < 0.35,
        may_lead=draw.random() < 0.25,
        may_review=draw.random() < 0.15,
        full_time=draw.random() < 0.85,
        load=int(draw.gammavariate(2, 300)),
        x=places[organ][0],
        y=places[organ][1],
    )


def _case(draw: random.Random, number: int, places: list[tuple[int, int]]) -> CaseToStaff:
    urgency, organ, start = draw.choice(list(Urgency)), draw.randrange(ORGANS), draw.randrange(30)
    members = draw.choice([1, 2, 2, 3, 4, 5])
    wanted = [Place(AssignmentRole.LEAD, 1), Place(AssignmentRole.MEMBER, members)]
    wanted += [Place(AssignmentRole.REVIEWER, 1)] if draw.random() < 0.5 else []
    wanted += [Place(AssignmentRole.SAFETY_OFFICER, 1)] if members > 3 else []
    return CaseToStaff(
        id=number,
        organ=organ,
        urgency=urgency,
        weight=WEIGHTS[urgency],
        start=start,
        end=start + draw.randrange(30, 100),
        effort=draw.choice([30, 40, 50, 50, 60]),
        places=tuple(wanted),
        needs=tuple(Need(skill, draw.randint(1, 3)) for skill in draw.sample(SKILLS, min(2, members))),
        needs_female=draw.random() < 0.3,
        x=places[organ][0],
        y=places[organ][1],
    )
