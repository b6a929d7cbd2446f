"""Acts at the table: a meeting begins and ends, items are called and closed, people stand aside and vote."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, TypeAlias

import strawberry

from meetings.refusals import MeetingRefused
from resolvers import agenda_order, meeting_declaring, meeting_items, meeting_running, meeting_votes
from resolvers.gate import Act, may
from schema.agenda_order import AgendaOrder, order_shown
from schema.context import Info
from schema.fact_acts_payloads import Fact, FactRefusedMember, assignments_of
from schema.meeting_acts import Refused
from schema.meeting_live_inputs import (
    ItemCallInput,
    ItemCloseInput,
    ItemDeclareInput,
    ItemVoteInput,
    MeetingFinishInput,
    MeetingStartInput,
)
from schema.meetings import AgendaItem, Meeting
from schema.nodes import key_of
from schema.organs import Organ
from schema.references import ORGAN, PERSON, PROPOSAL, AssignmentType, OrganType, PersonType, ProposalType


@strawberry.type(description="The meeting began (会议已开始).")
class MeetingStarted:
    """What beginning a meeting answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议).")
    organs: strawberry.Private[Sequence[int]]
    lacking: int = strawberry.field(description="How many more people the quorum needs (尚缺人数); 0 if it is reached.")

    @strawberry.field(description="Organs that must come and for which nobody is there yet (未到会单位).")
    async def awaited(self, info: Info) -> list[OrganType]:
        """List the organs."""
        return await ORGAN.kind.load_all(info, self.organs)


