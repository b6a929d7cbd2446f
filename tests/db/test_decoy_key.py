"""The secret of the decoys: made once by whoever asks first, and kept as it is."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from db.decoy_key import LENGTH, decoy_key
from db.session import Database, sql_state


async def test_all_who_ask_at_the_same_time_have_one_secret_that_is_none_of_another_county(database: str) -> None:
    county = Database(database)
    keys = await asyncio.gather(*(county.deciding(decoy_key) for _ in range(8)))
    assert len(set(keys)) == 1
    assert len(keys[0]) == LENGTH
    assert keys[0] != bytes(LENGTH)
    assert await county.deciding(decoy_key) == keys[0]
    await county.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE sealed.decoy_key SET key = sha256('x')", "DELETE FROM sealed.decoy_key", "TRUNCATE sealed.decoy_key"],
)
async def test_nobody_changes_the_secret_for_that_would_tell_old_decoys_from_what_is_known(
    session: AsyncSession, statement: str
) -> None:
    kept = await decoy_key(session)
    with pytest.raises(DBAPIError) as refused:
        async with session.begin_nested():
            await (await session.connection()).execute(text(statement))
    assert sql_state(refused.value) == "ZB011"
    assert await decoy_key(session) == kept
