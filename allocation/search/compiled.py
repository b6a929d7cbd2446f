"""Compiles a function of arrays and whole numbers; as plain Python it gives the same, only slower."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar

import numba

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_HERE = Path(__file__).parent
_SOURCES = sha256(b"".join(path.read_bytes() for path in sorted(_HERE.glob("*.py")))).hexdigest()
# numba looks only at a function's own file, yet the compiled code holds what it calls in other files, too.
numba.config.CACHE_DIR = str(_HERE / "__pycache__" / f"compiled-{_SOURCES[:16]}")  # type: ignore[attr-defined]


def compiled(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return the function compiled when it is first called, and kept on disk where that can be written."""
    try:
        done: Callable[Arguments, Result] = numba.njit(cache=True, nogil=True)(function)
    except (RuntimeError, OSError):  # no place to keep it: compiled anew in every process
        done = numba.njit(nogil=True)(function)
    return done
