"""The scene of meetings with people who head organs: whom a notice is addressed to, and who answers it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from db.tables import MeetingParticipant, Membership, Person
from resolvers.caller import Caller
from terms.people import MembershipKind
from terms.periods import Period
from terms.roles import Role
from tests.api.meeting_documents import REFUSED
from tests.api.meeting_scene import Scene, meeting_scene

SEATS = """participants {
  attendance mustCome reason answeredAt answeredBy organ { name } person { number } substitute { number }
}"""
CALL = f"""
mutation Call($input: MeetingCallInput!) {{
  meetingCall(input: $input) {{
    __typename
    ... on MeetingCalled {{ meeting {{ id state quorum {SEATS}
      agenda {{
        id kind subject minutes case {{ number }} matter {{ id }} earlierItem {{ id }} reportingOrgan {{ name }}
      }}
    }} }}
    {REFUSED}
  }}
}}
"""
NOTICE = f"id state title place startsAt endsAt sequence cancelledFor {SEATS}"
CHANGE = f"""
mutation Change($input: MeetingChangeInput!) {{
  meetingChange(input: $input) {{
    __typename ... on MeetingChanged {{ meeting {{ {NOTICE} }} askedAgain {{ name }} }} {REFUSED}
  }}
}}
"""
INVITE = f"""
mutation Invite($input: MeetingInviteInput!) {{
  meetingInvite(input: $input) {{ __typename ... on MeetingInvited {{ meeting {{ quorum {NOTICE} }} }} {REFUSED} }}
}}
"""
CANCEL = f"""
mutation Cancel($input: MeetingCancelInput!) {{
  meetingCancel(input: $input) {{ __typename ... on MeetingCancelled {{ meeting {{ {NOTICE} }} }} {REFUSED} }}
}}
"""
ANSWER = f"""
mutation Answer($input: MeetingAnswerInput!) {{
  meetingAnswer(input: $input) {{ __typename ... on MeetingAnswered {{ meeting {{ {NOTICE} }} }} {REFUSED} }}
}}
"""
HEADS = {"第一室": "H1", "甲乡纪委": "H2", "乙乡纪委": "H3", "审计局": "H4"}
"""Who heads which organ."""
STAFF = {"第一室": "S1", "甲乡纪委": "S2", "乙乡纪委": "S3"}
"""Others of the organs."""

LONG = Period(date(2020, 1, 1))


@asynccontextmanager
async def calling_scene(url: str) -> AsyncIterator[Scene]:
    """Fill an empty database with the scene and its heads, and open it."""
    async with meeting_scene(url) as scene:
        for organ, number in (*HEADS.items(), *STAFF.items()):
            await employ(scene, number, organ, heads=organ in HEADS and HEADS[organ] == number)
        yield scene


async def employ(scene: Scene, number: str, organ: str, *, heads: bool = False, during: Period = LONG) -> None:
    """Let somebody work at an organ; whoever is not there yet is made."""
    if number not in scene.ids:
        await scene.add(number, Person(county_id=scene.ids["county"], number=number, name=f"某{number}"))
    works = Membership(
        person_id=scene.ids[number],
        organ_id=scene.ids[organ],
        kind=MembershipKind.PART_TIME,
        heads=heads,
        during=during,
    )
    await scene.add("", works)


def herself(scene: Scene, person: str, role: Role = Role.INVESTIGATOR) -> Caller:
    """Return somebody who asks in person."""
    caller = scene.caller(role)
    identity = replace(caller.identity, person_id=scene.ids[person], principal=f"test:{person}")
    return replace(caller, identity=identity)


def secretary_of(scene: Scene, organ: str) -> Caller:
    """Return the secretary of an organ."""
    caller = scene.caller(Role.ORGAN_SECRETARY)
    return replace(caller, identity=replace(caller.identity, organ_id=scene.ids[organ], principal=f"test:{organ}"))


async def act(scene: Scene, document: str, /, caller: Caller | None = None, **given: Any) -> dict[str, Any]:
    """Return what an act answers."""
    (payload,) = (await scene.ask(document, caller, input=given)).values()
    found: dict[str, Any] = payload
    return found


async def answer(
    scene: Scene, meeting: str, organ: str = "甲乡纪委", caller: Caller | None = None, **given: Any
) -> dict[str, Any]:
    """Answer for a seat."""
    return await act(scene, ANSWER, caller, meeting=meeting, organ=scene.gid("Organ", organ), **given)


async def seats(scene: Scene) -> dict[str, MeetingParticipant]:
    """Return the seats that are kept, by the name of the organ."""
    names = {key: name for name, key in scene.ids.items() if name in {*HEADS, "第二室", "丙镇纪委"}}
    return {names[row.organ_id]: row for row in await scene.rows(MeetingParticipant)}
