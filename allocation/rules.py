"""Codes of what closes a place to a person, beside the rule codes that recusal gives."""

from terms.cases import AssignmentRole

NOT_FREE = "NOT_FREE"
"""Away or booked over capacity on a day of the case's window."""
NOT_QUALIFIED = "NOT_QUALIFIED"
"""May not lead (R32) or may not review."""
NO_SUCH_PLACE = "NO_SUCH_PLACE"
"""The case wants nobody in the role."""
BARRED = "BARRED"
"""Barred by recusal without a named rule."""
WAIVER_NEEDED = "WAIVER_NEEDED"
"""Needs a waiver without a named rule, and the policy does not plan with waivers."""
TEAM_KIN = "R29"
WOMAN = "R31"
SKILL_COVER = "R34"
RECIPROCITY = "R39"
HOME_MINIMUM = "R44"
MOST_FROM_ONE_ORGAN = "MOST_FROM_ONE_ORGAN"
"""The county's limit on how many of one team come from one organ."""

ROLE_ORDER = {role: number for number, role in enumerate(AssignmentRole)}


def investigates(role: AssignmentRole) -> bool:
    """Tell whether the role belongs to the investigating team; reviewers stand apart from it (R23)."""
    return role is not AssignmentRole.REVIEWER
