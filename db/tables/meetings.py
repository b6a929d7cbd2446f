"""Working and joint meetings: who takes part, and signs. What they deal with: ``agenda.py``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.columns import identity, moment, reference, term
from terms.meetings import Attendance, MeetingKind, MeetingState


class Meeting(SQLModel, table=True):
    """A meeting of one zone (working) or several (joint); a zone is no legal body, organs issue its decisions."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_it_starts"),
        CheckConstraint("began_at IS NULL OR finished_at IS NULL OR began_at <= finished_at", name="began_first"),
        CheckConstraint("quorum >= 0", name="quorum_is_a_number"),
        UniqueConstraint("uid"),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    kind: MeetingKind = term(MeetingKind)
    state: MeetingState = term(MeetingState)
    title: str
    convener_organ_id: int = reference("organs.id")
    place: str = ""
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    quorum: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How many who take part must be in the room for every item; 0 asks for none."""
    called_by: str
    called_at: datetime = moment(now=True)
    began_at: datetime | None = moment(optional=True)
    finished_at: datetime | None = moment(optional=True)
    cancelled_for: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Why it was cancelled; empty unless it was."""
    uid: str = Field(
        default=None, nullable=False, sa_column_kwargs={"server_default": text("(gen_random_uuid())::text")}
    )
    """Its name in calendars (RFC 5545, UID)."""
    sequence: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often its time, place or state changed since it was called (RFC 5545, SEQUENCE)."""
    revised_at: datetime = moment(now=True)
    """When that was last (RFC 5545, LAST-MODIFIED)."""


class MeetingZone(SQLModel, table=True):
    """A zone that takes part in the meeting."""

    __tablename__ = "meeting_zones"
    __table_args__ = (UniqueConstraint("meeting_id", "zone_id"),)

    id: int = identity()
    meeting_id: int = reference("meetings.id")
    zone_id: int = reference("zones.id")


class MeetingParticipant(SQLModel, table=True):
    """An organ takes part, represented by a person; a substitute is recorded, never silent."""

    __tablename__ = "meeting_participants"
    __table_args__ = (
        UniqueConstraint("meeting_id", "organ_id"),
        CheckConstraint(
            "(substitute_id IS NOT NULL) = (attendance IN ('SUBSTITUTE_NAMED', 'SUBSTITUTE'))",
            name="substitutes_are_named",
        ),
        CheckConstraint("comes_at < leaves_at", name="comes_before_she_leaves"),
    )

    id: int = identity()
    meeting_id: int = reference("meetings.id")
    organ_id: int = reference("organs.id")
    person_id: int | None = reference("people.id", optional=True)
    substitute_id: int | None = reference("people.id", optional=True)
    attendance: Attendance = term(Attendance)
    must_come: bool = Field(default=True, sa_column_kwargs={"server_default": text("true")})
    """Whether it counts for the quorum and votes; others sit in."""
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Why she does not come, or sends somebody."""
    comes_at: datetime | None = moment(optional=True)
    """When whoever comes is there, if that is later than the beginning."""
    leaves_at: datetime | None = moment(optional=True)
    """When she must go, if that is earlier than the end."""
    answered_at: datetime | None = moment(optional=True)
    answered_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who said so; the organ itself, or whoever keeps the record."""


class MeetingSignature(SQLModel, table=True):
    """Somebody who took part signs the minutes as she may see them; never changed, a later change asks for another."""

    __tablename__ = "meeting_signatures"
    __table_args__ = (CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest_is_a_sha256"),)

    id: int = identity()
    meeting_id: int = reference("meetings.id")
    person_id: int = reference("people.id")
    digest: str
    """SHA-256 of the minutes that she saw."""
    heading: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """SHA-256 of what they say of the meeting and of who came; empty where it was signed before that was kept."""
    signed_at: datetime = moment(now=True)


class SignedItem(SQLModel, table=True):
    """An item of the minutes that somebody signed, as it read then; never changed."""

    __tablename__ = "signed_items"
    __table_args__ = (
        UniqueConstraint("signature_id", "item_id"),
        CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest_is_a_sha256"),
    )

    id: int = identity()
    signature_id: int = reference("meeting_signatures.id", index=False)
    item_id: int = reference("agenda_items.id")
    digest: str
    """SHA-256 of what is minuted of it."""
