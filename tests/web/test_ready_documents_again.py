"""The ready documents on the first day, and again some days later when everything in them was done."""

from datetime import datetime, timedelta
from typing import Any

from db.session import Database
from schema.context import Context
from service.example_words import filled, open_case_numbers
from service.examples import read_examples
from terms.periods import COUNTY_TIME
from tests.api.asking import SCHEMA, Asking

DONE = "done"


async def said_to_acts(database: Database, now: datetime) -> dict[str, str]:
    """Ask every document in order, none of which may fail; return the code that each act answered with."""
    numbers = await open_case_numbers(database)
    caller = await Asking(database, now).caller()
    said = {}
    for tab in filled(read_examples(), today=now.date(), case_numbers=numbers, demo=True):
        variables: Any = tab.variables
        result: Any = await SCHEMA.execute(tab.query, variable_values=variables, context_value=Context(caller))
        assert not result.errors, f"{tab.name}: {result.errors}"
        if "\nmutation " in tab.query:
            (payload,) = result.data.values()
            said[tab.name] = payload.get("code", DONE)
    return said


async def test_a_second_run_answers_alike_as_what_was_done_is_told_and_not_done_twice(demo_county: str) -> None:
    database = Database(demo_county)
    now = datetime.now(COUNTY_TIME)
    try:
        await said_to_acts(database, now)
        for days in (0, 3):
            said = await said_to_acts(database, now + timedelta(days=days))
            assert said == dict.fromkeys(("08-propose", "10-edit", "11-approve", "13-call-meeting"), DONE)
    finally:
        await database.close()
