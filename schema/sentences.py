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


def of_price(person: str, case: str, role: AssignmentRole, levels: Sequence[LevelDifference]) -> Sentence:
    """Say what a plan with the person would cost, by the first level that differs."""
    decides = next((one for one in levels if one.worse), None)
    seated = Sentence(
        zh=f"如由人员{person}在案件{case}担任{role.zh}，", en=f"With person {person} as {role.en} of case {case}"
    )
    if decides is None:
        return Sentence(
            zh=f"{seated.zh}各级目标均不变差，只是抽签未抽中。",
            en=f"{seated.en}, every level is as good: only the lottery left her out.",
        )
    return Sentence(
        zh=f"{seated.zh}{_change_zh(decides)}；在此之前的各级目标不变。",
        en=f"{seated.en}, {_change_en(decides)}; every level before it stays the same.",
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
    exact = "" if one.proven else "（按已找到的方案）"
    way = "变差" if (one.worse or 0) > 0 else "变好"
    return (
        f"“{one.level.zh}”由{number(one.before or 0)}变为{number(one.after or 0)}"
        f"{one.unit.zh}，{way}{number(abs(one.worse or 0))}{exact}"
    )


def _change_en(one: LevelDifference) -> str:
    exact = "" if one.proven else " in the plans that were found"
    way = "worse" if (one.worse or 0) > 0 else "better"
    return (
        f"“{one.level.en}” goes from {number(one.before or 0)} to {number(one.after or 0)} "
        f"{one.unit.en}, {number(abs(one.worse or 0))} {way}{exact}"
    )


def of_waiver(person: str, case: str, rules: Sequence[Word]) -> Sentence:
    """Say that a waiver would be granted."""
    return Sentence(
        zh=f"批准人员{person}在案件{case}不回避（{'、'.join(rule.zh for rule in rules)}）。",
        en=f"Waive for person {person} on case {case}: {', '.join(rule.en for rule in rules)}.",
    )


def of_days_free(person: str, start: date, end: date, *, at_home: bool) -> Sentence:
    """Say that a person would be free in some days; the day of the end is not one of them."""
    zh, en = ("暂缓本单位工作", "her own organ's work waits") if at_home else ("假期改期", "her leave is moved")
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
