"""What a person's record said before stays on record, whichever way it was changed, and is read as known then."""

from datetime import date

from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.knowledge import Known
from terms.people import Gender
from tests.db.guard_scene import Attacker, refused, tried


async def test_every_change_of_a_record_keeps_what_it_said_and_nobody_alters_or_removes_that(
    attacker: Attacker,
) -> None:
    lead = attacker.ids["lead"]
    name = await attacker.sql.fetchval("SELECT name FROM people WHERE id = $1", lead)
    await attacker.sql.execute("UPDATE people SET name = '吴铭', native_place = '某地' WHERE id = $1", lead)
    await attacker.sql.execute("UPDATE people SET name = name WHERE id = $1", lead)
    kept = await attacker.sql.fetch("SELECT person_id, name FROM person_versions")
    assert [tuple(row) for row in kept] == [(lead, name)]
    for change in ("UPDATE person_versions SET name = 'x'", "DELETE FROM person_versions"):
        await refused(attacker, tried(attacker, change), by="append_only")
    for table in ("person_versions", "people"):
        await refused(attacker, tried(attacker, f"TRUNCATE {table} CASCADE"), by="append_only")
    await refused(attacker, tried(attacker, f"UPDATE people SET number = 'x' WHERE id = {lead}"), by="history_is_kept")


async def test_a_sex_is_not_changed_under_somebody_at_work_without_screening_her_again(attacker: Attacker) -> None:
    await attacker.assign("member", "own")
    change = f"UPDATE people SET gender = 'MALE' WHERE id = {attacker.ids['member']}"
    await refused(attacker, tried(attacker, change), by="standing_assignments_are_screened")


async def test_what_was_known_then_of_her_sex_is_read_as_it_was_then(attacker: Attacker, database: str) -> None:
    lead = attacker.ids["lead"]
    engine = create_async_engine(database, poolclass=NullPool)

    async def known_at(version: int | None) -> Gender | None:
        async with AsyncSession(engine) as session:
            known = None if version is None else Known(version)
            facts = (await read_facts(session, on=date(2026, 3, 1), sealed=False, known=known)).facts
            (found,) = [person.gender for person in facts.people if person.id == lead]
            return found

    before = await attacker.clock()
    await attacker.sql.execute("UPDATE people SET gender = 'MALE' WHERE id = $1", lead)
    between = await attacker.clock()
    await attacker.sql.execute("UPDATE people SET gender = 'FEMALE' WHERE id = $1", lead)
    after = await attacker.clock()
    assert before < between < after
    assert [await known_at(version) for version in (before, between, after, None)] == [
        None,
        Gender.MALE,
        Gender.FEMALE,
        Gender.FEMALE,
    ]
    await engine.dispose()
