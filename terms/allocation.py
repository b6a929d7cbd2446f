"""States of allocation runs and proposals."""

from typing import Final

from terms.term import Term


class ProposalState(Term):
    """Where an allocation proposal stands."""

    PROPOSED = "PROPOSED", "待批准", "proposed"
    APPROVED = "APPROVED", "已批准", "approved"
    WITHDRAWN = "WITHDRAWN", "已撤回", "withdrawn"
    SUPERSEDED = "SUPERSEDED", "已被替代", "superseded by an edited proposal"


class EditKind(Term):
    """How a coordinator steers the next proposal."""

    PIN = "PIN", "固定", "pinned to the case"
    EXCLUDE = "EXCLUDE", "排除", "excluded from the case"
    RELEASE = "RELEASE", "解除", "an earlier pin or exclusion is taken back"


class RepairChoice(Term):
    """Which of the plans after somebody fell out is proposed."""

    FEWEST_CHANGES = "FEWEST_CHANGES", "改动最少", "the fewest changes to teams at work"
    BEST = "BEST", "整体最优", "the best in the order of goods, for so many changes as it takes or may take"


class Confirmation(Term):
    """What became of a person who was put on a case by hand."""

    AWAITING = "AWAITING", "待确认", "awaiting confirmation"
    CONFIRMED = "CONFIRMED", "已确认", "confirmed by the county"
    NOT_CONFIRMED = "NOT_CONFIRMED", "未获确认", "not confirmed; no reason is given"


class Level(Term):
    """One good in the lexicographic order of goods."""

    URGENCY_STAFFED = "URGENCY_STAFFED", "按紧急程度配齐的案件", "urgency-weighted cases staffed"
    APPEARANCES = "APPEARANCES", "需批准的冲突与观感", "waivers and appearances"
    CHANGES = "CHANGES", "对已公布方案的改动", "changes to published teams"
    WORST_SERVED = "WORST_SERVED", "匹配最差的案件", "the worst-served case"
    WORST_TENTH = "WORST_TENTH", "匹配最差的一成案件", "the worst-served tenth"
    HIGHEST_LOAD = "HIGHEST_LOAD", "最高负荷", "highest load"
    LOAD_SPREAD = "LOAD_SPREAD", "负荷均衡", "spread of load"
    TRAVEL = "TRAVEL", "路程", "travel"
    FIT = "FIT", "能力匹配", "fit of skills"


DEFAULT_ORDER: Final = tuple(Level)
"""The order of goods where a county has set no other."""
MORE_IS_BETTER: Final = frozenset({Level.URGENCY_STAFFED, Level.WORST_SERVED, Level.WORST_TENTH, Level.FIT})
"""Levels that are made as large as can be; the others as small."""
UNITS: Final[dict[Level, tuple[str, str]]] = {
    Level.URGENCY_STAFFED: ("紧急程度权重", "weight of urgency"),
    Level.APPEARANCES: ("冲突与观感权重", "weight of appearances"),
    Level.CHANGES: ("岗位", "seats"),
    Level.WORST_SERVED: ("人均匹配分", "points of fit per person"),
    Level.WORST_TENTH: ("人均匹配分", "points of fit per person"),
    Level.HIGHEST_LOAD: ("百分周", "percent-weeks"),
    Level.LOAD_SPREAD: ("百分周", "percent-weeks"),
    Level.TRAVEL: ("百米", "hundreds of metres"),
    Level.FIT: ("匹配分", "points of fit"),
}
"""The unit of each level's value, in Chinese and in English."""
_PEOPLE: Final = ("人", "people")
NUMBERS: Final[dict[str, dict[str, tuple[tuple[str, str], tuple[str, str]]]]] = {
    "seats": {
        "fit": (("能力匹配", "fit of skills"), UNITS[Level.FIT]),
        "travel": (("路程", "travel"), UNITS[Level.TRAVEL]),
        "load_after": (("批准方案后的负荷", "load once the plan is approved"), UNITS[Level.HIGHEST_LOAD]),
        "waivers": (("所需的不回避批准", "waivers needed"), ("项", "waivers")),
        "soft": (("观感", "appearances"), UNITS[Level.APPEARANCES]),
    },
    "shortages": {
        "places_missing": (("还缺的人数", "people missing"), _PEOPLE),
        "candidates_left": (("仍可选的人数", "people still open for it"), _PEOPLE),
        "barred_by_rule": (("各项规则排除的人数", "people closed out by each rule"), _PEOPLE),
    },
    "together": {
        "wanted": (("这些岗位所需的人数", "people these places want"), _PEOPLE),
        "people_left": (("可任其中岗位的人数", "people open for any of them"), _PEOPLE),
        "fillable": (("最多能配上的岗位", "places they can fill at most"), ("个岗位", "places")),
    },
}
"""Name and unit of every number of a plan that is no level's, each in Chinese and in English, by where it stands."""
