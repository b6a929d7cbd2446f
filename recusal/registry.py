"""The rules in force, in order, as data."""

from collections.abc import Mapping
from types import MappingProxyType

from recusal.other_rules import OTHER_RULES, REQUIREMENT_RULES, SEALED_RULES, TEAM_RULES
from recusal.rule import Rule, Scope
from recusal.tie_rules import TIE_RULES

RULES: tuple[Rule, ...] = tuple(
    sorted((*TIE_RULES, *REQUIREMENT_RULES, *SEALED_RULES, *TEAM_RULES, *OTHER_RULES), key=lambda rule: rule.code)
)
"""All rules in order of code: R01 to R55, what was decided (RECUSED), and RESTRICTED last."""

RULE_BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})

TIES: frozenset[str] = frozenset(rule.code for rule in RULES if rule.scope is Scope.PAIR)
"""Codes of the rules about bias, for watching everybody against every case; without what only assignment requires."""

SCREENED: frozenset[str] = TIES | {rule.code for rule in RULES if rule.scope is Scope.REQUIREMENT}
"""Codes of all rules that look at one person and one case."""
