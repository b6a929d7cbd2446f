"""Workbooks to take away: the template for anybody, the export for those who may."""

import hashlib

import httpx
import pytest
from sqlmodel import col, select

from db.session import Database
from db.tables import AuditEntry
from intake.parse import read_file
from terms.audit import AuditResult

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def test_the_template_is_there_for_anybody(client: httpx.AsyncClient) -> None:
    del client.headers["authorization"]
    answer = await client.get("/template.xlsx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    assert {problem.code.value for problem in read_file(answer.content, "template.xlsx").problems} == {
        "EXAMPLE_SKIPPED"
    }


async def trail(url: str) -> list[AuditEntry]:
    database = Database(url)
    async with database.reading() as session:
        found = list((await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all())
    await database.close()
    return found


async def test_the_county_takes_everything_away(client: httpx.AsyncClient, county: str) -> None:
    answer = await client.get("/export.xlsx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    assert answer.headers["cache-control"] == "no-store"
    parsed = read_file(answer.content, "export.xlsx")
    assert parsed.problems == ()
    assert len(parsed.records.people) > 130
    (line,) = await trail(county)
    assert (line.actor, line.act, line.result, line.role) == ("demo-county", "EXPORT", AuditResult.READ, "COUNTY")
    assert line.origin == "api 127.0.0.1"
    assert line.detail == {"sha256": hashlib.sha256(answer.content).hexdigest()}


@pytest.mark.parametrize(
    ("token", "status", "code"), [("demo-z1", 403, "NOT_ALLOWED"), ("nobody", 401, "UNAUTHENTICATED")]
)
async def test_others_take_nothing(client: httpx.AsyncClient, county: str, token: str, status: int, code: str) -> None:
    answer = await client.get("/export.xlsx", headers={"authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    refused = [("demo-z1", "EXPORT", AuditResult.REFUSED)] if status == 403 else []
    assert [(row.actor, row.act, row.result) for row in await trail(county)] == refused


@pytest.mark.parametrize("path", ["/template.xlsx", "/export.xlsx"])
async def test_nothing_is_sent_to_a_download(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, content=b"x")
    assert answer.status_code == 405
