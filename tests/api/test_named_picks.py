"""Nobody is asked for by name (R47) but in an emergency, where the county allows it, marked, and counted."""

import json
from typing import Any

import pytest

from allocation.document import from_json
from allocation.openings import find_openings
from db.tables import AllocationRun, AuditEntry, ProposalEdit
from schema.nodes import global_id, kinds
from terms.acts import Act
from terms.cases import AssignmentRole
from terms.matrix import MATRIX
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.fact_scene import Registry

ZONES = "商纪案〔2026〕26号"
CROSS = "商纪案〔2026〕20号"
PICKS = """query ($since: DateTime!, $until: DateTime) {
  namedPicks(since: $since, until: $until) { requester count proposals }
}"""
SEES = {role for role, acts in MATRIX.items() if {Act.READ_AUDIT, Act.EDIT} & set(acts)}
OWN: dict[str, Any] = {"role": Role.COORDINATOR, "zone": "Z1"}


async def picks(planner: Planner, **asked: Any) -> list[dict[str, Any]]:
    """Return who picked by name since yesterday."""
    day = planner.asking.now.date().isoformat()
    answered = await planner.asking.data(PICKS, since=f"{day}T00:00:00+08:00", **asked)
    found: list[dict[str, Any]] = answered["namedPicks"]
    return found


def pin(person: str, role: str, case: str = CROSS) -> dict[str, Any]:
    """Return a pin."""
    return {"caseNumber": case, "personNumber": person, "role": role, "reason": "紧急"}


async def ids(planner: Planner, *keys: str) -> list[str]:
    """Return the global ids of proposals made under keys."""
    found = "SELECT p.id FROM proposals AS p JOIN allocation_runs AS r ON r.id = p.run_id WHERE r.key = :key"
    return [str(global_id(kinds()["Proposal"], await planner.key_of(found, key=key))) for key in keys]


async def test_picks_are_marked_on_seat_edit_and_trail_and_counted_once_for_each_requester(planner: Planner) -> None:
    team = sorted((person, role) for _, person, role in seats(await planner.propose("one", caseNumbers=[CROSS])))
    (first, first_role), (second, second_role), *_ = team
    two = await planner.edit("two", of="one", pins=[pin(first, first_role)])
    three = await planner.edit("three", of="two", pins=[pin(second, second_role)])
    pinned = {seat["person"]["number"] for seat in three["teams"][0]["seats"] if seat["pinned"]}
    assert pinned == {first, second}
    assert {(edit["kind"], edit["person"]["number"]) for edit in three["edits"]} == {("PIN", first), ("PIN", second)}
    assert [edit["kind"] for edit in two["edits"]] == ["PIN"]
    lines = [line.detail["named_picks"] for line in await planner.rows(AuditEntry) if line.act == "EDIT"]
    rows = {
        row.id: await planner.key_of("SELECT number FROM people WHERE id = :id", id=row.person_id)
        for row in await planner.rows(ProposalEdit)
    }
    assert [[rows[edit] for edit in line] for line in lines] == [[first], [second]]
    expected = [
        {"requester": "COUNTY-of-the-test", "count": 2, "proposals": await ids(planner, "two", "three")},
    ]
    assert await picks(planner) == await picks(planner, role=Role.AUDITOR) == expected


async def test_an_exclusion_is_no_pick_and_who_picked_most_comes_first(planner: Planner) -> None:
    proposal = await planner.propose("one", caseNumbers=[ZONES], zoneCodes=["Z1"])
    team = sorted((person, role) for _, person, role in seats(proposal))
    (first, role), (out, _), *_ = team
    leave = {"caseNumber": ZONES, "personNumber": out, "reason": "另有任务"}
    await planner.edit("two", of="one", pins=[pin(first, role, ZONES)], exclusions=[leave], **OWN)
    other = sorted((person, role) for _, person, role in seats(await planner.propose("x", caseNumbers=[CROSS])))
    await planner.edit("y", of="x", pins=[pin(*each) for each in other[:2]])
    found = await picks(planner)
    assert [(each["requester"], each["count"]) for each in found] == [
        ("COUNTY-of-the-test", 2),
        ("COORDINATOR-of-the-test", 1),
    ]
    assert [each["requester"] for each in await picks(planner, **OWN)] == ["COORDINATOR-of-the-test"]
    assert await picks(planner, role=Role.COORDINATOR, zone="Z2") == []


