"""Every row of the table of kin, fired and not, seen from both ends."""

from dataclasses import replace

import pytest

from recusal.bonds import COMPOSED, INVERSE, REPORTED, UNIONS, Bond
from recusal.facts import AssertedKin, KinTie
from recusal.kin_sets import CS_KIN, DISCRETIONARY, NEAR_CIV, NEAR_SUP
from terms.cases import PartyRole
from terms.ties import KinEdge, Kinship
from tests.recusal.making import BARE, INVESTIGATOR, SUBJECT, SUBJECT_PARTY, findings, said, ties

S, P, A, T = KinEdge.SPOUSE, KinEdge.PARENT, KinEdge.ADOPTIVE_PARENT, KinEdge.STEP_PARENT
NEAR, EXTENDED, DECIDE = "R02 HARD", "R08 HARD", "R18 WAIVABLE"
SIBLINGS = ((5, P, 1), (5, P, 6))
UNCLE_6 = ((5, P, 6), (5, P, 7), (7, P, 1))
COUSIN_8 = (*UNCLE_6, (6, P, 8))

ROWS: tuple[tuple[str, tuple[tuple[int, KinEdge, int], ...], str | None, str | None], ...] = (
    ("spouse", ((1, S, 9),), NEAR, NEAR),
    ("parent", ((9, P, 1),), NEAR, NEAR),
    ("sibling by one known parent", ((5, P, 1), (5, P, 9)), NEAR, NEAR),
    ("sibling by two known parents", ((5, P, 1), (5, P, 9), (6, P, 1), (6, P, 9)), NEAR, NEAR),
    ("adoptive parent", ((9, A, 1),), NEAR, NEAR),
    ("sibling by adoption", ((5, A, 1), (5, P, 9)), NEAR, NEAR),
    ("step-parent who raised", ((9, T, 1),), NEAR, NEAR),
    ("grandparent", ((9, P, 5), (5, P, 1)), EXTENDED, EXTENDED),
    ("great-grandparent", ((9, P, 6), (6, P, 5), (5, P, 1)), EXTENDED, EXTENDED),
    ("grandparent by a parent's adoption", ((9, A, 5), (5, P, 1)), EXTENDED, EXTENDED),
    ("adoptive parent's parent", ((9, P, 5), (5, A, 1)), EXTENDED, EXTENDED),
    ("great-great-grandparent", ((9, P, 7), (7, P, 6), (6, P, 5), (5, P, 1)), EXTENDED, EXTENDED),
    ("step-parent's parent", ((9, P, 5), (5, T, 1)), None, None),
    ("a parent's step-parent", ((9, T, 5), (5, P, 1)), None, None),
    ("uncle", ((5, P, 9), (5, P, 7), (7, P, 1)), EXTENDED, EXTENDED),
    ("step-parent's brother", ((5, P, 9), (5, P, 7), (7, T, 1)), None, None),
    ("half uncle", ((5, P, 9), (2, P, 9), (5, P, 7), (3, P, 7), (7, P, 1)), EXTENDED, EXTENDED),
    ("adoptive parent's brother", ((5, P, 9), (5, P, 7), (7, A, 1)), EXTENDED, EXTENDED),
    ("uncle by adoption", ((5, A, 9), (5, P, 7), (7, P, 1)), EXTENDED, EXTENDED),
    ("cousin", (*UNCLE_6, (6, P, 9)), EXTENDED, EXTENDED),
    ("cousin by adoption", (*UNCLE_6, (6, A, 9)), EXTENDED, EXTENDED),
    ("uncle's stepchild whom he raised", (*UNCLE_6, (6, T, 9)), None, None),
    ("cousin's child", (*COUSIN_8, (8, P, 9)), DECIDE, DECIDE),
    ("cousin's grandchild", (*COUSIN_8, (8, P, 4), (4, P, 9)), None, None),
    ("second cousin", ((2, P, 3), (2, P, 4), (3, P, 5), (5, P, 1), (4, P, 6), (6, P, 9)), None, None),
    ("grandparent's sibling", ((5, P, 9), (5, P, 6), (6, P, 7), (7, P, 1)), DECIDE, DECIDE),
    ("sibling's grandchild", (*SIBLINGS, (6, P, 7), (7, P, 9)), DECIDE, DECIDE),
    ("parent-in-law", ((1, S, 5), (9, P, 5)), EXTENDED, EXTENDED),
    ("spouse's adoptive parent", ((1, S, 5), (9, A, 5)), EXTENDED, EXTENDED),
    ("raised child's spouse", ((1, T, 5), (5, S, 9)), EXTENDED, EXTENDED),
    ("spouse's step-parent who raised", ((1, S, 5), (9, T, 5)), EXTENDED, EXTENDED),
    ("spouse's sibling", ((1, S, 5), (6, P, 5), (6, P, 9)), EXTENDED, EXTENDED),
    ("spouse's sibling's spouse", ((1, S, 5), (6, P, 5), (6, P, 7), (7, S, 9)), EXTENDED, EXTENDED),
    (
        "spouse's sibling's spouse's sibling",
        ((1, S, 5), (6, P, 5), (6, P, 7), (7, S, 8), (4, P, 8), (4, P, 9)),
        None,
        None,
    ),
    ("child's parent-in-law", ((1, P, 5), (5, S, 6), (9, P, 6)), EXTENDED, EXTENDED),
    ("raised child's parent-in-law", ((1, T, 5), (5, S, 6), (9, P, 6)), EXTENDED, EXTENDED),
    ("raised children of both married", ((1, T, 5), (5, S, 6), (9, T, 6)), EXTENDED, EXTENDED),
    ("sibling's parent-in-law", (*SIBLINGS, (6, S, 7), (9, P, 7)), None, None),
    ("sibling's spouse", (*SIBLINGS, (6, S, 9)), EXTENDED, EXTENDED),
    ("grandchild's spouse's parent", ((1, P, 5), (5, P, 6), (6, S, 7), (9, P, 7)), None, None),
    ("uncle's spouse", (*UNCLE_6, (6, S, 9)), EXTENDED, DECIDE),
    ("nephew's spouse", (*SIBLINGS, (6, P, 7), (7, S, 9)), EXTENDED, DECIDE),
    ("cousin's spouse", (*COUSIN_8, (8, S, 9)), EXTENDED, DECIDE),
    ("spouse's cousin's spouse", ((1, S, 2), (5, P, 6), (5, P, 7), (7, P, 2), (6, P, 8), (8, S, 9)), None, None),
    ("spouse's grandparent", ((1, S, 5), (6, P, 5), (9, P, 6)), DECIDE, DECIDE),
    ("sibling-in-law's sibling", (*SIBLINGS, (6, S, 7), (8, P, 7), (8, P, 9)), None, None),
    ("parent's spouse without a record", ((5, P, 1), (5, S, 9)), DECIDE, DECIDE),
    ("children of two who married", ((5, P, 1), (5, S, 6), (6, P, 9)), DECIDE, DECIDE),
    ("step-siblings raised together", ((5, P, 1), (5, T, 9)), DECIDE, DECIDE),
    ("both raised by one step-parent", ((5, T, 1), (5, T, 9)), DECIDE, DECIDE),
    ("nobody", (), None, None),
)


