"""A case that its home organ leads is helped with by organs whose cases that one handled: no R39 in the plan either."""

import json

from allocation.document import from_json
from allocation.openings import find_openings
from allocation.problem import Problem
from db.tables import AllocationRun
from terms.cases import AssignmentRole
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats
from tests.api.repair_scene import repair

HELPED = "商纪案〔2026〕32号"
"""A case in ASSIST."""
LED, JOINT = "商纪案〔2026〕24号", "商纪案〔2026〕23号"
"""A case in ASSIST, and one of another organ in JOINT."""
SCREEN = """
query Screen($person: String!, $case: String!) {
  screen(input: {personNumber: $person, caseNumber: $case, role: MEMBER}) { verdict findings { rule { code } } }
}"""


async def problem_of(planner: Planner, key: str) -> Problem:
    """Return the problem that was solved under a key."""
    (run,) = [run for run in await planner.rows(AllocationRun) if run.key == key]
    return from_json(json.dumps(run.problem))


async def rules_against(planner: Planner, person: str, case: str) -> set[str]:
    """Return the rules of which screening finds something."""
    found = await planner.asking.data(SCREEN, role=Role.COUNTY, person=person, case=case)
    return {finding["rule"]["code"] for finding in found["screen"]["findings"]}


def pin(case: str, person: str, role: str = "MEMBER") -> dict[str, str]:
    return {"caseNumber": case, "personNumber": person, "role": role, "reason": "熟悉业务"}


def member_of(problem: Problem, *, case: int, organ: int) -> int:
    """Return the first of the organ to whom a member's place on the case is open."""
    people = {one.id for one in problem.candidates if one.organ == organ}
    opened = find_openings(problem).open
    return min(who for on, who, role in opened if on == case and who in people and role is AssignmentRole.MEMBER)


async def number(planner: Planner, person: int) -> str:
    return str(await planner.key_of("SELECT number FROM people WHERE id = :id", id=person))


async def test_who_is_free_of_findings_is_open_and_may_be_put_on_a_case_led_at_home(planner: Planner) -> None:
    await planner.propose("one", caseNumbers=[HELPED])
    problem = await problem_of(planner, "one")
    (helped,) = problem.cases
    opened = {person for _, person, role in find_openings(problem).open if role is AssignmentRole.MEMBER}
    home_handled = {handled for handler, handled in problem.handled_before if handler == helped.organ}
    able = [one.id for one in problem.candidates if one.id in opened and one.organ in home_handled]
    assert (helped.handled_by_others, bool(able)) == (False, True)
    person = await number(planner, able[0])
    assert "R39" not in await rules_against(planner, person, HELPED)
    proposal = await planner.edit("two", of="one", pins=[pin(HELPED, person)])
    assert (HELPED, person, "MEMBER") in seats(proposal)
    approved = await planner.approve("two")
    assert approved["__typename"] == "AllocationApproved", approved
    assert await planner.wrongs() == []


async def test_an_organ_helps_another_that_handles_its_case_and_that_stands_when_it_is_screened_again(
    planner: Planner,
) -> None:
    await planner.propose("one", caseNumbers=[LED, JOINT])
    problem = await problem_of(planner, "one")
    led, joint = problem.cases
    assert (led.handled_by_others, joint.handled_by_others) == (False, True)
    helper = await number(planner, member_of(problem, case=led.id, organ=joint.organ))
    handler = await number(planner, member_of(problem, case=joint.id, organ=led.organ))
    proposal = await planner.edit("two", of="one", pins=[pin(LED, helper), pin(JOINT, handler)])
    assert {(LED, helper, "MEMBER"), (JOINT, handler, "MEMBER")} <= seats(proposal)
    approved = await planner.approve("two")
    assert approved["__typename"] == "AllocationApproved", approved
    assert await planner.wrongs() == []
    assert "R39" not in await rules_against(planner, handler, JOINT) | await rules_against(planner, helper, LED)
    assert (await repair(planner, "three", caseNumbers=[JOINT]))["code"] == "NOTHING_TO_STAFF"
    await planner.propose("four", caseNumbers=[HELPED])
    before = set((await problem_of(planner, "four")).handled_before)
    assert ((led.organ, joint.organ) in before, (joint.organ, led.organ) in before) == (True, False)
