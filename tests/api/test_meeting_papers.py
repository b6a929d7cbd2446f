"""The papers of a meeting: each reader finds in them what she sees here, and nothing tells of what she does not see."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from db.tables import AuditEntry
from resolvers.caller import Caller
from resolvers.gate import NotAllowed, NotFound
from resolvers.meeting_papers import Paper, paper
from schema.meetings import Meeting
from schema.nodes import key_of
from terms.audit import AuditResult
from terms.roles import Role
from tests.api.meeting_documents import DECIDE, called
from tests.api.meeting_scene import TOMORROW, Scene
from tests.api.test_items_out_of_sight import THREE, participant, scene, tie

__all__ = ["scene"]
LATER = TOMORROW + timedelta(days=7)


def words(content: bytes) -> str:
    """Return the words of a document."""
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)


async def taken(caller: Caller, meeting: str, which: Paper) -> bytes:
    """Take a paper."""
    return await paper(caller, key_of(meeting, Meeting), which, key=meeting)


@pytest.mark.parametrize("which", Paper)
async def test_a_barred_readers_paper_is_that_of_a_meeting_without_the_item(scene: Scene, which: Paper) -> None:
    await tie(scene, "COUSIN")
    with_it = await called(scene, proposals=[], agenda=THREE)
    without = await called(scene, proposals=[], agenda=[THREE[0], THREE[2]])
    barred, clear = participant(scene, "P1"), participant(scene, "P2")
    assert await taken(barred, with_it["id"], which) == await taken(barred, without["id"], which)
    told = await taken(clear, with_it["id"], which)
    assert (told != await taken(clear, without["id"], which)) == (which in {Paper.NOTICE, Paper.AGENDA, Paper.MINUTES})


async def test_an_agenda_names_cases_by_number_and_only_those_in_the_readers_sight(scene: Scene) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    told = words(await taken(scene.caller(), meeting["id"], Paper.AGENDA))
    assert "A-2" in told
    assert "B-1" in told
    coordinator = scene.caller(Role.COORDINATOR, zone="Z1")
    of_her_zone = words(await taken(coordinator, meeting["id"], Paper.AGENDA))
    assert "A-2" in of_her_zone
    assert "B-1" not in of_her_zone


async def test_an_item_bears_the_cases_of_its_proposal_and_of_what_it_follows_up(scene: Scene) -> None:
    meeting = await called(scene)
    first, *_ = meeting["agenda"]
    scene.now = TOMORROW
    organ = scene.gid("Organ", "第一室")
    decided = {"item": first["id"], "decision": "同意", "organ": organ, "owner": organ, "dueOn": "2026-03-20"}
    assert "code" not in (await scene.ask(DECIDE, input=decided))["meetingItemDecide"]
    later = {"startsAt": LATER.isoformat(), "endsAt": (LATER + timedelta(hours=1)).isoformat()}
    again = [{"kind": "FOLLOW_UP", "earlierItem": first["id"], "subject": "回头看"}]
    following = await called(scene, **later, proposals=[], agenda=again)
    about = "query About($id: ID!) { node(id: $id) { ... on AgendaItem { cases { number } } } }"
    for held in (meeting, following):
        item = held["agenda"][0]["id"]
        assert (await scene.ask(about, id=item))["node"]["cases"] == [{"number": "A-1"}, {"number": "A-2"}]
        assert "（案号：A-1、A-2）" in words(await taken(scene.caller(), held["id"], Paper.AGENDA))
    other = scene.caller(Role.COORDINATOR, zone="Z2")
    assert (await scene.ask(about, other, id=following["agenda"][0]["id"]))["node"]["cases"] == []
    assert "案号" not in words(await taken(other, following["id"], Paper.AGENDA))


async def test_an_organ_that_only_sits_in_is_told_apart(scene: Scene) -> None:
    sits_in = [{"organ": scene.gid("Organ", "审计局"), "mustCome": False}]
    meeting = await called(scene, proposals=[], agenda=THREE, participants=sits_in)
    told = words(await taken(scene.caller(), meeting["id"], Paper.NOTICE)).splitlines()
    (heading,) = [at for at, each in enumerate(told) if each.endswith("、列席人员")]
    assert told[heading + 1] == "审计局"
    assert "审计局" not in told[heading - 1]


async def test_whoever_took_a_paper_is_on_the_audit_trail(scene: Scene) -> None:
    meeting = await called(scene, proposals=[], agenda=THREE)
    await taken(scene.caller(), meeting["id"], Paper.NOTICE)
    line = (await scene.rows(AuditEntry))[-1]
    assert (line.act, line.result, line.detail["paper"]) == ("TAKE_PAPER", AuditResult.READ, "notice.docx")


async def test_whoever_sees_no_meeting_or_not_this_one_takes_no_paper(scene: Scene) -> None:
    meeting = await called(
        scene, zoneCodes=["Z1"], proposals=[], agenda=THREE, alsoInvited=[scene.gid("Organ", "审计局")]
    )
    with pytest.raises(NotFound):
        await taken(scene.caller(Role.COORDINATOR, zone="Z2"), meeting["id"], Paper.MINUTES)
    with pytest.raises(NotAllowed):
        await taken(scene.caller(Role.SCHEDULER), meeting["id"], Paper.MINUTES)
    assert [line.act for line in await scene.rows(AuditEntry)] == ["CALL_MEETING"]
