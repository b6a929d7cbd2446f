"""Screenings of the past: answered with what was known then, and compared with what was recorded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from db.tables import Assignment, CaseParty, Informant
from schema.nodes import global_id, kinds
from terms.cases import PartyRole
from terms.periods import ALWAYS, COUNTY_TIME
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.asking import Asking
from tests.api.screening_documents import REPLAY, SCREEN, TEAM

CROSS = "商纪案〔2026〕20号"


async def approved(planner: Planner) -> list[tuple[str, str, str]]:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"
    return sorted(seats(proposal))


async def assignments(planner: Planner) -> Mapping[str, int]:
    """Return the assignments of the case by the number of the person."""
    found = await planner.asking.data(
        "query ($case: String!) { case(number: $case) { assignments { id person { number } } } }", case=CROSS
    )
    return {each["person"]["number"]: each["id"] for each in found["case"]["assignments"]}


async def replay(planner: Planner, assignment: Any, role: Role = Role.COUNTY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await planner.asking.data(REPLAY, role=role, id=assignment))["assignmentReplay"]
    return found


def later(planner: Planner) -> Planner:
    """Return the planner some time on, so that what was done just now lies in the past."""
    return Planner(Asking(planner.asking.database, datetime.now(COUNTY_TIME) + timedelta(seconds=1)))


async def test_an_approval_comes_out_again_as_it_was_recorded(planner: Planner) -> None:
    await approved(planner)
    for assignment in (await assignments(planner)).values():
        (first,) = await replay(planner, assignment)
        assert (first["agrees"], first["recordedVerdict"], first["verdict"]) == (True, "CLEAR", "CLEAR")
        assert (first["recordedOnly"], first["replayedOnly"]) == ([], [])


async def test_a_tie_that_came_to_light_later_changes_no_replay_of_the_approval(planner: Planner) -> None:
    person = (await approved(planner))[0][1]
    await planner.make_party(person, CROSS)
    before, after = await replay(planner, (await assignments(planner))[person])
    assert (before["agrees"], before["verdict"]) == (True, "CLEAR")
    assert "R05" not in [finding["rule"]["code"] for finding in before["findings"]]
    assert (after["agrees"], after["recordedVerdict"], after["verdict"]) == (True, "CONFLICT", "CONFLICT")
    assert "R05" in [finding["rule"]["code"] for finding in after["findings"]]


async def test_a_sealed_ground_is_replayed_and_shown_as_restricted_only(planner: Planner) -> None:
    person = (await approved(planner))[0][1]
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(person)))
    for role in (Role.COUNTY, Role.RECUSAL_OFFICER):
        _, after = await replay(planner, (await assignments(planner))[person], role)
        assert after["agrees"] is True
        assert [finding for finding in after["findings"] if finding["rule"]["code"] == "RESTRICTED"] == [
            {"rule": {"code": "RESTRICTED"}, "evidence": []}
        ]
        assert not {"R03", "R04", "R09", "R49"} & {finding["rule"]["code"] for finding in after["findings"]}


async def test_an_open_ground_that_suspends_hides_the_sealed_one_from_all_but_the_officer(planner: Planner) -> None:
    person = (await approved(planner))[0][1]
    case, key = await planner.case(CROSS), await planner.person(person)
    party = CaseParty(case_id=case, person_id=key, role=PartyRole.WITNESS, during=ALWAYS)
    await planner.become(Informant(case_id=case, person_id=key), party)
    shown = {}
    for role in (Role.COUNTY, Role.RECUSAL_OFFICER):
        _, after = await replay(planner, (await assignments(planner))[person], role)
        assert (after["agrees"], after["recordedVerdict"], after["verdict"]) == (True, "CONFLICT", "CONFLICT")
        shown[role] = {finding["rule"]["code"] for finding in after["findings"]}
    assert shown[Role.RECUSAL_OFFICER] - shown[Role.COUNTY] == {"RESTRICTED"}


async def test_a_sealed_fact_that_suspends_nobody_changes_no_replay_for_a_coordinator(planner: Planner) -> None:
    person = (await approved(planner))[0][1]
    assignment = (await assignments(planner))[person]
    before = await replay(planner, assignment)
    stranger = await planner.key_of(
        "SELECT max(p.id) FROM people AS p WHERE NOT EXISTS (SELECT FROM kin_ties WHERE p.id IN (first_id, second_id))"
        " AND NOT EXISTS (SELECT FROM asserted_kin_ties WHERE p.id IN (person_id, relative_id))"
        " AND NOT EXISTS (SELECT FROM assignments WHERE person_id = p.id)"
    )
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=stranger))
    assert await replay(planner, assignment) == before
    assert len(await replay(planner, assignment, Role.RECUSAL_OFFICER)) == 2


async def test_history_that_was_brought_in_later_cannot_be_replayed(planner: Planner) -> None:
    row = (await planner.rows(Assignment))[0]
    answer = await planner.asking(REPLAY, id=global_id(kinds()["Assignment"], row.id))
    assert answer.codes == ["BEFORE_RECORDS"]


async def test_an_assignment_that_is_not_there_or_out_of_sight_is_not_found(planner: Planner) -> None:
    await approved(planner)
    assignment = next(iter((await assignments(planner)).values()))
    handled = await planner.key_of(
        "SELECT z.code FROM zones AS z WHERE NOT EXISTS (SELECT FROM zone_members AS m JOIN cases AS c"
        " ON m.organ_id IN (c.home_organ_id, c.handling_organ_id) WHERE m.zone_id = z.id AND c.number = :number)"
        " ORDER BY z.code LIMIT 1",
        number=CROSS,
    )
    missing = global_id(kinds()["Assignment"], 2**40)
    assert (await planner.asking(REPLAY, id=missing)).codes == ["NOT_FOUND"]
    assert (await planner.asking(REPLAY, role=Role.COORDINATOR, zone=handled, id=assignment)).codes == ["NOT_FOUND"]
    assert (await planner.asking(REPLAY, role=Role.SECRETARY, id=assignment)).codes == ["NOT_ALLOWED"]
    assert (await planner.asking(REPLAY, id="nothing")).codes == ["BAD_ID"]


async def test_as_of_answers_with_what_was_known_then(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    person = min(seats(proposal))[1]
    before = datetime.now(COUNTY_TIME)
    await planner.make_party(person, CROSS)
    then, now = later(planner), later(planner)
    asked = {"personNumber": person, "caseNumber": CROSS}
    past = (await then.asking.data(SCREEN, input={**asked, "asOf": before.isoformat()}))["screen"]
    present = (await now.asking.data(SCREEN, input=asked))["screen"]
    assert (past["verdict"], present["verdict"]) == ("CLEAR", "CONFLICT")
    assert past["on"] == before.date().isoformat()
    team = [{"personNumber": person, "role": "MEMBER"}]
    wanted = {"caseNumber": CROSS, "seats": team, "asOf": before.isoformat()}
    whole = (await then.asking.data(TEAM, input=wanted))["teamScreening"]
    assert [seat["verdict"] for seat in whole["seats"]] == ["CLEAR"]


async def test_a_fact_withdrawn_since_then_still_counts_as_of_then(planner: Planner) -> None:
    person = min(seats(await planner.propose("one", caseNumbers=[CROSS])))[1]
    row = CaseParty(
        case_id=await planner.case(CROSS),
        person_id=await planner.person(person),
        role=PartyRole.WITNESS,
        during=ALWAYS,
    )
    await planner.become(row)
    before = datetime.now(COUNTY_TIME)
    row.superseded_at = datetime.now(COUNTY_TIME) + timedelta(milliseconds=10)
    await planner.become(row)
    asked = {"personNumber": person, "caseNumber": CROSS}
    past = (await later(planner).asking.data(SCREEN, input={**asked, "asOf": before.isoformat()}))["screen"]
    present = (await later(planner).asking.data(SCREEN, input=asked))["screen"]
    assert (past["verdict"], present["verdict"]) == ("CONFLICT", "CLEAR")


async def test_a_moment_before_the_first_record_is_refused(planner: Planner) -> None:
    asked = {"personNumber": "P000100", "caseNumber": CROSS, "asOf": "1999-01-01T00:00:00+08:00"}
    assert (await planner.asking(SCREEN, input=asked)).codes == ["BEFORE_RECORDS"]
