"""Families drawn by hand, each told in the word that a villager would use, with the answer that the law gives.

A row reads "9 is the WORD of 1". The first answer is for 1 as the official and 9 as the subject, the second is for the
two in each other's place. What bars an official from a case against a subject bars her from his report as well.
"""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from intake.kinwords import meaning_of
from recusal.facts import AssertedKin, Facts, KinTie, SealedFacts
from terms.periods import Period
from terms.ties import KinEdge, Kinship
from tests.recusal.making import BARE, CASE, INVESTIGATOR, SUBJECT, SUBJECT_PARTY, findings, said, ties

S, P, A, T = KinEdge.SPOUSE, KinEdge.PARENT, KinEdge.ADOPTIVE_PARENT, KinEdge.STEP_PARENT
NEAR, EXTENDED, DECIDE, NOTHING = "R02 HARD", "R08 HARD", "R18 WAIVABLE", None
Edges = tuple[tuple[int, KinEdge, int], ...]

PARENTS: Edges = ((2, P, 1), (3, P, 1))
SIBLING_4: Edges = (*PARENTS, (2, P, 4), (3, P, 4))
"""4 is the full sibling of 1."""
UNCLE_5: Edges = ((2, P, 1), (7, P, 2), (8, P, 2), (7, P, 5), (8, P, 5))
"""5 is the sibling of 2, who is a parent of 1; 7 and 8 are the grandparents."""
COUSIN_6: Edges = (*UNCLE_5, (5, P, 6))
WIFE_20: Edges = ((1, S, 20),)
WIFES_SISTER_23: Edges = (*WIFE_20, (21, P, 20), (22, P, 20), (21, P, 23), (22, P, 23))
WIFES_UNCLE_24: Edges = (*WIFE_20, (21, P, 20), (25, P, 21), (25, P, 24))
MARRIED_CHILD: Edges = ((1, P, 30), (30, S, 31))


@dataclass(frozen=True)
class Family:
    """One row."""

    words: str
    """Words that mean the same, the first of which may be declared in place of the tree; none where it is too vague."""
    edges: Edges
    one_way: str | None
    other_way: str | None
    raised: bool = True

    def facts(self) -> Facts:
        """Return the tree."""
        return replace(BARE, kin_ties=tuple(replace(tie, raised=self.raised) for tie in ties(*self.edges)))


