"""Explanations in people's words, in both languages."""

from collections.abc import Sequence
from datetime import date
from typing import Self

import strawberry

from schema.level_values import LevelDifference
from schema.words import Word
from terms.cases import AssignmentRole


@strawberry.type(description="A sentence in both languages (说明).")
class Sentence:
    """A sentence."""

    zh: str = strawberry.field(description="In Chinese (中文).")
    en: str = strawberry.field(description="In English (英文).")

    @classmethod
    def joined(cls, sentences: Sequence["Sentence"]) -> Self:
        """Return several sentences as one."""
        return cls(zh="".join(one.zh for one in sentences), en=" ".join(one.en for one in sentences))


def number(value: float) -> str:
    """Return a value as people write it: whole where it is whole, else with two decimals."""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def of_bars(person: str, case: str, role: AssignmentRole, bars: Sequence[Word]) -> Sentence:
    """Say what closes a place to a person."""
    return Sentence(
        zh=f"人员{person}不能在案件{case}担任{role.zh}：{'、'.join(bar.zh for bar in bars)}。",
        en=f"Person {person} cannot be {role.en} of case {case}: {', '.join(bar.en for bar in bars)}.",
    )


def of_no_team(person: str, case: str, role: AssignmentRole) -> Sentence:
    """Say that no team can be built around a person."""
    return Sentence(
        zh=f"案件{case}的{role.zh}岗位对人员{person}开放，但以其组队时，没有方案能满足全部规则和固定人选。",
        en=f"Case {case} is open to person {person} as {role.en}, "
        "but no plan with her there keeps every rule and every pin.",
    )


def of_price(
    person: str, case: str, role: AssignmentRole, levels: Sequence[LevelDifference], *, by_lot: bool | None
) -> Sentence:
    """Say what a plan with the person would cost, by the first level that differs, and what is not known of it."""
    seated = Sentence(
        zh=f"如由人员{person}在案件{case}担任{role.zh}，", en=f"With person {person} as {role.en} of case {case}"
    )
    if all(not one.worse for one in levels):
        return Sentence(
            zh=f"{seated.zh}各级目标均不变差，只是抽签未抽中。",
            en=f"{seated.en}, every level is as good: only the lottery left her out.",
        )
    first = next(number for number, one in enumerate(levels) if one.worse)
    decides, open_before = levels[first], [one for one in levels[:first] if one.least]
    told = Sentence(
        zh=f"{seated.zh}{_change_zh(decides)}；在此之前的各级目标不变{_maybe_better(open_before).zh}。",
        en=f"{seated.en}, {_change_en(decides)}; every level before it stays the same{_maybe_better(open_before).en}.",
    )
    return Sentence.joined([told, *({True: [LOT], False: [], None: [MAYBE_LOT]}[by_lot])])


LOT = Sentence(
    zh="在近似平局范围内，包含该人员的方案也参加了抽签，只是未抽中。",
    en="Within the near ties a plan with her was in the draw as well: only the lottery left her out.",
)
MAYBE_LOT = Sentence(
    zh="包含该人员的方案是否参加了抽签，限定计算量内未能确定。",
    en="Whether a plan with her was in the draw as well was not settled within the limit.",
)


def _maybe_better(levels: Sequence[LevelDifference]) -> Sentence:
    """Say, as a part of a sentence, which levels might still be better; nothing if none might."""
    if not levels:
        return Sentence(zh="", en="")
    return Sentence(
        zh=f"（{'、'.join(f'“{one.level.zh}”' for one in levels)}尚未证明不能更好）",
        en=f" (that {', '.join(f'“{one.level.en}”' for one in levels)} cannot be better is not proven)",
    )


def of_levels(levels: Sequence[LevelDifference]) -> Sentence:
    """Say by which level the second of two plans is better or worse."""
    decides = next((one for one in levels if one.worse), None)
    if decides is None:
        return Sentence(zh="两个方案各级目标相同。", en="Both plans reach the same at every level.")
    return Sentence(
        zh=f"第一处差别：{_change_zh(decides)}。",
        en=f"The first difference: {_change_en(decides)}.",
    )


def _change_zh(one: LevelDifference) -> str:
    differs = by_zh(one.least, one.worse or 0, exact=one.proven)
    return f"“{one.level.zh}”由{number(one.before or 0)}变为{number(one.after or 0)}{one.unit.zh}，{differs}"


def _change_en(one: LevelDifference) -> str:
    differs = by_en(one.least, one.worse or 0, exact=one.proven)
    return f"“{one.level.en}” goes from {number(one.before or 0)} to {number(one.after or 0)} {one.unit.en}, {differs}"


