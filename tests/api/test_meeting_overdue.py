"""Overdue decisions reach agendas that were made before: as these are changed, as meetings begin, as they come free."""

from asyncio import gather
from datetime import datetime, timedelta
from typing import Any

from db.tables import AgendaItem, AuditEntry, ItemScreening
from tests.api.live_scene import ACTS
from tests.api.meeting_documents import REFUSED, called
from tests.api.meeting_scene import NOW, TOMORROW, Scene
from tests.api.test_items_out_of_sight import THREE, participant, scene, tie
from tests.api.test_meeting_outcomes import act, decided

__all__ = ["scene"]
LATER = NOW + timedelta(days=11)
"""A day on which what is decided tomorrow is overdue."""
KINDS = "query M($m: ID!) { node(id: $m) { ... on Meeting { agendaVersion agenda { id kind earlierItem { id } } } } }"
MORE = {
    "agendaAdd": "AgendaAddInput",
    "agendaItemWithdraw": "AgendaItemWithdrawInput",
    "meetingChange": "MeetingChangeInput",
    "meetingCancel": "MeetingCancelInput",
}


async def do(scene: Scene, name: str, **given: Any) -> Any:
    """Do an act that must not be refused."""
    kind = MORE[name] if name in MORE else ACTS[name][0]
    document = f"mutation Do($input: {kind}!) {{ {name}(input: $input) {{ __typename {REFUSED} }} }}"
    answer = (await scene.ask(document, input=given))[name]
    assert "code" not in answer, answer
    return answer


async def at(scene: Scene, starts: datetime, **changes: Any) -> str:
    """Call a meeting for a time, with one item on its agenda; return its id."""
    times = {"startsAt": starts.isoformat(), "endsAt": (starts + timedelta(hours=2)).isoformat()}
    meeting: str = (await called(scene, proposals=[], **{"agenda": THREE[:1], **times, **changes}))["id"]
    return meeting


async def kinds_of(scene: Scene, meeting: str, caller: Any = None) -> list[str]:
    """Return the kinds of the items on an agenda, as somebody sees them."""
    shown = (await scene.ask(KINDS, caller, m=meeting))["node"]
    return [item["kind"] for item in shown["agenda"]]


async def overdue(scene: Scene, due: str = "2026-03-06") -> str:
    """Decide on the second item of a meeting of tomorrow, for a day; return the item."""
    item: str = (await called(scene, proposals=[], agenda=THREE))["agenda"][1]["id"]
    scene.now = TOMORROW
    assert (await decided(scene, item, dueOn=due))["__typename"] == "MeetingItemDecided"
    scene.now = NOW + timedelta(days=10)
    return item


async def freed(scene: Scene) -> str:
    """Let a decision be overdue that no agenda took up as it was made; return the item."""
    item = await overdue(scene, "2026-12-01")
    async with scene.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE agenda_items SET due_on = '2026-03-06' WHERE due_on IS NOT NULL")
    return item


async def test_a_decision_reaches_the_meeting_that_was_called_before_it_was_made(scene: Scene) -> None:
    await tie(scene, "COUSIN")
    too_early = await at(scene, NOW + timedelta(days=3))
    training = await at(scene, LATER, kind="TRAINING", agenda=THREE[:1])
    meeting, later = await at(scene, LATER), await at(scene, LATER + timedelta(days=1))
    await overdue(scene)
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT", "FOLLOW_UP"]
    assert await kinds_of(scene, meeting, participant(scene)) == ["DEPLOYMENT"]
    for other in (too_early, later):
        assert await kinds_of(scene, other) == ["DEPLOYMENT"]
    assert await kinds_of(scene, training) == ["DEPLOYMENT"]
    assert [row.act for row in await scene.rows(AuditEntry)].count("BRING_BACK") == 1


async def test_a_meeting_takes_up_what_is_overdue_as_it_begins_and_once(scene: Scene) -> None:
    meeting = await at(scene, LATER)
    await freed(scene)
    scene.now = LATER
    await do(scene, "meetingStart", meeting=meeting)
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT", "FOLLOW_UP"]
    version = (await scene.ask(KINDS, m=meeting))["node"]["agendaVersion"]
    await do(scene, "agendaAdd", agenda={"meeting": meeting, "version": version}, items=THREE[:1])
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT", "FOLLOW_UP", "DEPLOYMENT"]


