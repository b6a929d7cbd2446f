"""Fields that share an answer of one batch, where one of them is given up."""

import asyncio
from collections.abc import Sequence

from resolvers.caller import Caller
from schema.context import Context
from terms.roles import Role
from tests.api.asking import Asking


async def test_a_field_that_is_given_up_takes_the_answer_from_nobody(asking: Asking) -> None:
    context, asked = Context(await asking.caller(Role.COUNTY)), asyncio.Event()

    async def doubled(_: Caller, keys: Sequence[int]) -> list[int]:
        await asked.wait()
        return [2 * key for key in keys]

    given_up, other = (asyncio.create_task(context.load(doubled, 21)) for _ in range(2))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.sleep(0)
    asked.set()
    assert await other == 42
    assert given_up.cancelled()
