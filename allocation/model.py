"""The whole model of a problem: every switch and every hard rule, before any level."""

from allocation.draft import Draft, start_draft
from allocation.pool_rules import POOL_RULES, keep_pins
from allocation.problem import Problem
from allocation.team_rules import TEAM_RULES, fill_places

HARD_RULES = {**TEAM_RULES, **POOL_RULES}
"""Every rule of teams and across cases, by its code."""


def draft_of(problem: Problem, *, without: frozenset[str] = frozenset(), outsiders: bool = False) -> Draft:
    """Build the model of a canonical problem, leaving out the named rules.

    With ``outsiders``, each place may also be filled by an imagined person who has every skill and no organ.
    """
    draft = start_draft(problem)
    if outsiders:
        for case in problem.cases:
            for place in case.places:
                draft.outsiders[case.id, place.role] = draft.model.new_int_var(
                    0, place.count, f"outsiders {case.id} {place.role.value}"
                )
    fill_places(draft)
    for code, add_rule in HARD_RULES.items():
        if code not in without:
            add_rule(draft)
    keep_pins(draft)
    return draft
