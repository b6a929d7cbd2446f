"""A case that its home organ leads is helped with by organs whose cases that one handled: no R39 in the plan either."""

import json

from allocation.document import from_json
from allocation.openings import find_openings
from allocation.problem import Problem
from db.tables import AllocationRun
from terms.cases import AssignmentRole
from terms.roles import Role
from tests.api.allocation_scene import Planner, seats

HELPED, HANDLED = "商纪案〔2026〕32号", "商纪案〔2026〕27号"
"""A case in ASSIST, and one in CROSS whose home organ had a case of its own handled by the home organ of the former."""
SCREEN = """
query Screen($person: String!, $case: String!) {
  screen(input: {personNumber: $person, caseNumber: $case, role: MEMBER}) { verdict findings { rule { code } } }
}"""


async def problem_of(planner: Planner, key: str) -> Problem:
    """Return the problem that was solved under a key."""
    (run,) = [run for run in await planner.rows(AllocationRun) if run.key == key]
    return from_json(json.dumps(run.problem))


def pin(case: str, person: str, role: str = "MEMBER") -> dict[str, str]:
    return {"caseNumber": case, "personNumber": person, "role": role, "reason": "熟悉业务"}


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
    screened = (await planner.asking.data(SCREEN, role=Role.COUNTY, person=person, case=HELPED))["screen"]
    assert "R39" not in {finding["rule"]["code"] for finding in screened["findings"]}
    proposal = await planner.edit("two", of="one", pins=[pin(HELPED, person)])
    assert (HELPED, person, "MEMBER") in seats(proposal)
    approved = await planner.approve("two")
    assert approved["__typename"] == "AllocationApproved", approved
    assert await planner.wrongs() == []
