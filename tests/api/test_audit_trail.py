"""Auditors read the trail, everybody else is refused, and each look and each refusal is on the trail itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import MOST_REFUSED, record
from db.invariants import violations
from db.tables import AuditEntry
from schema.nodes import global_id, kinds
from terms.actor import SERVICE, Actor
from terms.audit import AuditResult
from terms.periods import COUNTY_TIME
from terms.roles import Role
from tests.api.asking import Asking
from tests.api.audit_documents import ENTRIES, HEAD
from tests.conftest import Walled
from tests.db.audit_scene import CLERK

NOW = datetime(2026, 3, 10, 9, tzinfo=COUNTY_TIME)
PROPOSE = "mutation ($input: AllocationProposeInput!) { allocationPropose(input: $input) { ... on Refusal { code } } }"


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Asking]:
    """Give somebody who asks a county without anybody in it; every invariant must hold after."""
    opened = Walled(database)
    async with opened.engine.begin() as connection:
        await connection.execute(text("INSERT INTO counties (code, name, name_en) VALUES ('411623', '某县', '')"))
    yield Asking(opened, NOW)
    async with opened.reading() as session:
        assert await violations(session) == []
    await opened.close()


async def rows(desk: Asking) -> list[AuditEntry]:
    """Return the whole trail by key."""
    async with desk.database.reading() as session:
        return list((await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all())


async def listed(desk: Asking, **asked: Any) -> Any:
    """Return what an auditor is told."""
    return (await desk.data(ENTRIES, role=Role.AUDITOR, **asked))["auditEntries"]


async def done(desk: Asking, act: str = "APPROVE", *, actor: Actor = CLERK) -> AuditEntry:
    """Let something be done, and return its entry."""

    async def work(session: AsyncSession) -> None:
        record(session, actor=actor, act=act, object_type="proposals", object_id=17, reason="略")

    await desk.database.deciding(work)
    return (await rows(desk))[-1]


async def test_an_auditor_is_told_who_did_what_for_whom_from_where_on_what_knowledge(desk: Asking) -> None:
    row = await done(desk)
    (entry,) = (await listed(desk))["nodes"]
    node = kinds()
    assert entry == {
        "reference": str(row.mark),
        "at": row.at.astimezone(COUNTY_TIME).isoformat(),
        "dayOnly": False,
        "actor": "token:clerk",
        "role": "COORDINATOR",
        "onBehalfOf": global_id(node["Person"], 7),
        "zones": [global_id(node["Zone"], 1), global_id(node["Zone"], 2)],
        "organ": global_id(node["Organ"], 3),
        "origin": "api 10.0.0.9",
        "act": "APPROVE",
        "objectType": "proposals",
        "objectKey": "17",
        "knowledge": str(row.knowledge),
        "result": "DONE",
        "detail": {"reason": "略"},
    }


async def test_what_the_service_does_by_itself_is_for_nobody_and_from_nowhere(desk: Asking) -> None:
    await done(desk, "SUSPEND", actor=SERVICE)
    (entry,) = (await listed(desk))["nodes"]
    assert [entry[name] for name in ("actor", "role", "onBehalfOf", "zones", "organ", "origin")] == [
        *("service", None, None, None, None, "")
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
async def test_nobody_but_the_auditor_reads_the_trail_or_its_head(desk: Asking, role: Role) -> None:
    for document in (ENTRIES, HEAD):
        answer = await desk(document, role=role)
        assert answer.codes == ["NOT_ALLOWED"]
    trail = await rows(desk)
    assert [(row.act, row.result, row.role, row.object_id, row.detail) for row in trail] == [
        ("READ_AUDIT", AuditResult.REFUSED, role.value, None, {})
    ] * 2


async def test_no_mutation_of_the_schema_is_the_auditors(desk: Asking) -> None:
    answer = await desk.data(PROPOSE, role=Role.AUDITOR, input={"key": "one"})
    assert answer == {"allocationPropose": {"code": "NOT_ALLOWED"}}
    (row,) = await rows(desk)
    assert (row.actor, row.act, row.result) == ("AUDITOR-of-the-test", "PROPOSE", AuditResult.REFUSED)


async def test_the_list_is_paged_both_ways_without_gap_or_repetition(desk: Asking) -> None:
    for _ in range(7):
        await done(desk)
    acts = {"acts": ["APPROVE"]}
    whole = (await listed(desk, filter=acts))["nodes"]
    assert len(whole) == 7
    assert [each["at"] for each in whole] == sorted((each["at"] for each in whole), reverse=True)
    seen, after = [], None
    while True:
        page = await listed(desk, filter=acts, first=3, after=after)
        assert page["totalCount"] == 7
        seen += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == whole
    assert (await listed(desk, filter=acts, last=2))["nodes"] == whole[-2:]


async def test_the_trail_is_searched_by_actor_act_object_result_and_period(desk: Asking) -> None:
    await done(desk)
    await desk.data(PROPOSE, role=Role.AUDITOR, input={"key": "one"})
    (made,) = (await listed(desk, filter={"results": ["DONE"]}))["nodes"]
    now = datetime.now(COUNTY_TIME)
    early, late = (now - timedelta(days=1)).isoformat(), (now + timedelta(days=1)).isoformat()
    fits: list[dict[str, Any]] = [
        {"actor": "token:clerk"},
        {"acts": ["APPROVE", "PROPOSE"], "results": ["DONE"]},
        {"objectType": "proposals"},
        {"since": made["at"], "results": ["DONE"]},
        {"since": early, "before": late, "results": ["DONE"]},
    ]
    for wanted in fits:
        assert [each["reference"] for each in (await listed(desk, filter=wanted))["nodes"]] == [made["reference"]]
    misses: list[dict[str, Any]] = [
        {"actor": "token"},
        {"acts": []},
        {"objectType": "cases"},
        {"before": made["at"]},
        {"since": late},
        {"results": ["DONE"], "before": early},
    ]
    for wanted in misses:
        assert (await listed(desk, filter=wanted))["totalCount"] == 0


async def test_each_look_of_an_auditor_is_on_the_trail_with_what_she_looked_for(desk: Asking) -> None:
    await listed(desk, filter={"actor": "somebody", "results": ["REFUSED"]})
    await desk.data(HEAD, role=Role.AUDITOR)
    trail = await rows(desk)
    assert [(row.act, row.object_type, row.result, row.detail) for row in trail] == [
        ("READ_AUDIT", "audit_entries", AuditResult.READ, {"wanted": {"actor": "somebody", "results": ["REFUSED"]}}),
        ("READ_AUDIT", "audit_head", AuditResult.READ, {}),
    ]


async def test_a_filter_or_a_cursor_that_cannot_be_meant_is_refused(desk: Asking) -> None:
    for wanted in ({"actor": "长" * 201}, {"objectType": "长" * 201}, {"acts": ["A"] * 201}):
        assert (await desk(ENTRIES, role=Role.AUDITOR, filter=wanted)).codes == ["NAME_TOO_LONG"]
    for cursor in ("", "无", "WzEsMl0=", "WyIyMDI2LTExLTI4VDAwOjAwOjAwKzA4OjAwIiwgIngiXQ=="):
        answer = await desk(ENTRIES, role=Role.AUDITOR, after=cursor)
        assert answer.codes == ["BAD_CURSOR"]
    assert (await desk(ENTRIES, role=Role.AUDITOR, filter={"actor": "\x00"})).codes == ["TEXT_UNFIT"]
    assert await rows(desk) == []


async def test_the_head_is_told_as_the_command_prints_it(desk: Asking) -> None:
    await done(desk)
    document = (await desk.data(HEAD, role=Role.AUDITOR))["auditHead"]["document"]
    async with desk.database.reading() as session:
        asked = text("SELECT e.sequence, e.hash, e.entry_id FROM audit_links AS e ORDER BY sequence LIMIT 1")
        first = tuple((await session.exec(asked)).one())  # type: ignore[call-overload]
    assert (document["format"], document["county"]) == ("zones audit 1", "411623")
    assert (document["sequence"], document["hash"], document["entry"]) == first
    assert len(await rows(desk)) == 2  # the look came after it


async def test_a_refusal_is_on_the_trail_once_for_a_request_and_nothing_else_is_written(desk: Asking) -> None:
    twice = "{ a: auditHead { document } b: auditHead { document } poolMembers { totalCount } }"
    assert set((await desk(twice, role=Role.INVESTIGATOR)).codes) == {"NOT_ALLOWED"}
    trail = await rows(desk)
    assert sorted((row.act, row.result) for row in trail) == [
        ("READ_AUDIT", AuditResult.REFUSED),
        ("READ_POOL", AuditResult.REFUSED),
    ]


async def test_nobody_fills_the_disk_with_refusals_and_the_last_that_is_kept_says_so(desk: Asking) -> None:
    for _ in range(5):
        await asyncio.gather(*(desk("{ meetings { totalCount } }", role=Role.CLUE_OFFICE) for _ in range(4)))
    assert len(await rows(desk)) == 20
    for _ in range(MOST_REFUSED - 15):
        await desk(HEAD, role=Role.CLUE_OFFICE)
    trail = await rows(desk)
    assert len(trail) == MOST_REFUSED
    assert [row.detail for row in trail] == [{}] * (MOST_REFUSED - 1) + [{"no_more_kept_this_hour": True}]
    await desk(HEAD, role=Role.COUNTY)
    assert (await rows(desk))[-1].actor == "COUNTY-of-the-test"
