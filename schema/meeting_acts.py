"""Acts on meetings: call, and record attendance. Decisions: ``meeting_decisions.py``."""

from typing import Annotated, TypeAlias

import strawberry

from meetings.refusals import MeetingRefused
from resolvers import meeting_calls, meeting_records
from resolvers.meeting_records import AttendanceWanted
from schema.context import Info
from schema.meeting_inputs import MeetingCallInput
from schema.meetings import Meeting
from schema.moments import BadMoment
from schema.nodes import key_of
from schema.organs import Organ
from schema.people import Person
from schema.refusals import (
    BusyMember,
    DatabaseUnavailableMember,
    InvalidInputMember,
    NotAllowedMember,
    NotFoundMember,
    RefusalMember,
    handler,
)
from terms.meetings import Attendance


@strawberry.type(name="MeetingRefused", description="The meeting cannot be called or recorded so (会议事项被拒绝).")
class MeetingRefusedMember(RefusalMember):
    """See ``meetings.refusals``; the code tells which."""


HANDLERS = (handler(MeetingRefused, MeetingRefusedMember), handler(BadMoment, InvalidInputMember))
"""Handlers of what meetings refuse."""


@strawberry.input(description="How an organ took part (出席记录).")
class MeetingAttendInput:
    """See ``resolvers.meeting_records.AttendanceWanted``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    organ: strawberry.ID = strawberry.field(description="The organ that is invited (与会单位).")
    attendance: Attendance = strawberry.field(description="How it took part (出席情况).")
    person: strawberry.ID | None = strawberry.field(
        default=None, description="Who represents it, or should have (代表人); null leaves whoever was invited."
    )
    substitute: strawberry.ID | None = strawberry.field(
        default=None,
        description="Who comes or came instead (替会人), for SUBSTITUTE_NAMED and SUBSTITUTE alone; "
        "null leaves whoever was named.",
    )
    reason: str = strawberry.field(
        default="", description="Why she did not come, or sent somebody (原因); empty leaves what was answered."
    )

    def wanted(self) -> AttendanceWanted:
        """Return the attendance as the house knows it."""
        return AttendanceWanted(
            meeting_id=key_of(self.meeting, Meeting),
            organ_id=key_of(self.organ, Organ),
            attendance=self.attendance,
            person_id=None if self.person is None else key_of(self.person, Person),
            substitute_id=None if self.substitute is None else key_of(self.substitute, Person),
            reason=self.reason,
        )


@strawberry.type(description="The meeting was called (会议已通知).")
class MeetingCalled:
    """What calling a meeting answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议).")


@strawberry.type(description="The attendance was recorded (出席已记录).")
class MeetingAttended:
    """What recording attendance answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议).")


Refused: TypeAlias = (
    NotAllowedMember
    | NotFoundMember
    | InvalidInputMember
    | MeetingRefusedMember
    | BusyMember
    | DatabaseUnavailableMember
)
CallPayload: TypeAlias = Annotated[
    MeetingCalled | Refused,
    strawberry.union("MeetingCallPayload", description="The meeting, or why it was not called (召集结果)."),
]
AttendPayload: TypeAlias = Annotated[
    MeetingAttended | Refused,
    strawberry.union("MeetingAttendPayload", description="The meeting, or why nothing was recorded (出席记录结果)."),
]


@strawberry.type
class MeetingMutation:
    """Acts on meetings."""

    @strawberry.mutation(description="Call a meeting: invite the organs of its zones, number its agenda (召集会议).")
    async def meeting_call(
        self,
        info: Info,
        input: Annotated[MeetingCallInput, strawberry.argument(description="The meeting (会议).")],  # noqa: A002
    ) -> CallPayload:
        """Call a meeting."""
        row = await meeting_calls.call_meeting(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingCalled(meeting=Meeting.of(row))

    @strawberry.mutation(
        description="Record how an organ took part in a meeting (记录出席); the first one present makes it held."
    )
    async def meeting_attend(
        self,
        info: Info,
        input: Annotated[MeetingAttendInput, strawberry.argument(description="Who, and how (出席内容).")],  # noqa: A002
    ) -> AttendPayload:
        """Record an attendance."""
        row = await meeting_records.record_attendance(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingAttended(meeting=Meeting.of(row))
