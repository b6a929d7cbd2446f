"""The county's policy on deadlines: the default rules, changed where the county's document says so."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from casework.rules import DEFAULT_RULES, DeadlineRule
from terms.cases import CaseStatus
from terms.refusals import Refusal

LONGEST: Final = 3660
"""No limit is longer, in any unit; ours."""


class DeadlinePolicyInvalid(Refusal):
    """The county's document says something about a deadline that cannot be meant."""

    code = "DEADLINE_POLICY_INVALID"
    zh = "时限规则“{rule}”的设置“{setting}”无效。"
    en = "The setting “{setting}” of the deadline “{rule}” is not valid."

    def __init__(self, *, rule: str, setting: str) -> None:
        super().__init__()
        self.rule = rule
        self.setting = setting


def deadline_rules(
    document: Mapping[str, Any], defaults: Sequence[DeadlineRule] = DEFAULT_RULES
) -> tuple[DeadlineRule, ...]:
    """Return the rules in force under a policy document, in the order of ``defaults``.

    The document's ``deadlines`` maps a code to any of ``in_force`` (bool), ``amount`` and ``warning_days`` (whole
    numbers) and ``trigger`` (a code of ``CaseStatus``), for example
    ``{"deadlines": {"S-CASE-15D": {"amount": 20, "trigger": "PRELIM_VERIFICATION"}}}``.

    Raises:
        DeadlinePolicyInvalid: a code or setting is unknown, or a value is out of bounds.
    """
    wanted: Mapping[str, Mapping[str, Any]] = document.get("deadlines", {})
    for code in wanted:
        if code not in {rule.code for rule in defaults}:
            raise DeadlinePolicyInvalid(rule=code, setting="code")
    changed = (_changed(rule, wanted.get(rule.code, {})) for rule in defaults)
    return tuple(rule for rule in changed if rule is not None)


def _changed(rule: DeadlineRule, settings: Mapping[str, Any]) -> DeadlineRule | None:
    in_force = True
    for setting, value in settings.items():
        match setting, value:
            case "in_force", bool():
                in_force = value
            case "amount", int() if not isinstance(value, bool) and 1 <= value <= LONGEST:
                rule = replace(rule, amount=value)
            case "warning_days", int() if not isinstance(value, bool) and 0 <= value <= LONGEST:
                rule = replace(rule, warning_days=value)
            case "trigger", str() if value in CaseStatus.__members__:
                trigger = CaseStatus[value]
                rule = replace(rule, trigger=trigger, runs_in=rule.runs_in | {trigger})
            case _:
                raise DeadlinePolicyInvalid(rule=rule.code, setting=setting)
    return rule if in_force else None
