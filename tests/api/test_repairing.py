"""Repairs end to end: who fell out is replaced on the day of the approval, with record, and nobody else is moved."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.tables import Absence, Assignment, AuditEntry, Authorisation, Informant, KinTie, Loan
from terms.cases import AssignmentState
from terms.people import AbsenceKind
from terms.periods import ALWAYS, Period
from terms.roles import Role
from terms.ties import FactOrigin, KinEdge
from tests.api.allocation_scene import PROPOSAL, Planner, placed, proposal_or_refusal, seats, seed_of
from tests.api.test_races import queued
from tests.api.waiver_scene import SCREEN

ASSIST = "商纪案〔2026〕24号"
CROSS = "商纪案〔2026〕20号"
OFFSITE = "商纪案〔2026〕21号"
TEAMS = [ASSIST, CROSS, OFFSITE]
MOVES = "moves { role case { number } leaver { number } comer { number } }"
REPAIR = f"""
mutation Repair($input: AllocationRepairInput!) {{
  allocationRepair(input: $input) {{
    __typename ... on Refusal {{ code message }} ... on AllocationProposed {{ proposal {{ ...Whole {MOVES} }} }}
  }}
}}
{PROPOSAL}"""


async def repair(
    planner: Planner, key: str = "two", *, role: Role = Role.COUNTY, zone: str | None = None, **given: Any
) -> Any:
    """Propose a repair, and return what came: the proposal or the refusal."""
    own = {name: value for name, value in given.items() if name in {"choice", "mostChanges"}}
    asked = {"key": key, "repair": {name: value for name, value in given.items() if name not in own}, **own}
    await planner.commit(seed_of(key))
    answered = await planner.asking.data(REPAIR, role=role, zone=zone, input=asked)
    return proposal_or_refusal(answered["allocationRepair"])


async def at_work(planner: Planner, *numbers: str) -> set[tuple[str, str, str]]:
    """Put teams to work on the cases, and return (case, person, role) of each seat."""
    await planner.propose("one", caseNumbers=[*numbers])
    return placed((await planner.approve("one"))["assignments"])


def member_of(team: set[tuple[str, str, str]], case: str, role: str = "MEMBER") -> str:
    """Return the number of somebody in the role."""
    return min(person for number, person, in_role in team if (number, in_role) == (case, role))


def moved(proposal: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    """Return (case, role, leaver, comer) of every move."""
    return [
        (each["case"]["number"], each["role"], *((each[end] or {}).get("number") for end in ("leaver", "comer")))
        for each in proposal["moves"]
    ]


async def in_force(planner: Planner, *numbers: str) -> set[tuple[str, str, str]]:
    """Return (case, person, role) of whoever is at work on the cases."""
    statement = (
        "SELECT coalesce(array_agg(ARRAY[c.number, p.number, a.role]), '{}') FROM assignments AS a"
        " JOIN cases AS c ON c.id = a.case_id JOIN people AS p ON p.id = a.person_id"
        " WHERE a.state = 'ACTIVE' AND c.number = ANY(:numbers)"
    )
    return {tuple(each) for each in await planner.key_of(statement, numbers=list(numbers))}


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


ASKED = """
query Repairs($input: RepairInput!) {
  repairs(input: $input) {
    places {
      move { role case { number } leaver { number } comer { number } }
      substitutes {
        person { number } fit travel loadAfter costs { level worse }
        knockOn { role case { number } leaver { number } comer { number } }
      }
    }
    plans { changes moves { role case { number } leaver { number } comer { number } } levels { level value proven } }
    unfilled { case { number } shortages { reason { code } } }
    reserves { ways case { number } seats { role count person { number } } }
    sealedFactsConsulted
  }
}"""


async def ask(planner: Planner, **given: Any) -> dict[str, Any]:
    """Ask what could be done."""
    found: dict[str, Any] = (await planner.asking.data(ASKED, input=given))["repairs"]
    return found


async def test_a_question_shows_who_could_step_in_the_plans_and_the_ways_left_and_writes_nothing(
    planner: Planner,
) -> None:
    team = await at_work(planner, *TEAMS)
    ill = member_of(team, CROSS)
    before = await planner.counts()
    found = await ask(planner, absentPersonNumbers=[ill], mayMove=TEAMS)
    assert await planner.counts() == before
    assert found["sealedFactsConsulted"] is False
    hers = [case for case, person, _ in team if person == ill]
    moves = [place["move"] for place in found["places"]]
    assert [move["case"]["number"] for move in moves if (move["leaver"] or {}).get("number") == ill] == sorted(hers)
    assert {move["case"]["number"] for move in moves} <= {*TEAMS}  # a soft finding weighs more than a change
    for place in found["places"]:
        offered = place["substitutes"]
        assert 0 < len(offered) <= 10
        assert ill not in {one["person"]["number"] for one in offered}
        ranks = [[cost["worse"] for cost in one["costs"]] for one in offered]
        assert ranks == sorted(ranks)
        planned = next(one for one in offered if one["person"]["number"] == place["move"]["comer"]["number"])
        assert {cost["worse"] for cost in planned["costs"]} == {0}
        free = {one["person"]["number"] for one in offered if not one["knockOn"]}
        findings = [
            each["rule"]["code"]
            for number in sorted(free)
            for each in await screened(planner, number, place["move"]["case"]["number"])
            if each["severity"] != "SOFT"
        ]
        assert findings == []
    changes = [plan["changes"] for plan in found["plans"]]
    assert changes == sorted(set(changes))
    assert changes[0] == len(moves)
    assert {each["case"]["number"] for each in found["reserves"]} == set(TEAMS)
    for each in found["reserves"]:
        assert each["ways"] == min(seat["count"] for seat in each["seats"])
    assert found["unfilled"] == []


async def screened(planner: Planner, person: str, case: str) -> list[dict[str, Any]]:
    """Return what the rules find on a person and a case."""
    document = SCREEN.replace(", $role: AssignmentRole!", "").replace("role: $role", "role: MEMBER")
    found: list[dict[str, Any]] = (await planner.asking.data(document, person=person, case=case))["screen"]["findings"]
    return found


async def test_the_question_tells_nothing_of_who_informed_and_the_proposal_chooses_somebody_else(
    planner: Planner,
) -> None:
    team = await at_work(planner, CROSS)
    ill = member_of(team, CROSS)
    before = await ask(planner, absentPersonNumbers=[ill])
    first = before["places"][0]["move"]["comer"]["number"]
    await planner.become(Informant(case_id=await planner.case(CROSS), person_id=await planner.person(first)))
    assert await ask(planner, absentPersonNumbers=[ill]) == before
    proposal = await repair(planner, absentPersonNumbers=[ill])
    assert first not in {comer for _, _, _, comer in moved(proposal)}


async def test_a_case_that_cannot_be_filled_says_why_and_its_team_stays(planner: Planner) -> None:
    team = await at_work(planner, CROSS)
    everybody = [
        str(number)
        for number in await planner.key_of(
            "SELECT array_agg(p.number) FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
            " WHERE m.superseded_at IS NULL AND m.may_lead"
        )
    ]
    found = await ask(planner, absentPersonNumbers=everybody)
    (left,) = found["unfilled"]
    assert (left["case"]["number"], {each["reason"]["code"] for each in left["shortages"]}) == (CROSS, {"ROLE"})
    assert (found["places"], found["reserves"]) == ([], [])
    proposal = await repair(planner, absentPersonNumbers=everybody)
    (shown,) = proposal["teams"]
    assert (shown["staffed"], [each["reason"]["code"] for each in shown["shortages"]]) == (False, ["ROLE"])
    assert (await planner.approve("two"))["code"] == "NOTHING_TO_APPROVE"
    assert await in_force(planner, CROSS) == team


RESERVES = "query ($input: RepairInput!) { repairs(input: $input) { reserves { case { number } } } }"


async def test_the_policy_may_let_all_teams_move(planner: Planner) -> None:
    team = await at_work(planner, *TEAMS)
    ill = member_of(team, CROSS)
    fixed = (await planner.asking.data(RESERVES, input={"absentPersonNumbers": [ill]}))["repairs"]
    policy = {"planning": {"teams_may_move": True}}
    await planner.asking.data(
        "mutation ($input: PolicySetInput!) { policySet(input: $input) { __typename } }",
        input={"document": policy, "effectiveFrom": planner.asking.now.date().isoformat(), "reason": "县委批准"},
    )
    free = (await planner.asking.data(RESERVES, input={"absentPersonNumbers": [ill]}))["repairs"]
    assert {each["case"]["number"] for each in fixed["reserves"]} <= set(TEAMS)
    assert {each["case"]["number"] for each in free["reserves"]} >= set(TEAMS)
