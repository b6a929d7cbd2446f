"""Deciders, identities and settlements at their edges."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.deciders import Rung, conflict_of, ladder, stands_aside
from recusal.facts import Facts, Membership, Organ, Party, SealedFacts, Succession
from recusal.identities import unify
from recusal.inquiry import UnknownCaseError
from recusal.lifting import parties_of
from recusal.namesakes import Likeness, Named, similar
from recusal.records import PoolStanding, SamePerson
from recusal.rule import cite
from recusal.rules.sealed import RESTRICTED
from recusal.sources import LAWS, Source
from recusal.world import World
from terms.cases import PartyRole
from terms.organs import OrganKind, SuccessionKind
from terms.people import MembershipKind
from terms.periods import ALWAYS, Period
from terms.recusal import DecisionLevel, SkippedBecause
from terms.ties import KinEdge
from tests.recusal import making as m
from tests.recusal.making import BARE, ON, SUBJECT_PARTY, belongs, findings, said, ties

PERSON, SECRETARY = 1, 2
YESTERDAY, TOMORROW = date(2026, 3, 4), date(2026, 3, 6)


def heads(person: int, organ: int) -> Membership:
    """Make the membership of a principal."""
    return replace(belongs(person, organ, leads=True), heads=True)


FACTS = replace(BARE, memberships=(belongs(PERSON, m.NEAR_COMMISSION), heads(SECRETARY, m.NEAR_COMMISSION)))


def first_rung(facts: Facts, person: int = PERSON, handling: int | None = None) -> Rung:
    """Return the nearest rung for a person in the case."""
    return ladder(World(facts), person, 1, on=ON, handling=handling)[0]


def test_a_case_that_is_not_known_is_named() -> None:
    with pytest.raises(UnknownCaseError) as refused:
        ladder(World(BARE), PERSON, 77, on=ON)
    assert refused.value.args == (77,)


def test_who_lacks_what_an_investigator_needs_may_decide_all_the_same() -> None:
    facts = replace(FACTS, pool=(PoolStanding(SECRETARY),))
    assert conflict_of(World(facts), SECRETARY, person=PERSON, case=1, on=ON) is None


@pytest.mark.parametrize(
    ("during", "expected"), [(Period(YESTERDAY, None), "kin"), (Period(date(2026, 3, 6), None), "")]
)
def test_a_principal_who_becomes_kin_later_may_decide_today(during: Period, expected: str) -> None:
    facts = replace(FACTS, kin_ties=tuple(replace(tie, during=during) for tie in ties((SECRETARY, KinEdge.SPOUSE, 1))))
    found = conflict_of(World(facts), SECRETARY, person=PERSON, case=1, on=ON)
    assert found is (SkippedBecause.CONFLICTED if expected else None)


def test_a_case_without_parties_stands_in_nobodys_way() -> None:
    assert conflict_of(World(replace(FACTS, parties=())), SECRETARY, person=PERSON, case=1, on=ON) is None


def test_somebody_without_a_post_is_decided_on_by_the_county() -> None:
    facts = replace(FACTS, memberships=(heads(3, m.COUNTY),))
    assert first_rung(facts) == Rung(DecisionLevel.COUNTY, m.COUNTY, 3)


def test_her_own_unit_is_the_one_that_runs_the_case_if_it_is_among_them() -> None:
    both = (belongs(PERSON, m.NEAR_COMMISSION), belongs(PERSON, m.FAR_COMMISSION, kind=MembershipKind.SECONDMENT))
    facts = replace(BARE, memberships=(*both, heads(SECRETARY, m.FAR_COMMISSION)))
    assert first_rung(facts, handling=m.FAR_COMMISSION) == Rung(DecisionLevel.UNIT, m.FAR_COMMISSION, SECRETARY)
    assert first_rung(facts).organ == m.NEAR_COMMISSION


def test_an_organ_with_two_successors_runs_the_case_by_the_one_to_which_she_belongs() -> None:
    followed = (
        Succession(1, m.COMMISSION, m.NEAR_COMMISSION, SuccessionKind.MERGED, ON),
        Succession(2, m.COMMISSION, m.FAR_COMMISSION, SuccessionKind.MERGED, ON),
    )
    office = belongs(PERSON, m.GROUP)
    lent = belongs(PERSON, m.FAR_COMMISSION, kind=MembershipKind.SECONDMENT)
    facts = replace(BARE, memberships=(office, lent), successions=followed)
    assert first_rung(facts, handling=m.COMMISSION).organ == m.FAR_COMMISSION
    assert first_rung(replace(facts, memberships=(office,)), handling=m.COMMISSION).organ == m.NEAR_COMMISSION


def test_the_later_of_two_principals_is_decided_on_as_a_principal() -> None:
    facts = replace(BARE, memberships=(heads(1, m.NEAR_COMMISSION), heads(2, m.NEAR_COMMISSION)))
    assert first_rung(facts, 2) == Rung(DecisionLevel.UNIT, m.NEAR_COMMISSION, 2, SkippedBecause.IS_THE_PERSON)


def test_a_hold_on_somebody_with_one_record_stays_hers_beside_those_with_two() -> None:
    facts = replace(
        BARE, same_people=(SamePerson(1, 5, 6),), sealed=SealedFacts(holds=((1, ALWAYS), (6, Period(ON, None))))
    )
    unified, _ = unify(facts)
    assert unified.sealed.holds == ((1, ALWAYS), (5, Period(ON, None)))
    assert said(findings(facts, rules={RESTRICTED})) == ["RESTRICTED HARD"]
    assert findings(facts, 7, rules={RESTRICTED}) == ()


def test_people_and_units_among_the_parties_are_told_apart_in_any_order() -> None:
    parties = (
        SUBJECT_PARTY,
        Party(2, 1, PartyRole.INTERESTED, 7),
        Party(3, 1, PartyRole.INTERESTED, organ=m.FIRM),
        Party(4, 1, PartyRole.INTERESTED, organ=m.BUREAU),
    )
    told = parties_of(World(replace(BARE, parties=parties)), 1)
    assert parties_of(World(replace(BARE, parties=parties[::-1])), 1) == told
    assert parties_of(World(replace(BARE, parties=parties[:3])), 1) != told


@pytest.mark.parametrize(
    ("one", "another"), [("赵小明", "赵明"), ("赵明", "赵小明"), ("明小赵", "明赵"), ("明赵", "明小赵")]
)
def test_one_character_too_many_is_seen_whichever_record_is_asked_about(one: str, another: str) -> None:
    (candidate,) = similar(Named(1, one), (Named(2, another),))
    assert candidate.likeness is Likeness.ONE_CHARACTER


def test_law_is_cited_by_its_key_and_article() -> None:
    assert cite(JCF24="67(1)", TL25="296") == (Source(LAWS["JCF24"], "67(1)"), Source(LAWS["TL25"], "296"))


def test_a_county_commission_that_is_not_above_decides_where_none_is() -> None:
    facts = replace(FACTS, organs=(*BARE.organs, Organ(90, OrganKind.COUNTY_COMMISSION)))
    steps = ladder(World(facts), 7, 1, on=ON)
    assert [(rung.level, rung.organ) for rung in steps] == [
        (DecisionLevel.COUNTY, m.COUNTY),
        (DecisionLevel.CITY, None),
    ]
    assert steps[0].skipped is SkippedBecause.NOT_ON_RECORD


def test_of_the_cases_asked_about_those_are_told_that_a_decider_is_a_party_of() -> None:
    other = replace(FACTS.cases[0], id=2)
    parties = (*FACTS.parties, Party(90, 2, PartyRole.WITNESS, SECRETARY))
    world = World(replace(FACTS, cases=(*FACTS.cases, other), parties=parties))
    assert stands_aside(world, SECRETARY, {1}, on=ON) == frozenset()
    assert stands_aside(world, SECRETARY, {1, 2}, on=ON) == {2}
