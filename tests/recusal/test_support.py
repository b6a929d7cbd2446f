"""Support people, and the places where talks are held (R51, T38)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Case, Facts, Interest, Organ, OrganLink, Party, Service, SocialTie, Succession
from recusal.findings import Evidence
from recusal.inquiry import UnknownCaseError
from recusal.policy import DEFAULT_POLICY
from recusal.records import Declaration, Venue
from recusal.support import SupportScreening, VenueFinding, screen_support
from recusal.world import World
from terms.cases import AssignmentRole, AssignmentState, Mode, PartyRole
from terms.organs import OrganKind, OrganLinkKind, SuccessionKind
from terms.periods import Period
from terms.recusal import Severity, Verdict
from terms.ties import InterestKind, KinEdge, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, LINKS, ON, ORGANS, SUBJECT, belongs, in_mode, ties

S, P = KinEdge.SPOUSE, KinEdge.PARENT
OTHER_VILLAGE = 14
COUNTY = replace(
    BARE,
    organs=(*ORGANS, Organ(OTHER_VILLAGE, OrganKind.VILLAGE)),
    organ_links=(*LINKS, OrganLink(20, OTHER_VILLAGE, m.TOWNSHIP, OrganLinkKind.PART_OF)),
)


def supported(facts: Facts, *venues: Venue, people: Collection[int] = (), case: int = 1) -> SupportScreening:
    """Screen the support of a case."""
    return screen_support(World(facts), case, people, venues, DEFAULT_POLICY, on=ON)


def barred(facts: Facts, owner: int, place: int = m.FAR_TOWNSHIP) -> set[int]:
    """Return the units for which one venue is barred."""
    found = supported(facts, Venue(3, owner, place)).venues
    assert {(one.severity, one.venue, one.case) for one in found} <= {(Severity.HARD, 3, 1)}
    assert all(one.evidence[0] == Evidence("venue", 3) for one in found)
    return {one.organ for one in found}


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        (m.VILLAGE, {m.VILLAGE, m.TOWNSHIP}),
        (m.TOWNSHIP, {m.TOWNSHIP}),
        (OTHER_VILLAGE, {m.TOWNSHIP}),
        (m.STATION, {m.TOWNSHIP}),
        (m.COMMISSION, {m.TOWNSHIP}),
        (m.BUREAU, set()),
        (m.COUNTY, set()),
        (m.FAR_COMMISSION, set()),
    ],
)
def test_a_venue_of_the_units_township_is_on_a_side(owner: int, expected: set[int]) -> None:
    assert barred(COUNTY, owner) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (m.VILLAGE, {m.VILLAGE, m.TOWNSHIP}),
        (m.TOWNSHIP, {m.TOWNSHIP}),
        (OTHER_VILLAGE, {m.TOWNSHIP}),
        (m.FAR_TOWNSHIP, set()),
    ],
)
def test_a_venue_that_lies_in_the_units_township_is_on_a_side_whoever_owns_it(place: int, expected: set[int]) -> None:
    assert barred(COUNTY, m.FIRM, place) == expected
    assert barred(COUNTY, m.COUNTY, place) == expected


def test_the_evidence_runs_from_the_venue_to_the_case() -> None:
    found = supported(COUNTY, Venue(3, OTHER_VILLAGE, m.FAR_TOWNSHIP)).venues
    links = (Evidence("organ_link", 20), Evidence("organ_link", 5))
    path = (Evidence("venue", 3), *links, Evidence("case", 1))
    assert found == (VenueFinding(Severity.HARD, 3, 1, path, m.TOWNSHIP),)


def test_a_venue_of_the_subjects_own_bureau_or_of_what_hangs_on_it_is_on_his_side() -> None:
    facts = replace(COUNTY, cases=(replace(CASE, concerned_organ=m.FIRM),), memberships=(belongs(SUBJECT, m.BUREAU),))
    assert barred(facts, m.BUREAU) == {m.BUREAU}
    assert barred(facts, m.INSTITUTE) == {m.INSTITUTE}
    assert barred(facts, m.OTHER_HOST) == set()
    (finding,) = supported(facts, Venue(3, m.BUREAU, m.FAR_TOWNSHIP)).venues
    assert (finding.other_person, finding.organ) == (SUBJECT, m.BUREAU)


@pytest.mark.parametrize("mode", Mode)
def test_the_organ_that_handles_the_case_uses_its_own_rooms(mode: Mode) -> None:
    leads = mode in {Mode.SELF, Mode.ASSIST}
    facts = in_mode(mode, COUNTY)
    assert barred(facts, m.COMMISSION, m.TOWNSHIP) == (set() if leads else {m.TOWNSHIP})
    decided = replace(facts, cases=(replace(facts.cases[0], handling_organ=m.COMMISSION),))
    assert barred(decided, m.COMMISSION, m.TOWNSHIP) == set()
    assert barred(decided, m.VILLAGE) == {m.VILLAGE, m.TOWNSHIP}


def test_unless_a_subject_belongs_to_it() -> None:
    facts = in_mode(Mode.SELF, replace(COUNTY, memberships=(belongs(SUBJECT, m.COMMISSION),)))
    found = supported(facts, Venue(3, m.COMMISSION, m.FAR_TOWNSHIP)).venues
    assert {(one.organ, one.other_person) for one in found} == {(m.COMMISSION, SUBJECT), (m.TOWNSHIP, SUBJECT)}
    elsewhere = in_mode(Mode.SELF, replace(COUNTY, memberships=(belongs(SUBJECT, m.BUREAU),)))
    assert barred(elsewhere, m.COMMISSION, m.TOWNSHIP) == set()


def test_the_county_commission_is_on_the_side_of_its_own_people_only() -> None:
    far = replace(COUNTY, cases=(replace(CASE, concerned_organ=m.FIRM),))
    inside = replace(far, memberships=(belongs(SUBJECT, m.OFFICE),))
    assert barred(inside, m.COUNTY) == {m.COUNTY}
    assert barred(inside, m.OFFICE) == {m.OFFICE}
    below = replace(far, memberships=(belongs(SUBJECT, m.COMMISSION),))
    assert barred(below, m.COUNTY) == set()


OWNED = replace(COUNTY, cases=(replace(CASE, concerned_organ=m.STATION),))
HOLDING = Interest(4, SUBJECT, InterestKind.CONTRACT, organ=m.FIRM)


@pytest.mark.parametrize(
    ("interest", "edges", "expected"),
    [
        (HOLDING, (), {m.FIRM}),
        (replace(HOLDING, person=6), ((6, S, SUBJECT),), {m.FIRM}),
        (replace(HOLDING, person=6), ((6, P, 7), (7, P, SUBJECT)), set()),
        (replace(HOLDING, person=6), (), set()),
        (replace(HOLDING, organ=m.OTHER_HOST), (), set()),
        (replace(HOLDING, during=Period(None, ON)), (), set()),
        (replace(HOLDING, during=Period(None, date(2026, 3, 6))), (), {m.FIRM}),
    ],
)
def test_a_venue_whose_owner_the_subject_or_near_kin_has_an_interest_in_is_on_his_side(
    interest: Interest, edges: tuple[tuple[int, KinEdge, int], ...], expected: set[int]
) -> None:
    assert barred(replace(OWNED, interests=(interest,), kin_ties=ties(*edges)), m.FIRM) == expected


def test_the_evidence_of_such_an_interest_names_the_holder_and_his_kinship() -> None:
    facts = replace(OWNED, interests=(replace(HOLDING, person=6),), kin_ties=ties((8, P, 6), (8, P, SUBJECT)))
    (finding,) = supported(facts, Venue(3, m.FIRM, m.FAR_TOWNSHIP)).venues
    kin = (Evidence("kin_tie", 1), Evidence("kin_tie", 2))
    assert finding.evidence == (Evidence("venue", 3), Evidence("interest", 4), *kin, Evidence("party", 1))
    assert (finding.organ, finding.other_person) == (m.FIRM, SUBJECT)


def test_his_own_interest_is_told_before_that_of_kin_and_once() -> None:
    interests = (replace(HOLDING, id=2, person=6), HOLDING)
    facts = replace(OWNED, interests=interests, kin_ties=ties((6, S, SUBJECT)))
    (finding,) = supported(facts, Venue(3, m.FIRM, m.FAR_TOWNSHIP)).venues
    assert finding.evidence == (Evidence("venue", 3), Evidence("interest", 4), Evidence("party", 1))


def test_the_interest_of_a_witness_bars_no_venue() -> None:
    parties = (Party(1, 1, PartyRole.WITNESS, SUBJECT),)
    assert barred(replace(OWNED, parties=parties, interests=(HOLDING,)), m.FIRM) == set()


def test_an_owner_that_was_renamed_is_its_successor() -> None:
    renamed = (Succession(6, m.OTHER_HOST, m.FIRM, SuccessionKind.RENAMED, date(2020, 1, 1)),)
    facts = replace(OWNED, interests=(HOLDING,), successions=renamed)
    (finding,) = supported(facts, Venue(3, m.OTHER_HOST, m.FAR_TOWNSHIP)).venues
    assert finding.evidence[:2] == (Evidence("venue", 3), Evidence("succession", 6))


def test_venues_are_told_in_order() -> None:
    venues = (Venue(5, m.VILLAGE, m.FAR_TOWNSHIP), Venue(3, m.TOWNSHIP, m.TOWNSHIP), Venue(4, m.FIRM, m.FAR_TOWNSHIP))
    found = supported(COUNTY, *venues).venues
    assert [(one.venue, one.organ) for one in found] == [(3, m.TOWNSHIP), (5, m.TOWNSHIP), (5, m.VILLAGE)]


def test_support_is_asked_for_its_ties_and_for_its_declaration_and_for_nothing_of_the_pool() -> None:
    facts = replace(BARE, kin_ties=ties((1, S, SUBJECT)), social_ties=(SocialTie(1, 2, SUBJECT, SocialTieKind.FRIEND),))
    declared = replace(facts, declarations=tuple(Declaration(person, person, ON) for person in (1, 2, 3)))
    found = supported(declared, people={3, 1, 2}).people
    assert [(one.person, one.case, one.verdict, [hit.rule for hit in one.findings]) for one in found] == [
        (1, 1, Verdict.CONFLICT, ["R02"]),
        (2, 1, Verdict.CONFLICT, ["R18"]),
        (3, 1, Verdict.CLEAR, []),
    ]
    (silent,) = supported(facts, people={3}).people
    assert (silent.verdict, [hit.relation for hit in silent.findings]) == (Verdict.UNKNOWN, ["DECLARATION"])


def test_kin_of_an_investigator_do_not_guard_and_nobody_is_screened_for_no_case() -> None:
    service = Service(1, 5, 1, AssignmentRole.LEAD, AssignmentState.ACTIVE)
    facts = replace(BARE, kin_ties=ties((1, S, 5)), services=(service,), declarations=(Declaration(1, 1, ON),))
    assert [hit.rule for one in supported(facts, people={1}).people for hit in one.findings] == ["R29"]
    assert supported(BARE) == SupportScreening((), ())
    with pytest.raises(UnknownCaseError):
        supported(BARE, case=77)


def test_a_case_without_a_home_on_record_bars_no_venue() -> None:
    facts = replace(BARE, cases=(Case(1, Mode.CROSS, concerned_organ=77, home_organ=78),), parties=())
    assert barred(facts, m.TOWNSHIP) == set()
