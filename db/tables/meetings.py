"""Working and joint meetings, their participants, agenda and decisions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from db.tables.columns import identity, moment, reference, term
from terms.meetings import AgendaItemKind, Attendance, MeetingKind, MeetingState


class Meeting(SQLModel, table=True):
    """A meeting of one zone (working) or several (joint); a zone is no legal body, organs issue its decisions."""

    __tablename__ = "meetings"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="ends_after_it_starts"),)

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    kind: MeetingKind = term(MeetingKind)
    state: MeetingState = term(MeetingState)
    title: str
    convener_organ_id: int = reference("organs.id")
    place: str = ""
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    called_by: str
    called_at: datetime = moment(now=True)


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
    __table_args__ = (UniqueConstraint("meeting_id", "organ_id"),)

    id: int = identity()
    meeting_id: int = reference("meetings.id")
    organ_id: int = reference("organs.id")
    person_id: int | None = reference("people.id", optional=True)
    substitute_id: int | None = reference("people.id", optional=True)
    attendance: Attendance = term(Attendance)


class AgendaItem(SQLModel, table=True):
    """One matter on the agenda, by case number and not by name; decisions are binding when an organ issues them."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    id: int = identity()
    meeting_id: int = reference("meetings.id")
    position: int
    kind: AgendaItemKind = term(AgendaItemKind)
    subject: str = ""
    proposal_id: int | None = reference("proposals.id", optional=True)
    case_id: int | None = reference("cases.id", optional=True)
    decision: str | None = None
    """What was decided; None until then."""
    deciding_organ_id: int | None = reference("organs.id", optional=True)
    decided_at: datetime | None = moment(optional=True)
