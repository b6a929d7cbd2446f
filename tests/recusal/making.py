"""Small facts for tests: one county, one case, and words to ask about them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from recusal.facts import Case, Facts, KinTie, Membership, Organ, OrganLink, Party
from recusal.findings import Finding, Question
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.records import PoolStanding
from recusal.registry import TIES
from recusal.screen import find
from terms.cases import AssignmentRole, Mode, PartyRole
from terms.organs import OrganKind, OrganLinkKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import Purpose
from terms.ties import KinEdge

ON = date(2026, 3, 5)

INVESTIGATOR, SUBJECT = 1, 9

COUNTY, OFFICE, OTHER_OFFICE = 1, 2, 3
TOWNSHIP, COMMISSION, VILLAGE, STATION = 10, 11, 12, 13
NEAR_TOWNSHIP, NEAR_COMMISSION = 20, 21
FAR_TOWNSHIP, FAR_COMMISSION = 30, 31
BUREAU, INSTITUTE, GROUP, OTHER_HOST = 40, 41, 42, 43
FIRM = 50

ORGANS = (
    Organ(COUNTY, OrganKind.COUNTY_COMMISSION),
    Organ(OFFICE, OrganKind.COMMISSION_OFFICE),
    Organ(OTHER_OFFICE, OrganKind.COMMISSION_OFFICE),
    Organ(TOWNSHIP, OrganKind.TOWNSHIP),
    Organ(COMMISSION, OrganKind.TOWNSHIP_COMMISSION, zone=1),
    Organ(VILLAGE, OrganKind.VILLAGE),
    Organ(STATION, OrganKind.STATION),
    Organ(NEAR_TOWNSHIP, OrganKind.TOWNSHIP),
    Organ(NEAR_COMMISSION, OrganKind.TOWNSHIP_COMMISSION, zone=1),
    Organ(FAR_TOWNSHIP, OrganKind.TOWNSHIP, zone=2),
    Organ(FAR_COMMISSION, OrganKind.TOWNSHIP_COMMISSION),
    Organ(BUREAU, OrganKind.BUREAU),
    Organ(INSTITUTE, OrganKind.SECOND_LEVEL),
    Organ(GROUP, OrganKind.RESIDENT_GROUP, zone=2),
    Organ(OTHER_HOST, OrganKind.BUREAU),
    Organ(FIRM, OrganKind.ENTERPRISE),
)

LINKS = (
    OrganLink(1, OFFICE, COUNTY, OrganLinkKind.PART_OF),
    OrganLink(2, OTHER_OFFICE, COUNTY, OrganLinkKind.PART_OF),
    OrganLink(3, COMMISSION, TOWNSHIP, OrganLinkKind.PART_OF),
    OrganLink(4, COMMISSION, COUNTY, OrganLinkKind.MANAGED_BY),
    OrganLink(5, VILLAGE, TOWNSHIP, OrganLinkKind.PART_OF),
    OrganLink(6, STATION, TOWNSHIP, OrganLinkKind.PART_OF),
    OrganLink(7, STATION, BUREAU, OrganLinkKind.MANAGED_BY),
    OrganLink(8, NEAR_COMMISSION, NEAR_TOWNSHIP, OrganLinkKind.PART_OF),
    OrganLink(9, FAR_COMMISSION, FAR_TOWNSHIP, OrganLinkKind.PART_OF),
    OrganLink(10, INSTITUTE, BUREAU, OrganLinkKind.PART_OF),
    OrganLink(11, GROUP, BUREAU, OrganLinkKind.RESIDENT_IN),
    OrganLink(12, GROUP, OTHER_HOST, OrganLinkKind.RESIDENT_IN),
)

CASE = Case(1, Mode.CROSS, concerned_organ=VILLAGE, home_organ=COMMISSION)
SUBJECT_PARTY = Party(1, 1, PartyRole.SUBJECT, SUBJECT)

BARE = Facts(organs=ORGANS, organ_links=LINKS, cases=(CASE,), parties=(SUBJECT_PARTY,))
"""The county, one CROSS case about a village, one subject, and nobody who belongs anywhere."""

READY = PoolStanding(
    INVESTIGATOR,
    may_lead=True,
    full_time=True,
    may_review=True,
    trained_on=ON,
    undertaking_on=ON,
    declared_on=ON,
)


def in_mode(mode: Mode, facts: Facts = BARE) -> Facts:
    """Return the facts with their first case in another mode."""
    first, *others = facts.cases
    return replace(facts, cases=(replace(first, mode=mode), *others))


def belongs(
    person: int,
    organ: int,
    during: Period = ALWAYS,
    *,
    kind: MembershipKind = MembershipKind.ESTABLISHMENT,
    leads: bool = False,
) -> Membership:
    """Make a membership whose id is told by person and organ."""
    return Membership(person * 100 + organ, person, organ, kind, leads, during)


def works(*memberships: Membership, organ: int = VILLAGE) -> Facts:
    """Return the facts with memberships, the case being about an organ."""
    return replace(BARE, memberships=memberships, cases=(replace(CASE, concerned_organ=organ),))


def ties(*edges: tuple[int, KinEdge, int]) -> tuple[KinTie, ...]:
    """Make ties with ids 1, 2, ... in order."""
    return tuple(KinTie(place, first, second, edge) for place, (first, edge, second) in enumerate(edges, start=1))


def findings(
    facts: Facts,
    person: int = INVESTIGATOR,
    *,
    case: int = 1,
    role: AssignmentRole = AssignmentRole.MEMBER,
    policy: Policy = DEFAULT_POLICY,
    on: date = ON,
    rules: Collection[str] = TIES,
    before_approval: bool = False,
    purpose: Purpose = Purpose.ASSIGNMENT,
    widen_sealed: bool = False,
) -> tuple[Finding, ...]:
    """Return the findings on one person and one case."""
    question = Question(frozenset({person}), frozenset({case}), role, before_approval, purpose, widen_sealed)
    return find(facts, question, policy, on=on, rules=rules)


def said(found: tuple[Finding, ...]) -> list[str]:
    """Return rule and severity of each finding."""
    return [f"{finding.rule} {finding.severity}" for finding in found]
