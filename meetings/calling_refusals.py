"""What is refused of calling a meeting, of changing it and of answering its notice, and why."""

from datetime import datetime

from meetings.refusals import MeetingRefused
from terms.meetings import MeetingState
from terms.periods import COUNTY_TIME


class MinutesUnfit(MeetingRefused):
    """An item is planned to take no time, or too long."""

    code = "MINUTES_UNFIT"
    zh = "第{position}项议题的时长须为1至{most}分钟。"
    en = "Item {position} must take from 1 to {most} minutes."

    def __init__(self, *, position: int, most: int) -> None:
        super().__init__()
        self.position = position
        self.most = most


class SeatsUnfit(MeetingRefused):
    """An organ or a person is named twice among those who take part."""

    code = "SEATS_UNFIT"
    zh = "参会名单有误：同一单位、同一人员只能填写一次。"
    en = "Each organ and each person can be named once among those who take part."


class QuorumUnfit(MeetingRefused):
    """More people are asked for than must come."""

    code = "QUORUM_UNFIT"
    zh = "法定人数须为0至{most}（应到单位数）。"
    en = "The quorum must be from 0 to {most}, the number of organs that must come."

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most


class ReporterUnfit(MeetingRefused):
    """An organ would report that takes no part."""

    code = "REPORTER_UNFIT"
    zh = "第{position}项议题的汇报单位不在参会单位之中。"
    en = "The organ that reports on item {position} takes no part in the meeting."

    def __init__(self, *, position: int) -> None:
        super().__init__()
        self.position = position


class NotOfTheOrgan(MeetingRefused):
    """Somebody would represent an organ to which she does not belong on the day of the meeting."""

    code = "NOT_OF_THE_ORGAN"
    zh = "参会人员在会议当日须为其所代表单位的在册人员。"
    en = "Whoever represents an organ must belong to it on the day of the meeting."


class SeatTaken(MeetingRefused):
    """Somebody has another seat of the same meeting, her own or in somebody's place."""

    code = "SEAT_TAKEN"
    zh = "该人员已代表其他单位参会或替会；同一人员在一次会议中只占一席。"
    en = "She has another seat of this meeting, her own or in somebody's place. One person takes one seat."


class MeetingSettled(MeetingRefused):
    """The meeting is running, was held or was cancelled, so its notice is not changed any more."""

    code = "MEETING_SETTLED"
    zh = "会议状态为“{state.zh}”，不能再变更或取消。"
    en = "The meeting is {state.en}: it is neither changed nor cancelled any more."

    def __init__(self, *, state: MeetingState) -> None:
        super().__init__()
        self.state = state


class NothingChanged(MeetingRefused):
    """The meeting is as it would be changed to."""

    code = "NOTHING_CHANGED"
    zh = "所填内容与现有会议通知相同，未作变更。"
    en = "The notice says so already: nothing would change."


class NoticeChanged(MeetingRefused):
    """Somebody else changed the notice since it was read."""

    code = "NOTICE_CHANGED"
    zh = "会议通知已被他人更改，请重新查看后再变更。"
    en = "Somebody else changed the notice meanwhile: read it again, then change it."


class ReasonMissing(MeetingRefused):
    """A meeting is cancelled for a reason that those invited are told."""

    code = "REASON_MISSING"
    zh = "请写明取消会议的原因。"
    en = "Say why the meeting is cancelled."


class AnswerTooLate(MeetingRefused):
    """The meeting has begun, was held or was cancelled: what becomes of a seat is its record from then on."""

    code = "ANSWER_TOO_LATE"
    zh = "会议已开始、已召开或已取消，不能再答复；由会议记录人员登记出席情况。"
    en = "The meeting has begun, was held or was cancelled. Whoever keeps its record says who came."


class AnswerUnfit(MeetingRefused):
    """An answer lacks its reason or its substitute, or names one without need."""

    code = "ANSWER_UNFIT"
    zh = "答复有误：请假和委托替会须写明原因，委托替会须填写替会人，其他情形不得填写。"
    en = "Give the reason of an absence or a substitution, and a substitute for a substitution alone."


class StayUnfit(MeetingRefused):
    """Whoever comes later or goes earlier is still there for a stretch of the meeting; whoever does not come is not."""

    code = "STAY_UNFIT"
    zh = "到会、离会时间有误：仅到会、替会可填，且在会议时间内（{starts_at:%H:%M}至{ends_at:%H:%M}），先到后离。"
    en = (
        "Say when she comes or goes only where somebody comes, and within the meeting, from {starts_at:%H:%M} to "
        "{ends_at:%H:%M}: first come, then go."
    )

    def __init__(self, *, starts_at: datetime, ends_at: datetime) -> None:
        super().__init__()
        self.starts_at = starts_at.astimezone(COUNTY_TIME)
        self.ends_at = ends_at.astimezone(COUNTY_TIME)


class SubstituteUnfit(MeetingRefused):
    """The substitute cannot stand in; which of the reasons it is is not told, as some are nobody's business."""

    code = "SUBSTITUTE_UNFIT"
    zh = "该人员不能替会：须为本单位会议当日的其他在册人员，未另行参会，且能够参加会议。请另派他人。"
    en = "She cannot stand in: send somebody else of the organ who has no other seat and can take part in the meeting."


class OccurrenceMissing(MeetingRefused):
    """The cadence has no meeting ahead that could be called."""

    code = "OCCURRENCE_MISSING"
    zh = "该会议周期今后没有可召开的会议，请检查起止日期。"
    en = "The cadence has no meeting ahead. Look at its first and last day."


class CadenceStands(MeetingRefused):
    """The zone has a cadence of this title that stands."""

    code = "CADENCE_STANDS"
    zh = "该协作区已有名为“{title}”的会议周期；如需变更，请先停止原周期。"
    en = "The zone has a cadence “{title}” that stands. End it first to change it."

    def __init__(self, *, title: str) -> None:
        super().__init__()
        self.title = title


class CadenceEnded(MeetingRefused):
    """The cadence was ended before."""

    code = "CADENCE_ENDED"
    zh = "该会议周期已经停止。"
    en = "The cadence was ended before."


class DaysAheadUnfit(MeetingRefused):
    """Meetings would be called too far ahead, or for no day."""

    code = "DAYS_AHEAD_UNFIT"
    zh = "提前天数须为1至{most}天。"
    en = "Meetings are called from 1 to {most} days ahead."

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most
