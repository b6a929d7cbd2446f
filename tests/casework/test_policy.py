"""The county's document changes the rules it names, and nothing else."""

from typing import Any

import pytest

from casework.policy import DeadlinePolicyInvalid, deadline_rules
from casework.rules import DEFAULT_RULES
from terms.cases import CaseStatus


def named(code: str, document: dict[str, Any]) -> Any:
    return {rule.code: rule for rule in deadline_rules(document)}.get(code)


def test_a_document_that_says_nothing_leaves_the_default_rules() -> None:
    assert deadline_rules({}) == DEFAULT_RULES


def test_amount_and_warning_are_changed_for_the_named_rule_only() -> None:
    rules = deadline_rules({"deadlines": {"S-CASE-15D": {"amount": 20, "warning_days": 0}}})
    changed = [(rule.code, rule.amount, rule.warning_days) for rule in rules if rule not in DEFAULT_RULES]
    assert changed == [("S-CASE-15D", 20, 0)]


def test_a_rule_can_be_put_out_of_force_and_named_without_being_so() -> None:
    assert named("S-CASE-1M", {"deadlines": {"S-CASE-1M": {"in_force": False}}}) is None
    assert named("S-CASE-1M", {"deadlines": {"S-CASE-1M": {"in_force": True}}}) == DEFAULT_RULES[-1]


def test_a_clock_that_starts_at_verification_also_runs_in_verification() -> None:
    rule = named("S-CASE-15D", {"deadlines": {"S-CASE-15D": {"trigger": "PRELIM_VERIFICATION"}}})
    assert rule.trigger is CaseStatus.PRELIM_VERIFICATION
    assert CaseStatus.PRELIM_VERIFICATION in rule.runs_in


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("amount", 0),
        ("amount", 3661),
        ("amount", True),
        ("amount", "15"),
        ("warning_days", -1),
        ("warning_days", 3661),
        ("warning_days", False),
        ("in_force", 1),
        ("trigger", "NOWHERE"),
        ("trigger", 3),
        ("colour", "red"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(setting: str, value: object) -> None:
    with pytest.raises(DeadlinePolicyInvalid) as refused:
        deadline_rules({"deadlines": {"D-REVIEW": {setting: value}}})
    assert (refused.value.rule, refused.value.setting) == ("D-REVIEW", setting)
    assert str(refused.value) == f"The setting “{setting}” of the deadline “D-REVIEW” is not valid."


def test_an_unknown_deadline_is_refused() -> None:
    with pytest.raises(DeadlinePolicyInvalid) as refused:
        deadline_rules({"deadlines": {"D-NOWHERE": {}}})
    assert refused.value.message("zh") == "时限规则“D-NOWHERE”的设置“code”无效。"
