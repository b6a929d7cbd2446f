"""The documents by which clients call meetings and keep their record."""

from datetime import timedelta
from typing import Any

from terms.roles import Role
from tests.api.meeting_scene import TOMORROW, Scene

REFUSED = "... on Refusal { code message }"
CALL = f"""
mutation Call($input: MeetingCallInput!) {{
  meetingCall(input: $input) {{
    __typename
    ... on MeetingCalled {{ meeting {{
      id kind state title place startsAt
      convener {{ name }}
      zones {{ code }}
      participants {{ attendance organ {{ name }} person {{ name }} substitute {{ name }} }}
      agenda {{ id position kind subject decision case {{ number }} proposal {{ id }} decidingOrgan {{ name }} }}
    }} }}
    {REFUSED}
  }}
}}
"""
ATTEND = f"""
mutation Attend($input: MeetingAttendInput!) {{
  meetingAttend(input: $input) {{
    __typename
    ... on MeetingAttended {{ meeting {{
      state participants {{ attendance organ {{ name }} person {{ number }} substitute {{ number }} }}
    }} }}
    {REFUSED}
  }}
}}
"""
DECIDE = f"""
mutation Decide($input: MeetingItemDecideInput!) {{
  meetingItemDecide(input: $input) {{
    __typename
    ... on MeetingItemDecided {{ item {{ decision decidedAt decidingOrgan {{ name }} }} }}
    {REFUSED}
  }}
}}
"""


def joint(scene: Scene, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "JOINT",
        "title": "派案联席会议",
        "zoneCodes": ["Z1", "Z2"],
        "startsAt": TOMORROW.isoformat(),
        "endsAt": (TOMORROW + timedelta(hours=2)).isoformat(),
        "proposals": [{"id": scene.gid("Proposal", "approved")}],
        **changes,
    }


async def call(scene: Scene, role: Role = Role.COUNTY, zone: str | None = None, **changes: Any) -> dict[str, Any]:
    answer = await scene.ask(CALL, scene.caller(role, zone=zone), input=joint(scene, **changes))
    payload: dict[str, Any] = answer["meetingCall"]
    return payload


async def called(scene: Scene, **changes: Any) -> dict[str, Any]:
    payload = await call(scene, **changes)
    assert payload["__typename"] == "MeetingCalled", payload
    meeting: dict[str, Any] = payload["meeting"]
    return meeting
