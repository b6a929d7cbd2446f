"""Working and joint meetings."""

from terms.term import Term


class MeetingKind(Term):
    """What a meeting is for."""

    WORKING = "WORKING", "工作例会", "regular working meeting"
    JOINT = "JOINT", "联席会议", "joint meeting"
    CONSULTATION = "CONSULTATION", "会诊", "consultation of difficult cases"
    THREE_LEVEL = "THREE_LEVEL", "三级会审", "three-level joint review"
    ALLOCATION = "ALLOCATION", "派案会", "allocation meeting"
    DEADLINE_REVIEW = "DEADLINE_REVIEW", "时限督办会", "deadline review"
    TRAINING = "TRAINING", "业务培训", "training"


class MeetingState(Term):
    """Where a meeting stands."""

    CALLED = "CALLED", "已通知", "called"
    RUNNING = "RUNNING", "进行中", "running"
    HELD = "HELD", "已召开", "held"
    CANCELLED = "CANCELLED", "已取消", "cancelled"


class Attendance(Term):
    """How a participant took part."""

    INVITED = "INVITED", "已通知", "invited"
    CONFIRMED = "CONFIRMED", "已确认", "confirmed"
    PRESENT = "PRESENT", "出席", "present"
    ABSENT = "ABSENT", "缺席", "absent"
    SUBSTITUTE_NAMED = "SUBSTITUTE_NAMED", "拟替会", "to be represented by a substitute"
    SUBSTITUTE = "SUBSTITUTE", "替会", "represented by a substitute"
    EXCUSED = "EXCUSED", "请假", "excused"
    LEFT_FOR_ITEM = "LEFT_FOR_ITEM", "议题回避", "left for an item"

    @property
    def told(self) -> "Attendance":
        """As it is told in person: that somebody left would tell of the item whoever must stand aside from it (T32)."""
        return Attendance.PRESENT if self is Attendance.LEFT_FOR_ITEM else self


class SeatAnswer(Term):
    """What an organ answers to the notice of a meeting."""

    CONFIRMED = "CONFIRMED", "确认参会", "comes as invited"
    EXCUSED = "EXCUSED", "请假", "does not come, with the reason"
    SUBSTITUTE = "SUBSTITUTE", "委托替会", "sends a substitute, with the reason"

    @property
    def attendance(self) -> Attendance:
        """What is recorded for it: that a substitute came is recorded at the meeting."""
        return Attendance.SUBSTITUTE_NAMED if self is SeatAnswer.SUBSTITUTE else Attendance[self.name]


class AgendaItemKind(Term):
    """What an agenda item deals with."""

    DEPLOYMENT = "DEPLOYMENT", "部署工作", "deployment"
    CLUE_STUDY = "CLUE_STUDY", "线索研判", "study of clues"
    CASE_CONSULTATION = "CASE_CONSULTATION", "疑难会诊", "consultation on a difficult case"
    ALLOCATION = "ALLOCATION", "派案审议", "allocation proposal"
    DEADLINE = "DEADLINE", "时限督办", "deadline"
    RECUSAL_MATTER = "RECUSAL_MATTER", "回避事项", "recusal matter"
    FOLLOW_UP = "FOLLOW_UP", "落实既往决定", "follow-up of an earlier decision"
    OTHER = "OTHER", "其他", "other"


class AgendaItemState(Term):
    """Where an agenda item stands; an item that was withdrawn keeps its record and no place."""

    PLANNED = "PLANNED", "待议", "planned"
    CALLED = "CALLED", "审议中", "called"
    CLOSED = "CLOSED", "已议", "closed"
    WITHDRAWN = "WITHDRAWN", "已撤下", "withdrawn"


class VoteChoice(Term):
    """How somebody votes on an item."""

    FOR = "FOR", "同意", "for"
    AGAINST = "AGAINST", "反对", "against"
    ABSTAIN = "ABSTAIN", "弃权", "abstain"


class WhenOff(Term):
    """What becomes of a meeting whose day by the rule is no working day."""

    NEXT_WORKING_DAY = "NEXT_WORKING_DAY", "顺延至下一个工作日", "moved to the next working day"
    PREVIOUS_WORKING_DAY = "PREVIOUS_WORKING_DAY", "提前至上一个工作日", "moved to the working day before"
    SKIP = "SKIP", "当次不开", "left out"
    KEEP = "KEEP", "照常召开", "held all the same"


class RuleFault(Term):
    """Why a cadence cannot be kept."""

    TOO_LONG = "TOO_LONG", "规则过长", "the rule is too long"
    NOT_OF_A_RULE = "NOT_OF_A_RULE", "含有规则以外的内容", "it holds more than one rule's own parts"
    UNREADABLE = "UNREADABLE", "规则无法识别", "the rule cannot be read"
    PART_TWICE = "PART_TWICE", "同一部分重复", "a part is given twice"
    TOO_OFTEN = "TOO_OFTEN", "会议不得一天内多次重复", "meetings do not recur within a day"
    TIME_INSIDE = "TIME_INSIDE", "时间应另填，不得写入规则", "the time of day is given beside the rule, not in it"
    PART_UNFIT = "PART_UNFIT", "该部分与频率不配", "the part does not go with the frequency"
    VALUE_UNFIT = "VALUE_UNFIT", "数值超出范围", "a value is out of range"
    ENDS_TWICE = "ENDS_TWICE", "次数与截止日期只能填一项", "it ends by a count or by a day, not by both"
    ENDS_TOO_LATE = "ENDS_TOO_LATE", "规则结束过晚", "the rule's own end is too far away"
    NEVER = "NEVER", "五年内或起止日期之间从不发生", "it does not occur within five years or its own days"
    DAYS_UNFIT = "DAYS_UNFIT", "起止日期有误", "the first or the last day is unfit"
    LENGTH_UNFIT = "LENGTH_UNFIT", "会议时长有误", "the length of the meeting is unfit"


class ItemObstacle(Term):
    """Why an agenda item cannot take place, or not where an order puts it."""

    QUORUM_SHORT = "QUORUM_SHORT", "在场人数不足", "too few in the room"
    REQUIRED_BARRED = "REQUIRED_BARRED", "必到人员须回避", "a required person is barred"
    REQUIRED_AWAY = "REQUIRED_AWAY", "必到人员不在", "a required person is away"
    OUTSIDE_BLOCKS = "OUTSIDE_BLOCKS", "不在规定时段内", "not within its blocks of time"
    TIMES_APART = "TIMES_APART", "各项时间要求不能同时满足", "what it needs is never there at once"
    NO_BEGINNING = "NO_BEGINNING", "其他议题排不出可用的开始时间", "the other items leave it no beginning"
    OUT_OF_POSITION = "OUT_OF_POSITION", "不在固定位次", "not at its fixed position"
    TOO_EARLY = "TOO_EARLY", "早于应先议的议题", "earlier than an item that comes before it"


class ItemClosing(Term):
    """How an agenda item is closed."""

    NOTED = "NOTED", "不表决", "without putting it to the room"
    VOTED = "VOTED", "表决", "by counting the votes"
    CONSENSUS = "CONSENSUS", "协商一致", "by consensus: nobody objects"


class ItemOutcome(Term):
    """What became of an agenda item that was put to those in the room."""

    CARRIED = "CARRIED", "通过", "carried by votes"
    REJECTED = "REJECTED", "未通过", "not carried"
    AGREED = "AGREED", "一致同意", "agreed without a vote, as nobody objected"
    NO_QUORUM = "NO_QUORUM", "人数不足", "too few were in the room"
