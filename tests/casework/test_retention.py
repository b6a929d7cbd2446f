"""How long what is held on people is kept: by days of the county's policy, never less than the law asks."""

import pytest

from casework.retention import DEFAULTS, LONGEST, SIX_MONTHS, RetentionPolicy, RetentionRefused
from terms.personal import Keeping


def test_what_a_county_leaves_out_has_its_default() -> None:
    policy = RetentionPolicy.from_json({"after_end": 30})
    assert policy.days == {**DEFAULTS, Keeping.AFTER_END: 30}
    assert RetentionPolicy.from_json(policy.to_json()) == policy


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("audit_trail", SIX_MONTHS - 1),
        ("after_end", 0),
        ("after_end", LONGEST + 1),
        ("after_end", True),
        ("after_end", "30"),
        ("after_end", 1.5),
        ("after_end", None),
        ("case_file", 30),
        ("", 30),
        ("x" * 10_000, 30),
    ],
)
def test_what_cannot_be_is_refused(key: str, value: object) -> None:
    with pytest.raises(RetentionRefused) as refused:
        RetentionPolicy.from_json({key: value})
    assert refused.value.key == key[:80]
    assert key[:80] in refused.value.message("zh")


def test_the_audit_trail_may_be_kept_just_as_long_as_the_law_asks() -> None:
    assert RetentionPolicy.from_json({"audit_trail": SIX_MONTHS}).days[Keeping.AUDIT_TRAIL] == SIX_MONTHS
