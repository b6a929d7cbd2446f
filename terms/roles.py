"""Who uses the service. What each may do is in ``terms/matrix.py``."""

from terms.term import Term


class Role(Term):
    """A role of an identity."""

    COUNTY = "COUNTY", "县纪委监委", "county commission"
    COORDINATOR = "COORDINATOR", "协作区协调员", "zone coordinator"
    ORGAN_SECRETARY = "ORGAN_SECRETARY", "单位纪检负责人", "organ secretary"
    SECRETARY = "SECRETARY", "会议秘书", "meeting secretary"
    INVESTIGATOR = "INVESTIGATOR", "办案人员", "investigator"
    RECUSAL_OFFICER = "RECUSAL_OFFICER", "回避审查员", "recusal officer"
    CLUE_OFFICE = "CLUE_OFFICE", "信访室", "clue office"
    SCHEDULER = "SCHEDULER", "定时任务", "scheduler"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员", "system administrator"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员", "security administrator"
    AUDITOR = "AUDITOR", "安全审计员", "audit administrator"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""The three who exclude one another and every other role, as graded protection asks (GB/T 22239-2019, level 3)."""
