"""SQL as the service's own role: what the second wall shows and takes, whoever forgot the gate (decision 0021)."""

from datetime import datetime

import asyncpg
import pytest
from asyncpg.exceptions import InsufficientPrivilegeError, PostgresError

from db.tables.columns import metadata
from db.wall import Passport
from terms.acts import Reach
from terms.matrix import MATRIX, ZONED
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.conftest import WALL_KEY, Walled
from tests.db.wall_scene import ENTER, enter, owner, service

TODAY = datetime.now(COUNTY_TIME).date()
JUDGING: tuple[bool, list[str]] = (True, [])
SEALED = ("informants", "holds", "applicants", "decoy_key")

__all__ = ["owner", "service"]


async def counts(connection: asyncpg.Connection) -> dict[str, int]:
    """Return how many rows of each of our tables the connection sees."""
    names = [table.name for table in metadata.sorted_tables if table.schema is None]
    return {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in names}


async def test_without_a_passport_every_table_is_empty(service: asyncpg.Connection) -> None:
    assert {name: count for name, count in (await counts(service)).items() if count} == {}
    for name in SEALED:
        assert await service.fetchval(f"SELECT count(*) FROM unsealed.{name}") == 0


@pytest.mark.parametrize("name", SEALED)
@pytest.mark.parametrize("judging", [False, True])
async def test_the_sealed_schema_is_closed_to_the_services_role_whatever_it_shows(
    service: asyncpg.Connection, name: str, *, judging: bool
) -> None:
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.COUNTY), judging=judging)
        with pytest.raises(InsufficientPrivilegeError):
            async with service.transaction():
                await service.execute(f"SELECT * FROM sealed.{name}")


@pytest.mark.parametrize("role", list(Role))
async def test_nobody_who_reads_sees_a_sealed_row(
    service: asyncpg.Connection, owner: asyncpg.Connection, role: Role
) -> None:
    assert await owner.fetchval("SELECT count(*) FROM unsealed.informants") > 0
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=role))
        assert [await service.fetchval(f"SELECT count(*) FROM unsealed.{name}") for name in SEALED] == [0, 0, 0, 0]


async def test_the_rules_see_sealed_rows_while_they_judge(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.COORDINATOR), "SCREEN", judging=True)
        seen = await service.fetchval("SELECT count(*) FROM unsealed.informants")
    assert seen == await owner.fetchval("SELECT count(*) FROM sealed.informants")


async def test_a_wrong_key_opens_nothing(service: asyncpg.Connection) -> None:
    for key in ("", "wrong" * 10, WALL_KEY.upper()):
        with pytest.raises(PostgresError, match="the key does not open"):
            await service.execute(ENTER, key, Passport(on=TODAY, role=Role.COUNTY).text(), *JUDGING)


async def test_judging_for_an_act_that_the_role_lacks_is_refused(service: asyncpg.Connection) -> None:
    for role in Role:
        passport = Passport(on=TODAY, role=role)
        async with service.transaction():
            if "SCREEN" in MATRIX[role]:
                await enter(service, passport, "SCREEN", judging=True)
                assert await service.fetchval("SELECT wall.judging()")
                continue
            with pytest.raises(PostgresError, match="does not open for this role"):
                async with service.transaction():
                    await enter(service, passport, "SCREEN", judging=True)


@pytest.mark.parametrize("role", list(Role))
async def test_judging_for_no_act_is_refused_to_everybody_who_has_a_role(
    service: asyncpg.Connection, role: Role
) -> None:
    for acts in ([], None, ["NO_SUCH_ACT"], [None]):
        with pytest.raises(PostgresError, match="does not open for this role"):
            await service.execute(ENTER, WALL_KEY, Passport(on=TODAY, role=role).text(), JUDGING[0], acts)


async def test_a_forged_passport_shows_nothing(service: asyncpg.Connection) -> None:
    forged = '{"role": "COUNTY", "judging": true, "reaches": {"READ_CASES": "COUNTY"}}'
    async with service.transaction():
        await service.execute("SELECT set_config('zones.passport', $1, true)", forged)
        for seal in ("", "0" * 64):
            await service.execute("SELECT set_config('zones.seal', $1, true)", seal)
            assert await service.fetchval("SELECT count(*) FROM cases") == 0
            assert await service.fetchval("SELECT count(*) FROM unsealed.informants") == 0


async def test_a_passport_is_good_for_its_own_transaction_alone(service: asyncpg.Connection) -> None:
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.COUNTY))
        assert await service.fetchval("SELECT count(*) FROM cases") > 0
        kept = [await service.fetchval(f"SELECT current_setting('zones.{name}')") for name in ("passport", "seal")]
    assert await service.fetchval("SELECT count(*) FROM cases") == 0
    await service.execute("SELECT set_config('zones.passport', $1, false), set_config('zones.seal', $2, false)", *kept)
    assert await service.fetchval("SELECT count(*) FROM cases") == 0


