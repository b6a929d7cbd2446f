"""Acts that meet at one lock, in an order that the test says."""

from asyncio import create_task, gather, sleep
from collections.abc import Coroutine
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


async def queueing(engine: AsyncEngine, held: str, *acts: Coroutine[Any, Any, Any]) -> list[Any]:
    """Do acts in this order that all have looked already at what they look at before they wait for what is held.

    Args:
        engine: of the database.
        held: a statement that locks the rows for which each of the acts waits.
        acts: in the order in which they come to the lock.
    """
    tasks = []
    async with engine.begin() as holder:
        await holder.execute(text(held))
        for act in acts:
            tasks.append(create_task(act))
            while await _waiting(engine) < len(tasks):  # noqa: ASYNC110  (no event tells of another backend)
                await sleep(0.01)
    return await gather(*tasks)


async def _waiting(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text(WAITING))).scalar_one())
