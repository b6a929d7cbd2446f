"""The door to the database: what an error of it may repeat, and how much of it one request takes."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.session import AT_ONCE, Database
from db.wall import Passport


async def test_an_error_that_may_be_logged_repeats_no_value_that_was_sent(shared: str) -> None:
    database = Database(shared)
    try:
        with pytest.raises(DBAPIError, match="division by zero") as raised:
            await divide_by_zero(database, who="王知情")
    finally:
        await database.close()
    assert "王知情" not in str(raised.value)


async def divide_by_zero(database: Database, *, who: str) -> None:
    async with database.reading() as session:
        connection = await session.connection()
        await connection.execute(text("SELECT 1 / 0, CAST(:who AS text)"), {"who": who})


async def test_one_request_with_many_fields_leaves_connections_to_others(shared: str) -> None:
    database = Database(shared, pool_size=3)  # and three more, and fields enough to take all six
    greedy, other = (database.showing(lambda: Passport(on=date(2026, 3, 10))) for _ in range(2))
    taken, most, let_go = 0, 0, asyncio.Event()

    async def field() -> None:
        nonlocal taken, most
        async with greedy.reading() as session:
            await session.connection()
            taken += 1
            most = max(most, taken)
            await let_go.wait()
            taken -= 1

    fields = [asyncio.ensure_future(field()) for _ in range(10)]
    try:
        async with asyncio.timeout(10), other.reading() as session:
            await session.connection()
    finally:
        let_go.set()
        await asyncio.gather(*fields)
        await database.close()
    assert most == AT_ONCE
