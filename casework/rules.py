"""Deadlines as policy data: the rules in force by default, each with its source.

Not here, because the service does not hold the fact that starts them: real-name reports (sealed), letters of inquiry,
detention and other custody-type measures (county and above), the procurator's returns, the kind of an appeal.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from casework.counting import Unit
from casework.statuses import FROM_FILING_TO_DECISION, OPEN
from terms.cases import CaseGrade, CaseStatus, ClueSource
from terms.periods import ALWAYS, Period
from terms.term import Term

S = CaseStatus
ALL_GRADES: Final = frozenset(CaseGrade)
ALL_SOURCES: Final = frozenset(ClueSource)


class DeadlineSeverity(Term):
    """What kind of duty is broken when the day passes."""

    STATUTORY = "STATUTORY", "法定时限", "set by law"
    PARTY_RULE = "PARTY_RULE", "党内法规时限", "set by Party rules"
    LOCAL = "LOCAL", "本地时限", "local target, stricter than law"


class Verification(Term):
    """How far the source was read when the rule was written down; a county confirms the rest."""

    FULL_TEXT = "FULL_TEXT", "已核全文", "read in full text"
    QUOTED = "QUOTED", "转引", "quoted in a source that was read"
    EXCERPT = "EXCERPT", "见摘录", "seen as an excerpt"
    AMBIGUOUS = "AMBIGUOUS", "文意待定", "the wording allows several readings; the county decides"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One duty with its limit, in force for clocks that start in ``during``."""

    code: str
    zh: str
    en: str
    trigger: CaseStatus
    """The clock starts when the case enters this status; RECEIVED and FILED take the clue's and the filing's day."""
    amount: int
    unit: Unit
    runs_in: frozenset[CaseStatus]
    """The duty stands in these statuses; in any other it is done, or not due yet."""
    severity: DeadlineSeverity
    source: str
    verification: Verification
    rolls: bool = True
    """A last day that is off moves to the next working day; False for custody-type measures (TL25 art. 327)."""
    pauses_in: frozenset[CaseStatus] = frozenset()
    """Days spent in these statuses do not count."""
    restarts_after: frozenset[CaseStatus] = frozenset()
    """Coming back from these statuses starts the clock anew; nothing else does, a new team least of all."""
    grades: frozenset[CaseGrade] = ALL_GRADES
    sources: frozenset[ClueSource] = ALL_SOURCES
    during: Period = ALWAYS
    warning_days: int = 7
    """The deadline is due soon from so many days before the last; ours."""


SINCE_2019: Final = Period(date(2019, 1, 1))
SINCE_JUNE_2025: Final = Period(date(2025, 6, 1))

