"""What can be looked up by a number, a code or a name."""

from terms.term import Term


class Thing(Term):
    """A kind of thing, for the words of "not found"."""

    ZONE = "ZONE", "协作区", "zone"
    ORGAN = "ORGAN", "单位", "organ"
    PERSON = "PERSON", "人员", "person"
    CASE = "CASE", "案件", "case"
    PROPOSAL = "PROPOSAL", "派案方案", "proposal"
    MEETING = "MEETING", "会议", "meeting"
    CADENCE = "CADENCE", "会议周期", "cadence"
    AGENDA_ITEM = "AGENDA_ITEM", "议题", "agenda item"
    PAPER = "PAPER", "文书", "paper of a meeting"
    CALENDAR_FEED = "CALENDAR_FEED", "日历订阅", "calendar address"
    PARTICIPANT = "PARTICIPANT", "参会单位", "participant"
    WAIVER = "WAIVER", "不回避批准", "waiver"
    DISMISSAL = "DISMISSAL", "误报认定", "dismissal"
    ASSIGNMENT = "ASSIGNMENT", "派案", "assignment"
    VENUE = "VENUE", "谈话场所", "place for talks"
    MATTER = "MATTER", "回避事项", "recusal matter"
    ACT_TO_CHECK = "ACT_TO_CHECK", "待复核事项", "act to check again"
    ACCESS_TOKEN = "ACCESS_TOKEN", "访问令牌", "access token"
    ACCOUNT = "ACCOUNT", "账号", "account"
