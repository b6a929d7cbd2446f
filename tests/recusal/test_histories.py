"""Histories with known answers: transfers, secondments, mergers, two parents, several hosts, and what comes later."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Interest, KinTie, Membership, Organ, OrganLink, Party, Service, Succession
from recusal.findings import Evidence
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.people import MembershipKind
from terms.periods import Period
from terms.ties import InterestKind, KinEdge
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, SUBJECT, belongs, findings, in_mode, said, ties, works

YESTERDAY = date(2026, 3, 4)
MERGED = date(2020, 6, 1)
OLD_VILLAGE, SECOND_STATION = 60, 61


def by_organ(facts: Facts, *organs: int) -> dict[int, list[str]]:
    """Return what is found of somebody who belongs to each organ, where anything is."""
    found = {
        organ: said(findings(replace(facts, memberships=(*facts.memberships, belongs(INVESTIGATOR, organ)))))
        for organ in organs or [organ.id for organ in facts.organs]
    }
    return {organ: says for organ, says in found.items() if says}


@pytest.mark.parametrize(
    ("about", "day", "expected"),
    [
        (m.BUREAU, date(2026, 2, 28), ["R11 ABSOLUTE"]),
        (m.BUREAU, date(2026, 3, 1), ["R13 WAIVABLE"]),
        (m.BUREAU, date(2029, 3, 1), ["R13 WAIVABLE"]),
        (m.BUREAU, date(2029, 3, 2), ["R13 SOFT"]),
        (m.FIRM, date(2026, 2, 28), ["R11 ABSOLUTE"]),
        (m.OTHER_HOST, date(2026, 3, 1), []),
    ],
)
def test_a_transfer_bars_from_both_units_each_in_its_time(about: int, day: date, expected: list[str]) -> None:
    moved = date(2026, 3, 1)
    facts = works(belongs(1, m.BUREAU, Period(None, moved)), belongs(1, m.FIRM, Period(moved, None)), organ=about)
    assert said(findings(facts, on=day)) == expected


def test_a_transfer_after_the_work_on_the_case_ends_bars_from_the_old_unit_only() -> None:
    moved = date(2026, 6, 1)
    posts = (belongs(1, m.BUREAU, Period(None, moved)), belongs(1, m.FIRM, Period(moved, None)))
    short = replace(CASE, window=Period(ON, moved))
    answers = {
        about: said(findings(replace(BARE, memberships=posts, cases=(replace(short, concerned_organ=about),))))
        for about in (m.BUREAU, m.FIRM)
    }
    assert answers == {m.BUREAU: ["R11 ABSOLUTE"], m.FIRM: []}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 25), ["R15 ABSOLUTE"]),
        (date(2026, 2, 26), ["R13 WAIVABLE", "R15 WAIVABLE"]),
        (ON, ["R13 WAIVABLE", "R15 WAIVABLE"]),
        (date(2027, 2, 26), ["R13 WAIVABLE", "R15 WAIVABLE"]),
        (date(2027, 2, 27), ["R13 WAIVABLE"]),
        (date(2029, 2, 27), ["R13 SOFT"]),
    ],
)
def test_a_secondment_that_ended_last_week_still_counts_beside_the_establishment(
    day: date, expected: list[str]
) -> None:
    lent = belongs(1, m.VILLAGE, Period(date(2025, 9, 1), date(2026, 2, 26)), kind=MembershipKind.SECONDMENT)
    facts = works(belongs(1, m.FAR_COMMISSION), lent)
    assert said(findings(facts, on=day)) == expected


def test_somebody_lent_elsewhere_is_still_of_her_own_unit() -> None:
    lent = belongs(1, m.COUNTY, kind=MembershipKind.SECONDMENT)
    assert said(findings(works(belongs(1, m.BUREAU), lent, organ=m.BUREAU))) == ["R11 ABSOLUTE"]


def merged(*memberships: Membership, about: int = m.TOWNSHIP) -> Facts:
    """Return the county after the near township and its commission went into the other (撤乡并镇)."""
    facts = works(*memberships, organ=about)
    return replace(
        facts,
        organs=(*facts.organs, Organ(OLD_VILLAGE, OrganKind.VILLAGE)),
        organ_links=(*facts.organ_links, OrganLink(20, OLD_VILLAGE, m.NEAR_TOWNSHIP, OrganLinkKind.PART_OF)),
        successions=(
            Succession(1, m.NEAR_TOWNSHIP, m.TOWNSHIP, SuccessionKind.MERGED, MERGED),
            Succession(2, m.NEAR_COMMISSION, m.COMMISSION, SuccessionKind.MERGED, MERGED),
        ),
    )


@pytest.mark.parametrize(
    ("served", "day", "expected"),
    [
        (Period(None, None), ON, ["R11 ABSOLUTE"]),
        (Period(None, None), date(2020, 5, 31), []),
        (Period(None, date(2019, 1, 1)), ON, ["R13 SOFT"]),
        (Period(None, date(2019, 1, 1)), MERGED, ["R13 WAIVABLE"]),
        (Period(None, date(2019, 1, 1)), date(2020, 5, 31), []),
        (Period(None, date(2024, 1, 1)), ON, ["R13 WAIVABLE"]),
    ],
)
def test_service_in_a_township_that_was_merged_is_service_in_the_one_that_took_it_in(
    served: Period, day: date, expected: list[str]
) -> None:
    assert said(findings(merged(belongs(1, m.NEAR_TOWNSHIP, served)), on=day)) == expected


def test_the_villages_of_a_merged_township_lie_below_its_successor() -> None:
    facts = merged(about=OLD_VILLAGE)
    assert by_organ(facts) == {
        m.TOWNSHIP: ["R12 ABSOLUTE"],
        m.NEAR_TOWNSHIP: ["R12 ABSOLUTE"],
        OLD_VILLAGE: ["R11 ABSOLUTE"],
        m.COMMISSION: ["R11 ABSOLUTE"],
        m.NEAR_COMMISSION: ["R11 ABSOLUTE"],
    }


def test_the_evidence_of_service_before_a_merger_names_the_membership_and_the_case() -> None:
    (finding,) = findings(merged(belongs(1, m.NEAR_TOWNSHIP, Period(None, date(2024, 1, 1)))))
    assert (finding.organ, finding.evidence) == (m.TOWNSHIP, (Evidence("membership", 120), Evidence("case", 1)))


def test_a_station_with_two_parents_is_of_the_township_and_of_the_bureau_with_its_group() -> None:
    county = replace(
        works(organ=m.STATION),
        organs=(*m.ORGANS, Organ(SECOND_STATION, OrganKind.STATION)),
        organ_links=(
            *m.LINKS,
            OrganLink(20, SECOND_STATION, m.NEAR_TOWNSHIP, OrganLinkKind.PART_OF),
            OrganLink(21, SECOND_STATION, m.BUREAU, OrganLinkKind.MANAGED_BY),
        ),
    )
    assert by_organ(county) == {
        m.STATION: ["R11 ABSOLUTE"],
        m.COMMISSION: ["R11 ABSOLUTE"],
        m.TOWNSHIP: ["R12 ABSOLUTE"],
        m.BUREAU: ["R12 ABSOLUTE"],
        m.GROUP: ["R16 ABSOLUTE"],
    }
    assert by_organ(in_mode(Mode.SELF, county)) == {}


def test_who_leads_one_parent_of_a_station_is_above_its_people() -> None:
    facts = in_mode(Mode.SELF, works(belongs(SUBJECT, m.BUREAU, leads=True), organ=m.FIRM))
    assert by_organ(facts) == {
        m.BUREAU: ["R14 HARD"],
        m.STATION: ["R14 HARD"],
        m.INSTITUTE: ["R14 HARD"],
        m.GROUP: ["R16 WAIVABLE"],
    }


@pytest.mark.parametrize("host", [m.BUREAU, m.OTHER_HOST])
def test_a_group_resident_in_several_units_is_kept_from_each_and_the_hosts_are_strangers(host: int) -> None:
    answers = by_organ(works(organ=host), m.GROUP, m.BUREAU, m.OTHER_HOST)
    assert answers == {m.GROUP: ["R16 ABSOLUTE"], host: ["R11 ABSOLUTE"]}


def test_a_case_about_the_group_keeps_every_host_away() -> None:
    answers = by_organ(works(organ=m.GROUP), m.GROUP, m.BUREAU, m.OTHER_HOST, m.STATION)
    assert answers == {
        m.GROUP: ["R11 ABSOLUTE", "R37 ABSOLUTE"],
        m.BUREAU: ["R16 ABSOLUTE"],
        m.OTHER_HOST: ["R16 ABSOLUTE"],
    }


def test_a_group_that_has_left_a_host_is_no_longer_kept_from_it() -> None:
    left = tuple(replace(link, during=Period(None, ON)) if link.id == 12 else link for link in m.LINKS)
    facts = replace(works(belongs(1, m.GROUP), organ=m.OTHER_HOST), organ_links=left)
    assert said(findings(facts)) == []
    assert said(findings(facts, on=YESTERDAY)) == ["R16 ABSOLUTE"]


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        (Period(date(2010, 1, 1), date(2014, 1, 1)), ["R13 SOFT"]),
        (Period(date(2010, 1, 1), date(2014, 1, 2)), ["R13 WAIVABLE"]),
        (Period(date(2015, 12, 31), date(2017, 1, 1)), ["R13 WAIVABLE"]),
        (Period(date(2016, 1, 1), date(2017, 1, 1)), ["R13 SOFT"]),
    ],
)
def test_who_served_there_when_it_happened_needs_a_waiver_however_long_ago(served: Period, expected: list[str]) -> None:
    happened = replace(CASE, happened=Period(date(2014, 1, 1), date(2016, 1, 1)))
    facts = replace(works(belongs(1, m.VILLAGE, served)), cases=(happened,))
    assert said(findings(facts)) == expected


WHEN_IT_HAPPENED = (replace(CASE, happened=Period(date(2015, 1, 1), date(2016, 1, 1))),)


@pytest.mark.parametrize(
    ("married", "expected"),
    [
        (Period(date(2010, 1, 1), date(2020, 1, 1)), ["R18 WAIVABLE"]),
        (Period(date(2010, 1, 1), date(2015, 1, 1)), []),
        (Period(date(2016, 1, 1), date(2020, 1, 1)), []),
        (Period(date(2010, 1, 1)), ["R08 HARD"]),
    ],
)
def test_who_was_the_in_law_of_a_subject_when_it_happened_needs_a_waiver(married: Period, expected: list[str]) -> None:
    in_law = (KinTie(1, 1, 5, KinEdge.SPOUSE, during=married), KinTie(2, SUBJECT, 5, KinEdge.PARENT))
    assert said(findings(replace(BARE, kin_ties=in_law, cases=WHEN_IT_HAPPENED))) == expected
    assert said(findings(replace(BARE, kin_ties=in_law))) == (expected if expected == ["R08 HARD"] else [])


@pytest.mark.parametrize(
    ("during", "own", "kins"),
    [
        (Period(date(2015, 6, 1), date(2017, 1, 1)), ["R06 WAIVABLE"], ["R07 WAIVABLE"]),
        (Period(date(2016, 1, 1), date(2017, 1, 1)), [], []),
        (Period(date(2015, 6, 1)), ["R06 HARD"], ["R07 HARD"]),
    ],
)
def test_an_interest_that_has_ended_since_it_happened_needs_a_waiver(
    during: Period, own: list[str], kins: list[str]
) -> None:
    facts = replace(BARE, interests=(Interest(1, 1, InterestKind.CONTRACT, m.VILLAGE, during=during),))
    married = replace(facts, interests=(replace(facts.interests[0], person=5),), kin_ties=ties((1, KinEdge.SPOUSE, 5)))
    assert said(findings(replace(facts, cases=WHEN_IT_HAPPENED))) == own
    assert said(findings(replace(married, cases=WHEN_IT_HAPPENED))) == kins
    assert said(findings(facts)) == [code for code in own if code.endswith("HARD")]


def test_who_divorced_a_subject_after_it_happened_needs_a_waiver() -> None:
    then = Period(date(2010, 1, 1), date(2020, 1, 1))
    married = tuple(replace(tie, during=then) for tie in ties((1, KinEdge.SPOUSE, SUBJECT)))
    facts = replace(BARE, kin_ties=married, cases=(replace(CASE, happened=Period(date(2015, 1, 1), None)),))
    assert said(findings(facts)) == ["R18 WAIVABLE"]
    assert said(findings(facts, on=date(2019, 12, 31))) == ["R02 HARD"]


def test_a_case_that_is_linked_later_brings_its_bars_along() -> None:
    other = replace(CASE, id=2, concerned_organ=m.FIRM)
    giver = Party(2, 2, PartyRole.SUBJECT, 8)
    apart = replace(BARE, kin_ties=ties((8, KinEdge.PARENT, 1)), cases=(CASE, other), parties=(*BARE.parties, giver))
    assert findings(apart) == ()
    linked = replace(apart, cases=(CASE, replace(other, linked_cases=(1,))))
    (finding,) = findings(linked)
    assert (finding.rule, finding.severity.value, finding.other_person) == ("R52", "HARD", 8)
    assert finding.evidence == (Evidence("case", 2), Evidence("kin_tie", 1), Evidence("party", 2))


def test_who_helped_with_a_linked_case_does_not_review_this_one() -> None:
    helped = Service(1, 1, 2, AssignmentRole.MEMBER, AssignmentState.ENDED, Period(date(2025, 1, 1), date(2025, 3, 1)))
    apart = replace(BARE, cases=(CASE, replace(CASE, id=2)), services=(helped,))
    assert findings(apart, role=AssignmentRole.REVIEWER) == ()
    linked = replace(apart, cases=(replace(CASE, linked_cases=(2,)), replace(CASE, id=2)))
    assert said(findings(linked, role=AssignmentRole.REVIEWER)) == ["R23 HARD"]
    assert said(findings(linked, role=AssignmentRole.MEMBER)) == []


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (PartyRole.SUBJECT, ["R02 HARD"]),
        (PartyRole.CO_SUBJECT, ["R02 HARD"]),
        (PartyRole.WITNESS, ["R10 WAIVABLE"]),
        (PartyRole.INTERESTED, ["R07 HARD"]),
        (PartyRole.VICTIM, ["R07 HARD"]),
    ],
)
def test_a_party_added_later_bars_its_near_kin_as_its_role_says(role: PartyRole, expected: list[str]) -> None:
    facts = replace(BARE, kin_ties=ties((1, KinEdge.SPOUSE, 8)))
    assert findings(facts) == ()
    assert said(findings(replace(facts, parties=(*facts.parties, Party(2, 1, role, 8))))) == expected


def test_a_party_that_was_one_once_still_bars() -> None:
    gone = Party(2, 1, PartyRole.CO_SUBJECT, 8, during=Period(None, date(2026, 1, 1)))
    facts = replace(BARE, kin_ties=ties((1, KinEdge.SPOUSE, 8)), parties=(*BARE.parties, gone))
    assert said(findings(facts)) == ["R02 HARD"]


def test_land_in_the_matter_bars_the_owner_and_her_near_kin_while_it_lasts() -> None:
    land = Interest(1, 8, InterestKind.LAND, organ=m.VILLAGE, during=Period(None, ON))
    facts = replace(BARE, kin_ties=ties((8, KinEdge.PARENT, 1)), interests=(land,))
    assert said(findings(facts, on=YESTERDAY)) == ["R07 HARD"]
    assert said(findings(facts, 8, on=YESTERDAY)) == ["R06 HARD"]
    assert said(findings(facts)) == []
