"""Editing an agenda: by who saw it as it is, and without telling of what is hidden from her."""

from asyncio import gather
from collections.abc import Sequence
from typing import Any

import pytest

from db.tables import AgendaItem, AuditEntry
from resolvers.caller import Caller
from terms.meetings import AgendaItemState
from terms.roles import Role
from tests.api.meeting_documents import ATTEND, called
from tests.api.meeting_scene import TOMORROW, Scene
from tests.api.test_items_out_of_sight import THREE, agenda, participant, scene, tie

__all__ = ["scene"]
AS_SEEN = "{ meetings { nodes { id agendaVersion agenda { id subject minutes fixed case { number } } } } }"
EDITED = (
    "... on AgendaEdited { meeting { agendaVersion agenda { id case { number } } } } ... on Refusal { code message }"
)


async def seen(scene: Scene, caller: Caller | None = None) -> dict[str, Any]:
    """Return the only meeting as somebody sees it."""
    (meeting,) = (await scene.ask(AS_SEEN, caller))["meetings"]["nodes"]
    found: dict[str, Any] = meeting
    return found


async def edit(scene: Scene, name: str, meeting: dict[str, Any], caller: Caller | None = None, **given: Any) -> Any:
    """Edit an agenda as it was seen."""
    document = f"mutation ($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{ {EDITED} }} }}"
    about = {"meeting": meeting["id"], "version": meeting["agendaVersion"]}
    return (await scene.ask(document, caller, input={"agenda": about, **given}))[name]


def cases(meeting: dict[str, Any]) -> list[str | None]:
    """Return the case numbers of an agenda in order."""
    return [item["case"] and item["case"]["number"] for item in meeting["agenda"]]


def ids(items: Sequence[dict[str, Any]]) -> list[str]:
    """Return the ids of items."""
    return [item["id"] for item in items]


async def test_items_are_added_arranged_changed_and_withdrawn(scene: Scene) -> None:
    await called(scene, proposals=[], agenda=THREE)
    added = await edit(
        scene, "agendaAdd", await seen(scene), items=[{"kind": "CASE_CONSULTATION", "caseNumber": "A-1"}]
    )
    assert cases(added["meeting"]) == [None, "A-2", "B-1", "A-1"]
    now = await seen(scene)
    first, *rest = ids(now["agenda"])
    arranged = await edit(scene, "agendaArrange", now, order=[*rest, first])
    assert cases(arranged["meeting"]) == ["A-2", "B-1", "A-1", None]
    changed = await edit(
        scene, "agendaItemChange", await seen(scene), item=first, subject="改题", minutes=40, fixed=True
    )
    assert "code" not in changed
    now = await seen(scene)
    assert [(item["subject"], item["minutes"], item["fixed"]) for item in now["agenda"]][-1] == ("改题", 40, True)
    gone = await edit(scene, "agendaItemWithdraw", now, item=first)
    assert cases(gone["meeting"]) == ["A-2", "B-1", "A-1"]
    kept = [row.state for row in await scene.rows(AgendaItem)]
    assert (len(kept), kept.count(AgendaItemState.WITHDRAWN)) == (4, 1)
    acts = [row.act for row in await scene.rows(AuditEntry)]
    assert acts == ["CALL_MEETING", "ADD_ITEMS", "ARRANGE_AGENDA", "CHANGE_ITEM", "WITHDRAW_ITEM"]


async def test_of_two_secretaries_who_edit_at_once_one_is_told_and_nothing_is_mixed(scene: Scene) -> None:
    await called(scene, proposals=[], agenda=THREE)
    now = await seen(scene)
    orders = [ids(now["agenda"])[::-1], [*ids(now["agenda"])[1:], ids(now["agenda"])[0]]]
    answers = await gather(*(edit(scene, "agendaArrange", now, order=order) for order in orders))
    assert [answer.get("code") for answer in answers if "code" in answer] == ["AGENDA_CHANGED"]
    won = next(at for at, answer in enumerate(answers) if "code" not in answer)
    assert ids((await seen(scene))["agenda"]) == orders[won]


