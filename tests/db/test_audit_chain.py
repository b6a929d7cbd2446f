"""The chain over the audit trail holds however many write at once, whoever dies, and whatever was there before it."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.invariants import violations
from db.migrate import migrate
from db.session import Database
from db.wall import API_ROLE
from tests.db.audit_scene import ACTS, CLERK, Trail
from tests.db.guard_scene import Attacker, refused, tried

WRITERS = 10


async def act(session: AsyncSession, name: str) -> None:
    record(session, actor=CLERK, act=name, object_type="proposals", object_id=1)
    await session.flush()


async def test_an_entry_says_who_for_whom_from_where_on_what_knowledge_and_with_what_result(
    engine: AsyncEngine,
) -> None:
    trail = Trail(engine)
    await trail.write(2)
    told = "actor, role, on_behalf_of, zones, organ_id, origin, knowledge, result, act, object_type, object_id, detail"
    async with engine.connect() as connection:
        rows = (await connection.execute(text(f"SELECT {told} FROM audit_entries ORDER BY id"))).all()
        version = (await connection.execute(text("SELECT version FROM fact_clock"))).scalar_one()
    assert [tuple(row) for row in rows] == [
        ("service", None, None, None, None, "", version, "READ", "SUSPEND", "proposals", None, {}),
        (
            *("token:clerk", "COORDINATOR", 7, [1, 2], 3, "api 10.0.0.9", version, "DONE", "APPROVE", "proposals", 1),
            {"reason": "略", "number": 1},
        ),
    ]


async def test_the_moment_and_the_knowledge_are_the_databases_whoever_writes(attacker: Attacker) -> None:
    made = await attacker.value(
        "INSERT INTO audit_entries (at, knowledge, actor, act, object_type, detail)"
        " VALUES ('2001-01-01', -5, 'a', 'b', 'c', '{}')"
        " RETURNING at > now() - interval '1 minute' AND knowledge = (SELECT version FROM fact_clock)"
    )
    assert made is True


async def test_ten_writers_at_once_neither_fork_the_chain_nor_wait_for_each_other_for_ever(database: str) -> None:
    """Every other one is undone at its end, and leaves no place in the chain."""
    shared = Database(database, pool_size=WRITERS)

    async def writer(number: int) -> None:
        for turn in range(5):

            async def work(session: AsyncSession, name: str = f"{number}.{turn}") -> None:
                await act(session, name)
                await asyncio.sleep(0)
                await act(session, name)
                if int(name[-1]) % 2:
                    raise ZeroDivisionError

            try:
                await shared.deciding(work)
            except ZeroDivisionError:
                continue

    await asyncio.gather(*(writer(number) for number in range(WRITERS)))
    trail = Trail(shared.engine)
    found = await trail.verified(await trail.head())
    assert (found.entries, found.proved, found.faults) == (WRITERS * 3 * 2, 1, [])
    async with shared.reading() as session:
        assert await violations(session) == []
        together = text(
            "SELECT count(*) FROM audit_links AS l JOIN audit_entries AS e ON e.id = l.entry_id"
            " JOIN audit_links AS n ON n.sequence = l.sequence + 1 JOIN audit_entries AS f ON f.id = n.entry_id"
            " WHERE l.sequence % 2 = 1 AND e.act = f.act"
        )
        counted = (await session.exec(together)).one()  # type: ignore[call-overload]
        assert counted[0] == WRITERS * 3
    await shared.close()


async def test_the_order_of_the_chain_is_the_order_of_the_commits(engine: AsyncEngine) -> None:
    first, second = AsyncSession(engine), AsyncSession(engine)
    await act(first, "BEGAN_FIRST")
    await act(second, "COMMITTED_FIRST")
    await second.commit()
    await first.commit()
    async with engine.connect() as connection:
        asked = "SELECT e.act FROM audit_links AS l JOIN audit_entries AS e ON e.id = l.entry_id ORDER BY l.sequence"
        assert list((await connection.execute(text(asked))).scalars()) == ["COMMITTED_FIRST", "BEGAN_FIRST"]
    await first.close()
    await second.close()
    assert (await Trail(engine).verified()).faults == []


async def test_an_act_of_many_entries_is_linked_in_their_order_whatever_was_undone_within_it(
    attacker: Attacker, engine: AsyncEngine
) -> None:
    entry = "INSERT INTO audit_entries (actor, act, object_type, detail) SELECT '', $1, '', '{}'"
    entry += " FROM generate_series(1, 100)"
    async with attacker.sql.transaction():
        await attacker.sql.execute(entry, "FIRST")
        undone = attacker.sql.transaction()
        await undone.start()
        await attacker.sql.execute(entry, "UNDONE")
        await undone.rollback()
        async with attacker.sql.transaction():
            await attacker.sql.execute(entry, "WITHIN")
        await attacker.sql.execute(entry, "LAST")
    trail = Trail(engine)
    found = await trail.verified(await trail.head())
    assert (found.entries, found.proved, found.faults) == (300, 1, [])
    order = "SELECT array_agg(entry_id ORDER BY sequence) = array_agg(entry_id ORDER BY entry_id) FROM audit_links"
    assert await attacker.value(order) is True


async def test_a_writer_that_dies_while_it_commits_leaves_the_chain_whole_and_free(
    database: str, engine: AsyncEngine
) -> None:
    trail = Trail(engine)
    await trail.write(4)
    dying = await asyncpg.connect(database.replace("+asyncpg", ""))
    await dying.execute("BEGIN")
    await dying.execute("INSERT INTO audit_entries (actor, act, object_type, detail) VALUES ('', 'DIED', '', '{}')")
    await dying.execute("SET CONSTRAINTS ALL IMMEDIATE")  # linked, and the head is locked
    ended = text("SELECT pg_terminate_backend(:backend)")
    backend = await dying.fetchval("SELECT pg_backend_pid()")
    waiting = asyncio.create_task(trail.write(2))
    async with engine.connect() as connection:
        await connection.execute(ended, {"backend": backend})
    await waiting
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await dying.execute("COMMIT")
    found = await trail.verified(await trail.head())
    assert (found.entries, found.faults) == (6, [])


async def test_entries_links_and_head_are_never_altered_deleted_or_emptied(attacker: Attacker) -> None:
    await attacker.sql.execute(
        "INSERT INTO audit_entries (actor, act, object_type, detail) VALUES ('a', 'b', 'c', '{}')"
    )
    for table, change in (
        ("audit_entries", "detail = '{}'"),
        ("audit_links", "hash = previous"),
        ("audit_head", "hash = repeat('a', 64)"),
        ("audit_head", "sequence = 0, hash = repeat('0', 64)"),
        ("audit_head", "sequence = sequence + 1"),
        ("sealed.look_keys", "key = ''"),
    ):
        await refused(attacker, tried(attacker, f"UPDATE {table} SET {change}"), by="append_only")
        await refused(attacker, tried(attacker, f"DELETE FROM {table}"), by="append_only")
        await refused(attacker, tried(attacker, f"TRUNCATE {table} CASCADE"), by="append_only")


async def test_whoever_may_only_write_entries_gets_them_linked_and_can_touch_nothing_else(
    attacker: Attacker, engine: AsyncEngine
) -> None:
    entry = "INSERT INTO audit_entries (actor, act, object_type, detail) VALUES ('a', 'b', 'c', '{}')"
    try:
        await attacker.sql.execute(f"SET ROLE {API_ROLE}")
        await attacker.sql.execute(entry)
        for statement in (
            "INSERT INTO audit_links VALUES (9, 9, repeat('0', 64), repeat('0', 64))",
            "UPDATE audit_head SET sequence = 0",
            "SELECT key FROM sealed.look_keys",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await attacker.sql.execute(statement)
    finally:
        await attacker.sql.execute("RESET ROLE")
    found = await Trail(engine).verified()
    assert (found.entries, found.faults) == (1, [])


async def test_what_was_written_before_the_chain_is_linked_in_the_order_of_its_keys(
    database: str, engine: AsyncEngine
) -> None:
    trail = Trail(engine)
    await trail.write()
    await migrate(database, "0002")
    await migrate(database)
    async with engine.connect() as connection:
        same = "SELECT count(*) FROM audit_links WHERE sequence = entry_id"
        assert (await connection.execute(text(same))).scalar_one() == ACTS
        old = "SELECT count(*) FROM audit_entries WHERE knowledge IS NULL AND role IS NULL AND result = 'DONE'"
        assert (await connection.execute(text(old))).scalar_one() == ACTS
    await trail.write(2)
    found = await trail.verified(await trail.head())
    assert (found.entries, found.faults) == (ACTS + 2, [])
