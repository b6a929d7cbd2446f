"""Minutes are signed as seen by who took part; what is shown as signed is of the minutes as they are."""

from asyncio import gather
from datetime import date
from typing import Any

from sqlmodel import select

from db.tables import AgendaItem, AuditEntry, MeetingSignature, Membership, SignedItem
from resolvers.caller import Caller
from resolvers.meeting_papers import Paper
from schema.nodes import global_id, kinds
from terms.people import MembershipKind
from terms.periods import Period
from tests.api.meeting_documents import ATTEND, called
from tests.api.meeting_scene import TOMORROW, Scene
from tests.api.test_items_out_of_sight import THREE, participant, scene, tie
from tests.api.test_meeting_outcomes import act
from tests.api.test_meeting_papers import taken, words

__all__ = ["scene"]
SEEN = "{ meetings { nodes { minutesDigest signatures { current signedAt person { number } } } } }"


async def look(scene: Scene, caller: Caller | None = None) -> dict[str, Any]:
    """Return the only meeting, as somebody sees it."""
    (shown,) = (await scene.ask(SEEN, caller))["meetings"]["nodes"]
    found: dict[str, Any] = shown
    return found


async def current(scene: Scene, caller: Caller | None = None) -> list[tuple[str, bool]]:
    """Return who signed, and whether it signs the minutes as they are."""
    return [(each["person"]["number"], each["current"]) for each in (await look(scene, caller))["signatures"]]


async def came(scene: Scene, meeting: str, organ: str, **given: Any) -> None:
    """Record how an organ took part."""
    told = {"meeting": meeting, "organ": scene.gid("Organ", organ), "attendance": "PRESENT", **given}
    assert (await scene.ask(ATTEND, input=told))["meetingAttend"]["__typename"] == "MeetingAttended"


async def held(scene: Scene) -> str:
    """Hold a meeting to which P2 came; return its id."""
    meeting: str = (await called(scene, proposals=[], agenda=THREE))["id"]
    scene.now = TOMORROW
    await came(scene, meeting, "甲乡纪委", person=scene.gid("Person", "P2"))
    return meeting


def office_of(scene: Scene, number: str) -> Membership:
    """Return that somebody works at the second office, too."""
    return Membership(
        person_id=scene.ids[number],
        organ_id=scene.ids["第二室"],
        kind=MembershipKind.SECONDMENT,
        during=Period(date(2020, 1, 1)),
    )


async def item_at(scene: Scene, position: int) -> str:
    """Return the id of an item by its place."""
    found = next(row.id for row in await scene.rows(AgendaItem) if row.position == position)
    return str(global_id(kinds()["AgendaItem"], found))


async def signed(scene: Scene, meeting: str, who: str = "P2") -> Any:
    """Sign what somebody sees now."""
    caller = participant(scene, who)
    digest = (await look(scene, caller))["minutesDigest"]
    return await act(scene, "meetingSign", caller, meeting=meeting, digest=digest)


async def test_minutes_are_signed_as_seen_by_who_took_part_after_the_meeting(scene: Scene) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    herself = participant(scene)
    (shown,) = (await scene.ask(SEEN, herself))["meetings"]["nodes"]
    given = {"meeting": meeting["id"], "digest": shown["minutesDigest"]}
    assert (await act(scene, "meetingSign", herself, **given))["code"] == "NOTHING_TO_SIGN"
    scene.now = TOMORROW
    await came(scene, meeting["id"], "甲乡纪委", person=scene.gid("Person", "P1"))
    assert (await act(scene, "meetingSign", herself, **given))["code"] == "RECORD_CHANGED"
    (shown,) = (await scene.ask(SEEN, herself))["meetings"]["nodes"]
    given["digest"] = shown["minutesDigest"]
    for _ in range(2):
        assert (await act(scene, "meetingSign", herself, **given))["__typename"] == "MeetingSigned"
    assert (await act(scene, "meetingSign", participant(scene, "P2"), **given))["code"] == "NOTHING_TO_SIGN"
    assert [row.person_id for row in await scene.rows(MeetingSignature)] == [scene.ids["P1"]]


