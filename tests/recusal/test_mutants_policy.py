"""What a refused policy says, and how the standards are put together: what mutation testing found nobody asked."""

import pytest

from recusal.policy import Policy, PolicyRefused, SofterThanLaw, UnknownSetting, UnusableSetting
from recusal.severities import Standard, _home_unit, _law
from terms.recusal import Severity


@pytest.mark.parametrize(
    ("values", "refusal", "key", "value"),
    [
        ([], UnusableSetting, "policy", []),
        ({"past_unit_years": 3}, UnknownSetting, "past_unit_years", 3),
        ({7: 3}, UnknownSetting, "7", 3),
        ({"severities": ["R18"]}, UnusableSetting, "severities", ["R18"]),
        ({"severities": {"R18": "SOFTER"}}, UnusableSetting, "R18", "SOFTER"),
        ({"severities": {18: "SOFTER"}}, UnusableSetting, "18", "SOFTER"),
        ({"severities": {"R77": "SOFT"}}, UnknownSetting, "R77", Severity.SOFT),
        ({"severities": {"R18": "ELIGIBILITY"}}, UnusableSetting, "R18", Severity.ELIGIBILITY),
        ({"severities": {"R02": "SOFT"}}, SofterThanLaw, "R02", Severity.SOFT),
        ({"training_months": -1}, UnusableSetting, "training_months", -1),
        ({"widen_sealed_grounds": 1}, UnusableSetting, "widen_sealed_grounds", 1),
        ({"lead_rank": ["COUNTY"]}, UnusableSetting, "lead_rank", ["COUNTY"]),
        ({"lead_rank": {"CITY": "SECTION_HEAD"}}, UnknownSetting, "lead_rank.CITY", "SECTION_HEAD"),
        ({"lead_rank": {"COUNTY": "GENERAL"}}, UnusableSetting, "lead_rank.COUNTY", "GENERAL"),
        ({"lead_rank": {"COUNTY": 3}}, UnusableSetting, "lead_rank.COUNTY", 3),
    ],
)
def test_a_refused_policy_names_the_setting_and_what_was_asked(
    values: object, refusal: type[PolicyRefused], key: str, value: object
) -> None:
    with pytest.raises(refusal) as refused:
        Policy.from_json(values)
    assert (refused.value.key, refused.value.value, refused.value.args) == (key, value, (key, value))
    assert f"“{key}”" in refused.value.message("zh")
    assert f"“{key}”" in refused.value.message("en")


def test_a_written_policy_holds_every_window() -> None:
    assert Policy(past_unit_months=24).to_json() == {
        "severities": {},
        "past_unit_months": 24,
        "past_superior_months": 36,
        "ended_tie_months": 36,
        "reciprocity_months": 12,
        "declaration_months": 12,
        "training_months": 24,
        "past_secondment_months": 12,
        "pair_months": 12,
        "most_loan_months": 12,
        "loan_window_months": 24,
        "cooling_off_months": 36,
        "loan_rest_days": 30,
        "pair_limit": 2,
        "smallest_team": 2,
        "widen_sealed_grounds": True,
        "decoy_percent": 20,
        "decoy_hold_percent": 5,
        "lead_rank": {},
    }


@pytest.mark.parametrize("severity", [Severity.HARD, Severity.ELIGIBILITY])
def test_what_the_law_says_is_standard_and_floor(severity: Severity) -> None:
    assert _law(severity) == Standard(severity, severity)


def test_the_home_unit_is_free_shared_or_away() -> None:
    assert _home_unit("R99") == {
        "R99.SELF": Standard(None),
        "R99.ASSIST": Standard(Severity.WAIVABLE),
        "R99.JOINT": Standard(Severity.WAIVABLE),
        "R99.LINKED": Standard(Severity.WAIVABLE),
        "R99.CROSS": Standard(Severity.ABSOLUTE),
        "R99.OFFSITE": Standard(Severity.ABSOLUTE),
        "R99.ELEVATED": Standard(Severity.ABSOLUTE),
    }
