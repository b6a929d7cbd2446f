"""What a running meeting refuses, and why; never who must stand aside, nor from what."""

from datetime import datetime

from meetings.refusals import MeetingRefused
from terms.meetings import AgendaItemState, MeetingState
from terms.periods import COUNTY_TIME


class MeetingBegun(MeetingRefused):
    """The meeting was cancelled, or it began before."""

    code = "MEETING_BEGUN"
    zh = "会议状态为“{state.zh}”，不能开始：会议只开始一次。"
    en = "The meeting is {state.en}. It begins once, unless it was cancelled."

    def __init__(self, *, state: MeetingState) -> None:
        super().__init__()
        self.state = state


class MeetingNotRunning(MeetingRefused):
    """This is done while the meeting runs."""

    code = "MEETING_NOT_RUNNING"
    zh = "会议状态为“{state.zh}”，须在会议进行中办理。"
    en = "The meeting is {state.en}; this is done while it is running."

    def __init__(self, *, state: MeetingState) -> None:
        super().__init__()
        self.state = state


class TooEarly(MeetingRefused):
    """The meeting is not to begin so long before its time."""

    code = "TOO_EARLY"
    zh = "会议最早可于开始时间前{minutes}分钟开始。"
    en = "The meeting may begin at most {minutes} minutes before its time."

    def __init__(self, *, minutes: int) -> None:
        super().__init__()
        self.minutes = minutes


class TooLate(MeetingRefused):
    """The meeting should have ended long ago."""

    code = "TOO_LATE"
    zh = "会议原定于{ends_at:%Y-%m-%d %H:%M}结束，已过{hours}小时，请另行召集。"
    en = "The meeting was to end at {ends_at:%Y-%m-%d %H:%M}, over {hours} hours ago. Call another one."

    def __init__(self, *, ends_at: datetime, hours: int) -> None:
        super().__init__()
        self.ends_at = ends_at.astimezone(COUNTY_TIME)
        self.hours = hours


class ItemsUnderWay(MeetingRefused):
    """Something is still being dealt with."""

    code = "ITEMS_UNDER_WAY"
    zh = "尚有议题正在审议，请先结束该议题。"
    en = "An item is still being dealt with. Close it first."


class ItemNotPlanned(MeetingRefused):
    """The item was called before, or taken off the agenda."""

    code = "ITEM_NOT_PLANNED"
    zh = "该议题状态为“{state.zh}”，不能进入审议。"
    en = "The item is {state.en}, so it cannot be called."

    def __init__(self, *, state: AgendaItemState) -> None:
        super().__init__()
        self.state = state


class ItemNotCalled(MeetingRefused):
    """The item is not being dealt with."""

    code = "ITEM_NOT_CALLED"
    zh = "该议题状态为“{state.zh}”，不在审议中。"
    en = "The item is {state.en}; it is not being dealt with."

    def __init__(self, *, state: AgendaItemState) -> None:
        super().__init__()
        self.state = state


class RoomBusy(MeetingRefused):
    """One item is dealt with in a room at a time."""

    code = "ROOM_BUSY"
    zh = "第{room}会议室正在审议另一议题，请先结束。"
    en = "Another item is being dealt with in room {room}. Close it first."

    def __init__(self, *, room: int) -> None:
        super().__init__()
        self.room = room


class ReporterMissing(MeetingRefused):
    """Nobody is in the room for the organ that reports."""

    code = "REPORTER_MISSING"
    zh = "汇报单位无人在会议室，不能审议该议题。"
    en = "Nobody is in the room for the organ that reports on the item."


class ReporterElsewhere(MeetingRefused):
    """Whoever reports is busy in another room."""

    code = "REPORTER_ELSEWHERE"
    zh = "汇报单位的代表正在第{room}会议室参加审议。"
    en = "The representative of the organ that reports is needed in room {room} just now."

    def __init__(self, *, room: int) -> None:
        super().__init__()
        self.room = room


class BusyElsewhere(MeetingRefused):
    """She reports or has voted on an item that is still being dealt with in another room."""

    code = "BUSY_ELSEWHERE"
    zh = "您正在第{room}会议室参加另一议题的审议（汇报或已表决），该议题结束前不能在此表决。"
    en = "You report or have voted on an item in room {room}. Until that is closed you cannot vote on this one."

    def __init__(self, *, room: int) -> None:
        super().__init__()
        self.room = room


class OutOfTheRoom(MeetingRefused):
    """She left the room for the item, and stays out until it is closed, also where she is cleared meanwhile."""

    code = "OUT_OF_THE_ROOM"
    zh = "您已为该议题离开会议室，该议题结束前不参加表决。"
    en = "You are out of the room for this item until it is closed, so you have no vote on it."


class QuorumMissing(MeetingRefused):
    """Too few of those who must come would be in the room."""

    code = "QUORUM_MISSING"
    zh = "会议室内应到人员须达{quorum}人，现为{there}人，不能审议该议题。"
    en = "The item needs {quorum} in the room of those who must come; there would be {there}."

    def __init__(self, *, quorum: int, there: int) -> None:
        super().__init__()
        self.quorum = quorum
        self.there = there


class QuorumWasMissing(MeetingRefused):
    """The item was put to too few, so nothing was decided on it."""

    code = "QUORUM_WAS_MISSING"
    zh = "该议题表决时到会人数不足，不能作出决定，请列入下次会议。"
    en = "Too few were in the room as the item was put to them, so nothing is decided on it. Put it on another agenda."


class ItemNotClosed(MeetingRefused):
    """The item is still being dealt with; what is decided must not come before what the room says to it."""

    code = "ITEM_NOT_CLOSED"
    zh = "该议题正在审议，请先结束议题（付表决的即行计票），再登记决定。"
    en = "The item is being dealt with: close it first, so that its votes are counted, and then decide."


class SeatMissing(MeetingRefused):
    """Whoever votes is there for an organ that must come."""

    code = "NO_SEAT"
    zh = "您不代表须到会且已到会的单位，没有表决权。"
    en = "You are not there for an organ that must come, so you have no vote."


class SeatUnclear(MeetingRefused):
    """She is there for several organs and must say for which she votes."""

    code = "SEAT_UNCLEAR"
    zh = "您代表多个单位，请注明为哪个单位表决。"
    en = "You are there for several organs. Say for which of them you vote."


class AlreadyVoted(MeetingRefused):
    """One vote for each seat; it is not changed, and not cast anew where it was struck."""

    code = "ALREADY_VOTED"
    zh = "该单位已就此议题表决，不得更改；所投票作废的，不再补投。"
    en = "The seat has voted on this item. A vote is not changed, nor cast anew where it was struck."


class Objected(MeetingRefused):
    """Somebody voted against, so there is no consensus."""

    code = "OBJECTED"
    zh = "已有反对票，不能按一致同意结束，请计票。"
    en = "There is a vote against, so there is no consensus. Count the votes."


class ReasonMissing(MeetingRefused):
    """Whoever declares for somebody else says why."""

    code = "REASON_MISSING"
    zh = "代他人声明回避须写明理由。"
    en = "Say why, where you declare for somebody else."


class NotTakingPart(MeetingRefused):
    """The person does not take part in the meeting."""

    code = "NOT_TAKING_PART"
    zh = "该人员不是本次会议的与会人员。"
    en = "The person does not take part in this meeting."
