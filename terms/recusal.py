"""What a recusal rule can say."""

from terms.term import Term


class Severity(Term):
    """How far a finding goes."""

    HARD = "HARD", "绝对回避", "hard bar, no waiver"
    ABSOLUTE = "ABSOLUTE", "政策禁止", "barred by policy; only the county principal, in writing"
    WAIVABLE = "WAIVABLE", "可批准", "barred until the competent decider waives it"
    SOFT = "SOFT", "酌情", "counts against, does not bar"
    ELIGIBILITY = "ELIGIBILITY", "资格条件", "a requirement is not met"


class Verdict(Term):
    """The answer of a screening; UNKNOWN is never a pass."""

    CLEAR = "CLEAR", "无冲突", "clear"
    CONFLICT = "CONFLICT", "有冲突", "conflict"
    UNKNOWN = "UNKNOWN", "不明", "unknown: a human must settle it"
