"""A joint meeting is kept by who called it, and by who is over all of its zones: being asked to it is taking part."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from db.tables import AgendaItem, AuditEntry, ItemExit, Meeting
from resolvers.caller import Caller
from terms.audit import AuditResult
from terms.meetings import AgendaItemState, MeetingState
from terms.roles import Role
from tests.api.live_scene import Table, table
from tests.api.meeting_documents import REFUSED, called
from tests.api.meeting_scene import TOMORROW, Scene

INPUTS = {
    "agendaPutInOrder": "AgendaPutInOrderInput",
    "agendaAdd": "AgendaAddInput",
    "agendaArrange": "AgendaArrangeInput",
    "agendaItemChange": "AgendaItemChangeInput",
    "agendaItemWithdraw": "AgendaItemWithdrawInput",
    "meetingChange": "MeetingChangeInput",
    "meetingCancel": "MeetingCancelInput",
    "meetingStart": "MeetingStartInput",
    "meetingFinish": "MeetingFinishInput",
    "meetingAttend": "MeetingAttendInput",
    "meetingItemDecide": "MeetingItemDecideInput",
    "meetingItemMinute": "MeetingItemMinuteInput",
    "meetingFollowUp": "MeetingFollowUpInput",
    "itemCall": "ItemCallInput",
    "itemClose": "ItemCloseInput",
    "itemDeclare": "ItemDeclareInput",
}
"""Every act of keeping, with the type of its input."""
ONE = [{"kind": "DEPLOYMENT", "subject": "部署"}]
VERSION = "query V($m: ID!) { node(id: $m) { ... on Meeting { agendaVersion } } }"


@pytest.fixture
async def at(database: str) -> AsyncIterator[Table]:
    """Give a joint meeting that the county called, with its items in the order of the agenda."""
    async with table(database) as found:
        yield found


def coordinator(scene: Scene, *zones: str) -> Caller:
    """Return the coordinator of zones, under a name of her own."""
    caller = scene.caller(Role.COORDINATOR, zone=zones[0])
    held = frozenset(scene.ids[zone] for zone in zones)
    return replace(caller, identity=replace(caller.identity, principal=f"test:{zones}", zone_ids=held))


async def asked(at: Table, who: Caller, name: str, **given: Any) -> str | None:
    """Do an act, and return the code by which it is refused."""
    document = f"mutation Do($input: {INPUTS[name]}!) {{ {name}(input: $input) {{ __typename {REFUSED} }} }}"
    code: str | None = (await at.scene.ask(document, who, input=given))[name].get("code")
    return code


async def inputs(at: Table, who: Caller) -> dict[str, dict[str, Any]]:
    """Return an input for each act of keeping."""
    organ, item = at.scene.gid("Organ", "甲乡纪委"), at.items[0]
    version = (await at.scene.ask(VERSION, who, m=at.meeting))["node"]["agendaVersion"]
    agenda = {"meeting": at.meeting, "version": version}
    more = [{"kind": "DEPLOYMENT", "subject": "再议"}]
    return {
        "agendaPutInOrder": {"agenda": agenda},
        "agendaAdd": {"agenda": agenda, "items": more},
        "agendaArrange": {"agenda": agenda, "order": at.items},
        "agendaItemChange": {"agenda": agenda, "item": item, "minutes": 20},
        "agendaItemWithdraw": {"agenda": agenda, "item": item},
        "meetingChange": {"meeting": at.meeting, "title": "另一名称"},
        "meetingCancel": {"meeting": at.meeting, "reason": "改期"},
        "meetingStart": {"meeting": at.meeting},
        "meetingFinish": {"meeting": at.meeting},
        "meetingAttend": {"meeting": at.meeting, "organ": organ, "attendance": "ABSENT"},
        "meetingItemDecide": {"item": item, "organ": organ, "decision": "同意"},
        "meetingItemMinute": {"item": item, "record": "记"},
        "meetingFollowUp": {"item": item, "note": "已部署"},
        "itemCall": {"item": item},
        "itemClose": {"item": item},
        "itemDeclare": {"item": item, "person": at.scene.gid("Person", "P2"), "reason": "据告"},
    }


async def test_every_act_of_keeping_is_tried(at: Table) -> None:
    assert (await inputs(at, at.keeper())).keys() == INPUTS.keys()


@pytest.mark.parametrize("name", INPUTS)
async def test_the_coordinator_of_a_zone_that_was_asked_keeps_nothing_of_it(at: Table, name: str) -> None:
    at.scene.now = TOMORROW
    for zone in ("Z1", "Z2"):
        who = coordinator(at.scene, zone)
        assert await asked(at, who, name, **(await inputs(at, who))[name]) == "NOT_ALLOWED"
    refused = [row.act for row in await at.scene.rows(AuditEntry) if row.result is AuditResult.REFUSED]
    assert refused == ["CALL_MEETING", "CALL_MEETING"]
    (meeting,) = await at.scene.rows(Meeting)
    assert (meeting.state, meeting.sequence) == (MeetingState.CALLED, 0)
    items = await at.scene.rows(AgendaItem)
    assert {(row.state, row.record, row.decision) for row in items} == {(AgendaItemState.PLANNED, "", None)}
    assert await at.scene.rows(ItemExit) == []


@pytest.mark.parametrize("name", INPUTS)
async def test_whoever_is_over_all_its_zones_keeps_it(at: Table, name: str) -> None:
    at.scene.now = TOMORROW
    who = coordinator(at.scene, "Z1", "Z2")
    assert await asked(at, who, name, **(await inputs(at, who))[name]) not in {"NOT_ALLOWED", "NOT_FOUND"}


async def test_whoever_called_a_joint_meeting_keeps_it_and_the_other_zone_does_not(database: str) -> None:
    async with table(database) as at:
        mine, other = coordinator(at.scene, "Z1"), coordinator(at.scene, "Z2")
        await at.sql("UPDATE meetings SET called_by = :name", name=mine.identity.principal)
        at.scene.now = TOMORROW
        assert await asked(at, other, "meetingStart", meeting=at.meeting) == "NOT_ALLOWED"
        assert await asked(at, mine, "meetingStart", meeting=at.meeting) is None
        for name in ("itemCall", "itemClose"):
            assert await asked(at, other, name, item=at.items[0]) == "NOT_ALLOWED"
            assert await asked(at, mine, name, item=at.items[0]) is None
        assert await asked(at, other, "meetingFinish", meeting=at.meeting) == "NOT_ALLOWED"
        assert await asked(at, mine, "meetingFinish", meeting=at.meeting) is None


async def test_a_meeting_of_her_zone_alone_is_hers_to_keep(at: Table) -> None:
    own = (await called(at.scene, kind="WORKING", zoneCodes=["Z1"], proposals=[], agenda=ONE))["id"]
    at.scene.now = TOMORROW
    assert await asked(at, coordinator(at.scene, "Z1"), "meetingStart", meeting=own) is None
    assert await asked(at, coordinator(at.scene, "Z2"), "meetingStart", meeting=own) == "NOT_FOUND"
