"""Nothing passes the gate without an act: somebody who may do nothing is shown nothing, whatever she asks or does."""

import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.datastructures import UploadFile
from starlette.routing import Route

from db.wall import api_url
from resolvers.caller import Identity
from service.app import create_app
from service.settings import Settings
from terms.matrix import MATRIX
from terms.roles import Role
from tests.api.schema_sweep import Sweep
from tests.api.worlds import NOTHING, Prepared, Told, Worlds
from tests.conftest import WALL_KEY

NOBODY = Identity("nobody-of-the-test", Role.COUNTY, acts=frozenset())
FOR_EVERYBODY = frozenset({"terms", "recusalRules"})
"""Root fields that hold nothing of the county: words of the schema, and the law."""
REFUSED = {"NOT_ALLOWED", "NOT_FOUND", "BAD_ID", "BAD_CURSOR", "BAD_WINDOW", "BAD_REQUEST"}
"""How somebody who may do nothing is refused: for that, or because the document itself cannot be understood."""
ANONYMOUS = {
    "/health": 200,
    "/template.xlsx": 200,
    "/graphql": 405,
    "/export.xlsx": 401,
    "/sign-out": 405,
    "/absences.xlsx": 401,
    "/meetings/{meeting}/{paper}": 401,
    "/calendar/{secret}.ics": 401,
}
"""What each route that is no page answers to who sends no token; the first two hold nothing of the county."""


def shown(value: Any, name: str = "") -> Iterator[str]:
    """Yield the fields of an answer that show something: not null, not empty, not the name of a type."""
    name = name.rpartition("_")[2] or name
    if isinstance(value, dict):
        for key, each in value.items():
            yield from () if key == "__typename" else shown(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from shown(each, name)
    elif value not in (None, False, 0):
        yield name


def refused(told: Told) -> bool:
    """Tell whether an act was refused for want of an act, or because its document cannot be understood."""
    return told.refusal in REFUSED


@pytest.fixture
async def county(prepared_worlds: Prepared) -> Any:
    """Give one clone of the prepared county."""
    worlds = Worlds(prepared_worlds, (NOTHING,))
    await worlds.renew()
    yield worlds
    await worlds.close()


async def test_somebody_without_acts_is_shown_nothing_by_any_question(county: Worlds) -> None:
    found, codes = set(), set()
    for document in Sweep(county.prepared.values, most=1).questions():
        (told,) = await county.ask(document, NOBODY)
        field = document.removeprefix("query { ").replace("{", " ").replace("(", " ").split()[0]
        codes |= {error["extensions"]["code"] for error in told.answer["errors"]}
        if field not in FOR_EVERYBODY:
            found |= {(field, each) for each in shown(told.answer["data"])}
    assert found == set()
    assert codes <= REFUSED


async def test_somebody_without_acts_does_nothing(county: Worlds) -> None:
    rows = "SELECT count(*) + (SELECT version FROM fact_clock) FROM audit_entries WHERE result <> 'REFUSED'"
    before = await county.planners[0].key_of(rows)
    done = []
    for name, document in Sweep(county.prepared.values, most=1).acts():
        told = await county.ask(document, NOBODY, lambda: UploadFile(io.BytesIO(b"x"), filename="x.csv"))
        done += [name for each in told if not refused(each)]
    assert done == []
    assert await county.planners[0].key_of(rows) == before


@pytest.mark.parametrize("role", [role for role in Role if not MATRIX[role].keys() & {*MATRIX[Role.SCHEDULER]}])
async def test_an_administrator_of_the_system_sees_nothing_of_the_county(county: Worlds, role: Role) -> None:
    who = Identity("administrator", role)
    found = set()
    for document in Sweep(county.prepared.values, most=0).questions():
        (told,) = await county.ask(document, who)
        field = document.removeprefix("query { ").replace("{", " ").replace("(", " ").split()[0]
        if field not in FOR_EVERYBODY:
            found |= {(field, each) for each in shown(told.answer["data"])}
    assert found == set()


async def test_how_hard_the_county_has_a_rule_is_told_to_nobody_without_acts(county: Worlds) -> None:
    (told,) = await county.ask("{ recusalRules { severities { inForce } } }", NOBODY)
    assert told.answer["data"] is None
    assert {error["extensions"]["code"] for error in told.answer["errors"]} == {"NOT_ALLOWED"}


async def test_no_route_gives_data_to_who_sends_no_token(county: Worlds) -> None:
    url = county.planners[0].asking.database.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=api_url(url), wall_key=WALL_KEY))
    paths = {route.path for route in app.routes if isinstance(route, Route)}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://zones") as client:
        answers = {path: (await client.get(path)).status_code for path in paths if not path.startswith("/graphiql")}
    await app.state.database.close()
    assert {path: answers.get(path) for path in ANONYMOUS} == ANONYMOUS
    assert set(answers) - set(ANONYMOUS) <= {"/"}


async def test_nothing_is_followed_by_somebody_without_acts(county: Worlds) -> None:
    told = [await county.ask(document, NOBODY) for document in Sweep(county.prepared.values).followed()]
    assert {each.refusal for (each,) in told} == {"NOT_ALLOWED", "BAD_ID"}
    assert {each.answer["data"] for (each,) in told} == {None}
