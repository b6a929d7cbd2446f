"""What a meeting is called and held with: notice, agenda and attendance sheet."""

from datetime import date
from typing import Final

from intake.papers.page import TEXT_WIDTH
from intake.papers.people import SITS_IN, attendance_words, called_words, invited_words
from intake.papers.texts import (
    cancelled_words,
    clock_words,
    item_words,
    line,
    listed,
    span_words,
    title_words,
)
from intake.papers.values import MeetingAsSeen
from intake.papers.writing import Writing
from terms.meetings import MeetingKind, MeetingState

NO_PLACE: Final = "另行通知"
_SHEET: Final = ("序号", "单位", "参会人员", "替会人员", "情况", "签到")
_WIDTHS: Final = (760, 2400, 1350, 1350, 1600)
SHEET_WIDTHS: Final = (*_WIDTHS, TEXT_WIDTH - sum(_WIDTHS))
"""Of the attendance sheet, in twips (ours)."""
ASKED: Final = (
    "请应到人员按时参加会议。因故不能参加的，请在会前向召集单位请假并说明事由；由他人替会的，请写明替会人员姓名。"
)
"""A substitute is recorded by name, never silent; the words are ours."""


def notice(meeting: MeetingAsSeen, *, issued: date | None = None) -> bytes:
    """Return the notice, 会议通知, as .docx; of a cancelled meeting, the notice that it does not take place."""
    paper = Writing()
    convener, title = line(meeting.convener), title_words(meeting)
    is_cancelled = meeting.state is MeetingState.CANCELLED
    verb = "取消" if is_cancelled else "举办" if meeting.kind is MeetingKind.TRAINING else "召开"
    paper.title(f"{convener}关于{verb}{title}的通知")
    called = dict.fromkeys(line(each.organ) for each in meeting.participants)
    if organs := listed(each for each in called if each != convener):
        paper.addressed(organs)
    if is_cancelled:
        paper.body(f"原定于{span_words(meeting)}召开的“{title}”已取消。")
        paper.body("特此通知。")
    else:
        paper.body(f"现将{verb}“{title}”的有关事项通知如下：")
        _call(paper, meeting)
    paper.issued(issued, organ=convener)
    return paper.finish()


def _call(paper: Writing, meeting: MeetingAsSeen) -> None:
    paper.heading("会议时间")
    paper.body(span_words(meeting))
    paper.heading("会议地点")
    paper.body(line(meeting.place) or NO_PLACE)
    if zones := listed(meeting.zones):
        paper.heading("参加协作区")
        paper.body(zones)
    for heading, must_come in (("参会人员", True), (f"{SITS_IN}人员", False)):
        called = (invited_words(each) for each in meeting.participants if each.must_come is must_come)
        if people := listed(called, between="；"):
            paper.heading(heading)
            paper.body(people)
    if meeting.items:
        paper.heading("会议议题")
        for number, item in enumerate(meeting.items, start=1):
            paper.body(f"{number}. {item_words(item)}")
    paper.heading("有关要求")
    paper.body(ASKED)


def agenda(meeting: MeetingAsSeen) -> bytes:
    """Return the agenda, 会议议程, as .docx."""
    paper = Writing()
    _head(paper, meeting, "议程")
    for item in meeting.items:
        paper.heading(item_words(item))
        minutes = f"约{item.planned_minutes}分钟" if item.planned_minutes is not None else ""
        at = clock_words(item.planned_at) if item.planned_at else ""
        paper.body(listed([item.kind.zh, at, minutes], between="，"))
    return paper.finish()


def attendance_sheet(meeting: MeetingAsSeen) -> bytes:
    """Return the attendance sheet, 签到表, as .docx: a line for each organ, and room to sign."""
    paper = Writing()
    _head(paper, meeting, "签到表")
    rows = [
        (str(number), each.organ, called_words(each), each.substitute or "", attendance_words(each), "")
        for number, each in enumerate(meeting.participants, start=1)
    ]
    paper.table(_SHEET, rows, widths=SHEET_WIDTHS)
    return paper.finish()


def _head(paper: Writing, meeting: MeetingAsSeen, what: str) -> None:
    paper.title(f"{title_words(meeting)}{what}{cancelled_words(meeting)}")
    paper.centred(span_words(meeting), line(meeting.place) or f"地点{NO_PLACE}")
