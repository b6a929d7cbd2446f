"""Bodies that come slowly, acts that take too long, requests that ask the database too often."""

import asyncio
import time
from collections.abc import AsyncIterator

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from service.limits import Limits
from service.settings import Introspection
from tests.service.edge import asked, codes

JSON = {"content-type": "application/json"}
APPLY = """
mutation Propose { allocationPropose(input: {key: "late"}) { __typename ... on Refusal { code } } }
"""


async def test_a_body_that_comes_too_slowly_is_refused(county: str) -> None:
    async def dripping() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await asyncio.sleep(1.3)
        yield b'"{ __typename }"}'

    async def pieces() -> AsyncIterator[bytes]:
        yield b'{"query": '
        yield b'"{ __typename }"}'

    async with asked(county, limits=Limits(body_seconds=1)) as client:
        slow = await client.post("/graphql", content=dripping(), headers=JSON)
        fine = await client.post("/graphql", content=pieces(), headers=JSON)
    assert (slow.status_code, slow.json()["code"]) == (408, "BODY_TOO_SLOW")
    assert fine.json()["data"] == {"__typename": "Query"}


async def test_bodies_are_measured_by_the_settings(county: str) -> None:
    async with asked(county, limits=Limits(document_bytes=1024, upload_bytes=2048, upload_parts=3)) as client:
        large = await client.post("/graphql", json={"query": "{ __typename }" + " " * 1024})
        headers = {"graphql-require-preflight": "1"}
        upload = await client.post("/graphql", files={"operations": (None, " " * 2048)}, headers=headers)
        many = [("operations", (None, '{"query": "{ __typename }"}')), *[(f"{n}", (None, "x")) for n in range(3)]]
        parts = await client.post("/graphql", files=many, headers=headers)
        fine = await client.post("/graphql", files=many[:3], headers=headers)
    assert (large.status_code, large.json()["message"]) == (
        413,
        "The request is too large: 1 KiB for a document, 2 KiB with a workbook.",
    )
    assert upload.status_code == 413
    assert (parts.status_code, parts.json()["code"]) == (400, "TOO_MANY_PARTS")
    assert fine.json()["data"] == {"__typename": "Query"}


async def test_an_act_that_waits_too_long_is_undone_and_the_next_one_finds_a_usable_connection(county: str) -> None:
    engine = create_async_engine(county)
    limits = Limits(act_seconds=1, question_seconds=1)
    async with asked(county, limits=limits) as client, engine.connect() as holder:
        await holder.execute(text("LOCK TABLE allocation_runs, proposals IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        answer = await client.post("/graphql", json={"query": APPLY}, headers={"accept-language": "zh"})
        export = await client.post("/graphql", json={"query": "{ proposals(first: 1) { totalCount } }"})
        assert time.monotonic() - began < 20  # and not the half minute that a lock is waited for
        await holder.rollback()
        after = [await codes(client, "{ proposals(first: 1) { totalCount } zones { totalCount } }") for _ in range(30)]
    async with engine.connect() as connection:
        kept = (await connection.execute(text("SELECT count(*) FROM allocation_runs"))).scalar_one()
        held = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in %'"
        )
        left = (await connection.execute(held)).scalar_one()
    await engine.dispose()
    assert (answer.status_code, export.status_code) == (503, 503)
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "TIMED_OUT"
    assert error["message"].startswith("处理超过1秒，已中止")
    assert answer.json()["extensions"]["cost"]["requested"] > 3_000
    assert (kept, left) == (0, 0)
    assert after == [[]] * 30


async def test_a_workbook_that_takes_too_long_is_given_up(county: str) -> None:
    engine = create_async_engine(county)
    async with asked(county, limits=Limits(act_seconds=1)) as client, engine.connect() as holder:
        await holder.execute(text("LOCK TABLE people IN ACCESS EXCLUSIVE MODE"))
        answer = await client.get("/export.xlsx", headers={"authorization": "Bearer demo-clue"})
        late = await client.get("/export.xlsx")
        await holder.rollback()
    await engine.dispose()
    assert answer.status_code == 403
    assert (late.status_code, late.json()["code"]) == (503, "TIMED_OUT")


async def test_statements_are_counted_over_the_whole_request_and_an_act_over_them_leaves_nothing(county: str) -> None:
    question = "{ " + " ".join(f"a{n}: organs(first: 1) {{ nodes {{ code }} }}" for n in range(12)) + " }"
    engine = create_async_engine(county)
    async with asked(county, limits=Limits(question_statements=10, act_statements=10)) as client:
        few = await codes(client, "{ organs(first: 1) { nodes { code } } }")
        many = await codes(client, question)
        act = await codes(client, APPLY)
        again = await codes(client, "{ organs(first: 1) { nodes { code } } }")
    async with engine.connect() as connection:
        kept = (await connection.execute(text("SELECT count(*) FROM allocation_runs"))).scalar_one()
    await engine.dispose()
    assert (few, again) == ([], [])
    assert set(many) == {"TOO_MANY_STATEMENTS"}
    assert act == ["TOO_MANY_STATEMENTS"]
    assert kept == 0


async def test_the_schema_is_told_by_policy(county: str) -> None:
    told: dict[str, list[str]] = {}

    for policy in Introspection:
        async with asked(county, introspection=policy) as client:
            told[policy.value] = await codes(client, "{ __schema { queryType { name } } }")
            assert await codes(client, "{ __typename zones { __typename } }") == []
    assert told == {"everybody": [], "administrators": ["INTROSPECTION_OFF"], "nobody": ["INTROSPECTION_OFF"]}
