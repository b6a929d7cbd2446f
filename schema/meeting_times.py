"""Times that suit those who are to meet; who would be missing is told, and why is not (适宜的会议时间)."""

from datetime import date, datetime, time
from typing import Annotated, Self

import strawberry

from meetings.times import Wish, WorkingHours
from resolvers import meeting_times
from resolvers.meeting_times import Place, TimeFound, TimesWanted
from schema.context import Info
from schema.meeting_inputs import MeetingSeatInput, key_or_none
from schema.meetings import Meeting
from schema.nodes import key_of
from schema.people import Person
from schema.references import ORGAN, PERSON, OrganType, PersonType

MORNING, AFTERNOON = (time(8, 30), time(12)), (time(14, 30), time(18))
"""Working hours where none are given; ours, offices differ."""


@strawberry.input(description="A block of working hours (工作时段).")
class WorkingHoursInput:
    """See ``meetings.times.WorkingHours``."""

    starts: time = strawberry.field(description="When it starts (开始时刻).")
    ends: time = strawberry.field(description="When it ends (结束时刻).")


@strawberry.input(description="Who is to meet, for how long and when (会议时间查询).")
class MeetingTimesInput:
    """See ``resolvers.meeting_times.TimesWanted``."""

    zone_codes: list[str] = strawberry.field(
        default_factory=list, description="Zones whose lead office and members must come (协作区代码)."
    )
    participants: list[MeetingSeatInput] = strawberry.field(
        default_factory=list,
        description="Other organs, or who represents an organ and whether it must come (参会人员).",
    )
    also_people: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Others whose time counts, though they need not come (其他人员)."
    )
    length_minutes: int = strawberry.field(description="How long the meeting takes, in minutes (时长).")
    first_day: date = strawberry.field(description="The first day that will do (起始日期).")
    last_day: date = strawberry.field(description="The last day that will do, at most 92 days on (截止日期).")
    hours: list[WorkingHoursInput] = strawberry.field(
        default_factory=list,
        description="The working hours of a day (工作时段); 08:30 to 12:00 and 14:30 to 18:00 if none.",
    )
    step_minutes: int = strawberry.field(default=30, description="Minutes from one start to the next (时间间隔).")
    count: int = strawberry.field(default=5, description="How many times at most, 1 to 100 (备选个数).")
    moving: strawberry.ID | None = strawberry.field(
        default=None, description="The meeting that is to be moved, whose own time keeps nobody away (待改期会议)."
    )

    def wanted(self, now: datetime) -> TimesWanted:
        """Return the question as the house knows it; no time before ``now`` will do."""
        given = tuple(WorkingHours(each.starts, each.ends) for each in self.hours)
        wish = Wish(
            first=self.first_day,
            last=self.last_day,
            hours=given or (WorkingHours(*MORNING), WorkingHours(*AFTERNOON)),
            minutes=self.length_minutes,
            step=self.step_minutes,
            not_before=now,
        )
        return TimesWanted(
            wish,
            self.count,
            zone_codes=tuple(dict.fromkeys(self.zone_codes)),
            seats=tuple(each.seat() for each in self.participants),
            also_people=tuple(key_of(text, Person) for text in self.also_people),
            moving=key_or_none(self.moving, Meeting),
        )


@strawberry.type(description="Somebody who could not come then (缺席者); why is told to nobody.")
class MeetingTimeMissing:
    """See ``resolvers.meeting_times.Place``."""

    place: strawberry.Private[Place]
    must_come: bool = strawberry.field(description="Whether she must come (须到会).")

    @strawberry.field(description="The organ that would not be represented (单位); null for somebody alone.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.place.organ)

    @strawberry.field(description="Who could not come (人员); null if not on record, or if not to be seen.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.place.person)


@strawberry.type(description="A time at which the meeting could be held (备选时间).")
class MeetingTime:
    """See ``resolvers.meeting_times.TimeFound``."""

    starts_at: datetime = strawberry.field(description="When it would start (开始时间).")
    ends_at: datetime = strawberry.field(description="When it would end (结束时间).")
    provisional: bool = strawberry.field(description="Whether a notice of holidays can still take the day off (暂定).")
    missing: list[MeetingTimeMissing] = strawberry.field(
        description="Who could not come, those first who must (不能到会者); empty if everybody can."
    )

    @classmethod
    def of(cls, found: TimeFound) -> Self:
        """Show a time."""
        return cls(
            starts_at=found.suiting.starts_at,
            ends_at=found.suiting.ends_at,
            provisional=found.suiting.provisional,
            missing=[MeetingTimeMissing(place=place, must_come=place.must_come) for place in found.missing],
        )


@strawberry.type
class MeetingTimesQuery:
    """Questions about times for meetings."""

    @strawberry.field(
        description="The best times for a meeting (会议时间建议): fewest missing of those who must come, then of the "
        "others, then the earliest."
    )
    async def meeting_times(
        self,
        info: Info,
        input: Annotated[MeetingTimesInput, strawberry.argument(description="Who and when (条件).")],  # noqa: A002
    ) -> list[MeetingTime]:
        """Look for times."""
        caller = info.context.caller
        found = await meeting_times.times_for(caller, input.wanted(caller.now()))
        return [MeetingTime.of(each) for each in found]
