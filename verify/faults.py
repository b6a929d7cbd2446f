"""What can be wrong with a run, in words."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that a run breaks or one claim of it that is not so; case and person where it is about one."""

    rule: str
    case: int | None
    person: int | None
    zh: str
    en: str

    def told(self, language: str) -> str:
        """Return the line that tells it: the code of the rule, then the words."""
        return f"{self.rule}: {self.zh if language == 'zh' else self.en}"


GOOD_WORDS: Final = {
    "URGENCY_STAFFED": ("按紧急程度配齐的案件", "urgency-weighted cases staffed"),
    "APPEARANCES": ("需批准的冲突与观感", "waivers and appearances"),
    "CHANGES": ("对已公布方案的改动", "changes to published teams"),
    "WORST_SERVED": ("匹配最差的案件", "the worst-served case"),
    "WORST_TENTH": ("匹配最差的一成案件", "the worst-served tenth"),
    "HIGHEST_LOAD": ("最高负荷", "highest load"),
    "LOAD_SPREAD": ("负荷均衡", "spread of load"),
    "TRAVEL": ("路程", "travel"),
    "FIT": ("能力匹配", "fit of skills"),
}
WORDS: Final = {
    "RECORD_HASH": ("记录的哈希值应为 {right}", "the hash of the record is {right}, not what it says"),
    "PROBLEM_HASH": ("问题的哈希值应为 {right}", "the hash of the problem is {right}, not what the record says"),
    "PLAN_PROBLEM": ("方案所答的是另一个问题", "the plan answers another problem"),
    "SEED": ("方案的随机种子为 {right}，与记录不符", "the plan was drawn with the seed {right}, not with the record's"),
    "SEED_COMMITMENT": ("随机种子与事先公布的承诺不符", "the seed is not the one that was committed to"),
    "CHANCE": (
        "按随机种子，人员 {person} 应在案件 {case} 轮空",
        "by the seed, person {person} sits out case {case}",
    ),
    "SEED_LATE": (
        "没有在固定问题之前承诺随机种子",
        "the seed was not committed to before the problem was frozen",
    ),
    "UNKNOWN": ("案件 {case} 或人员 {person} 不在问题中", "case {case} or person {person} is not in the problem"),
    "BARRED": ("人员 {person} 须回避案件 {case}", "person {person} is barred from case {case}"),
    "NOT_QUALIFIED": (
        "人员 {person} 在案件 {case} 中不具备该岗位的资格或职级",
        "person {person} has not the right or the rank for the role on case {case}",
    ),
    "OUT_OF_REACH": (
        "案件 {case} 不从人员 {person} 所在区域抽调",
        "case {case} does not draw on the district of person {person}",
    ),
    "PLACES": ("案件 {case} 的岗位人数与要求不符", "the team of case {case} has not the wanted places"),
    "TWO_ROLES": ("人员 {person} 在案件 {case} 中占两个席位", "person {person} has two seats on case {case}"),
    "R34": ("案件 {case} 缺少技能 {right}", "nobody on case {case} has the needed skill {right}"),
    "R31": ("案件 {case} 缺少女性办案人员", "there is no woman on the team of case {case}"),
    "MOST_FROM_ONE_ORGAN": (
        "案件 {case} 从机关 {right} 抽调的人员过多",
        "too many of the team of case {case} are of organ {right}",
    ),
    "R29": (
        "人员 {person} 与亲属 {right} 同在案件 {case}",
        "person {person} sits on case {case} beside her kin, person {right}",
    ),
    "R43": (
        "人员 {person} 第 {right} 天的工作量超过上限",
        "person {person} has more work than her capacity on day {right}",
    ),
    "R23": (
        "人员 {person} 审理案件 {case}，又参与办理与之关联的案件 {right}",
        "person {person} reviews case {case} and investigates case {right}, which is linked to it",
    ),
    "R24": (
        "人员 {person} 同时参与案件 {case} 和案件 {right}，两案之一是对另一案（或者其关联案件）的复审或者复核",
        "person {person} has a part in both case {case} and case {right}, one of which re-examines the other's matter",
    ),
    "MOST_REVIEWS": ("人员 {person} 审理的案件过多", "person {person} reviews more cases than she may"),
    "R46": (
        "人员 {person} 借调至案件 {case} 时仍在另一借调（{right}）期间，或间隔不足",
        "person {person} is lent to case {case} during another loan ({right}), or too soon after or before it",
    ),
    "R44": ("机关 {right} 留守的专职人员不足", "too few full-time people stay at organ {right}"),
    "R39": ("机关 {right} 互相办理案件", "organs {right} investigate each other"),
    "PIN": ("案件 {case} 未保留固定人员 {person}", "person {person}, who is pinned to case {case}, is not on it"),
    "SEAT": (
        "人员 {person} 在案件 {case} 的席位数据 {right} 有误",
        "the seat of person {person} on case {case} states a wrong {right}",
    ),
    "LEVELS": ("方案的各级目标与问题的次序不符", "the levels of the plan are not those of the problem, in its order"),
    "VALUE": ("“{zh}”的值应为 {right}", "the value of the level “{en}” is {right}"),
    "PROOF": ("“{zh}”称已证明，而值与界不等", "the level “{en}” is said to be proven, but value and bound differ"),
    "NEAR": (
        "“{zh}”的近似平局与问题不符",
        "the near ties of the level “{en}” are not what the problem says",
    ),
    "GAP": (
        "“{zh}”的值与界之差与所载不符",
        "the gap of the level “{en}” is not what lies between its value and its bound",
    ),
    "BOUND": ("“{zh}”的值优于其界", "the value of the level “{en}” is better than its bound"),
    "NO_REASON": ("案件 {case} 未配齐，也没有说明原因", "case {case} has no team, and no reason is given"),
    "REASON": ("案件 {case} 已配齐，却说明了原因", "case {case} has a team, and yet a reason why it has none"),
    "REASON_UNKNOWN": ("说明了不存在的案件 {case}", "a reason is given for case {case}, which is not in the problem"),
    "SHORTAGE": (
        "案件 {case} 未配齐的原因与问题不符：缺员、剩余人选或排除人数有误",
        "the reasons why case {case} has no team are not so: who is missing, who is left or whom rules take away",
    ),
    "CLASH": (
        "案件 {case} 未配齐的原因所列冲突或让位的案件有误",
        "what is said of the cases with which case {case} clashes, or to which it gives way, cannot be",
    ),
    "TOGETHER": (
        "案件 {case} 与相关案件合计缺员的数字有误",
        "the figures of the places that case {case} and others lack people for together are not so",
    ),
    "REPLAY": ("重算结果与方案不同：{right}", "the replay and the plan differ in {right}"),
    "REPLAY_SEAT": (
        "重算结果与方案不同：案件 {case}，人员 {person}",
        "the replay and the plan differ: case {case}, person {person}",
    ),
    "REPLAY_LEVEL": ("重算结果与方案不同：“{zh}”", "the replay and the plan differ at the level “{en}”"),
}
"""The words of each code, in Chinese and in English."""


def fault(rule: str, *, case: int | None = None, person: int | None = None, right: object = "") -> Fault:
    """Return a fault with its words; ``right`` is what it should be, or what it is about beside case and person."""
    zh, en = WORDS[rule]
    return Fault(
        rule,
        case,
        person,
        zh.format(case=case, person=person, right=right),
        en.format(case=case, person=person, right=right),
    )


def level_fault(rule: str, good: str, *, right: object = "") -> Fault:
    """Return a fault of one level; a wrong value has the level's own code."""
    zh, en = WORDS[rule]
    names = dict(zip(("zh", "en"), GOOD_WORDS[good], strict=True))
    return Fault(
        good if rule == "VALUE" else rule, None, None, zh.format(right=right, **names), en.format(right=right, **names)
    )
