"""The guide to a meeting, run block by block on the demo as its headings say."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import orjson

from terms.periods import COUNTY_TIME
from tests.house.documents import ROOT, blocks

GUIDE: Path = ROOT / "docs" / "meetings.md"
COORDINATOR, SECRETARY = "demo-z1", "demo-secretary"
WHO = {
    "Call": COORDINATOR,
    "Answer": COORDINATOR,
    "Ahead": SECRETARY,
    "PutInOrder": SECRETARY,
    "Start": SECRETARY,
    "Attend": SECRETARY,
    "CallItem": SECRETARY,
    "Vote": COORDINATOR,
    "CloseItem": SECRETARY,
    "Decide": COORDINATOR,
    "Minute": SECRETARY,
    "Finish": SECRETARY,
    "Minutes": COORDINATOR,
    "Sign": COORDINATOR,
    "FollowUp": COORDINATOR,
}
"""Whom the guide names for each block."""
KNOWN = """query ($meeting: ID!) {
  node(id: $meeting) { ... on Meeting { agendaVersion agenda { id record decision doneAt progress { outcome } }
    signatures { signedAt } } }
}"""
CASE = "{ cases(first: 1) { nodes { number } } }"


class Reader:
    """Somebody who takes the blocks into GraphiQL, one by one, with what earlier ones answered."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        now = datetime.now(COUNTY_TIME).replace(microsecond=0)
        self.client = client
        self.known = {
            "now": (now + timedelta(minutes=5)).isoformat(),
            "later": (now + timedelta(hours=2)).isoformat(),
            "due": str(now.date() + timedelta(days=7)),
        }
        self.organs: list[str] = []

    async def ask(self, query: str, token: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the data that a document answers."""
        sent = {"query": query, "variables": variables or {}}
        headers = {"authorization": f"Bearer {token}"}
        answer = (await self.client.post("/graphql", json=sent, headers=headers)).json()
        assert "errors" not in answer, answer
        found: dict[str, Any] = answer["data"]
        return found

    async def run(self, name: str, query: str, variables: str) -> dict[str, Any]:
        """Run a block with what is known by now."""
        for word, value in self.known.items():
            variables = variables.replace(f"{{{word}}}", value)
        assert not re.search(r"\{[a-z ]+\}", variables), variables
        data = await self.ask(query, WHO[name], orjson.loads(variables))
        for payload in data.values():
            assert not isinstance(payload, dict) or "code" not in payload, (name, payload)
        return data

    async def look(self) -> Any:
        """Return the meeting as the coordinator sees it."""
        return (await self.ask(KNOWN, COORDINATOR, {"meeting": self.known["meeting"]}))["node"]

    def learn(self, name: str, data: dict[str, Any]) -> None:
        """Keep what the next blocks want."""
        if name == "Call":
            meeting = data["meetingCall"]["meeting"]
            self.organs = [each["organ"]["id"] for each in meeting["participants"] if each["person"] is not None]
            self.known |= {"meeting": meeting["id"], "version": meeting["agendaVersion"]}
            self.known |= {"item": meeting["agenda"][0]["id"]}
        elif name == "Minutes":
            self.known["digest"] = data["node"]["minutesDigest"]


async def test_the_guide_to_a_meeting_can_be_followed_block_by_block(client: httpx.AsyncClient) -> None:
    reader = Reader(client)
    reader.known["case"] = (await reader.ask(CASE, COORDINATOR))["cases"]["nodes"][0]["number"]
    documents, variables = blocks(GUIDE, "graphql"), blocks(GUIDE, "json")
    names = [document.split()[1].partition("(")[0] for document in documents]
    assert names == list(WHO)
    answered: dict[str, dict[str, Any]] = {}
    for name, document, given in zip(names, documents, variables, strict=True):
        for organ in reader.organs if "{each organ}" in given else [""]:
            reader.known["each organ"] = organ
            answered[name] = await reader.run(name, document, given)
        reader.learn(name, answered[name])
        if name == "Call":
            reader.known["organ"] = reader.organs[0]
    live = answered["Attend"]["meetingAttend"]["meeting"]["live"]
    assert live["there"] == len(reader.organs) >= live["quorum"] > 0
    meeting = await reader.look()
    (item, _) = meeting["agenda"]
    assert item["progress"]["outcome"] == "AGREED"
    assert (item["record"], item["decision"] is not None, item["doneAt"] is not None) == ("讨论了本月任务", True, True)
    assert len(meeting["signatures"]) == 1