async def test_only_picks_of_the_period_are_counted_and_an_auditors_look_is_on_the_trail(planner: Planner) -> None:
    _, person, role = min(seats(await planner.propose("one", caseNumbers=[CROSS])))
    await planner.edit("two", of="one", pins=[pin(person, role)])
    day = planner.asking.now.date().isoformat()
    assert await picks(planner, until=f"{day}T00:00:00+08:00") == []
    assert (await planner.asking.data(PICKS, since="2100-01-01T00:00:00+08:00"))["namedPicks"] == []
    before = await planner.counts()
    await picks(planner)
    assert await planner.counts() == before
    await picks(planner, role=Role.AUDITOR, until="2100-01-01T00:00:00+08:00")
    line = (await planner.rows(AuditEntry))[-1]
    assert (line.act, line.object_type, line.detail["until"]) == (
        "READ_AUDIT",
        "proposal_edits",
        "2100-01-01T00:00:00+08:00",
    )


@pytest.mark.parametrize("role", sorted(set(Role) - SEES))
async def test_others_are_not_told(planner: Planner, role: Role) -> None:
    answer = await planner.asking(PICKS, role=role, since="2026-01-01T00:00:00+08:00")
    assert answer.codes == ["NOT_ALLOWED"]


async def test_where_the_policy_has_no_picks_nobody_is_pinned_and_what_was_pinned_stays(planner: Planner) -> None:
    team = sorted((person, role) for _, person, role in seats(await planner.propose("one", caseNumbers=[CROSS])))
    await planner.edit("two", of="one", pins=[pin(*team[0])])
    day = planner.asking.now.date().isoformat()
    document = {"planning": {"named_picks": False}}
    done = await Registry(planner).act("policySet", effectiveFrom=day, document=document, reason="不得点名")
    assert done["__typename"] == "PolicyWasSet", done
    before = await planner.counts()
    refused = await planner.edit("three", of="two", pins=[pin(*team[1])])
    assert (refused["__typename"], refused["code"]) == ("PlanRefused", "NAMED_PICKS_REFUSED")
    assert await planner.counts() == before
    leave = {"caseNumber": CROSS, "personNumber": team[1][0], "reason": "另有任务"}
    kept = await planner.edit("four", of="two", exclusions=[leave])
    assert {(edit["kind"], edit["person"]["number"]) for edit in kept["edits"]} == {
        ("PIN", team[0][0]),
        ("EXCLUDE", team[1][0]),
    }


async def narrowed(planner: Planner, key: str) -> tuple[str, str, list[dict[str, Any]]]:
    """Return a role with one place, the one who is to be left for it, and the exclusions of all others open to it."""
    (row,) = [row for row in await planner.rows(AllocationRun) if row.key == key]
    problem = from_json(json.dumps(row.problem))
    (case,) = problem.cases
    alone = {place.role for place in case.places if place.count == 1}
    by_role: dict[AssignmentRole, set[int]] = {}
    for _, person, role in find_openings(problem).open:
        if role in alone:
            by_role.setdefault(role, set()).add(person)
    role, people = min(by_role.items(), key=lambda each: (len(each[1]), each[0]))
    left, *others = [
        str(await planner.key_of("SELECT number FROM people WHERE id = :id", id=person)) for person in sorted(people)
    ]
    assert others
    return role.value, left, [{"caseNumber": CROSS, "personNumber": out, "reason": "另有任务"} for out in others]


async def test_exclusions_that_leave_a_place_no_choice_are_a_pick_by_name(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    role, left, exclusions = await narrowed(planner, "one")
    free = await planner.edit("two", of="one", exclusions=exclusions[:-1])
    assert [edit["leavesNoChoice"] for edit in free["edits"]] == [False] * len(exclusions[:-1])
    assert await picks(planner) == []
    alone = await planner.edit("three", of="two", exclusions=exclusions[-1:])
    assert (left, role) in {(person, place) for _, person, place in seats(alone)}
    assert all(edit["leavesNoChoice"] for edit in alone["edits"])
    (found,) = await picks(planner)
    assert (found["count"], found["proposals"]) == (1, await ids(planner, "three"))
    lines = [line.detail["named_picks"] for line in await planner.rows(AuditEntry) if line.act == "EDIT"]
    assert [len(line) for line in lines] == [0, 1]


async def test_where_the_policy_has_no_picks_nobody_is_left_alone_by_exclusions_either(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[CROSS])
    _, _, exclusions = await narrowed(planner, "one")
    day = planner.asking.now.date().isoformat()
    document = {"planning": {"named_picks": False}}
    await Registry(planner).act("policySet", effectiveFrom=day, document=document, reason="不得点名")
    before = await planner.counts()
    refused = await planner.edit("two", of="one", exclusions=exclusions)
    assert (refused["__typename"], refused["code"]) == ("PlanRefused", "NAMED_PICKS_REFUSED")
    assert "leave a place no choice" in refused["message"]
    assert await planner.counts() == before
    kept = await planner.edit("three", of="one", exclusions=exclusions[1:])
    assert {edit["kind"] for edit in kept["edits"]} <= {"EXCLUDE"}
