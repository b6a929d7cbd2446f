"""What a county may set, what it may not, and what that does."""

import json
from dataclasses import replace

import pytest

from recusal.policy import DEFAULT_POLICY, Policy, PolicyRefused, SofterThanLaw, UnknownSetting, UnusableSetting
from recusal.severities import STANDARDS
from terms.cases import Mode
from terms.recusal import Severity
from terms.ties import KinEdge
from tests.recusal import making as m
from tests.recusal.making import BARE, belongs, findings, in_mode, said, ties

TIED_BY_LAW = ("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R14.CURRENT", "R20.LIVE", "R21", "R22")
HARD_BY_LAW = (*TIED_BY_LAW, "R23", "R24", "R29", "R38", "R51", "R53", "R54", "RECUSED", "RESTRICTED")
REQUIRED_BY_LAW = ("R25", "R30", "R31", "R33", "R35", "R36", "R48.DECLARATION", "R49", "R50")


@pytest.mark.parametrize("key", HARD_BY_LAW)
@pytest.mark.parametrize("softer", [Severity.ABSOLUTE, Severity.WAIVABLE, Severity.SOFT, None])
def test_no_county_softens_a_hard_rule(key: str, softer: Severity | None) -> None:
    with pytest.raises(SofterThanLaw) as refused:
        Policy({key: softer})
    assert (refused.value.key, refused.value.value, refused.value.floor) == (key, softer, Severity.HARD)


@pytest.mark.parametrize("key", REQUIRED_BY_LAW)
@pytest.mark.parametrize("softer", [Severity.SOFT, None])
def test_no_county_drops_a_requirement_of_law(key: str, softer: Severity | None) -> None:
    with pytest.raises(SofterThanLaw):
        Policy({key: softer})


def test_every_hard_rule_but_the_extended_kin_is_fixed() -> None:
    hard = {key for key, standard in STANDARDS.items() if standard.severity is Severity.HARD}
    assert hard == {*HARD_BY_LAW, "R08"}


def test_no_floor_is_above_its_standard_or_of_another_sort() -> None:
    floors = {key: standard.floor for key, standard in STANDARDS.items() if standard.floor is not None}
    assert {key for key, floor in floors.items() if floor is not STANDARDS[key].severity} == {"R08"}
    assert {key for key, floor in floors.items() if floor is Severity.ELIGIBILITY} == {*REQUIRED_BY_LAW}
    assert floors["R37"] is Severity.ABSOLUTE


def test_extended_kin_may_be_left_to_a_waiver_and_no_further() -> None:
    facts = replace(BARE, kin_ties=ties((9, KinEdge.PARENT, 5), (5, KinEdge.PARENT, 1)))
    assert said(findings(facts, policy=Policy({"R08": Severity.WAIVABLE}))) == ["R08 WAIVABLE"]
    with pytest.raises(SofterThanLaw):
        Policy({"R08": Severity.SOFT})


def test_the_home_unit_is_the_countys_to_decide_mode_by_mode() -> None:
    facts = replace(BARE, memberships=(belongs(1, m.VILLAGE),))
    lenient = Policy({"R11.CROSS": None})
    assert findings(facts, policy=lenient) == ()
    assert said(findings(in_mode(Mode.OFFSITE, facts), policy=lenient)) == ["R11 ABSOLUTE"]
    strict = Policy({"R11.SELF": Severity.HARD})
    assert said(findings(in_mode(Mode.SELF, facts), policy=strict)) == ["R11 HARD"]


@pytest.mark.parametrize("key", ["R99", "R11", "R11.NOWHERE", "R02.CROSS", "R52", "R45", ""])
def test_a_setting_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(UnknownSetting) as refused:
        Policy({key: Severity.HARD})
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("key", "severity"),
    [("R48", Severity.HARD), ("R48", Severity.WAIVABLE), ("R18", Severity.ELIGIBILITY), ("R02", Severity.ELIGIBILITY)],
)
def test_a_requirement_is_no_bar_and_a_bar_no_requirement(key: str, severity: Severity) -> None:
    with pytest.raises(UnusableSetting):
        Policy({key: severity})


