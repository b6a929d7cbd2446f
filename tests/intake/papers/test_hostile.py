"""Texts that were written to break something: every paper still opens, and nothing in it does anything."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from intake.papers.calendar_feed import CalendarEntry, calendar_feed
from intake.papers.documents import agenda, attendance_sheet, notice
from intake.papers.minutes import minutes
from intake.papers.tables import attendance_table, decisions_table, heads_table
from intake.papers.values import HeadAsSeen, ItemAsSeen, MeetingAsSeen, ParticipantAsSeen, SignatureAsSeen
from terms.meetings import AgendaItemKind, Attendance
from tests.intake.papers.meetings import MEETING, W, opened, parts

TEXTS = {
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x9f",
    "forbidden in XML": "甲\ufffe\uffff\ud800\udfff乙",
    "long": "字" * 5000,
    "long without a break": "w" * 5000,
    "turned round": "\u202e号七案\u202c \u2067甲\u2069\u200f",
    "formula": '=HYPERLINK("http://x.example","甲")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "field": '{ INCLUDETEXT "C:\\\\secret.docx" }',
    "markup": '</w:t></w:r><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/>&amp;<![CDATA[',
    "escape": "_x000D__x0041_&#0;&#x1;",
    "calendar": "甲\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE",
    "rare": "𠀀\ue000\U000f0000",
    "nothing": "",
    "blanks": " \n\t　\n",
}
texts = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
FIELDS = ("fldSimple", "instrText", "hyperlink", "object", "altChunk", "subDoc", "attachedTemplate", "ins", "del")


def full_of(text: str) -> MeetingAsSeen:
    """Return a meeting that says the text wherever it can."""
    return replace(
        MEETING,
        title=text,
        convener=text,
        place=text,
        zones=(text, text),
        participants=tuple(ParticipantAsSeen(text, each, text, text, text) for each in Attendance),
        items=(
            ItemAsSeen(
                AgendaItemKind.OTHER, text, (text,), None, None, text, text, text, text, date(2026, 4, 1), (text,)
            ),
        ),
        signatures=(SignatureAsSeen(text, text, date(2026, 3, 6)),),
    )


def documents_of(text: str) -> list[bytes]:
    meeting = full_of(text)
    return [notice(meeting), agenda(meeting), attendance_sheet(meeting), minutes(meeting)]


def check_documents(text: str) -> None:
    for content in documents_of(text):
        opened(content)
        for name, part in parts(content).items():
            root = ET.fromstring(part)  # noqa: S314  (written by us)
            found = [each for kind in FIELDS for each in root.iter(W + kind)]
            assert [each.get(W + "instr") for each in found] == ([" PAGE "] if "footer" in name else [])


@texts
def test_every_document_opens_and_holds_no_field_but_the_page_number(text: str) -> None:
    check_documents(text)


@settings(max_examples=20, deadline=None)
@given(st.text())
def test_so_it_is_with_any_text(text: str) -> None:
    check_documents(text)


@texts
def test_no_cell_of_a_table_is_computed(text: str) -> None:
    meeting = full_of(text)
    heads = [HeadAsSeen(text, text, 1, 0, 0, 0, 1, 0, (text,))]
    for content in (attendance_table(meeting), decisions_table([meeting]), heads_table(heads)):
        (page,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d"}
        assert page._hyperlinks == []


def test_a_formula_is_shown_as_it_was_written() -> None:
    formula = TEXTS["formula"]
    page = openpyxl.load_workbook(io.BytesIO(decisions_table([full_of(formula)]))).worksheets[0]
    assert (page["F2"].data_type, page["F2"].value) == ("s", formula)
    assert formula in [each.text for each in opened(minutes(full_of(formula))).paragraphs]


def test_a_long_decision_is_whole() -> None:
    assert "字" * 5000 in [each.text for each in opened(minutes(full_of(TEXTS["long"]))).paragraphs]
    page = openpyxl.load_workbook(io.BytesIO(decisions_table([full_of(TEXTS["long"])]))).worksheets[0]
    assert page["F2"].value == "字" * 5000


@texts
def test_every_calendar_is_taken_up_with_one_event_and_nothing_more(text: str) -> None:
    content = calendar_feed([CalendarEntry("7", 0, datetime(2026, 3, 1, tzinfo=UTC), full_of(text))], name=text)
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    (event,) = calendar.events
    assert (event.uid, event.alarm, event.attendees, event.url, event.attach) == ("7", [], [], None, [])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert not set(content) & (set(range(32)) - set(b"\r\n"))
