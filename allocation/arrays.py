"""Arrays of whole numbers: the types, and the three ways in which they are made."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Whole: TypeAlias = npt.NDArray[np.int64]
Small: TypeAlias = npt.NDArray[np.int16]
Flags: TypeAlias = npt.NDArray[np.bool_]


def whole(values: Iterable[int]) -> Whole:
    """Return the numbers as an array of 64 bits each."""
    return np.asarray(list(values), dtype=np.int64)


def flags(values: Iterable[bool]) -> Flags:
    """Return the truth values as an array."""
    return np.asarray(list(values), dtype=np.bool_)


def rows_of(counts: Sequence[int]) -> Whole:
    """Return where rows that lie one after the other begin, and where the last ends."""
    return np.concatenate((whole([0]), np.cumsum(whole(counts))))
