"""Who takes part, as the papers name them."""

from collections.abc import Iterable, Sequence
from typing import Final

from intake.papers.texts import line, listed
from intake.papers.values import ParticipantAsSeen
from terms.meetings import Attendance

ORDER: Final = (
    Attendance.PRESENT,
    Attendance.SUBSTITUTE,
    Attendance.EXCUSED,
    Attendance.ABSENT,
    Attendance.CONFIRMED,
    Attendance.SUBSTITUTE_NAMED,
    Attendance.INVITED,
)
"""The order of the lists of names (GB/T 9704-2012, 10.3, sets 出席 before 请假)."""


def invited_words(participant: ParticipantAsSeen) -> str:
    """Return organ and person who is called."""
    return listed([participant.organ, participant.person], between=" ")


def came_words(participant: ParticipantAsSeen) -> str:
    """Return organ and person who sat there, with whom she stood in for and why somebody did not come."""
    person, substitute, reason = map(line, (participant.person, participant.substitute, participant.reason))
    behind = listed([f"替{person}" if person and substitute else "", reason], between="，")
    return listed([participant.organ, substitute or person], between=" ") + (f"（{behind}）" if behind else "")


def attendance_words(participant: ParticipantAsSeen) -> str:
    """Return how she took part and why; empty where nothing is recorded yet."""
    if participant.attendance is Attendance.INVITED:
        return line(participant.reason)
    return listed([participant.attendance.told.zh, participant.reason], between="：")


def by_attendance(participants: Iterable[ParticipantAsSeen]) -> tuple[tuple[str, Sequence[str]], ...]:
    """Return the lists of names, each under its word, those that are empty left out."""
    found: dict[Attendance, list[str]] = {each: [] for each in ORDER}
    for each in participants:
        found[each.attendance.told].append(came_words(each))
    return tuple((attendance.zh, names) for attendance, names in found.items() if names)
