"""The service's own role on a demo county, and the owner beside it."""

from collections.abc import AsyncIterator

import asyncpg
from pytest_asyncio import fixture
from sqlalchemy import make_url

from db.wall import API_ROLE, Passport
from terms.matrix import MATRIX
from tests.conftest import WALL_KEY

ENTER = "SELECT wall.enter($1, $2::jsonb, $3, $4)"


@fixture
async def service(county: str) -> AsyncIterator[asyncpg.Connection]:
    """Give a connection to a demo county as the service's role, and nothing else."""
    url = make_url(county)
    connection = await asyncpg.connect(host=str(url.query["host"]), database=url.database, user=API_ROLE)
    yield connection
    await connection.close()


@fixture
async def owner(county: str) -> AsyncIterator[asyncpg.Connection]:
    """Give the owner's connection to the same county."""
    url = make_url(county)
    connection = await asyncpg.connect(host=str(url.query["host"]), database=url.database, user=url.username)
    yield connection
    await connection.close()


async def enter(connection: asyncpg.Connection, passport: Passport, *acts: str, judging: bool = False) -> None:
    """Begin as somebody; to judge, for the acts that are named, or for all that her role has."""
    hers = [act.value for act in MATRIX[passport.role]] if passport.role and judging else []
    await connection.execute(ENTER, WALL_KEY, passport.text(), judging, list(acts) or hers)
