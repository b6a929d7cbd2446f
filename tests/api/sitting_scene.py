"""A joint meeting of the demo county that runs, with proposals on its agenda and people who vote on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from resolvers.caller import Caller, Identity
from schema.context import Context
from schema.nodes import global_id, key_of, kinds
from schema.people import Person
from terms.roles import Role
from tests.api.allocation_scene import Planner
from tests.api.asking import SCHEMA
from tests.api.live_scene import ACTS
from tests.api.meeting_documents import REFUSED

CALL = """mutation Call($input: MeetingCallInput!) { meetingCall(input: $input) { ... on MeetingCalled { meeting {
  id agenda { id kind } participants { organ { id } person { id number } } } } ... on Refusal { code message } } }"""
ATTEND = """mutation Attend($input: MeetingAttendInput!) { meetingAttend(input: $input) {
  __typename ... on Refusal { code message } } }"""
DECIDE = """mutation Decide($input: MeetingItemDecideInput!) { meetingItemDecide(input: $input) { __typename
  ... on MeetingItemDecided { item { decision decidedAt } approved { proposal { state } authorisations { number }
    assignments { role state person { number } case { number } authorisation { number } } } }
  ... on Refusal { code message } } }"""
ORGAN = """SELECT m.organ_id FROM memberships AS m
  JOIN people AS p ON p.id = m.person_id WHERE p.number = :number AND m.superseded_at IS NULL
  AND m.kind = 'ESTABLISHMENT' AND m.during @> current_date"""
WRITTEN = "SELECT count(*) FROM agenda_items WHERE decision IS NOT NULL"
HEADS = 2


@dataclass(slots=True)
class Sitting:
    """A joint meeting that runs, with an item for each proposal and one more, and who is there by number."""

    planner: Planner
    meeting: dict[str, Any]
    there: dict[str, Identity] = field(default_factory=dict)

    @property
    def proposed(self) -> list[str]:
        """The items that deal with proposals."""
        return [item["id"] for item in self.meeting["agenda"] if item["kind"] == "ALLOCATION"]

    async def act(self, name: str, who: Identity | None = None, **given: Any) -> dict[str, Any]:
        """Do an act at the table, for who keeps the meeting where nobody is named."""
        kind, done = ACTS[name]
        document = f"mutation Do($input: {kind}!) {{ {name}(input: $input) {{ __typename ... on {done} {REFUSED} }} }}"
        caller = await self.planner.asking.caller(Role.SECRETARY)
        if who is not None:
            caller = Caller(who, caller.database, caller.clock, "en")
        answer: Any = await SCHEMA.execute(document, {"input": given}, context_value=Context(caller))
        assert answer.errors is None, answer.errors
        payload: dict[str, Any] = answer.data[name]
        return payload

    async def carried(self, item: str) -> None:
        """Call an item, let everybody vote for it, and close it."""
        called = await self.act("itemCall", item=item)
        assert "code" not in called, called
        await self.vote(item)
        closed = await self.act("itemClose", item=item, closing="VOTED")
        assert closed["item"]["progress"]["outcome"] == "CARRIED", closed

    async def vote(self, item: str) -> None:
        """Let everybody vote for an item who may."""
        for who in self.there.values():
            await self.act("itemVote", who, item=item, choice="FOR")

    async def decide(self, item: str) -> dict[str, Any]:
        """Decide on an item and approve its proposal."""
        organ = self.meeting["participants"][0]["organ"]["id"]
        given = {"item": item, "organ": organ, "decision": "同意派案方案", "approves": True}
        made: dict[str, Any] = (await self.planner.asking.data(DECIDE, input=given))["meetingItemDecide"]
        return made

    async def written(self) -> dict[str, Any]:
        """Return how much there is of what a decision with an approval may write."""
        return {**await self.planner.counts(), "decisions": await self.planner.key_of(WRITTEN)}


async def sitting(planner: Planner, keys: Sequence[str], *members: str) -> Sitting:
    """Call a joint meeting on proposals, let it begin, and let some heads and these people be there."""
    now = planner.asking.now
    zones = [each["code"] for each in (await planner.asking.data("{ zones { nodes { code } } }"))["zones"]["nodes"]]
    persons = [
        await planner.asking.data("query ($n: String!) { person(number: $n) { id } }", n=each) for each in members
    ]
    organs = [str(global_id(kinds()["Organ"], await planner.key_of(ORGAN, number=each))) for each in members]
    asked = {
        "kind": "JOINT",
        "zoneCodes": zones,
        "startsAt": (now + timedelta(minutes=1)).isoformat(),
        "endsAt": (now + timedelta(hours=1)).isoformat(),
        "quorum": 1,
        "proposals": [{"key": key} for key in keys],
        "agenda": [{"kind": "DEPLOYMENT", "subject": "部署工作"}],
        "participants": [
            {"organ": organ, "person": person["person"]["id"]} for organ, person in zip(organs, persons, strict=True)
        ],
    }
    called = (await planner.asking.data(CALL, input=asked))["meetingCall"]
    assert "code" not in called, called
    found = Sitting(planner, called["meeting"])
    assert (await found.act("meetingStart", meeting=found.meeting["id"]))["__typename"] == "MeetingStarted"
    heads = [each for each in found.meeting["participants"] if each["person"] and each["organ"]["id"] not in organs]
    for each in (*heads[:HEADS], *(one for one in found.meeting["participants"] if one["organ"]["id"] in organs)):
        given = {"meeting": found.meeting["id"], "organ": each["organ"]["id"], "attendance": "PRESENT"}
        attended = (await planner.asking.data(ATTEND, input=given))["meetingAttend"]
        assert "code" not in attended, attended
        key, number = key_of(each["person"]["id"], Person), each["person"]["number"]
        found.there[number] = Identity(f"test:{number}", Role.INVESTIGATOR, person_id=key)
    return found
