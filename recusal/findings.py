"""What a screening answers: findings with their evidence, and one verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from terms.cases import AssignmentRole
from terms.recusal import Severity, Verdict

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
]


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
    """A code of ``Kinship``, ``SocialTieKind`` or ``InterestKind`` where the rule names one."""


@dataclass(frozen=True, slots=True)
class Screening:
    """The answer for one person and one case: all findings, hardest first, and the verdict that follows."""

    person: int
    case: int
    role: AssignmentRole
    findings: tuple[Finding, ...]

    @property
    def bars(self) -> tuple[Finding, ...]:
        """Return the findings that keep the person off the case (everything but SOFT)."""
        return tuple(finding for finding in self.findings if finding.severity is not Severity.SOFT)

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