FAMILIES = (
    Family("妻子 丈夫", ((9, S, 1),), NEAR, NEAR),
    Family("父亲 母亲", ((9, P, 1),), NEAR, NEAR),
    Family("儿子 女儿", ((1, P, 9),), NEAR, NEAR),
    Family("哥哥 妹妹", (*PARENTS, (2, P, 9), (3, P, 9)), NEAR, NEAR),
    Family("同父异母弟弟", (*PARENTS, (2, P, 9), (4, P, 9)), NEAR, NEAR),
    Family("同母异父姐姐", (*PARENTS, (5, P, 9), (3, P, 9)), NEAR, NEAR),
    Family("养父 养母", ((9, A, 1),), NEAR, NEAR),
    Family("养女 养子", ((1, A, 9),), NEAR, NEAR),
    Family("继父 继母", ((2, P, 1), (9, S, 2), (9, T, 1)), NEAR, NEAR),
    Family("爷爷 外婆", ((9, P, 2), (2, P, 1)), EXTENDED, EXTENDED),
    Family("孙女 外孙", ((1, P, 2), (2, P, 9)), EXTENDED, EXTENDED),
    Family("曾祖父 外曾祖母", ((9, P, 4), (4, P, 2), (2, P, 1)), EXTENDED, EXTENDED),
    Family("伯父 姑姑 舅舅 姨妈", ((2, P, 1), (7, P, 2), (7, P, 9)), EXTENDED, EXTENDED),
    Family("侄子 外甥女", (*SIBLING_4, (4, P, 9)), EXTENDED, EXTENDED),
    Family("堂兄 表妹 表姐", (*UNCLE_5, (5, P, 9)), EXTENDED, EXTENDED),
    Family("堂侄 表侄", (*COUSIN_6, (6, P, 9)), DECIDE, DECIDE),
    Family("堂叔 表叔", ((2, P, 1), (7, P, 2), (40, P, 7), (40, P, 41), (41, P, 9)), DECIDE, DECIDE),
    Family("侄孙", (*SIBLING_4, (4, P, 5), (5, P, 9)), DECIDE, DECIDE),
    Family("姑奶奶 伯祖父 舅爷爷", (*UNCLE_5, (40, P, 7), (40, P, 9)), DECIDE, DECIDE),
    Family("", ((2, P, 1), (7, P, 2), (40, P, 7), (40, P, 41), (41, P, 42), (42, P, 9)), NOTHING, NOTHING),
    Family("岳父 婆婆", (*WIFE_20, (9, P, 20)), EXTENDED, EXTENDED),
    Family("女婿 儿媳", ((1, P, 30), (30, S, 9)), EXTENDED, EXTENDED),
    Family("小舅子 大姑子 小姑子", (*WIFE_20, (21, P, 20), (21, P, 9)), EXTENDED, EXTENDED),
    Family("连襟", (*WIFES_SISTER_23, (23, S, 9)), EXTENDED, EXTENDED),
    Family("妯娌", ((20, S, 1), (21, P, 20), (21, P, 23), (9, S, 23)), EXTENDED, EXTENDED),
    Family("亲家", (*MARRIED_CHILD, (9, P, 31)), EXTENDED, EXTENDED),
    Family("嫂子 弟媳", (*SIBLING_4, (4, S, 9)), EXTENDED, EXTENDED),
    Family("姐夫 妹夫", (*SIBLING_4, (9, S, 4)), EXTENDED, EXTENDED),
    Family("姑父 舅妈 姨父 伯母", (*UNCLE_5, (5, S, 9)), EXTENDED, DECIDE),
    Family("侄媳", (*SIBLING_4, (4, P, 5), (5, S, 9)), EXTENDED, DECIDE),
    Family("外甥女婿", (*SIBLING_4, (4, P, 5), (9, S, 5)), EXTENDED, DECIDE),
    Family("堂嫂 表嫂 表姐夫", (*COUSIN_6, (6, S, 9)), EXTENDED, DECIDE),
    Family("配偶的表哥", (*WIFES_UNCLE_24, (24, P, 9)), DECIDE, EXTENDED),
    Family("配偶的叔叔", (*WIFE_20, (21, P, 20), (25, P, 21), (25, P, 9)), DECIDE, EXTENDED),
    Family("内侄", (*WIFES_SISTER_23, (23, P, 9)), DECIDE, EXTENDED),
    Family("配偶的祖母", (*WIFE_20, (21, P, 20), (9, P, 21)), DECIDE, DECIDE),
    Family("孙媳", ((1, P, 2), (2, P, 3), (3, S, 9)), DECIDE, DECIDE),
)

