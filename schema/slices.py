"""Pages of lists that are worked out in memory, such as screenings, by a key of each item."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from db.reads.rows import Page, Window

Item = TypeVar("Item")


def slice_of(items: Sequence[Item], window: Window, key: Callable[[Item], int]) -> Page[Any]:
    """Return the window of the items, which are in ascending order of their whole-number key."""
    keys = [key(item) for item in items]
    if window.backwards:
        end = len(items) if window.position is None else bisect_left(keys, window.position[0])
        start = max(0, end - window.size)
    else:
        start = 0 if window.position is None else bisect_right(keys, window.position[0])
        end = min(len(items), start + window.size)
    return Page(
        rows=list(items[start:end]),
        positions=[(at,) for at in keys[start:end]],
        has_next=end < len(items),
        has_previous=start > 0,
        total=len(items),
    )
