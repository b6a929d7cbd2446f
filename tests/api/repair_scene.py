"""Teams at work in the demo county, and repairs of them as clients ask for them."""

from typing import Any

from terms.roles import Role
from tests.api.allocation_scene import PROPOSAL, Planner, placed, proposal_or_refusal, seed_of

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
