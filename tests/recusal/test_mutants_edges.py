"""What mutation testing found nobody asked: edges of reciprocity, sealed truth, places, past kin and deciders."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.deciders import conflict_of
from recusal.facts import AssertedKin, Facts, Handling, KinTie, Party, SealedFacts, SocialTie, Succession
from recusal.findings import Evidence, Finding, Question
from recusal.policy import DEFAULT_POLICY, Policy
from recusal.records import PlaceTie
from recusal.rules.reciprocity import handled_before, reciprocal
from recusal.truth import sealed_truth
from recusal.world import World
from terms.cases import PartyRole
from terms.organs import SuccessionKind
from terms.periods import ALWAYS, Period
from terms.recusal import Severity, SkippedBecause, Verdict
from terms.ties import KinEdge, Kinship, PlaceTieKind, SocialTieKind
from tests.recusal import making as m
from tests.recusal.making import BARE, CASE, INVESTIGATOR, ON, SUBJECT, SUBJECT_PARTY, findings, said, works

HOME, NEAR, FAR = m.COMMISSION, m.NEAR_COMMISSION, m.FAR_COMMISSION
TOMORROW = date(2026, 3, 6)


def test_what_the_county_lets_pass_keeps_nobody_from_deciding() -> None:
    world = World(replace(BARE, social_ties=(SocialTie(1, 2, SUBJECT, SocialTieKind.FRIEND),)))
    assert conflict_of(world, 2, person=1, case=1, on=ON) is SkippedBecause.CONFLICTED
    assert conflict_of(world, 2, person=1, case=1, policy=Policy({"R18": None}), on=ON) is None


def test_a_dropped_matter_on_which_nobody_served_bars_nobody() -> None:
    facts = replace(
        BARE,
        cases=(CASE, replace(CASE, id=2, dropped=True)),
        parties=(SUBJECT_PARTY, Party(2, 2, PartyRole.SUBJECT, SUBJECT)),
    )
    assert findings(facts, rules={"R26"}) == ()


@pytest.mark.parametrize(("until", "expected"), [(None, ["R17 WAIVABLE"]), (TOMORROW, ["R17 WAIVABLE"]), (ON, [])])
def test_the_village_where_a_subject_lives_counts_while_he_lives_there(until: date | None, expected: list[str]) -> None:
    home = PlaceTie(1, SUBJECT, m.VILLAGE, PlaceTieKind.RESIDES, Period(None, until))
    hers = PlaceTie(2, INVESTIGATOR, m.VILLAGE, PlaceTieKind.NATIVE)
    assert said(findings(replace(works(organ=m.FIRM), place_ties=(home, hers)))) == expected


def handled(handler: int, other: int, *, is_open: bool = True, during: Period = ALWAYS) -> Facts:
    """Return the facts with one handling."""
    return replace(BARE, handlings=(Handling(1, 97, handler, other, is_open, during),))


def test_no_organ_is_reciprocal_with_itself() -> None:
    assert reciprocal(World(handled(NEAR, NEAR)), NEAR, NEAR, ON, DEFAULT_POLICY) is None
    facing = reciprocal(World(handled(HOME, NEAR)), NEAR, HOME, ON, DEFAULT_POLICY)
    assert facing is not None
    assert (facing.severity, facing.evidence) == (Severity.ABSOLUTE, (Evidence("handling", 1),))


def test_reciprocity_is_told_by_the_organs_of_the_day() -> None:
    merged = (Succession(1, FAR, NEAR, SuccessionKind.MERGED, TOMORROW),)
    world = World(replace(handled(HOME, FAR), successions=merged))
    assert reciprocal(world, NEAR, HOME, ON, DEFAULT_POLICY) is None
    assert reciprocal(world, NEAR, HOME, TOMORROW, DEFAULT_POLICY) is not None


@pytest.mark.parametrize(
    ("is_open", "during", "counts"),
    [
        (True, ALWAYS, True),
        (True, Period(None, date(2020, 1, 1)), True),
        (False, ALWAYS, True),
        (False, Period(None, date(2025, 3, 5)), True),
        (False, Period(None, date(2025, 3, 4)), False),
    ],
)
def test_a_handling_counts_while_it_is_open_or_ended_lately(is_open: bool, during: Period, counts: bool) -> None:  # noqa: FBT001
    world = World(handled(NEAR, HOME, is_open=is_open, during=during))
    assert handled_before(world, ON, DEFAULT_POLICY) == (frozenset({(NEAR, HOME)}) if counts else frozenset())


def test_the_officer_is_told_of_a_hold_and_of_an_informant_without_a_record() -> None:
    sealed = SealedFacts(informants=((1, INVESTIGATOR),), holds=((INVESTIGATOR, ALWAYS),))
    question = Question(frozenset({INVESTIGATOR}), frozenset({1}))
    told = sealed_truth(replace(BARE, sealed=sealed), question, on=ON)
    hard, required = Severity.HARD, Severity.ELIGIBILITY
    assert told == (
        Finding("R04", hard, Verdict.CONFLICT, INVESTIGATOR, 1),
        Finding("R49", required, Verdict.CONFLICT, INVESTIGATOR, 1),
    )


def test_kin_while_the_facts_happened_is_told_by_the_nearest_with_the_tie_and_the_party() -> None:
    then = Period(date(2020, 1, 1), date(2024, 1, 1))
    adopted = KinTie(4, SUBJECT, INVESTIGATOR, KinEdge.ADOPTIVE_PARENT, during=then)
    case = replace(CASE, happened=Period(date(2023, 1, 1), date(2023, 6, 1)))
    uncle = AssertedKin(5, INVESTIGATOR, SUBJECT, Kinship.UNCLE_AUNT, then)
    facts = replace(BARE, kin_ties=(adopted,), asserted_kin=(uncle,), cases=(case,))
    (finding,) = findings(facts, rules={"R18"})
    assert finding.evidence == (Evidence("kin_tie", 4), Evidence("party", 1))
    assert (finding.other_person, finding.relation) == (SUBJECT, "PARENT")
