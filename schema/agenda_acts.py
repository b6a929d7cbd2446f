"""Acts on an agenda: add, arrange, change and withdraw items."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers import agenda_editing
from resolvers.agenda_editing import ItemChange, Seen
from schema.context import Info
from schema.meeting_acts import Refused
from schema.meeting_inputs import AgendaItemInput
from schema.meetings import AgendaItem, Meeting
from schema.nodes import key_of
from schema.organs import Organ


@strawberry.input(description="An agenda as the editor saw it (所见议程).")
class AgendaSeenInput:
    """See ``resolvers.agenda_editing.Seen``."""

    meeting: strawberry.ID = strawberry.field(description="The meeting (会议).")
    version: str = strawberry.field(
        description="`agendaVersion` of the meeting as the editor saw it (议程版本); "
        "if it is another one by now, nothing is done."
    )

    def seen(self) -> Seen:
        """Return it as resolvers know it."""
        return Seen(key_of(self.meeting, Meeting), self.version)


@strawberry.input(description="Items to be put at the end of an agenda (增加议题).")
class AgendaAddInput:
    """See ``resolvers.agenda_editing.add_items``."""

    agenda: AgendaSeenInput = strawberry.field(description="The agenda (议程).")
    items: list[AgendaItemInput] = strawberry.field(description="The items, in order (议题).")


@strawberry.input(description="The order of the planned items (调整议程顺序).")
class AgendaArrangeInput:
    """See ``resolvers.agenda_editing.arrange``."""

    agenda: AgendaSeenInput = strawberry.field(description="The agenda (议程).")
    order: list[strawberry.ID] = strawberry.field(
        description="Every planned item that the editor sees, in order (顺序)."
    )


@strawberry.input(description="What of an item is to be otherwise (修改议题); null leaves it.")
class AgendaItemChangeInput:
    """See ``resolvers.agenda_editing.ItemChange``."""

    agenda: AgendaSeenInput = strawberry.field(description="The agenda (议程).")
    item: strawberry.ID = strawberry.field(description="The item (议题).")
    subject: str | None = strawberry.field(default=None, description="What it is about (议题内容).")
    minutes: int | None = strawberry.field(default=None, description="Minutes it is planned to take, 1 to 600 (时长).")
    fixed: bool | None = strawberry.field(
        default=None, description="Whether it keeps its place in the order (固定次序)."
    )
    room: int | None = strawberry.field(
        default=None, description="The room in which it is dealt with, 1 to 20 (会议室)."
    )
    reporting_organ: strawberry.ID | None = strawberry.field(
        default=None, description="The organ that reports on it, one that is invited (汇报单位)."
    )
    no_reporter: bool = strawberry.field(
        default=False, description="Whether nobody is to report on it any more, if no organ is named (取消汇报单位)."
    )

    def change(self) -> ItemChange:
        """Return the change as resolvers know it."""
        organ = None if self.reporting_organ is None else key_of(self.reporting_organ, Organ)
        return ItemChange(self.subject, self.minutes, self.fixed, self.room, organ, self.no_reporter)


@strawberry.input(description="An item that is taken off the agenda (撤下议题).")
class AgendaItemWithdrawInput:
    """See ``resolvers.agenda_editing.withdraw_item``."""

    agenda: AgendaSeenInput = strawberry.field(description="The agenda (议程).")
    item: strawberry.ID = strawberry.field(description="The item (议题).")


@strawberry.type(description="The agenda was edited (议程已更新).")
class AgendaEdited:
    """What editing answers."""

    meeting: Meeting = strawberry.field(description="The meeting with its agenda (会议).")


AddPayload: TypeAlias = Annotated[
    AgendaEdited | Refused,
    strawberry.union("AgendaAddPayload", description="The meeting, or why nothing was added (增加议题结果)."),
]
ArrangePayload: TypeAlias = Annotated[
    AgendaEdited | Refused,
    strawberry.union("AgendaArrangePayload", description="The meeting, or why nothing was moved (调整顺序结果)."),
]
ChangePayload: TypeAlias = Annotated[
    AgendaEdited | Refused,
    strawberry.union("AgendaItemChangePayload", description="The meeting, or why nothing was changed (修改结果)."),
]
WithdrawPayload: TypeAlias = Annotated[
    AgendaEdited | Refused,
    strawberry.union("AgendaItemWithdrawPayload", description="The meeting, or why nothing was withdrawn (撤下结果)."),
]


@strawberry.type
class AgendaMutation:
    """Acts on agendas."""

    @strawberry.mutation(description="Put items at the end of an agenda (增加议题).")
    async def agenda_add(
        self,
        info: Info,
        input: Annotated[AgendaAddInput, strawberry.argument(description="The items (议题).")],  # noqa: A002
    ) -> AddPayload:
        """Add items."""
        wanted = [item.wanted() for item in input.items]
        row = await agenda_editing.add_items(info.context.caller, input.agenda.seen(), wanted)
        info.context.forget()
        return AgendaEdited(meeting=Meeting.of(row))

    @strawberry.mutation(description="Put the planned items into an order (调整议程顺序).")
    async def agenda_arrange(
        self,
        info: Info,
        input: Annotated[AgendaArrangeInput, strawberry.argument(description="The order (顺序).")],  # noqa: A002
    ) -> ArrangePayload:
        """Arrange the agenda."""
        order = [key_of(text, AgendaItem) for text in input.order]
        row = await agenda_editing.arrange(info.context.caller, input.agenda.seen(), order)
        info.context.forget()
        return AgendaEdited(meeting=Meeting.of(row))

    @strawberry.mutation(description="Change how an item is planned (修改议题).")
    async def agenda_item_change(
        self,
        info: Info,
        input: Annotated[AgendaItemChangeInput, strawberry.argument(description="The change (修改内容).")],  # noqa: A002
    ) -> ChangePayload:
        """Change an item."""
        item = key_of(input.item, AgendaItem)
        row = await agenda_editing.change_item(info.context.caller, input.agenda.seen(), item, input.change())
        info.context.forget()
        return AgendaEdited(meeting=Meeting.of(row))

    @strawberry.mutation(description="Take an item off the agenda; its record stays (撤下议题).")
    async def agenda_item_withdraw(
        self,
        info: Info,
        input: Annotated[AgendaItemWithdrawInput, strawberry.argument(description="The item (议题).")],  # noqa: A002
    ) -> WithdrawPayload:
        """Withdraw an item."""
        item = key_of(input.item, AgendaItem)
        row = await agenda_editing.withdraw_item(info.context.caller, input.agenda.seen(), item)
        info.context.forget()
        return AgendaEdited(meeting=Meeting.of(row))
