"""What SQL as the service's role tried and must not get: each attack here once went through, or came near it."""

from datetime import date, datetime

import asyncpg
import pytest
from asyncpg.exceptions import InsufficientPrivilegeError, PostgresError
from sqlalchemy import text

from db.tables.columns import metadata
from db.wall import Passport, set_key
from terms.acts import Act
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.conftest import Walled
from tests.db.wall_scene import enter, owner, service

__all__ = ["owner", "service"]

TODAY: date = datetime.now(COUNTY_TIME).date()
ACTOR = "county-of-the-test"
OPEN_TO_WRITE = [table.name for table in metadata.sorted_tables if table.schema is None]
NO_GRANT = {"rule_floors", "counties", "fact_moments", "audit_links", "audit_head", "person_versions"}
WAYS = {"nobody": None, "who reads": Passport(on=TODAY, role=Role.COUNTY, principal=ACTOR)}


EVIL = """CREATE FUNCTION pg_temp.evil() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN EXECUTE 'GRANT USAGE ON SCHEMA sealed TO zones_api'; RETURN NEW; END $$"""


async def version(owner: asyncpg.Connection) -> int:
    """Return the version of the facts."""
    found: int = await owner.fetchval("SELECT version FROM fact_clock")
    return found


@pytest.mark.parametrize("who", WAYS)
async def test_writing_is_refused_before_any_guard_looks_even_at_nothing(
    service: asyncpg.Connection, owner: asyncpg.Connection, who: str
) -> None:
    before, passport, told = await version(owner), WAYS[who], {}
    for table in OPEN_TO_WRITE:
        column = await owner.fetchval(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = ''"
            " AND attgenerated = '' ORDER BY attnum LIMIT 1",
            table,
        )
        for statement in (
            f"UPDATE {table} SET {column} = {column} WHERE false",
            f"INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false",
        ):
            transaction = service.transaction()
            await transaction.start()
            if passport is not None:
                await enter(service, passport)
            try:
                told[statement] = str(await service.execute(statement))
            except PostgresError as error:
                told[statement] = str(error.sqlstate)
            await transaction.rollback()
    reached = {statement for statement, code in told.items() if code not in {"ZB031", "42501"}}
    noted = {"INSERT INTO audit_entries"} if passport is not None else set()
    assert {" ".join(statement.split()[:3]) for statement in reached} == noted
    assert len([code for code in told.values() if code == "ZB031"]) > len(OPEN_TO_WRITE)
    assert await version(owner) == before


async def test_the_key_of_the_decoys_is_not_guessed_bit_by_bit(service: asyncpg.Connection) -> None:
    asked = (
        "INSERT INTO unsealed.decoy_key AS d (singleton, key) VALUES (true, decode(repeat('00', 32), 'hex'))"
        " ON CONFLICT (singleton) DO UPDATE SET singleton = true WHERE d.key >= decode($1, 'hex')"
    )
    for bound in ("00", "80", "ff"):
        with pytest.raises(PostgresError, match="does not open for this role"):
            await service.execute(asked, bound)


async def test_a_table_of_ones_own_does_not_stand_before_the_guards(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    for statement in (
        "CREATE TEMP TABLE fact_clock (LIKE public.fact_clock)",
        "INSERT INTO pg_temp.fact_clock SELECT true, 1",
        EVIL,
        "CREATE TRIGGER mine BEFORE UPDATE ON pg_temp.fact_clock FOR EACH ROW EXECUTE FUNCTION pg_temp.evil()",
        "CREATE TRIGGER too BEFORE UPDATE ON pg_temp.fact_clock FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.evil()",
    ):
        await service.execute(statement)  # a clone lets temporary tables be made; see the next test
    before = await version(owner)
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.COUNTY, principal=ACTOR), "RECORD_FACTS", judging=True)
        await service.execute("UPDATE public.interests SET superseded_at = now() WHERE false")
    assert await version(owner) == before + 1
    assert not await owner.fetchval("SELECT has_schema_privilege('zones_api', 'sealed', 'USAGE')")
    assert await service.fetchval("SELECT count(*) FROM pg_temp.fact_clock WHERE version = 1") == 1


