"""The gate and the second wall: each alone holds, together they change no answer, and no two requests are mixed up."""

import asyncio
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import true

import resolvers.gate
import resolvers.item_screening
import resolvers.meetings
import resolvers.proposal_access
import resolvers.proposal_reads
from db.session import Database
from db.wall import api_url
from resolvers.caller import Caller, Identity
from schema.context import Context
from terms.acts import Reach
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.asking import SCHEMA, Asking
from tests.api.schema_sweep import Sweep, is_repeatable
from tests.api.test_noninterference import INSIGHT, WHOLE
from tests.api.worlds import NOTHING, Prepared, Worlds
from tests.api.worlds_scene import marry
from tests.conftest import WALL_KEY

NUMBERS = "{ cases(first: 100) { totalCount nodes { number } } }"
ZONES = ("Z1", "Z2", "Z3", "Z4")


async def answer(caller: Caller, document: str) -> str:
    """Return what a caller is told, as one text."""
    result: Any = await SCHEMA.execute(document, context_value=Context(caller))
    errors = [error.formatted for error in result.errors or ()]
    return json.dumps([result.data, errors], ensure_ascii=False, sort_keys=True, default=str)


async def test_the_second_wall_changes_no_answer(prepared_worlds: Prepared) -> None:
    two = Worlds(prepared_worlds, [NOTHING])
    await two.renew()
    asking = two.planners[0].asking
    bare = Database(asking.database.engine.url.render_as_string(hide_password=False))
    differing = []
    names = list(two.askers)
    for at, document in enumerate(filter(is_repeatable, Sweep(prepared_worlds.values, most=0).root_questions(depth=1))):
        for name in names if WHOLE else {names[at % len(names)], INSIGHT[at % len(INSIGHT)]}:
            who = two.askers[name]
            callers = [Caller(who, database, clock=lambda: asking.now) for database in (asking.database, bare)]
            walled, unwalled = [await answer(caller, document) for caller in callers]
            if walled != unwalled:
                differing.append((name, document[:400], walled[:1000], unwalled[:1000]))
    await bare.close()
    await two.close()
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
    for module in (resolvers.gate, resolvers.item_screening, resolvers.proposal_access):
        monkeypatch.setattr(module, "open_to", lambda _caller, _case: true())
    monkeypatch.setattr(resolvers.meetings, "sits_in", lambda _caller: true())


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


READING = ("assignments", "case", "cases", "meetings", "node", "nodes", "proposal", "proposals", "waivers", "zones")
"""Root fields that look up rows and let no rule judge."""


async def test_with_the_gate_open_the_wall_alone_names_no_case_that_is_out_of_reach_or_closed(
    prepared_worlds: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = Worlds(prepared_worlds, [NOTHING])
    await world.renew()
    planner, people = world.planners[0], prepared_worlds.scene.people
    await marry(planner, people["third stranger"], people["subject"])
    near = replace(world.askers["COUNTY"], person_id=await planner.person(people["third stranger"]))
    askers = {name: world.askers[name] for name in ("COORDINATOR", "ORGAN_SECRETARY", "INVESTIGATOR")} | {"near": near}

    async def numbers(who: Identity) -> set[str]:
        nodes = json.loads(await answer(caller_of(planner, who), NUMBERS))[0]["cases"]["nodes"]
        return {node["number"] for node in nodes}

    everything = await numbers(world.askers["COUNTY"])
    seen = {name: await numbers(who) for name, who in askers.items()}
    assert all(set() < found < everything for found in seen.values())
    open_the_gate(monkeypatch)
    assert {name: await numbers(who) for name, who in askers.items()} == seen
    named, asked = [], 0
    for document in Sweep(prepared_worlds.values, most=0).root_questions():
        if document.removeprefix("query { ").partition("(")[0].split()[0] not in READING:
            continue
        for name, who in askers.items():
            told, asked = await answer(caller_of(planner, who), document), asked + 1
            named += [
                (name, number, document[:200])
                for number in everything - seen[name]
                if f'"{number}"' in told and number not in document
            ]
    await world.close()
    assert asked >= len(READING) * len(askers)
    assert named == []


def caller_of(planner: Planner, who: Identity) -> Caller:
    """Return who asks the planner's county."""
    return Caller(who, planner.asking.database, clock=lambda: planner.asking.now)


async def test_with_the_wall_down_the_gate_alone_holds(asking: Asking) -> None:
    bare = Asking(Database(asking.database.engine.url.render_as_string(hide_password=False)), asking.now)
    assert await files_of(bare) == await files_of(asking)
    for role in (Role.SECRETARY, Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        assert (await bare(NUMBERS, role=role)).codes == ["NOT_ALLOWED"]
    await bare.database.close()


MIXED = "{ cases(first: 100) { totalCount nodes { number } } poolMembers(first: 3) { totalCount } }"


async def test_no_request_runs_with_anothers_identity(asking: Asking) -> None:
    url = asking.database.engine.url.render_as_string(hide_password=False)
    crowded = Database(api_url(url), key=WALL_KEY, pool_size=1)
    callers = {zone: await asking.caller(Role.COORDINATOR, zone) for zone in ZONES}
    callers |= {role.value: await asking.caller(role) for role in (Role.COUNTY, Role.AUDITOR, Role.SCHEDULER)}
    expected = {name: await answer(caller, MIXED) for name, caller in callers.items()}
    assert len(set(expected.values())) >= len(ZONES) + 1
    drawn = random.Random(4)  # noqa: S311  (an order to try, nothing secret)

    async def ask(name: str) -> str | None:
        caller = Caller(callers[name].identity, crowded, clock=lambda: asking.now)
        question = asyncio.ensure_future(answer(caller, MIXED))
        if drawn.random() < 0.25:  # given up at any moment: its connection goes back to the pool
            await asyncio.sleep(drawn.random() / 50)
            question.cancel()
        try:
            return await question
        except asyncio.CancelledError:
            return None

    asked = [drawn.choice(list(callers)) for _ in range(200)]
    shown = await asyncio.gather(*(ask(name) for name in asked))
    answered = [(name, told) for name, told in zip(asked, shown, strict=True) if told is not None]
    assert {name for name, _ in answered} == set(callers)
    assert [name for name, told in answered if told != expected[name]] == []
    async with crowded.engine.connect() as connection:
        assert (await connection.exec_driver_sql("SELECT wall.passport()")).scalar() is None
    await crowded.close()
