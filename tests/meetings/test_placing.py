"""Nobody is in two rooms: how many are left for one, against every way of placing people."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.placing import left_for

PEOPLE = frozenset(range(1, 6))
some = st.frozensets(st.sampled_from(sorted(PEOPLE)))


def test_others_make_way_where_they_can_be_elsewhere() -> None:
    assert left_for(PEOPLE, [], quorum=3) == 5
    assert left_for(PEOPLE, [PEOPLE], quorum=3) == 2
    assert left_for({1, 2}, [PEOPLE], quorum=3) == 2
    assert left_for({1, 2}, [{1, 2, 3}], quorum=3) == 0
    assert left_for({1}, [{1, 2}, {2, 3}], quorum=1) == 1
    assert left_for({1}, [{1, 2}, {2}], quorum=1) == 0
    assert left_for((), [()], quorum=1) == 0


@settings(deadline=None)
@given(some, st.lists(some, max_size=2), st.integers(0, 3))
def test_what_is_left_is_as_much_as_any_placing_leaves(
    room: frozenset[int], others: list[frozenset[int]], quorum: int
) -> None:
    rooms = [*others, room]
    choices = [[None, *(place for place, each in enumerate(rooms) if person in each)] for person in PEOPLE]
    counts = [[placing.count(place) for place in range(len(rooms))] for placing in product(*choices)]
    filled = [sum(min(count, quorum) for count in each[:-1]) for each in counts]
    most = max(each[-1] for each, full in zip(counts, filled, strict=True) if full == max(filled))
    assert left_for(room, others, quorum=quorum) == most
