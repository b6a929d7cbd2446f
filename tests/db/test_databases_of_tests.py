"""The databases that the other tests stand on: migrated, empty, and never seen by the next test."""

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from db.embedded import EmbeddedPostgres
from tests.conftest import SHARED

twice = pytest.mark.parametrize("run", [1, 2])


@twice
async def test_a_test_that_commits_has_a_migrated_database_of_its_own(engine: AsyncEngine, run: int) -> None:
    async with engine.begin() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
        await connection.execute(text("CREATE TABLE left_by_a_test AS SELECT CAST(:run AS int) AS run"), {"run": run})


@twice
async def test_a_session_may_commit_and_yet_leaves_nothing(
    session: AsyncSession, postgres: EmbeddedPostgres, run: int
) -> None:
    connection = await session.connection()
    await connection.execute(text("CREATE TABLE left_by_a_session AS SELECT CAST(:run AS int) AS run"), {"run": run})
    await session.commit()
    assert await (await session.connection()).scalar(text("SELECT run FROM left_by_a_session")) == run
    outside = await asyncpg.connect(postgres.dsn(SHARED))
    try:
        assert await outside.fetchval("SELECT to_regclass('left_by_a_session')") is None
    finally:
        await outside.close()


async def test_a_session_goes_on_after_a_refused_statement(session: AsyncSession) -> None:
    with pytest.raises(ProgrammingError):
        await (await session.connection()).execute(text("SELECT no_such_column"))
    await session.rollback()
    assert await (await session.connection()).scalar(text("SELECT 1")) == 1