DEFAULT_RULES: Final[tuple[DeadlineRule, ...]] = (
    DeadlineRule(
        code="D-CLUE-PLAN",
        zh="线索处置意见及方案报批",
        en="Disposition of the clue proposed and approved",
        trigger=S.RECEIVED,
        amount=1,
        unit=Unit.MONTHS,
        runs_in=frozenset({S.RECEIVED, S.REGISTERED, S.DISPOSITION_PROPOSED}),
        severity=DeadlineSeverity.PARTY_RULE,
        source="《监督执纪工作规则》（2019）第二十一条第二款",
        verification=Verification.QUOTED,
        during=SINCE_2019,
    ),
    DeadlineRule(
        code="D-ASSIGNED",
        zh="交办件办结并报告",
        en="Assigned matter finished and reported",
        trigger=S.RECEIVED,
        amount=3,
        unit=Unit.MONTHS,
        runs_in=OPEN - {S.APPEAL},
        severity=DeadlineSeverity.PARTY_RULE,
        source="《处理检举控告工作规则》（2020）第二十一条",
        verification=Verification.QUOTED,
        sources=frozenset({ClueSource.ASSIGNED}),
        during=Period(date(2020, 1, 21)),
        warning_days=14,
    ),
    DeadlineRule(
        code="D-NODETAIN",
        zh="未采取留置措施案件作出处置决定",
        en="Decision in a case without detention",
        trigger=S.FILED,
        amount=12,
        unit=Unit.MONTHS,
        runs_in=FROM_FILING_TO_DECISION,
        severity=DeadlineSeverity.STATUTORY,
        source="《监察法实施条例》（2025）第二百一十五条",
        verification=Verification.FULL_TEXT,
        during=SINCE_JUNE_2025,
        warning_days=30,
    ),
    DeadlineRule(
        code="D-REVIEW",
        zh="案件审理办结",
        en="Case review finished",
        trigger=S.IN_REVIEW,
        amount=1,
        unit=Unit.MONTHS,
        runs_in=frozenset({S.IN_REVIEW}),
        severity=DeadlineSeverity.STATUTORY,
        source="《监察法实施条例》（2025）第二百二十四条、第二百二十六条",
        verification=Verification.FULL_TEXT,
        pauses_in=frozenset({S.RETURNED_SUPPLEMENT}),
        restarts_after=frozenset({S.RETURNED_REINVESTIGATE}),
        during=SINCE_JUNE_2025,
    ),
    DeadlineRule(
        code="D-ANNOUNCE",
        zh="党纪处分决定宣布",
        en="Party sanction announced",
        trigger=S.DECIDED,
        amount=1,
        unit=Unit.MONTHS,
        runs_in=frozenset({S.DECIDED}),
        severity=DeadlineSeverity.PARTY_RULE,
        source="《监督执纪工作规则》（2019）第五十六条",
        verification=Verification.EXCERPT,
        during=SINCE_2019,
    ),
    DeadlineRule(
        code="D-SERVE",
        zh="政务处分决定送达",
        en="State sanction served",
        trigger=S.DECIDED,
        amount=1,
        unit=Unit.MONTHS,
        runs_in=frozenset({S.DECIDED}),
        severity=DeadlineSeverity.STATUTORY,
        source="《监察法实施条例》（2025）第二百三十三条",
        verification=Verification.FULL_TEXT,
        during=SINCE_JUNE_2025,
    ),
    DeadlineRule(
        code="D-WITHDRAW-FILE",
        zh="撤案报上一级监察机关备案",
        en="Withdrawal of the case filed with the organ above",
        trigger=S.WITHDRAWN,
        amount=7,
        unit=Unit.WORKING_DAYS,
        runs_in=frozenset({S.WITHDRAWN}),
        severity=DeadlineSeverity.STATUTORY,
        source="《监察法实施条例》（2025）第二百三十七条",
        verification=Verification.FULL_TEXT,
        during=SINCE_JUNE_2025,
        warning_days=3,
    ),
    DeadlineRule(
        code="S-CASE-15D",
        zh="一般案件阶段性结果",
        en="Interim result in an ordinary case",
        trigger=S.FILED,
        amount=15,
        unit=Unit.DAYS,
        runs_in=frozenset({S.FILED, S.INVESTIGATING, S.SUSPENDED}),
        severity=DeadlineSeverity.LOCAL,
        source="县级“十项机制”之执纪审查：时间超过15天以上的，必须要有结果",
        verification=Verification.AMBIGUOUS,
        grades=frozenset({CaseGrade.ORDINARY}),
        warning_days=3,
    ),
    DeadlineRule(
        code="S-CASE-1M",
        zh="一般案件办结",
        en="Ordinary case closed",
        trigger=S.FILED,
        amount=1,
        unit=Unit.MONTHS,
        runs_in=FROM_FILING_TO_DECISION,
        severity=DeadlineSeverity.LOCAL,
        source="县级“十项机制”之执纪审查：一般案件必须一个月内办结",
        verification=Verification.AMBIGUOUS,
        grades=frozenset({CaseGrade.ORDINARY}),
    ),
)
