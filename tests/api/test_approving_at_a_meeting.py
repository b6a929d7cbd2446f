"""A proposal approved at a meeting that runs: one act after the vote, or nothing, whatever becomes known meanwhile."""

from asyncio import gather
from functools import partial
from typing import Any

import pytest

from db.tables import Assignment, RecusalMatter
from schema.nodes import global_id, kinds
from terms.cases import AssignmentState
from terms.recusal import MatterState
from tests.api.allocation_scene import Planner, placed, seats
from tests.api.fact_scene import Registry
from tests.api.queueing import queueing
from tests.api.sitting_scene import ORGAN, Sitting, sitting
from tests.api.waiver_scene import CLERK

CASES = ("商纪案〔2026〕24号", "商纪案〔2026〕20号", "商纪案〔2026〕21号", "商纪案〔2026〕22号")
CROSS = CASES[1]
TRANSACTIONS = """SELECT count(DISTINCT xmin::text) FROM (
  SELECT xmin FROM agenda_items WHERE decision = '同意派案方案'
  UNION ALL SELECT xmin FROM assignments WHERE case_id = :case
  UNION ALL SELECT xmin FROM authorisations WHERE case_id = :case AND superseded_at IS NULL
  UNION ALL SELECT xmin FROM audit_entries WHERE act IN ('APPROVE', 'DECIDE_ITEM')) AS written"""
FACTS = "SELECT FROM fact_clock FOR UPDATE"
DECISION = """SELECT i.decision FROM agenda_items AS i JOIN proposal_cases AS p ON p.proposal_id = i.proposal_id
  WHERE p.case_id = :case"""