async def test_a_signature_under_minutes_that_were_changed_reads_as_one_no_more(scene: Scene) -> None:
    meeting, item = await held(scene), await item_at(scene, 1)
    assert (await signed(scene, meeting))["__typename"] == "MeetingSigned"
    assert (await signed(scene, meeting))["__typename"] == "MeetingSigned"
    assert await current(scene) == [("P2", True)]
    assert "签字" in words(await taken(scene.caller(), meeting, Paper.MINUTES))
    await act(scene, "meetingItemMinute", item=item, record="补记一段")
    assert await current(scene) == [("P2", False)]
    assert "签字" not in words(await taken(scene.caller(), meeting, Paper.MINUTES))
    await signed(scene, meeting)
    assert await current(scene) == [("P2", True)]
    await act(scene, "meetingItemMinute", item=item, record="", formerly="补记一段")
    assert await current(scene) == [("P2", False)]
    await signed(scene, meeting)
    assert await current(scene) == [("P2", True)]
    assert len(await scene.rows(MeetingSignature)) == 3
    assert [row.act for row in await scene.rows(AuditEntry)].count("SIGN_MINUTES") == 3


async def test_a_change_of_who_came_or_of_a_decision_asks_for_another_signature(scene: Scene) -> None:
    meeting, item = await held(scene), await item_at(scene, 3)
    await signed(scene, meeting)
    await came(scene, meeting, "乙乡纪委", attendance="ABSENT")
    assert await current(scene) == [("P2", False)]
    await signed(scene, meeting)
    await act(scene, "meetingItemDecide", item=item, decision="同意", organ=scene.gid("Organ", "第一室"))
    assert await current(scene) == [("P2", False)]


async def test_a_change_out_of_somebodys_sight_changes_no_signature_that_she_sees(scene: Scene) -> None:
    """P1 is barred from the second item; she signs what she sees, and sees others sign that, and once."""
    await tie(scene, "COUSIN")
    meeting = await held(scene)
    await scene.add("", office_of(scene, "P1"))
    await came(scene, meeting, "第二室", person=scene.gid("Person", "P1"))
    for who in ("P1", "P2"):
        assert (await signed(scene, meeting, who))["__typename"] == "MeetingSigned"
    before = await look(scene, participant(scene))
    await act(scene, "meetingItemMinute", item=await item_at(scene, 2), record="隐去的一段")
    assert await look(scene, participant(scene)) == before
    assert await current(scene) == [("P1", True), ("P2", False)]
    assert (await signed(scene, meeting, "P2"))["__typename"] == "MeetingSigned"
    assert await look(scene, participant(scene)) == before
    assert await current(scene) == [("P1", True), ("P2", True)]
    hidden = next(row.id for row in await scene.rows(AgendaItem) if row.position == 2)
    async with participant(scene).database.reading() as session:
        in_sight = {row.item_id for row in await session.exec(select(SignedItem))}
    assert hidden in {row.item_id for row in await scene.rows(SignedItem)}
    assert len(in_sight) == len(THREE) - 1
    assert hidden not in in_sight


async def test_signing_and_writing_at_once_leave_no_signature_under_what_was_not_seen(scene: Scene) -> None:
    meeting, item = await held(scene), await item_at(scene, 1)
    kept = ""
    for number in range(8):
        words_of = f"第{number}稿"
        answer, written = await gather(
            signed(scene, meeting), act(scene, "meetingItemMinute", item=item, record=words_of, formerly=kept)
        )
        assert written["__typename"] == "MeetingItemWritten"
        kept = words_of
        assert answer.get("code") in {None, "RECORD_CHANGED"}
        seen = (await look(scene, participant(scene, "P2")))["minutesDigest"]
        last = [row.digest for row in await scene.rows(MeetingSignature)][-1:] == [seen]
        assert await current(scene) in ([], [("P2", last)])
