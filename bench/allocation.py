"""Solves a made-up county of real size, level by level, beside a greedy: ``python -m bench.allocation [--seed N]``."""

import argparse
import random
import time
from collections.abc import Mapping
from fractions import Fraction

from allocation.check import check, level_values, violations
from allocation.openings import find_openings
from allocation.plan import LevelValue, Seat
from allocation.problem import Busy, Candidate, CaseToStaff, Limits, Need, Pair, Place, Problem
from allocation.solve import allocate
from terms.allocation import Level
from terms.cases import AssignmentRole, Urgency
from terms.people import Skill

ORGANS = 43
SKILLS = [skill for skill in Skill if skill is not Skill.REVIEW]
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
    return Problem(waiting, candidates, pairs, busy, kin, (), handled, others, Limits())


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


def greedy(problem: Problem) -> list[Seat]:
    """Staff the cases one by one, most urgent first: what a careful person does without looking ahead.

    Each place goes to somebody who brings a skill or a woman that the team still lacks, then to the least loaded.
    """
    seats: list[Seat] = []
    opened = find_openings(problem).open
    load = {person.id: person.load * 100 / person.capacity for person in problem.candidates}
    for case in sorted(problem.cases, key=lambda case: -case.weight):
        team: list[Seat] = []
        for place in case.places:
            for _ in range(place.count):
                chairs = [(who, place.role) for at, who, role in opened if at == case.id and role is place.role]
                ranked = sorted(chairs, key=lambda chair: (-_brings(problem, case, team, *chair), load[chair[0]]))
                tries = ([*team, _seat(case, *chair)] for chair in ranked)
                team = next((tried for tried in tries if not _hopeless(problem, [*seats, *tried])), team)
        if not violations(problem, [*seats, *team]):
            seats += team
            for seat in team:
                load[seat.person] += case.effort * (case.end - case.start) / 7
    return seats


def _seat(case: CaseToStaff, who: int, role: AssignmentRole) -> Seat:
    return Seat(case=case.id, person=who, role=role, fit=0, travel=0, load_after=0)


def _brings(problem: Problem, case: CaseToStaff, team: list[Seat], who: int, role: AssignmentRole) -> int:
    """Count the rules that the team breaks for want of a skill or a woman, and no longer with this person."""

    def lacking(seats: list[Seat]) -> int:
        return sum(broken.rule in {"R34", "R31"} for broken in violations(problem, seats))

    before = lacking(team) if team else len(case.needs) + case.needs_female
    return before - lacking([*team, _seat(case, who, role)])


def _hopeless(problem: Problem, seats: list[Seat]) -> bool:
    """Tell whether a part of a team breaks what no further member can mend."""
    return any(broken.rule not in {"PLACES", "R34", "R31"} for broken in violations(problem, seats))


class Stopwatch:
    """Prints each level as it is solved, with the seconds since the one before."""

    def __init__(self, greedy_values: Mapping[Level, Fraction]) -> None:
        self.greedy = greedy_values
        self.last = time.perf_counter()

    def __call__(self, level: LevelValue) -> None:
        """Take the time of a level."""
        now = time.perf_counter()
        state = "proven" if level.proven else f"bound {level.bound / level.scale:.1f}"
        beside = float(self.greedy[level.level])
        reached = level.value / level.scale
        print(f"  {level.level.value:16} {reached:12.1f}  {state:14} {now - self.last:6.2f} s {beside:14.1f}")
        self.last = now


def main() -> None:
    """Print what the engine reaches and in what time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=14)
    parser.add_argument("--people", type=int, default=130)
    asked = parser.parse_args()
    problem = made_up_county(asked.seed, cases=asked.cases, people=asked.people)
    chairs = len(problem.cases) * len(problem.candidates)
    barred = sum(pair.barred for pair in problem.pairs) / chairs
    print(f"{len(problem.cases)} cases, {len(problem.candidates)} people, {barred:.0%} of the pairs barred")
    begun = time.perf_counter()
    by_greedy = greedy(problem)
    print(f"  greedy takes {time.perf_counter() - begun:.2f} s")
    print(f"  {'level':16} {'engine':>12}  {'proof':14} {'time':>8} {'greedy':>14}")
    begun = time.perf_counter()
    plan = allocate(problem, asked.seed, on_level=Stopwatch(level_values(problem, by_greedy)))
    print(
        f"  all, with lottery and reasons: {time.perf_counter() - begun:.2f} s; lottery proven: {plan.lottery_proven}"
    )
    unstaffed = len(problem.cases) - len({seat.case for seat in plan.seats})
    left_by_greedy = len(problem.cases) - len({seat.case for seat in by_greedy})
    print(f"  violations: {len(check(problem, plan))}; cases unstaffed: {unstaffed}, by the greedy {left_by_greedy}")
    print("  (a level below the first compares only where both staff the same cases)")


if __name__ == "__main__":
    main()
