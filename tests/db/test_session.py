"""The door to the database: what an error of it may repeat."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.session import Database


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
