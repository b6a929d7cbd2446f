"""Plans that count on waivers: only where the county's policy says so, told with the decider, approved once granted."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from allocation.document import from_json
from allocation.policy import WEIGHED
from db.tables import AllocationRun, Screening
from resolvers.planned_waivers import planned_with
from terms.recusal import Verdict
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.fact_scene import Registry
from tests.api.waiver_scene import CASE, GRANT, SUBJECT, classmates
from verify import verify

NEEDED = """query ($key: String!) { proposal(key: $key) { teams { seats {
  role waivers person { number }
  waiversNeeded { rule { code } ground granted decider { level skipped organ { name } } }
} } } }"""
AWAITED = """mutation ($input: AllocationApproveInput!) { allocationApprove(input: $input) {
  __typename ... on Refusal { code message }
  ... on AwaitingWaivers { awaited { rule { code } person { number } case { number } } }
} }"""
RECORD = """query ($proposal: ProposalReference!) { allocationRecord(proposal: $proposal) }"""
WHAT_IF = """query ($input: WhatIfInput!) { whatIf(input: $input) { teams { seats { waivers person { number } } } } }"""
POOL = "SELECT array_agg(person_id) FROM pool_members WHERE superseded_at IS NULL"


async def befriended(planner: Planner) -> None:
    """Let everybody of the pool have been a classmate of the subject (R18), which a human may waive."""
    subject = await planner.key_of(SUBJECT, case=await planner.case(CASE))
    people = {person for person in await planner.key_of(POOL) if person != subject}
    await planner.become(*(classmates(person, subject) for person in sorted(people)))


async def set_policy(planner: Planner, **planning: Any) -> None:
    """Set the county's planning policy from today on."""
    day, document = planner.asking.now.date().isoformat(), {"planning": planning}
    done = await Registry(planner).act("policySet", effectiveFrom=day, document=document, reason="会议决定")
    assert done["__typename"] == "PolicyWasSet"


async def needed(planner: Planner, key: str = "one", **asked: Any) -> list[dict[str, Any]]:
    """Return the seats of a proposal with the waivers that they count on."""
    (team,) = (await planner.asking.data(NEEDED, key=key, **asked))["proposal"]["teams"]
    found: list[dict[str, Any]] = team["seats"]
    return found


async def grant(planner: Planner, seat: dict[str, Any], waiver: dict[str, Any]) -> None:
    """Grant a waiver that a seat counts on, as an office that records the written decision."""
    finding = {
        "personNumber": seat["person"]["number"],
        "caseNumber": CASE,
        "role": seat["role"],
        "rule": waiver["rule"]["code"],
        "ground": waiver["ground"],
    }
    expires = (planner.asking.now.date() + timedelta(days=30)).isoformat()
    given = {"finding": finding, "reason": "人手不足", "expiresOn": expires, "document": "商纪〔2026〕7号"}
    done = (await planner.asking.data(GRANT, role=Role.RECUSAL_OFFICER, input=given))["done"]
    assert done["__typename"] == "WaiverChanged"


async def approved(planner: Planner, key: str = "one") -> dict[str, Any]:
    """Approve a proposal, and return what came."""
    data = await planner.asking.data(AWAITED, input={"proposal": {"key": key}})
    found: dict[str, Any] = data["allocationApprove"]
    return found


async def test_without_a_word_of_the_policy_a_waiver_is_a_bar(planner: Planner) -> None:
    await befriended(planner)
    (team,) = (await planner.propose("one", caseNumbers=[CASE]))["teams"]
    assert not team["staffed"]
    assert {each["reason"]["code"] for short in team["shortages"] for each in short["closings"]} >= {"R18"}
    asked = {"proposalKey": "one", "supposed": [{"policy": {"planWithWaivers": True}}]}
    (supposed,) = (await planner.asking.data(WHAT_IF, input=asked))["whatIf"]["teams"]
    assert {seat["waivers"] for seat in supposed["seats"]} == {1}
    team = [seat["person"]["number"] for seat in supposed["seats"]]
    waivers = [{"waiver": {"caseNumber": CASE, "personNumber": person, "rules": ["R18"]}} for person in team]
    granted = {"proposalKey": "one", "supposed": waivers}
    (supposed,) = (await planner.asking.data(WHAT_IF, input=granted))["whatIf"]["teams"]
    assert sorted(seat["person"]["number"] for seat in supposed["seats"]) == sorted(team)


