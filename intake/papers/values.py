"""A meeting as one reader may see it: words alone, so that no id, no number of a row and nothing hidden can get out."""

from dataclasses import dataclass
from datetime import date, datetime

from intake.papers.refusals import MomentsUnfit
from terms.meetings import AgendaItemKind, Attendance, ItemOutcome, MeetingKind, MeetingState


@dataclass(frozen=True, slots=True)
class ParticipantAsSeen:
    """An organ that takes part, and who sat there for it."""

    organ: str
    attendance: Attendance
    person: str | None = None
    """None until somebody is named."""
    substitute: str | None = None
    reason: str = ""
    """Why the person is excused, or why somebody else came."""
    must_come: bool = True
    """Whether the seat counts for the quorum and votes; others sit in (列席)."""


@dataclass(frozen=True, slots=True)
class VotesAsSeen:
    """What an item came to as it was put to those in the room."""

    outcome: ItemOutcome
    entitled: int
    """How many had a vote on it."""
    votes_for: int
    votes_against: int
    votes_abstained: int


@dataclass(frozen=True, slots=True)
class ItemAsSeen:
    """One matter; its number is its place among those that the reader sees, so that a hidden one leaves no gap."""

    kind: AgendaItemKind
    subject: str = ""
    case_numbers: tuple[str, ...] = ()
    """Its cases; those of its proposal, its matter or its earlier item are its own too."""
    planned_at: datetime | None = None
    planned_minutes: int | None = None
    minutes: str = ""
    """What was said, one paragraph a line."""
    decision: str | None = None
    """None until it is decided, and where the reader may not see the decision."""
    deciding_organ: str | None = None
    owner: str | None = None
    due: date | None = None
    left: tuple[str, ...] = ()
    """Who left for it; empty as well where the reader may not see who."""
    votes: VotesAsSeen | None = None
    """None where it was not put to the room, and until it is closed."""


@dataclass(frozen=True, slots=True)
class SignatureAsSeen:
    """Somebody who signed the minutes, as they are, for an organ."""

    organ: str
    person: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class MeetingAsSeen:
    """A meeting with everything of it that one reader may see, in the order in which it is to be shown.

    Raises:
        MomentsUnfit: a moment has no time zone, or the meeting does not end after it starts.
    """

    title: str
    kind: MeetingKind
    state: MeetingState
    convener: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    """Empty while none is fixed."""
    zones: tuple[str, ...] = ()
    participants: tuple[ParticipantAsSeen, ...] = ()
    items: tuple[ItemAsSeen, ...] = ()
    signatures: tuple[SignatureAsSeen, ...] = ()

    def __post_init__(self) -> None:
        """Refuse moments that would mean something else on another machine."""
        planned = [item.planned_at for item in self.items if item.planned_at is not None]
        check_moments(self.starts_at, self.ends_at, *planned)
        if self.ends_at <= self.starts_at:
            raise MomentsUnfit


@dataclass(frozen=True, slots=True)
class HeadAsSeen:
    """How often the head of an organ was called to meetings, and what became of it."""

    organ: str
    person: str | None
    called: int
    present: int
    absent: int
    excused: int
    substituted: int
    unrecorded: int
    """How often nobody said whether the head came."""
    substitutes: tuple[str, ...] = ()
    """Who came instead, once for each time; shorter where the reader may not see who."""


def check_moments(*moments: datetime) -> None:
    """Refuse, by ``MomentsUnfit``, a moment without a time zone."""
    if any(moment.utcoffset() is None for moment in moments):
        raise MomentsUnfit
