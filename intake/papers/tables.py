"""What of meetings is kept as a table: attendance, decisions, and the heads who were absent or substituted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from intake.papers.people import how_came, part_words
from intake.papers.texts import case_words, line, lines, title_words
from intake.papers.values import HeadAsSeen, MeetingAsSeen
from intake.table import Cell, write_table
from terms.periods import COUNTY_TIME

ATTENDANCE: Final = ("序号", "单位", "参会人员", "参会身份", "出席情况", "替会人员", "事由")
DECISIONS: Final = (
    "会议",
    "会议日期",
    "议题序号",
    "议题",
    "案号",
    "议定事项",
    "作出单位",
    "责任单位",
    "完成时限",
)
HEADS: Final = ("单位", "负责人", "应到次数", "出席", "缺会", "请假", "替会", "未登记", "替会人员")


def attendance_table(meeting: MeetingAsSeen) -> bytes:
    """Return who was called to the meeting and who came, as .xlsx, a row for each organ."""
    return write_table(
        "出席情况",
        ATTENDANCE,
        [
            (
                number,
                line(each.organ),
                line(each.person),
                part_words(each),
                how_came(each),
                line(each.substitute),
                line(each.reason),
            )
            for number, each in enumerate(meeting.participants, start=1)
        ],
        widths=(6, 28, 12, 10, 12, 12, 36),
    )


def decisions_table(meetings: Iterable[MeetingAsSeen]) -> bytes:
    """Return what the meetings decided, with owners and due days, as .xlsx, a row for each decision."""
    rows = [row for meeting in meetings for row in _decisions(meeting)]
    return write_table("议定事项", DECISIONS, rows, widths=(28, 12, 10, 28, 20, 60, 24, 12, 12))


def _decisions(meeting: MeetingAsSeen) -> Iterable[Sequence[Cell]]:
    day = meeting.starts_at.astimezone(COUNTY_TIME).date()
    for number, item in enumerate(meeting.items, start=1):
        if decision := "\n".join(lines(item.decision or "")):
            matter = line(item.subject) or item.kind.zh
            by = (case_words(item), decision, line(item.deciding_organ), line(item.owner))
            yield (title_words(meeting), day, number, matter, *by, item.due)


def heads_table(heads: Iterable[HeadAsSeen]) -> bytes:
    """Return how often heads were absent or sent somebody (缺会、替会), as .xlsx, a row for each head."""
    return write_table(
        "缺会替会",
        HEADS,
        [
            (
                line(each.organ),
                line(each.person),
                each.called,
                each.present,
                each.absent,
                each.excused,
                each.substituted,
                each.unrecorded,
                _times(each.substitutes),
            )
            for each in heads
        ],
        widths=(28, 12, 10, 8, 8, 8, 8, 8, 36),
    )


def _times(names: Iterable[str]) -> str:
    """Return each name once, with how often where it was more than once."""
    counted = Counter(filter(None, map(line, names)))
    return "、".join(f"{name}（{times}次）" if times > 1 else name for name, times in counted.items())