async def test_a_plan_counts_on_waivers_says_from_whom_and_is_approved_once_each_is_granted(planner: Planner) -> None:
    await befriended(planner)
    await set_policy(planner, plan_with_waivers=True, waiver_weight=5)
    proposal = await planner.propose("one", caseNumbers=[CASE])
    team = await needed(planner)
    assert len(team) == len(seats(proposal)) > 0
    for seat in team:
        (waiver,) = seat["waiversNeeded"]
        assert (seat["waivers"], waiver["rule"]["code"], waiver["granted"]) == (1, "R18", False)
        assert waiver["decider"]["skipped"] is None
    levels = {each["level"]: each["value"] for each in proposal["levels"]}
    (run,) = await planner.rows(AllocationRun)
    soft = sum(seat["soft"] for seat in run.plan["seats"])
    assert levels["APPEARANCES"] == 5 * len(team) + soft

    before = await planner.counts()
    refused = await approved(planner)
    assert refused["code"] == "AWAITING_WAIVERS"
    told = {(each["rule"]["code"], each["person"]["number"], each["case"]["number"]) for each in refused["awaited"]}
    assert told == {("R18", seat["person"]["number"], CASE) for seat in team}
    for seat in team[:-1]:
        await grant(planner, seat, seat["waiversNeeded"][0])
    (last,) = (await approved(planner))["awaited"]
    assert last["person"]["number"] == team[-1]["person"]["number"]
    after = await planner.counts()
    assert {table: after[table] for table in ("assignments", "screenings", "authorisations")} == {
        table: before[table] for table in ("assignments", "screenings", "authorisations")
    }
    await grant(planner, team[-1], team[-1]["waiversNeeded"][0])
    assert [seat["waiversNeeded"][0]["granted"] for seat in await needed(planner)] == [True] * len(team)
    assert (await approved(planner))["__typename"] == "AllocationApproved"
    kept = [row for row in await planner.rows(Screening) if row.id > before["screenings"]]
    assert {row.verdict for row in kept} == {Verdict.CLEAR}
    assert await planner.wrongs() == []


async def test_a_waiver_that_is_granted_is_counted_on_no_more_in_whatever_role(planner: Planner) -> None:
    await befriended(planner)
    await set_policy(planner, plan_with_waivers=True)
    await planner.propose("one", caseNumbers=[CASE])
    for seat in await needed(planner):
        await grant(planner, seat, seat["waiversNeeded"][0])
    await planner.propose("two", caseNumbers=[CASE])
    assert {seat["waivers"] for seat in await needed(planner, "two")} == {0}
    assert [seat["waiversNeeded"] for seat in await needed(planner, "two")] == [[]] * len(await needed(planner))
    assert (await approved(planner, "two"))["__typename"] == "AllocationApproved"


async def test_what_no_waiver_opens_is_a_conflict_and_not_awaited(planner: Planner) -> None:
    await befriended(planner)
    await set_policy(planner, plan_with_waivers=True)
    await planner.propose("one", caseNumbers=[CASE])
    (first, *_) = await needed(planner)
    await planner.make_party(first["person"]["number"], CASE)
    assert (await approved(planner))["code"] == "CONFLICT_OF_INTEREST"


async def test_who_may_not_screen_sees_how_many_and_not_which(planner: Planner) -> None:
    await befriended(planner)
    await set_policy(planner, plan_with_waivers=True)
    await planner.propose("one", caseNumbers=[CASE])
    team = await needed(planner, role=Role.SCHEDULER)
    assert {(seat["waivers"], seat["waiversNeeded"]) for seat in team} == {(1, None)}


async def test_the_record_holds_for_a_verifier_only_with_the_policy_that_plans_with_waivers(planner: Planner) -> None:
    await befriended(planner)
    await set_policy(planner, plan_with_waivers=True)
    await planner.propose("one", caseNumbers=[CASE])
    record = json.loads((await planner.asking.data(RECORD, proposal={"key": "one"}))["allocationRecord"])
    assert verify(record) == []
    record["problem"]["problem"]["limits"]["plan_with_waivers"] = False
    assert "BARRED" in {fault.rule for fault in verify(record)}


async def test_a_run_of_an_earlier_version_counted_on_no_waiver(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CASE])
    (run,) = await planner.rows(AllocationRun)
    assert planned_with(run) == {}
    assert planned_with(AllocationRun(**{**run.model_dump(), "plan": None})) == {}


async def test_the_county_weighs_soft_findings_by_their_rule(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CASE])
    await set_policy(planner, soft_weights=dict.fromkeys(WEIGHED, 3))
    await planner.propose("two", caseNumbers=[CASE])
    before, after = (from_json(json.dumps(run.problem)).pairs for run in await planner.rows(AllocationRun))
    assert any(pair.soft for pair in before)
    assert after == tuple(replace(pair, soft=3 * pair.soft) for pair in before)
