"""A set made so small that nothing can be left out of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def shrunk(items: Sequence[Item], still: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Leave out what can be left out while ``still`` holds, half of all first, then single ones.

    Of what is left nothing can be left out, if ``still`` holds of a set whenever it holds of a part of it.
    """
    kept, size = list(items), max(1, len(items) // 2)
    while size:
        start = 0
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            if still(fewer):
                kept = fewer
            else:
                start += size
        size //= 2
    return kept
