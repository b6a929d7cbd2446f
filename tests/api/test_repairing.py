"""Repairs end to end: who fell out is replaced on the day of the approval, with record, and nobody else is moved."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.tables import Absence, Assignment, AuditEntry, Authorisation, KinTie, Loan
from terms.cases import AssignmentState
from terms.people import AbsenceKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import Planner, placed, seats
from tests.api.repair_scene import ASSIST, CROSS, OFFSITE, TEAMS, at_work, in_force, member_of, moved, repair
from tests.api.test_races import queued


async def test_an_absence_of_six_weeks_is_filled_and_the_old_seat_ends_where_the_new_one_begins(
    planner: Planner,
) -> None:
    team = await at_work(planner, *TEAMS)
    ill = member_of(team, CROSS)
    today = planner.asking.now.date()
    leave = Period(today, today + timedelta(weeks=6))
    await planner.become(Absence(person_id=await planner.person(ill), kind=AbsenceKind.LEAVE, during=leave))
    audited = len(await planner.rows(AuditEntry))
    proposal = await repair(planner, absentPersonNumbers=[ill])
    hers = {(case, role) for case, person, role in team if person == ill}
    assert {(case, role, leaver) for case, role, leaver, _ in moved(proposal)} == {(*each, ill) for each in hers}
    comers = {(case, comer, role) for case, role, _, comer in moved(proposal)}
    kept = {seat for seat in team if seat[1] != ill and seat[0] in {case for case, _ in hers}}
    assert seats(proposal) == kept | comers
    assert await in_force(planner, *TEAMS) == team
    approved = await planner.approve("two")
    assert approved["__typename"] == "AllocationApproved", approved
    assert placed(approved["assignments"]) == comers
    assert await in_force(planner, *TEAMS) == {seat for seat in team if seat[1] != ill} | comers
    rows = await planner.rows(Assignment)
    ended = [row for row in rows if row.state_reason == "REPLACED"]
    assert {row.state for row in ended} == {AssignmentState.ENDED}
    assert len(ended) == len(hers)
    assert all(row.ended_at.date() <= planner.asking.now.date() for row in ended if row.ended_at)
    replaced = [row.act for row in (await planner.rows(AuditEntry))[audited:]]
    assert replaced.count("REPLACE") == len(hers)
    assert replaced.count("APPROVE") == 1
    person = await planner.person(ill)
    open_loans = [row for row in await planner.rows(Loan) if row.person_id == person and row.superseded_at is None]
    assert {row.case_id for row in open_loans}.isdisjoint({row.case_id for row in ended})
    assert await planner.approve("two") == approved


async def test_the_new_seat_stands_under_the_document_of_the_case(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    before = await planner.rows(Authorisation)
    await repair(planner, absentPersonNumbers=[member_of(team, CROSS)])
    approved = await planner.approve("two")
    assert [each["number"] for each in approved["authorisations"]] == [before[-1].number]
    assert await planner.rows(Authorisation) == before


async def test_a_leader_is_replaced_by_somebody_of_the_organ_that_handles_the_case(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    lead = member_of(team, CROSS, "LEAD")
    proposal = await repair(planner, absentPersonNumbers=[lead])
    handler = await planner.key_of("SELECT handling_organ_id FROM cases WHERE number = :number", number=CROSS)
    comers = [comer for _, role, _, comer in moved(proposal) if role == "LEAD"]
    organ = (
        "SELECT min(m.organ_id) FROM memberships AS m JOIN people AS p ON p.id = m.person_id WHERE p.number = :number"
        " AND m.superseded_at IS NULL AND m.kind = 'ESTABLISHMENT' AND m.during @> current_date"
    )
    reasons = [each["reason"]["code"] for each in proposal["teams"][0]["shortages"]]
    assert [await planner.key_of(organ, number=comer) for comer in comers] == [handler] * len(comers)
    assert bool(comers) is not bool(reasons)


async def test_nothing_moves_that_is_not_named_and_what_is_named_may(planner: Planner) -> None:
    team = await at_work(planner, *TEAMS)
    ill = member_of(team, CROSS)
    fixed = await repair(planner, "fixed", absentPersonNumbers=[ill], choice="BEST")
    assert {leaver for _, _, leaver, _ in moved(fixed)} == {ill}
    free = await repair(planner, "free", absentPersonNumbers=[ill], mayMove=TEAMS, choice="BEST")
    assert {case for case, _, _ in seats(free)} == set(TEAMS)
    few = await repair(planner, "few", absentPersonNumbers=[ill], mayMove=TEAMS, choice="BEST", mostChanges=2)
    assert len([each for each in moved(few) if each[2]]) <= 2
    least = await repair(planner, "least", absentPersonNumbers=[ill], mayMove=TEAMS)
    values = {each["level"]: each["value"] for each in least["levels"]}
    best = {each["level"]: each["value"] for each in free["levels"]}
    assert values["CHANGES"] <= best["CHANGES"]
    assert best["HIGHEST_LOAD"] <= values["HIGHEST_LOAD"] or best["WORST_SERVED"] > values["WORST_SERVED"]
    approved = await planner.approve("free")
    assert approved["__typename"] == "AllocationApproved", approved
    assert await in_force(planner, *TEAMS) == seats(free)


async def test_whoever_was_recused_or_suspended_leaves_a_place_that_a_repair_of_the_case_fills(
    planner: Planner,
) -> None:
    team = await at_work(planner, CROSS)
    witness = member_of(team, CROSS)
    await planner.make_party(witness, CROSS)
    assert witness not in {person for _, person, _ in await in_force(planner, CROSS)}
    proposal = await repair(planner, caseNumbers=[CROSS])
    assert [(leaver, role) for _, role, leaver, _ in moved(proposal)] == [(witness, "MEMBER")]
    approved = await planner.approve("two")
    assert approved["__typename"] == "AllocationApproved", approved
    states = {row.person_id: row.state for row in await planner.rows(Assignment) if row.proposal_id}
    assert states[await planner.person(witness)] is AssignmentState.ENDED
    again = await repair(planner, "three", caseNumbers=[CROSS])
    assert again["code"] == "NOTHING_TO_STAFF"


async def test_a_team_that_changed_since_is_not_repaired_by_the_old_plan(planner: Planner) -> None:
    team = await at_work(planner, CROSS, OFFSITE)
    first, second = (member_of(team, case) for case in (CROSS, OFFSITE))
    await repair(planner, "two", absentPersonNumbers=[first])
    await repair(planner, "three", absentPersonNumbers=[first])
    other = next(person for case, person, _ in sorted(team) if case == CROSS and person != first)
    assert (await planner.approve("two"))["__typename"] == "AllocationApproved"
    before = await planner.counts()
    assert (await planner.approve("three"))["code"] == "TEAM_CHANGED"
    assert await planner.counts() == before
    await repair(planner, "four", absentPersonNumbers=[second], mayMove=[CROSS])
    await planner.make_party(other, CROSS)
    before = await planner.counts()
    assert (await planner.approve("four"))["code"] in {"TEAM_CHANGED", "NOTHING_TO_STAFF"}
    assert await planner.counts() == before


async def test_of_ten_repairs_at_once_one_replaces_and_nobody_is_booked_twice(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    keys = [f"repair {number}" for number in range(10)]
    for key in keys:
        await repair(planner, key, absentPersonNumbers=[ill])
    answers = await asyncio.gather(*(planner.approve(key) for key in keys))
    kinds = sorted(answer["__typename"] for answer in answers)
    assert kinds == ["AllocationApproved", *["TeamChanged"] * 9]
    now = await in_force(planner, CROSS)
    assert len(now) == len(team)
    assert ill not in {person for _, person, _ in now}


@pytest.mark.parametrize("first", ["withdraw", "approve"])
async def test_a_withdrawal_of_the_team_and_its_repair_at_once_leave_whole_records(
    planner: Planner, first: str
) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    await repair(planner, absentPersonNumbers=[ill])
    acts = [lambda: planner.withdraw("one"), lambda: planner.approve("two")]
    answers = await queued(planner, *(acts if first == "withdraw" else acts[::-1]))
    withdrawn, approved = answers if first == "withdraw" else answers[::-1]
    assert withdrawn["state"] == "WITHDRAWN"
    now = await in_force(planner, CROSS)
    if first == "withdraw":
        assert (approved["__typename"], now) == ("TeamChanged", set())
    else:
        assert now == placed(approved["assignments"])


async def test_withdrawing_a_repair_leaves_the_others_at_work_under_their_document(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    await repair(planner, absentPersonNumbers=[ill])
    await planner.approve("two")
    assert (await planner.withdraw("two"))["state"] == "WITHDRAWN"
    assert await in_force(planner, CROSS) == {seat for seat in team if seat[1] != ill}
    standing = "SELECT count(*) FROM authorisations AS d JOIN cases AS c ON c.id = d.case_id WHERE c.number = :number"
    assert await planner.key_of(standing + " AND d.superseded_at IS NULL", number=CROSS) == 1
    assert await planner.key_of("SELECT handling_organ_id FROM cases WHERE number = :number", number=CROSS)
    again = await repair(planner, "three", caseNumbers=[CROSS])
    assert (await planner.approve("three"))["__typename"] == "AllocationApproved"
    assert len(seats(again)) == len(team)


async def test_t12_a_tie_between_who_comes_and_who_stays_refuses_the_whole_repair(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    ill, lead = member_of(team, CROSS), member_of(team, CROSS, "LEAD")
    proposal = await repair(planner, absentPersonNumbers=[ill])
    ((_, _, _, comer),) = moved(proposal)
    assert comer is not None
    ends = sorted((await planner.person(comer), await planner.person(lead)))
    await planner.become(
        KinTie(first_id=ends[0], second_id=ends[1], edge=KinEdge.SPOUSE, origin=FactOrigin.ASSERTED, during=ALWAYS)
    )
    before = await planner.counts()
    refused = await planner.approve("two")
    assert refused["__typename"] == "ConflictOfInterest"
    assert {each["rule"]["code"] for each in refused["conflicts"]} == {"R29"}
    assert {each["person"]["number"] for each in refused["conflicts"]} == {comer, lead}
    assert await planner.counts() == before
    again = await repair(planner, "three", absentPersonNumbers=[ill])
    assert comer not in {each for _, _, _, each in moved(again)}
    assert (await planner.approve("three"))["__typename"] == "AllocationApproved"


async def test_a_pin_on_a_repair_awaits_its_answer_and_keeps_the_wish(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    proposal = await repair(planner, absentPersonNumbers=[ill])
    ((_, _, _, comer),) = moved(proposal)
    exclusion = {"caseNumber": CROSS, "personNumber": comer, "reason": "另有任务"}
    edited = await planner.edit("three", of="two", exclusions=[exclusion])
    after = {person for _, person, _ in seats(edited)}
    assert comer not in after
    assert ill not in after
    assert {seat for seat in team if seat[1] != ill} <= seats(edited)
    again = await planner.edit("four", of="three", releases=[{**exclusion, "reason": "任务取消"}])
    pin = {"caseNumber": CROSS, "personNumber": comer, "role": "MEMBER", "reason": "熟悉案情"}
    assert (await planner.edit("five", of="four", pins=[pin]))["edits"][0]["confirmation"] == "AWAITING"
    assert again["state"] == "PROPOSED"
    approved = await planner.approve("five")
    assert placed(approved["assignments"]) == {(CROSS, comer, "MEMBER")}


async def test_who_may_not_propose_or_names_what_is_not_there_is_refused_alike(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    before = await planner.counts()
    for role, zone, code in ((Role.SECRETARY, None, "NOT_ALLOWED"), (Role.COORDINATOR, "Z1", "NOT_ALLOWED")):
        assert (await repair(planner, role=role, zone=zone, absentPersonNumbers=[ill]))["code"] == code
    assert (await repair(planner, absentPersonNumbers=["P999999"]))["code"] == "NOT_FOUND"
    assert (await repair(planner, caseNumbers=["无此"]))["code"] == "NOT_FOUND"
    assert (await repair(planner, caseNumbers=[ASSIST]))["code"] == "CASE_NOT_WAITING"
    assert (await repair(planner))["code"] == "NOTHING_TO_STAFF"
    assert (await repair(planner, caseNumbers=[CROSS]))["code"] == "NOTHING_TO_STAFF"
    assert (await repair(planner, "", caseNumbers=[CROSS]))["code"] == "KEY_UNFIT"
    assert await planner.counts() == before


async def test_the_same_key_and_request_answers_the_same_repair_and_another_is_refused(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    first = await repair(planner, absentPersonNumbers=[ill])
    before = await planner.counts()
    assert await repair(planner, absentPersonNumbers=[ill]) == first
    assert (await repair(planner, absentPersonNumbers=[ill], choice="BEST"))["code"] == "KEY_REUSED"
    assert await planner.counts() == before


async def test_a_coordinator_repairs_in_her_zone_and_whoever_is_at_work_from_elsewhere_stays(planner: Planner) -> None:
    team = await at_work(planner, *TEAMS)
    zone = await planner.key_of(
        "SELECT z.code FROM zones AS z JOIN zone_members AS m ON m.zone_id = z.id JOIN cases AS c"
        " ON c.home_organ_id = m.organ_id WHERE c.number = :number AND m.superseded_at IS NULL",
        number=CROSS,
    )
    ill = member_of(team, CROSS)
    mine: dict[str, Any] = {"role": Role.COORDINATOR, "zone": zone}
    proposal = await repair(planner, **mine, zoneCodes=[zone], absentPersonNumbers=[ill])
    assert {case for case, _, _, _ in moved(proposal)} <= {CROSS, *TEAMS}
    kept = {seat for seat in team if seat[0] == CROSS and seat[1] != ill}
    if seats(proposal):
        assert kept <= seats(proposal)
        assert (await planner.approve("two", **mine))["__typename"] == "AllocationApproved"
