"""What follows from a declared word with unknown people between, and what does not."""

from dataclasses import replace

import pytest

from recusal.facts import AssertedKin, Facts, KinTie, Person, SealedFacts
from recusal.findings import Evidence
from recusal.rules.sealed import RESTRICTED
from terms.people import Gender
from terms.periods import Period
from terms.ties import KinEdge, Kinship
from tests.recusal.making import BARE, ON, findings, said, ties
from tests.recusal.test_kinship_sets import DECIDE, EXTENDED, NEAR, ROWS

P, S, A, T = KinEdge.PARENT, KinEdge.SPOUSE, KinEdge.ADOPTIVE_PARENT, KinEdge.STEP_PARENT
BROTHER, GRANDPARENT = Kinship.SIBLING, Kinship.GRANDPARENT


def saying(words: tuple[tuple[int, Kinship, int], ...], *edges: tuple[int, KinEdge, int]) -> Facts:
    """Return the facts with words "the second is the ... of the first", and edges."""
    asserted = tuple(AssertedKin(place, *word[::2], word[1]) for place, word in enumerate(words, start=1))
    return replace(BARE, asserted_kin=asserted, kin_ties=ties(*edges))


def told(facts: Facts, person: int = 1) -> list[tuple[str, str | None]]:
    """Return rule and relation of the findings."""
    return [(finding.rule, finding.relation) for finding in findings(facts, person)]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        (((5, P, 9),), [("R08", "UNCLE_AUNT")]),
        (((5, P, 6), (6, P, 9)), [("R08", "COUSIN")]),
        (((5, P, 6), (6, P, 7), (7, P, 9)), []),
        (((5, P, 6), (6, S, 9)), []),
        (((5, P, 9), (9, P, 1)), [("R02", "PARENT")]),
        (((5, P, 6), (6, P, 1), (6, P, 9)), [("R02", "SIBLING")]),
        (((5, P, 6), (6, P, 1), (5, P, 9)), [("R08", "UNCLE_AUNT")]),
        (((5, T, 9),), []),
    ],
)
def test_a_child_of_a_grandparent_by_word_is_a_parent_or_an_uncle_unless_it_is_known_which(
    edges: tuple[tuple[int, KinEdge, int], ...], expected: list[tuple[str, str]]
) -> None:
    assert told(saying(((1, GRANDPARENT, 5),), *edges)) == expected
    assert told(saying(((5, Kinship.GRANDCHILD, 1),), *edges)) == expected


def test_the_grandchild_by_word_of_a_subjects_parent_is_his_child_or_nephew() -> None:
    assert told(saying(((9, GRANDPARENT, 5),), (5, P, 1))) == [("R08", "NEPHEW_NIECE")]


def test_two_who_name_one_grandparent_are_siblings_or_cousins() -> None:
    assert told(saying(((1, GRANDPARENT, 5), (9, GRANDPARENT, 5)))) == [("R08", "COUSIN")]


def test_a_parent_for_a_time_leaves_the_rest_of_the_time_in_doubt() -> None:
    facts = saying(((1, GRANDPARENT, 5),), (5, P, 9))
    adopted = KinTie(7, 9, 1, A, during=Period(None, ON))
    assert told(replace(facts, kin_ties=(*facts.kin_ties, adopted))) == [("R08", "UNCLE_AUNT")]


@pytest.mark.parametrize(
    ("words", "edges", "expected"),
    [
        (((1, BROTHER, 5),), ((9, P, 5),), [("R02", "PARENT")]),
        (((1, BROTHER, 5),), ((9, A, 5),), [("R02", "PARENT")]),
        (((1, BROTHER, 5),), ((9, T, 5),), []),
        (((1, BROTHER, 5),), ((6, P, 5), (6, P, 9)), [("R02", "SIBLING")]),
        (((1, BROTHER, 5),), ((6, P, 5), (9, P, 6)), [("R08", "GRANDPARENT")]),
        (((1, BROTHER, 5),), ((6, P, 5), (7, P, 6), (7, P, 9)), [("R08", "UNCLE_AUNT")]),
        (((1, BROTHER, 5),), ((5, P, 9),), [("R08", "NEPHEW_NIECE")]),
        (((1, BROTHER, 5),), ((5, S, 9),), [("R08", "SIBLINGS_SPOUSE")]),
        (((1, BROTHER, 5), (5, BROTHER, 9)), (), [("R02", "SIBLING")]),
        (((1, BROTHER, 5), (9, BROTHER, 5)), (), [("R02", "SIBLING")]),
        (((1, BROTHER, 5), (5, BROTHER, 6), (6, BROTHER, 9)), (), [("R02", "SIBLING")]),
        (((1, BROTHER, 5), (6, BROTHER, 5)), ((9, P, 6),), [("R02", "PARENT")]),
        (((1, BROTHER, 5), (5, Kinship.HALF_SIBLING, 9)), (), [("R02", "HALF_SIBLING")]),
        (((1, BROTHER, 5), (5, Kinship.COUSIN, 9)), (), [("R08", "COUSIN")]),
        (((1, BROTHER, 5), (5, GRANDPARENT, 6)), ((6, P, 9),), [("R08", "UNCLE_AUNT")]),
        (((1, BROTHER, 5), (5, Kinship.NEPHEW_NIECE, 9)), (), [("R08", "NEPHEW_NIECE")]),
        (((1, Kinship.HALF_SIBLING, 5),), ((9, P, 5),), []),
        (((1, Kinship.HALF_SIBLING, 5), (5, BROTHER, 9)), (), [("R02", "HALF_SIBLING")]),
        (((1, Kinship.HALF_SIBLING, 5), (5, Kinship.HALF_SIBLING, 9)), (), []),
        (((1, BROTHER, 4), (4, Kinship.HALF_SIBLING, 5), (5, BROTHER, 9)), (), [("R02", "HALF_SIBLING")]),
    ],
)
def test_full_siblings_by_word_share_their_parents_and_the_kin_above_and_beside_them(
    words: tuple[tuple[int, Kinship, int], ...],
    edges: tuple[tuple[int, KinEdge, int], ...],
    expected: list[tuple[str, str]],
) -> None:
    assert told(saying(words, *edges)) == expected


