"""Votes on an item: who has one, and what they come to. The conflicted have none, and are not counted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from meetings.running import Seat, heads
from meetings.running_refusals import AlreadyVoted, Objected, SeatMissing, SeatUnclear
from terms.meetings import ItemClosing, ItemOutcome, VoteChoice


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote that stands."""

    seat: int
    choice: VoteChoice


@dataclass(frozen=True, slots=True)
class Count:
    """What the votes on an item come to; who abstains or does not vote is not for it."""

    outcome: ItemOutcome
    entitled: int
    votes_for: int
    votes_against: int
    votes_abstained: int


def seat_of(seats: Iterable[Seat], *, person: int | None, organ: int | None, voted: Collection[int]) -> Seat:
    """Return the seat for which somebody votes.

    Args:
        seats: all seats of the meeting.
        person: who votes; None for an office.
        organ: for which organ, where she is there for several.
        voted: keys of the seats that have voted, also where the vote was struck.

    Raises:
        SeatMissing: she is there for no organ that must come, or not for this one.
        SeatUnclear: she is there for several, and says none.
        AlreadyVoted: the seat has voted.
    """
    hers = [seat for seat in seats if seat.votes and seat.person is not None and seat.person == person]
    meant = [seat for seat in hers if organ is None or seat.organ == organ]
    if not meant:
        raise SeatMissing
    if len(meant) > 1:
        raise SeatUnclear
    if meant[0].key in voted:
        raise AlreadyVoted
    return meant[0]


def counted(
    closing: ItemClosing,
    seats: Iterable[Seat],
    *,
    present: Iterable[Seat],
    ballots: Sequence[Ballot],
    spent: Collection[int] = (),
    quorum: int,
) -> Count | None:
    """Return what an item comes to as it is closed; None where it is not put to the room.

    It is carried by more than half of those who have a vote on it (ours: a zone is no body with rules of its own).

    Args:
        closing: how it is closed.
        seats: all seats of the meeting.
        present: those with a vote that are in the room now.
        ballots: the votes that stand; none of whoever is out.
        spent: keys of the seats whose vote was struck. It was their only one, so whoever sits there since has none.
        quorum: how many people must be in the room.

    Raises:
        Objected: consensus is claimed, and somebody voted against.
    """
    if closing is ItemClosing.NOTED:
        return None
    choices = [ballot.choice for ballot in ballots]
    against = choices.count(VoteChoice.AGAINST)
    if closing is ItemClosing.CONSENSUS and against:
        raise Objected
    voted = {ballot.seat for ballot in ballots}
    with_vote = [seat for seat in present if seat.key not in spent]
    entitled = {seat.key: seat for seat in (*with_vote, *(seat for seat in seats if seat.key in voted))}
    in_favour = choices.count(VoteChoice.FOR)
    if heads(entitled.values()) < max(quorum, 1):
        outcome = ItemOutcome.NO_QUORUM
    elif closing is ItemClosing.CONSENSUS:
        outcome = ItemOutcome.AGREED
    else:
        outcome = ItemOutcome.CARRIED if 2 * in_favour > len(entitled) else ItemOutcome.REJECTED
    return Count(outcome, len(entitled), in_favour, against, choices.count(VoteChoice.ABSTAIN))
