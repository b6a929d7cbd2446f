"""What every field can reach: the caller, and batch functions that answer for many parents at once."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from resolvers.caller import Caller

Key = TypeVar("Key")
Answer = TypeVar("Answer")


Pace: TypeAlias = Callable[[asyncio.Event], AsyncGenerator[None, None]]
"""When somebody who follows something looks at it, given what is set as it may have changed."""


async def as_told(told: asyncio.Event) -> AsyncGenerator[None, None]:
    """Look whenever it is told that something may have changed; what is told during a look leads to another."""
    while True:
        await told.wait()
        told.clear()
        yield


@dataclass(slots=True)
class Context:
    """One request: its caller, and one loader for each batch function used; never shared between requests."""

    caller: Caller
    pace: Pace = as_told
    """When she looks, where she follows something."""
    _loaders: dict[Callable[..., Any], DataLoader[Any, Any]] = field(default_factory=dict)
    _running: set[asyncio.Future[Any]] = field(default_factory=set)

    async def load(self, batch: Callable[[Caller, Sequence[Key]], Awaitable[Sequence[Answer]]], key: Key) -> Answer:
        """Return the batch function's answer for one key; all keys of a level go in one call, in their order.

        A field that is given up, as its sibling was refused, takes the answer from no other field that waits for it.
        """
        loader = self._loaders.get(batch)
        if loader is None:
            loader = DataLoader(load_fn=partial(self._in_order, batch))
            self._loaders[batch] = loader
        answer: Answer = await asyncio.shield(loader.load(key))
        return answer

    def forget(self) -> None:
        """Forget what was loaded; called after an act, so that its payload and the next act see what it changed."""
        self._loaders.clear()

    async def looks(self, told: asyncio.Event) -> AsyncGenerator[None, None]:
        """Yield each time that whoever follows something is to look at it, with nothing remembered of the last look."""
        async with aclosing(self.pace(told)) as looks:
            async for _ in looks:
                self.forget()
                yield

    def abandon(self) -> None:
        """Stop what is still being loaded; called when the request ran out of time and nobody waits any more."""
        for task in tuple(self._running):
            task.cancel()

    async def _in_order(
        self, batch: Callable[[Caller, Sequence[Key]], Awaitable[Sequence[Answer]]], keys: list[Key]
    ) -> list[Answer]:
        loading = asyncio.ensure_future(batch(self.caller, keys))
        self._running.add(loading)
        try:
            return list(await loading)
        finally:
            self._running.discard(loading)


Info: TypeAlias = strawberry.Info[Context, None]
