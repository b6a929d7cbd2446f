"""Marriages end, adoptions begin and end, and evidence names the path of records."""

from dataclasses import replace
from datetime import date

import pytest

from recusal.bonds import Bond
from recusal.facts import AssertedKin, KinTie
from recusal.findings import Evidence
from recusal.kin_sets import NEAR_SUP
from recusal.kinship import KinIndex
from terms.periods import Period
from terms.ties import KinEdge, Kinship
from tests.recusal.making import BARE, CASE, ON, findings, said, ties

S, P, A = KinEdge.SPOUSE, KinEdge.PARENT, KinEdge.ADOPTIVE_PARENT
TODAY = Period(ON, date(2026, 3, 6))
THEN = date(2020, 1, 1)


def test_a_divorce_ends_the_bar_and_leaves_a_former_spouse() -> None:
    facts = replace(BARE, kin_ties=(KinTie(1, 1, 9, S, during=Period(None, ON)),))
    assert [(finding.rule, finding.relation) for finding in findings(facts)] == [("R18", "EX_SPOUSE")]
    assert said(findings(facts, on=date(2026, 3, 4))) == ["R02 HARD"]


def test_a_divorce_of_which_only_the_word_is_known_leaves_a_former_spouse_too() -> None:
    facts = replace(BARE, asserted_kin=(AssertedKin(1, 1, 9, Kinship.SPOUSE, Period(None, ON)),))
    assert [finding.relation for finding in findings(facts)] == ["EX_SPOUSE"]


def test_a_divorce_ends_the_in_laws() -> None:
    marriage = KinTie(1, 1, 5, S, during=Period(THEN, ON))
    facts = replace(BARE, kin_ties=(marriage, KinTie(2, 9, 5, P)))
    assert findings(facts) == ()
    assert said(findings(facts, on=date(2026, 3, 4))) == ["R08 HARD"]


def test_two_marriages_that_never_were_at_one_time_make_no_kin() -> None:
    facts = replace(
        BARE,
        kin_ties=(
            KinTie(1, 1, 5, S, during=Period(None, THEN)),
            KinTie(2, 6, 5, P),
            KinTie(3, 6, 7, P),
            KinTie(4, 7, 9, S, during=Period(THEN, None)),
        ),
    )
    assert findings(facts) == ()
    assert findings(facts, on=date(2019, 1, 1)) == ()


def test_a_marriage_within_the_window_of_the_case_counts_already_and_a_later_one_does_not() -> None:
    wedding = KinTie(1, 1, 9, S, during=Period(date(2026, 5, 1), None))
    facts = replace(BARE, kin_ties=(wedding,), cases=(replace(CASE, window=Period(ON, date(2026, 5, 2))),))
    assert said(findings(facts)) == ["R02 HARD"]
    sooner = replace(facts, cases=(replace(CASE, window=Period(ON, date(2026, 5, 1))),))
    assert findings(sooner) == ()


def test_a_window_that_is_over_still_asks_about_the_day_itself() -> None:
    facts = replace(BARE, kin_ties=ties((1, S, 9)), cases=(replace(CASE, window=Period(None, date(2025, 1, 1))),))
    assert said(findings(facts)) == ["R02 HARD"]


def test_an_adoption_ends_the_ties_of_birth_for_the_rules_of_near_kin() -> None:
    facts = replace(BARE, kin_ties=(KinTie(1, 9, 1, P), KinTie(2, 5, 1, A, during=Period(THEN, None))))
    assert [(finding.rule, finding.relation) for finding in findings(facts)] == [("R18", "DISTANT")]
    assert said(findings(facts, on=date(2019, 1, 1))) == ["R02 HARD"]


@pytest.mark.parametrize("adopted", [(1,), (9,), (1, 9)])
def test_siblings_of_birth_of_whom_one_was_adopted_away_are_for_a_decision(adopted: tuple[int, ...]) -> None:
    away = tuple(KinTie(10 + person, 60 + person, person, A) for person in adopted)
    facts = replace(BARE, kin_ties=(*ties((5, P, 1), (5, P, 9)), *away))
    assert said(findings(facts)) == ["R18 WAIVABLE"]


