"""Placing people in rooms, where nobody is in two: how many are left for one room when the others have their quorum."""

from collections.abc import Collection, Sequence


def left_for(room: Collection[int], others: Sequence[Collection[int]], *, quorum: int) -> int:
    """Return how many people can be in a room while each other one has its quorum, as far as it can.

    Args:
        room: the people who can be in it.
        others: those who can be in each other room.
        quorum: how many each other room needs.
    """
    rooms = [*others, room]
    placed: dict[int, int] = {}  # person: room, by its place in the list
    for other in range(len(others)):
        for _ in range(quorum):
            _place(other, rooms, placed, set())
    count = 0
    while _place(len(others), rooms, placed, set()):
        count += 1
    return count


def _place(room: int, rooms: Sequence[Collection[int]], placed: dict[int, int], tried: set[int]) -> bool:
    """Put one more person into a room, moving others between rooms where that helps; tell whether it could be done."""
    for person in sorted(rooms[room]):
        if person in tried or placed.get(person) == room:
            continue
        tried.add(person)
        if person not in placed or _place(placed[person], rooms, placed, tried):
            placed[person] = room
            return True
    return False
