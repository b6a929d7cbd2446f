"""What a screening answers: findings with their evidence, and one verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from terms.cases import AssignmentRole
from terms.recusal import Purpose, Severity, Verdict
from terms.term import Term

RecordKind: TypeAlias = Literal[
    "kin_tie",
    "asserted_kin",
    "social_tie",
    "interest",
    "party",
    "membership",
    "organ_link",
    "succession",
    "service",
    "handling",
    "pool",
    "authorisation",
    "case",
    "case_link",
    "place_tie",
    "incident",
    "duty",
    "loan",
    "release",
    "venue",
    "same_person",
    "waiver",
    "dismissal",
    "recusal",
]


class Lack(Term):
    """What is missing where a requirement (an E rule) is not met."""

    NOT_IN_POOL = "NOT_IN_POOL", "不在人才库", "not in the talent pool"
    DECLARATION = "DECLARATION", "未申报或申报过期", "no declaration of ties and interests, or one that is too old"
    TRAINING = "TRAINING", "未培训或培训过期", "no training, or one that is too old"
    UNDERTAKING = "UNDERTAKING", "未签保密承诺", "no secrecy undertaking"
    MAY_NOT_LEAD = "MAY_NOT_LEAD", "不具备组长资格", "not admitted to lead"
    NOT_FULL_TIME = "NOT_FULL_TIME", "非专职", "not full-time"
    SECONDED = "SECONDED", "系借调人员", "seconded"
    RANK = "RANK", "职级未登记或低于组长要求", "no rank on record, or one below what the leader of the case needs"
    MAY_NOT_REVIEW = "MAY_NOT_REVIEW", "不具备审理资格", "not admitted to review cases"
    LEAD = "LEAD", "缺组长", "no team leader"
    INVESTIGATORS = "INVESTIGATORS", "办案人员不足", "too few investigators"
    REVIEWERS = "REVIEWERS", "审理人员不足", "too few reviewers"
    WOMAN = "WOMAN", "缺女性办案人员", "no woman on the team"
    SAFETY_OFFICER = "SAFETY_OFFICER", "缺安全员", "no safety officer"
    AUTHORISATION = "AUTHORISATION", "缺授权文书", "no authorisation on file"
    JURISDICTION = "JURISDICTION", "无管辖权", "no jurisdiction"
    OTHER_ZONE = "OTHER_ZONE", "未跨协作区", "not of another zone"
    SKILL = "SKILL", "缺少所需技能", "a needed skill is missing"
    RELEASE = "RELEASE", "派出单位未同意", "not released by the home unit"
    LOAN_TIME = "LOAN_TIME", "借调时间超限", "lent for too long"
    REST = "REST", "连续借调", "lent again without a pause"
    COOLING_OFF = "COOLING_OFF", "离任未满期限", "left the service too recently"
    EARLY_REVIEWER = "EARLY_REVIEWER", "已提前介入审理", "came in early as a reviewer"


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One record that the finding rests on, in the order of the path."""

    record: RecordKind
    id: int


@dataclass(frozen=True, slots=True)
class Question:
    """Who is looked at against which cases, in which role; the rules answer all pairs at once."""

    people: frozenset[int]
    cases: frozenset[int]
    role: AssignmentRole = AssignmentRole.MEMBER
    before_approval: bool = False
    """True while a proposal is drawn up: its authorisations are written on approval, so R36 is not asked yet."""
    purpose: Purpose = Purpose.ASSIGNMENT
    """Requirements (E rules of the pool and of the handling organ) are asked of assignments only."""
    widen_sealed: bool = False
    """True while a proposal is drawn up: who is restricted takes her whole organ along, so that she is not pointed at
    (T03)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule hits one person on one case."""

    rule: str
    """The code, for example ``R02``; sealed grounds only ever appear as ``RESTRICTED``."""
    severity: Severity
    verdict: Verdict
    """CONFLICT, or UNKNOWN where a fact that the rule needs is missing."""
    person: int
    case: int
    evidence: tuple[Evidence, ...] = ()
    other_person: int | None = None
    """The subject, witness or colleague at the other end, where there is one."""
    organ: int | None = None
    relation: str | None = None
    """A code of ``Kinship``, read "the other person is the person's ...", of ``SocialTieKind``, of ``InterestKind`` or
    of ``Lack``, where the rule names one."""
    lifted_by: Evidence | None = None
    """The waiver or the dismissal that lets it pass; a finding that was lifted is shown and bars nobody."""

    @property
    def bars(self) -> bool:
        """Tell whether it keeps the person off the case: neither SOFT nor lifted."""
        return self.severity is not Severity.SOFT and self.lifted_by is None


@dataclass(frozen=True, slots=True)
class TeamFinding:
    """One rule hits a team as a whole."""

    rule: str
    severity: Severity
    case: int
    people: tuple[int, ...] = ()
    """Those concerned, in order of id; empty where somebody is missing."""
    evidence: tuple[Evidence, ...] = ()
    relation: str | None = None
    """A code of ``Kinship`` read from the first to the second of ``people``, or of ``Lack``."""


@dataclass(frozen=True, slots=True)
class Screening:
    """The answer for one person and one case: all findings, hardest first, and the verdict that follows."""

    person: int
    case: int
    role: AssignmentRole
    findings: tuple[Finding, ...]

    @property
    def bars(self) -> tuple[Finding, ...]:
        """Return the findings that keep the person off the case: neither SOFT nor lifted."""
        return tuple(finding for finding in self.findings if finding.bars)

    @property
    def verdict(self) -> Verdict:
        """Return CONFLICT if anything bars, else UNKNOWN if anything is unknown, else CLEAR."""
        verdicts = {finding.verdict for finding in self.bars}
        if Verdict.CONFLICT in verdicts:
            return Verdict.CONFLICT
        return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.CLEAR

    @property
    def waivable(self) -> bool:
        """Tell whether every bar could be waived by a competent decider."""
        return bool(self.bars) and all(finding.severity is Severity.WAIVABLE for finding in self.bars)


Screenings: TypeAlias = Sequence[Screening]
