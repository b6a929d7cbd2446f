"""What one seat costs and brings, in exact whole numbers."""

from math import gcd, lcm

from allocation.problem import Candidate, CaseToStaff, Pin, Problem
from allocation.rules import investigates, takes_time
from terms.cases import AssignmentRole
from terms.people import Skill

FULL = 100
MOST_POINTS = 3
"""Points of fit for one needed skill, at most; ours."""
DAYS_OF_A_WEEK = 7


def work(case: CaseToStaff) -> int:
    """Return the work that a seat on the case takes, in percent-weeks; a week begun counts."""
    return case.effort * -((case.start - case.end) // DAYS_OF_A_WEEK)


def load_scale(problem: Problem) -> int:
    """Return the smallest number by which every load divided by availability becomes whole."""
    return lcm(*(available // gcd(available, FULL) for available in map(availability, problem.candidates)))


def load_tier(problem: Problem) -> int:
    """Return the tier above which load costs more, in units of 1 / ``load_scale``."""
    return load_scale(problem) * problem.limits.load_tier


def load_weight(person: Candidate, scale: int) -> int:
    """Return what one percent-week weighs on the person: ``scale`` at full availability, more below it."""
    return scale * FULL // availability(person)


def load_with(problem: Problem, pin: Pin) -> int:
    """Return the load that the pinned person has with this seat and no other, in units of 1 / ``load_scale``."""
    (person,) = (one for one in problem.candidates if one.id == pin.person)
    (case,) = (one for one in problem.cases if one.id == pin.case)
    more = work(case) if takes_time(problem.limits, pin.role) else 0
    return load_weight(person, load_scale(problem)) * (person.load + more)


def availability(person: Candidate) -> int:
    """Return the percent of full working time by which the person's load is divided."""
    return person.capacity if person.availability is None else person.availability


def team_size(case: CaseToStaff) -> int:
    """Return how many people investigate the case."""
    return sum(place.count for place in case.places if investigates(place.role))


def serve_scale(problem: Problem) -> int:
    """Return the smallest number by which the mean points of every whole team become whole."""
    return lcm(*(size for case in problem.cases if (size := team_size(case))))


def share(case: CaseToStaff, scale: int) -> int:
    """Return what one point of fit adds to the mean of the case's team, in units of 1 / ``scale``; 0 without a team."""
    size = team_size(case)
    return scale // size if size else 0


def tenth(problem: Problem) -> int:
    """Return how many cases a tenth of those with a team to find are, a begun one counted whole."""
    return -(-sum(team_size(case) > 0 for case in problem.cases) // 10)


def spread(load: int, tier: int) -> int:
    """Return the cost of a load: what lies above each whole tier, added up; convex and exact."""
    steps = load // tier
    return steps * load - tier * steps * (steps + 1) // 2


def travel(case: CaseToStaff, person: Candidate, role: AssignmentRole) -> int:
    """Return the Manhattan distance in hundreds of metres; none for a reviewer, who works from files."""
    return abs(case.x - person.x) + abs(case.y - person.y) if investigates(role) else 0


def covers(case: CaseToStaff, person: Candidate, role: AssignmentRole) -> tuple[Skill, ...]:
    """Return the needed skills that the person has at the needed grade."""
    if not investigates(role):
        return ()
    grades = dict(person.skills)
    return tuple(need.skill for need in case.needs if grades.get(need.skill, 0) >= need.grade)


def fit(case: CaseToStaff, person: Candidate, role: AssignmentRole) -> int:
    """Return the points of fit: one for each needed skill covered and for each grade above the need, at most three."""
    grades, wanted = dict(person.skills), {need.skill: need.grade for need in case.needs}
    return sum(min(MOST_POINTS, grades[skill] - wanted[skill] + 1) for skill in covers(case, person, role))
