"""What SQL as the service's role, or as the owner, must not do with a seed: see it early, choose it, use it twice."""

import asyncio
from datetime import date, datetime
from hashlib import sha256

import asyncpg
import pytest
from asyncpg.exceptions import InsufficientPrivilegeError, PostgresError
from sqlalchemy import make_url

from db.wall import API_ROLE, Passport
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.db.wall_scene import enter, owner, service

__all__ = ["owner", "service"]

TODAY: date = datetime.now(COUNTY_TIME).date()
CLERK = Passport(on=TODAY, role=Role.COUNTY, principal="clerk")
COUNTY = "(SELECT min(id) FROM counties)"
COMMIT = f"SELECT wall.commit_seed({COUNTY}, 'clerk')"
REVEAL = f"SELECT * FROM wall.reveal_seed({COUNTY})"
RUN = (
    "INSERT INTO allocation_runs (county_id, principal, key, request, problem, problem_salt, problem_hash, seed,"
    " facts_version, levels, shortages, seed_commitment_id, seed_salt, open_hash, frozen_at)"
    f" SELECT {COUNTY}, 'clerk', 'run ' || (SELECT count(*) FROM allocation_runs), '{{}}', '{{}}', '', '', $1, version,"
    " '[]', '[]', $2, $3, $4, transaction_timestamp() FROM fact_clock"
)


async def committed(connection: asyncpg.Connection, times: int = 1) -> list[int]:
    """Commit to seeds as the clerk, each in its transaction, and return the keys of the commitments."""
    made = []
    for _ in range(times):
        async with connection.transaction():
            await enter(connection, CLERK, judging=True)
            made.append(int(await connection.fetchval(COMMIT)))
    return made


async def revealed(connection: asyncpg.Connection) -> tuple[int, int, str]:
    """Reveal the oldest seed: the key of its commitment, the seed, and its salt."""
    row = await connection.fetchrow(REVEAL)
    assert row is not None
    return row["commitment_id"], row["seed"], row["salt"]


