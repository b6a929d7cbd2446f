"""Screening a whole team, and who must leave a meeting."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from db.tables import CaseParty, KinTie, MeetingParticipant
from terms.cases import PartyRole
from terms.meetings import Attendance
from terms.periods import ALWAYS
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner, seats
from tests.api.meeting_documents import called
from tests.api.meeting_scene import Scene, meeting_scene
from tests.api.screening_documents import MEETING, TEAM

CROSS = "商纪案〔2026〕20号"


@pytest.fixture
async def scene(database: str) -> AsyncIterator[Scene]:
    async with meeting_scene(database) as scene:
        yield scene


async def team_of(planner: Planner) -> list[dict[str, str]]:
    proposal = await planner.propose("team", caseNumbers=[CROSS], seed=1)
    return [{"personNumber": person, "role": role} for _, person, role in sorted(seats(proposal))]


async def test_a_team_that_was_proposed_is_clear_seat_by_seat_and_as_one(planner: Planner) -> None:
    team = await team_of(planner)
    before = await planner.counts()
    found = (await planner.asking.data(TEAM, input={"caseNumber": CROSS, "seats": team}))["teamScreening"]
    assert found["verdict"] == "CLEAR"
    assert [(seat["personNumber"], seat["role"]) for seat in found["seats"]] == [
        (seat["personNumber"], seat["role"]) for seat in team
    ]
    assert [finding for finding in found["findings"] if finding["severity"] != "SOFT"] == []
    assert found["sealedFactsConsulted"] is False
    assert await planner.counts() == before


async def test_kin_on_one_team_are_told_of_both_with_their_path(planner: Planner) -> None:
    team = await team_of(planner)
    first, second = [await planner.person(seat["personNumber"]) for seat in team[:2]]
    edge = KinTie(
        first_id=first,
        second_id=second,
        edge=KinEdge.SPOUSE,
        raised=True,
        origin=FactOrigin.REGISTERED,
        during=ALWAYS,
    )
    await planner.become(edge)
    found = (await planner.asking.data(TEAM, input={"caseNumber": CROSS, "seats": team}))["teamScreening"]
    kin = [finding for finding in found["findings"] if finding["rule"]["code"] == "R29"]
    assert found["verdict"] == "CONFLICT"
    assert [sorted(each["number"] for each in finding["people"]) for finding in kin] == [
        sorted(seat["personNumber"] for seat in team[:2])
    ]
    assert kin[0]["relation"] == {"code": "SPOUSE"}
    assert [step["record"]["code"] for step in kin[0]["evidence"]] == ["kin_tie"]
    assert kin[0]["explanation"].startswith("R29 ")


async def test_a_team_without_anybody_lacks_what_a_team_needs(planner: Planner) -> None:
    found = (await planner.asking.data(TEAM, input={"caseNumber": CROSS, "seats": []}))["teamScreening"]
    assert found["verdict"] == "CONFLICT"
    assert found["seats"] == []
    assert "R30" in [finding["rule"]["code"] for finding in found["findings"]]


async def test_teams_of_unknown_people_cases_and_sizes_are_refused(planner: Planner) -> None:
    seat = {"personNumber": "nobody", "role": "LEAD"}
    for given, code in (
        ({"caseNumber": CROSS, "seats": [seat]}, "NOT_FOUND"),
        ({"caseNumber": "nothing", "seats": []}, "NOT_FOUND"),
        ({"caseNumber": CROSS, "seats": [seat] * 201}, "TOO_MANY_PAIRS"),
    ):
        assert (await planner.asking(TEAM, input=given)).codes == [code]
    answer = await planner.asking(TEAM, role=Role.SECRETARY, input={"caseNumber": CROSS, "seats": []})
    assert answer.codes == ["NOT_ALLOWED"]


async def meeting_with(scene: Scene, *people: str) -> dict[str, Any]:
    """Call a meeting about A-1 and B-1, at which these people represent an organ each."""
    agenda = [{"kind": "CASE_CONSULTATION", "caseNumber": number} for number in ("A-1", "B-1")]
    meeting = await called(scene, proposals=[], agenda=agenda)
    for row, person in zip(await scene.rows(MeetingParticipant), people, strict=False):
        row.person_id = scene.ids[person]
        row.attendance = Attendance.PRESENT
        await scene.add("", row)
    return meeting


def rules(screening: Any) -> list[str]:
    """Return the codes of the findings of a screening."""
    return [finding["rule"]["code"] for finding in screening["findings"]]


async def test_who_is_a_party_or_of_the_organ_in_which_it_happened_must_leave_for_that_item_only(scene: Scene) -> None:
    meeting = await meeting_with(scene, "P1", "P3")
    party = CaseParty(case_id=scene.ids["A-1"], person_id=scene.ids["P3"], role=PartyRole.SUBJECT, during=ALWAYS)
    await scene.add("", party)
    found = (await scene.ask(MEETING, meeting=meeting["id"]))["meetingScreening"]
    assert [each["cases"] for each in found] == [[{"number": "A-1"}], [{"number": "B-1"}]]
    leaving = [
        [(one["person"]["number"], one["case"]["number"], rules(one)) for one in each["mustLeave"]] for each in found
    ]
    assert leaving == [[("P1", "A-1", ["R37"]), ("P3", "A-1", ["R01"])], []]


async def test_a_viewer_who_must_leave_herself_is_not_told_of_that_item(scene: Scene) -> None:
    meeting = await meeting_with(scene, "P3")
    party = CaseParty(case_id=scene.ids["A-1"], person_id=scene.ids["P3"], role=PartyRole.SUBJECT, during=ALWAYS)
    await scene.add("", party)
    caller = scene.caller()
    herself = replace(caller, identity=replace(caller.identity, person_id=scene.ids["P3"]))
    found = (await scene.ask(MEETING, herself, meeting=meeting["id"]))["meetingScreening"]
    assert [each["cases"] for each in found] == [[{"number": "B-1"}]]


async def test_a_coordinator_is_told_of_her_zones_cases_only(scene: Scene) -> None:
    meeting = await meeting_with(scene, "P1")
    for zone, case in (("Z1", "A-1"), ("Z2", "B-1")):
        caller = scene.caller(Role.COORDINATOR, zone=zone)
        found = (await scene.ask(MEETING, caller, meeting=meeting["id"]))["meetingScreening"]
        assert [each["cases"] for each in found] == [[{"number": case}]]


async def test_the_cases_of_a_proposal_on_the_agenda_count(scene: Scene) -> None:
    meeting = await called(scene)
    found = (await scene.ask(MEETING, meeting=meeting["id"]))["meetingScreening"]
    assert [case["number"] for case in found[0]["cases"]] == ["A-1", "A-2"]
    assert found[0]["item"] == {"position": 1}


async def test_a_meeting_that_is_not_there_and_one_out_of_sight_are_not_found(scene: Scene) -> None:
    meeting = await meeting_with(scene, "P1")
    assert await scene.refused(MEETING, meeting="no id") == ["BAD_ID"]
    assert await scene.refused(MEETING, meeting=scene.gid("Person", "P1")) == ["BAD_ID"]
    scene.ids["elsewhere"] = 2**40
    assert await scene.refused(MEETING, meeting=scene.gid("Meeting", "elsewhere")) == ["NOT_FOUND"]
    stranger = scene.caller(Role.COORDINATOR, zone="Z3")
    with pytest.raises(AssertionError, match="There is no meeting"):
        await scene.ask(MEETING, stranger, meeting=meeting["id"])
