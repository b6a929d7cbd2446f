"""The house's vocabularies as GraphQL enums, and their words as data for frontends."""

from functools import cache
from typing import Any

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from casework.deadlines import Standing
from terms.allocation import Confirmation, EditKind, Level, ProposalState, RepairChoice
from terms.cases import (
    AssignmentRole,
    AssignmentState,
    AuthorisationKind,
    CaseGrade,
    CaseStatus,
    ClueSource,
    Mode,
    PartyRole,
    Urgency,
)
from terms.meetings import AgendaItemKind, Attendance, MeetingKind, MeetingState, SeatAnswer, WhenOff
from terms.organs import ManagementLevel, OrganKind, OrganLinkKind, SuccessionKind
from terms.people import AppraisalResult, Gender, MembershipKind, Rank, Skill
from terms.recusal import (
    ActToCheck,
    Applicant,
    DecisionLevel,
    MatterDecision,
    MatterForm,
    MatterState,
    Medium,
    Purpose,
    Severity,
    SkippedBecause,
    Verdict,
)
from terms.roles import Role
from terms.term import Term

WORDS: dict[type[Term], str] = {}
"""Every vocabulary that clients know, with its Chinese name; sealed words are never among them."""


def register(vocabulary: type[Term], zh: str) -> None:
    """Make a vocabulary an enum of the schema; annotate with the vocabulary itself."""
    WORDS[vocabulary] = zh
    strawberry.enum(vocabulary, description=f"{_summary(vocabulary)} ({zh}).")
    enum: Any = vocabulary
    definition: StrawberryEnumDefinition = enum.__strawberry_definition__
    for value in definition.values:
        term = vocabulary[value.name]
        value.description = f"{term.en[:1].upper()}{term.en[1:]} ({term.zh})."


def _summary(vocabulary: type[Term]) -> str:
    return (vocabulary.__doc__ or "").partition("\n")[0].rstrip(".")


for _vocabulary, _zh in {
    ActToCheck: "待复核事项类型",
    AgendaItemKind: "议题类型",
    Applicant: "回避申请人",
    AppraisalResult: "鉴定结果",
    AssignmentRole: "办案角色",
    AssignmentState: "派案状态",
    Attendance: "出席情况",
    AuthorisationKind: "授权文书类型",
    CaseGrade: "案件类别",
    CaseStatus: "案件状态",
    ClueSource: "线索来源",
    Confirmation: "确认状态",
    DecisionLevel: "决定层级",
    EditKind: "方案调整",
    Gender: "性别",
    Level: "优化层级",
    ManagementLevel: "管理权限",
    MatterDecision: "回避决定",
    MatterForm: "回避提出方式",
    MatterState: "回避事项状态",
    Medium: "回避提出形式",
    MeetingKind: "会议类型",
    MeetingState: "会议状态",
    MembershipKind: "任职方式",
    Mode: "办理方式",
    OrganKind: "单位类型",
    OrganLinkKind: "隶属关系",
    PartyRole: "涉案身份",
    ProposalState: "方案状态",
    Purpose: "审查目的",
    Rank: "职务职级",
    RepairChoice: "补员方案取舍",
    Role: "用户角色",
    SeatAnswer: "参会答复",
    Severity: "回避程度",
    Skill: "专长",
    Standing: "时限状态",
    SkippedBecause: "跳过决定人原因",
    SuccessionKind: "机构变更",
    Urgency: "紧急程度",
    Verdict: "回避审查结论",
    WhenOff: "遇休息日时",
}.items():
    register(_vocabulary, _zh)


@strawberry.type(description="One word of a vocabulary in both languages (词语).")
class TermWord:
    """One value of an enum."""

    code: str = strawberry.field(description="The enum value (枚举值).")
    zh: str = strawberry.field(description="The Chinese term (中文词).")
    en: str = strawberry.field(description="The English term (英文词).")


@strawberry.type(description="A vocabulary with its words, so that frontends need no table of their own (词表).")
class TermList:
    """One enum with its values."""

    name: str = strawberry.field(description="The name of the enum in this schema (枚举名).")
    zh: str = strawberry.field(description="The Chinese name of the vocabulary (中文名称).")
    words: list[TermWord] = strawberry.field(description="Its words in their own order (词语).")


@cache
def vocabularies() -> list[TermList]:
    """Return all vocabularies by name."""
    return [
        TermList(
            name=vocabulary.__name__,
            zh=zh,
            words=[TermWord(code=term.value, zh=term.zh, en=term.en) for term in vocabulary],
        )
        for vocabulary, zh in sorted(WORDS.items(), key=lambda pair: pair[0].__name__)
    ]


@strawberry.type
class TermQuery:
    """The words of the house."""

    @strawberry.field(description="Every vocabulary of this schema with its Chinese and English words (词表).")
    def terms(self) -> list[TermList]:
        """List the vocabularies."""
        return vocabularies()
