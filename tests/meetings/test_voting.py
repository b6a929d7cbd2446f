"""Votes on an item: who has one, and what they come to."""

import pytest

from meetings.running import Seat
from meetings.running_refusals import AlreadyVoted, Objected, SeatMissing, SeatUnclear
from meetings.voting import Ballot, Count, counted, seat_of
from terms.meetings import ItemClosing, ItemOutcome, VoteChoice

SEATS = tuple(Seat(key, 10 * key, 100 * key) for key in (1, 2, 3, 4))
FOR, AGAINST, ABSTAIN = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN


def ballots(*choices: VoteChoice) -> list[Ballot]:
    """Return the votes of the first seats."""
    return [Ballot(key, choice) for key, choice in enumerate(choices, start=1)]


def count(
    *choices: VoteChoice,
    closing: ItemClosing = ItemClosing.VOTED,
    present: tuple[Seat, ...] = SEATS,
    quorum: int = 0,
) -> Count | None:
    """Return what votes of the first seats come to."""
    return counted(closing, SEATS, present=present, ballots=ballots(*choices), quorum=quorum)


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        ((FOR, FOR, FOR), ItemOutcome.CARRIED),
        ((FOR, FOR), ItemOutcome.REJECTED),
        ((FOR, FOR, AGAINST, AGAINST), ItemOutcome.REJECTED),
        ((FOR, FOR, ABSTAIN), ItemOutcome.REJECTED),
        ((), ItemOutcome.REJECTED),
    ],
)
def test_more_than_half_of_those_with_a_vote_carry(choices: tuple[VoteChoice, ...], outcome: ItemOutcome) -> None:
    found = count(*choices)
    assert found == Count(outcome, 4, choices.count(FOR), choices.count(AGAINST), choices.count(ABSTAIN))


def test_whoever_is_out_is_not_counted_and_whoever_left_after_her_vote_is() -> None:
    assert count(FOR, FOR, present=SEATS[:3]) == Count(ItemOutcome.CARRIED, 3, 2, 0, 0)
    assert count(FOR, FOR, present=SEATS[1:3]) == Count(ItemOutcome.CARRIED, 3, 2, 0, 0)


def test_a_seat_whose_vote_was_struck_has_none_left_and_is_not_counted() -> None:
    def found(*choices: VoteChoice, quorum: int = 0) -> Count | None:
        votes = ballots(*choices)
        return counted(ItemClosing.VOTED, SEATS, present=SEATS, ballots=votes, spent={4}, quorum=quorum)

    assert found(FOR, FOR, AGAINST) == Count(ItemOutcome.CARRIED, 3, 2, 1, 0)
    assert found(FOR, FOR, FOR, quorum=4) == Count(ItemOutcome.NO_QUORUM, 3, 3, 0, 0)


def test_too_few_heads_carry_nothing() -> None:
    assert count(FOR, FOR, FOR, quorum=5) == Count(ItemOutcome.NO_QUORUM, 4, 3, 0, 0)
    assert count(closing=ItemClosing.CONSENSUS, present=()) == Count(ItemOutcome.NO_QUORUM, 0, 0, 0, 0)


def test_consensus_is_that_nobody_objects() -> None:
    assert count(FOR, ABSTAIN, closing=ItemClosing.CONSENSUS) == Count(ItemOutcome.AGREED, 4, 1, 0, 1)
    with pytest.raises(Objected):
        count(FOR, AGAINST, closing=ItemClosing.CONSENSUS)


def test_what_is_not_put_to_the_room_comes_to_nothing() -> None:
    assert count(FOR, AGAINST, closing=ItemClosing.NOTED) is None


def test_a_seat_votes_once_for_whoever_is_there() -> None:
    assert seat_of(SEATS, person=200, organ=None, voted=()) is SEATS[1]
    with pytest.raises(AlreadyVoted):
        seat_of(SEATS, person=200, organ=None, voted={2})


@pytest.mark.parametrize(("person", "organ"), [(None, None), (999, None), (200, 10), (500, None)])
def test_whoever_is_there_for_no_such_organ_has_no_vote(person: int | None, organ: int | None) -> None:
    seats = (*SEATS, Seat(5, 50, 500, votes=False), Seat(6, 60, None))
    with pytest.raises(SeatMissing):
        seat_of(seats, person=person, organ=organ, voted=())


def test_whoever_is_there_for_several_says_for_which() -> None:
    seats = (*SEATS, Seat(5, 50, 200))
    with pytest.raises(SeatUnclear):
        seat_of(seats, person=200, organ=None, voted=())
    assert seat_of(seats, person=200, organ=50, voted={2}) is seats[4]
