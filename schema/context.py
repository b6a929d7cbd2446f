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

    async def load(self, batch: Callable[[Caller, Sequence[Key]], Awaitable[Sequence[Answer]]], key: Key) -> Answer:
        """Return the batch function's answer for one key; all keys of a level go in one call, in their order.

        A field that is given up, as its sibling was refused, takes the answer from no other field that waits for it.
        """
        loader = self._loaders.get(batch)
        if loader is None:
            loader = DataLoader(load_fn=partial(_in_order, batch, self.caller))
            self._loaders[batch] = loader
        answer: Answer = await asyncio.shield(loader.load(key))
        return answer

    def forget(self) -> None:
        """Forget what was loaded; called after an act, so that its payload and the next act see what it changed."""
        self._loaders.clear()


async def _in_order(
    batch: Callable[[Caller, Sequence[Key]], Awaitable[Sequence[Answer]]], caller: Caller, keys: list[Key]
) -> list[Answer]:
    return list(await batch(caller, keys))


Info: TypeAlias = strawberry.Info[Context, None]
