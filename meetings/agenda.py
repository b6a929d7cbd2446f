"""The agenda: what a meeting deals with, by case number and never by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.kinds import TERMS
from meetings.refusals import AgendaEmpty, ItemUnfit, ProposalNotApproved
from terms.allocation import ProposalState
from terms.meetings import AgendaItemKind, MeetingKind


@dataclass(frozen=True, slots=True)
class ProposalOnAgenda:
    """An allocation proposal as far as agendas look at it."""

    id: int
    state: ProposalState
    unstaffed: tuple[int, ...] = ()
    """Cases that it could not staff, in the order in which they are to be discussed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter; the first of an agenda has position 1."""

    kind: AgendaItemKind
    subject: str = ""
    case: int | None = None
    proposal: ProposalOnAgenda | None = None


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
        ProposalNotApproved: a proposal on it was not approved.
    """
    if not items:
        raise AgendaEmpty
    for position, item in numbered(items):
        if item.kind not in TERMS[kind].items or not _names_its_matter(item):
            raise ItemUnfit(position=position, item=item.kind, kind=kind)
        if item.proposal and item.proposal.state is not ProposalState.APPROVED:
            raise ProposalNotApproved


def _names_its_matter(item: Item) -> bool:
    if item.kind is AgendaItemKind.ALLOCATION:
        return item.proposal is not None
    if item.proposal is not None:
        return False
    if item.kind in {AgendaItemKind.CASE_CONSULTATION, AgendaItemKind.DEADLINE}:
        return item.case is not None
    return item.case is not None or bool(item.subject.strip())