async def test_after_the_vote_one_act_decides_assigns_and_numbers_the_documents(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    at = await sitting(planner, ["one"])
    (item,) = at.proposed
    before = await at.written()
    assert (await at.decide(item))["code"] == "ITEM_NOT_CALLED"
    assert (await at.act("itemCall", item=item))["__typename"] == "ItemCalled"
    assert (await at.decide(item))["code"] == "ITEM_NOT_CLOSED"
    await at.vote(item)
    assert (await at.decide(item))["code"] == "ITEM_NOT_CLOSED"
    assert (await at.act("itemClose", item=item, closing="VOTED"))["item"]["progress"]["outcome"] == "CARRIED"
    assert booked(await at.written()) == booked(before)
    made = await at.decide(item)
    assert made["item"]["decision"] == "同意派案方案"
    approved = made["approved"]
    assert approved["proposal"] == {"state": "APPROVED"}
    assert placed(approved["assignments"]) == seats(proposal)
    assert {each["state"] for each in approved["assignments"]} == {"ACTIVE"}
    assert all(each["number"].endswith("号") for each in approved["authorisations"])
    assert {each["authorisation"]["number"] for each in approved["assignments"] if each["authorisation"]} == {
        each["number"] for each in approved["authorisations"]
    }
    after = await at.written()
    assert [after[name] - before[name] for name in ("decisions", "assignments", "authorisations")] == [
        1,
        len(seats(proposal)),
        len(approved["authorisations"]),
    ]
    assert await planner.key_of(TRANSACTIONS, case=await planner.case(CROSS)) == 1
    assert (await at.decide(item))["code"] == "ALREADY_DECIDED"
    assert await at.written() == after


@pytest.mark.parametrize(
    ("closing", "outcome", "approved"),
    [("NOTED", None, False), ("VOTED", "REJECTED", False), ("CONSENSUS", "AGREED", True)],
)
async def test_without_a_yes_of_the_room_nothing_is_approved(
    planner: Planner, closing: str, outcome: str | None, *, approved: bool
) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    at = await sitting(planner, ["one"])
    (item,) = at.proposed
    assert (await at.act("itemCall", item=item))["__typename"] == "ItemCalled"
    closed = await at.act("itemClose", item=item, closing=closing)
    assert closed["item"]["progress"]["outcome"] == outcome
    before = await at.written()
    made = await at.decide(item)
    assert made.get("code") == (None if approved else "APPROVAL_APART")
    assert (await at.written() == before) is not approved


def booked(written: dict[str, Any]) -> dict[str, Any]:
    """Return what there is of it beside the audit trail, and the moment of the facts."""
    return {name: count for name, count in written.items() if name not in {"audit_entries", "fact_clock"}}


async def test_what_changed_between_vote_and_decision_leaves_nothing_half_written(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[CROSS])
    at = await sitting(planner, ["one"])
    (item,) = at.proposed
    await at.carried(item)
    _, member, _ = min(seats(proposal))
    await planner.make_party(member, CROSS)
    before = await at.written()
    assert (await at.decide(item))["code"] == "CONFLICT_OF_INTEREST"
    assert await at.written() == before
    another = await planner.propose("two", caseNumbers=[CROSS])
    assert member not in {number for _, number, _ in seats(another)}
    assert (await planner.approve("two"))["__typename"] == "AllocationApproved"
    before = await at.written()
    assert (await at.decide(item))["code"] == "ALREADY_STAFFED"
    assert await at.written() == before
    assert (await planner.withdraw("one"))["state"] == "WITHDRAWN"
    before = await at.written()
    assert (await at.decide(item))["code"] == "APPROVAL_APART"
    assert await at.written() == before


async def members_of(planner: Planner) -> dict[str, str]:
    """Propose for each case, and return of each team somebody, all of other organs."""
    found: dict[str, str] = {}
    organs: set[int] = set()
    for case in CASES:
        for _, number, _ in sorted(seats(await planner.propose(case, caseNumbers=[case]))):
            organ = await planner.key_of(ORGAN, number=number)
            if organ not in organs:
                organs.add(organ)
                found[case] = number
                break
    assert len(found) == len(CASES)
    return found


async def test_an_approval_racing_a_declaration_at_the_table_lets_nobody_barred_work_unknown(planner: Planner) -> None:
    members = await members_of(planner)
    at = await sitting(planner, CASES, *members.values())
    for item in at.proposed:
        await at.carried(item)
    came = []
    for turn, (case, item) in enumerate(zip(CASES, at.proposed, strict=True)):
        racing = gather if turn < 2 else partial(queueing, planner.asking.database.engine, FACTS)
        acts = [at.decide(item), declared(at, case, members[case])]
        made, told = await racing(*acts) if turn % 2 else reversed(await racing(*reversed(acts)))
        assert told["__typename"] == "ItemDeclared", told
        came.append(await order_of(at, case, members[case], made, told))
    assert came[2:] == ["declared first", "approved first"]


async def declared(at: Sitting, case: str, member: str) -> dict[str, Any]:
    """Let the county say for somebody at the table that she is a sibling of whom a case is about."""
    tie = {"otherNumber": await Registry(at.planner).subject(case), "kinship": "SIBLING"}
    person = str(global_id(kinds()["Person"], await at.planner.person(member)))
    about = {"item": at.meeting["agenda"][-1]["id"], "person": person, "reason": "口头声明"}
    return await at.act("itemDeclare", CLERK, **about, ties=[tie])


async def order_of(at: Sitting, case: str, member: str, made: dict[str, Any], told: dict[str, Any]) -> str:
    """Return what came first, with all that must follow from it: nothing is written; or she is suspended, and told."""
    key, person = await at.planner.case(case), await at.planner.person(member)
    booked = [row for row in await at.planner.rows(Assignment) if row.case_id == key]
    matters = [row.state for row in await at.planner.rows(RecusalMatter) if row.person_id == person]
    decision = await at.planner.key_of(DECISION, case=key)
    if "code" in made:
        assert (made["code"], decision, booked, matters) == ("CONFLICT_OF_INTEREST", None, [], [])
        return "declared first"
    hers = [(row.state, row.state_reason) for row in booked if row.person_id == person]
    assert hers == [(AssignmentState.SUSPENDED, "CONFLICT_CAME_TO_LIGHT")]
    assert (decision, matters) == ("同意派案方案", [MatterState.OPEN])
    assert told["suspended"] == [{"case": {"number": case}}]
    return "approved first"
