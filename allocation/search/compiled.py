"""Compiles a function of arrays and whole numbers; as plain Python it gives the same, only slower."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def compiled(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return the function compiled when it is first called, and kept on disk where that can be written."""
    try:
        done: Callable[Arguments, Result] = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no place to keep it: compiled anew in every process
        done = numba.njit(nogil=True)(function)
    return done
