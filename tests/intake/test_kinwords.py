"""Words of kinship and acquaintance: what they mean, and which are refused."""

import pytest

from intake.keys import Relation
from intake.kinambiguity import AMBIGUOUS
from intake.kinwords import known_words, meaning_of, relation_word
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused
from terms.people import Gender
from terms.ties import KinEdge, Kinship, SocialTieKind

FEMALE, MALE = Gender.FEMALE, Gender.MALE


@pytest.mark.parametrize(
    ("word", "kinship", "person", "other"),
    [
        ("表哥", Kinship.COUSIN, None, MALE),
        ("堂妹", Kinship.COUSIN, None, FEMALE),
        ("连襟", Kinship.SPOUSES_SIBLINGS_SPOUSE, MALE, MALE),
        ("妯娌", Kinship.SPOUSES_SIBLINGS_SPOUSE, FEMALE, FEMALE),
        ("亲家", Kinship.CHILDS_PARENT_IN_LAW, None, None),
        ("嫂子", Kinship.SIBLINGS_SPOUSE, None, FEMALE),
        ("姐夫", Kinship.SIBLINGS_SPOUSE, None, MALE),
        ("岳父", Kinship.PARENT_IN_LAW, MALE, MALE),
        ("丈母娘", Kinship.PARENT_IN_LAW, MALE, FEMALE),
        ("公公", Kinship.PARENT_IN_LAW, FEMALE, MALE),
        ("婆婆", Kinship.PARENT_IN_LAW, FEMALE, FEMALE),
        ("舅舅", Kinship.UNCLE_AUNT, None, MALE),
        ("姑父", Kinship.UNCLE_AUNTS_SPOUSE, None, MALE),
        ("外甥", Kinship.NEPHEW_NIECE, None, MALE),
        ("侄女", Kinship.NEPHEW_NIECE, None, FEMALE),
        ("外甥女婿", Kinship.NEPHEW_NIECES_SPOUSE, None, MALE),
        ("前妻", Kinship.EX_SPOUSE, MALE, FEMALE),
        ("未婚夫", Kinship.PARTNER, None, MALE),
        ("小舅子", Kinship.SPOUSES_SIBLING, MALE, MALE),
        ("大姑姐", Kinship.SPOUSES_SIBLING, FEMALE, FEMALE),
        ("同父异母弟弟", Kinship.HALF_SIBLING, None, MALE),
        ("外婆", Kinship.GRANDPARENT, None, FEMALE),
        ("外孙女", Kinship.GRANDCHILD, None, FEMALE),
        ("曾祖父", Kinship.GREAT_GRANDPARENT, None, MALE),
        ("太姥姥", Kinship.GREAT_GRANDPARENT, None, FEMALE),
        ("重孙女", Kinship.GREAT_GRANDCHILD, None, FEMALE),
        ("外曾孙子女", Kinship.GREAT_GRANDCHILD, None, None),
        ("表叔", Kinship.DISTANT, None, MALE),
        ("内侄", Kinship.SPOUSES_NEPHEW_NIECE, MALE, MALE),
        ("我的表哥", Kinship.COUSIN, None, MALE),
        (" 表 哥 ", Kinship.COUSIN, None, MALE),
    ],
)
def test_kin_words_mean_a_kinship_and_the_sexes_they_imply(
    word: str, kinship: Kinship, person: Gender | None, other: Gender | None
) -> None:
    meaning = meaning_of(word)
    assert meaning.relation == Relation("ASSERTED", kinship.value)
    assert (meaning.person_gender, meaning.other_gender) == (person, other)


@pytest.mark.parametrize(
    ("word", "edge", "direction", "other"),
    [
        ("父亲", KinEdge.PARENT, "up", MALE),
        ("闺女", KinEdge.PARENT, "down", FEMALE),
        ("养父", KinEdge.ADOPTIVE_PARENT, "up", MALE),
        ("养子", KinEdge.ADOPTIVE_PARENT, "down", MALE),
        ("继母", KinEdge.STEP_PARENT, "up", FEMALE),
        ("继女", KinEdge.STEP_PARENT, "down", FEMALE),
        ("爱人", KinEdge.SPOUSE, "up", None),
        ("妻子", KinEdge.SPOUSE, "up", FEMALE),
        ("小儿子", KinEdge.PARENT, "down", MALE),
    ],
)
def test_words_of_the_nearest_kin_are_primitive_edges_with_a_direction(
    word: str, edge: KinEdge, direction: str, other: Gender | None
) -> None:
    meaning = meaning_of(word)
    assert (meaning.relation, meaning.other_gender) == (Relation("EDGE", edge.value), other)
    assert meaning.downward is (direction == "down")


