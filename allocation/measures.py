"""What one seat costs and brings, in exact whole numbers."""

from math import gcd, lcm

from allocation.problem import Candidate, CaseToStaff, Problem
from allocation.rules import investigates
from terms.cases import AssignmentRole
from terms.people import Skill

FULL = 100
DAYS_OF_A_WEEK = 7


def work(case: CaseToStaff) -> int:
    """Return the work that a seat on the case takes, in percent-weeks; a week begun counts."""
    return case.effort * -((case.start - case.end) // DAYS_OF_A_WEEK)


def load_scale(problem: Problem) -> int:
    """Return the smallest number by which every load divided by availability becomes whole."""
    return lcm(*(person.capacity // gcd(person.capacity, FULL) for person in problem.candidates))


def load_weight(person: Candidate, scale: int) -> int:
    """Return what one percent-week weighs on the person: ``scale`` at full availability, more below it."""
    return scale * FULL // person.capacity


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
    """Return the points of fit: one for each needed skill covered, and one for each grade above the need."""
    grades, wanted = dict(person.skills), {need.skill: need.grade for need in case.needs}
    return sum(grades[skill] - wanted[skill] + 1 for skill in covers(case, person, role))