WITHOUT_A_WORD = (
    Family("继父，未抚养", ((2, P, 1), (9, S, 2), (9, T, 1)), DECIDE, DECIDE, raised=False),
    Family("继兄", ((2, P, 1), (2, S, 3), (3, P, 9)), DECIDE, DECIDE),
    Family("高祖父", ((9, P, 5), (5, P, 4), (4, P, 2), (2, P, 1)), EXTENDED, EXTENDED),
    Family("养父的女儿", ((2, A, 1), (2, P, 9)), NEAR, NEAR),
    Family("养父的养子", ((2, A, 1), (2, A, 9)), NEAR, NEAR),
    Family("养父的母亲", ((2, A, 1), (9, P, 2)), EXTENDED, EXTENDED),
    Family("养父的弟弟", ((2, A, 1), (3, P, 2), (3, P, 9)), EXTENDED, EXTENDED),
    Family("养女的丈夫", ((1, A, 2), (2, S, 9)), EXTENDED, EXTENDED),
    Family("生父，已被收养", ((9, P, 1), (2, A, 1)), DECIDE, DECIDE),
    Family("生兄，已被收养", (*PARENTS, (2, P, 9), (3, P, 9), (4, A, 1)), DECIDE, DECIDE),
    Family("生父的父亲，已被收养", ((2, P, 1), (9, P, 2), (4, A, 1)), NOTHING, NOTHING),
    Family("生兄之妻，已被收养", (*SIBLING_4, (4, S, 9), (50, A, 1)), NOTHING, NOTHING),
    Family("生母，被继父收养", ((9, P, 1), (9, S, 2), (2, A, 1)), NEAR, NEAR),
    Family("生父，被继父收养", ((9, P, 1), (3, P, 1), (3, S, 2), (2, A, 1)), DECIDE, DECIDE),
    Family("妻子的继父，抚养", (*WIFE_20, (9, T, 20)), EXTENDED, EXTENDED),
    Family("妻子的继父，未抚养", (*WIFE_20, (9, T, 20)), NOTHING, NOTHING, raised=False),
    Family("亲家，女儿为继女，抚养", ((1, T, 30), (30, S, 31), (9, P, 31)), EXTENDED, EXTENDED),
    Family("岳父的弟弟", (*WIFE_20, (21, P, 20), (25, P, 21), (25, P, 9)), DECIDE, EXTENDED),
    Family("连襟的弟弟", (*WIFES_SISTER_23, (23, S, 26), (27, P, 26), (27, P, 9)), NOTHING, NOTHING),
    Family("亲家的儿子", (*MARRIED_CHILD, (32, P, 31), (32, P, 9)), NOTHING, NOTHING),
    Family("亲家的母亲", (*MARRIED_CHILD, (32, P, 31), (9, P, 32)), NOTHING, NOTHING),
    Family("嫂子的父亲", (*SIBLING_4, (4, S, 5), (9, P, 5)), NOTHING, NOTHING),
    Family("姐夫的妹妹", (*SIBLING_4, (4, S, 5), (6, P, 5), (6, P, 9)), NOTHING, NOTHING),
    Family("姑父的弟弟", (*UNCLE_5, (5, S, 43), (44, P, 43), (44, P, 9)), NOTHING, NOTHING),
    Family("表嫂的妹妹", (*COUSIN_6, (6, S, 43), (44, P, 43), (44, P, 9)), NOTHING, NOTHING),
    Family("妻子的表嫂", (*WIFES_UNCLE_24, (24, P, 26), (26, S, 9)), NOTHING, NOTHING),
    Family("妻子的姑父", (*WIFES_UNCLE_24, (24, S, 9)), NOTHING, NOTHING),
    Family("孙女的公公", ((1, P, 2), (2, P, 3), (3, S, 4), (9, P, 4)), NOTHING, NOTHING),
    Family("堂嫂的儿子，前夫所生", (*COUSIN_6, (6, S, 43), (43, P, 9)), NOTHING, NOTHING),
)

every_family = pytest.mark.parametrize("family", [*FAMILIES, *WITHOUT_A_WORD], ids=lambda family: family.words)
spoken = pytest.mark.parametrize(
    ("family", "word"), [(family, word) for family in FAMILIES for word in family.words.split()]
)


def turned(facts: Facts) -> Facts:
    """Return the facts with the official as the subject."""
    return replace(facts, parties=(replace(SUBJECT_PARTY, person=INVESTIGATOR),))


@every_family
def test_each_family_has_the_known_answer_from_both_ends(family: Family) -> None:
    assert said(findings(family.facts())) == ([family.one_way] if family.one_way else [])
    assert said(findings(turned(family.facts()), SUBJECT)) == ([family.other_way] if family.other_way else [])


@every_family
def test_who_would_be_barred_by_a_subject_is_restricted_by_an_informant(family: Family) -> None:
    nobody = replace(family.facts(), parties=())
    informed = replace(nobody, sealed=SealedFacts(informants=((1, SUBJECT),)))
    assert said(findings(informed)) == (["RESTRICTED HARD"] if family.one_way in {NEAR, EXTENDED} else [])
    other = replace(nobody, sealed=SealedFacts(informants=((1, INVESTIGATOR),)))
    assert said(findings(other, SUBJECT)) == (["RESTRICTED HARD"] if family.other_way in {NEAR, EXTENDED} else [])


