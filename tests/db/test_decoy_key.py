"""The secret of the decoys: made once by whoever asks first, and kept as it is."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.database_errors import sql_state
from db.decoy_key import LENGTH, decoy_key
from db.facts import read_facts
from db.session import Database
from db.tables import Case, Person
from recusal.decoys import Draw, drawn
from recusal.policy import DEFAULT_POLICY
from recusal.world import World
from service.example_words import filled, named_in
from service.examples import read_examples
from terms.periods import COUNTY_TIME

TODAY = datetime.now(COUNTY_TIME).date()


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


async def test_the_pin_of_the_ready_documents_is_kept_from_being_confirmed_by_no_decoy_for_years(county: str) -> None:
    database = Database(county)
    named = await named_in(database)
    edit = next(tab for tab in read_examples() if tab.name == "10-edit")
    (tab,) = filled([edit], today=TODAY, named=named)
    variables: Any = tab.variables
    pin = variables["input"]["pins"][0]
    async with database.reading() as session:
        person = (await session.exec(select(Person.id).where(Person.number == pin["personNumber"]))).one()
        case = (await session.exec(select(Case).where(Case.number == pin["caseNumber"]))).one()
        facts, key = (await read_facts(session, on=TODAY, sealed=False)).facts, await decoy_key(session)
    await database.close()
    world, shut = World(facts), set()
    for months in range(120):
        draw = Draw(key, DEFAULT_POLICY, TODAY + timedelta(days=30 * months))
        groups = drawn(world, draw, people=[person], filed={case.id: case.filed_on})
        shut |= {months for group in groups[case.id] if person in group}
    assert shut == set()
