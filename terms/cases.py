"""Clues, cases, parties, assignments and their documents."""

from terms.term import Term


class Mode(Term):
    """Who handles a case, seen from the home organ."""

    SELF = "SELF", "自办", "home organ handles it"
    ASSIST = "ASSIST", "协助", "home organ leads, others help"
    JOINT = "JOINT", "联合", "handled jointly"
    CROSS = "CROSS", "交叉办案", "another organ of the zone leads"
    OFFSITE = "OFFSITE", "异地办案", "an organ of another zone leads"
    ELEVATED = "ELEVATED", "提级办理", "an office of the county commission leads"
    LINKED = "LINKED", "室组地联动", "office, resident group and locality together"


class CaseStatus(Term):
    """Where a clue or case stands."""

    RECEIVED = "RECEIVED", "已受理", "received"
    REGISTERED = "REGISTERED", "已登记", "registered"
    DISPOSITION_PROPOSED = "DISPOSITION_PROPOSED", "拟定处置", "disposition proposed"
    INQUIRY_APPROPRIATE = "INQUIRY_APPROPRIATE", "适当了解", "appropriate inquiry"
    TALK_LETTER = "TALK_LETTER", "谈话函询", "talks and letters of inquiry"
    PRELIM_VERIFICATION = "PRELIM_VERIFICATION", "初步核实", "preliminary verification"
    HELD = "HELD", "暂存待查", "held pending"
    CLOSED_NO_CASE = "CLOSED_NO_CASE", "予以了结", "closed, no case"
    TRANSFERRED = "TRANSFERRED", "移送", "transferred"
    FILED = "FILED", "立案", "filed"
    INVESTIGATING = "INVESTIGATING", "审查调查", "under review and investigation"
    SUSPENDED = "SUSPENDED", "中止", "suspended"
    FACT_MEETING = "FACT_MEETING", "事实见面核对", "facts put to the person"
    TRANSFERRED_TO_REVIEW = "TRANSFERRED_TO_REVIEW", "移送审理", "transferred for case review"
    IN_REVIEW = "IN_REVIEW", "案件审理", "in case review"
    RETURNED_SUPPLEMENT = "RETURNED_SUPPLEMENT", "退回补充调查", "returned for supplementary investigation"
    RETURNED_REINVESTIGATE = "RETURNED_REINVESTIGATE", "退回重新调查", "returned for re-investigation"
    PENDING_DECISION = "PENDING_DECISION", "待决定", "pending decision"
    DECIDED = "DECIDED", "已决定", "decided"
    EXECUTING = "EXECUTING", "处分执行", "being executed"
    WITHDRAWN = "WITHDRAWN", "撤案", "withdrawn"
    REFERRED_PROSECUTION = "REFERRED_PROSECUTION", "移送起诉", "referred for prosecution"
    APPEAL = "APPEAL", "申诉", "under appeal"
    ARCHIVED = "ARCHIVED", "归档", "archived"


class Urgency(Term):
    """How pressing a case is; the allocation staffs the more urgent first."""

    URGENT = "URGENT", "紧急", "urgent"
    HIGH = "HIGH", "较急", "high"
    NORMAL = "NORMAL", "一般", "normal"
    LOW = "LOW", "可缓", "low"


class CaseGrade(Term):
    """The class that local deadlines depend on."""

    ORDINARY = "ORDINARY", "一般", "ordinary"
    COMPLEX = "COMPLEX", "重大复杂疑难", "major, complex or difficult"


class PartyRole(Term):
    """What a person or unit is in a case; informants are sealed facts and no party role."""

    SUBJECT = "SUBJECT", "被审查调查人", "subject"
    CO_SUBJECT = "CO_SUBJECT", "同案人", "co-subject"
    WITNESS = "WITNESS", "证人", "witness"
    INTERESTED = "INTERESTED", "利害关系人", "interested person or unit"
    VICTIM = "VICTIM", "受害人", "victim"


class AssignmentRole(Term):
    """What a person does on a case."""

    LEAD = "LEAD", "组长", "team leader"
    MEMBER = "MEMBER", "组员", "member"
    RECORDS = "RECORDS", "记录员", "records officer"
    SAFETY_OFFICER = "SAFETY_OFFICER", "安全员", "safety officer"
    REVIEWER = "REVIEWER", "审理人员", "reviewer"


class AssignmentState(Term):
    """Whether an assignment is in force; only ACTIVE gives access."""

    ACTIVE = "ACTIVE", "在办", "in force"
    SUSPENDED = "SUSPENDED", "暂停", "suspended: a conflict came to light"
    RECUSED = "RECUSED", "已回避", "recused"
    ENDED = "ENDED", "已结束", "ended"
    WITHDRAWN = "WITHDRAWN", "已撤回", "withdrawn"


class AuthorisationKind(Term):
    """The document that lets somebody from elsewhere handle a case (TL25 art. 11, 51)."""

    CALL_UP = "CALL_UP", "调用决定", "written call-up decision"
    DESIGNATED_JURISDICTION = "DESIGNATED_JURISDICTION", "指定管辖决定书", "decision of designated jurisdiction"
    ELEVATION = "ELEVATION", "提级办理决定", "decision to elevate"
    MATTER_AUTHORISATION = "MATTER_AUTHORISATION", "一案一授权", "authorisation for this one case"


class ClueSource(Term):
    """Where a clue came from."""

    PETITION = "PETITION", "信访举报", "petition or report"
    INSPECTION = "INSPECTION", "巡察移交", "handed over by inspectors"
    SUPERVISION = "SUPERVISION", "监督检查发现", "found in supervision"
    ASSIGNED = "ASSIGNED", "上级交办", "assigned from above"
    AUDIT = "AUDIT", "审计移交", "handed over by audit"
    OTHER = "OTHER", "其他", "other"
