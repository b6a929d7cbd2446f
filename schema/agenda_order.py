"""The order of an agenda with the fewest exits and entries, and the quorums that recusal makes impossible."""

from typing import Annotated, Any, TypeAlias

import strawberry

from meetings.ordering.answer import Step
from resolvers import agenda_order, agenda_quorums
from resolvers.agenda_order import Ordered
from resolvers.agenda_quorums import Lacking
from schema.agenda_acts import AgendaSeenInput
from schema.context import Info
from schema.meeting_acts import Refused
from schema.meetings import AgendaItem, Meeting
from schema.nodes import key_of
from schema.references import PERSON, PersonType


@strawberry.type(description="One item in its place, and who moves for it (议题次序).")
class AgendaStep:
    """See ``meetings.ordering.answer.Step``."""

    step: strawberry.Private[Step]
    item: AgendaItem = strawberry.field(description="The item (议题).")
    room: int = strawberry.field(description="The number of the room in which it is dealt with (会议室).")
    begins: int = strawberry.field(
        description="When it begins, in minutes from the start of the meeting (开始分钟); rooms go on side by side."
    )
    ends: int = strawberry.field(description="When it ends, in minutes from the start of the meeting (结束分钟).")

    @strawberry.field(description="Who leaves its room before it begins (离场人员), as far as to be seen.")
    async def leaving(self, info: Info) -> list[PersonType]:
        """Find them."""
        return await _people(info, self.step.leaving)

    @strawberry.field(description="Who comes back into its room before it begins (返场人员), as far as to be seen.")
    async def entering(self, info: Info) -> list[PersonType]:
        """Find them."""
        return await _people(info, self.step.entering)


@strawberry.type(description="An order of the planned items, beside the present one (议程优化次序).")
class AgendaOrder:
    """See ``resolvers.agenda_order.Ordered``."""

    version: str = strawberry.field(description="The `agendaVersion` that it is an order of (议程版本).")
    present: int = strawberry.field(description="Exits and entries of the present order in all rooms (现次序进出次数).")
    movements: int = strawberry.field(description="Exits and entries of this order in all rooms (进出次数).")
    bound: int = strawberry.field(description="No order has fewer (下界).")
    proven: bool = strawberry.field(description="Whether no order is better (是否最优).")
    steps: list[AgendaStep] = strawberry.field(description="The items in this order (次序).")


@strawberry.type(description="An item without a quorum, as too many must leave for it (达不到法定人数的议题).")
class QuorumLacking:
    """See ``resolvers.agenda_quorums.Lacking``."""

    found: strawberry.Private[Lacking]
    item: AgendaItem = strawberry.field(description="The item (议题).")
    missing: int = strawberry.field(description="How many it lacks (缺少人数).")
    beside_other_rooms: bool = strawberry.field(
        description="Whether it lacks them only while every other room has a quorum of other people at the same time "
        "(仅因各会议室同时开会而不足)."
    )
    not_looked_at: int = strawberry.field(
        description="How many more colleagues there are who were not looked at, so that they may join too (未核查人数)."
    )

    @strawberry.field(
        description="Who could sit in the place of the barred or absent (可替会人员), as far as to be seen."
    )
    async def could_join(self, info: Info) -> list[PersonType]:
        """Find them."""
        return await _people(info, self.found.could_join)

    @strawberry.field(description="As few of them as make the quorum (最少替会); empty if all of them are too few.")
    async def enough(self, info: Info) -> list[PersonType]:
        """Find them."""
        return await _people(info, self.found.enough)


@strawberry.type(description="The agenda was put in order (议程已重新排序).")
class AgendaPutInOrder:
    """What putting in order answers."""

    meeting: Meeting = strawberry.field(description="The meeting with its agenda (会议).")
    order: AgendaOrder = strawberry.field(description="The order, and what it saves (次序).")


@strawberry.input(description="An agenda that is put in order (议程排序).")
class AgendaPutInOrderInput:
    """See ``resolvers.agenda_order.put_agenda_in_order``."""

    agenda: AgendaSeenInput = strawberry.field(description="The agenda (议程).")


OrderPayload: TypeAlias = Annotated[
    AgendaPutInOrder | Refused,
    strawberry.union("AgendaPutInOrderPayload", description="The agenda in order, or why it is not (议程排序结果)."),
]
MeetingId = Annotated[strawberry.ID, strawberry.argument(description="The meeting (会议).")]


def order_shown(ordered: Ordered) -> AgendaOrder:
    """Show an order."""
    return AgendaOrder(
        version=ordered.posed.version,
        present=ordered.present,
        movements=ordered.movements,
        bound=ordered.bound,
        proven=ordered.proven,
        steps=[
            AgendaStep(step=step, item=AgendaItem.of(item), room=item.room, begins=step.begins, ends=step.ends)
            for item, step in ordered.steps
        ],
    )


async def _people(info: Info, keys: tuple[int, ...]) -> list[Any]:
    found = [await PERSON.load_maybe(info, key) for key in keys]
    return [person for person in found if person is not None]


@strawberry.type
class AgendaOrderQuery:
    """Questions about the order of agendas."""

    @strawberry.field(
        description="The order of the planned items with the fewest exits and entries of who must leave for some "
        "(议程优化次序); writes nothing."
    )
    async def agenda_order(self, info: Info, meeting: MeetingId) -> AgendaOrder:
        """Find the order."""
        key = key_of(meeting, Meeting)
        return order_shown(await agenda_order.order_of(info.context.caller, key, key=meeting))

    @strawberry.field(
        description="Items that recusal leaves without a quorum, in advance, and who could come instead (法定人数预警)."
    )
    async def quorum_lacking(self, info: Info, meeting: MeetingId) -> list[QuorumLacking]:
        """Find them."""
        key = key_of(meeting, Meeting)
        found = await agenda_quorums.lacking_of(info.context.caller, key, key=meeting)
        return [
            QuorumLacking(
                found=each,
                item=AgendaItem.of(each.item),
                missing=each.missing,
                beside_other_rooms=each.beside,
                not_looked_at=each.not_looked_at,
            )
            for each in found
        ]


@strawberry.type
class AgendaOrderMutation:
    """Acts on the order of agendas."""

    @strawberry.mutation(description="Put the planned items into the order with the fewest movements (议程排序).")
    async def agenda_put_in_order(
        self,
        info: Info,
        input: Annotated[AgendaPutInOrderInput, strawberry.argument(description="The agenda (议程).")],  # noqa: A002
    ) -> OrderPayload:
        """Put it in order."""
        meeting, ordered = await agenda_order.put_agenda_in_order(
            info.context.caller, input.agenda.seen(), key=input.agenda.meeting
        )
        info.context.forget()
        return AgendaPutInOrder(meeting=Meeting.of(meeting), order=order_shown(ordered))
