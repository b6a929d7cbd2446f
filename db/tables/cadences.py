"""When zones meet, again and again, and which meetings were called for it."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.columns import document, identity, moment, reference, term
from terms.meetings import MeetingKind, WhenOff


class MeetingCadence(SQLModel, table=True):
    """A zone meets by a recurrence rule (RFC 5545); never changed, only ended once, and another one set."""

    __tablename__ = "meeting_cadences"
    __table_args__ = (
        Index(
            "uq_meeting_cadences_standing", "zone_id", "title", unique=True, postgresql_where=text("ended_at IS NULL")
        ),
        CheckConstraint("btrim(title) <> ''", name="title_not_blank"),
        CheckConstraint("minutes BETWEEN 1 AND 720", name="takes_from_1_to_720_minutes"),
        CheckConstraint("first_day <= last_day", name="begins_before_it_ends"),
        CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name="ended_by_somebody"),
    )

    id: int = identity()
    zone_id: int = reference("zones.id")
    kind: MeetingKind = term(MeetingKind)
    title: str
    """What its meetings are called."""
    place: str = ""
    rule: str
    """Which days, as ``meetings.rule_text`` reads it."""
    first_day: date
    """From which day the rule counts."""
    last_day: date | None = None
    """Up to which day it counts, included; None as long as it stands."""
    begins_at: time
    """The hour of its meetings, in county time."""
    minutes: int
    when_off: WhenOff = term(WhenOff)
    agenda: list[dict[str, Any]] = document()
    """The items of every meeting: kind, subject and minutes; none about a case."""
    other_zones: list[int] = Field(
        default_factory=list, sa_type=ARRAY(BigInteger), sa_column_kwargs={"server_default": "{}"}
    )
    """The keys of further zones that take part, in the order of invitation."""
    seats: list[dict[str, Any]] = document(default_factory=list, sa_column_kwargs={"server_default": "[]"})
    """What is said of single organs, of these zones or none: ``organ`` by key, and ``must_come``."""
    quorum: int | None = None
    """How many must be in the room; None for more than half of those who must come."""
    set_by: str
    set_at: datetime = moment(now=True)
    ended_at: datetime | None = moment(optional=True)
    ended_by: str = Field(default="", sa_column_kwargs={"server_default": ""})


class CadenceMeeting(SQLModel, table=True):
    """A meeting was called for a day of a cadence, once for each; never changed, whatever becomes of the meeting."""

    __tablename__ = "cadence_meetings"
    __table_args__ = (UniqueConstraint("cadence_id", "day"), UniqueConstraint("meeting_id"))

    id: int = identity()
    cadence_id: int = reference("meeting_cadences.id", index=False)
    day: date
    """The day by the rule; it stays though a notice of holidays moves the meeting."""
    meeting_id: int = reference("meetings.id", index=False)
