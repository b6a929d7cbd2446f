"""A set made so small that nothing can be left out of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def shrunk(items: Sequence[Item], still: Callable[[Sequence[Item]], bool | None]) -> tuple[list[Item], bool]:
    """Leave out what can be left out while ``still`` holds, half of all first, then single ones.

    Of what is left nothing can be left out, if ``still`` holds of a set whenever it holds of a part of it. Whether that
    is proven is returned beside: not if ``still`` did not know (None) of one that was left out alone.
    """
    kept, size, proven = list(items), max(1, len(items) // 2), True
    while size:
        start, proven = 0, True
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            holds = still(fewer)
            if holds:
                kept = fewer
            else:
                start += size
                proven = proven and holds is not None
        size //= 2
    return kept, proven
