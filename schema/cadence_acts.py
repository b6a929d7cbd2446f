"""Acts on cadences: set one, end it, call the meetings that are due."""

from datetime import date, time
from typing import Annotated, TypeAlias

import strawberry

from meetings.agenda import MINUTES
from meetings.call import Seat
from resolvers import cadence_acts
from resolvers.cadence_acts import CadenceWanted, NotCalled
from schema.cadences import MeetingCadence
from schema.context import Info
from schema.meeting_acts import Refused
from schema.meetings import Meeting
from schema.nodes import key_of
from schema.organs import Organ
from terms.meetings import AgendaItemKind, MeetingKind, WhenOff


@strawberry.input(description="An item of every meeting of a cadence (例行议题); none about a case.")
class StandingItemInput:
    """See ``resolvers.cadence_acts.StandingItem``."""

    kind: AgendaItemKind = strawberry.field(description="What it deals with (议题类型).")
    subject: str = strawberry.field(description="What it is about (议题内容).")
    minutes: int = strawberry.field(default=MINUTES, description="Planned length in minutes, 1 to 600 (时长).")


@strawberry.input(description="How an organ takes part in every meeting of a cadence (例行参会安排).")
class StandingSeatInput:
    """See ``meetings.call.Seat``; whoever heads the organ on the day represents it."""

    organ: strawberry.ID = strawberry.field(description="The organ (单位); it is invited even if of no zone.")
    must_come: bool = strawberry.field(
        default=True, description="Whether it counts for the quorum and votes (须到会); others sit in (列席)."
    )


@strawberry.input(description="When a zone is to meet again and again (设定会议周期).")
class CadenceSetInput:
    """See ``resolvers.cadence_acts.CadenceWanted``."""

    zone_code: str = strawberry.field(description="The code of the zone (协作区代码).")
    kind: MeetingKind = strawberry.field(description="What its meetings are for (会议类型).")
    title: str = strawberry.field(
        default="", description="What they are called (会议名称); the Chinese word for their kind if empty."
    )
    place: str = strawberry.field(default="", description="Where they are held (地点).")
    rule: str = strawberry.field(
        description="A recurrence rule of days, RFC 5545, for example FREQ=WEEKLY;BYDAY=MO (规则)."
    )
    first_day: date = strawberry.field(description="The day from which the rule counts (起始日期).")
    last_day: date | None = strawberry.field(
        default=None, description="The last day on which it counts (截止日期); null for no end."
    )
    begins_at: time = strawberry.field(description="The hour of the meetings (开始时刻).")
    length_minutes: int = strawberry.field(description="How long they take, 1 to 720 minutes (时长).")
    when_off: WhenOff = strawberry.field(
        default=WhenOff.NEXT_WORKING_DAY,
        description="What becomes of one whose day is no working day, make-up days counted (遇休息日时).",
    )
    agenda: list[StandingItemInput] = strawberry.field(
        default_factory=list, description="The items of every meeting (例行议程); one with its title if empty."
    )
    other_zone_codes: list[str] = strawberry.field(
        default_factory=list, description="Codes of further zones that take part (其他协作区代码)."
    )
    participants: list[StandingSeatInput] = strawberry.field(
        default_factory=list,
        description="Organs from outside the zones, and those that only sit in (参会安排); each organ once.",
    )
    quorum: int | None = strawberry.field(
        default=None,
        description="How many must be in the room (法定人数); more than half of those who must come if null.",
    )

    def wanted(self) -> CadenceWanted:
        """Return the cadence as the house knows it."""
        return CadenceWanted(
            zone_code=self.zone_code,
            kind=self.kind,
            rule=self.rule,
            first_day=self.first_day,
            begins_at=self.begins_at,
            minutes=self.length_minutes,
            when_off=self.when_off,
            title=self.title,
            place=self.place,
            last_day=self.last_day,
            items=tuple(cadence_acts.StandingItem(item.kind, item.subject, item.minutes) for item in self.agenda),
            other_zone_codes=tuple(self.other_zone_codes),
            seats=tuple(Seat(key_of(each.organ, Organ), must_come=each.must_come) for each in self.participants),
            quorum=self.quorum,
        )


@strawberry.input(description="A cadence to be ended (停止会议周期).")
class CadenceEndInput:
    """See ``resolvers.cadence_acts.end_cadence``."""

    cadence: strawberry.ID = strawberry.field(description="The cadence (会议周期).")


