"""Approvals of proposals that the world has passed by: refused by name, with nothing written."""

import pytest
from sqlalchemy import text

from db.tables import CasePlace, Hold, Informant, KinTie
from terms.cases import AssignmentRole, PartyRole
from terms.periods import ALWAYS
from terms.sealed import HoldKind
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner, seats

OWN = "商纪案〔2026〕30号"
ASSIST = "商纪案〔2026〕24号"
CROSS = "商纪案〔2026〕20号"
OFFSITE = "商纪案〔2026〕21号"
ELEVATED = "商纪案〔2026〕22号"
EASY = [ASSIST, CROSS, OFFSITE, ELEVATED]


async def test_a_tie_that_came_after_the_proposal_refuses_the_approval_by_name(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=EASY)
    case, person, _ = min(seats(proposal))
    statement = (
        "SELECT person_id FROM case_parties WHERE case_id = :case AND role = 'SUBJECT' AND person_id IS NOT NULL"
    )
    subject = await planner.key_of(statement, case=await planner.case(case))
    ends = sorted((subject, await planner.person(person)))
    tie = KinTie(first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=FactOrigin.ASSERTED, during=ALWAYS)
    await planner.become(tie)
    before = await planner.counts()
    refused = await planner.approve("one")
    assert refused["__typename"] == "ConflictOfInterest"
    assert {
        (found["rule"]["code"], found["person"]["number"], found["case"]["number"]) for found in refused["conflicts"]
    } >= {("R02", person, case)}
    assert await planner.counts() == before


async def test_a_member_who_became_a_witness_refuses_the_approval(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    _, person, _ = min(seats(proposal))
    await planner.make_party(person, CROSS)
    refused = await planner.approve("one")
    assert {found["rule"]["code"] for found in refused["conflicts"]} == {"R05"}


async def test_a_party_that_is_nothing_to_the_team_changes_nothing(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    taken = {person for _, person, _ in seats(proposal)}
    stranger = await planner.key_of(
        "SELECT max(number) FROM people WHERE NOT number = ANY(:taken)", taken=sorted(taken)
    )
    await planner.make_party(stranger, CROSS, PartyRole.INTERESTED)
    assert (await planner.approve("one"))["__typename"] == "AllocationApproved"


@pytest.mark.parametrize("status", ["ARCHIVED", "SUSPENDED", "IN_REVIEW"])
async def test_a_case_that_no_longer_waits_for_investigators_refuses_the_approval(
    planner: Planner, status: str
) -> None:
    await planner.propose("one", caseNumbers=EASY)
    async with planner.asking.database.engine.begin() as connection:
        change = text("UPDATE cases SET status = :status WHERE number = :number")
        await connection.execute(change, {"status": status, "number": OFFSITE})
    before = await planner.counts()
    refused = await planner.approve("one")
    assert (refused["__typename"], refused["number"]) == ("CaseNotWaiting", OFFSITE)
    assert await planner.counts() == before


async def test_a_case_staffed_by_another_proposal_refuses_the_approval(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=EASY)
    await planner.propose("two", caseNumbers=[CROSS])
    await planner.approve("two")
    before = await planner.counts()
    refused = await planner.approve("one")
    assert (refused["__typename"], refused["taken"]) == ("AlreadyStaffed", CROSS)
    assert await planner.counts() == before


async def test_people_booked_elsewhere_in_the_meantime_are_not_booked_beyond_capacity(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    chosen = min(seats(proposal))[1]
    person, other = await planner.person(chosen), await planner.case(OWN)
    busy = (
        "WITH seen AS (INSERT INTO screenings (case_id, person_id, role, facts_version, verdict, findings)"
        f" SELECT {other}, {person}, 'MEMBER', version, 'CLEAR', '[]' FROM fact_clock RETURNING id)"
        " INSERT INTO assignments (case_id, person_id, role, state, state_reason, during, effort, screening_id)"
        f" SELECT {other}, {person}, 'MEMBER', 'ACTIVE', '', c.during, m.capacity, seen.id"
        f" FROM seen, cases AS c, pool_members AS m WHERE c.number = '{CROSS}' AND m.person_id = {person}"
        " AND m.superseded_at IS NULL"
    )
    async with planner.asking.database.engine.begin() as connection:
        await connection.exec_driver_sql(busy)
    before = await planner.counts()
    refused = await planner.approve("one")
    assert (refused["__typename"], refused["person"]) == ("OverCapacity", chosen)
    assert await planner.counts() == before
    async with planner.asking.database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE assignments SET state = 'ENDED', ended_at = now() WHERE state = 'ACTIVE'"
        )


async def test_a_sealed_informant_refuses_the_approval_naming_only_the_case(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=EASY)
    case, person, _ = min(seats(proposal))
    row = Informant(case_id=await planner.case(case), person_id=await planner.person(person))
    await planner.become(row)
    before = await planner.counts()
    refused = await planner.approve("one")
    assert refused == {
        "__typename": "NotConfirmed",
        "code": "NOT_CONFIRMED",
        "message": f"The team of case {case} was not confirmed; nobody was assigned. Propose again.",
        "caseNumbers": [case],
    }
    assert await planner.counts() == before


async def test_a_hold_on_a_member_refuses_the_approval_in_the_same_words(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    person = await planner.person(min(seats(proposal))[1])
    await planner.become(Hold(person_id=person, kind=HoldKind.COMPLAINT, during=ALWAYS))
    refused = await planner.approve("one")
    assert (refused["code"], refused["caseNumbers"]) == ("NOT_CONFIRMED", [CROSS])


async def test_places_changed_after_the_proposal_refuse_the_approval(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    case = await planner.case(CROSS)
    async with planner.asking.database.engine.begin() as connection:
        change = text("UPDATE case_places SET superseded_at = now() WHERE case_id = :case AND role = 'MEMBER'")
        await connection.execute(change, {"case": case})
    await planner.become(CasePlace(case_id=case, role=AssignmentRole.MEMBER, wanted=7))
    refused = await planner.approve("one")
    assert (refused["__typename"], refused["number"]) == ("CaseNotWaiting", CROSS)
