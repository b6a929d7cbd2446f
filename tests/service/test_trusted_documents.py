"""Documents that were agreed on: they run by name, and where there is a list nothing else does."""

import json
from pathlib import Path

import pytest

from service.examples import EXAMPLES
from service.settings import Settings
from service.trusted import DocumentsUnreadable, TrustedDocuments, name_of, read
from tests.api.schema_sweep import WALKED
from tests.service.edge import asked
from tests.service.running import zones

ZONES = "query OurZones($n: Int) { zones(first: $n) { nodes { code } } }\n"
ACT = 'mutation Revoke { waiverRevoke(input: {id: "x", reason: "y"}) { __typename } }\n'
OTHER = "query Other { zones(first: 1) { nodes { name } } }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a question and an act."""
    (tmp_path / "zones.graphql").write_text(ZONES, encoding="utf-8")
    (tmp_path / "act.graphql").write_text(ACT, encoding="utf-8")
    return tmp_path


async def test_only_what_is_on_the_list_runs(county: str, folder: Path) -> None:
    async with asked(county, documents=folder, demo=True) as client:
        named = await client.post("/graphql", json={"documentId": name_of(ZONES), "variables": {"n": 1}})
        brought = await client.post("/graphql", json={"query": ZONES, "variables": {"n": 1}})
        for request in (
            {"query": OTHER},
            {"query": ZONES + " "},
            {"documentId": name_of(OTHER)},
            {"documentId": name_of(ZONES).upper()},
            {"documentId": 5},
        ):
            refused = await client.post("/graphql", json=request)
            assert refused.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
            assert "data" not in refused.json()
        both = await client.post("/graphql", json={"documentId": name_of(ZONES), "query": ZONES})
    assert named.json()["data"] == brought.json()["data"] == {"zones": {"nodes": [{"code": "Z1"}]}}
    assert (both.status_code, both.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


async def test_get_asks_what_is_on_the_list_and_never_acts(county: str, folder: Path) -> None:
    async with asked(county, documents=folder, gets=False) as client:
        fine = await client.get("/graphql", params={"documentId": name_of(ZONES), "variables": '{"n": 2}'})
        act = await client.get("/graphql", params={"documentId": name_of(ACT)})
        brought = await client.get("/graphql", params={"query": ZONES})
        broken = await client.get("/graphql", params={"documentId": name_of(ZONES), "variables": "{"})
    assert fine.json()["data"] == {"zones": {"nodes": [{"code": "Z1"}, {"code": "Z2"}]}}
    assert (act.status_code, act.json()["code"]) == (400, "BAD_REQUEST")
    assert act.json()["message"].startswith("The request cannot be read: acts are sent by POST")
    assert (brought.status_code, brought.json()["code"]) == (400, "DOCUMENT_NOT_TRUSTED")
    assert (broken.status_code, broken.json()["code"]) == (400, "BAD_REQUEST")


async def test_without_a_list_a_name_is_known_to_nobody(county: str) -> None:
    async with asked(county) as client:
        answer = await client.post("/graphql", json={"documentId": name_of(ZONES)})
    assert (answer.status_code, answer.json()["code"]) == (400, "DOCUMENT_NOT_TRUSTED")


def test_the_command_writes_a_list_that_is_read_again(tmp_path: Path) -> None:
    listed = tmp_path / "documents.json"
    made = zones("documents", str(EXAMPLES), str(listed))
    assert (made.returncode, made.stderr) == (0, "")
    documents = TrustedDocuments.at(listed, WALKED)
    for path in EXAMPLES.glob("*.graphql"):
        text = path.read_text(encoding="utf-8")
        assert documents.text_of(name_of(text)) == text
    assert read(listed) == read(EXAMPLES)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"sha256:00": "{ __typename }"}', '{"a": 1}', json.dumps({name_of("{ nobody }"): "{ nobody }"})],
)
def test_a_list_that_cannot_be_meant_is_refused(tmp_path: Path, content: str) -> None:
    listed = tmp_path / "documents.json"
    listed.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentsUnreadable):
        TrustedDocuments.at(listed, WALKED)


def test_a_list_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    settings = {
        "DATABASE_URL": "postgresql://zones_api@b/c",
        "ZONES_WALL_KEY": "k" * 32,
        "ZONES_DOCUMENTS": str(tmp_path / "none"),
    }
    place = Settings.from_environment(settings).documents
    with pytest.raises(DocumentsUnreadable, match="cannot be taken"):
        TrustedDocuments.at(place, WALKED)
