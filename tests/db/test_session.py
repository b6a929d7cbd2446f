"""The door to the database: what an error of it may repeat."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from db.session import Database


async def test_an_error_that_may_be_logged_repeats_no_value_that_was_sent(shared: str) -> None:
    database = Database(shared)
    with pytest.raises(ProgrammingError, match="nowhere") as raised:
        async with database.reading() as session:
            await (await session.connection()).execute(text("SELECT :who FROM nowhere"), {"who": "王知情"})
    await database.close()
    assert "王知情" not in str(raised.value)
