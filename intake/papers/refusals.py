"""What cannot be put on paper, and why."""

from terms.meetings import MeetingState
from terms.refusals import Refusal


class PaperRefused(Refusal):
    """A paper of a meeting cannot be written as asked."""


class MomentsUnfit(PaperRefused):
    """A moment has no time zone, or a meeting does not end after it starts."""

    code = "PAPER_MOMENTS_UNFIT"
    zh = "时间须写明时区，会议须在开始之后结束。"
    en = "Every moment needs its time zone, and a meeting ends after it starts."


class NothingToMinute(PaperRefused):
    """A meeting that did not take place has no minutes."""

    code = "NOTHING_TO_MINUTE"
    zh = "会议状态为“{state.zh}”，没有会议纪要。"
    en = "The meeting is {state.en}, so it has no minutes."

    def __init__(self, *, state: MeetingState) -> None:
        super().__init__()
        self.state = state


class CalendarUnfit(PaperRefused):
    """Meetings of a calendar are not told apart, or count their changes below nothing."""

    code = "CALENDAR_UNFIT"
    zh = "日历中的每次会议须有各自的标识，变更序号不得为负。"
    en = "Each meeting of a calendar needs an identifier of its own, and a sequence of zero or more."