@spoken
def test_the_word_alone_has_the_answer_of_the_whole_family(family: Family, word: str) -> None:
    meaning = meaning_of(word)
    if meaning.relation.family == "EDGE":
        ends = (INVESTIGATOR, SUBJECT) if meaning.downward else (SUBJECT, INVESTIGATOR)
        facts = replace(BARE, kin_ties=(KinTie(1, *ends, KinEdge[meaning.relation.code]),))
    else:
        facts = replace(BARE, asserted_kin=(AssertedKin(1, INVESTIGATOR, SUBJECT, Kinship[meaning.relation.code]),))
    assert said(findings(facts)) == ([family.one_way] if family.one_way else [])
    assert said(findings(turned(facts), SUBJECT)) == ([family.other_way] if family.other_way else [])


@spoken
def test_the_word_beside_the_family_changes_nothing(family: Family, word: str) -> None:
    meaning = meaning_of(word)
    if meaning.relation.family == "ASSERTED":
        facts = family.facts()
        both = replace(facts, asserted_kin=(AssertedKin(1, INVESTIGATOR, SUBJECT, Kinship[meaning.relation.code]),))
        assert said(findings(both)) == said(findings(facts))
        assert said(findings(turned(both), SUBJECT)) == said(findings(turned(facts), SUBJECT))


def test_a_father_whose_brother_adopted_the_child_is_an_uncle_and_was_the_father() -> None:
    facts = replace(BARE, kin_ties=ties((9, P, 1), (7, P, 9), (7, P, 2), (2, A, 1)))
    assert [(finding.rule, finding.relation) for finding in findings(facts)] == [
        ("R08", "UNCLE_AUNT"),
        ("R18", "DISTANT"),
    ]


def test_the_same_two_who_divorced_and_married_again_are_spouses() -> None:
    first, second = Period(date(2001, 5, 1), date(2010, 5, 1)), Period(date(2018, 5, 1), None)
    facts = replace(BARE, kin_ties=(KinTie(1, 1, 9, S, during=first), KinTie(2, 9, 1, S, during=second)))
    assert said(findings(facts)) == [NEAR]
    between = replace(facts, cases=(replace(CASE, window=Period(None, date(2015, 1, 1))),))
    assert said(findings(between, on=date(2014, 1, 1))) == [DECIDE]


def test_of_two_wives_one_after_the_other_only_the_present_ones_family_are_in_laws() -> None:
    remarried = date(2019, 1, 1)
    facts = replace(
        BARE,
        kin_ties=(
            KinTie(1, 1, 20, S, during=Period(None, remarried)),
            KinTie(2, 1, 30, S, during=Period(remarried, None)),
            KinTie(3, 9, 20, P),
            KinTie(4, 8, 30, P),
        ),
        parties=(SUBJECT_PARTY, replace(SUBJECT_PARTY, id=2, person=8)),
    )
    assert [(finding.rule, finding.other_person) for finding in findings(facts)] == [("R08", 8)]


@pytest.mark.parametrize(
    ("married", "expected"),
    [(date(2000, 1, 1), [NEAR]), (date(2005, 1, 1), [NEAR]), (date(2005, 1, 2), [DECIDE])],
)
def test_an_adopter_who_marries_the_mother_of_birth_afterwards_does_not_give_her_back(
    married: date, expected: list[str]
) -> None:
    facts = replace(
        BARE,
        kin_ties=(
            KinTie(1, 9, 1, P),
            KinTie(2, 5, 1, A, during=Period(date(2005, 1, 1), None)),
            KinTie(3, 5, 9, S, during=Period(married, None)),
        ),
    )
    assert said(findings(facts)) == expected


def test_a_mother_known_as_the_adopters_wife_by_word_alone_stays_the_mother() -> None:
    facts = replace(BARE, kin_ties=ties((9, P, 1), (5, A, 1)))
    assert said(findings(facts)) == [DECIDE]
    for ends in ((5, 9), (9, 5)):
        assert said(findings(replace(facts, asserted_kin=(AssertedKin(1, *ends, Kinship.SPOUSE),)))) == [NEAR]
