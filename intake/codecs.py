"""The kinds of cells: each reads what clerks type and writes one plain form that it reads back."""

from datetime import date
from functools import partial
from typing import TypeVar

from intake.cells import (
    CellValue,
    join_list,
    read_bool,
    read_name,
    read_percent,
    read_person_name,
    read_text,
    read_whole,
    read_word,
    split_list,
    text_of,
)
from intake.columns import Codec
from intake.dates import Edge, read_day, read_month
from intake.kinwords import Meaning, meaning_of, relation_word
from intake.problem_codes import ProblemCode
from intake.problems import CellRefused
from intake.records import NeedRecord
from intake.words import folded, is_informant_word, read_term
from terms.cases import PartyRole
from terms.people import Skill
from terms.term import Term

AnyTerm = TypeVar("AnyTerm", bound=Term)

TEXT: Codec[str] = Codec(lambda value, _: read_text(value), str, "文字", "text")
CODE: Codec[str] = Codec(lambda value, _: read_word(value), str, "文字（保留前导零）", "text, leading zeros kept")
NAME: Codec[str] = Codec(lambda value, _: read_name(value), str, "名称", "name")
PERSON_NAME: Codec[str] = Codec(lambda value, _: read_person_name(value), str, "姓名", "person's name")
MONTH: Codec[str] = Codec(
    lambda value, epoch: read_month(value, epoch=epoch), str, "年月，如1985-03", "month, such as 1985-03"
)
BOOL: Codec[bool] = Codec(
    lambda value, _: read_bool(value),
    lambda value: "是" if value else "否",
    "是或否",
    "是 (yes) or 否 (no)",
    choices=("是", "否"),
)
PERCENT: Codec[int] = Codec(
    lambda value, _: read_percent(value), lambda value: f"{value}%", "百分数，如50%", "percentage, such as 50%"
)


def _day(edge: Edge, format_zh: str, format_en: str) -> Codec[date]:
    return Codec(
        lambda value, epoch: read_day(value, edge=edge, epoch=epoch), lambda day: day, format_zh, format_en, is_day=True
    )


DAY = _day(Edge.EXACT, "日期，如2026-03-05", "day, such as 2026-03-05")
FIRST_DAY = _day(Edge.FIRST, "日期；只写年月即当月1日", "day; a bare month means its first day")
LAST_DAY = _day(Edge.LAST, "最后一日（含当日）；只写年月即月末", "last day, included; a bare month means its end")


def whole(least: int, most: int) -> Codec[int]:
    """Return the codec of whole numbers between the bounds."""
    return Codec(
        lambda value, _: read_whole(value, least=least, most=most),
        str,
        f"{least}至{most}的整数",
        f"whole number from {least} to {most}",
    )


def term(vocabulary: type[AnyTerm]) -> Codec[AnyTerm]:
    """Return the codec of one of the house's vocabularies, written by its Chinese word."""
    read = partial(read_term, vocabulary)
    return Codec(
        lambda value, _: read(value),
        lambda value: value.zh,
        "从下拉列表中选择",
        "choose from the list",
        choices=tuple(each.zh for each in vocabulary),
    )


def _read_party_role(value: CellValue, _: date) -> PartyRole | None:
    if is_informant_word(text_of(value) or ""):
        raise CellRefused(ProblemCode.INFORMANT_SEALED)
    return read_term(PartyRole, value)


PARTY_ROLE: Codec[PartyRole] = Codec(
    _read_party_role,
    lambda value: value.zh,
    "从下拉列表中选择",
    "choose from the list",
    choices=tuple(role.zh for role in PartyRole),
)


def _read_names(value: CellValue, _: date) -> tuple[str, ...] | None:
    text = read_word(value)
    names = () if text is None else tuple(name for item in split_list(text) if (name := read_name(item)))
    return tuple(dict.fromkeys(names)) or None


NAMES: Codec[tuple[str, ...]] = Codec(
    _read_names, join_list, "多个用顿号或分号隔开", "several are separated by 、 or ；"
)


def _read_relation(value: CellValue, _: date) -> Meaning | None:
    text = read_word(value)
    if text is None:
        return None
    if is_informant_word(text):
        raise CellRefused(ProblemCode.INFORMANT_SEALED)
    return meaning_of(text)


_OFFERED = (
    "配偶 父亲 母亲 儿子 女儿 哥哥 弟弟 姐姐 妹妹 表哥 表弟 堂哥 堂弟 岳父 公公 女婿 儿媳 连襟 妯娌 亲家 姐夫 嫂子 "
    "舅舅 姑姑 叔叔 侄子 外甥 前妻 前夫 同学 战友 师生 朋友 老乡 恩怨 借贷 合伙经营"
)
RELATION: Codec[Meaning] = Codec(
    _read_relation,
    lambda meaning: relation_word(meaning.relation),
    "称谓，如表哥、连襟、亲家、同学",
    "a word of kinship or acquaintance",
    choices=tuple(_OFFERED.split()),
)


def _read_needs(value: CellValue, _: date) -> tuple[NeedRecord, ...] | None:
    text = read_word(value)
    if text is None:
        return None
    needs: dict[Skill, NeedRecord] = {}
    for item in split_list(text):
        word = folded(item)
        if not word[-1:].isdecimal() or not 1 <= int(word[-1]) <= 3:  # noqa: PLR2004  (the highest grade)
            raise _need_refused(item)
        try:
            skill = read_term(Skill, word[:-1].rstrip(":"))
        except CellRefused:
            raise _need_refused(item) from None
        if skill is None:
            raise _need_refused(item)
        needs[skill] = NeedRecord(skill, int(word[-1]))
    return tuple(needs.values()) or None


def _need_refused(item: str) -> CellRefused:
    return CellRefused(ProblemCode.SKILL_NEED_NOT_UNDERSTOOD, "、".join(skill.zh for skill in Skill), value=item)


NEEDS: Codec[tuple[NeedRecord, ...]] = Codec(
    _read_needs,
    lambda needs: "、".join(f"{need.skill.zh}{need.grade}" for need in needs),
    "能力加等级，如笔录1、查阅凭证账簿2",
    "skill and grade, as in 笔录1、查阅凭证账簿2",
)