def test_an_uncle_of_birth_is_none_after_adoption() -> None:
    facts = replace(BARE, kin_ties=ties((5, P, 9), (5, P, 7), (7, P, 1), (6, A, 1)))
    assert findings(facts) == ()


def test_an_adoption_that_was_dissolved_gives_the_ties_of_birth_back() -> None:
    facts = replace(BARE, kin_ties=(KinTie(1, 9, 1, P), KinTie(2, 5, 1, A, during=Period(THEN, ON))))
    assert said(findings(facts)) == ["R02 HARD"]
    ending_before = replace(facts, cases=(replace(CASE, window=Period(None, ON)),))
    assert said(findings(ending_before, on=date(2026, 3, 4))) == ["R18 WAIVABLE"]


def test_an_adoption_by_the_parents_spouse_leaves_the_parent() -> None:
    facts = replace(BARE, kin_ties=ties((9, P, 1), (9, S, 5), (5, A, 1)))
    assert said(findings(facts)) == ["R02 HARD"]


def test_an_adoption_by_the_parents_former_spouse_does_not() -> None:
    facts = replace(
        BARE,
        kin_ties=(
            KinTie(1, 9, 1, P),
            KinTie(2, 9, 5, S, during=Period(None, THEN)),
            KinTie(3, 5, 1, A, during=Period(THEN, None)),
        ),
    )
    assert said(findings(facts)) == ["R18 WAIVABLE"]


def test_a_tie_of_birth_that_the_record_ends_is_for_a_decision() -> None:
    facts = replace(BARE, kin_ties=(KinTie(1, 9, 1, P, during=Period(None, THEN)),))
    assert said(findings(facts)) == ["R18 WAIVABLE"]


def test_a_tie_that_holds_no_day_says_nothing() -> None:
    never = Period(ON, ON)
    facts = replace(
        BARE,
        kin_ties=tuple(KinTie(place, 9, 1, edge, during=never) for place, edge in enumerate(KinEdge)),
        asserted_kin=(AssertedKin(1, 1, 9, Kinship.COUSIN, never),),
    )
    assert findings(facts) == ()


def test_evidence_is_the_path_from_the_person_to_the_party() -> None:
    facts = replace(BARE, kin_ties=ties((5, P, 1), (5, P, 6), (6, S, 9)))
    (finding,) = findings(facts)
    assert finding.relation == "SIBLINGS_SPOUSE"
    assert finding.evidence == (
        Evidence("kin_tie", 1),
        Evidence("kin_tie", 2),
        Evidence("kin_tie", 3),
        Evidence("party", 1),
    )


def test_of_two_kinships_of_one_pair_the_nearest_is_told() -> None:
    facts = replace(
        BARE,
        kin_ties=ties((5, P, 1), (5, P, 6), (6, P, 9)),
        asserted_kin=(AssertedKin(1, 1, 9, Kinship.COUSIN), AssertedKin(2, 1, 9, Kinship.NEPHEW_NIECE)),
    )
    (finding,) = findings(facts)
    assert (finding.relation, finding.evidence[0]) == ("NEPHEW_NIECE", Evidence("asserted_kin", 2))


def test_a_cousin_who_is_also_a_spouse_is_near_and_extended_kin_and_not_for_decision() -> None:
    facts = replace(
        BARE,
        asserted_kin=tuple(
            AssertedKin(place, 1, 9, word)
            for place, word in enumerate((Kinship.COUSIN, Kinship.SPOUSE, Kinship.DISTANT))
        ),
    )
    assert said(findings(facts)) == ["R02 HARD", "R08 HARD"]


def test_the_index_answers_for_a_person_for_a_set_and_for_two() -> None:
    index = KinIndex(ties((9, P, 1), (9, S, 8)), ())
    assert [(kin.relative, kin.bond) for kin in index.kin_of(1)] == [(9, Bond.PARENT), (8, Bond.STEP_PARENT)]
    assert [kin.relative for kin in index.kin_in(1, NEAR_SUP, TODAY)] == [9]
    assert [kin.bond for kin in index.between(9, 1)] == [Bond.CHILD]
    assert index.between(1, 7) == ()
