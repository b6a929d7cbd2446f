"""Meetings through the API: called to confirm an approved proposal, and seen by those whose zones take part."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from db.tables import AuditEntry, Meeting
from terms.allocation import ProposalState
from terms.meetings import MeetingState
from terms.roles import Role
from tests.api.meeting_documents import CALL, call, called, joint
from tests.api.meeting_scene import NOW, TOMORROW, Scene, meeting_scene, propose

LIST = """
query List($filter: MeetingFilter, $first: Int, $after: String) {
  meetings(filter: $filter, first: $first, after: $after) {
    totalCount nodes { title zones { code } agenda { case { number } } } pageInfo { hasNextPage endCursor }
  }
}
"""


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    """Give the scene in a database of the test's own."""
    async with meeting_scene(database) as scene:
        yield scene


async def test_a_joint_meeting_invites_the_organs_of_its_zones_and_deals_with_the_approved_proposal(
    scene: Scene,
) -> None:
    meeting = await called(scene, agenda=[{"kind": "DEADLINE", "caseNumber": "B-1"}], place="三楼会议室")
    assert (meeting["kind"], meeting["state"], meeting["title"]) == ("JOINT", "CALLED", "派案联席会议")
    assert (meeting["convener"], meeting["place"]) == ({"name": "第一室"}, "三楼会议室")
    assert meeting["zones"] == [{"code": "Z1"}, {"code": "Z2"}]
    organs = [participant["organ"]["name"] for participant in meeting["participants"]]
    assert organs == ["第一室", "第二室", "甲乡纪委", "乙乡纪委", "丙镇纪委"]
    assert {participant["attendance"] for participant in meeting["participants"]} == {"INVITED"}
    agenda = [(item["position"], item["kind"], item["case"], item["proposal"]) for item in meeting["agenda"]]
    assert agenda == [
        (1, "ALLOCATION", None, {"id": scene.gid("Proposal", "approved")}),
        (2, "CASE_CONSULTATION", {"number": "A-2"}, None),
        (3, "DEADLINE", {"number": "B-1"}, None),
    ]


async def test_the_call_is_kept_with_its_audit_line(scene: Scene) -> None:
    await called(scene)
    (meeting,) = await scene.rows(Meeting)
    assert (meeting.called_by, meeting.state) == ("test:COUNTY", MeetingState.CALLED)
    (line,) = await scene.rows(AuditEntry)
    assert (line.actor, line.act, line.object_id, line.detail) == (
        "test:COUNTY",
        "CALL_MEETING",
        meeting.id,
        {"zones": ["Z1", "Z2"]},
    )


async def test_a_proposal_can_be_named_by_the_key_it_was_proposed_under(scene: Scene) -> None:
    meeting = await called(scene, proposals=[{"key": "one"}])
    assert [item["kind"] for item in meeting["agenda"]] == ["ALLOCATION", "CASE_CONSULTATION"]


async def test_other_organs_are_invited_last_and_may_convene(scene: Scene) -> None:
    audit = scene.gid("Organ", "审计局")
    meeting = await called(scene, zoneCodes=["Z1"], alsoInvited=[audit])
    assert meeting["participants"][-1]["organ"] == {"name": "审计局"}
    meeting = await called(scene, convener=audit)
    assert meeting["participants"][0]["organ"] == {"name": "审计局"}


