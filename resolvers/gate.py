"""The only door: may this caller do this act, and what of a thing may they see. The matrix is data."""

from typing import ClassVar

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import col

from db.reads.zones import organs_of_zones
from db.tables import Case, ZoneMember
from resolvers.caller import Caller
from terms.refusals import Refusal
from terms.roles import Role
from terms.term import Term
from terms.things import Thing


class Act(Term):
    """Everything that somebody may or may not do."""

    READ_ZONES = "READ_ZONES", "查看协作区和单位", "see zones and organs"
    READ_POOL = "READ_POOL", "查看人才库", "see the talent pool"
    READ_CASES = "READ_CASES", "查看案件", "see cases"
    SCREEN = "SCREEN", "回避审查", "screen people against cases"
    PROPOSE = "PROPOSE", "生成派案方案", "propose allocations"
    EDIT = "EDIT", "调整派案方案", "edit proposals"
    APPROVE = "APPROVE", "批准派案方案", "approve proposals"
    WITHDRAW = "WITHDRAW", "撤回派案方案", "withdraw proposals"
    READ_MEETINGS = "READ_MEETINGS", "查看会议", "see meetings"
    CALL_MEETING = "CALL_MEETING", "召集会议", "call meetings and keep their record"
    IMPORT = "IMPORT", "导入表格", "import workbooks"
    EXPORT = "EXPORT", "导出表格", "export workbooks"
    DECLARE = "DECLARE", "申报关系和利益", "declare ties and interests"
    RECORD_FACTS = "RECORD_FACTS", "登记关系、当事人和登记簿", "record ties, parties and registers"
    RECORD_SEALED = "RECORD_SEALED", "登记密封信息", "record sealed facts"
    READ_SEALED = "READ_SEALED", "查看密封原因", "see sealed grounds"
    READ_MATTERS = "READ_MATTERS", "查看回避事项", "see recusal matters"
    OPEN_MATTER = "OPEN_MATTER", "提出回避事项", "open recusal matters"
    DECIDE_MATTER = "DECIDE_MATTER", "决定回避事项", "decide recusal matters, or record what was decided"
    WAIVE = "WAIVE", "批准不回避", "waive findings, or record a waiver"
    DISMISS = "DISMISS", "认定误报", "dismiss false alarms"
    SETTLE_IDENTITY = "SETTLE_IDENTITY", "核对身份", "say whether two records are one person"
    CHANGE_MODE = "CHANGE_MODE", "变更办理方式", "change how a case is handled"
    SET_POLICY = "SET_POLICY", "设定政策", "set the county's policy"


READING = frozenset({Act.READ_ZONES, Act.READ_POOL, Act.READ_CASES, Act.SCREEN, Act.READ_MEETINGS})
MATRIX: dict[Role, frozenset[Act]] = {
    Role.COUNTY: frozenset(Act) - {Act.READ_SEALED, Act.RECORD_SEALED},
    Role.COORDINATOR: READING
    | {Act.PROPOSE, Act.EDIT, Act.APPROVE, Act.WITHDRAW, Act.CALL_MEETING}
    | {Act.DECLARE, Act.READ_MATTERS, Act.OPEN_MATTER, Act.DECIDE_MATTER, Act.WAIVE},
    Role.SECRETARY: frozenset({Act.READ_ZONES, Act.READ_MEETINGS, Act.CALL_MEETING}),
    Role.INVESTIGATOR: frozenset({Act.READ_ZONES, Act.DECLARE, Act.OPEN_MATTER}),
    Role.RECUSAL_OFFICER: READING
    | {Act.DECLARE, Act.RECORD_FACTS, Act.READ_SEALED, Act.READ_MATTERS, Act.OPEN_MATTER, Act.DECIDE_MATTER}
    | {Act.WAIVE, Act.DISMISS, Act.SETTLE_IDENTITY},
    Role.CLUE_OFFICE: frozenset({Act.READ_ZONES, Act.READ_CASES, Act.OPEN_MATTER, Act.RECORD_SEALED}),
    Role.SCHEDULER: frozenset({Act.READ_ZONES, Act.READ_CASES, Act.READ_POOL, Act.PROPOSE}),
    Role.AUDITOR: frozenset({Act.READ_ZONES}),
}
"""Role and act; a coordinator's acts reach only the cases of her own zone (``visible_cases``, ``require``)."""


class NotAllowed(Refusal):
    """The caller's role does not include the act, or not in this zone."""

    code: ClassVar[str] = "NOT_ALLOWED"
    zh: ClassVar[str] = "您的角色（{role.zh}）无权{act.zh}。如确有需要，请联系县纪委监委。"
    en: ClassVar[str] = "Your role ({role.en}) may not {act.en} here. Ask the county commission if you need to."

    def __init__(self, role: Role, act: Act) -> None:
        super().__init__(role, act)
        self.role = role
        self.act = act


class NotFound(Refusal):
    """There is no such thing, or the caller may not see it: both answer alike."""

    code: ClassVar[str] = "NOT_FOUND"
    zh: ClassVar[str] = "未找到{kind.zh}“{key}”，或您无权查看。"
    en: ClassVar[str] = "There is no {kind.en} “{key}” that you may see. Check the number or code."

    def __init__(self, kind: Thing, key: str) -> None:
        super().__init__(kind, key)
        self.kind = kind
        self.key = key


def may(caller: Caller, act: Act) -> bool:
    """Tell whether the caller's role includes the act at all."""
    return act in MATRIX[caller.identity.role]


def require(caller: Caller, act: Act, *, zones: set[int] | None = None) -> None:
    """Refuse unless the caller may do the act, and in these zones where zones are given.

    Raises:
        NotAllowed: the role lacks the act, or a zone lies outside the caller's own.
    """
    own = caller.identity.zone_id
    if not may(caller, act) or (zones is not None and own is not None and not zones <= {own}):
        raise NotAllowed(caller.identity.role, act)


def visible_cases(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``cases`` that holds for those the caller may see."""
    if not may(caller, Act.READ_CASES):
        return false()
    zone = caller.identity.zone_id
    if zone is None:
        return true()
    members = organs_of_zones(col(ZoneMember.zone_id) == zone, caller.today())
    return or_(col(Case.home_organ_id).in_(members), col(Case.handling_organ_id).in_(members))