@pytest.mark.parametrize(("edges", "one_way", "other_way"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_row_of_the_table_holds_from_both_ends(
    edges: tuple[tuple[int, KinEdge, int], ...], one_way: str | None, other_way: str | None
) -> None:
    facts = replace(BARE, kin_ties=ties(*edges))
    assert said(findings(facts)) == ([one_way] if one_way else [])
    swapped = replace(facts, parties=(replace(SUBJECT_PARTY, person=INVESTIGATOR),))
    assert said(findings(swapped, SUBJECT)) == ([other_way] if other_way else [])


def test_a_step_parent_who_did_not_raise_is_for_a_decision() -> None:
    facts = replace(BARE, kin_ties=(KinTie(1, SUBJECT, INVESTIGATOR, T, raised=False),))
    assert said(findings(facts)) == [DECIDE]


WORDS = {
    **dict.fromkeys(("SPOUSE", "PARENT", "CHILD", "SIBLING", "HALF_SIBLING"), NEAR),
    **dict.fromkeys(
        (
            *("GRANDPARENT", "GRANDCHILD", "GREAT_GRANDPARENT", "GREAT_GRANDCHILD"),
            *("UNCLE_AUNT", "NEPHEW_NIECE", "COUSIN", "PARENT_IN_LAW", "CHILD_IN_LAW"),
            *("SPOUSES_SIBLING", "SIBLINGS_SPOUSE", "SPOUSES_SIBLINGS_SPOUSE", "CHILDS_PARENT_IN_LAW"),
            *("UNCLE_AUNTS_SPOUSE", "NEPHEW_NIECES_SPOUSE", "COUSINS_SPOUSE"),
        ),
        EXTENDED,
    ),
}
ONE_WAY = {"SPOUSES_UNCLE_AUNT", "SPOUSES_NEPHEW_NIECE", "SPOUSES_COUSIN"}


@pytest.mark.parametrize("word", Kinship)
def test_each_declared_word_has_the_effect_of_its_row(word: Kinship) -> None:
    facts = replace(BARE, asserted_kin=(AssertedKin(1, INVESTIGATOR, SUBJECT, word),))
    found = findings(facts)
    assert said(found) == [WORDS.get(word, DECIDE)]
    assert found[0].relation == word


@pytest.mark.parametrize("word", Kinship)
def test_each_word_declared_by_the_relative_reads_back(word: Kinship) -> None:
    facts = replace(BARE, asserted_kin=(AssertedKin(1, SUBJECT, INVESTIGATOR, word),))
    turned = word.name in {"UNCLE_AUNTS_SPOUSE", "NEPHEW_NIECES_SPOUSE", "COUSINS_SPOUSE"}
    expected = EXTENDED if word.name in ONE_WAY else DECIDE if turned else WORDS.get(word, DECIDE)
    assert said(findings(facts)) == [expected]


@pytest.mark.parametrize(
    ("word", "then", "expected"),
    [
        (Kinship.COUSIN, (5, S, 9), EXTENDED),
        (Kinship.COUSIN, (5, P, 9), DECIDE),
        (Kinship.UNCLE_AUNT, (5, P, 9), EXTENDED),
        (Kinship.CHILD_IN_LAW, (9, P, 5), EXTENDED),
        (Kinship.CHILD, (5, S, 9), EXTENDED),
        (Kinship.HALF_SIBLING, (5, P, 9), EXTENDED),
        (Kinship.GRANDPARENT, (9, P, 5), EXTENDED),
        (Kinship.GREAT_GRANDPARENT, (9, P, 5), None),
        (Kinship.GREAT_GRANDPARENT, (5, P, 9), None),
        (Kinship.SPOUSES_COUSIN, (5, S, 9), None),
        (Kinship.DISTANT, (5, P, 9), None),
        (Kinship.PARTNER, (9, P, 5), None),
    ],
)
def test_a_declared_word_goes_on_only_where_what_follows_is_exact(
    word: Kinship, then: tuple[int, KinEdge, int], expected: str | None
) -> None:
    facts = replace(BARE, asserted_kin=(AssertedKin(1, INVESTIGATOR, 5, word),), kin_ties=ties(then))
    assert said(findings(facts)) == ([expected] if expected else [])


def test_each_pattern_reads_from_the_other_end_as_the_inverse_pattern() -> None:
    for bond, steps in COMPOSED.items():
        turned = {tuple(INVERSE[step] for step in reversed(path)) for path in steps}
        assert turned == set(COMPOSED[INVERSE[bond]]), bond


def test_the_three_sets_lie_in_one_another_and_the_rest_is_for_decision() -> None:
    assert NEAR_SUP < NEAR_CIV < CS_KIN
    assert CS_KIN | DISCRETIONARY == set(REPORTED) == set(Bond) - UNIONS
    assert {Bond.GRANDPARENT, Bond.GRANDCHILD} == NEAR_CIV - NEAR_SUP


def test_kin_of_every_subject_counts() -> None:
    facts = replace(
        BARE,
        parties=(SUBJECT_PARTY, replace(SUBJECT_PARTY, id=2, person=8, role=PartyRole.CO_SUBJECT)),
        kin_ties=ties((1, S, 8)),
    )
    assert [(finding.rule, finding.other_person) for finding in findings(facts)] == [("R02", 8)]
