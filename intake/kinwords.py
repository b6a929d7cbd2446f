"""Kin and social words (表哥, 连襟, 亲家, 战友) and what they mean; a word of several meanings is refused.

A row reads "the other is the person's WORD". Sets follow the law: lineal blood, third-generation collaterals and near
in-laws have codes of their own, farther kin are DISTANT.
"""

import re
from dataclasses import dataclass
from functools import cache

from intake.keys import Relation, RelationFamily
from intake.kinambiguity import AMBIGUOUS, SOCIAL
from intake.kinlexicon import ALIASES, ASSERTED, COMPOSED, EDGES, RANKED
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused
from intake.words import folded, nearest
from terms.people import Gender
from terms.ties import KinEdge, Kinship

_SEX = {"m": Gender.MALE, "f": Gender.FEMALE, "-": None}
_RANK = re.compile("^(?:[大小老长次二三四五六七八九]|亲)")
_FAMILY_WORD: dict[Relation, str] = {
    Relation("EDGE", KinEdge.SPOUSE.value): "配偶",
    Relation("EDGE", KinEdge.PARENT.value): "父母",
    Relation("EDGE", KinEdge.ADOPTIVE_PARENT.value): "养父母",
    Relation("EDGE", KinEdge.STEP_PARENT.value): "继父母",
    Relation("ASSERTED", Kinship.SPOUSE.value): "配偶（仅据反映）",
    Relation("ASSERTED", Kinship.PARENT.value): "父母（仅据反映）",
    Relation("ASSERTED", Kinship.CHILD.value): "子女（仅据反映）",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a relation word says of the other, seen from the person."""

    relation: Relation
    downward: bool = False
    """For parent edges: the word names the child (儿子), so the two change places in the record."""
    person_gender: Gender | None = None
    """Implied of the person: 岳父 is said by a man."""
    other_gender: Gender | None = None


def relation_word(relation: Relation) -> str:
    """Return the word that ``meaning_of`` reads back as this relation, upward for parent edges."""
    return _FAMILY_WORD.get(relation) or relation.kind.zh


def known_words() -> tuple[str, ...]:
    """Return every word in the dictionary, without the rankings (二叔) and compositions (妻子的哥哥) it also reads."""
    return tuple(_dictionary())


def meaning_of(text: str) -> Meaning:
    """Return what the word means; raises ``CellRefused`` with suggestions for unknown and ambiguous words."""
    word = folded(text).removeprefix("我的").removeprefix("本人的").removeprefix("其")
    meaning = _dictionary().get(word)
    if meaning is not None:
        return meaning
    if word in AMBIGUOUS:
        raise CellRefused(ProblemCode.KIN_WORD_AMBIGUOUS, "、".join(AMBIGUOUS[word].split()))
    meaning = _ranked(word) or _composed(word)
    if meaning is None:
        detail = "、".join(nearest(word, known_words())) or "表哥、岳父、连襟、同学"
        raise CellRefused(ProblemCode.KIN_WORD_UNKNOWN, detail)
    return meaning


@cache
def _dictionary() -> dict[str, Meaning]:
    words: dict[str, Meaning] = {}
    for edge, lines in EDGES.items():
        _enter(words, "EDGE", edge.value, lines)
    for kinship, lines in ASSERTED.items():
        _enter(words, "ASSERTED", kinship.value, lines)
        words.setdefault(folded(kinship.zh), Meaning(Relation("ASSERTED", kinship.value)))
    for social, line in SOCIAL.items():
        for word in (social.zh, *line.split()):
            words[folded(word)] = Meaning(Relation("SOCIAL", social.value))
    for relation, word in _FAMILY_WORD.items():
        words[folded(word)] = Meaning(relation)
    for alias, word in ALIASES.items():
        words[alias] = words[word]
    return words


def _enter(words: dict[str, Meaning], family: RelationFamily, code: str, lines: dict[str, str]) -> None:
    """Enter lines such as ``"m f": "岳父 泰山"``: sex of the person, sex of the other, ``v`` for downward."""
    for sexes, line in lines.items():
        meaning = Meaning(
            Relation(family, code),
            downward=sexes.endswith("v"),
            person_gender=_SEX[sexes[0]],
            other_gender=_SEX[sexes[1]],
        )
        for word in line.split():
            words[word] = meaning


def _ranked(word: str) -> Meaning | None:
    """Read 二叔, 三姨, 小儿子, 亲哥: a rank or 亲 before a word that takes one."""
    rest = _RANK.sub("", word)
    if rest == word or rest in AMBIGUOUS:
        return None
    if word[0] in "大小老长次" and rest not in RANKED["SIBLINGS"].split():
        return None
    if rest in RANKED["SIBLINGS"].split() or rest in RANKED["ELDERS"].split():
        return _dictionary().get(rest)
    return _dictionary().get(rest) if word[0] == "亲" else None


def _composed(word: str) -> Meaning | None:
    """Read 妻子的哥哥 and 姐姐的丈夫 by the table of compositions; anything longer stays unknown."""
    first, joint, second = word.partition("的")
    if not joint or "的" in second:
        return None
    start, end = _dictionary().get(first), _dictionary().get(second)
    if start is None or end is None:
        return None
    kinship = COMPOSED.get((_step(start), _step(end)))
    if kinship is None:
        return None
    person = {Gender.MALE: Gender.FEMALE, Gender.FEMALE: Gender.MALE}
    said_by = person.get(start.other_gender) if _step(start) == "SPOUSE" and start.other_gender else None
    return Meaning(Relation("ASSERTED", kinship.value), person_gender=said_by, other_gender=end.other_gender)


def _step(meaning: Meaning) -> str:
    if meaning.relation.family == "SOCIAL":
        return ""
    if meaning.relation == Relation("EDGE", KinEdge.PARENT.value):
        return "CHILD" if meaning.downward else "PARENT"
    return meaning.relation.code
