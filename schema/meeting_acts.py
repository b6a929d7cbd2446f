"""Acts on meetings: call, record attendance, record decisions."""

from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry

from meetings.refusals import MeetingRefused
from resolvers import meeting_calls, meeting_records
from resolvers.meeting_calls import ItemWanted, MeetingWanted
from resolvers.meeting_records import AttendanceWanted
from schema.allocation import ProposalReference
from schema.context import Info
from schema.meetings import AgendaItem, Meeting
from schema.moments import BadMoment, moment_of
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
from terms.meetings import AgendaItemKind, Attendance, MeetingKind


@strawberry.type(name="MeetingRefused", description="The meeting cannot be called or recorded so (会议事项被拒绝).")
class MeetingRefusedMember(RefusalMember):
    """See ``meetings.refusals``; the code tells which."""


HANDLERS = (handler(MeetingRefused, MeetingRefusedMember), handler(BadMoment, InvalidInputMember))
"""Handlers of what meetings refuse."""


@strawberry.input(description="A matter for the agenda (议题).")
class AgendaItemInput:
    """See ``resolvers.meeting_calls.ItemWanted``."""

    kind: AgendaItemKind = strawberry.field(description="What it deals with; proposals go into `proposals`.")
    subject: str = strawberry.field(default="", description="What it is about; may be empty where a case is named.")
    case_number: str | None = strawberry.field(default=None, description="The number of the case that it deals with.")


@strawberry.input(description="A meeting to be called (召集会议).")
class MeetingCallInput:
    """See ``resolvers.meeting_calls.MeetingWanted``."""

    kind: MeetingKind = strawberry.field(description="What it is for.")
    title: str = strawberry.field(default="", description="Its title; the Chinese word for its kind if empty.")
    zone_codes: list[str] = strawberry.field(description="Codes of the zones that take part; a coordinator's too.")
    starts_at: datetime = strawberry.field(description="When it starts; county time if without a time zone.")
    ends_at: datetime = strawberry.field(description="When it ends; county time if without a time zone.")
    place: str = strawberry.field(default="", description="Where it is held.")
    convener: strawberry.ID | None = strawberry.field(
        default=None, description="The organ that calls it; the lead office of the first zone if null."
    )
    proposals: list[ProposalReference] = strawberry.field(
        default_factory=list,
        description="Approved proposals: the agenda begins with each and the cases that it could not staff.",
    )
    agenda: list[AgendaItemInput] = strawberry.field(default_factory=list, description="Further items, in order.")
    also_invited: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Organs from outside the zones that are invited too."
    )

    def wanted(self) -> MeetingWanted:
        """Return the call as the house knows it."""
        return MeetingWanted(
            kind=self.kind,
            title=self.title,
            zone_codes=tuple(dict.fromkeys(self.zone_codes)),
            starts_at=moment_of(self.starts_at),
            ends_at=moment_of(self.ends_at),
            place=self.place,
            convener_id=None if self.convener is None else key_of(self.convener, Organ),
            proposals=tuple(reference.ref() for reference in self.proposals),
            items=tuple(ItemWanted(item.kind, item.subject, item.case_number) for item in self.agenda),
            also_invited=tuple(key_of(text, Organ) for text in self.also_invited),
        )


@strawberry.input(description="How an organ took part (出席记录).")
class MeetingAttendInput:
    """See ``resolvers.meeting_records.AttendanceWanted``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting.")
    organ: strawberry.ID = strawberry.field(description="The organ that is invited.")
    attendance: Attendance = strawberry.field(description="How it took part.")
    person: strawberry.ID | None = strawberry.field(
        default=None, description="Who represents it, or should have; needed where somebody is present."
    )
    substitute: strawberry.ID | None = strawberry.field(
        default=None, description="Who came instead; needed for SUBSTITUTE and refused otherwise."
    )

    def wanted(self) -> AttendanceWanted:
        """Return the attendance as the house knows it."""
        return AttendanceWanted(
            meeting_id=key_of(self.meeting, Meeting),
            organ_id=key_of(self.organ, Organ),
            attendance=self.attendance,
            person_id=None if self.person is None else key_of(self.person, Person),
            substitute_id=None if self.substitute is None else key_of(self.substitute, Person),
        )


@strawberry.input(description="What was decided on an item (议题决定).")
class MeetingItemDecideInput:
    """See ``resolvers.meeting_records.decide_item``."""

    item: strawberry.ID = strawberry.field(description="The agenda item.")
    decision: str = strawberry.field(description="The words of the decision, at most 5000 characters.")
    organ: strawberry.ID = strawberry.field(description="The organ that takes part and issues the decision.")


@strawberry.type(description="The meeting was called (会议已通知).")
class MeetingCalled:
    """What calling a meeting answers."""

    meeting: Meeting = strawberry.field(description="The meeting.")


@strawberry.type(description="The attendance was recorded (出席已记录).")
class MeetingAttended:
    """What recording attendance answers."""

    meeting: Meeting = strawberry.field(description="The meeting.")


@strawberry.type(description="The decision was recorded (决定已记录).")
class MeetingItemDecided:
    """What recording a decision answers."""

    item: AgendaItem = strawberry.field(description="The agenda item with its decision.")


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
DecidePayload: TypeAlias = Annotated[
    MeetingItemDecided | Refused,
    strawberry.union("MeetingItemDecidePayload", description="The item, or why nothing was recorded (决定记录结果)."),
]


@strawberry.type
class MeetingMutation:
    """Acts on meetings."""

    @strawberry.mutation(description="Call a meeting: invite the organs of its zones, number its agenda.")
    async def meeting_call(
        self,
        info: Info,
        input: Annotated[MeetingCallInput, strawberry.argument(description="The meeting.")],  # noqa: A002
    ) -> CallPayload:
        """Call a meeting."""
        row = await meeting_calls.call_meeting(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingCalled(meeting=Meeting.of(row))

    @strawberry.mutation(description="Record how an organ took part in a meeting; the first one present makes it held.")
    async def meeting_attend(
        self,
        info: Info,
        input: Annotated[MeetingAttendInput, strawberry.argument(description="Who, and how.")],  # noqa: A002
    ) -> AttendPayload:
        """Record an attendance."""
        row = await meeting_records.record_attendance(info.context.caller, input.wanted())
        info.context.forget()
        return MeetingAttended(meeting=Meeting.of(row))

    @strawberry.mutation(description="Record what was decided on an item and which organ issues it; never overwritten.")
    async def meeting_item_decide(
        self,
        info: Info,
        input: Annotated[MeetingItemDecideInput, strawberry.argument(description="The decision.")],  # noqa: A002
    ) -> DecidePayload:
        """Record a decision."""
        row = await meeting_records.decide_item(
            info.context.caller,
            key_of(input.item, AgendaItem),
            decision=input.decision,
            organ_id=key_of(input.organ, Organ),
        )
        info.context.forget()
        return MeetingItemDecided(item=AgendaItem.of(row))
