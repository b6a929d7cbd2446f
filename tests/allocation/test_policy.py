"""The county's planning policy: defaults, both sides of every bound, and plain values there and back."""

import pytest

from allocation.policy import BOUNDS, HEAVIEST, MOST_REVIEWED, MOST_SOFT, PlanningPolicy, PlanningPolicyRefused
from allocation.problem import Limits
from terms.allocation import Level
from terms.cases import Mode, Urgency


def test_a_policy_survives_the_way_through_plain_values() -> None:
    policy = PlanningPolicy(most_from_one_organ=3, keep_at_home=0, forbid_reciprocity=False, default_days=45)
    assert PlanningPolicy.from_json(policy.to_json()) == policy


def test_what_is_left_out_has_its_default() -> None:
    policy = PlanningPolicy.from_json({"weights": {"LOW": 7}})
    assert policy.weights == {**PlanningPolicy().weights, Urgency.LOW: 7}
    assert policy.load_weeks == PlanningPolicy().load_weeks


@pytest.mark.parametrize(("key", "least", "most"), [(key, *bounds) for key, bounds in BOUNDS.items()])
def test_numbers_are_taken_up_to_their_bounds_and_no_further(key: str, least: int, most: int) -> None:
    for value in (least, most):
        assert getattr(PlanningPolicy.from_json({key: value}), key) == value
    unfit: list[object] = [least - 1, most + 1, True, "3", None, 2.0]
    for refused_value in unfit:
        with pytest.raises(PlanningPolicyRefused) as refused:
            PlanningPolicy.from_json({key: refused_value})
        assert (refused.value.key, refused.value.value) == (key, refused_value)


def test_a_county_sets_the_order_of_goods() -> None:
    order = ["URGENCY_STAFFED", "TRAVEL", "APPEARANCES"]
    policy = PlanningPolicy.from_json({"order": order})
    assert policy.order == (Level.URGENCY_STAFFED, Level.TRAVEL, Level.APPEARANCES)
    assert policy.to_json()["order"] == order
    assert PlanningPolicy.from_json(policy.to_json()) == policy


@pytest.mark.parametrize(
    "order", [[], ["FIT"], ["FIT", "URGENCY_STAFFED"], ["URGENCY_STAFFED", "FIT", "FIT"], ["LUCK"], [["FIT"]], "FIT", 5]
)
def test_the_staffing_of_cases_comes_first_and_no_good_twice(order: object) -> None:
    with pytest.raises(PlanningPolicyRefused, match="order"):
        PlanningPolicy.from_json({"order": order})


def test_its_settings_are_the_limits_of_the_problem() -> None:
    given = {"ring_weight": 5, "load_tier": 250, "keep_at_home": 2, "plan_with_waivers": True, "waiver_weight": 4}
    assert PlanningPolicy.from_json(given).limits == Limits(**given)  # type: ignore[arg-type]
    assert PlanningPolicy().limits.plan_with_waivers is False


def test_soft_findings_are_weighed_by_rule() -> None:
    policy = PlanningPolicy.from_json({"soft_weights": {"R17": 0, "R41": MOST_SOFT}})
    assert policy.soft_weights == {"R17": 0, "R41": MOST_SOFT}
    assert PlanningPolicy.from_json(policy.to_json()) == policy


@pytest.mark.parametrize(
    ("weights", "key"),
    [
        ({"R17": -1}, "soft_weights.R17"),
        ({"R17": MOST_SOFT + 1}, "soft_weights.R17"),
        ({"R17": True}, "soft_weights.R17"),
        ({"R40": 1}, "soft_weights.R40"),
        ({"R39": 1}, "soft_weights.R39"),
        ({"R99": 1}, "soft_weights.R99"),
        ({"R44": 1}, "soft_weights.R44"),
        ([5], "soft_weights"),
        ("R17", "soft_weights"),
    ],
)
def test_a_soft_weight_is_a_small_number_of_a_rule_on_people(weights: object, key: str) -> None:
    with pytest.raises(PlanningPolicyRefused) as refused:
        PlanningPolicy.from_json({"soft_weights": weights})
    assert refused.value.key == key


@pytest.mark.parametrize("key", ["forbid_reciprocity", "named_picks", "plan_with_waivers"])
def test_what_is_so_or_not_is_true_or_false(key: str) -> None:
    assert PlanningPolicy.from_json({key: False}).to_json()[key] is False
    with pytest.raises(PlanningPolicyRefused, match=key):
        PlanningPolicy.from_json({key: 1})


@pytest.mark.parametrize("weight", [0, HEAVIEST + 1, True, "5", None])
def test_weights_are_whole_numbers_within_bounds(weight: object) -> None:
    assert PlanningPolicy.from_json({"weights": {"URGENT": HEAVIEST}}).weights[Urgency.URGENT] == HEAVIEST
    with pytest.raises(PlanningPolicyRefused, match=r"weights\.URGENT"):
        PlanningPolicy.from_json({"weights": {"URGENT": weight}})


@pytest.mark.parametrize("weights", [{"SOON": 5}, [50, 20], 5])
def test_weights_name_urgencies(weights: object) -> None:
    with pytest.raises(PlanningPolicyRefused, match="weights"):
        PlanningPolicy.from_json({"weights": weights})


def test_an_unknown_setting_is_refused_by_name() -> None:
    with pytest.raises(PlanningPolicyRefused) as refused:
        PlanningPolicy.from_json({"keep_at_hom": 1})
    assert "keep_at_hom" in refused.value.message("zh")


def test_a_limit_on_reviews_is_none_or_a_small_number() -> None:
    assert PlanningPolicy().most_reviews is None
    for given in (None, 1, MOST_REVIEWED):
        policy = PlanningPolicy.from_json({"most_reviews": given})
        assert policy.most_reviews == given
        assert PlanningPolicy.from_json(policy.to_json()) == policy
    for unfit in (0, MOST_REVIEWED + 1, True, False, "", "3", 2.0):
        with pytest.raises(PlanningPolicyRefused, match="most_reviews"):
            PlanningPolicy.from_json({"most_reviews": unfit})


def test_a_county_names_the_modes_in_which_a_zone_keeps_to_its_own_people() -> None:
    policy = PlanningPolicy.from_json({"within_zone": ["CROSS", "JOINT"]})
    assert policy.within_zone == (Mode.CROSS, Mode.JOINT)
    assert policy.to_json()["within_zone"] == ["CROSS", "JOINT"]
    assert PlanningPolicy.from_json(policy.to_json()) == policy
    for unfit in ("CROSS", ["HOME"], [["CROSS"]], ["CROSS", "CROSS"], ["OFFSITE"], None, {"CROSS": 1}):
        with pytest.raises(PlanningPolicyRefused) as refused:
            PlanningPolicy.from_json({"within_zone": unfit})
        assert (refused.value.key, refused.value.value) == ("within_zone", unfit)