async def test_what_a_passport_says_cannot_be_widened_afterwards(service: asyncpg.Connection) -> None:
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.INVESTIGATOR))
        told = await service.fetchval("SELECT current_setting('zones.passport')")
        await service.execute("SELECT set_config('zones.passport', $1, true)", told.replace('"OWN"', '"COUNTY"'))
        assert await service.fetchval("SELECT count(*) FROM cases") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM wall.secrets",
        "SELECT * FROM wall.role_acts",
        "SELECT wall.seal_of('x')",
        "SELECT barred_directly(1, 1)",
        "SELECT near_kin(1, 2)",
        "SELECT close_people(1)",
        "SELECT look_name(1, 1)",
        "UPDATE audit_entries SET actor = 'nobody'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "DELETE FROM assignments",
        "TRUNCATE cases CASCADE",
        "UPDATE rule_floors SET floor = NULL",
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        "DROP POLICY shows ON cases",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.mine (id int)",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "GRANT zones_api TO postgres",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY cases TO PROGRAM 'cat'",
    ],
)
@pytest.mark.parametrize("judging", [False, True])
async def test_the_role_may_not(service: asyncpg.Connection, statement: str, *, judging: bool) -> None:
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.COUNTY), judging=judging)
        with pytest.raises(PostgresError, match=r"permission denied|must be|may not|cannot|must have"):
            async with service.transaction():
                await service.execute(statement)


async def test_whoever_reads_writes_nothing(service: asyncpg.Connection, owner: asyncpg.Connection) -> None:
    number = await owner.fetchval("SELECT number FROM people ORDER BY id LIMIT 1")
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.COUNTY))
        for statement in (
            *(f"UPDATE {table} SET {name} = {name}" for table, name in COLUMN.items()),
            "INSERT INTO zones (county_id, code, name) VALUES (1, 'ZX', 'X')",
        ):
            with pytest.raises(PostgresError, match="does not open for this role"):
                async with service.transaction():
                    await service.execute(statement)
    assert await owner.fetchval("SELECT number FROM people ORDER BY id LIMIT 1") == number


COLUMN = {
    "cases": "number",
    "people": "name",
    "assignments": "state_reason",
    "fact_clock": "version",
}


async def test_only_the_clue_office_writes_informants_and_only_the_recusal_officer_holds(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    case, person = await owner.fetchval("SELECT min(id) FROM cases"), await owner.fetchval("SELECT max(id) FROM people")
    written = {
        f"INSERT INTO unsealed.informants (case_id, person_id) VALUES ({case}, {person})": Role.CLUE_OFFICE,
        f"INSERT INTO unsealed.holds (person_id, kind, during) VALUES ({person}, 'COMPLAINT', '[,)')": (
            Role.RECUSAL_OFFICER
        ),
    }
    for statement, office in written.items():
        for role in Role:
            transaction = service.transaction()
            await transaction.start()
            await enter(service, Passport(on=TODAY, role=role), judging=True)
            if role is office:
                assert await service.execute(statement) == "INSERT 0 1"
            else:
                with pytest.raises(PostgresError, match="does not open for this role"):
                    await service.execute(statement)
            await transaction.rollback()


async def test_a_coordinator_sees_the_cases_of_her_zones_by_any_statement(
    service: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    zones = [row["id"] for row in await owner.fetch("SELECT id FROM zones ORDER BY id")]
    for zone in zones:
        hers = await owner.fetch(
            "SELECT DISTINCT c.number FROM cases AS c JOIN zone_members AS m"
            " ON m.organ_id IN (c.home_organ_id, c.handling_organ_id)"
            " WHERE m.zone_id = $1 AND m.superseded_at IS NULL AND m.during @> $2::date ORDER BY 1",
            zone,
            TODAY,
        )
        async with service.transaction():
            await enter(service, Passport(on=TODAY, role=Role.COORDINATOR, zones=frozenset({zone})))
            assert await service.fetch("SELECT number FROM cases ORDER BY 1") == hers
            outside = await service.fetchval(
                "SELECT count(*) FROM assignments WHERE case_id NOT IN (SELECT id FROM cases)"
            )
            assert outside == 0
        assert 0 < len(hers) < await owner.fetchval("SELECT count(*) FROM cases")


async def test_a_token_for_some_zones_reaches_as_far_as_the_gate_says(service: asyncpg.Connection) -> None:
    async with service.transaction():
        await enter(service, Passport(on=TODAY, role=Role.SCHEDULER, zones=frozenset({1})))
        reaches = {act: await service.fetchval("SELECT wall.reach($1)", act.value) for act in MATRIX[Role.SCHEDULER]}
    assert reaches == {act: Reach.ZONE.value if act in ZONED else Reach.COUNTY.value for act in MATRIX[Role.SCHEDULER]}


async def test_a_database_of_the_service_needs_the_key(county: str) -> None:
    database = Walled(county)
    async with database.api.reading() as session:
        assert (await session.connection()) is not None
    await database.close()