@pytest.mark.parametrize(
    ("word", "edges", "there", "back"),
    [
        (Kinship.PARENT_IN_LAW, ((5, P, 9),), ("R08", "SPOUSES_SIBLING"), ("R08", "SIBLINGS_SPOUSE")),
        (Kinship.PARENT_IN_LAW, ((5, P, 9), (1, S, 9)), ("R02", "SPOUSE"), ("R02", "SPOUSE")),
        (Kinship.COUSIN, ((9, P, 5),), ("R08", "UNCLE_AUNTS_SPOUSE"), ("R18", "SPOUSES_NEPHEW_NIECE")),
        (Kinship.NEPHEW_NIECE, ((9, P, 5),), ("R08", "SIBLINGS_SPOUSE"), ("R08", "SPOUSES_SIBLING")),
        (Kinship.NEPHEW_NIECE, ((9, P, 5), (6, P, 9), (6, P, 1)), ("R02", "SIBLING"), ("R02", "SIBLING")),
        (Kinship.GRANDCHILD, ((9, P, 5),), ("R08", "CHILD_IN_LAW"), ("R08", "PARENT_IN_LAW")),
    ],
)
def test_of_whom_a_word_speaks_the_next_tie_makes_one_of_two_and_the_farther_is_told(
    word: Kinship, edges: tuple[tuple[int, KinEdge, int], ...], there: tuple[str, str], back: tuple[str, str]
) -> None:
    assert told(saying(((1, word, 5),), *edges)) == [there]
    other_way = {1: 9, 9: 1}
    turned = tuple((other_way.get(one, one), edge, other_way.get(other, other)) for one, edge, other in edges)
    assert told(saying(((9, word, 5),), *turned)) == [back]


@pytest.mark.parametrize("uncle", [((1, Kinship.UNCLE_AUNT, 5),), ((5, Kinship.NEPHEW_NIECE, 1),)])
def test_a_full_sibling_of_an_uncle_by_word_is_a_parent_or_an_uncle(
    uncle: tuple[tuple[int, Kinship, int], ...],
) -> None:
    for edges in (((7, P, 5), (7, P, 9)), ()):
        words = uncle if edges else (*uncle, (5, BROTHER, 9))
        assert told(saying(words, *edges)) == [("R08", "UNCLE_AUNT")]


def test_what_siblings_share_rests_on_the_word_too_and_on_its_time() -> None:
    facts = saying(((1, BROTHER, 5),), (9, P, 5))
    (finding,) = findings(facts)
    assert finding.evidence == (Evidence("asserted_kin", 1), Evidence("kin_tie", 1), Evidence("party", 1))
    over = replace(facts, asserted_kin=(AssertedKin(1, 1, 5, BROTHER, Period(None, ON)),))
    assert told(over) == []
    before = replace(over, kin_ties=(KinTie(1, 9, 5, P, during=Period(ON, None)),))
    assert told(before) == []


@pytest.mark.parametrize(("edges", "one_way"), [row[1:3] for row in ROWS], ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("sex", Gender)
def test_each_row_of_the_table_holds_for_informants_and_for_both_sexes(
    edges: tuple[tuple[int, KinEdge, int], ...], one_way: str | None, sex: Gender
) -> None:
    people = tuple(Person(person, sex) for person in range(1, 10))
    facts = replace(BARE, parties=(), kin_ties=ties(*edges), people=people)
    assert said(findings(facts)) == []
    sealed = replace(facts, sealed=SealedFacts(informants=((1, 9),)))
    assert [finding.rule for finding in findings(sealed)] == ([RESTRICTED] if one_way in {NEAR, EXTENDED} else [])
    subject = replace(facts, parties=BARE.parties)
    assert said(findings(subject)) == ([one_way] if one_way else [])


@pytest.mark.parametrize(
    ("word", "expected"),
    [(Kinship.EX_SPOUSE, [DECIDE]), (Kinship.PARTNER, [DECIDE]), (Kinship.SPOUSE, [NEAR])],
)
def test_former_spouses_and_partners_are_for_a_decision(word: Kinship, expected: list[str]) -> None:
    assert said(findings(saying(((1, word, 9),)))) == expected


def test_a_marriage_that_death_ended_is_left_open_and_keeps_the_in_laws() -> None:
    widowed = replace(BARE, kin_ties=ties((1, S, 5), (9, P, 5)))
    assert told(widowed) == [("R08", "PARENT_IN_LAW")]
    remarried = replace(widowed, kin_ties=(*widowed.kin_ties, KinTie(3, 1, 6, S, during=Period(ON, None))))
    assert told(remarried) == [("R08", "PARENT_IN_LAW")]
