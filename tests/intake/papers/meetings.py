"""One invented meeting, and how what is written of it is read back."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree import ElementTree as ET

import docx
from docx.document import Document

from intake.papers.values import ItemAsSeen, MeetingAsSeen, ParticipantAsSeen, SignatureAsSeen
from terms.meetings import AgendaItemKind, Attendance, MeetingKind, MeetingState
from terms.periods import COUNTY_TIME

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARCH_5 = datetime(2026, 3, 5, 9, 30, tzinfo=COUNTY_TIME)
MARCH_1 = date(2026, 3, 1)

ITEMS = (
    ItemAsSeen(
        kind=AgendaItemKind.CASE_CONSULTATION,
        subject="采石场补偿款去向的会诊",
        case_numbers=("青纪案〔2026〕7号",),
        planned_at=MARCH_5,
        planned_minutes=20,
        minutes="听取了承办组汇报。\n\n两笔资金尚须核实。",
        decision="由红岭镇纪委继续承办。",
        deciding_organ="县纪委监委第三纪检监察室",
        owner="红岭镇纪委 丙",
        due=date(2026, 4, 30),
        left=("白河乡纪委 乙",),
    ),
    ItemAsSeen(kind=AgendaItemKind.DEPLOYMENT, minutes="通报了安排。"),
)
PARTICIPANTS = (
    ParticipantAsSeen("县纪委监委第三纪检监察室", Attendance.PRESENT, "甲"),
    ParticipantAsSeen("白河乡纪委", Attendance.LEFT_FOR_ITEM, "乙"),
    ParticipantAsSeen("红岭镇纪委", Attendance.SUBSTITUTE, "丙", substitute="丁", reason="外出办案"),
    ParticipantAsSeen("青石镇纪委", Attendance.EXCUSED, "戊", reason="培训"),
    ParticipantAsSeen("柳河镇纪委", Attendance.ABSENT, "己"),
    ParticipantAsSeen("派驻县财政局纪检监察组", Attendance.INVITED),
)
MEETING = MeetingAsSeen(
    title="第一协作区三月工作例会",
    kind=MeetingKind.WORKING,
    state=MeetingState.HELD,
    convener="县纪委监委第三纪检监察室",
    starts_at=MARCH_5,
    ends_at=datetime(2026, 3, 5, 11, 0, tzinfo=COUNTY_TIME),
    place="县纪委监委三楼会议室",
    zones=("第一协作区",),
    participants=PARTICIPANTS,
    items=ITEMS,
    signatures=(SignatureAsSeen("白河乡纪委", "乙", date(2026, 3, 6)),),
)
BARE = MeetingAsSeen(
    title="",
    kind=MeetingKind.TRAINING,
    state=MeetingState.CALLED,
    convener="县纪委监委",
    starts_at=MARCH_5,
    ends_at=datetime(2026, 3, 6, 17, 0, tzinfo=COUNTY_TIME),
)


def opened(content: bytes) -> Document:
    """Return the document as the library reads it."""
    return docx.Document(io.BytesIO(content))


def told(content: bytes) -> list[tuple[str, str]]:
    """Return the paragraphs that hold anything, each with its style."""
    paragraphs = opened(content).paragraphs
    return [(str(each.style and each.style.name), each.text) for each in paragraphs if each.text]


def parts(content: bytes) -> dict[str, bytes]:
    """Return what an archive holds, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def stamps(content: bytes) -> set[tuple[int, ...]]:
    """Return the moments that an archive tells of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {each.date_time for each in archive.infolist()}


def elements(content: bytes, name: str, tag: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of the elements of a kind in a part, without their namespaces."""
    for element in ET.fromstring(parts(content)[name]).iter(W + tag):  # noqa: S314  (written by us)
        yield {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
