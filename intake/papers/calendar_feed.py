"""Meetings as iCalendar (RFC 5545), to be taken up by calendars; what it says is what its one reader may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from icalendar import Calendar, Event

from intake.papers.refusals import CalendarUnfit
from intake.papers.texts import item_words, line, title_words
from intake.papers.values import MeetingAsSeen, check_moments
from terms.meetings import MeetingState
from terms.periods import COUNTY_TIME

PRODUCT: Final = "-//collaboration-zones//meetings//ZH"
ZONE_WRITTEN_OUT: Final = (date(1992, 1, 1), date(2100, 1, 1))
"""The days for which the rules of the county's time are written out: from after its last summer time (ours)."""
STATUS: Final[Mapping[MeetingState, str]] = MappingProxyType(
    {
        MeetingState.CALLED: "CONFIRMED",
        MeetingState.RUNNING: "CONFIRMED",
        MeetingState.HELD: "CONFIRMED",
        MeetingState.CANCELLED: "CANCELLED",
    }
)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting in a calendar.

    Raises:
        CalendarUnfit: there is no identifier, or the sequence is below zero.
        MomentsUnfit: the stamp has no time zone.
    """

    uid: str
    """Says nothing, stays the same for one meeting, and differs between meetings."""
    sequence: int
    """How often place, time or state were changed."""
    stamp: datetime
    """When that was last."""
    meeting: MeetingAsSeen
    is_settled: bool = True
    """False while time or place are only proposed."""

    def __post_init__(self) -> None:
        """Refuse what calendars could not tell apart or put in order."""
        check_moments(self.stamp)
        if not line(self.uid) or self.sequence < 0:
            raise CalendarUnfit


def calendar_feed(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """Return the meetings as one calendar under this name, in the county's time; equal entries make equal bytes.

    Nobody is listed as attending and no address is given: a calendar is copied to places that know no rights.

    Raises:
        CalendarUnfit: two meetings have one identifier.
    """
    given = tuple(entries)
    if len({line(each.uid) for each in given}) < len(given):
        raise CalendarUnfit
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", _text(name))
    for each in given:
        calendar.add_component(_event(each))
    calendar.add_missing_timezones(*ZONE_WRITTEN_OUT)
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry) -> Event:
    meeting = entry.meeting
    status = STATUS[meeting.state]
    event = Event()
    event.add("UID", _text(entry.uid))
    event.add("SEQUENCE", entry.sequence)
    for word in ("DTSTAMP", "LAST-MODIFIED"):
        event.add(word, entry.stamp.astimezone(UTC))
    event.add("DTSTART", meeting.starts_at.astimezone(COUNTY_TIME))
    event.add("DTEND", meeting.ends_at.astimezone(COUNTY_TIME))
    event.add("SUMMARY", _text(title_words(meeting)))
    event.add("STATUS", status if entry.is_settled or status == "CANCELLED" else "TENTATIVE")
    event.add("CATEGORIES", [meeting.kind.zh])
    event.add("CLASS", "CONFIDENTIAL")
    told = {
        "LOCATION": _text(meeting.place),
        "CONTACT": _text(meeting.convener),
        "DESCRIPTION": "\n".join(
            f"{number}. {_text(item_words(item))}" for number, item in enumerate(meeting.items, start=1)
        ),
    }
    for word, text in told.items():
        if text:
            event.add(word, text)
    return event


def _text(text: str) -> str:
    r"""Return the text as one line; a backslash becomes its wide twin, as programs differ in how they read ``\N``."""
    return line(text).replace("\\", "＼")
