"""What a human settles brings an item back into the sight of who stood aside, or hides it again, in the same act."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from db.tables import ItemVote
from terms.roles import Role
from tests.api.live_scene import Table, table
from tests.api.meeting_documents import REFUSED
from tests.api.meeting_scene import TOMORROW

AGENDA = "query Agenda($m: ID!) { node(id: $m) { ... on Meeting { agenda { id position } } } }"
SCREENING = """query Screening($m: ID!) { meetingScreening(meeting: $m) {
  mustLeave { person { number } findings { ground rule { code } } } } }"""
TIE = "mutation Tie($input: TieRecordInput!) { done: tieRecord(input: $input) { __typename } }"
MADE = {
    "waiverGrant": "... on WaiverChanged { made: waiver { id } }",
    "dismissalMake": "... on DismissalChanged { made: dismissal { id } }",
}
WAIVER = {"reason": "人手不足", "document": "商纪〔2026〕9号"}
ALL, WITHOUT = [0, 1, 2], [0, 2]
"""The items that she sees, with the one about A-2 and without it."""


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give the meeting to come, with P2 a classmate of the accused in A-2 (R18, waivable)."""
    async with table(database) as found:
        tie = {"personNumber": "P2", "ties": [{"otherNumber": "S1", "social": "CLASSMATE"}]}
        assert await found.scene.ask(TIE, input=tie) == {"done": {"__typename": "FactsChanged"}}
        yield found


async def settle(at: Table, name: str, /, **given: Any) -> str:
    """Do an act on a finding or on the policy that must not be refused, and return the id of what it made."""
    caller = at.scene.caller(Role.RECUSAL_OFFICER if name.startswith("dismissal") else Role.COUNTY)
    asked = f"{name}(input: $input) {{ __typename {REFUSED} {MADE.get(name, '')} }}"
    document = f"mutation Do($input: {name[0].upper()}{name[1:]}Input!) {{ {asked} }}"
    payload = (await at.scene.ask(document, caller, input=given))[name]
    assert "code" not in payload, payload
    return str(payload.get("made", {}).get("id"))


async def set_policy(at: Table, severity: str, *, on: str = "2026-03-02") -> None:
    """Say how hard the rule about classmates is from a day on."""
    policy = {"recusal": {"severities": {"R18": severity}}}
    await settle(at, "policySet", effectiveFrom=on, document=policy, reason="会议决定")


async def finding(at: Table) -> dict[str, Any]:
    """Return what the rules have against P2 in A-2, as the meeting's own screening names it for an act."""
    items = (await at.scene.ask(SCREENING, m=at.meeting))["meetingScreening"]
    (ground,) = {
        found["ground"]
        for item in items
        for each in item["mustLeave"]
        for found in each["findings"]
        if (each["person"]["number"], found["rule"]["code"]) == ("P2", "R18")
    }
    return {"personNumber": "P2", "caseNumber": "A-2", "role": "MEMBER", "rule": "R18", "ground": ground}


async def seen(at: Table) -> list[int]:
    """Return the place on the agenda of each item that P2 sees, numbered for her without a gap."""
    agenda = (await at.scene.ask(AGENDA, at.person("P2"), m=at.meeting))["node"]["agenda"]
    assert [item["position"] for item in agenda] == list(range(1, len(agenda) + 1))
    return [at.items.index(item["id"]) for item in agenda]


async def test_a_waiver_that_holds_on_the_day_of_the_meeting_shows_the_item_until_it_is_revoked(at: Table) -> None:
    assert await seen(at) == WITHOUT
    over = await settle(at, "waiverGrant", finding=await finding(at), **WAIVER, expiresOn=str(TOMORROW.date()))
    assert await seen(at) == WITHOUT
    await settle(at, "waiverRevoke", id=over, reason="期限有误")
    held = await settle(at, "waiverGrant", finding=await finding(at), **WAIVER, expiresOn="2026-03-04")
    assert await seen(at) == ALL
    await settle(at, "waiverRevoke", id=held, reason="情况有变")
    assert await seen(at) == WITHOUT


async def test_a_false_alarm_shows_the_item_and_if_it_was_none_after_all_her_vote_is_struck(at: Table) -> None:
    alarm = await settle(at, "dismissalMake", finding=await finding(at), reason="同名非同一人")
    assert await seen(at) == ALL
    await at.start()
    assert (await at.call(1))["leave"] == []
    await at.done("itemVote", at.person("P2"), item=at.items[1], choice="FOR")
    await settle(at, "dismissalRevoke", id=alarm, reason="核实有误")
    assert await seen(at) == WITHOUT
    assert [row.struck for row in await at.scene.rows(ItemVote)] == [True]
    assert (await at.act("itemVote", at.person("P2"), item=at.items[1], choice="FOR"))["code"] == "NOT_FOUND"
    await settle(at, "dismissalMake", finding=await finding(at), reason="同名非同一人")
    assert (await at.act("itemVote", at.person("P2"), item=at.items[1], choice="FOR"))["code"] == "OUT_OF_THE_ROOM"


async def test_whoever_is_cleared_while_it_is_dealt_with_sees_it_and_stays_out_of_the_room(at: Table) -> None:
    await at.start()
    assert (await at.call(1))["leave"] == [{"number": "P2"}]
    held = await finding(at)
    await settle(at, "dismissalMake", finding=held, reason="同名非同一人")
    assert await seen(at) == ALL
    refused = await at.act("itemVote", at.person("P2"), item=at.items[1], choice="FOR")
    assert (refused["__typename"], refused["code"]) == ("MeetingRefused", "OUT_OF_THE_ROOM")
    assert await at.scene.rows(ItemVote) == []
    found = (await at.done("itemClose", item=at.items[1], closing="CONSENSUS"))["item"]["progress"]
    assert (found["outcome"], found["entitled"]) == ("AGREED", 4)
    await at.call(2)
    await at.done("itemVote", at.person("P2"), item=at.items[2], choice="FOR")


async def test_a_change_of_policy_shows_and_hides_the_item_as_it_will_be_on_the_day_of_the_meeting(at: Table) -> None:
    await set_policy(at, "SOFT")
    assert await seen(at) == ALL
    await set_policy(at, "ABSOLUTE", on="2026-03-04")
    assert await seen(at) == ALL
    await set_policy(at, "ABSOLUTE", on="2026-03-03")
    assert await seen(at) == WITHOUT
    await set_policy(at, "SOFT", on="2026-03-03")
    assert await seen(at) == ALL
