"""Proposals: asked for once under a key, for what may be allocated by whom, and legal in every seat."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import text

from allocation.check import violations
from allocation.document import from_json
from allocation.plan import Seat
from db.tables import AllocationRun, AuditEntry, ProposalSeat
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats

EASY = "商纪案〔2026〕24号"
OTHER = "商纪案〔2026〕32号"


async def test_the_same_key_and_request_answers_the_same_proposal(planner: Planner) -> None:
    first = await planner.propose("one", caseNumbers=[EASY, OTHER])
    before = await planner.counts()
    again = await planner.propose("one", caseNumbers=[OTHER, EASY, OTHER])
    assert first == again
    assert await planner.counts() == before


@pytest.mark.parametrize(
    "other",
    [{"caseNumbers": [OTHER]}, {"zoneCodes": ["Z1"], "caseNumbers": [EASY]}, {}],
)
async def test_the_same_key_with_another_request_is_refused(planner: Planner, other: dict[str, Any]) -> None:
    await planner.propose("one", caseNumbers=[EASY])
    before = await planner.counts()
    refused = await planner.propose("one", **other)
    assert (refused["__typename"], refused["code"]) == ("KeyReused", "KEY_REUSED")
    assert await planner.counts() == before


async def test_two_requests_at_once_with_one_key_make_one_proposal(planner: Planner) -> None:
    answers = await asyncio.gather(*(planner.propose("one", caseNumbers=[EASY]) for _ in range(4)))
    assert [answer["id"] for answer in answers] == [answers[0]["id"]] * 4
    assert len(await planner.rows(AllocationRun)) == 1


async def test_keys_are_each_principals_own(planner: Planner) -> None:
    mine = await planner.propose("one", caseNumbers=[EASY])
    theirs = await planner.propose("one", role=Role.SCHEDULER, caseNumbers=[OTHER])
    assert mine["key"] == theirs["key"] == "one"
    assert mine["id"] != theirs["id"]


async def test_a_proposal_writes_its_run_its_parts_and_one_line_of_audit_and_assigns_nobody(planner: Planner) -> None:
    before = await planner.counts()
    proposal = await planner.propose("one", caseNumbers=[EASY])
    after = await planner.counts()
    changed = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert changed == {"allocation_runs": 1, "proposals": 1, "audit_entries": 1}
    line = (await planner.rows(AuditEntry))[-1]
    assert (line.actor, line.act, line.detail["problem_hash"]) == (
        "COUNTY-of-the-test",
        "PROPOSE",
        proposal["problemHash"],
    )


async def test_a_zone_draws_on_its_own_people_and_the_countys_offices(planner: Planner) -> None:
    proposal = await planner.propose("zone", zoneCodes=["Z1"])
    assert [zone["code"] for zone in proposal["zones"]] == ["Z1"]
    assert proposal["wholeCounty"] is False
    chosen = {person for _, person, _ in seats(proposal)}
    assert chosen
    zones = await _zones_of(planner, chosen)
    assert set(zones.values()) <= {"Z1", None}


async def test_the_whole_county_is_staffed_legally_and_says_why_three_cases_are_not(planner: Planner) -> None:
    proposal = await planner.propose("county")
    numbers = [team["case"]["number"] for team in proposal["teams"]]
    assert sorted(numbers) == sorted(await planner.waiting())
    assert len(numbers) == 14
    unstaffed = {team["case"]["number"]: team["shortages"] for team in proposal["teams"] if not team["staffed"]}
    assert len(unstaffed) == 3
    assert all(shortages for shortages in unstaffed.values())
    assert {skill for (shortage, *_) in unstaffed.values() if (skill := shortage["skill"])} == {"E_DATA", "WORKS"}
    assert all(not team["shortages"] and team["seats"] for team in proposal["teams"] if team["staffed"])
    assert all(level["proven"] for level in proposal["levels"])
    (run,) = await planner.rows(AllocationRun)
    rows = await planner.rows(ProposalSeat)
    taken = [
        Seat(row.case_id, row.person_id, row.role, row.fit, row.travel, row.load_after, covers=tuple(row.covers))
        for row in rows
    ]
    assert violations(from_json(json.dumps(run.problem)), taken) == ()
    approved = await planner.approve("county")
    assert approved["__typename"] == "AllocationApproved"
    assert len(approved["assignments"]) == len(rows)


async def test_a_coordinator_proposes_for_her_own_zone_only(planner: Planner) -> None:
    own = await planner.propose("own", role=Role.COORDINATOR, zone="Z1", zoneCodes=["Z1"])
    assert own["state"] == "PROPOSED"
    before = await planner.counts()
    for codes in (["Z2"], ["Z1", "Z2"], None):
        refused = await planner.propose("other", role=Role.COORDINATOR, zone="Z1", zoneCodes=codes)
        assert refused["code"] == "NOT_ALLOWED"
    elsewhere = (await planner.propose("z2", zoneCodes=["Z2"]))["teams"][0]["case"]["number"]
    hidden = await planner.propose(
        "hidden", role=Role.COORDINATOR, zone="Z1", zoneCodes=["Z1"], caseNumbers=[elsewhere]
    )
    missing = await planner.propose("hidden", role=Role.COORDINATOR, zone="Z1", zoneCodes=["Z1"], caseNumbers=["无"])
    assert hidden["code"] == missing["code"] == "NOT_FOUND"
    assert hidden["message"].replace(elsewhere, "无") == missing["message"]
    assert (await planner.counts())["proposals"] == before["proposals"] + 1


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.INVESTIGATOR, Role.AUDITOR, Role.CLUE_OFFICE])
async def test_other_roles_propose_nothing(planner: Planner, role: Role) -> None:
    before = await planner.counts()
    assert (await planner.propose("one", role=role, caseNumbers=[EASY]))["code"] == "NOT_ALLOWED"
    assert (await planner.propose("one", role=role, caseNumbers=["无"]))["code"] == "NOT_ALLOWED"
    assert await planner.counts() == before


async def test_unknown_zones_and_cases_and_cases_that_want_no_team_are_refused_by_name(planner: Planner) -> None:
    before = await planner.counts()
    zone = await planner.propose("one", zoneCodes=["Z1", "Z9"])
    assert (zone["__typename"], zone["key"]) == ("NotFound", "Z9")
    case = await planner.propose("one", caseNumbers=[EASY, "商纪案〔1999〕1号"])
    assert (case["__typename"], case["key"]) == ("NotFound", "商纪案〔1999〕1号")
    closed = await planner.key_of("SELECT number FROM cases WHERE status = 'ARCHIVED' ORDER BY id LIMIT 1")
    resting = await planner.propose("one", caseNumbers=[closed])
    assert (resting["__typename"], resting["number"]) == ("CaseNotWaiting", closed)
    assert await planner.counts() == before


async def test_a_county_without_zones_is_staffed_all_the_same(planner: Planner) -> None:
    async with planner.asking.database.engine.begin() as connection:
        await connection.execute(text("UPDATE zone_members SET superseded_at = now()"))
    proposal = await planner.propose("one", zoneCodes=["Z1"])
    assert proposal["code"] == "NOTHING_TO_STAFF"
    assert (await planner.propose("two", caseNumbers=[EASY]))["state"] == "PROPOSED"


async def _zones_of(planner: Planner, people: set[str]) -> dict[str, str | None]:
    statement = text(
        "SELECT p.number, z.code FROM people AS p JOIN memberships AS m ON m.person_id = p.id"
        " AND m.superseded_at IS NULL AND m.kind = 'ESTABLISHMENT' AND m.during @> current_date"
        " LEFT JOIN zone_members AS zm ON zm.organ_id = m.organ_id AND zm.superseded_at IS NULL"
        " AND zm.during @> current_date LEFT JOIN zones AS z ON z.id = zm.zone_id WHERE p.number = ANY(:people)"
    )
    async with planner.asking.database.engine.connect() as connection:
        return {row.number: row.code for row in await connection.execute(statement, {"people": sorted(people)})}