async def test_a_moment_without_a_time_zone_is_county_time_and_an_empty_title_is_the_kind(scene: Scene) -> None:
    meeting = await called(scene, title=" ", startsAt="2026-03-03T09:00:00", endsAt="2026-03-03T10:00:00")
    assert meeting["title"] == "联席会议"
    assert (await scene.rows(Meeting))[0].starts_at == TOMORROW


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"zoneCodes": []}, "ZONES_UNFIT"),
        ({"kind": "WORKING"}, "ZONES_UNFIT"),
        ({"zoneCodes": ["Z1"]}, "NOBODY_ELSE_TAKES_PART"),
        ({"zoneCodes": ["Z3", "Z1"]}, "CONVENER_MISSING"),
        ({"endsAt": TOMORROW.isoformat()}, "TIMES_UNFIT"),
        ({"startsAt": (NOW - timedelta(minutes=1)).isoformat()}, "TIMES_UNFIT"),
        ({"proposals": []}, "AGENDA_EMPTY"),
        ({"kind": "TRAINING"}, "ITEM_UNFIT"),
        ({"title": "会" * 201}, "TEXT_UNFIT"),
        ({"agenda": [{"kind": "OTHER", "subject": "\x00"}]}, "TEXT_UNFIT"),
        ({"zoneCodes": ["Z1", "Z9"]}, "NOT_FOUND"),
        ({"agenda": [{"kind": "DEADLINE", "caseNumber": "C-9"}]}, "NOT_FOUND"),
        ({"proposals": [{"key": "nine"}]}, "NOT_FOUND"),
    ],
)
async def test_a_call_that_cannot_be_is_refused_and_nothing_is_written(
    scene: Scene, changes: dict[str, Any], code: str
) -> None:
    assert (await call(scene, **changes))["code"] == code
    assert await scene.rows(Meeting) == []
    assert await scene.rows(AuditEntry) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proposals": [{"id": "rubbish"}]}, "BAD_ID"),
        ({"convener": "WmONZTox"}, "BAD_ID"),
        ({"startsAt": "9999-12-31T23:59:59Z"}, "BAD_MOMENT"),
        ({"endsAt": "0001-01-01T00:00:00"}, "BAD_MOMENT"),
    ],
)
async def test_ids_and_moments_that_cannot_be_meant_are_invalid_input(
    scene: Scene, changes: dict[str, Any], code: str
) -> None:
    payload = await call(scene, **changes)
    assert (payload["__typename"], payload["code"]) == ("InvalidInput", code)
    assert await scene.rows(Meeting) == []


async def test_an_id_of_another_kind_is_no_proposal(scene: Scene) -> None:
    assert (await call(scene, proposals=[{"id": scene.gid("Zone", "Z1")}]))["code"] == "BAD_ID"


async def test_lists_of_unlikely_years_are_errors_not_failures(scene: Scene) -> None:
    assert await scene.refused(LIST, filter={"startsFrom": "0001-01-01T00:00:00+08:00"}) == ["BAD_MOMENT"]
    assert await scene.refused(LIST, filter={"startsBefore": "2200-12-31T00:00:00"}) == []


@pytest.mark.parametrize("state", [ProposalState.WITHDRAWN, ProposalState.SUPERSEDED])
async def test_a_proposal_that_is_over_is_on_no_agenda(scene: Scene, state: ProposalState) -> None:
    await propose(scene, "other", state)
    payload = await call(scene, proposals=[{"id": scene.gid("Proposal", "other")}])
    assert (payload["__typename"], payload["code"]) == ("MeetingRefused", "PROPOSAL_OVER")


async def test_refusals_speak_the_callers_language(scene: Scene) -> None:
    answer = await scene.ask(CALL, scene.caller(language="zh"), input=joint(scene, proposals=[]))
    assert answer["meetingCall"]["message"] == "议程不能为空。"


async def test_a_coordinator_calls_meetings_that_her_zone_takes_part_in(scene: Scene) -> None:
    assert (await call(scene, Role.COORDINATOR, "Z1"))["__typename"] == "MeetingCalled"
    outside = await call(scene, Role.COORDINATOR, "Z2", zoneCodes=["Z1"], proposals=[])
    assert outside["__typename"] == "NotAllowed"


