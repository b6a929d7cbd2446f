"""The minutes of a meeting, 会议纪要."""

from datetime import date
from typing import Final

from intake.papers.people import by_attendance
from intake.papers.refusals import NothingToMinute
from intake.papers.texts import day_words, item_words, line, lines, listed, span_words, title_words
from intake.papers.values import ItemAsSeen, MeetingAsSeen, VotesAsSeen
from intake.papers.writing import Writing
from terms.meetings import ItemOutcome, MeetingState

_IS_A_MEETING: Final = ("会", "会议")


def minutes(meeting: MeetingAsSeen, *, issued: date | None = None) -> bytes:
    """Return the minutes, 会议纪要, as .docx: item by item what was said and decided, then who came and who signed.

    Raises:
        NothingToMinute: the meeting was cancelled.
    """
    if meeting.state is MeetingState.CANCELLED:
        raise NothingToMinute(state=meeting.state)
    paper = Writing()
    title = title_words(meeting)
    paper.title(f"{title}{'' if title.endswith(_IS_A_MEETING) else '会议'}纪要")
    paper.body(_opening(meeting))
    for item in meeting.items:
        _minuted(paper, item)
    paper.gap()
    for label, names in by_attendance(meeting.participants):
        paper.names(label, names)
    if meeting.signatures:
        signed = (
            f"{listed([each.organ, each.person], between=' ')}（{day_words(each.signed_on)}）"
            for each in meeting.signatures
        )
        paper.names("签字", signed)
    paper.issued(issued)
    return paper.finish()


def _opening(meeting: MeetingAsSeen) -> str:
    place, zones = line(meeting.place), listed(meeting.zones)
    where = f"在{place}" if place else ""
    return (
        f"{span_words(meeting)}，{line(meeting.convener)}{where}召集“{title_words(meeting)}”（{meeting.kind.zh}）。"
        + (f"参加协作区：{zones}。" if zones else "")
        + ("现将会议情况纪要如下：" if meeting.items else "")
    )


def _minuted(paper: Writing, item: ItemAsSeen) -> None:
    paper.heading(item_words(item))
    if left := listed(item.left):
        paper.subheading("回避情况")
        paper.body(f"{left}回避本议题，在议题进行期间离席。")
    if lines(item.minutes):
        paper.subheading("议事情况")
        paper.body(item.minutes)
    if item.votes is not None:
        paper.subheading("表决情况")
        paper.body(_counted(item.votes))
    if item.decision is not None and lines(item.decision):
        paper.subheading("议定事项")
        paper.body(item.decision)
        follows = (
            ("作出单位", line(item.deciding_organ)),
            ("责任单位", line(item.owner)),
            ("完成时限", day_words(item.due) if item.due else ""),
        )
        paper.body(listed((f"{word}：{told}" for word, told in follows if told), between="；"))


def _counted(votes: VotesAsSeen) -> str:
    """Return what the votes came to; where nobody voted as all agreed, that they did."""
    had = f"有表决权{votes.entitled}票"
    cast = votes.votes_for + votes.votes_against + votes.votes_abstained
    if votes.outcome is ItemOutcome.AGREED and not cast:
        return f"{had}，{votes.outcome.zh}。"
    told = f"赞成{votes.votes_for}票，反对{votes.votes_against}票，弃权{votes.votes_abstained}票"
    return f"{had}：{told}；{votes.outcome.zh}。"
