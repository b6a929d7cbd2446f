"""The people of the demo: invented, and in families that could be."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from db.demo import generate
from db.demo.names import FIRST, MEN, SURNAMES, WOMEN
from db.demo.register import Sheets
from db.tables import AssertedKinTie, KinTie, Membership, Organ, Person, SocialTie
from terms.organs import OrganKind
from terms.ties import KinEdge
from tests.db.demo_rows import rows


@pytest.fixture(scope="module")
def demo() -> Sheets:
    """Give the demo county."""
    return generate("demo", date(2026, 11, 23))


def test_every_name_is_invented_from_the_lists_and_some_are_borne_twice(demo: Sheets) -> None:
    names = [person["name"] for person in rows(demo, Person)]
    for surname, first, second in names:
        assert surname in SURNAMES
        assert first in FIRST
        assert second in MEN + WOMEN
    assert len(set(names)) < len(names)


def test_no_tie_is_told_from_both_sides(demo: Sheets) -> None:
    asserted = [frozenset((row["person_id"], row["relative_id"])) for row in rows(demo, AssertedKinTie)]
    social = [frozenset((row["first_id"], row["second_id"])) for row in rows(demo, SocialTie)]
    trees = [(frozenset((row["first_id"], row["second_id"])), row["edge"]) for row in rows(demo, KinTie)]
    for ties in (asserted, social, trees):
        assert len(set(ties)) == len(ties)


def test_nobody_has_two_spouses_two_mothers_or_a_parent_of_the_same_age(demo: Sheets) -> None:
    people = {person["id"]: person for person in rows(demo, Person)}
    spouses: Counter[int] = Counter()
    parents: defaultdict[int, list[int]] = defaultdict(list)
    for tie in rows(demo, KinTie):
        if tie["edge"] is KinEdge.SPOUSE:
            spouses.update((tie["first_id"], tie["second_id"]))
        if tie["edge"] is KinEdge.PARENT:
            parents[tie["second_id"]].append(tie["first_id"])
    assert set(spouses.values()) == {1}
    for child, found in parents.items():
        assert sorted(people[parent]["gender"] for parent in found) == ["FEMALE", "MALE"]
        for parent in found:
            assert int(people[child]["birth_month"][:4]) - int(people[parent]["birth_month"][:4]) >= 16


def test_every_discipline_organ_township_and_unit_of_today_has_one_principal_who_is_of_its_leading_body(
    demo: Sheets,
) -> None:
    headed = {
        OrganKind.COUNTY_COMMISSION,
        OrganKind.RESIDENT_GROUP,
        OrganKind.TOWNSHIP_COMMISSION,
        OrganKind.TOWNSHIP,
        OrganKind.BUREAU,
    }
    organs = {organ["id"] for organ in rows(demo, Organ) if organ["kind"] in headed and organ["during"].end is None}
    villages = {organ["id"] for organ in rows(demo, Organ) if organ["kind"] is OrganKind.VILLAGE}
    principals = [row for row in rows(demo, Membership) if row["heads"]]
    assert all(row["leads"] and row["during"].end is None for row in principals)
    assert sorted(row["organ_id"] for row in principals if row["organ_id"] not in villages) == sorted(organs)
