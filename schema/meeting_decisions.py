"""Acts after a meeting, and on its decisions: decide, minute, report, sign."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry

from resolvers import meeting_deciding, meeting_outcomes, meeting_signatures
from resolvers.meeting_deciding import DecisionWanted
from schema.allocation import AllocationApproved, ApprovalRefused, approved_of
from schema.context import Info
from schema.meeting_acts import MeetingRefusedMember, Refused
from schema.meeting_inputs import key_or_none
from schema.meetings import AgendaItem, Meeting
from schema.nodes import key_of
from schema.organs import Organ


@strawberry.input(description="What was decided on an item (议题决定).")
class MeetingItemDecideInput:
    """See ``resolvers.meeting_deciding.DecisionWanted``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")
    decision: str = strawberry.field(description="The words of the decision, at most 5000 characters (决定内容).")
    organ: strawberry.ID = strawberry.field(
        description="The organ that takes part and issues the decision (作出决定单位)."
    )
    owner: strawberry.ID | None = strawberry.field(
        default=None, description="The organ that sees to it (责任单位); together with `dueOn`."
    )
    due_on: date | None = strawberry.field(
        default=None, description="By when it is carried out (办理期限); overdue, it returns to the next agenda."
    )
    approves: bool = strawberry.field(
        default=False,
        description="Whether it approves the allocation proposal of the item in the same act (同时批准方案); in a "
        "meeting that ran here only where the item carried or was agreed to.",
    )

    def wanted(self) -> DecisionWanted:
        """Return the decision as resolvers know it."""
        return DecisionWanted(
            key_of(self.item, AgendaItem),
            self.decision,
            key_of(self.organ, Organ),
            key_or_none(self.owner, Organ),
            self.due_on,
            approves=self.approves,
        )


@strawberry.input(description="What was said on an item, for the minutes (议题记录).")
class MeetingItemMinuteInput:
    """See ``resolvers.meeting_outcomes.minute_item``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")
    record: str = strawberry.field(description="What was said, at most 5000 characters (记录内容).")
    formerly: str = strawberry.field(
        default="",
        description="The record as the writer saw it (所见原记录); if it is another by now, nothing is written.",
    )


@strawberry.input(description="What became of a decision (落实情况).")
class MeetingFollowUpInput:
    """See ``resolvers.meeting_outcomes.follow_up``."""

    item: strawberry.ID = strawberry.field(description="The agenda item (议题).")
    note: str = strawberry.field(description="What is reported, at most 5000 characters (内容).")
    done: bool = strawberry.field(default=False, description="Whether it is carried out with that (是否办结).")


@strawberry.input(description="Minutes that are signed (签字确认纪要).")
class MeetingSignInput:
    """See ``resolvers.meeting_signatures.sign``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    digest: str = strawberry.field(description="`minutesDigest` of the meeting as the signer saw it (纪要摘要值).")


@strawberry.type(description="The decision was recorded (决定已记录).")
class MeetingItemDecided:
    """What recording a decision answers."""

    item: AgendaItem = strawberry.field(description="The agenda item with its decision (议题).")
    approved: AllocationApproved | None = strawberry.field(
        description="What was approved in the same act (同时批准的方案); null if nothing was."
    )


@strawberry.type(description="The item was written on (议题已更新).")
class MeetingItemWritten:
    """What minuting and reporting answer."""

    item: AgendaItem = strawberry.field(description="The agenda item (议题).")


@strawberry.type(description="The minutes were signed (纪要已签字).")
class MeetingSigned:
    """What signing answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议).")


DecidePayload: TypeAlias = Annotated[
    MeetingItemDecided | MeetingRefusedMember | ApprovalRefused,
    strawberry.union("MeetingItemDecidePayload", description="The item, or why nothing was recorded (决定记录结果)."),
]
MinutePayload: TypeAlias = Annotated[
    MeetingItemWritten | Refused,
    strawberry.union("MeetingItemMinutePayload", description="The item, or why nothing was written (记录结果)."),
]
FollowUpPayload: TypeAlias = Annotated[
    MeetingItemWritten | Refused,
    strawberry.union("MeetingFollowUpPayload", description="The item, or why nothing was reported (报告结果)."),
]
SignPayload: TypeAlias = Annotated[
    MeetingSigned | Refused,
    strawberry.union("MeetingSignPayload", description="The meeting, or why nothing was signed (签字结果)."),
]


@strawberry.type
class DecisionMutation:
    """Acts on decisions and minutes."""

    @strawberry.mutation(
        description="Record what was decided on an item, which organ issues it and which sees to it (记录决定); never "
        "overwritten, and in a meeting that runs here once the item is closed. With `approves`, the allocation "
        "proposal is approved in the same act, or nothing is written."
    )
    async def meeting_item_decide(
        self,
        info: Info,
        input: Annotated[MeetingItemDecideInput, strawberry.argument(description="The decision (决定内容).")],  # noqa: A002
    ) -> DecidePayload:
        """Record a decision."""
        made = await meeting_deciding.decide_item(info.context.caller, input.wanted())
        info.context.forget()
        approved = None if made.approved is None else approved_of(made.approved)
        return MeetingItemDecided(item=AgendaItem.of(made.item), approved=approved)

    @strawberry.mutation(description="Write what was said on an item, for the minutes (记录议题讨论).")
    async def meeting_item_minute(
        self,
        info: Info,
        input: Annotated[MeetingItemMinuteInput, strawberry.argument(description="The record (记录内容).")],  # noqa: A002
    ) -> MinutePayload:
        """Write the record."""
        item, words, formerly = key_of(input.item, AgendaItem), input.record, input.formerly
        row = await meeting_outcomes.minute_item(info.context.caller, item, words=words, formerly=formerly)
        info.context.forget()
        return MeetingItemWritten(item=AgendaItem.of(row))

    @strawberry.mutation(
        description="Report what became of a decision (报告落实情况): its owner, or who keeps the record."
    )
    async def meeting_follow_up(
        self,
        info: Info,
        input: Annotated[MeetingFollowUpInput, strawberry.argument(description="The report (落实情况).")],  # noqa: A002
    ) -> FollowUpPayload:
        """Report."""
        item = key_of(input.item, AgendaItem)
        row = await meeting_outcomes.follow_up(info.context.caller, item, note=input.note, done=input.done)
        info.context.forget()
        return MeetingItemWritten(item=AgendaItem.of(row))

    @strawberry.mutation(
        description="Sign the minutes as one sees them (签字确认纪要): who took part in person, afterwards."
    )
    async def meeting_sign(
        self,
        info: Info,
        input: Annotated[MeetingSignInput, strawberry.argument(description="The minutes (纪要).")],  # noqa: A002
    ) -> SignPayload:
        """Sign."""
        meeting = key_of(input.meeting, Meeting)
        row = await meeting_signatures.sign(info.context.caller, meeting, digest=input.digest)
        info.context.forget()
        return MeetingSigned(meeting=Meeting.of(row))
