"""Worlds that differ in sealed facts alone answer byte for byte alike on the wire: status, headers and body."""

import io
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import openpyxl
import pytest

from db.wall import api_url
from intake.screening_list import read_pairs
from service.app import create_app
from service.commands.screening import answered
from service.demo_identities import DEMO_IDENTITIES, DemoIdentity
from service.examples import read_examples
from service.settings import Settings
from terms.roles import Role
from tests.api.schema_sweep import Sweep, is_repeatable
from tests.api.sealed_worlds import EVERYTHING
from tests.api.test_noninterference import WHOLE
from tests.api.worlds import NOTHING, Prepared, Worlds
from tests.conftest import WALL_KEY

FEW = {"demo-county", "demo-z1", "demo-organ", "demo-investigator", "demo-clue"}
OTHERS = [each for each in DEMO_IDENTITIES if each.role is not Role.RECUSAL_OFFICER and (WHOLE or each.token in FEW)]
"""Who asks on the wire: a few, as everybody asks the schema itself; all with ``ZONES_WORLDS=all``."""
PATHS = ("/", "/health", "/template.xlsx", "/graphiql/identities.json", "/graphiql/tabs.json", "/nowhere")


@pytest.fixture
async def two(prepared_worlds: Prepared) -> AsyncIterator[Worlds]:
    """Give a world without sealed facts of ours and one with all of them."""
    worlds = Worlds(prepared_worlds, (NOTHING, EVERYTHING))
    await worlds.renew()
    yield worlds
    await worlds.close()


@pytest.fixture
async def clients(two: Worlds) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Give a client of the application over each of the worlds."""
    async with AsyncExitStack() as stack:
        found = []
        for planner in two.planners:
            url = planner.asking.database.engine.url.render_as_string(hide_password=False)
            app = create_app(Settings(database_url=api_url(url), wall_key=WALL_KEY, demo=True))
            stack.push_async_callback(app.state.database.close)
            transport = httpx.ASGITransport(app=app)
            found.append(
                await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://zones"))
            )
        yield found


LEFT = re.compile(rb'"left":\d+')
"""What is left of one's own budget, which grows back by the clock."""


def wire(answer: httpx.Response) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Return all that a client gets, but for what the clock alone says."""
    body = LEFT.sub(b'"left":0', answer.content)
    headers = [each for each in answer.headers.raw if each[0].lower() != b"content-length"]
    return answer.status_code, headers, body


@pytest.mark.parametrize("identity", OTHERS, ids=lambda each: each.token)
async def test_ready_documents_and_questions_are_the_same_on_the_wire(
    two: Worlds, clients: list[httpx.AsyncClient], identity: DemoIdentity
) -> None:
    headers = {"authorization": f"Bearer {identity.token}", "accept-language": "zh"}
    ready = [tab.query for tab in read_examples() if not tab.variables and "mutation " not in tab.query]
    for document in filter(is_repeatable, [*ready, *Sweep(two.prepared.values, most=0).root_questions(depth=0)]):
        sent = [await each.post("/graphql", json={"query": document}, headers=headers) for each in clients]
        assert wire(sent[0]) == wire(sent[1]), document


@pytest.mark.parametrize("path", PATHS)
async def test_pages_are_the_same_on_the_wire(clients: list[httpx.AsyncClient], path: str) -> None:
    sent = [await each.get(path) for each in clients]
    assert wire(sent[0])[::2] == wire(sent[1])[::2]


async def test_the_workbook_that_is_taken_away_holds_the_same_cells(clients: list[httpx.AsyncClient]) -> None:
    sent = [await each.get("/export.xlsx", headers={"authorization": "Bearer demo-county"}) for each in clients]
    books = [openpyxl.load_workbook(io.BytesIO(each.content)) for each in sent]
    cells = [[(sheet.title, list(sheet.values)) for sheet in book] for book in books]
    assert cells[0] == cells[1]
    assert sum(len(rows) for _, rows in cells[0]) > 500


async def test_a_screened_list_holds_the_same_cells(two: Worlds) -> None:
    scene = two.prepared.scene
    rows = [f"{person},{case}" for person in scene.people.values() for case in scene.cases.values()]
    listed = read_pairs("\n".join(["人员编号,案号", *rows]).encode(), "list.csv")
    told = [await answered(await planner.asking.caller(), listed) for planner in two.planners]
    assert told[0] == told[1]
    assert len(told[0]) == len(rows)