async def test_who_has_the_key_set_lets_nobody_make_temporary_tables(county: str, service: asyncpg.Connection) -> None:
    await set_key(county, "another-key-of-the-tests-opens-the-wall")
    with pytest.raises(InsufficientPrivilegeError, match="temporary"):
        await service.execute("CREATE TEMP TABLE mine (id int)")


@pytest.mark.parametrize(
    ("actor", "act", "role"),
    [
        ("somebody-else", "APPROVE", "COUNTY"),
        (ACTOR, "APPROVE", "AUDITOR"),
        (ACTOR, "APPROVE", None),
        ("service", "APPROVE", None),
        ("service", "SUSPEND", "COUNTY"),
        ("command line", "INIT", None),
    ],
)
async def test_nobody_adds_a_line_to_the_trail_in_anothers_name(
    service: asyncpg.Connection, actor: str, act: str, role: str | None
) -> None:
    line = "INSERT INTO audit_entries (actor, act, object_type, detail, role) VALUES ($1, $2, '', '{}', $3)"
    for judging in (False, True):
        transaction = service.transaction()
        await transaction.start()
        await enter(service, Passport(on=TODAY, role=Role.COUNTY, principal=ACTOR), judging=judging)
        assert await service.execute(line, ACTOR, "APPROVE", "COUNTY") == "INSERT 0 1"
        with pytest.raises(InsufficientPrivilegeError, match="row-level security"):
            await service.execute(line, actor, act, role)
        await transaction.rollback()


async def test_no_cursor_and_no_setting_outlives_its_transaction_on_a_pooled_connection(county: str) -> None:
    database = Walled(county)
    caller = database.showing(lambda: Passport(on=TODAY, role=Role.COUNTY, principal=ACTOR))
    async with caller.judging(Act.SCREEN) as session:
        for statement in (
            "DECLARE kept CURSOR WITH HOLD FOR SELECT person_id FROM unsealed.informants",
            "SET search_path = pg_catalog",
        ):
            await session.exec(text(statement))  # type: ignore[call-overload]
        first = await (await session.connection()).scalar(text("SELECT pg_backend_pid()"))
        await session.commit()
    async with caller.reading() as session:
        connection = await session.connection()
        assert await connection.scalar(text("SELECT pg_backend_pid()")) == first
        assert await connection.scalar(text("SELECT count(*) FROM pg_cursors WHERE name = 'kept'")) == 0
        assert await connection.scalar(text("SHOW search_path")) == "public"
    await database.close()


async def test_nothing_is_gathered_of_sealed_values_for_the_planner_to_tell(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    await owner.execute("ANALYZE")
    assert await owner.fetchval("SELECT count(*) FROM pg_stats WHERE schemaname = 'public'") > 0
    assert await owner.fetchval("SELECT count(*) FROM pg_stats WHERE schemaname = 'sealed'") == 0
    with pytest.raises(InsufficientPrivilegeError):
        await service.fetch("SELECT n_live_tup FROM pg_stat_all_tables WHERE relname = 'informants'")


async def test_facts_about_a_case_against_her_are_closed_to_whoever_records_facts(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    party = await owner.fetchrow(
        "SELECT case_id, person_id FROM case_parties WHERE role = 'SUBJECT' AND person_id IS NOT NULL LIMIT 1"
    )
    assert party is not None
    case, subject = party
    await owner.execute(
        "INSERT INTO interests (person_id, case_id, kind, note, origin, during)"
        " VALUES ($1, $2, 'OTHER', 'x', 'ASSERTED', '(,)')",
        subject,
        case,
    )
    seen = {}
    for person in (subject, None):
        async with service.transaction():
            await enter(service, Passport(on=TODAY, role=Role.RECUSAL_OFFICER, person=person))
            seen[person] = await service.fetchval("SELECT count(*) FROM interests WHERE case_id = $1", case)
    assert seen == {subject: 0, None: 1}
