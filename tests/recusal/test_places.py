"""The native place (R17)."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Organ, OrganLink, Party, Succession
from recusal.findings import Evidence
from recusal.records import PlaceTie
from terms.cases import PartyRole
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.periods import ALWAYS, Period
from terms.ties import PlaceTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, LINKS, ON, ORGANS, SUBJECT, findings, said

OTHER_VILLAGE, FAR_VILLAGE = 14, 32
NATIVE = PlaceTieKind.NATIVE
COUNTY = replace(
    BARE,
    organs=(*ORGANS, Organ(OTHER_VILLAGE, OrganKind.VILLAGE), Organ(FAR_VILLAGE, OrganKind.VILLAGE)),
    organ_links=(
        *LINKS,
        OrganLink(20, OTHER_VILLAGE, m.TOWNSHIP, OrganLinkKind.PART_OF),
        OrganLink(21, FAR_VILLAGE, m.FAR_TOWNSHIP, OrganLinkKind.PART_OF),
    ),
)
ABOUT_A_FIRM = (replace(CASE, concerned_organ=m.FIRM),)


def from_place(organ: int, kind: PlaceTieKind = NATIVE, during: Period = ALWAYS) -> Facts:
    """Return the county with the investigator tied to a place."""
    return replace(COUNTY, place_ties=(PlaceTie(1, 1, organ, kind, during),))


@pytest.mark.parametrize(
    ("organ", "expected"),
    [
        (m.VILLAGE, ["R17 WAIVABLE"]),
        (OTHER_VILLAGE, ["R17 SOFT"]),
        (m.TOWNSHIP, ["R17 SOFT"]),
        (FAR_VILLAGE, []),
        (m.FAR_TOWNSHIP, []),
    ],
)
def test_the_village_of_the_case_needs_a_waiver_and_its_township_is_noted(organ: int, expected: list[str]) -> None:
    assert said(findings(from_place(organ))) == expected


@pytest.mark.parametrize("kind", PlaceTieKind)
def test_every_way_of_belonging_counts_and_only_residence_ends(kind: PlaceTieKind) -> None:
    assert [finding.relation for finding in findings(from_place(m.VILLAGE, kind))] == [kind.value]
    over = findings(from_place(m.VILLAGE, kind, Period(None, ON)))
    assert said(over) == ([] if kind is PlaceTieKind.RESIDES else ["R17 WAIVABLE"])
    assert said(findings(from_place(m.VILLAGE, kind, Period(None, date(2026, 3, 6))))) == ["R17 WAIVABLE"]


def test_a_tie_that_holds_no_day_says_nothing() -> None:
    assert findings(from_place(m.VILLAGE, during=Period(ON, ON))) == ()


def test_a_case_about_the_township_notes_who_comes_from_it_or_from_its_villages() -> None:
    cases = (replace(CASE, concerned_organ=m.TOWNSHIP),)
    assert said(findings(replace(from_place(m.TOWNSHIP), cases=cases))) == ["R17 SOFT"]
    assert said(findings(replace(from_place(m.VILLAGE), cases=cases))) == ["R17 SOFT"]
    station = (replace(CASE, concerned_organ=m.STATION),)
    assert said(findings(replace(from_place(m.VILLAGE), cases=station))) == ["R17 SOFT"]


def test_the_evidence_runs_from_the_tie_to_the_case() -> None:
    (same,) = findings(from_place(m.VILLAGE))
    assert (same.organ, same.other_person) == (m.VILLAGE, None)
    assert same.evidence == (Evidence("place_tie", 1), Evidence("case", 1))
    (near,) = findings(from_place(OTHER_VILLAGE))
    links = (Evidence("organ_link", 20), Evidence("organ_link", 5))
    assert near.evidence == (Evidence("place_tie", 1), *links, Evidence("case", 1))


def test_a_village_that_is_itself_the_subject_counts_and_one_that_is_a_victim_does_not() -> None:
    party = Party(5, 1, PartyRole.CO_SUBJECT, organ=m.VILLAGE)
    facts = replace(from_place(m.VILLAGE), cases=ABOUT_A_FIRM, parties=(party,))
    assert said(findings(facts)) == ["R17 WAIVABLE"]
    assert findings(replace(facts, parties=(replace(party, role=PartyRole.VICTIM),))) == ()


@pytest.mark.parametrize(
    ("place", "expected"), [(m.VILLAGE, ["R17 WAIVABLE"]), (OTHER_VILLAGE, ["R17 SOFT"]), (FAR_VILLAGE, [])]
)
def test_the_village_that_a_subject_comes_from_counts(place: int, expected: list[str]) -> None:
    subjects = PlaceTie(2, SUBJECT, m.VILLAGE, PlaceTieKind.MARITAL)
    facts = replace(COUNTY, cases=ABOUT_A_FIRM, place_ties=(PlaceTie(1, 1, place, NATIVE), subjects))
    found = findings(facts)
    assert said(found) == expected
    assert {finding.other_person for finding in found} <= {SUBJECT}
    assert all(finding.evidence[0] == Evidence("place_tie", 1) for finding in found)
    assert all(finding.evidence[-2:] == (Evidence("place_tie", 2), Evidence("party", 1)) for finding in found)


def test_a_subject_is_no_fellow_villager_of_himself() -> None:
    facts = replace(COUNTY, cases=ABOUT_A_FIRM, place_ties=(PlaceTie(2, SUBJECT, m.VILLAGE, NATIVE),))
    assert said(findings(facts, SUBJECT)) == ["R01 HARD"]


def test_the_village_of_a_witness_says_nothing() -> None:
    witness = Party(2, 1, PartyRole.WITNESS, person=5)
    ties = (PlaceTie(1, 1, m.VILLAGE, NATIVE), PlaceTie(2, 5, m.VILLAGE, NATIVE))
    facts = replace(COUNTY, cases=ABOUT_A_FIRM, parties=(m.SUBJECT_PARTY, witness), place_ties=ties)
    assert findings(facts) == ()


def test_a_village_that_was_merged_is_its_successor() -> None:
    merged = (Succession(4, FAR_VILLAGE, m.VILLAGE, SuccessionKind.MERGED, ON),)
    facts = replace(from_place(FAR_VILLAGE), successions=merged)
    assert said(findings(facts)) == ["R17 WAIVABLE"]
    assert findings(facts, on=date(2026, 3, 4)) == ()
