"""What meeting a restriction tells: the likelihood ratios of docs/decisions/0018, measured over many secrets."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from math import sqrt

import pytest

from recusal.decoys import MONTHS_TO_DOUBLE, Draw, drawn
from recusal.facts import Facts, Organ, SealedFacts
from recusal.findings import Question
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.rules.sealed import RESTRICTED
from recusal.screen import find
from recusal.world import World
from terms.organs import OrganKind
from terms.ties import KinEdge
from tests.recusal.making import BARE, CASE, ON, belongs, ties

pytestmark = pytest.mark.no_cover

ORGANS, STAFF = 40, 3
FIRST = 1000
PEOPLE = tuple(range(1, ORGANS * STAFF + 1))
INFORMANT = 9999
SURE = 3.29
"""Standard deviations that chance passes once in a thousand times."""
COUNTIES = 300
COUNTY: Facts = replace(
    BARE,
    organs=(*BARE.organs, *(Organ(FIRST + number, OrganKind.TOWNSHIP_COMMISSION) for number in range(ORGANS))),
    memberships=tuple(belongs(person, FIRST + (person - 1) // STAFF) for person in PEOPLE),
    parties=(),
    cases=(replace(CASE, linked_cases=()),),
)
WORLD = World(COUNTY)
KINS = replace(COUNTY, kin_ties=ties((PEOPLE[0], KinEdge.SPOUSE, INFORMANT)))
ASKED = Question(frozenset(PEOPLE), frozenset({1}), widen_sealed=True)


def secret(number: int) -> bytes:
    """Return the secret of a county."""
    return number.to_bytes(32, "big")


def closed(
    number: int, policy: Policy = DEFAULT_POLICY, *, on: date = ON, filed: date | None = None, informed: bool = False
) -> frozenset[int]:
    """Return to whom the case is closed in a county: what a plan's maker can at most find out by asking for pairs."""
    groups = drawn(WORLD, Draw(secret(number), policy, on), people=PEOPLE, filed={1: filed})[1]
    decoys = tuple((1, person) for group in groups for person in group)
    sealed = SealedFacts(informants=((1, INFORMANT),) if informed else (), decoys=decoys)
    found = find(replace(KINS, sealed=sealed), ASKED, policy, on=on, rules={RESTRICTED})
    return frozenset(finding.person for finding in found)


@cache
def unheld(percent: int = DEFAULT_POLICY.decoy_percent, filed: date | None = None) -> tuple[frozenset[int], ...]:
    """Return for each county the organs that decoys close whole, by number; holds close single people."""
    policy = replace(DEFAULT_POLICY, decoy_percent=percent)
    return tuple(whole_organs(closed(number, policy, filed=filed)) for number in range(COUNTIES))


def whole_organs(people: frozenset[int]) -> frozenset[int]:
    """Return the organs all of whose people are among them."""
    return frozenset(
        number for number in range(ORGANS) if people.issuperset(PEOPLE[number * STAFF : (number + 1) * STAFF])
    )


def between(hits: int, tries: int) -> tuple[float, float]:
    """Return the interval that holds the true share of hits, but for one time in a thousand (Wilson, 1927)."""
    share, square = hits / tries, SURE * SURE
    middle = (share + square / (2 * tries)) / (1 + square / tries)
    half = SURE * sqrt(share * (1 - share) / tries + square / (4 * tries * tries)) / (1 + square / tries)
    return middle - half, middle + half


@pytest.mark.parametrize("percent", [5, 10, 20, 40])
def test_one_look_at_an_organ_tells_at_most_a_hundred_divided_by_the_share(percent: int) -> None:
    met = sum(len(organs) for organs in unheld(percent))
    least, most = between(met, COUNTIES * ORGANS)
    assert least <= percent / 100 <= most
    assert 1 / least < 100 / percent * 1.2  # and the ratio that is documented is the one that is measured


def test_the_kin_of_an_informant_is_closed_in_every_county_with_all_her_organ_and_the_rest_is_as_it_was() -> None:
    for number in range(40):
        with_kin, without = closed(number, informed=True), closed(number)
        assert with_kin == without | set(PEOPLE[:STAFF])


def test_who_looks_again_and_again_learns_no_more_than_by_the_first_look() -> None:
    days = [ON + timedelta(days=day) for day in (1, 45, 360)]
    for number in range(COUNTIES // 4):
        first = unheld()[number]
        assert first.intersection(*(whole_organs(closed(number, on=day)) for day in days)) == first


def test_two_organs_of_which_an_informant_has_kin_tell_as_much_as_two_looks_at_one() -> None:
    beside = [{first, first + 1} for first in range(0, ORGANS, 2)]
    both = sum(organs >= pair for organs in unheld() for pair in beside)
    least, most = between(both, COUNTIES * len(beside))
    assert least <= (DEFAULT_POLICY.decoy_percent / 100) ** 2 <= most


def test_an_organ_that_was_open_closes_by_a_decoy_too_as_the_case_grows_old() -> None:
    old = ON - timedelta(days=31 * MONTHS_TO_DOUBLE)
    then, now = unheld(), unheld(filed=old)
    assert all(before <= after for before, after in zip(then, now, strict=True))
    begun = sum(len(after - before) for before, after in zip(then, now, strict=True))
    least, most = between(begun, COUNTIES * ORGANS)
    assert least <= DEFAULT_POLICY.decoy_percent / 100 <= most


def test_a_person_who_is_closed_on_all_cases_is_held_by_a_decoy_as_often_as_the_county_says() -> None:
    draws = [Draw(secret(number), DEFAULT_POLICY, ON) for number in range(COUNTIES)]
    held = sum(draw.holds(person) for draw in draws for person in PEOPLE)
    least, most = between(held, COUNTIES * len(PEOPLE))
    assert least <= DEFAULT_POLICY.decoy_hold_percent / 100 <= most


def test_the_decoys_of_one_county_tell_nothing_of_those_of_another() -> None:
    agree = sum(len(unheld()[number] & unheld()[number + 1]) for number in range(0, COUNTIES, 2))
    least, most = between(agree, COUNTIES * ORGANS // 2)
    assert least <= (DEFAULT_POLICY.decoy_percent / 100) ** 2 <= most
