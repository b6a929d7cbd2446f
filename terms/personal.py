"""What is held on people, in the words of the law on personal information (PIPL, 个人信息保护法, 2021)."""

from terms.term import Term


class DataPurpose(Term):
    """For what something about a person is held (PIPL art. 6: one purpose, and no more than it needs)."""

    IDENTIFY = "IDENTIFY", "辨认人员、区分同名", "to tell who somebody is among namesakes"
    STAFF = "STAFF", "组织管理和抽调办案", "to know who may be drawn, for what and when"
    RECUSE = "RECUSE", "回避审查", "to find who must stand aside"
    CASE_FILE = "CASE_FILE", "办理案件", "to handle a case"
    DECIDE = "DECIDE", "记录和复查决定", "to record decisions and to look at them again"
    MEET = "MEET", "召开会议", "to hold meetings"
    ACCESS = "ACCESS", "登录和凭证管理", "to know who signs in"
    ACCOUNT = "ACCOUNT", "审计追溯", "to account for who did what"
    PROTECT = "PROTECT", "保护举报人和审查秘密", "to protect who informed, and what is under examination"


class DataClass(Term):
    """How carefully it must be kept."""

    ORDINARY = "ORDINARY", "一般个人信息", "ordinary"
    SENSITIVE = "SENSITIVE", "敏感个人信息", "sensitive (PIPL art. 28, and what this service treats alike)"
    SEALED = "SEALED", "密封信息", "sealed: in a database schema of its own"


class Keeping(Term):
    """How long it is kept; the days are policy, as no law sets them for this service (PIPL art. 19)."""

    CASE_FILE = "CASE_FILE", "随案卷保存", "as long as the case file"
    RECORD = "RECORD", "随决定依据保存", "as long as decisions that rest on it can be looked at again"
    AFTER_LEAVING = "AFTER_LEAVING", "离开岗位后", "days after the last post and the pool were left"
    AFTER_END = "AFTER_END", "时段结束后", "days after its period ended"
    AFTER_EXPIRY = "AFTER_EXPIRY", "凭证失效后", "days after the token expired or was revoked"
    AFTER_MEETING = "AFTER_MEETING", "会议结束后", "days after the meeting"
    AUDIT_TRAIL = "AUDIT_TRAIL", "审计记录保存期", "days after the act; the law asks for six months at least"


class LegalBasis(Term):
    """The law under which it is held."""

    DUTY = "DUTY", "个人信息保护法第十三条第三项、第三十四条", "PIPL arts 13(3), 34: statutory duties"
    NEEDED = "NEEDED", "个人信息保护法第二十八条、第三十四条", "PIPL arts 28, 34: sensitive, and needed for the duty"
    RECUSAL = "RECUSAL", "监察法第六十七条（2024年修正）", "Supervision Law (text of 2024-12-25) art. 67: recusal"
    SECRECY = "SECRECY", "个人信息保护法第十八条、第三十五条", "PIPL arts 18(1), 35: kept secret, not to be told"
    SAFETY = "SAFETY", "个人信息保护法第五十一条", "PIPL art. 51: access and records of operations"


class Telling(Term):
    """What the file that a person may ask for says of it (PIPL art. 45)."""

    SHOWN = "SHOWN", "告知", "told"
    MASKED = "MASKED", "默认遮盖", "masked unless the person asks herself, or a reason is given"
    OTHERS = "OTHERS", "涉及他人，遮盖", "always masked: it names somebody else"
    WITHHELD = "WITHHELD", "不予告知", "never told (PIPL arts 18, 35, 45)"


class Withheld(Term):
    """What the file of a person leaves out, always told in these words, whether there is any of it or not."""

    SECRET = (
        "SECRET",
        "依法应当保密或者告知将妨碍履行法定职责的信息（不论有无）",
        "what the law keeps secret, or what telling would hamper the duty, whether there is any or not",
    )
    OF_OTHERS = (
        "OF_OTHERS",
        "他人的姓名和信息、他人反映的内容（不论有无）",
        "names and data of others, and what others said, whether there is any or not",
    )
    OF_CASES = (
        "OF_CASES",
        "本人或近亲属为当事人的案件（不论有无）",
        "cases in which the person or near kin are parties, whether there are any or not",
    )
    OF_WORK = (
        "OF_WORK",
        "内部审查、派案测算和审计记录（不论有无）",
        "internal screenings, planning and audit records, whether there are any or not",
    )


class Correcting(Term):
    """How it is corrected when it is wrong (PIPL art. 46); what was on record stays on record."""

    PERSON_CORRECT = "PERSON_CORRECT", "personCorrect", "`personCorrect`, or an import; the former state is kept"
    WITHDRAW = "WITHDRAW", "factWithdraw", "`factWithdraw` and recorded anew, or an import; superseded"
    IMPORT = "IMPORT", "导入表格", "an import of a workbook; superseded"
    BY_ACT = "BY_ACT", "由后续行为更正", "by the act that follows it; each act stays as it was"
    CLUE_OFFICE = "CLUE_OFFICE", "密封登记撤销", "by whoever sealed it; superseded behind the wall"
    NEVER = "NEVER", "不更正", "never: it says what was done or seen then"