async def test_many_who_add_at_once_and_look_again_lose_no_item(scene: Scene) -> None:
    await called(scene, proposals=[], agenda=THREE[:1])

    async def add(subject: str) -> None:
        while True:
            answer = await edit(scene, "agendaAdd", await seen(scene), items=[{"kind": "OTHER", "subject": subject}])
            if "code" not in answer:
                return
            assert answer["code"] == "AGENDA_CHANGED"

    await gather(*(add(f"事项{at}") for at in range(5)))
    rows = sorted(await scene.rows(AgendaItem), key=lambda row: row.position)
    assert [row.position for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {row.subject for row in rows} == {"部署工作", *(f"事项{at}" for at in range(5))}


async def test_whoever_does_not_see_an_item_arranges_the_others_around_it_and_her_version_stays(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    await called(scene, proposals=[], agenda=THREE)
    barred = participant(scene)
    before = await seen(scene, barred)
    hidden = (await seen(scene))["agenda"][1]["id"]
    await edit(scene, "agendaItemChange", await seen(scene), item=hidden, minutes=50)
    assert (await seen(scene, barred))["agendaVersion"] == before["agendaVersion"]
    arranged = await edit(scene, "agendaArrange", before, barred, order=ids(before["agenda"])[::-1])
    assert cases(arranged["meeting"]) == ["B-1", None]
    assert await agenda(scene) == [(1, "B-1"), (2, "A-2"), (3, None)]
    refused = await edit(scene, "agendaItemWithdraw", await seen(scene, barred), barred, item=hidden)
    assert refused["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("agendaArrange", {"order": []}, "ORDER_UNFIT"),
        ("agendaAdd", {"items": []}, "AGENDA_EMPTY"),
        ("agendaAdd", {"items": [{"kind": "DEADLINE"}]}, "ITEM_UNFIT"),
        ("agendaAdd", {"items": [{"kind": "OTHER", "subject": "字" * 201}]}, "TEXT_UNFIT"),
        ("agendaItemChange", {"minutes": 601}, "MINUTES_UNFIT"),
        ("agendaItemChange", {"room": 21}, "ROOM_UNFIT"),
        ("agendaItemChange", {"subject": "\x00"}, "TEXT_UNFIT"),
    ],
)
async def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    scene: Scene, name: str, given: dict[str, Any], code: str
) -> None:
    await called(scene, proposals=[], agenda=THREE)
    before = await seen(scene)
    if name == "agendaItemChange":
        given = {"item": before["agenda"][0]["id"], **given}
    assert (await edit(scene, name, before, **given))["code"] == code
    assert await seen(scene) == before


async def test_an_agenda_is_edited_by_who_may_while_the_meeting_is_not_over(scene: Scene) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    now = await seen(scene)
    outside = await edit(
        scene, "agendaArrange", now, scene.caller(Role.COORDINATOR, zone="Z1"), order=ids(now["agenda"])
    )
    assert outside["code"] == "NOT_ALLOWED"
    refused = await edit(scene, "agendaArrange", now, scene.caller(Role.SCHEDULER), order=[])
    assert refused["code"] == "NOT_ALLOWED"
    scene.now = TOMORROW
    given = {"meeting": meeting["id"], "organ": scene.gid("Organ", "甲乡纪委"), "attendance": "PRESENT"}
    await scene.ask(ATTEND, input={**given, "person": scene.gid("Person", "P1")})
    assert (await edit(scene, "agendaArrange", now, order=ids(now["agenda"])))["code"] == "MEETING_NOT_OPEN"


async def test_only_an_organ_that_is_invited_reports_and_it_can_be_let_off(scene: Scene) -> None:
    await called(scene, proposals=[], agenda=THREE)
    first, second, *_ = ids((await seen(scene))["agenda"])
    fit, unfit = (scene.gid("Organ", name) for name in ("甲乡纪委", "审计局"))

    async def change(item: str, **given: Any) -> Any:
        return await edit(scene, "agendaItemChange", await seen(scene), item=item, **given)

    async def reporting() -> list[int | None]:
        rows = sorted(await scene.rows(AgendaItem), key=lambda row: row.position)
        return [row.reporting_organ_id for row in rows]

    added = [{"kind": "OTHER", "subject": "听取汇报", "reportingOrgan": organ} for organ in (fit, unfit)]
    answers = [
        await edit(scene, "agendaAdd", await seen(scene), items=added),
        await change(second, reportingOrgan=unfit),
    ]
    assert [(answer["code"], answer["message"]) for answer in answers] == [
        ("REPORTER_UNFIT", "The organ that reports on item 2 takes no part in the meeting.")
    ] * 2
    assert await reporting() == [None] * 3
    assert "code" not in await edit(scene, "agendaAdd", await seen(scene), items=added[:1])
    assert "code" not in await change(first, reportingOrgan=fit)
    organ = scene.ids["甲乡纪委"]
    assert await reporting() == [organ, None, None, organ]
    assert "code" not in await change(first, minutes=20)
    assert "code" not in await change(first, reportingOrgan=fit, noReporter=True)
    assert await reporting() == [organ, None, None, organ]
    assert "code" not in await change(first, noReporter=True)
    assert await reporting() == [None, None, None, organ]
