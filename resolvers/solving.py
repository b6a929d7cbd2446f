"""Work of the solver, beside the requests: whoever gives up waiting for it, or goes away, ends it."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from allocation.stopping import Stop, waited_for

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


async def solved(function: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
    """Return what the function answers in a thread; if the wait is cancelled, its solver stops soon, for nobody."""
    gone = Stop()
    try:
        with waited_for(gone):
            return await asyncio.to_thread(function, *given, **named)
    except asyncio.CancelledError:
        gone.want()
        raise
