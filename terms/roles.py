"""Who uses the service. The matrix of acts is in ``resolvers/gate.py``."""

from terms.term import Term


class Role(Term):
    """A role of an identity."""

    COUNTY = "COUNTY", "县纪委监委", "county commission"
    COORDINATOR = "COORDINATOR", "协作区协调员", "zone coordinator"
    SECRETARY = "SECRETARY", "会议秘书", "meeting secretary"
    INVESTIGATOR = "INVESTIGATOR", "办案人员", "investigator"
    RECUSAL_OFFICER = "RECUSAL_OFFICER", "回避审查员", "recusal officer"
    CLUE_OFFICE = "CLUE_OFFICE", "信访室", "clue office"
    SCHEDULER = "SCHEDULER", "定时任务", "scheduler"
    AUDITOR = "AUDITOR", "安全审计员", "auditor"
