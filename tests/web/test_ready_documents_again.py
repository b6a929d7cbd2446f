"""The ready documents on the first day, and again some days later when everything in them was done."""

from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any

from db.session import Database
from resolvers.caller import Caller
from schema.context import Context
from service.example_words import filled, named_in
from service.examples import read_examples
from terms.periods import COUNTY_TIME
from tests.api.asking import SCHEMA, Asking

DONE = "done"


async def asked(query: str, variables: Any, caller: Caller) -> Any:
    """Return the answer, or the first that is told of what is followed."""
    if "\nsubscription " not in query:
        return await SCHEMA.execute(query, variable_values=variables, context_value=Context(caller))
    news: Any = await SCHEMA.subscribe(query, variables, context_value=Context(caller))
    async with aclosing(news):
        return await anext(news)


async def said_to_acts(database: Database, now: datetime) -> dict[str, str]:
    """Ask every document in order, none of which may fail; return the code that each act answered with."""
    named = await named_in(database)
    caller = await Asking(database, now).caller()
    said = {}
    for tab in filled(read_examples(), today=now.date(), named=named):
        variables: Any = tab.variables
        result: Any = await asked(tab.query, variables, caller)
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
