"""Who takes part, as the papers name them."""

from collections.abc import Iterable, Sequence
from typing import Final

from intake.papers.texts import line, listed
from intake.papers.values import ParticipantAsSeen
from terms.meetings import Attendance

SITS_IN: Final = "列席"
"""What is said of whoever is not counted for the quorum and does not vote."""
ORDER: Final = (
    Attendance.PRESENT.zh,
    Attendance.SUBSTITUTE.zh,
    Attendance.EXCUSED.zh,
    Attendance.ABSENT.zh,
    SITS_IN,
    Attendance.CONFIRMED.zh,
    Attendance.SUBSTITUTE_NAMED.zh,
    Attendance.INVITED.zh,
)
"""The order of the lists of names (GB/T 9704-2012, 10.3: 出席, then 请假, then 列席)."""
_CAME: Final = frozenset({Attendance.PRESENT, Attendance.SUBSTITUTE})


def invited_words(participant: ParticipantAsSeen) -> str:
    """Return organ and person who is called."""
    return listed([participant.organ, participant.person], between=" ")


def called_words(participant: ParticipantAsSeen) -> str:
    """Return the person who is called, with whether she sits in."""
    return line(participant.person) + ("" if participant.must_come else f"（{SITS_IN}）")


def part_words(participant: ParticipantAsSeen) -> str:
    """Return how she takes part: 应到 or 列席."""
    return "应到" if participant.must_come else SITS_IN


def came_words(participant: ParticipantAsSeen) -> str:
    """Return organ and person who sat there, with whom she stood in for and why somebody did not come.

    Whoever was only to sit in is told so, where no list says it.
    """
    person, substitute, reason = map(line, (participant.person, participant.substitute, participant.reason))
    part = "" if participant.must_come or how_came(participant) == SITS_IN else SITS_IN
    behind = listed([f"替{person}" if person and substitute else "", part, reason], between="，")
    return listed([participant.organ, substitute or person], between=" ") + (f"（{behind}）" if behind else "")


def attendance_words(participant: ParticipantAsSeen) -> str:
    """Return how she took part and why; empty where nothing is recorded yet."""
    if participant.attendance is Attendance.INVITED:
        return line(participant.reason)
    return listed([how_came(participant), participant.reason], between="：")


def how_came(participant: ParticipantAsSeen) -> str:
    """Return the word for how she took part; whoever only sat in did not attend (出席), nor did her substitute."""
    told = participant.attendance.told
    return told.zh if participant.must_come or told not in _CAME else SITS_IN


def by_attendance(participants: Iterable[ParticipantAsSeen]) -> tuple[tuple[str, Sequence[str]], ...]:
    """Return the lists of names, each under its word, those that are empty left out."""
    found: dict[str, list[str]] = {each: [] for each in ORDER}
    for each in participants:
        found[how_came(each)].append(came_words(each))
    return tuple((word, names) for word, names in found.items() if names)
