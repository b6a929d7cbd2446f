"""Whose files somebody may not see (R53)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import AssertedKin, Facts, KinTie, Party
from recusal.files import closed_to
from recusal.records import SamePerson
from recusal.world import World
from terms.cases import PartyRole
from terms.periods import Period
from terms.ties import KinEdge, Kinship
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, SUBJECT, ties

S, P = KinEdge.SPOUSE, KinEdge.PARENT
FACTS = replace(BARE, cases=(CASE, replace(CASE, id=2), replace(CASE, id=3)))


def closed(facts: Facts, person: int = INVESTIGATOR, on: date = ON) -> set[int]:
    """Return the cases that are closed to somebody."""
    return set(closed_to(World(facts), person, on))


@pytest.mark.parametrize("role", PartyRole)
def test_a_case_is_closed_to_its_parties_in_whatever_role(role: PartyRole) -> None:
    facts = replace(FACTS, parties=(Party(1, 2, role, INVESTIGATOR), Party(2, 3, role, organ=10)))
    assert closed(facts) == {2}
    assert closed(facts, 2) == set()


NEAR = (
    Kinship.SPOUSE,
    Kinship.PARENT,
    Kinship.CHILD,
    Kinship.SIBLING,
    Kinship.HALF_SIBLING,
    Kinship.GRANDPARENT,
    Kinship.GRANDCHILD,
)


@pytest.mark.parametrize("kinship", Kinship)
def test_a_case_is_closed_to_near_kin_of_its_parties_as_the_civil_code_has_it(kinship: Kinship) -> None:
    facts = replace(FACTS, asserted_kin=(AssertedKin(1, INVESTIGATOR, SUBJECT, kinship),))
    assert closed(facts) == ({1} if kinship in NEAR else set())


def test_all_cases_of_all_kin_are_closed() -> None:
    parties = (Party(1, 1, PartyRole.WITNESS, 5), Party(2, 2, PartyRole.VICTIM, 6), Party(3, 3, PartyRole.SUBJECT, 7))
    facts = replace(FACTS, parties=parties, kin_ties=ties((1, S, 5), (6, P, 1)))
    assert closed(facts) == {1, 2}


@pytest.mark.parametrize(
    ("during", "expected"),
    [(Period(None, ON), set()), (Period(None, date(2026, 3, 6)), {1}), (Period(date(2026, 3, 6), None), set())],
)
def test_a_marriage_closes_cases_while_it_lasts(during: Period, expected: set[int]) -> None:
    assert closed(replace(FACTS, kin_ties=(KinTie(1, INVESTIGATOR, SUBJECT, S, during=during),))) == expected


def test_linked_records_are_one_person() -> None:
    facts = replace(FACTS, same_people=(SamePerson(1, INVESTIGATOR, SUBJECT),))
    assert closed(facts) == {1}
    assert closed(facts, SUBJECT) == {1}