@strawberry.type(description="The meeting ended (会议已结束).")
class MeetingFinished:
    """What ending a meeting answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议).")
    left: list[AgendaItem] = strawberry.field(
        description="Items that it did not come to, in order (未议议题); they stay planned, for another meeting."
    )


@strawberry.type(description="The item is being dealt with (议题审议中).")
class ItemCalled:
    """What calling an item answers."""

    item: AgendaItem = strawberry.field(description="The agenda item (议题).")
    people: strawberry.Private[meeting_items.ItemCalled]

    @strawberry.field(description="Who leaves the room now, as against the item before in it (离席人员).")
    async def leave(self, info: Info) -> list[PersonType]:
        """List the people."""
        return await PERSON.kind.load_all(info, self.people.leave)

    @strawberry.field(description="Who was out for the item before in the room and comes back (返回人员).")
    async def come_back(self, info: Info) -> list[PersonType]:
        """List the people."""
        return await PERSON.kind.load_all(info, self.people.come_back)

    @strawberry.field(description="About whom a human must decide (须人工核定人员); they stay until then.")
    async def undecided(self, info: Info) -> list[PersonType]:
        """List the people."""
        return await PERSON.kind.load_all(info, self.people.undecided)


@strawberry.type(description="The item was closed (议题已结束).")
class ItemClosed:
    """What closing an item answers."""

    item: AgendaItem = strawberry.field(description="The agenda item with what it came to (议题).")


@strawberry.type(description="Somebody stands aside from the item (已声明回避); what it touches, as far as in sight.")
class ItemDeclared:
    """What a declaration at the table answers."""

    meeting: Meeting = strawberry.field(description="The meeting (会议), as the viewer sees it now.")
    items: list[AgendaItem] = strawberry.field(
        description="Items from which she stands aside since then (须回避的议题); never shown to herself."
    )
    proposals: list[ProposalType] = strawberry.field(
        description="Proposals that seat her where she must stand aside, or that the item is about (受影响方案)."
    )
    facts: list[Fact] = strawberry.field(description="The ties and interests that were declared (申报内容).")
    suspended: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are suspended by it (因此暂停的派案)."
    )
    restored: list[AssignmentType] = strawberry.field(
        description="Assignments in sight that are in force again by it (因此恢复的派案)."
    )

    @strawberry.field(
        description="The best order of what is left after it (其余议题次序); null but for who keeps the meeting, or "
        "if no order keeps every limit."
    )
    async def order(self, info: Info) -> AgendaOrder | None:
        """Find the order."""
        caller = info.context.caller
        if not may(caller, Act.CALL_MEETING):
            return None
        with suppress(MeetingRefused):
            return order_shown(await agenda_order.order_of(caller, self.meeting.row.id, key=self.meeting.id))
        return None


@strawberry.type(description="The vote was cast (已表决).")
class ItemVoted:
    """What a vote answers."""

    item: AgendaItem = strawberry.field(description="The agenda item (议题).")


StartPayload: TypeAlias = Annotated[
    MeetingStarted | Refused,
    strawberry.union("MeetingStartPayload", description="The meeting, or why it did not begin (开始结果)."),
]
FinishPayload: TypeAlias = Annotated[
    MeetingFinished | Refused,
    strawberry.union("MeetingFinishPayload", description="The meeting, or why it did not end (结束结果)."),
]
ItemCallPayload: TypeAlias = Annotated[
    ItemCalled | Refused,
    strawberry.union("ItemCallPayload", description="The item, or why it was not called (审议结果)."),
]
ItemClosePayload: TypeAlias = Annotated[
    ItemClosed | Refused,
    strawberry.union("ItemClosePayload", description="The item, or why it was not closed (结束审议结果)."),
]
ItemDeclarePayload: TypeAlias = Annotated[
    ItemDeclared | FactRefusedMember | Refused,
    strawberry.union("ItemDeclarePayload", description="What was declared, or why nothing was (声明结果)."),
]
ItemVotePayload: TypeAlias = Annotated[
    ItemVoted | Refused,
    strawberry.union("ItemVotePayload", description="The item, or why no vote was cast (表决结果)."),
]


@strawberry.type
class MeetingLiveMutation:
    """Acts on running meetings."""

    @strawberry.mutation(
        description="Begin a meeting, at most an hour before its time (会议开始); tells who is missing for the quorum."
    )
    async def meeting_start(
        self,
        info: Info,
        input: Annotated[MeetingStartInput, strawberry.argument(description="The meeting (会议).")],  # noqa: A002
    ) -> StartPayload:
        """Begin a meeting."""
        begun = await meeting_running.start_meeting(info.context.caller, key_of(input.meeting, Meeting))
        info.context.forget()
        return MeetingStarted(meeting=Meeting.of(begun.meeting), organs=begun.awaited, lacking=begun.lacking)

    @strawberry.mutation(
        description="End a meeting once nothing is being dealt with (会议结束); items that are left stay planned."
    )
    async def meeting_finish(
        self,
        info: Info,
        input: Annotated[MeetingFinishInput, strawberry.argument(description="The meeting (会议).")],  # noqa: A002
    ) -> FinishPayload:
        """End a meeting."""
        finished = await meeting_running.finish_meeting(info.context.caller, key_of(input.meeting, Meeting))
        info.context.forget()
        return MeetingFinished(
            meeting=Meeting.of(finished.meeting), left=[AgendaItem.of(item) for item in finished.left]
        )

    @strawberry.mutation(
        description="Call an item into its room (议题进入审议): everybody is screened again, and the conflicted leave."
    )
    async def item_call(
        self,
        info: Info,
        input: Annotated[ItemCallInput, strawberry.argument(description="The item (议题).")],  # noqa: A002
    ) -> ItemCallPayload:
        """Call an item."""
        called = await meeting_items.call_item(info.context.caller, key_of(input.item, AgendaItem))
        info.context.forget()
        return ItemCalled(item=AgendaItem.of(called.item), people=called)

    @strawberry.mutation(
        description="Close an item (议题结束审议), by counting votes or by consensus where it is put to the room."
    )
    async def item_close(
        self,
        info: Info,
        input: Annotated[ItemCloseInput, strawberry.argument(description="The item, and how (议题).")],  # noqa: A002
    ) -> ItemClosePayload:
        """Close an item."""
        row = await meeting_items.close_item(info.context.caller, key_of(input.item, AgendaItem), input.closing)
        info.context.forget()
        return ItemClosed(item=AgendaItem.of(row))

    @strawberry.mutation(
        description="Stand aside from an item at the table (当场声明回避): out of the room, and the vote struck."
    )
    async def item_declare(
        self,
        info: Info,
        input: Annotated[ItemDeclareInput, strawberry.argument(description="Who, from what (声明).")],  # noqa: A002
    ) -> ItemDeclarePayload:
        """Declare at the table."""
        changed = await meeting_declaring.declare_item(info.context.caller, input.asked())
        info.context.forget()
        aside = changed.answer
        return ItemDeclared(
            meeting=await Meeting.load(info, aside.meeting_id),
            items=[AgendaItem.of(item) for item in aside.items],
            proposals=[PROPOSAL.of(proposal) for proposal in aside.proposals],
            facts=[Fact.of(row) for row in aside.ties],
            suspended=assignments_of(changed.suspended),
            restored=assignments_of(changed.restored),
        )

    @strawberry.mutation(
        description="Vote on an item that is being dealt with (表决), for one's seat; secret until it is closed."
    )
    async def item_vote(
        self,
        info: Info,
        input: Annotated[ItemVoteInput, strawberry.argument(description="The vote (表决).")],  # noqa: A002
    ) -> ItemVotePayload:
        """Vote."""
        row = await meeting_votes.vote_on_item(
            info.context.caller,
            key_of(input.item, AgendaItem),
            input.choice,
            organ_id=None if input.organ is None else key_of(input.organ, Organ),
        )
        info.context.forget()
        return ItemVoted(item=AgendaItem.of(row))
