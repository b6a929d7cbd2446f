"""Each of the seven kinds of meeting as it is called: what it deals with and does not, and which organ convenes it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from db.tables import Meeting
from terms.meetings import AgendaItemKind, MeetingKind
from tests.api.meeting_documents import call, called
from tests.api.meeting_scene import Scene, meeting_scene

I = AgendaItemKind  # noqa: E741  (the table below reads as a table)
CASE = {"caseNumber": "A-2"}
ITEMS: Mapping[AgendaItemKind, Mapping[str, Any]] = {
    I.DEPLOYMENT: {"subject": "部署工作"},
    I.CLUE_STUDY: {"subject": "问题线索研判"},
    I.CASE_CONSULTATION: CASE,
    I.DEADLINE: CASE,
    I.OTHER: {"subject": "其他事项"},
}
"""An item of each kind that names its matter by itself; the others: ``test_calling.py``."""
TAKES: Mapping[MeetingKind, frozenset[AgendaItemKind]] = {
    MeetingKind.WORKING: frozenset(ITEMS),
    MeetingKind.JOINT: frozenset(ITEMS),
    MeetingKind.CONSULTATION: frozenset({I.CASE_CONSULTATION, I.CLUE_STUDY, I.OTHER}),
    MeetingKind.THREE_LEVEL: frozenset({I.CASE_CONSULTATION, I.OTHER}),
    MeetingKind.ALLOCATION: frozenset({I.CASE_CONSULTATION, I.OTHER}),
    MeetingKind.DEADLINE_REVIEW: frozenset({I.CASE_CONSULTATION, I.DEADLINE, I.OTHER}),
    MeetingKind.TRAINING: frozenset({I.DEPLOYMENT, I.OTHER}),
}
DEALS_WITH_PROPOSALS = {MeetingKind.WORKING, MeetingKind.JOINT, MeetingKind.ALLOCATION}


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own."""
    async with meeting_scene(database) as scene:
        yield scene


def asked(kind: MeetingKind, *items: AgendaItemKind, **more: Any) -> dict[str, Any]:
    """Return what is asked for a meeting of a kind, of two zones where it may have two."""
    agenda = [{"kind": item.name, **ITEMS[item]} for item in items]
    zones = ["Z1"] if kind is MeetingKind.WORKING else ["Z2", "Z1"]
    return {"kind": kind.name, "title": "", "zoneCodes": zones, "proposals": [], "agenda": agenda, **more}


def test_all_kinds_are_looked_at() -> None:
    assert set(TAKES) == set(MeetingKind)
    assert len(TAKES) == 7


async def test_each_kind_is_called_for_what_it_deals_with_alone(scene: Scene) -> None:
    approved = [{"id": scene.gid("Proposal", "approved")}]
    for kind, items in TAKES.items():
        meeting = await called(scene, **asked(kind, *sorted(items)))
        assert (meeting["kind"], meeting["state"], meeting["title"]) == (kind.name, "CALLED", kind.zh)
        assert [item["kind"] for item in meeting["agenda"]] == sorted(items)
        for item in ITEMS.keys() - items:
            assert (kind, (await call(scene, **asked(kind, item)))["code"]) == (kind, "ITEM_UNFIT")
        about = await call(scene, **asked(kind, I.OTHER, proposals=approved))
        assert (kind, about.get("code")) == (kind, None if kind in DEALS_WITH_PROPOSALS else "ITEM_UNFIT")
    assert len(await scene.rows(Meeting)) == len(TAKES) + len(DEALS_WITH_PROPOSALS)


async def test_each_kind_is_convened_by_the_office_that_leads_its_first_zone_or_by_whom_is_named(scene: Scene) -> None:
    bureau = scene.gid("Organ", "审计局")
    unled = {"zoneCodes": ["Z3"], "alsoInvited": [bureau]}  # no office leads it
    for kind in MeetingKind:
        leads = "第一室" if kind is MeetingKind.WORKING else "第二室"
        for named, more in ((leads, {}), ("审计局", {"convener": bureau}), ("审计局", {"convener": bureau, **unled})):
            meeting = await called(scene, **asked(kind, I.OTHER, **more))
            assert (kind, meeting["convener"]["name"]) == (kind, named)
            assert meeting["participants"][0]["organ"]["name"] == named
        assert (await call(scene, **asked(kind, I.OTHER, **unled)))["code"] == "CONVENER_MISSING"


async def test_each_kind_takes_the_zones_that_it_can(scene: Scene) -> None:
    for kind in MeetingKind:
        alone, both, none = [
            (await call(scene, **asked(kind, I.OTHER, zoneCodes=zones))).get("code")
            for zones in (["Z1"], ["Z1", "Z2"], [])
        ]
        assert (kind, alone) == (kind, "NOBODY_ELSE_TAKES_PART" if kind is MeetingKind.JOINT else None)
        assert (kind, both) == (kind, "ZONES_UNFIT" if kind is MeetingKind.WORKING else None)
        assert (kind, none) == (kind, "ZONES_UNFIT")
