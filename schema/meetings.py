"""Meetings: notice, agenda, attendance and decisions."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from resolvers import agenda_editing, meeting_signatures, meetings
from resolvers.meetings import MeetingsWanted
from resolvers.paging import kinds_of
from schema.connections import After, Before, Connection, First, Last, connection_of, window_of
from schema.context import Info
from schema.meeting_live import ItemProgress, MeetingLive, live_of, progress_of
from schema.meeting_outcomes import FollowUp, MeetingSignature
from schema.meeting_participants import MeetingParticipant
from schema.moments import moment_of
from schema.nodes import Node
from schema.references import (
    CASE,
    MATTER,
    ORGAN,
    PROPOSAL,
    ZONE,
    CaseType,
    MatterType,
    OrganType,
    ProposalType,
    ZoneType,
)
from terms.meetings import AgendaItemKind, MeetingKind, MeetingState


@strawberry.type(description="One matter on an agenda, by case number and never by name (议题).")
class AgendaItem(Node):
    """See ``db.tables.AgendaItem``."""

    batch = meetings.items_by_id

    kind: AgendaItemKind = strawberry.field(description="What it deals with (议题类型).")
    subject: str = strawberry.field(
        description="What it is about (议题内容); empty where a case or a proposal says so."
    )
    minutes: int = strawberry.field(description="How long it is planned to take, in minutes (时长).")
    fixed: bool = strawberry.field(description="Whether it keeps its place when the agenda is put in order (固定次序).")
    record: str = strawberry.field(description="What was said, for the minutes (会议记录); empty until written.")
    due_on: date | None = strawberry.field(
        description="By when the decision is to be carried out (办理期限); null if no day is set."
    )
    done_at: datetime | None = strawberry.field(description="When it was carried out (办结时间); null until then.")
    decision: str | None = strawberry.field(description="What was decided (决定内容); null until then.")
    decided_at: datetime | None = strawberry.field(description="When it was decided (决定时间); null until then.")

    @strawberry.field(description="Its number among the items that the viewer may see, counted from 1 (序号).")
    async def position(self, info: Info) -> int:
        """Count it."""
        return await info.context.load(meetings.numbers_of, self.row.id)

    @strawberry.field(
        description="The proposal that it deals with (派案方案); null if none, or if the viewer may not see it."
    )
    async def proposal(self, info: Info) -> ProposalType | None:
        """Find the proposal."""
        return await PROPOSAL.load_maybe(info, self.row.proposal_id)

    @strawberry.field(
        description="The case that it deals with (案件); null if with none, or if the viewer may not see it."
    )
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)

    @strawberry.field(
        description="All cases that it deals with, by itself or through its proposal, matter or earlier item "
        "(所涉案件); without those that the viewer may not see."
    )
    async def cases(self, info: Info) -> list[CaseType]:
        """Find the cases."""
        return await CASE.kind.load_all(info, await info.context.load(meetings.case_ids_of, self.row.id))

    progress: ItemProgress | None = strawberry.field(
        resolver=progress_of, description="How it stands in its meeting (议题进展); null if it just went out of sight."
    )

    @strawberry.field(
        description="The recusal matter that it, or what it follows up, deals with (回避事项); null if with none, or "
        "if the viewer may not see it."
    )
    async def matter(self, info: Info) -> MatterType | None:
        """Find the matter."""
        return await MATTER.load_maybe(info, self.row.matter_id)

    @strawberry.field(
        description="The item whose decision it follows up (既往议题); null if none, or if the viewer may not see it."
    )
    async def earlier_item(self, info: Info) -> Annotated["AgendaItem", strawberry.lazy("schema.meetings")] | None:
        """Find the item."""
        return await AgendaItem.load_maybe(info, self.row.earlier_item_id)

    @strawberry.field(description="The organ that reports and must be in the room (汇报单位); null if none.")
    async def reporting_organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.reporting_organ_id)

    @strawberry.field(description="The organ that sees to the decision (责任单位); null if none is named.")
    async def owner(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.owner_organ_id)

    @strawberry.field(description="What became of the decision, in the order of the reports (落实情况).")
    async def follow_ups(self, info: Info) -> list[FollowUp]:
        """List the reports."""
        return [FollowUp.of(row) for row in await info.context.load(meetings.follow_ups_of, self.row.id)]

    @strawberry.field(
        description="The organ that issues the decision, as a zone is no legal body (作出决定单位); null until then."
    )
    async def deciding_organ(self, info: Info) -> OrganType | None:
        """Find the organ."""
        return await ORGAN.load_maybe(info, self.row.deciding_organ_id)


@strawberry.type(description="A meeting of one zone, or of several zones and other organs (会议).")
class Meeting(Node):
    """See ``db.tables.Meeting``."""

    batch = meetings.meetings_by_id

    kind: MeetingKind = strawberry.field(description="What it is for (会议类型).")
    state: MeetingState = strawberry.field(description="Where it stands (状态).")
    title: str = strawberry.field(description="Its title (会议名称).")
    place: str = strawberry.field(description="Where it is held (地点); empty if not said yet.")
    starts_at: datetime = strawberry.field(description="When it starts (开始时间).")
    ends_at: datetime = strawberry.field(description="When it ends (结束时间).")
    called_at: datetime = strawberry.field(description="When it was called (通知时间).")
    quorum: int = strawberry.field(description="How many must be in the room (法定人数); 0 asks for none.")
    sequence: int = strawberry.field(description="How often its notice was changed or cancelled (变更次数).")

    @strawberry.field(description="Why it was cancelled (取消原因); null unless it was.")
    def cancelled_for(self) -> str | None:
        """Tell it."""
        return self.row.cancelled_for or None

    @strawberry.field(description="The organ that calls it (召集单位).")
    async def convener(self, info: Info) -> OrganType:
        """Find the organ."""
        return await ORGAN.load(info, self.row.convener_organ_id)

    @strawberry.field(description="The zones that take part, in the order of the call (参加协作区).")
    async def zones(self, info: Info) -> list[ZoneType]:
        """List the zones."""
        keys = await info.context.load(meetings.zone_ids_of, self.row.id)
        return await ZONE.kind.load_all(info, keys)

    @strawberry.field(
        description="By what the minutes, as the viewer sees them now, are named when they are signed (纪要摘要值)."
    )
    async def minutes_digest(self, info: Info) -> str:
        """Name them."""
        return await info.context.load(meeting_signatures.digests_of, self.row.id)

    @strawberry.field(description="Who signed the minutes, each once, in the order of signing (纪要签字).")
    async def signatures(self, info: Info) -> list[MeetingSignature]:
        """List the signatures."""
        found = await info.context.load(meeting_signatures.signatures_of, self.row.id)
        return [MeetingSignature.of_one(each) for each in found]

    @strawberry.field(
        description="The organs invited: convener, lead offices, members, others (与会单位); with attendance."
    )
    async def participants(self, info: Info) -> list[MeetingParticipant]:
        """List the participants."""
        rows = await info.context.load(meetings.participants_of, self.row.id)
        return [MeetingParticipant.of(row, info) for row in rows]

    live: MeetingLive = strawberry.field(
        resolver=live_of, description="How it runs, as the viewer may know of it (会议实况)."
    )

    @strawberry.field(
        description="By what the agenda, as the viewer sees it now, is named when it is edited (议程版本)."
    )
    async def agenda_version(self, info: Info) -> str:
        """Name it."""
        return await info.context.load(agenda_editing.versions_of, self.row.id)

    @strawberry.field(description="What it deals with, in order (议程).")
    async def agenda(self, info: Info) -> list[AgendaItem]:
        """List the items."""
        return [AgendaItem.of(row) for row in await info.context.load(meetings.agenda_of, self.row.id)]


@strawberry.input(description="Which meetings are wanted (会议筛选); all conditions must hold, null does not narrow.")
class MeetingFilter:
    """See ``resolvers.meetings.MeetingsWanted``."""

    kinds: list[MeetingKind] | None = strawberry.field(default=None, description="Any of these kinds (类型).")
    states: list[MeetingState] | None = strawberry.field(default=None, description="In any of these states (状态).")
    zone_code: str | None = strawberry.field(
        default=None, description="The zone with this code takes part (协作区代码)."
    )
    starts_from: datetime | None = strawberry.field(default=None, description="Starts then or later (开始时间下限).")
    starts_before: datetime | None = strawberry.field(
        default=None, description="Starts earlier than then (开始时间上限)."
    )

    def wanted(self) -> MeetingsWanted:
        """Return the filter as the house knows it."""
        return MeetingsWanted(
            kinds=self.kinds,
            states=self.states,
            zone_code=self.zone_code,
            starts_from=moment_of(self.starts_from),
            starts_before=moment_of(self.starts_before),
        )


Where = Annotated[MeetingFilter | None, strawberry.argument(name="filter", description="Null for all meetings (筛选).")]


@strawberry.type
class MeetingQuery:
    """Questions about meetings."""

    @strawberry.field(
        description="Meetings that the viewer may see, the latest first (会议); a coordinator sees her zone's."
    )
    async def meetings(
        self,
        info: Info,
        *,
        where: Where = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Meeting]:
        """List meetings."""
        window = window_of(kinds_of(meetings.ORDER), first=first, after=after, last=last, before=before)
        wanted = (where or MeetingFilter()).wanted()
        return connection_of(await meetings.meetings(info.context.caller, window, wanted=wanted), Meeting.of)