@pytest.mark.parametrize("months", [-1, 601, True, 1.5, "12", None])
def test_a_window_is_a_number_of_months_up_to_fifty_years(months: object) -> None:
    with pytest.raises(UnusableSetting) as refused:
        Policy.from_json({"past_unit_months": months})
    assert refused.value.key == "past_unit_months"


def test_the_longest_and_the_shortest_window_are_taken() -> None:
    assert Policy(past_unit_months=0, reciprocity_months=600).reciprocity_months == 600


@pytest.mark.parametrize(("people", "taken"), [(1, False), (2, True), (20, True), (21, False)])
def test_no_team_is_smaller_than_two(people: int, taken: bool) -> None:  # noqa: FBT001
    if taken:
        assert Policy(smallest_team=people).smallest_team == people
    else:
        with pytest.raises(UnusableSetting):
            Policy(smallest_team=people)


@pytest.mark.parametrize(("months", "taken"), [(35, False), (36, True)])
def test_nobody_cools_off_for_less_than_three_years(months: int, taken: bool) -> None:  # noqa: FBT001
    if taken:
        assert Policy(cooling_off_months=months).cooling_off_months == months
    else:
        with pytest.raises(UnusableSetting):
            Policy(cooling_off_months=months)


@pytest.mark.parametrize(("cases", "taken"), [(0, False), (1, True), (100, True), (101, False)])
def test_a_pair_of_organs_is_worn_out_by_one_case_at_the_earliest(cases: int, taken: bool) -> None:  # noqa: FBT001
    if taken:
        assert Policy(pair_limit=cases).pair_limit == cases
    else:
        with pytest.raises(UnusableSetting):
            Policy(pair_limit=cases)


@pytest.mark.parametrize("value", [0, 1, None, "true"])
def test_widening_is_switched_on_or_off(value: object) -> None:
    with pytest.raises(UnusableSetting):
        Policy.from_json({"widen_sealed_grounds": value})
    assert Policy.from_json({"widen_sealed_grounds": False}) == Policy(widen_sealed_grounds=False)


def test_a_policy_survives_being_written_and_read() -> None:
    policy = Policy({"R18": None, "R11.CROSS": Severity.WAIVABLE, "R48": Severity.SOFT}, training_months=36)
    written = json.loads(json.dumps(policy.to_json()))
    assert Policy.from_json(written) == policy
    assert written["severities"] == {"R11.CROSS": "WAIVABLE", "R18": None, "R48": "SOFT"}
    assert Policy.from_json({}) == DEFAULT_POLICY


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ([], UnusableSetting),
        ({"severities": []}, UnusableSetting),
        ({"severities": {"R18": "SOFTER"}}, UnusableSetting),
        ({"severities": {"R18": 3}}, UnusableSetting),
        ({"severities": {"R02": "SOFT"}}, SofterThanLaw),
        ({"severities": {"R77": "SOFT"}}, UnknownSetting),
        ({"past_unit_years": 3}, UnknownSetting),
    ],
)
def test_a_malformed_policy_is_refused(values: object, refusal: type[PolicyRefused]) -> None:
    with pytest.raises(refusal):
        Policy.from_json(values)


def test_a_policy_cannot_be_changed_behind_its_back() -> None:
    given: dict[str, Severity | None] = {"R18": None}
    policy = Policy(given)
    given["R19"] = None
    assert policy.severity("R19") is Severity.WAIVABLE
    assert policy.severity("R18") is None


def test_a_refusal_speaks_both_languages() -> None:
    refusal = SofterThanLaw("R02", Severity.SOFT, Severity.HARD)
    assert refusal.message("zh") == "“R02”不得放宽为“SOFT”，最低为“HARD”。"
    assert str(refusal) == "“R02” may not be softened to “SOFT”; “HARD” is the least."
