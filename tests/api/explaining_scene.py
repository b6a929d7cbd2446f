"""Questions about why a proposal is as it is, as clients ask them of the demo county."""

from typing import Any

from tests.api.allocation_scene import Planner

EASY = "商纪案〔2026〕24号"
OTHER = "商纪案〔2026〕32号"
CROSS = "商纪案〔2026〕20号"
LEVELS = "levels { level unit { zh en } before after worse least proven }"
BESIDE = f"""
  {LEVELS} sentence {{ zh en }} moves {{ kind before after person {{ number }} case {{ number }} }}
  staffedBeforeOnly {{ number }} staffedAfterOnly {{ number }}
  teams {{
    case {{ number }} seats {{ role fit travel loadAfter covers person {{ number }} }} shortages {{ reason {{ code }} }}
  }}
"""
WHY_NOT = f"""
query ($input: WhyNotInput!) {{
  whyNot(input: $input) {{
    bars {{ code zh en }} noTeam costsNothing byLot {LEVELS} sentence {{ zh en }}
    screening {{ verdict findings {{ rule {{ code }} evidence {{ record {{ code }} }} }} }}
  }}
}}
"""
WHAT_IF = f"query ($input: WhatIfInput!) {{ whatIf(input: $input) {{ {BESIDE} }} }}"
COMPARED = f"query ($input: ProposalsComparedInput!) {{ proposalsCompared(input: $input) {{ {BESIDE} }} }}"
WAYS = f"""
query ($input: WaysToStaffInput!) {{
  waysToStaff(input: $input) {{
    enough unsettled complete sentence {{ zh en }}
    relaxations {{
      minimal {LEVELS} sentence {{ zh en }} grants {{ kind {{ code }} grantedBy {{ code zh }} sentence {{ zh en }} }}
    }}
  }}
}}
"""


async def asked_why(planner: Planner, person: str, case: str = EASY, **more: Any) -> Any:
    """Ask why a person does not sit on a case of the proposal "one"."""
    asked = {"proposalKey": "one", "caseNumber": case, "personNumber": person, "role": "MEMBER"}
    return (await planner.asking.data(WHY_NOT, input=asked, **more))["whyNot"]


async def supposed(planner: Planner, *things: dict[str, Any], **more: Any) -> Any:
    """Suppose things of the proposal "one"."""
    asked = {"proposalKey": "one", "supposed": list(things)}
    return (await planner.asking.data(WHAT_IF, input=asked, **more))["whatIf"]


async def refused(planner: Planner, *things: dict[str, Any], key: str = "one", **more: Any) -> list[str]:
    """Return the codes with which suppositions are refused."""
    answer = await planner.asking(WHAT_IF, input={"proposalKey": key, "supposed": list(things)}, **more)
    assert answer.data is None
    return answer.codes


def values(levels: list[dict[str, Any]], of: str) -> dict[str, float]:
    """Return one column of the levels by name."""
    return {each["level"]: each[of] for each in levels}


async def bystander(planner: Planner, *taken: str) -> str:
    """Return the number of a member of the pool who is none of these."""
    return str(
        await planner.key_of(
            "SELECT p.number FROM people AS p JOIN pool_members AS m ON m.person_id = p.id"
            " WHERE p.number <> ALL(:taken) ORDER BY p.id LIMIT 1",
            taken=list(taken),
        )
    )
