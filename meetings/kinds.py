"""What each kind of meeting is made of; no source sets a cadence, so none is set here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from terms.meetings import AgendaItemKind, MeetingKind

I = AgendaItemKind  # noqa: E741  (the table below reads as a table)
ANY_ITEM: Final = frozenset(AgendaItemKind)
ABOUT_CASES: Final = frozenset({I.CASE_CONSULTATION, I.FOLLOW_UP, I.OTHER})
"""What is dealt with wherever cases are; an earlier decision is followed up in any such meeting (ours)."""
ALL_ZONES: Final = 99
"""No county has more zones; seven is the most that was seen."""


@dataclass(frozen=True, slots=True)
class MeetingTerms:
    """How many zones take part and what may be dealt with."""

    least_zones: int
    most_zones: int
    items: frozenset[AgendaItemKind]
    needs_outsider: bool = False
    """With one zone only, an organ from outside it must be invited."""


TERMS: Final[Mapping[MeetingKind, MeetingTerms]] = MappingProxyType(
    {
        MeetingKind.WORKING: MeetingTerms(1, 1, ANY_ITEM),
        MeetingKind.JOINT: MeetingTerms(1, ALL_ZONES, ANY_ITEM, needs_outsider=True),
        MeetingKind.CONSULTATION: MeetingTerms(1, ALL_ZONES, ABOUT_CASES | {I.CLUE_STUDY}),
        MeetingKind.THREE_LEVEL: MeetingTerms(1, ALL_ZONES, ABOUT_CASES),
        MeetingKind.ALLOCATION: MeetingTerms(1, ALL_ZONES, ABOUT_CASES | {I.ALLOCATION, I.RECUSAL_MATTER}),
        MeetingKind.DEADLINE_REVIEW: MeetingTerms(1, ALL_ZONES, ABOUT_CASES | {I.DEADLINE}),
        MeetingKind.TRAINING: MeetingTerms(1, ALL_ZONES, frozenset({I.DEPLOYMENT, I.OTHER})),
    }
)