def by_zh(least: float | None, worse: float, *, exact: bool, unit: str = "") -> str:
    """Say by how much something is worse, or between what that lies; in Chinese."""
    if exact:
        return _amount_zh(worse, unit)
    if least is None or least == worse:
        return f"按已找到的方案{_amount_zh(worse, unit)}"
    return f"介于{_amount_zh(least, unit)}与{_amount_zh(worse, unit)}之间（后者为已找到的方案）"


def by_en(least: float | None, worse: float, *, exact: bool, unit: str = "") -> str:
    """Say the same in English."""
    if exact:
        return _amount_en(worse, unit)
    if least is None or least == worse:
        return f"{_amount_en(worse, unit)} in the plans that were found"
    return f"between {_amount_en(least, unit)} and {_amount_en(worse, unit)} (the latter in the plans that were found)"


def _amount_zh(worse: float, unit: str) -> str:
    return f"变差{number(worse)}{unit}" if worse > 0 else f"变好{number(-worse)}{unit}" if worse else "不变"


def _amount_en(worse: float, unit: str) -> str:
    spaced = f" {unit}" if unit else ""
    return f"{number(abs(worse))}{spaced} {'worse' if worse > 0 else 'better'}" if worse else "the same"


NOTHING_TO_GRANT = Sentence(
    zh="无须批准任何事项，重新测算即可配齐。", en="Nothing needs to be granted: a plan made anew can staff it."
)
MAYBE_NEEDLESS = Sentence(
    zh="限定计算量内未能确定其是否缺一不可。", en="Whether all of it is needed was not settled within the limit."
)


def of_ways(enough: int, listed: int, *, unsettled: int, complete: bool) -> Sentence:
    """Say how many sets of grants are enough, and whether there may be others or cheaper ones."""
    if not enough:
        told = [Sentence(zh="未找到足以配齐的办法。", en="Nothing was found that is enough.")]
    else:
        told = [
            Sentence(
                zh=f"找到足以配齐的办法{enough}种，列出其中代价最小的{listed}种。",
                en=f"Sets found that are enough: {enough}. Listed, the cheapest first: {listed}.",
            )
        ]
    if unsettled:
        told.append(
            Sentence(
                zh=f"有{unsettled}种未测算完，代价可能更小。",
                en=f"Not priced to the end, so that they may be cheaper: {unsettled}.",
            )
        )
    if not complete:
        told.append(Sentence(zh="尚未试遍全部组合，可能另有办法。", en="Not all sets were tried; there may be others."))
    return Sentence.joined(told)


def of_waiver(person: str, case: str, rules: Sequence[Word]) -> Sentence:
    """Say that a waiver would be granted."""
    return Sentence(
        zh=f"批准人员{person}在案件{case}不回避（{'、'.join(rule.zh for rule in rules)}）。",
        en=f"Waive for person {person} on case {case}: {', '.join(rule.en for rule in rules)}.",
    )


def of_days_free(person: str, start: date, end: date, *, at_home: bool) -> Sentence:
    """Say that a person would be free in some days; the day of the end is not one of them."""
    zh, en = (
        ("暂缓本单位工作", "her own organ's work waits")
        if at_home
        else ("外出或休假改期", "her leave or absence is moved")
    )
    return Sentence(zh=f"人员{person}自{start}至{end}（不含）{zh}。", en=f"{person}: {en}, from {start} up to {end}.")


def of_newcomer(able_zh: Sequence[str], able_en: Sequence[str]) -> Sentence:
    """Say that one more person would come, and what she can do."""
    return Sentence(
        zh=f"增派一名无利害关系的人员（{'、'.join(able_zh) or '不限专长'}）。",
        en=f"One more person without ties joins ({', '.join(able_en) or 'of any skill'}).",
    )


def of_postponing(case: str, days: int) -> Sentence:
    """Say that a case would begin later."""
    return Sentence(zh=f"案件{case}推迟{days}天开始。", en=f"Case {case} begins {days} days later.")


def of_home(organ: str, fewer: int) -> Sentence:
    """Say that fewer would stay at home."""
    return Sentence(zh=f"{organ}留守人数减少{fewer}人。", en=f"{fewer} fewer need to stay at {organ}.")


def of_most(organ: str, most: int) -> Sentence:
    """Say that more of one team could come from one organ."""
    return Sentence(
        zh=f"同一办案组中来自{organ}的人员放宽至{most}人。", en=f"Up to {most} of one team may come from {organ}."
    )
