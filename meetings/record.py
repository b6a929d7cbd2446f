"""Recording a meeting: who came, who came instead, what was decided and which organ issues it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from meetings.editing_refusals import ApprovalApart
from meetings.refusals import AlreadyDecided, AttendanceUnfit, DecisionUnfit, MeetingNotOpen, RepresentativeMissing
from meetings.running_refusals import ItemNotCalled, ItemNotClosed, QuorumWasMissing
from terms.meetings import AgendaItemState, Attendance, ItemOutcome, MeetingState

BEFORE_THE_MEETING: Final = frozenset(
    {Attendance.INVITED, Attendance.CONFIRMED, Attendance.EXCUSED, Attendance.SUBSTITUTE_NAMED}
)
"""What can be said of a participant before the meeting begins."""
BY_SUBSTITUTE: Final = frozenset({Attendance.SUBSTITUTE_NAMED, Attendance.SUBSTITUTE})
"""Somebody else is named who comes, or came."""
IN_FAVOUR: Final = frozenset({ItemOutcome.CARRIED, ItemOutcome.AGREED})
IN_PERSON: Final = frozenset({Attendance.PRESENT, Attendance.LEFT_FOR_ITEM})


@dataclass(frozen=True, slots=True)
class MeetingMoment:
    """A meeting as far as records look at it."""

    state: MeetingState
    starts_at: datetime
    ran: bool = False
    """Whether it was begun here, so that its items are called; others are recorded afterwards."""

    def has_begun(self, moment: datetime) -> bool:
        """Tell whether it has begun by then: its time has come, or somebody began it earlier."""
        return self.state is MeetingState.RUNNING or moment >= self.starts_at


@dataclass(frozen=True, slots=True)
class ItemMoment:
    """An agenda item as far as records look at it."""

    state: AgendaItemState
    outcome: ItemOutcome | None = None
    decided: bool = False


def check_attendance(
    attendance: Attendance,
    *,
    meeting: MeetingMoment,
    now: datetime,
    person: int | None,
    substitute: int | None,
    invited: int | None = None,
) -> None:
    """Refuse an attendance that cannot be so: a substitute is recorded by name, never silent.

    Whoever was invited by name stays the one whose attendance it is; only while the notice is out, and nothing is said
    of her yet, somebody else is invited in her place.

    Raises:
        MeetingNotOpen: the meeting was cancelled, or has not begun and the attendance says that it has.
        AttendanceUnfit: a substitute is missing, named without need, or the represented person herself;
            or in the name of whoever was invited somebody else is recorded.
        RepresentativeMissing: somebody is present without a name.
    """
    has_begun = meeting.has_begun(now)
    if meeting.state is MeetingState.CANCELLED or not (has_begun or attendance in BEFORE_THE_MEETING):
        raise MeetingNotOpen(state=meeting.state)
    substitute_fits = (substitute is not None) == (attendance in BY_SUBSTITUTE)
    if not substitute_fits or (substitute is not None and substitute == person):
        raise AttendanceUnfit(attendance=attendance)
    if attendance in IN_PERSON and person is None:
        raise RepresentativeMissing
    is_another = person is not None and invited is not None and person != invited
    if is_another and (meeting.has_begun(now) or attendance is not Attendance.INVITED):
        raise AttendanceUnfit(attendance=attendance)


def check_decision(
    decision: str,
    *,
    meeting: MeetingMoment,
    now: datetime,
    organ: int,
    participants: Collection[int],
    item: ItemMoment,
) -> None:
    """Refuse a decision that would bind nobody: a zone is no legal body, an organ that takes part issues it.

    Of a meeting that was recorded afterwards nothing more is known of an item than its decision; in one that ran here
    it was called, so that who must leave had left, there was a quorum wherever it was put to the room, and it was
    closed, so that no vote comes after its decision.

    Raises:
        MeetingNotOpen: the meeting was cancelled or has not begun.
        AlreadyDecided: the item has its decision.
        ItemNotCalled, QuorumWasMissing: the meeting ran, and did not deal with the item, or with too few people.
        ItemNotClosed: the meeting deals with it still.
        DecisionUnfit: there are no words, or the organ takes no part.
    """
    if meeting.state is MeetingState.CANCELLED or not meeting.has_begun(now):
        raise MeetingNotOpen(state=meeting.state)
    if item.decided:
        raise AlreadyDecided
    if meeting.ran and item.state is AgendaItemState.CALLED:
        raise ItemNotClosed
    if meeting.ran and item.state is not AgendaItemState.CLOSED:
        raise ItemNotCalled(state=item.state)
    if item.outcome is ItemOutcome.NO_QUORUM:
        raise QuorumWasMissing
    if not decision.strip() or organ not in participants:
        raise DecisionUnfit


def check_approval(*, ran: bool, outcome: ItemOutcome | None) -> None:
    """Refuse, by ``ApprovalApart``, that an item of a meeting that ran here approves without a yes of the room.

    Of a meeting that was recorded afterwards the decision alone is known.

    Args:
        ran: whether the meeting was begun here.
        outcome: what the item came to as it was closed; None where it was not put to the room.
    """
    if ran and outcome not in IN_FAVOUR:
        raise ApprovalApart


def state_with_record(state: MeetingState) -> MeetingState:
    """Return where a meeting stands once something of it is on record: held, or running as it was."""
    return state if state is MeetingState.RUNNING else MeetingState.HELD
