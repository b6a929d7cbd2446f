"""The gate and the second wall: each alone holds, together they change no answer, and no two requests are mixed up."""

import asyncio
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from pytest_asyncio import fixture
from sqlalchemy import true

import resolvers.gate
import resolvers.meetings
import resolvers.proposal_reads
from db.session import Database
from db.wall import api_url
from resolvers.caller import Caller, Identity
from schema.context import Context
from terms.acts import Reach
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.asking import SCHEMA, Asking
from tests.api.schema_walk import Values, documents, root_fields
from tests.api.test_traps import idle, somebody_stands_aside, things
from tests.conftest import WALL_KEY

NUMBERS = "{ cases(first: 100) { totalCount nodes { number } } }"
ZONES = ("Z1", "Z2", "Z3", "Z4")


async def answer(caller: Caller, document: str) -> str:
    """Return what a caller is told, as one text."""
    result: Any = await SCHEMA.execute(document, context_value=Context(caller))
    errors = [error.formatted for error in result.errors or ()]
    return json.dumps([result.data, errors], ensure_ascii=False, sort_keys=True, default=str)


@fixture
async def identities(planner: Planner, asked: Values) -> list[Identity]:  # noqa: ARG001  (somebody is at work then)
    """Return somebody of each kind that the matrix knows, with zone, organ and person where the role has them."""
    found = [(await planner.asking.caller(role, "Z1" if role is Role.COORDINATOR else None)).identity for role in Role]
    principal = "SELECT {} FROM memberships AS m JOIN organs AS o ON o.id = m.organ_id WHERE m.heads AND {} LIMIT 1"
    township = "o.kind = 'TOWNSHIP_COMMISSION' AND m.superseded_at IS NULL AND m.during @> today()"
    organ = await planner.key_of(principal.format("m.organ_id", township))
    person = await planner.key_of(principal.format("m.person_id", township))
    worker = await planner.key_of("SELECT person_id FROM assignments WHERE state = 'ACTIVE' ORDER BY id LIMIT 1")
    with_people = {
        Role.ORGAN_SECRETARY: {"organ_id": organ, "person_id": person},
        Role.INVESTIGATOR: {"person_id": worker},
        Role.COORDINATOR: {"person_id": person},
    }
    held = Identity(
        "scheduler of a zone", Role.SCHEDULER, zone_ids=next(each.zone_ids for each in found if each.zone_ids)
    )
    return [*(replace(each, **with_people.get(each.role, {})) for each in found), held]


@fixture
async def asked(planner: Planner) -> Values:
    """Return what to ask about."""
    await somebody_stands_aside(planner)
    return await things(planner, await idle(planner))


async def test_the_second_wall_changes_no_answer(planner: Planner, identities: list[Identity], asked: Values) -> None:
    walled = planner.asking.database
    bare = Database(walled.engine.url.render_as_string(hide_password=False))
    differing: list[str] = []
    for field in root_fields():
        for document in documents(field, asked, depth=0 if field.startswith("node") else 2):
            for who in identities:
                answers = [
                    await answer(Caller(identity=who, database=database, clock=lambda: planner.asking.now), document)
                    for database in (walled, bare)
                ]
                if answers[0] != answers[1]:
                    differing.append(f"{who.role} {document}\n{answers[0]}\n{answers[1]}")
    await bare.close()
    assert differing == []


async def files_of(asking: Asking) -> dict[str, set[str]]:
    """Return the numbers of each zone's cases as its coordinator is shown them."""
    found = {}
    for zone in ZONES:
        nodes = (await asking.data(NUMBERS, role=Role.COORDINATOR, zone=zone))["cases"]["nodes"]
        found[zone] = {node["number"] for node in nodes}
    return found


def open_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the gate forget itself: everything is allowed to everybody, for the whole county."""
    for module in (resolvers.gate, resolvers.meetings, resolvers.proposal_reads):
        monkeypatch.setattr(module, "reach", lambda _caller, _act: Reach.COUNTY)
    monkeypatch.setattr(resolvers.gate, "open_to", lambda _caller, _case: true())


async def test_with_the_gate_open_the_wall_alone_shows_a_coordinator_her_own_cases(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = await files_of(asking)
    assert len({frozenset(found) for found in files.values()}) > 1
    open_the_gate(monkeypatch)
    assert await files_of(asking) == files


async def test_with_the_gate_open_the_wall_alone_shows_nothing_to_those_without_the_act(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_the_gate(monkeypatch)
    for role in (Role.SECRETARY, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        assert (await asking.data(NUMBERS, role=role))["cases"] == {"totalCount": 0, "nodes": []}
        refused = await asking("{ poolMembers { totalCount } }", role=role)
        assert (refused.data, refused.codes) == (None, ["INTERNAL"])  # the wall judges for nobody without the act


async def test_with_the_wall_down_the_gate_alone_holds(asking: Asking) -> None:
    bare = Asking(Database(asking.database.engine.url.render_as_string(hide_password=False)), asking.now)
    assert await files_of(bare) == await files_of(asking)
    for role in (Role.SECRETARY, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        assert (await bare(NUMBERS, role=role)).codes == ["NOT_ALLOWED"]
    await bare.database.close()


async def test_no_request_runs_with_anothers_identity(asking: Asking) -> None:
    files = await files_of(asking)
    url = asking.database.engine.url.render_as_string(hide_password=False)
    crowded = Asking(Database(api_url(url), key=WALL_KEY, pool_size=1), asking.now)
    callers = {zone: await asking.caller(Role.COORDINATOR, zone) for zone in ZONES}
    drawn = random.Random(4)  # noqa: S311  (an order to try, nothing secret)

    async def ask(zone: str) -> set[str] | None:
        caller = Caller(callers[zone].identity, crowded.database, clock=lambda: asking.now)
        question = asyncio.ensure_future(answer(caller, NUMBERS))
        if drawn.random() < 0.25:  # given up at any moment: its connection goes back to the pool
            await asyncio.sleep(drawn.random() / 50)
            question.cancel()
        try:
            data, errors = json.loads(await question)
        except asyncio.CancelledError:
            return None
        assert errors == []
        return {node["number"] for node in data["cases"]["nodes"]}

    asked = [drawn.choice(ZONES) for _ in range(200)]
    shown = await asyncio.gather(*(ask(zone) for zone in asked))
    answered = [(zone, numbers) for zone, numbers in zip(asked, shown, strict=True) if numbers is not None]
    assert len({zone for zone, _ in answered}) == len(ZONES)
    assert [zone for zone, numbers in answered if numbers != files[zone]] == []
    await crowded.database.close()
