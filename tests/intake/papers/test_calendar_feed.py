"""Meetings as a calendar, read by another library than the one that wrote it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from intake.papers.calendar_feed import STATUS, CalendarEntry, calendar_feed
from intake.papers.refusals import CalendarUnfit, MomentsUnfit
from intake.papers.values import ItemAsSeen
from terms.meetings import AgendaItemKind, MeetingState
from tests.intake.papers.meetings import BARE, MARCH_5, MEETING

STAMP = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
ENTRY = CalendarEntry("4f1c", 2, STAMP, MEETING)


def read(content: bytes) -> Calendar:
    """Return what a calendar program takes up."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


def unfolded(content: bytes) -> list[str]:
    """Return the lines of a calendar as they were before they were folded."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_meeting_is_an_event_with_its_title_place_and_time() -> None:
    calendar = read(calendar_feed([ENTRY], name="县纪委监委会议"))
    (event,) = calendar.events
    assert (event.uid, event.sequence, event.dtstamp) == ("4f1c", 2, STAMP)
    assert event.summary == "第一协作区三月工作例会"
    assert event.location == "县纪委监委三楼会议室"
    assert event.dtstart == MARCH_5
    assert event.dtend == MEETING.ends_at
    assert event.categories == ["工作例会"]
    assert event.contacts == ["县纪委监委第三纪检监察室"]
    assert event.status == "CONFIRMED"
    assert [(extra.name, extra.value) for extra in calendar.extras] == [("x-wr-calname", "县纪委监委会议")]


def test_its_description_lists_the_items_that_the_reader_sees_by_number_and_case_number() -> None:
    (event,) = read(calendar_feed([ENTRY], name="会议")).events
    assert event.description == "1. 采石场补偿款去向的会诊（案号：青纪案〔2026〕7号）\n2. 部署工作"
    seen = replace(ENTRY, meeting=replace(MEETING, items=MEETING.items[1:]))
    assert read(calendar_feed([seen], name="会议")).events[0].description == "1. 部署工作"


def test_nobody_is_named_and_no_address_is_given() -> None:
    text = calendar_feed([ENTRY], name="会议").decode()
    assert not [word for word in ("ATTENDEE", "ORGANIZER", "mailto", "http") if word in text]
    assert not [person for person in "甲乙丙丁戊己" if person in text.replace("\r\n ", "")]


def test_what_is_not_known_is_not_said() -> None:
    (event,) = read(calendar_feed([replace(ENTRY, meeting=BARE)], name="会议")).events
    assert (event.summary, event.location, event.description) == ("业务培训", None, None)


def test_times_are_those_of_the_county_with_its_zone_written_out() -> None:
    utc = replace(MEETING, starts_at=MEETING.starts_at.astimezone(UTC), ends_at=MEETING.ends_at.astimezone(UTC))
    lines = unfolded(calendar_feed([replace(ENTRY, meeting=utc)], name="会议"))
    assert "DTSTART;TZID=Asia/Shanghai:20260305T093000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20260305T110000" in lines
    assert {"DTSTAMP:20260301T080000Z", "LAST-MODIFIED:20260301T080000Z"} <= set(lines)
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert (lines.count("TZID:Asia/Shanghai"), lines.count("TZOFFSETTO:+0800")) == (1, 1)


@pytest.mark.parametrize(
    ("state", "is_settled", "status"),
    [
        (MeetingState.CALLED, True, "CONFIRMED"),
        (MeetingState.CALLED, False, "TENTATIVE"),
        (MeetingState.RUNNING, True, "CONFIRMED"),
        (MeetingState.HELD, True, "CONFIRMED"),
        (MeetingState.CANCELLED, True, "CANCELLED"),
        (MeetingState.CANCELLED, False, "CANCELLED"),
    ],
)
def test_the_status_says_whether_it_takes_place(state: MeetingState, is_settled: bool, status: str) -> None:  # noqa: FBT001
    entry = replace(ENTRY, meeting=replace(MEETING, state=state), is_settled=is_settled)
    assert read(calendar_feed([entry], name="会议")).events[0].status == status


def test_every_state_has_its_status() -> None:
    assert set(STATUS) == set(MeetingState)


def test_lines_are_folded_at_75_octets_without_breaking_a_character() -> None:
    items = tuple(ItemAsSeen(AgendaItemKind.OTHER, f"关于第{number}项𠀀的说明" * 9) for number in range(20))
    content = calendar_feed([replace(ENTRY, meeting=replace(MEETING, title="长" * 200, items=items))], name="会议")
    assert content.endswith(b"END:VCALENDAR\r\n")
    for folded in content.split(b"\r\n"):
        assert len(folded) <= 75
        folded.decode()
    (event,) = read(content).events
    assert event.summary == "长" * 200
    assert event.description == "\n".join(f"{n}. {item.subject}" for n, item in enumerate(items, start=1))


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("甲,乙;丙:丁", "甲,乙;丙:丁"),
        ('甲"乙"', '甲"乙"'),
        ("会\r\nATTENDEE:mailto:a@x.example", "会 ATTENDEE:mailto:a@x.example"),
        ("会\nEND:VEVENT\nBEGIN:VEVENT\nUID:2", "会 END:VEVENT BEGIN:VEVENT UID:2"),
        ("会\rX-A:1\u2028X-B:2\x85X-C:3", "会 X-A:1 X-B:2 X-C:3"),
        ("C:\\New\\name", "C:＼New＼name"),
        ("会\\nX", "会＼nX"),
        ("\u202e会\x00", "会"),
    ],
)
def test_a_title_stays_a_title(title: str, summary: str) -> None:
    content = calendar_feed([replace(ENTRY, meeting=replace(MEETING, title=title))], name=title)
    (event,) = read(content).events
    assert event.summary == summary
    assert (event.uid, event.attendees) == ("4f1c", [])
    known = {line.partition(":")[0].partition(";")[0] for line in unfolded(calendar_feed([ENTRY], name="会议"))}
    assert {line.partition(":")[0].partition(";")[0] for line in unfolded(content)} == known


def test_several_meetings_are_one_calendar_and_none_is_an_empty_one() -> None:
    assert [event.uid for event in read(calendar_feed([ENTRY, replace(ENTRY, uid="5a")], name="会议")).events] == [
        "4f1c",
        "5a",
    ]
    assert read(calendar_feed([], name="会议")).events == []


def test_equal_entries_make_equal_calendars() -> None:
    assert calendar_feed([ENTRY], name="会议") == calendar_feed([ENTRY], name="会议")


def test_meetings_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(CalendarUnfit) as refused:
        calendar_feed([ENTRY, replace(ENTRY, uid="4f1c\n", meeting=BARE)], name="会议")
    assert refused.value.message("zh") == "日历中的每次会议须有各自的标识，变更序号不得为负。"


@pytest.mark.parametrize("changes", [{"uid": " \x00"}, {"sequence": -1}])
def test_an_entry_without_an_identifier_or_below_nothing_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(CalendarUnfit):
        replace(ENTRY, **changes)  # type: ignore[arg-type]


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(MomentsUnfit):
        replace(ENTRY, stamp=datetime(2026, 3, 1))  # noqa: DTZ001  (that is what is refused)
