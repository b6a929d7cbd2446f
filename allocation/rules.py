"""Codes of what closes a place to a person, beside the rule codes that recusal gives."""

from allocation.problem import Candidate, CaseToStaff, Limits
from terms.cases import AssignmentRole

NOT_FREE = "NOT_FREE"
"""Away or booked over capacity on a day of the case's window."""
NOT_QUALIFIED = "NOT_QUALIFIED"
"""May not lead (R32); may not review."""
LEAD_RANK = "LEAD_RANK"
"""Of a rank below that of who leads the case (R32), or of none on record."""
OUT_OF_REACH = "OUT_OF_REACH"
"""Of a district from which the case does not draw."""
NO_SUCH_PLACE = "NO_SUCH_PLACE"
"""The case wants nobody in the role."""
BARRED = "BARRED"
"""Barred by recusal without a named rule."""
WAIVER_NEEDED = "WAIVER_NEEDED"
"""Needs a waiver without a named rule, and the policy does not plan with waivers."""
SITS_OUT = "SITS_OUT"
"""Off a sensitive case by lot, so that nobody can count on her being on it."""
FALLEN_OUT = "FALLEN_OUT"
"""Was on the team and fell out of it; who did does not come back by a repair."""
SEPARATION = "R23"
RE_EXAMINATION = "R24"
TEAM_KIN = "R29"
WOMAN = "R31"
SKILL_COVER = "R34"
RECIPROCITY = "R39"
HOME_MINIMUM = "R44"
ONE_LOAN = "R46"
MOST_REVIEWS = "MOST_REVIEWS"
"""A person's limit on how many cases she reviews."""
MOST_FROM_ONE_ORGAN = "MOST_FROM_ONE_ORGAN"
"""The county's limit on how many of one team come from one organ."""

ROLE_ORDER = {role: number for number, role in enumerate(AssignmentRole)}


def investigates(role: AssignmentRole) -> bool:
    """Tell whether the role belongs to the investigating team; reviewers stand apart from it (R23)."""
    return role is not AssignmentRole.REVIEWER


def handles(case: CaseToStaff, person: Candidate, role: AssignmentRole) -> bool:
    """Tell whether the person's organ would handle a case of another organ with this place (R39, R40)."""
    return investigates(role) and case.handled_by_others and person.organ != case.organ


def role_number(role: AssignmentRole | None) -> int:
    """Return the place of a role in the canonical order, every role first."""
    return -1 if role is None else ROLE_ORDER[role]


def takes_time(limits: Limits, role: AssignmentRole) -> bool:
    """Tell whether a place takes a person's time and adds to her load."""
    return limits.reviews_take_time or investigates(role)
