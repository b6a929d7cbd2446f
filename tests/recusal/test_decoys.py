"""Decoys read as a real restriction does, last as long as the case, and wear away by no asking."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recusal.decoys import HOLD_DAYS, Draw, drawn
from recusal.facts import Facts, SealedFacts
from recusal.findings import Finding, Question
from recusal.policy import DEFAULT_POLICY, Policy, UnusableSetting
from recusal.records import SamePerson
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.truth import sealed_truth
from recusal.world import World
from terms.people import MembershipKind
from terms.periods import Period
from terms.recusal import Severity, Verdict
from terms.ties import KinEdge
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, ON, belongs, ties

KEY = bytes(32)
STAFF = (
    belongs(1, m.GROUP),
    belongs(2, m.GROUP),
    belongs(3, m.BUREAU),
    belongs(4, m.GROUP, kind=MembershipKind.SECONDMENT),
    belongs(5, m.GROUP, Period(None, date(2020, 1, 1))),
)
COUNTY = replace(BARE, memberships=STAFF)
EVERYBODY = (1, 2, 3, 4, 5)


def groups(
    facts: Facts = COUNTY,
    *,
    key: bytes = KEY,
    policy: Policy = DEFAULT_POLICY,
    on: date = ON,
    filed: date | None = None,
    people: tuple[int, ...] = EVERYBODY,
) -> set[frozenset[int]]:
    """Return the groups that are drawn on the case."""
    return set(drawn(World(facts), Draw(key, policy, on), people=people, filed={1: filed})[1])


def keys(count: int) -> list[bytes]:
    """Return the secrets of so many counties."""
    return [number.to_bytes(32, "big") for number in range(count)]


def restricted(facts: Facts, *, widen: bool = True) -> set[int]:
    """Return who is restricted on the case."""
    question = Question(frozenset(EVERYBODY), frozenset({1}), widen_sealed=widen)
    return {finding.person for finding in find(facts, question, on=ON, rules={RESTRICTED})}


def test_a_decoy_closes_an_organ_to_the_very_people_whom_a_real_restriction_closes_it_to() -> None:
    real = replace(COUNTY, kin_ties=ties((1, KinEdge.SPOUSE, 8)), sealed=SealedFacts(informants=((1, 8),)))
    organs = {group for key in keys(300) for group in groups(key=key) if len(group) > 1}
    assert organs == {frozenset({1, 2})} == {frozenset(restricted(real))}


def test_a_county_that_widens_nothing_has_decoys_of_single_people() -> None:
    narrow = replace(DEFAULT_POLICY, widen_sealed_grounds=False)
    met = {group for key in keys(300) for group in groups(key=key, policy=narrow)}
    assert met == {frozenset({person}) for person in EVERYBODY}


def test_a_decoy_is_found_in_the_same_words_and_only_where_a_plan_is_made_or_approved() -> None:
    facts = replace(COUNTY, sealed=SealedFacts(decoys=((1, 3), (2, 1))))
    question = Question(frozenset(EVERYBODY), frozenset({1}), widen_sealed=True)
    found = find(facts, question, on=ON, rules={RESTRICTED})
    assert found == (Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, 3, 1),)
    assert restricted(facts, widen=False) == set()


def test_a_decoy_of_one_record_closes_the_case_to_the_person_under_each() -> None:
    facts = replace(COUNTY, same_people=(SamePerson(1, 2, 3),), sealed=SealedFacts(decoys=((1, 3),)))
    assert restricted(facts) == {2, 3}


def test_decoys_take_nothing_from_a_real_ground_and_are_no_ground_to_the_officer() -> None:
    informed = SealedFacts(informants=((1, 8), (1, 3)), decoys=((1, 1), (1, 3)))
    facts = replace(COUNTY, sealed=informed)
    question = Question(frozenset(EVERYBODY), frozenset({1}))
    assert restricted(facts) == {1, 3}
    assert restricted(facts, widen=False) == {3}
    assert [(one.rule, one.person) for one in sealed_truth(facts, question, on=ON)] == [("R04", 3)]


def test_the_same_secret_draws_the_same_whatever_else_is_asked_and_whatever_is_sealed() -> None:
    sealed = SealedFacts(informants=((1, 2),), holds=((3, Period(None, None)),))
    for key in keys(40):
        usual = groups(key=key)
        assert groups(replace(COUNTY, sealed=sealed), key=key) == usual
        fewer = {group & {1, 3} for group in usual} - {frozenset()}
        assert groups(key=key, people=(1, 3)) == fewer


def test_what_is_drawn_on_a_case_stays_for_as_long_as_the_case_does() -> None:
    for key in keys(200):
        draw = Draw(key, DEFAULT_POLICY, ON)
        closed = draw.closes(1, "organ", 7, filed_on=ON)
        for days in (1, 30, 400, 4000):
            later = replace(draw, on=ON + timedelta(days=days))
            assert later.closes(1, "organ", 7, filed_on=ON) >= closed


def test_a_case_that_is_joined_with_another_has_its_decoys_too() -> None:
    joined = replace(COUNTY, cases=(replace(CASE, linked_cases=(2,)), replace(CASE, id=2)))
    for key in keys(100):
        draw = Draw(key, DEFAULT_POLICY, ON)
        both = drawn(World(joined), draw, people=EVERYBODY, filed={1: None, 2: None})
        assert set(both[1]) == set(both[2]) >= groups(key=key)


def test_a_decoy_of_a_hold_keeps_a_person_off_every_case_for_a_while() -> None:
    two = replace(COUNTY, cases=(CASE, replace(CASE, id=2)))
    key = next(key for key in keys(500) if Draw(key, DEFAULT_POLICY, ON).holds(4))
    found = drawn(World(two), Draw(key, DEFAULT_POLICY, ON), people=EVERYBODY, filed={1: None, 2: None})
    assert all(frozenset({4}) in found[case] for case in (1, 2))
    days = [Draw(key, DEFAULT_POLICY, ON + timedelta(days=day)).holds(4) for day in range(-HOLD_DAYS, HOLD_DAYS + 1)]
    stretch = "".join("x" if held else "." for held in days).strip(".")
    assert HOLD_DAYS <= len(stretch.replace(".", "")) <= len(days)


def test_the_order_in_which_decoys_are_lifted_is_the_secrets_own() -> None:
    policy = replace(DEFAULT_POLICY, decoy_percent=40, decoy_hold_percent=20)
    orders = {
        drawn(World(COUNTY), Draw(key, policy, ON), people=EVERYBODY, filed={1: date(2020, 1, 1)})[1]
        for key in keys(300)
    }
    first = {order[0] for order in orders if len(order) > 1}
    assert len(first) > 2


@pytest.mark.parametrize(
    ("setting", "value"),
    [("decoy_percent", 4), ("decoy_percent", 41), ("decoy_hold_percent", 1), ("decoy_hold_percent", 21)],
)
def test_no_county_does_without_decoys_or_drowns_in_them(setting: str, value: int) -> None:
    with pytest.raises(UnusableSetting):
        Policy.from_json({setting: value})
    assert Policy.from_json({"decoy_percent": 5, "decoy_hold_percent": 20}).decoy_percent == 5
