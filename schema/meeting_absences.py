"""Heads who were absent from meetings or sent somebody: for the county's own list (缺会、替会统计)."""

from datetime import date
from typing import Annotated, Any, Self

import strawberry

from resolvers import meeting_absences
from resolvers.meeting_absences import PAGED_BY, AbsencesWanted, Counts, Head, Heads, MissedWanted, page_of_heads
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.meetings import Meeting
from schema.references import ORGAN, PERSON, OrganType, PersonType
from terms.meetings import Attendance

FirstDay = Annotated[date, strawberry.argument(description="The first day, county time (起始日期).")]
LastDay = Annotated[date, strawberry.argument(description="The last day, at most 366 days on (截止日期).")]
ZoneCode = Annotated[
    str | None,
    strawberry.argument(description="Organs of the zone with this code alone (协作区代码); all if null."),
]


@strawberry.type(description="How often people were called to meetings that were held, and what became of it (次数).")
class AttendanceCounts:
    """See ``resolvers.meeting_absences.Counts``."""

    called: int = strawberry.field(description="How often they had to come (应到).")
    present: int = strawberry.field(description="How often they came themselves (出席).")
    absent: int = strawberry.field(description="How often nobody came (缺会).")
    excused: int = strawberry.field(description="How often they were excused (请假).")
    substituted: int = strawberry.field(description="How often somebody came instead (替会).")
    unrecorded: int = strawberry.field(description="How often nobody said whether they came (未登记).")

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """Show counts."""
        return cls(
            called=counts.called,
            present=counts.present,
            absent=counts.absent,
            excused=counts.excused,
            substituted=counts.substituted,
            unrecorded=counts.unrecorded,
        )


@strawberry.type(description="A meeting that somebody did not come to herself (缺会或替会).")
class MissedMeeting:
    """See ``db.tables.MeetingParticipant``."""

    row: strawberry.Private[Any]
    attendance: Attendance = strawberry.field(description="Absent, excused or substituted (情况).")

    @strawberry.field(description="The meeting (会议).")
    async def meeting(self, info: Info) -> Meeting:
        """Find the meeting."""
        return await Meeting.load(info, self.row.meeting_id)

    @strawberry.field(description="Who came instead (替会人); null if nobody did, or if not to be seen.")
    async def substitute(self, info: Info) -> PersonType | None:
        """Find the substitute."""
        return await PERSON.load_maybe(info, self.row.substitute_id)

    @strawberry.field(description="Why, as it was said (原因); null if nothing was.")
    def reason(self) -> str | None:
        """Tell it."""
        return self.row.reason or None


@strawberry.type(description="Whoever had to represent an organ, with how often she did (参会情况).")
class HeadAttendance:
    """See ``resolvers.meeting_absences.Head``."""

    wanted: strawberry.Private[AbsencesWanted]
    head: strawberry.Private[Head]
    counts: AttendanceCounts = strawberry.field(description="How often (次数).")

    @strawberry.field(description="The organ (单位).")
    async def organ(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.head.organ)

    @strawberry.field(description="Who had to represent it (人员); null if nobody was named, or if not to be seen.")
    async def person(self, info: Info) -> PersonType | None:
        """Find the person."""
        return await PERSON.load_maybe(info, self.head.person)

    @strawberry.field(description="What she did not come to herself, the latest first, at most 100 (缺会、替会、请假).")
    async def missed(self, info: Info) -> list[MissedMeeting]:
        """List the meetings."""
        asked = MissedWanted(self.wanted, self.head.organ, self.head.person)
        rows = await info.context.load(meeting_absences.missed_of, asked)
        return [MissedMeeting(row=row, attendance=row.attendance) for row in rows]


@strawberry.type(description="Who came to the meetings of some days, and who did not (缺会、替会统计).")
class MeetingAbsences:
    """See ``resolvers.meeting_absences.Heads``."""

    found: strawberry.Private[Heads]
    totals: AttendanceCounts = strawberry.field(description="All together (合计).")

    @strawberry.field(description="Head by head, who was absent or substituted most often first (名单).")
    async def heads(
        self, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[HeadAttendance]:
        """List the heads."""
        window = window_of(PAGED_BY, first=first, after=after, last=last, before=before)
        wanted = self.found.wanted

        def shown(head: Head) -> HeadAttendance:
            return HeadAttendance(wanted=wanted, head=head, counts=AttendanceCounts.of(head.counts))

        return connection_of(page_of_heads(self.found, window), shown)


@strawberry.type
class MeetingAbsencesQuery:
    """Questions about who came to meetings."""

    @strawberry.field(
        description="Who was absent from the meetings held on some days, excused or substituted (缺会、替会统计): "
        "of the organs of the viewer's zones, or of all. Who left for an item was there."
    )
    async def meeting_absences(
        self, info: Info, *, first_day: FirstDay, last_day: LastDay, zone_code: ZoneCode = None
    ) -> MeetingAbsences:
        """Count."""
        wanted = AbsencesWanted(first_day, last_day, zone_code)
        found = await meeting_absences.heads_counted(info.context.caller, wanted)
        return MeetingAbsences(found=found, totals=AttendanceCounts.of(found.totals))
