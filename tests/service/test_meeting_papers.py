"""The papers of a meeting over HTTP."""

from io import BytesIO

import httpx
import pytest
from docx import Document
from openpyxl import load_workbook

from resolvers.meeting_papers import Paper
from service.downloads import DOCX, XLSX

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
