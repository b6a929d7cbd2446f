"""What is refused of editing an agenda and of recording what comes of it, and why."""

from meetings.refusals import MeetingRefused
from terms.meetings import AgendaItemState


class AgendaChanged(MeetingRefused):
    """Somebody else changed the agenda in the meantime; what is there now is to be looked at first."""

    code = "AGENDA_CHANGED"
    zh = "议程已被他人修改，请刷新后再试。本次未作任何更改。"
    en = "Somebody changed the agenda in the meantime. Look at it again and repeat; nothing was changed."


class OrderUnfit(MeetingRefused):
    """The items named are not those that are still to be dealt with."""

    code = "ORDER_UNFIT"
    zh = "排序须包含全部待议议题，且每项只出现一次。"
    en = "The order must name every item that is still planned, each once."


class ItemSettled(MeetingRefused):
    """The item is being dealt with, closed or withdrawn, so it is not changed."""

    code = "ITEM_SETTLED"
    zh = "该议题{state.zh}，不能修改。"
    en = "The item is {state.en}, so it cannot be changed."

    def __init__(self, *, state: AgendaItemState) -> None:
        super().__init__()
        self.state = state


class RoomUnfit(MeetingRefused):
    """A room that no meeting has."""

    code = "ROOM_UNFIT"
    zh = "会议室编号须为1至{most}。"
    en = "Rooms are numbered from 1 to {most}."

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self.most = most


class MinutesChanged(MeetingRefused):
    """Somebody else wrote the record of the item in the meantime."""

    code = "RECORD_CHANGED"
    zh = "该议题的记录已被他人修改，请刷新后再试。本次未作任何更改。"
    en = "Somebody wrote the record of this item in the meantime. Look at it again and repeat; nothing was changed."


class NotDecided(MeetingRefused):
    """There is no decision that could be followed up."""

    code = "NOT_DECIDED"
    zh = "该议题尚无决定，不能记录落实情况。"
    en = "Nothing was decided on this item, so there is nothing to follow up."


class FollowUpUnfit(MeetingRefused):
    """A decision needs an owner with its day; a report of what became of it needs words and comes before it is done."""

    code = "FOLLOW_UP_UNFIT"
    zh = "落实责任单位与期限须同时填写，期限不得早于决定之日；落实情况不能为空，已办结的不再更改。"
    en = (
        "Name the owner together with a due day that is not before the decision; a report needs words, and none "
        "follows the end."
    )


class NothingToSign(MeetingRefused):
    """Minutes are signed by who took part, when the meeting is over."""

    code = "NOTHING_TO_SIGN"
    zh = "会议结束后由参会人员签字确认；您未参加该会议，或会议尚未结束。"
    en = "Minutes are signed after the meeting, by who took part. You did not, or it is not over."


class RecordKept(MeetingRefused):
    """What is on record of an item is not changed; the database itself sees to it."""

    code = "RECORD_KEPT"
    zh = "该议题已记录的表决、决定或离场情况不得更改，请刷新后查看。本次未作任何更改。"
    en = "The votes, the decision and who left are kept as recorded. Look at the item again; nothing was changed."


class ApprovalApart(MeetingRefused):
    """Only an item about a proposal that waits can approve one, in a meeting that ran here one that carried."""

    code = "APPROVAL_APART"
    zh = "只有待批准的派案方案议题可以同时批准方案；会议在本系统进行的，须经表决通过或一致同意，否则请列入下次会议。"
    en = (
        "Only an item about a proposal that waits can approve it. Of a meeting that ran here, one that did not carry "
        "and was not agreed to approves nothing: put it on another agenda."
    )
