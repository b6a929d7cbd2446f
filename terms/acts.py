"""What somebody may or may not do, and how far it reaches. Who may is in ``terms/matrix.py``."""

from terms.term import Term


class Act(Term):
    """Everything that somebody may or may not do."""

    READ_ZONES = "READ_ZONES", "查看协作区和单位", "see zones and organs"
    READ_POOL = "READ_POOL", "查看人才库", "see the talent pool"
    READ_CASES = "READ_CASES", "查看案件", "see cases"
    SCREEN = "SCREEN", "回避审查", "screen people against cases"
    PROPOSE = "PROPOSE", "生成派案方案", "propose allocations"
    EDIT = "EDIT", "调整派案方案", "edit proposals"
    APPROVE = "APPROVE", "批准派案方案", "approve proposals"
    CONFIRM = "CONFIRM", "确认指定人选", "confirm whom others put on a case by hand"
    WITHDRAW = "WITHDRAW", "撤回派案方案", "withdraw proposals"
    READ_MEETINGS = "READ_MEETINGS", "查看会议", "see meetings"
    CALL_MEETING = "CALL_MEETING", "召集会议", "call meetings and keep their record"
    TAKE_PART = "TAKE_PART", "参加会议", "take part in meetings: answer, declare, vote and sign"
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
    READ_PERSONAL_FILE = "READ_PERSONAL_FILE", "调取个人信息", "see all that is held on a person"
    READ_AUDIT = "READ_AUDIT", "查看审计记录", "see the audit trail"
    READ_SIGN_INS = "READ_SIGN_INS", "查看登录记录", "see sign-ins and what was refused at the door"
    MANAGE_ACCESS = "MANAGE_ACCESS", "管理访问凭证", "issue, list and revoke access"
    READ_SYSTEM = "READ_SYSTEM", "查看系统状态", "see the state of the system"


class Reach(Term):
    """How far an act reaches."""

    COUNTY = "COUNTY", "全县", "the whole county"
    ZONE = "ZONE", "本协作区", "the cases and meetings of the caller's own zones"
    ORGAN = "ORGAN", "本单位", "the cases and meetings of the caller's own organ"
    OWN = "OWN", "本人", "the caller herself, and the cases on which she works"
