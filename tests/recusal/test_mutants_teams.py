"""What mutation testing found nobody asked of teams, support, venues, trees of organs and the order of answers."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.facts import Facts, Interest, KinTie, Organ, OrganLink, Party, SealedFacts, SocialTie
from recusal.findings import Evidence, Finding, Lack, Question, TeamFinding
from recusal.inquiry import UnknownCaseError
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.records import PoolStanding, Venue
from recusal.rules.sealed import RESTRICTED
from recusal.support import screen_support
from recusal.team import screen_team
from recusal.truth import sealed_truth
from recusal.units import UnitTree
from recusal.world import World
from terms.cases import AssignmentRole, PartyRole
from terms.organs import OrganKind, OrganLinkKind
from terms.periods import Period
from terms.recusal import Severity, Verdict
from terms.ties import InterestKind, KinEdge, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, LINKS, ON, ORGANS, READY, SUBJECT, SUBJECT_PARTY, belongs, findings, works

LEAD, REVIEWER, SAFETY = AssignmentRole.LEAD, AssignmentRole.REVIEWER, AssignmentRole.SAFETY_OFFICER
SECTION = 60
SECTIONED = replace(
    works(organ=SECTION),
    organs=(*ORGANS, Organ(SECTION, OrganKind.SECOND_LEVEL)),
    organ_links=(*LINKS, OrganLink(20, SECTION, m.INSTITUTE, OrganLinkKind.PART_OF)),
)


def test_of_one_rule_the_unit_of_the_facts_is_told_before_the_unit_of_a_subject() -> None:
    facts = works(belongs(1, m.BUREAU), belongs(2, m.FIRM), belongs(2, m.BUREAU), organ=m.FIRM)
    subject = replace(facts, parties=(Party(1, 1, PartyRole.SUBJECT, 1),))
    told = [(finding.other_person, finding.organ) for finding in findings(subject, 2, rules={"R11"})]
    assert told == [(None, m.FIRM), (1, m.BUREAU)]


def test_of_one_rule_the_matter_is_told_before_a_unit_and_the_party_before_the_matter() -> None:
    interests = (
        Interest(1, 1, InterestKind.CONTRACT, m.COUNTY),
        Interest(2, 1, InterestKind.SHARES, case=1),
    )
    parties = (SUBJECT_PARTY, Party(2, 1, PartyRole.VICTIM, 1), Party(3, 1, PartyRole.INTERESTED, organ=m.COUNTY))
    found = findings(replace(BARE, interests=interests, parties=parties), rules={"R06"})
    told = [(finding.organ, finding.relation) for finding in found]
    assert told == [(None, None), (None, "SHARES"), (m.COUNTY, "CONTRACT")]


def venues(facts: Facts, owner: int, place: int = m.FAR_TOWNSHIP) -> list[tuple[int, int | None, tuple[Evidence, ...]]]:
    """Return unit, subject and records for which one venue is barred."""
    found = screen_support(World(facts), 1, (), (Venue(3, owner, place),), on=ON).venues
    return [(one.organ, one.other_person, one.evidence) for one in found]


def test_a_venue_two_levels_above_is_shown_with_the_links_from_the_top() -> None:
    by_records = (Evidence("venue", 3), Evidence("organ_link", 10), Evidence("organ_link", 20), Evidence("case", 1))
    assert venues(SECTIONED, m.BUREAU) == [(m.BUREAU, None, by_records)]


def test_a_venue_of_the_facts_and_of_the_subject_is_told_for_both_the_facts_first() -> None:
    facts = works(belongs(SUBJECT, m.BUREAU), organ=m.BUREAU)
    assert [one[:2] for one in venues(facts, m.BUREAU)] == [(m.BUREAU, None), (m.BUREAU, SUBJECT)]


def test_the_handling_organ_uses_its_own_rooms_though_a_subject_works_beside_it() -> None:
    facts = works(belongs(SUBJECT, m.NEAR_TOWNSHIP), organ=m.NEAR_TOWNSHIP)
    decided = replace(facts, cases=(replace(facts.cases[0], handling_organ=m.NEAR_COMMISSION),))
    assert venues(decided, m.NEAR_COMMISSION) == []
    assert {one[1] for one in venues(facts, m.NEAR_COMMISSION)} == {None, SUBJECT}


@pytest.mark.parametrize(("policy", "barred"), [(DEFAULT_POLICY, True), (Policy({"R18": None}), False)])
def test_what_the_county_lets_pass_keeps_no_support_away(policy: Policy, barred: bool) -> None:  # noqa: FBT001
    facts = replace(BARE, social_ties=(SocialTie(1, 1, SUBJECT, SocialTieKind.FRIEND),), pool=(READY,))
    (person,) = screen_support(World(facts), 1, (1,), (), policy, on=ON).people
    assert bool(person.bars) is barred


def test_support_that_declared_nothing_is_unknown_even_where_the_county_asks_for_no_pool() -> None:
    (person,) = screen_support(World(BARE), 1, (1,), (), Policy({"R48": None}), on=ON).people
    assert [(bar.rule, bar.relation) for bar in person.bars] == [("R48", Lack.DECLARATION)]


def test_kin_who_marry_after_the_work_sit_on_one_team() -> None:
    until = date(2026, 6, 1)
    for married, expected in ((date(2026, 5, 31), ["R29"]), (until, [])):
        tie = KinTie(1, 1, 2, KinEdge.SPOUSE, during=Period(married, None))
        facts = replace(BARE, kin_ties=(tie,), cases=(replace(CASE, window=Period(ON, until)),))
        found = screen_team(World(facts), 1, ((1, LEAD), (2, SAFETY)), on=ON)
        assert [finding.rule for finding in found if finding.rule == "R29"] == expected


def test_what_a_leader_and_reviewer_lacks_is_told_whole_and_in_order() -> None:
    facts = replace(BARE, pool=(PoolStanding(1),))
    found = screen_team(World(facts), 1, ((1, LEAD), (1, REVIEWER)), on=ON)
    by_pool = (Evidence("pool", 1),)
    assert [finding for finding in found if finding.rule == "R32"] == [
        TeamFinding("R32", Severity.ELIGIBILITY, 1, (1,), by_pool, lack)
        for lack in ("MAY_NOT_LEAD", "MAY_NOT_REVIEW", "NOT_FULL_TIME")
    ]


def test_a_team_of_a_case_that_is_not_known_is_refused_by_its_number() -> None:
    with pytest.raises(UnknownCaseError) as refused:
        screen_team(World(BARE), 77, ((1, LEAD),), on=ON)
    assert refused.value.args == (77,)


def test_a_colleague_left_out_for_an_informant_is_told_to_the_officer_as_restricted() -> None:
    facts = replace(
        BARE,
        memberships=(belongs(1, m.BUREAU), belongs(2, m.BUREAU)),
        sealed=SealedFacts(informants=((1, 2),)),
    )
    question = Question(frozenset({1, 2}), frozenset({1}), widen_sealed=True)
    assert sealed_truth(facts, question, on=ON) == (
        Finding(RESTRICTED, Severity.HARD, Verdict.CONFLICT, 1, 1),
        Finding("R04", Severity.HARD, Verdict.CONFLICT, 2, 1),
    )


def tree(*links: OrganLink, organs: tuple[Organ, ...] = ORGANS) -> UnitTree:
    """Return the organs with links alone."""
    return UnitTree(organs, links, (), ON)


def test_of_two_links_to_one_organ_the_first_on_record_is_shown() -> None:
    first, second = (OrganLink(number, m.VILLAGE, m.TOWNSHIP, OrganLinkKind.PART_OF) for number in (5, 25))
    for links in ((first, second), (second, first)):
        assert tree(*links).above(m.VILLAGE) == {m.TOWNSHIP: (Evidence("organ_link", 5),)}


def test_organs_that_hang_on_each_other_are_of_no_zone() -> None:
    up = OrganLink(1, m.BUREAU, m.FIRM, OrganLinkKind.PART_OF)
    back = OrganLink(2, m.FIRM, m.BUREAU, OrganLinkKind.MANAGED_BY)
    assert tree(up, back).zones(m.BUREAU) == frozenset()


def test_a_zone_without_organs_has_no_units() -> None:
    assert tuple(tree().units_in(77)) == ()
    assert tuple(tree().units_in(2)) == (m.FAR_TOWNSHIP, m.GROUP)
