"""What every field can reach: the caller, and batch functions that answer for many parents at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from resolvers.caller import Caller

Key = TypeVar("Key")
Answer = TypeVar("Answer")


@dataclass(slots=True)
class Context:
    """One request: its caller, and one loader for each batch function used; never shared between requests."""

    caller: Caller
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
