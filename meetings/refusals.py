"""What a meeting refuses, and why."""

from datetime import date, datetime

from terms.meetings import AgendaItemKind, Attendance, MeetingKind, MeetingState, RuleFault
from terms.refusals import Refusal


class MeetingRefused(Refusal):
    """A meeting cannot be called, changed or recorded as asked."""


class ZonesUnfit(MeetingRefused):
    """The number of zones is not that of the kind of meeting."""

    code = "ZONES_UNFIT"
    zh = "{kind.zh}须有{least}至{most}个协作区参加，现为{given}个。"
    en = "A {kind.en} takes from {least} to {most} zones; {given} were given."

    def __init__(self, *, kind: MeetingKind, least: int, most: int, given: int) -> None:
        super().__init__()
        self.kind = kind
        self.least = least
        self.most = most
        self.given = given


class NobodyElseTakesPart(MeetingRefused):
    """A joint meeting of one zone needs somebody from outside it."""

    code = "NOBODY_ELSE_TAKES_PART"
    zh = "{kind.zh}须有两个以上协作区参加，或邀请本协作区以外的单位。"
    en = "A {kind.en} needs two zones, or an organ from outside the one zone."

    def __init__(self, *, kind: MeetingKind) -> None:
        super().__init__()
        self.kind = kind


class ConvenerMissing(MeetingRefused):
    """No organ is named that calls the meeting, and no office leads the first zone."""

    code = "CONVENER_MISSING"
    zh = "请写明召集单位：该协作区未设牵头室。"
    en = "Name the organ that calls the meeting: no office leads the zone."


class TimesUnfit(MeetingRefused):
    """The meeting would end before it starts, or start in the past."""

    code = "TIMES_UNFIT"
    zh = "会议时间有误：须晚于当前时间开始，并在开始之后结束。"
    en = "The meeting must start after now and end after it starts."

    def __init__(self, *, starts_at: datetime, ends_at: datetime) -> None:
        super().__init__()
        self.starts_at = starts_at
        self.ends_at = ends_at


class AgendaEmpty(MeetingRefused):
    """A meeting has something to deal with."""

    code = "AGENDA_EMPTY"
    zh = "议程不能为空。"
    en = "The agenda is empty."


class ItemUnfit(MeetingRefused):
    """The item does not belong on the agenda of this kind of meeting, or lacks what it deals with."""

    code = "ITEM_UNFIT"
    zh = "第{position}项议题“{item.zh}”不适用于{kind.zh}，或缺少所议事项。"
    en = "Item {position}, “{item.en}”, does not belong to a {kind.en}, or lacks what it deals with."

    def __init__(self, *, position: int, item: AgendaItemKind, kind: MeetingKind) -> None:
        super().__init__()
        self.position = position
        self.item = item
        self.kind = kind


class ProposalOver(MeetingRefused):
    """A proposal that was withdrawn or superseded is nothing to deal with."""

    code = "PROPOSAL_OVER"
    zh = "派案方案已撤回或已被替代，不能列入议程。"
    en = "The allocation proposal was withdrawn or superseded, so it cannot be put on an agenda."


class MeetingNotOpen(MeetingRefused):
    """The meeting was cancelled, or it has not begun."""

    code = "MEETING_NOT_OPEN"
    zh = "会议状态为“{state.zh}”或尚未开始，不能记录。"
    en = "The meeting is {state.en} or has not begun, so nothing can be recorded."

    def __init__(self, *, state: MeetingState) -> None:
        super().__init__()
        self.state = state


class RepresentativeMissing(MeetingRefused):
    """Somebody came for an organ of which nobody is on record as invited, and was not named."""

    code = "REPRESENTATIVE_MISSING"
    zh = "该单位没有登记参会人：请用 person 写明是谁到会。"
    en = "Nobody is on record as invited for the organ: name in `person` who came."


class AttendanceUnfit(MeetingRefused):
    """The attendance names a substitute where there is none, or none where there is one."""

    code = "ATTENDANCE_UNFIT"
    zh = "“{attendance.zh}”与所填人员不符：替会须写明另一名替会人，其他情形不得填写；他人代为到会的记为替会。"
    en = (
        "“{attendance.en}” does not fit the people named: only a substitute is named, and is another person. "
        "Whoever comes in place of who was invited is her substitute."
    )

    def __init__(self, *, attendance: Attendance) -> None:
        super().__init__()
        self.attendance = attendance


class DecisionUnfit(MeetingRefused):
    """A decision needs words, and an organ that takes part and issues it."""

    code = "DECISION_UNFIT"
    zh = "决定内容不能为空，且须由与会单位作出。"
    en = "A decision needs words, and an organ that takes part in the meeting and issues it."


class AlreadyDecided(MeetingRefused):
    """The item was decided; a decision is not overwritten."""

    code = "ALREADY_DECIDED"
    zh = "该议题已有决定，不得改写；如需变更，请列入下次会议。"
    en = "The item was decided. Put it on the next meeting's agenda to change it."


class TextUnfit(MeetingRefused):
    """A text is too long, or holds characters that nobody can read."""

    code = "TEXT_UNFIT"
    zh = "文字过长或含有不可识别的字符：最多{most}个字。"
    en = "A text is too long or holds control characters: {most} characters at most."

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most


class RuleUnfit(MeetingRefused):
    """The cadence of a zone's meetings cannot be read or kept."""

    code = "RULE_UNFIT"
    zh = "会议周期不可用：{reason.zh}{where}。"
    en = "The cadence is unfit: {reason.en}{where}."

    def __init__(self, *, reason: RuleFault, part: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.part = part
        """The part of the rule, such as ``BYDAY``; empty where the rule as a whole is meant."""
        self.where = f" ({part})" if part else ""


class DaysUnfit(MeetingRefused):
    """The days that were asked about end before they begin, are too many, or too far away."""

    code = "DAYS_UNFIT"
    zh = "所查日期有误：结束不得早于开始，最多{most}天。"
    en = "The days asked about must end no earlier than they begin, and be {most} at most."

    def __init__(self, *, first: date, last: date, most: int) -> None:
        super().__init__()
        self.first = first
        self.last = last
        self.most = most


class HoursUnfit(MeetingRefused):
    """Working hours are missing, end before they start, or overlap."""

    code = "HOURS_UNFIT"
    zh = "工作时间有误：至少一段，每段须在开始之后结束，各段不得重叠。"
    en = "Working hours must be one block at least, each ending after it starts, without overlaps."


class LengthUnfit(MeetingRefused):
    """The meeting is shorter than meetings are, or longer than every block of working hours."""

    code = "LENGTH_UNFIT"
    zh = "会议时长须为{least}至{most}分钟。"
    en = "The meeting must take from {least} to {most} minutes."

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__()
        self.least = least
        self.most = most


class StepUnfit(MeetingRefused):
    """The step between the times to try is too small or too large."""

    code = "STEP_UNFIT"
    zh = "时间间隔须为{least}至{most}分钟。"
    en = "The step must be from {least} to {most} minutes."

    def __init__(self, *, least: int, most: int) -> None:
        super().__init__()
        self.least = least
        self.most = most


class PeopleUnfit(MeetingRefused):
    """Too many people are asked after, or one of them twice."""

    code = "PEOPLE_UNFIT"
    zh = "参会人员最多{most}人，且不得重复。"
    en = "{most} people at most can be asked after, each once."

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most


class TooManyTimes(MeetingRefused):
    """More times are wanted than anybody looks through, or none."""

    code = "TOO_MANY_TIMES"
    zh = "备选时间须为1至{most}个。"
    en = "From 1 to {most} times can be asked for."

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most
