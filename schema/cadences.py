"""Cadences: when a zone meets again and again, in words, and its next meetings (会议周期)."""

from datetime import date, datetime, time
from typing import Annotated, Self

import strawberry

from meetings.rule_words import said
from resolvers import cadences
from resolvers.cadences import Coming, ComingWanted, cadence_of
from schema.context import Info
from schema.meetings import Meeting
from schema.nodes import Node
from schema.references import ORGAN, ZONE, OrganType, ZoneType
from schema.sentences import Sentence
from terms.meetings import AgendaItemKind, MeetingKind, WhenOff

Count = Annotated[int, strawberry.argument(description="How many, 1 to 20 (几次).")]


@strawberry.type(description="A meeting ahead by a cadence (预定会议).")
class CadenceMeeting:
    """See ``resolvers.cadences.Coming``."""

    meeting_id: strawberry.Private[int | None]
    day: date = strawberry.field(description="Its day by the rule (按规则日期); it is held on another if that is off.")
    starts_at: datetime = strawberry.field(description="When it starts (开始时间).")
    ends_at: datetime = strawberry.field(description="When it ends (结束时间).")
    provisional: bool = strawberry.field(
        description="Whether a notice of holidays still to come can move it or drop it (暂定)."
    )

    @strawberry.field(
        description="The meeting that was called for it (已通知的会议); null until then, or if not to be seen."
    )
    async def meeting(self, info: Info) -> Meeting | None:
        """Find the meeting."""
        return await Meeting.load_maybe(info, self.meeting_id)

    @classmethod
    def of(cls, coming: Coming) -> Self:
        """Show a meeting ahead."""
        one = coming.occurrence
        return cls(
            meeting_id=coming.meeting_id,
            day=one.by_rule,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            provisional=one.provisional,
        )


@strawberry.type(description="An item of every meeting of a cadence (例行议题).")
class StandingItem:
    """See ``resolvers.cadence_acts.StandingItem``."""

    kind: AgendaItemKind = strawberry.field(description="What it deals with (议题类型).")
    subject: str = strawberry.field(description="What it is about (议题内容).")
    minutes: int = strawberry.field(description="How long it is planned to take, in minutes (时长).")


@strawberry.type(description="How an organ takes part in every meeting of a cadence (例行参会安排).")
class StandingSeat:
    """See ``db.tables.MeetingCadence.seats``."""

    organ_id: strawberry.Private[int]
    must_come: bool = strawberry.field(description="Whether it counts for the quorum and votes (须到会), or sits in.")

    @strawberry.field(description="The organ (单位).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.organ_id)


@strawberry.type(description="When a zone meets again and again (会议周期); never changed, only ended.")
class MeetingCadence(Node):
    """See ``db.tables.MeetingCadence``."""

    batch = cadences.cadences_by_id

    kind: MeetingKind = strawberry.field(description="What its meetings are for (会议类型).")
    title: str = strawberry.field(description="What its meetings are called (会议名称).")
    place: str = strawberry.field(description="Where they are held (地点); empty if not said.")
    rule: str = strawberry.field(description="Its recurrence rule, RFC 5545, for example FREQ=WEEKLY;BYDAY=MO (规则).")
    first_day: date = strawberry.field(description="The day from which the rule counts (起始日期).")
    last_day: date | None = strawberry.field(
        description="The last day on which it counts (截止日期); null as long as it stands."
    )
    begins_at: time = strawberry.field(description="The hour of its meetings (开始时刻).")
    minutes: int = strawberry.field(description="How long they take, in minutes (时长).")
    when_off: WhenOff = strawberry.field(description="What becomes of one whose day is no working day (遇休息日时).")
    set_at: datetime = strawberry.field(description="When it was set (设定时间).")
    ended_at: datetime | None = strawberry.field(description="When it was ended (停止时间); null as long as it stands.")

    quorum: int | None = strawberry.field(
        description="How many must be in the room (法定人数); null for more than half of those who must come."
    )

    @strawberry.field(description="The zone that meets and keeps the cadence (协作区).")
    async def zone(self, info: Info) -> ZoneType:
        """Find the zone."""
        return await ZONE.load(info, self.row.zone_id)

    @strawberry.field(description="Further zones that take part, in the order of invitation (其他协作区).")
    async def other_zones(self, info: Info) -> list[ZoneType]:
        """Find the zones."""
        return await ZONE.kind.load_all(info, self.row.other_zones)

    @strawberry.field(description="Organs from outside the zones, and those that only sit in (参会安排).")
    def participants(self) -> list[StandingSeat]:
        """List what is said of single organs."""
        return [StandingSeat(organ_id=seat["organ"], must_come=seat["must_come"]) for seat in self.row.seats]

    @strawberry.field(description="The rule in words (周期说明), or the rule itself where it is not usual.")
    def in_words(self) -> Sentence:
        """Say it."""
        words = said(cadence_of(self.row))
        return Sentence(zh=words.zh, en=words.en)

    @strawberry.field(description="The items of every meeting, in order (例行议程).")
    def agenda(self) -> list[StandingItem]:
        """List the items."""
        return [
            StandingItem(kind=AgendaItemKind[item["kind"]], subject=item["subject"], minutes=item["minutes"])
            for item in self.row.agenda
        ]

    @strawberry.field(description="Its next meetings that have not begun, the earliest first (近期会议).")
    async def coming(self, info: Info, count: Count = 5) -> list[CadenceMeeting]:
        """List the next meetings."""
        found = await info.context.load(cadences.coming_of, ComingWanted(self.row.id, count))
        return [CadenceMeeting.of(one) for one in found]
