"""The agenda: what a meeting deals with, by case number and never by name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from meetings.calling_refusals import MinutesUnfit, ReporterUnfit
from meetings.kinds import TERMS
from meetings.refusals import AgendaEmpty, ItemUnfit, ProposalOver
from terms.allocation import ProposalState
from terms.meetings import AgendaItemKind, MeetingKind

MINUTES: Final = 15
"""How long an item is planned to take where nobody says; ours, as in the table."""
MOST_MINUTES: Final = 600
"""The longest that an item can be planned to take; ours, as in the table."""

DEALT_WITH: Final = frozenset({ProposalState.PROPOSED, ProposalState.APPROVED})
"""Proposals that a meeting deals with: it approves one that waits, or hears of one that was approved."""


@dataclass(frozen=True, slots=True)
class ProposalOnAgenda:
    """An allocation proposal as far as agendas look at it."""

    id: int
    state: ProposalState
    unstaffed: tuple[int, ...] = ()
    """Cases that it could not staff, in the order in which they are to be discussed."""


@dataclass(frozen=True, slots=True)
class EarlierItem:
    """An item of an earlier meeting as far as whatever follows it up looks at it."""

    id: int
    is_decided: bool
    matter: int | None = None
    """The recusal matter that it dealt with; whoever is close to it hears of no follow-up either."""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter; the first of an agenda has position 1."""

    kind: AgendaItemKind
    subject: str = ""
    case: int | None = None
    proposal: ProposalOnAgenda | None = None
    matter: int | None = None
    """A recusal matter."""
    earlier: EarlierItem | None = None
    """The item whose decision is followed up."""
    minutes: int = MINUTES
    reporting: int | None = None
    """The organ that reports."""


def items_of(proposal: ProposalOnAgenda) -> tuple[Item, ...]:
    """Return the agenda that a proposal asks for: the proposal itself, then each case that it could not staff."""
    unstaffed = (Item(AgendaItemKind.CASE_CONSULTATION, case=case) for case in proposal.unstaffed)
    return (Item(AgendaItemKind.ALLOCATION, proposal=proposal), *unstaffed)


def numbered(items: Sequence[Item]) -> tuple[tuple[int, Item], ...]:
    """Return the items with their positions, counted from 1."""
    return tuple(enumerate(items, start=1))


def check_agenda(items: Sequence[Item], *, kind: MeetingKind) -> None:
    """Refuse an agenda that the kind of meeting cannot deal with.

    Raises:
        AgendaEmpty: there is nothing on it.
        ItemUnfit: an item is of a kind that does not belong, or names nothing to deal with.
        MinutesUnfit: an item takes no time, or too long.
        ProposalOver: a proposal on it was withdrawn or superseded.
    """
    if not items:
        raise AgendaEmpty
    for position, item in numbered(items):
        if item.kind not in TERMS[kind].items or not _names_its_matter(item):
            raise ItemUnfit(position=position, item=item.kind, kind=kind)
        if not 1 <= item.minutes <= MOST_MINUTES:
            raise MinutesUnfit(position=position, most=MOST_MINUTES)
        if item.proposal and item.proposal.state not in DEALT_WITH:
            raise ProposalOver


def check_reporters(reporters: Iterable[tuple[int, int | None]], *, invited: Collection[int]) -> None:
    """Refuse, by ``ReporterUnfit``, an organ that would report and is not invited.

    Args:
        reporters: the position of each item, counted from 1, with the organ that reports on it, if any.
        invited: the organs that are invited to the meeting.
    """
    for position, organ in reporters:
        if organ is not None and organ not in invited:
            raise ReporterUnfit(position=position)


def _names_its_matter(item: Item) -> bool:
    if item.kind is AgendaItemKind.ALLOCATION:
        return item.proposal is not None
    named = [each is not None for each in (item.proposal, item.matter, item.earlier)]
    if item.kind is AgendaItemKind.RECUSAL_MATTER:
        return named == [False, True, False] and item.case is None
    if item.kind is AgendaItemKind.FOLLOW_UP:
        follows = item.earlier is not None and item.earlier.is_decided
        return follows and named == [False, False, True] and item.case is None
    if any(named):
        return False
    if item.kind in {AgendaItemKind.CASE_CONSULTATION, AgendaItemKind.DEADLINE}:
        return item.case is not None
    return item.case is not None or bool(item.subject.strip())