async def test_a_seed_is_drawn_in_the_database_and_told_by_its_hash_alone(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    keys = await committed(service, 3)
    rows = await owner.fetch(
        "SELECT c.*, s.seed, s.salt FROM seed_commitments AS c JOIN wall.seeds AS s ON s.commitment_id = c.id"
        " ORDER BY c.id"
    )
    assert [row["id"] for row in rows] == keys
    assert len({row["seed"] for row in rows}) == len({row["salt"] for row in rows}) == 3
    for row in rows:
        assert 0 <= row["seed"] < 2**63
        assert row["commitment"] == sha256(f"{row['seed']}|{row['salt']}".encode()).hexdigest()
        assert (row["committed_by"], row["revealed_at"]) == ("clerk", None)


@pytest.mark.parametrize(
    "statement", ["SELECT * FROM wall.seeds", "UPDATE wall.seeds SET seed = 1", "TABLE wall.seeds"]
)
async def test_the_services_role_never_looks_at_seeds(service: asyncpg.Connection, statement: str) -> None:
    await committed(service)
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        with pytest.raises(InsufficientPrivilegeError):
            await service.execute(statement)


@pytest.mark.parametrize("statement", [COMMIT, REVEAL])
@pytest.mark.parametrize(
    ("passport", "judging"),
    [(None, False), (CLERK, False), (Passport(on=TODAY, role=Role.CLUE_OFFICE, principal="clerk"), True)],
)
async def test_nobody_commits_or_reveals_but_who_proposes_or_edits(
    service: asyncpg.Connection, statement: str, passport: Passport | None, *, judging: bool
) -> None:
    await committed(service)
    async with service.transaction():
        if passport is not None:
            await enter(service, passport, judging=judging)
        with pytest.raises(PostgresError, match="does not open for this role"):
            await service.execute(statement)


async def test_nobody_commits_in_anothers_name(service: asyncpg.Connection, owner: asyncpg.Connection) -> None:
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        with pytest.raises(PostgresError, match="does not open for this role"):
            await service.execute(f"SELECT wall.commit_seed({COUNTY}, 'somebody else')")
    assert await owner.fetchval("SELECT count(*) FROM seed_commitments") == 0


async def test_a_seed_is_not_revealed_in_the_transaction_that_committed_to_it(service: asyncpg.Connection) -> None:
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        await service.execute(COMMIT)
        assert await service.fetch(REVEAL) == []


async def test_seeds_are_revealed_in_order_and_each_once(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    keys = await committed(service, 2)
    found = []
    for _ in range(3):
        async with service.transaction():
            await enter(service, CLERK, judging=True)
            found += [row["commitment_id"] for row in await service.fetch(REVEAL)]
    assert found == keys
    assert await owner.fetchval("SELECT count(*) FROM seed_commitments WHERE revealed_at IS NULL") == 0


async def test_of_many_at_once_none_has_the_seed_of_another(county: str, service: asyncpg.Connection) -> None:
    keys = await committed(service, 5)
    url, began = make_url(county), asyncio.Barrier(8)

    async def reveal() -> list[int]:
        connection = await asyncpg.connect(host=str(url.query["host"]), database=url.database, user=API_ROLE)
        async with connection.transaction():
            await enter(connection, CLERK, Act.PROPOSE.value, judging=True)
            await began.wait()
            found = [int(row["commitment_id"]) for row in await connection.fetch(REVEAL)]
            await began.wait()  # every one still holds what it has
        await connection.close()
        return found

    found = [key for each in await asyncio.gather(*(reveal() for _ in range(8))) for key in each]
    assert sorted(found) == keys


async def test_a_seed_that_was_given_back_is_the_next_ones(service: asyncpg.Connection) -> None:
    (key,) = await committed(service)
    for _ in range(2):
        transaction = service.transaction()
        await transaction.start()
        await enter(service, CLERK, judging=True)
        assert [row["commitment_id"] for row in await service.fetch(REVEAL)] == [key]
        await transaction.rollback()


@pytest.mark.parametrize("wrong", ["seed", "salt", "unrevealed", "invented", "none"])
async def test_a_run_of_the_service_has_the_seed_that_was_committed_to(
    service: asyncpg.Connection, owner: asyncpg.Connection, wrong: str
) -> None:
    await committed(service, 2)
    transaction = service.transaction()
    await transaction.start()
    await enter(service, CLERK, judging=True)
    key, seed, salt = await revealed(service)
    given = {
        "seed": (seed ^ 1, key, salt),
        "salt": (seed, key, salt[:-1]),
        "unrevealed": (seed, key + 1, salt),
        "invented": (seed, key + 9, salt),
        "none": (seed, None, None),
    }
    with pytest.raises(PostgresError, match="one that was committed to before"):
        await service.execute(RUN, *given[wrong], "asked")
    await transaction.rollback()
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        key, seed, salt = await revealed(service)
        await service.execute(RUN, seed, key, salt, "asked")
    assert await owner.fetchval("SELECT seed FROM allocation_runs") == seed


@pytest.mark.parametrize("other", ["another question", None])
async def test_a_seed_that_was_shown_answers_its_own_question_and_no_other(
    service: asyncpg.Connection, owner: asyncpg.Connection, other: str | None
) -> None:
    await committed(service)
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        key, seed, salt = await revealed(service)
        await service.execute(RUN, seed, key, salt, "asked")
    for connection in (service, owner):
        transaction = connection.transaction()
        await transaction.start()
        if connection is service:
            await enter(service, CLERK, judging=True)
        with pytest.raises(PostgresError, match="for this question alone"):
            await connection.execute(RUN, seed, key, salt, other)
        await transaction.rollback()
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        await service.execute(RUN, seed, key, salt, "asked")
    assert await owner.fetchval("SELECT count(*) FROM allocation_runs") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE seed_commitments SET revealed_at = NULL",
        "UPDATE seed_commitments SET revealed_at = now() WHERE revealed_at IS NOT NULL",
        "UPDATE seed_commitments SET revealed_at = now(), committed_by = 'x' WHERE revealed_at IS NULL",
        "DELETE FROM seed_commitments WHERE revealed_at IS NULL",
        "TRUNCATE seed_commitments CASCADE",
        "UPDATE wall.seeds SET seed = 1",
        "DELETE FROM wall.seeds",
        "TRUNCATE wall.seeds",
    ],
)
async def test_not_even_the_owner_alters_what_was_committed_to(
    service: asyncpg.Connection, owner: asyncpg.Connection, statement: str
) -> None:
    await committed(service, 2)
    async with service.transaction():
        await enter(service, CLERK, judging=True)
        key, seed, salt = await revealed(service)
        await service.execute(RUN, seed, key, salt, "asked")
    with pytest.raises(PostgresError) as error:
        await owner.execute(statement)
    assert getattr(error.value, "constraint_name", None) == "append_only"
