"""Grounds of the workplace, by mode, through trees, successions, groups and time."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import OrganLink, Party, Succession
from recusal.findings import Evidence
from recusal.policy import Policy
from terms.cases import Mode, PartyRole
from terms.organs import OrganLinkKind, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity
from tests.recusal import making as m
from tests.recusal.making import CASE, INVESTIGATOR, ON, SUBJECT, belongs, findings, in_mode, said, works

BY_MODE = {
    Mode.SELF: None,
    Mode.ASSIST: "WAIVABLE",
    Mode.JOINT: "WAIVABLE",
    Mode.LINKED: "WAIVABLE",
    Mode.CROSS: "ABSOLUTE",
    Mode.OFFSITE: "ABSOLUTE",
    Mode.ELEVATED: "ABSOLUTE",
}


@pytest.mark.parametrize("mode", Mode)
def test_a_member_of_the_unit_of_the_facts_is_barred_as_the_mode_says(mode: Mode) -> None:
    facts = in_mode(mode, works(belongs(1, m.BUREAU), organ=m.BUREAU))
    assert said(findings(facts)) == ([] if BY_MODE[mode] is None else [f"R11 {BY_MODE[mode]}"])


@pytest.mark.parametrize("mode", Mode)
def test_a_member_of_a_unit_above_is_barred_as_the_mode_says(mode: Mode) -> None:
    facts = in_mode(mode, works(belongs(1, m.BUREAU), organ=m.STATION))
    assert said(findings(facts)) == ([] if BY_MODE[mode] is None else [f"R12 {BY_MODE[mode]}"])


@pytest.mark.parametrize("kind", MembershipKind)
@pytest.mark.parametrize("mode", Mode)
def test_a_member_on_whatever_footing_counts_by_one_rule_or_the_other(kind: MembershipKind, mode: Mode) -> None:
    rule = "R15" if kind in {MembershipKind.SECONDMENT, MembershipKind.TEMPORARY_POST} else "R11"
    expected = [] if BY_MODE[mode] is None else [f"{rule} {BY_MODE[mode]}"]
    assert said(findings(in_mode(mode, works(belongs(1, m.VILLAGE, kind=kind))))) == expected


def test_the_present_unit_of_the_subject_is_a_unit_of_the_case() -> None:
    facts = works(belongs(1, m.FAR_COMMISSION), belongs(SUBJECT, m.FAR_COMMISSION))
    (finding, *others) = findings(facts, rules={"R11"})
    assert others == []
    assert (finding.other_person, finding.organ) == (SUBJECT, m.FAR_COMMISSION)
    assert finding.evidence == (Evidence("membership", 131), Evidence("membership", 931), Evidence("party", 1))


def test_a_unit_that_the_subject_has_left_is_not() -> None:
    facts = works(belongs(1, m.BUREAU), belongs(SUBJECT, m.BUREAU, Period(None, date(2010, 1, 1))))
    assert findings(facts, rules={"R11", "R12"}) == ()


def test_a_unit_that_is_itself_the_subject_counts() -> None:
    facts = replace(works(belongs(1, m.BUREAU)), parties=(Party(5, 1, PartyRole.SUBJECT, organ=m.BUREAU),))
    assert said(findings(facts)) == ["R11 ABSOLUTE"]
    witness = replace(facts, parties=(Party(5, 1, PartyRole.WITNESS, organ=m.BUREAU),))
    assert findings(witness) == ()


@pytest.mark.parametrize("mode", Mode)
def test_the_home_organ_is_kept_away_only_where_others_are_called_in(mode: Mode) -> None:
    facts = in_mode(mode, works(belongs(1, m.COMMISSION)))
    assert said(findings(facts)) == (["R11 ABSOLUTE"] if BY_MODE[mode] == "ABSOLUTE" else [])


def test_a_subject_does_not_stand_in_the_way_of_himself_by_his_unit() -> None:
    facts = works(belongs(SUBJECT, m.FAR_COMMISSION))
    assert said(findings(facts, SUBJECT)) == ["R01 HARD"]


@pytest.mark.parametrize("above", [m.TOWNSHIP, m.BUREAU])
def test_both_parents_of_a_station_lie_above_it(above: int) -> None:
    (finding,) = findings(works(belongs(1, above), organ=m.STATION))
    link = 6 if above == m.TOWNSHIP else 7
    assert (finding.rule, finding.organ) == ("R12", above)
    assert finding.evidence == (Evidence("membership", 100 + above), Evidence("organ_link", link), Evidence("case", 1))


@pytest.mark.parametrize("below", [m.STATION, m.INSTITUTE])
def test_stations_and_institutes_lie_below_their_bureau(below: int) -> None:
    assert said(findings(works(belongs(1, below), organ=m.BUREAU))) == ["R12 ABSOLUTE"]


def test_a_village_lies_below_its_township_and_not_beside_a_station() -> None:
    assert said(findings(works(belongs(1, m.VILLAGE), organ=m.TOWNSHIP))) == ["R12 ABSOLUTE"]
    assert findings(works(belongs(1, m.STATION), organ=m.VILLAGE)) == ()


def test_the_county_commission_is_not_the_unit_of_those_whom_it_supervises() -> None:
    assert findings(works(belongs(1, m.COUNTY), organ=m.COMMISSION)) == ()
    assert said(findings(works(belongs(1, m.TOWNSHIP), organ=m.COMMISSION))) == ["R12 ABSOLUTE"]


def test_a_link_that_has_ended_does_not_count() -> None:
    ended = tuple(replace(link, during=Period(None, ON)) for link in m.LINKS)
    facts = replace(works(belongs(1, m.BUREAU), organ=m.STATION), organ_links=ended)
    assert findings(facts) == ()
    assert said(findings(facts, on=date(2026, 3, 4))) == ["R12 ABSOLUTE"]


def test_a_merged_organ_is_its_successor_from_the_day_on() -> None:
    facts = replace(
        works(belongs(1, m.NEAR_TOWNSHIP), organ=m.TOWNSHIP),
        successions=(Succession(4, m.NEAR_TOWNSHIP, m.TOWNSHIP, SuccessionKind.MERGED, ON),),
    )
    (finding,) = findings(facts)
    assert (finding.rule, finding.organ) == ("R11", m.TOWNSHIP)
    assert findings(facts, on=date(2026, 3, 4)) == ()


def test_an_organ_that_was_renamed_twice_is_its_last_name_and_keeps_what_hangs_on_it() -> None:
    facts = replace(
        works(belongs(1, m.OTHER_HOST), organ=m.STATION),
        successions=(
            Succession(1, m.BUREAU, m.FIRM, SuccessionKind.RENAMED, date(2020, 1, 1)),
            Succession(2, m.FIRM, m.OTHER_HOST, SuccessionKind.RENAMED, date(2021, 1, 1)),
        ),
    )
    assert said(findings(facts)) == ["R12 ABSOLUTE"]


def test_organs_that_name_each_other_as_successors_stay_apart() -> None:
    facts = replace(
        works(belongs(1, m.BUREAU), organ=m.FIRM),
        successions=(
            Succession(1, m.BUREAU, m.FIRM, SuccessionKind.RENAMED, date(2020, 1, 1)),
            Succession(2, m.FIRM, m.BUREAU, SuccessionKind.RENAMED, date(2021, 1, 1)),
        ),
    )
    assert findings(facts) == ()


def test_organs_that_hang_on_each_other_are_walked_once() -> None:
    circle = (*m.LINKS, OrganLink(99, m.BUREAU, m.STATION, OrganLinkKind.PART_OF))
    facts = replace(works(belongs(1, m.INSTITUTE), organ=m.STATION), organ_links=circle)
    assert said(findings(facts)) == ["R12 ABSOLUTE"]
    itself = replace(facts, memberships=(belongs(1, m.STATION),))
    assert said(findings(itself)) == ["R11 ABSOLUTE"]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("person_in", "about"), [(m.GROUP, m.BUREAU), (m.GROUP, m.INSTITUTE), (m.BUREAU, m.GROUP)])
def test_a_resident_group_and_its_host_are_kept_apart_only_in_away_modes(
    mode: Mode, person_in: int, about: int
) -> None:
    facts = in_mode(mode, works(belongs(1, person_in), organ=about))
    assert said(findings(facts)) == (["R16 ABSOLUTE"] if BY_MODE[mode] == "ABSOLUTE" else [])


def test_a_resident_group_needs_a_waiver_for_a_leader_of_its_host() -> None:
    facts = in_mode(Mode.SELF, works(belongs(1, m.GROUP), belongs(SUBJECT, m.BUREAU, leads=True), organ=m.BUREAU))
    assert set(said(findings(facts))) == {"R16 WAIVABLE"}
    staff = in_mode(Mode.SELF, works(belongs(1, m.GROUP), belongs(SUBJECT, m.BUREAU), organ=m.BUREAU))
    assert findings(staff) == ()


def test_two_hosts_of_one_group_are_strangers() -> None:
    assert findings(works(belongs(1, m.OTHER_HOST), organ=m.BUREAU)) == ()


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (date(2023, 3, 5), "R13 WAIVABLE"),
        (date(2023, 3, 4), "R13 SOFT"),
        (ON, "R13 WAIVABLE"),
        (date(2026, 3, 6), "R11 ABSOLUTE"),
    ],
)
def test_past_service_in_the_unit_fades_after_three_years(ended: date, expected: str) -> None:
    assert said(findings(works(belongs(1, m.VILLAGE, Period(None, ended))))) == [expected]


def test_how_long_past_service_counts_is_the_countys_to_say() -> None:
    facts = works(belongs(1, m.VILLAGE, Period(None, date(2024, 3, 5))))
    assert said(findings(facts, policy=Policy(past_unit_months=12))) == ["R13 SOFT"]


def test_service_that_begins_after_the_case_does_not_count() -> None:
    facts = works(belongs(1, m.VILLAGE, Period(date(2027, 1, 1), None)))
    windowed = replace(facts, cases=(replace(CASE, window=Period(ON, date(2026, 12, 31))),))
    assert findings(windowed) == ()


def test_having_served_beside_the_subject_elsewhere_counts_from_when_it_ended() -> None:
    facts = works(belongs(1, m.OTHER_HOST), belongs(SUBJECT, m.OTHER_HOST, Period(None, date(2025, 1, 1))))
    (finding,) = findings(facts)
    assert (finding.rule, finding.severity, finding.other_person) == ("R13", Severity.WAIVABLE, SUBJECT)
    assert finding.evidence == (Evidence("membership", 143), Evidence("membership", 943), Evidence("party", 1))


def test_having_served_there_at_another_time_than_the_subject_does_not() -> None:
    facts = works(
        belongs(1, m.OTHER_HOST, Period(date(2025, 1, 1), None)),
        belongs(SUBJECT, m.OTHER_HOST, Period(None, date(2025, 1, 1))),
    )
    assert findings(facts) == ()


def test_a_membership_that_holds_no_day_says_nothing() -> None:
    assert findings(works(belongs(INVESTIGATOR, m.VILLAGE, Period(ON, ON)))) == ()
    assert said(findings(works(belongs(INVESTIGATOR, m.VILLAGE, ALWAYS)))) == ["R11 ABSOLUTE"]


LAST_WEEK, LONG_AGO = Period(None, date(2026, 2, 26)), Period(None, date(2020, 1, 1))


@pytest.mark.parametrize("above", [m.TOWNSHIP, m.STATION])
def test_service_in_a_unit_above_or_below_counts_while_it_is_fresh(above: int) -> None:
    of_the_township = works(belongs(1, above, LAST_WEEK), organ=m.VILLAGE if above == m.TOWNSHIP else m.TOWNSHIP)
    (finding,) = findings(of_the_township, rules={"R13"})
    assert (finding.severity, finding.organ) == (Severity.WAIVABLE, above)
    link = Evidence("organ_link", 5 if above == m.TOWNSHIP else 6)
    assert finding.evidence == (Evidence("membership", 100 + above), link, Evidence("case", 1))
    assert findings(works(belongs(1, above, LONG_AGO), organ=m.VILLAGE), rules={"R13"}) == ()
    assert findings(works(belongs(1, m.COUNTY, LAST_WEEK), organ=m.COMMISSION), rules={"R13"}) == ()


def test_past_service_in_the_home_organ_counts_where_that_is_kept_away() -> None:
    facts = works(belongs(1, m.COMMISSION, LAST_WEEK))
    (finding,) = findings(facts)
    assert (finding.rule, finding.severity, finding.organ) == ("R13", Severity.WAIVABLE, m.COMMISSION)
    assert said(findings(in_mode(Mode.SELF, facts))) == []
    assert said(findings(works(belongs(1, m.COMMISSION, LONG_AGO)))) == ["R13 SOFT"]