@pytest.mark.parametrize(
    ("word", "kinship"),
    [
        ("二叔", Kinship.UNCLE_AUNT),
        ("三姨", Kinship.UNCLE_AUNT),
        ("二表哥", Kinship.COUSIN),
        ("大嫂", Kinship.SIBLINGS_SPOUSE),
        ("亲哥", Kinship.SIBLING),
        ("二舅子", Kinship.SPOUSES_SIBLING),
        ("妻子的哥哥", Kinship.SPOUSES_SIBLING),
        ("丈夫的姐姐", Kinship.SPOUSES_SIBLING),
        ("爱人的表弟", Kinship.SPOUSES_COUSIN),
        ("姐姐的儿子", Kinship.NEPHEW_NIECE),
        ("女儿的公公", Kinship.CHILDS_PARENT_IN_LAW),
        ("表哥的妻子", Kinship.COUSINS_SPOUSE),
        ("父亲的表弟", Kinship.DISTANT),
        ("母亲的爷爷", Kinship.GREAT_GRANDPARENT),
        ("外婆的父亲", Kinship.GREAT_GRANDPARENT),
        ("儿子的孙女", Kinship.GREAT_GRANDCHILD),
        ("孙子的女儿", Kinship.GREAT_GRANDCHILD),
    ],
)
def test_ranks_and_compositions_are_read(word: str, kinship: Kinship) -> None:
    assert meaning_of(word).relation == Relation("ASSERTED", kinship.value)


def test_the_sex_of_the_one_who_says_it_follows_from_the_spouse() -> None:
    assert meaning_of("妻子的哥哥").person_gender is MALE
    assert meaning_of("丈夫的姐姐").person_gender is FEMALE
    assert meaning_of("爱人的表弟").person_gender is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("大学同学", SocialTieKind.CLASSMATE),
        ("战友", SocialTieKind.COMRADE),
        ("老师", SocialTieKind.TEACHER),
        ("好友", SocialTieKind.FRIEND),
        ("同村", SocialTieKind.TOWNSMAN),
        ("有矛盾", SocialTieKind.GRUDGE),
        ("债权人", SocialTieKind.LENDER),
        ("合伙人", SocialTieKind.PARTNER),
    ],
)
def test_social_words_mean_a_social_tie(word: str, kind: SocialTieKind) -> None:
    assert meaning_of(word).relation == Relation("SOCIAL", kind.value)


@pytest.mark.parametrize("word", sorted(AMBIGUOUS))
def test_every_ambiguous_word_is_refused_with_words_to_choose_from(word: str) -> None:
    with pytest.raises(CellRefused) as refused:
        meaning_of(word)
    assert refused.value.code is ProblemCode.KIN_WORD_AMBIGUOUS
    assert refused.value.detail == "、".join(AMBIGUOUS[word].split())


def test_the_words_suggested_for_ambiguous_ones_are_themselves_clear() -> None:
    suggested = {word for line in AMBIGUOUS.values() for word in line.split() if not word.startswith("请")}
    assert suggested <= set(known_words())


@pytest.mark.parametrize("word", ["表大爷", "父亲的儿子", "妻子的女儿", "二狗", "同学的朋友", "姐姐的儿子的同学"])
def test_unknown_words_are_refused_never_guessed(word: str) -> None:
    with pytest.raises(CellRefused) as refused:
        meaning_of(word)
    assert refused.value.code is ProblemCode.KIN_WORD_UNKNOWN
    assert refused.value.detail != ""


def test_a_near_word_is_suggested() -> None:
    with pytest.raises(CellRefused) as refused:
        meaning_of("远表哥")
    assert "表哥" in refused.value.detail


def test_the_dictionary_is_rich_and_reads_every_word_it_lists() -> None:
    words = known_words()
    assert len(words) > 500
    assert all(meaning_of(word).relation.kind is not None for word in words)


@pytest.mark.parametrize(
    "relation",
    [
        *(Relation("EDGE", edge.value) for edge in KinEdge),
        *(Relation("ASSERTED", kinship.value) for kinship in Kinship),
        *(Relation("SOCIAL", kind.value) for kind in SocialTieKind),
    ],
)
def test_the_word_written_for_a_relation_reads_back_as_it(relation: Relation) -> None:
    meaning = meaning_of(relation_word(relation))
    assert (meaning.relation, meaning.downward) == (relation, False)
