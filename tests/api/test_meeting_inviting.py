"""Further organs are invited to a meeting that was called: screened, told, and each once, whoever asks at once."""

from asyncio import gather
from typing import Any

from db.tables import AuditEntry, ItemScreening, Meeting, MeetingParticipant
from terms.meetings import Attendance
from terms.roles import Role
from tests.api.calling_scene import INVITE, act, answer, employ, herself, seats
from tests.api.live_scene import Table
from tests.api.meeting_scene import TOMORROW, Scene
from tests.api.test_meeting_notices import HOUR, called, kin_of_a_subject, scene, seat

__all__ = ["scene"]
AGENDA = "query Agenda($id: ID!) { node(id: $id) { ... on Meeting { agenda { subject case { number } } } } }"
PERSON = "query Person($id: ID!) { node(id: $id) { ... on Person { number } } }"
LACKING = "query Lacking($meeting: ID!) { quorumLacking(meeting: $meeting) { missing } }"


def who(scene: Scene, organ: str = "审计局", **more: Any) -> dict[str, Any]:
    """Return the seat of an organ as it is asked for."""
    return {"organ": scene.gid("Organ", organ), **more}


async def test_a_further_organ_is_invited_with_its_head_and_nobody_else_answers_anew(scene: Scene) -> None:
    meeting = await called(scene)
    await answer(scene, meeting, answer="CONFIRMED")
    scene.now += HOUR
    payload = await act(scene, INVITE, meeting=meeting, participants=[who(scene), who(scene, "第二室")], quorum=3)
    assert (payload["meeting"]["sequence"], payload["meeting"]["quorum"]) == (1, 3)
    assert seat(payload)["attendance"] == "CONFIRMED"
    assert seat(payload, "审计局")["person"] == {"number": "H4"}
    assert seat(payload, "第二室")["person"] is None
    kept = (await seats(scene))["审计局"]
    assert (kept.attendance, kept.must_come, kept.person_id) == (Attendance.INVITED, True, scene.ids["H4"])
    (row,) = await scene.rows(Meeting)
    assert (row.quorum, row.sequence, row.revised_at) == (3, 1, scene.now)
    line = (await scene.rows(AuditEntry))[-1]
    organs = [scene.ids[name] for name in ("审计局", "第二室")]
    assert (line.act, line.detail) == ("INVITE_TO_MEETING", {"sequence": 1, "organs": organs, "quorum": 3})
    assert (await answer(scene, meeting, "审计局", herself(scene, "H4"), answer="CONFIRMED")).get("code") is None


async def test_who_is_invited_late_is_screened_and_does_not_see_what_bars_her(scene: Scene) -> None:
    await kin_of_a_subject(scene, "H4", "A-2")
    about = [{"kind": "DEADLINE", "caseNumber": "A-2"}, {"kind": "OTHER", "subject": "通报"}]
    meeting = await called(scene, agenda=about)
    assert "code" not in await act(scene, INVITE, meeting=meeting, participants=[who(scene)])
    found = (await scene.ask(AGENDA, herself(scene, "H4"), id=meeting))["node"]["agenda"]
    assert [item["subject"] for item in found] == ["通报"]
    screened = [row for row in await scene.rows(ItemScreening) if row.person_id == scene.ids["H4"]]
    assert [row.barred for row in screened] == [True]


async def test_a_quorum_that_recusal_makes_impossible_is_reached_by_whoever_is_invited(scene: Scene) -> None:
    await kin_of_a_subject(scene, "H2", "A-2")
    meeting = await called(scene, agenda=[{"kind": "DEADLINE", "caseNumber": "A-2"}])
    assert (await scene.ask(LACKING, meeting=meeting))["quorumLacking"] == [{"missing": 1}]
    assert "code" not in await act(scene, INVITE, meeting=meeting, participants=[who(scene)])
    assert (await scene.ask(LACKING, meeting=meeting))["quorumLacking"] == []


async def test_what_cannot_be_is_refused_and_nothing_is_written(scene: Scene) -> None:
    meeting = await called(scene)
    staff, head = scene.gid("Person", "S2"), scene.gid("Person", "H2")
    asked: list[tuple[dict[str, Any], str]] = [
        ({}, "NOTHING_CHANGED"),
        ({"quorum": 2}, "NOTHING_CHANGED"),
        ({"quorum": 4}, "QUORUM_UNFIT"),
        ({"participants": [who(scene, mustCome=False)], "quorum": 4}, "QUORUM_UNFIT"),
        ({"participants": [who(scene, "甲乡纪委")]}, "SEATS_UNFIT"),
        ({"participants": [who(scene), who(scene)]}, "SEATS_UNFIT"),
        ({"participants": [who(scene, person=staff)]}, "NOT_OF_THE_ORGAN"),
        ({"participants": [who(scene)], "sequence": 7}, "NOTICE_CHANGED"),
    ]
    for given, code in asked:
        assert (await act(scene, INVITE, meeting=meeting, **given))["code"] == code, given
    await employ(scene, "H2", "审计局")
    assert (await act(scene, INVITE, meeting=meeting, participants=[who(scene, person=head)]))["code"] == "SEAT_TAKEN"
    for caller, code in (
        (scene.caller(Role.COORDINATOR, zone="Z2"), "NOT_FOUND"),
        (scene.caller(Role.INVESTIGATOR), "NOT_ALLOWED"),
    ):
        assert (await act(scene, INVITE, caller, meeting=meeting, participants=[who(scene)]))["code"] == code
    assert len(await scene.rows(MeetingParticipant)) == 3
    assert [row.sequence for row in await scene.rows(Meeting)] == [0]


async def test_nobody_is_invited_to_what_has_begun(scene: Scene) -> None:
    meeting = await called(scene)
    await Table(scene, meeting).start()
    assert (await act(scene, INVITE, meeting=meeting, participants=[who(scene)]))["code"] == "MEETING_SETTLED"


async def test_of_two_who_invite_the_same_organ_at_once_one_is_told(scene: Scene) -> None:
    meeting = await called(scene)
    told = await gather(*(act(scene, INVITE, meeting=meeting, participants=[who(scene)]) for _ in range(3)))
    assert sorted(each.get("code", "") for each in told) == ["", "SEATS_UNFIT", "SEATS_UNFIT"]
    assert len(await scene.rows(MeetingParticipant)) == 4


async def test_of_beginning_and_inviting_at_once_either_comes_first(scene: Scene) -> None:
    meeting = await called(scene)
    scene.now = TOMORROW
    invited, begun = await gather(
        act(scene, INVITE, meeting=meeting, participants=[who(scene)]),
        Table(scene, meeting).act("meetingStart", meeting=meeting),
    )
    assert begun["__typename"] == "MeetingStarted"
    assert invited.get("code") in (None, "MEETING_SETTLED")
    assert len(await scene.rows(MeetingParticipant)) == (4 if "code" not in invited else 3)


async def test_a_guest_of_an_organ_outside_is_seen_by_whoever_sees_the_meeting_and_by_nobody_else(scene: Scene) -> None:
    meeting = await called(scene)
    guest = scene.gid("Person", "H4")
    own, other = (scene.caller(Role.COORDINATOR, zone=zone) for zone in ("Z1", "Z2"))
    assert (await scene.ask(PERSON, own, id=guest))["node"] is None
    await act(scene, INVITE, meeting=meeting, participants=[who(scene)])
    assert (await scene.ask(PERSON, own, id=guest))["node"] == {"number": "H4"}
    assert (await scene.ask(PERSON, other, id=guest))["node"] is None