@strawberry.input(description="How far ahead meetings are called (按周期通知会议).")
class MeetingsCallDueInput:
    """See ``resolvers.cadence_acts.call_due``."""

    days_ahead: int = strawberry.field(default=7, description="Those that begin within so many days, 1 to 60 (天数).")


@strawberry.type(description="The cadence was set (会议周期已设定).")
class CadenceSet:
    """What setting a cadence answers."""

    cadence: MeetingCadence = strawberry.field(description="The cadence (会议周期).")


@strawberry.type(description="The cadence was ended (会议周期已停止); what it called stands until it is cancelled.")
class CadenceEnded:
    """What ending a cadence answers."""

    cadence: MeetingCadence = strawberry.field(description="The cadence (会议周期).")


@strawberry.type(description="A cadence whose meetings could not be called (未能通知的周期).")
class CadenceNotCalled:
    """See ``resolvers.cadence_acts.NotCalled``."""

    found: strawberry.Private[NotCalled]

    @strawberry.field(description="The cadence (会议周期).")
    def cadence(self) -> MeetingCadence:
        """Show it."""
        return MeetingCadence.of(self.found.cadence)

    @strawberry.field(description="Why, as a stable code (代码).")
    def code(self) -> str:
        """Tell it."""
        return self.found.refusal.code

    @strawberry.field(description="Why, in the caller's language (说明).")
    def message(self, info: Info) -> str:
        """Tell it."""
        return self.found.refusal.message(info.context.caller.language)


@strawberry.type(description="The meetings that are due were called (到期会议已通知).")
class MeetingsDueCalled:
    """See ``resolvers.cadence_acts.Due``."""

    meetings: list[Meeting] = strawberry.field(
        description="Those that were called now (会议); those that were called before are not among them."
    )
    not_called: list[CadenceNotCalled] = strawberry.field(
        description="Cadences whose meetings could not be called, and why (未能通知); the others went on."
    )


SetPayload: TypeAlias = Annotated[
    CadenceSet | Refused,
    strawberry.union("CadenceSetPayload", description="The cadence, or why it was not set (设定周期结果)."),
]
EndPayload: TypeAlias = Annotated[
    CadenceEnded | Refused,
    strawberry.union("CadenceEndPayload", description="The cadence, or why it was not ended (停止周期结果)."),
]
DuePayload: TypeAlias = Annotated[
    MeetingsDueCalled | Refused,
    strawberry.union("MeetingsCallDuePayload", description="The meetings, or why none was called (通知结果)."),
]


@strawberry.type
class CadenceMutation:
    """Acts on cadences."""

    @strawberry.mutation(
        description="Let a zone, alone or with others, meet by a recurrence rule (设定会议周期), around holidays."
    )
    async def cadence_set(
        self,
        info: Info,
        input: Annotated[CadenceSetInput, strawberry.argument(description="When and for what (周期内容).")],  # noqa: A002
    ) -> SetPayload:
        """Set a cadence."""
        row = await cadence_acts.set_cadence(info.context.caller, input.wanted())
        info.context.forget()
        return CadenceSet(cadence=MeetingCadence.of(row))

    @strawberry.mutation(description="End a cadence (停止会议周期); meetings that were called are not cancelled by it.")
    async def cadence_end(
        self,
        info: Info,
        input: Annotated[CadenceEndInput, strawberry.argument(description="Which (周期).")],  # noqa: A002
    ) -> EndPayload:
        """End a cadence."""
        row = await cadence_acts.end_cadence(info.context.caller, key_of(input.cadence, MeetingCadence))
        info.context.forget()
        return CadenceEnded(cadence=MeetingCadence.of(row))

    @strawberry.mutation(
        description="Call the meetings of all cadences that begin within some days (按周期通知会议); each is called "
        "once, however often and by however many this is asked."
    )
    async def meetings_call_due(
        self,
        info: Info,
        input: Annotated[MeetingsCallDueInput, strawberry.argument(description="How far ahead (范围).")],  # noqa: A002
    ) -> DuePayload:
        """Call what is due."""
        due = await cadence_acts.call_due(info.context.caller, days=input.days_ahead)
        info.context.forget()
        return MeetingsDueCalled(
            meetings=[Meeting.of(row) for row in due.called],
            not_called=[CadenceNotCalled(found=each) for each in due.not_called],
        )
