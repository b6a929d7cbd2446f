"""Workbooks to take away: the template for anybody, the export for those who may."""

import httpx
import pytest

from intake.parse import read_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def test_the_template_is_there_for_anybody(client: httpx.AsyncClient) -> None:
    del client.headers["authorization"]
    answer = await client.get("/template.xlsx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    assert {problem.code.value for problem in read_file(answer.content, "template.xlsx").problems} == {
        "EXAMPLE_SKIPPED"
    }


async def test_the_county_takes_everything_away(client: httpx.AsyncClient) -> None:
    answer = await client.get("/export.xlsx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    assert answer.headers["cache-control"] == "no-store"
    parsed = read_file(answer.content, "export.xlsx")
    assert parsed.problems == ()
    assert len(parsed.records.people) > 130


@pytest.mark.parametrize(
    ("token", "status", "code"), [("demo-z1", 403, "NOT_ALLOWED"), ("nobody", 401, "UNAUTHENTICATED")]
)
async def test_others_take_nothing(client: httpx.AsyncClient, token: str, status: int, code: str) -> None:
    answer = await client.get("/export.xlsx", headers={"authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("path", ["/template.xlsx", "/export.xlsx"])
async def test_nothing_is_sent_to_a_download(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, content=b"x")
    assert answer.status_code == 405
