"""The papers of a meeting over HTTP."""

from io import BytesIO

import httpx
import pytest
from docx import Document
from openpyxl import load_workbook

from resolvers.meeting_papers import Paper
from service.downloads import XLSX
from service.meeting_papers import DOCX

MEETINGS = {"query": "{ meetings(first: 1) { nodes { id title } } }"}


async def latest(client: httpx.AsyncClient) -> dict[str, str]:
    """Return the latest meeting of the demo county."""
    found: dict[str, str] = (await client.post("/graphql", json=MEETINGS)).json()["data"]["meetings"]["nodes"][0]
    return found


@pytest.mark.parametrize("which", Paper)
async def test_every_paper_is_a_file_that_opens(client: httpx.AsyncClient, which: Paper) -> None:
    meeting = await latest(client)
    answer = await client.get(f"/meetings/{meeting['id']}/{which.value}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="{which.value}"'
    assert answer.headers["cache-control"] == "no-store"
    if which.value.endswith(".docx"):
        assert answer.headers["content-type"] == DOCX
        assert meeting["title"] in "\n".join(each.text for each in Document(BytesIO(answer.content)).paragraphs)
    else:
        assert answer.headers["content-type"] == XLSX
        assert load_workbook(BytesIO(answer.content)).active is not None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("{id}/letter.docx", "NOT_FOUND"),
        ("no-id/minutes.docx", "BAD_ID"),
        ("TWVldGluZzo5OTk=/minutes.docx", "NOT_FOUND"),
    ],
)
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, path: str, code: str) -> None:
    meeting = await latest(client)
    answer = await client.get("/meetings/" + path.format(id=meeting["id"]))
    assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_nobody_takes_a_paper_without_a_token(client: httpx.AsyncClient) -> None:
    meeting = await latest(client)
    del client.headers["authorization"]
    answer = await client.get(f"/meetings/{meeting['id']}/minutes.docx")
    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")


async def test_the_list_of_absent_and_substituted_heads_is_a_workbook(client: httpx.AsyncClient) -> None:
    answer = await client.get("/absences.xlsx?first=2020-01-01&last=2020-03-01")
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    everything = await client.get(f"/absences.xlsx?{await recent(client)}")
    listed = load_workbook(BytesIO(everything.content)).active
    assert listed is not None
    assert listed.max_row > sheet.max_row


async def recent(client: httpx.AsyncClient) -> str:
    """Return the days around the demo's meetings, as the list wants them."""
    asked = {"query": "{ meetings(first: 5) { nodes { startsAt } } }"}
    days = [
        each["startsAt"][:10]
        for each in (await client.post("/graphql", json=asked)).json()["data"]["meetings"]["nodes"]
    ]
    return f"first={min(days)}&last={max(days)}"


@pytest.mark.parametrize(
    ("query", "token", "status", "code"),
    [
        ("", "demo-county", 400, "DAY_UNREADABLE"),
        ("first=x&last=2026-03-01", "demo-county", 400, "DAY_UNREADABLE"),
        ("first=2026-03-02&last=2026-03-01", "demo-county", 400, "DAYS_UNFIT"),
        ("first=2026-03-01&last=2026-03-02", "demo-scheduler", 403, "NOT_ALLOWED"),
    ],
)
async def test_a_list_of_unlikely_days_or_for_who_may_not_is_refused(
    client: httpx.AsyncClient, query: str, token: str, status: int, code: str
) -> None:
    answer = await client.get(f"/absences.xlsx?{query}", headers={"authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
