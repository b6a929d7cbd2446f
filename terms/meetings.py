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
    SUBSTITUTE = "SUBSTITUTE", "替会", "represented by a substitute"
    EXCUSED = "EXCUSED", "请假", "excused"
    LEFT_FOR_ITEM = "LEFT_FOR_ITEM", "议题回避", "left for an item"


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