async def test_a_coordinator_cannot_put_another_zones_case_or_proposal_on_the_agenda(scene: Scene) -> None:
    item = {"kind": "DEADLINE", "caseNumber": "B-1"}
    assert (await call(scene, Role.COORDINATOR, "Z1", agenda=[item]))["__typename"] == "NotFound"
    assert (await call(scene, Role.COORDINATOR, "Z2"))["__typename"] == "NotFound"


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.AUDITOR, Role.CLUE_OFFICE, Role.RECUSAL_OFFICER])
async def test_others_call_no_meetings(scene: Scene, role: Role) -> None:
    assert (await call(scene, role))["__typename"] == "NotAllowed"


async def test_a_zones_meetings_are_seen_by_its_coordinator_and_all_by_the_secretary(scene: Scene) -> None:
    await called(scene, title="一", kind="WORKING", zoneCodes=["Z2"], proposals=[], agenda=[other("二区工作")])
    await called(scene, title="二", startsAt=(TOMORROW + timedelta(minutes=1)).isoformat())

    async def titles(role: Role, zone: str | None = None) -> list[str]:
        answer = await scene.ask(LIST, scene.caller(role, zone=zone))
        return [meeting["title"] for meeting in answer["meetings"]["nodes"]]

    assert await titles(Role.COORDINATOR, "Z1") == ["二"]
    assert await titles(Role.COORDINATOR, "Z2") == ["二", "一"]
    assert await titles(Role.SECRETARY) == ["二", "一"]


def other(subject: str) -> dict[str, Any]:
    return {"kind": "OTHER", "subject": subject}


async def test_a_case_on_the_agenda_stays_unseen_by_those_who_may_not_see_it(scene: Scene) -> None:
    await called(scene)
    for role, zone in ((Role.SECRETARY, None), (Role.COORDINATOR, "Z2")):
        answer = await scene.ask(LIST, scene.caller(role, zone=zone))
        assert answer["meetings"]["nodes"][0]["agenda"] == [{"case": None}, {"case": None}]
    answer = await scene.ask(LIST, scene.caller(Role.COORDINATOR, zone="Z1"))
    assert answer["meetings"]["nodes"][0]["agenda"] == [{"case": None}, {"case": {"number": "A-2"}}]


async def test_meetings_are_filtered_and_paged_the_latest_first(scene: Scene) -> None:
    for hours, title in ((1, "甲"), (2, "乙"), (3, "丙")):
        start = TOMORROW + timedelta(hours=hours)
        await called(scene, title=title, startsAt=start.isoformat(), endsAt=(start + timedelta(hours=1)).isoformat())

    async def found(**variables: Any) -> dict[str, Any]:
        answer: dict[str, Any] = (await scene.ask(LIST, **variables))["meetings"]
        return answer

    first = await found(first=2)
    assert [node["title"] for node in first["nodes"]] == ["丙", "乙"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    second = await found(first=2, after=first["pageInfo"]["endCursor"])
    assert [node["title"] for node in second["nodes"]] == ["甲"]
    until = (TOMORROW + timedelta(hours=2)).isoformat()
    assert [node["title"] for node in (await found(filter={"startsBefore": until}))["nodes"]] == ["甲"]
    assert [node["title"] for node in (await found(filter={"startsFrom": until}))["nodes"]] == ["丙", "乙"]
    assert (await found(filter={"kinds": ["JOINT"], "states": ["CALLED"], "zoneCode": "Z2"}))["totalCount"] == 3
    assert (await found(filter={"kinds": ["WORKING"]}))["totalCount"] == 0
    assert (await found(filter={"states": ["HELD"]}))["totalCount"] == 0
    assert (await found(filter={"zoneCode": "Z3"}))["totalCount"] == 0


async def test_a_page_of_meetings_takes_the_same_number_of_statements_however_long(scene: Scene) -> None:
    async def statements() -> int:
        before = scene.database.statements
        await scene.ask(LIST)
        return scene.database.statements - before

    await called(scene)
    one = await statements()
    for _ in range(4):
        await called(scene)
    assert await statements() == one