async def test_whoever_must_stand_aside_from_the_decision_is_found_as_it_comes(scene: Scene) -> None:
    meeting = await at(scene, LATER)
    await freed(scene)
    await tie(scene, "COUSIN")
    async with scene.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE meeting_participants SET person_id = {scene.ids['P1']} WHERE organ_id = {scene.ids['甲乡纪委']}"
        )
    scene.now = LATER
    await do(scene, "meetingStart", meeting=meeting)
    follower = next(row for row in await scene.rows(AgendaItem) if row.earlier_item_id is not None)
    barred = [(row.person_id, row.barred) for row in await scene.rows(ItemScreening) if row.item_id == follower.id]
    assert barred == [(scene.ids["P1"], True)]
    assert await kinds_of(scene, meeting, participant(scene)) == ["DEPLOYMENT"]


async def test_an_agenda_takes_it_up_as_it_is_edited_and_not_again_once_it_was_taken_off(scene: Scene) -> None:
    meeting = await at(scene, LATER)
    await freed(scene)
    version = (await scene.ask(KINDS, m=meeting))["node"]["agendaVersion"]
    await do(scene, "agendaAdd", agenda={"meeting": meeting, "version": version}, items=THREE[:1])
    shown = (await scene.ask(KINDS, m=meeting))["node"]
    assert [item["kind"] for item in shown["agenda"]] == ["DEPLOYMENT", "DEPLOYMENT", "FOLLOW_UP"]
    item, version = shown["agenda"][2]["id"], shown["agendaVersion"]
    await do(scene, "agendaItemWithdraw", item=item, agenda={"meeting": meeting, "version": version})
    scene.now = LATER
    await do(scene, "meetingStart", meeting=meeting)
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT", "DEPLOYMENT"]


async def test_a_meeting_that_is_moved_behind_the_day_takes_it_up(scene: Scene) -> None:
    meeting = await at(scene, NOW + timedelta(days=3))
    await overdue(scene)
    scene.now = TOMORROW
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT"]
    ends = LATER + timedelta(hours=1)
    await do(scene, "meetingChange", meeting=meeting, startsAt=LATER.isoformat(), endsAt=ends.isoformat())
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT", "FOLLOW_UP"]


async def test_what_a_meeting_did_not_come_to_goes_to_the_next_that_was_called(scene: Scene) -> None:
    first, second, third = [await at(scene, LATER + timedelta(days=days)) for days in range(3)]
    await overdue(scene)
    assert await kinds_of(scene, first) == ["DEPLOYMENT", "FOLLOW_UP"]
    await do(scene, "meetingCancel", meeting=first, reason="改期")
    assert await kinds_of(scene, second) == ["DEPLOYMENT", "FOLLOW_UP"]
    scene.now = LATER + timedelta(days=1)
    await do(scene, "meetingStart", meeting=second)
    assert await kinds_of(scene, third) == ["DEPLOYMENT"]
    await do(scene, "meetingFinish", meeting=second)
    assert await kinds_of(scene, third) == ["DEPLOYMENT", "FOLLOW_UP"]


async def test_a_meeting_that_was_never_held_keeps_no_decision_for_itself(scene: Scene) -> None:
    first, second = [await at(scene, LATER + timedelta(days=days)) for days in range(2)]
    await overdue(scene)
    scene.now = LATER + timedelta(days=1)
    await do(scene, "meetingStart", meeting=second)
    assert await kinds_of(scene, second) == ["DEPLOYMENT", "FOLLOW_UP"]
    assert await kinds_of(scene, first) == ["DEPLOYMENT", "FOLLOW_UP"]


async def test_what_was_done_in_time_comes_no_more(scene: Scene) -> None:
    meeting = await at(scene, LATER)
    item = await freed(scene)
    assert "code" not in await act(scene, "meetingFollowUp", item=item, note="已办结", done=True)
    scene.now = LATER
    await do(scene, "meetingStart", meeting=meeting)
    assert await kinds_of(scene, meeting) == ["DEPLOYMENT"]


async def test_of_meetings_that_begin_at_once_one_takes_it_up(scene: Scene) -> None:
    meetings = [await at(scene, LATER) for _ in range(4)]
    await freed(scene)
    scene.now = LATER
    await gather(*(do(scene, "meetingStart", meeting=meeting) for meeting in meetings))
    assert [row.kind.name for row in await scene.rows(AgendaItem) if row.earlier_item_id is not None] == ["FOLLOW_UP"]
