"""When whoever was out of the room came back, as far as the items tell that the viewer may know of.

What is kept is the moment at which the next item was called for which she could stay. A viewer who must stand aside
from that item would learn from the moment that there was one; so it is found anew among what each viewer sees.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import AgendaItem, ItemExit, Meeting
from resolvers.caller import Caller
from resolvers.meetings import items_seen


@dataclass(frozen=True, slots=True)
class Exit:
    """Somebody was out of the room for an item."""

    row: ItemExit
    returned_at: datetime | None
    """When she came back; None until then."""


async def with_returns(
    session: AsyncSession, caller: Caller, items: Mapping[int, AgendaItem], exits: Mapping[int, Sequence[ItemExit]]
) -> Mapping[int, Sequence[Exit]]:
    """Return the exits of each item with the moments of return that its viewer may know of."""
    meetings = {items[key].meeting_id for key, rows in exits.items() if rows}
    if not meetings:
        return dict.fromkeys(exits, ())
    called = select(AgendaItem).where(
        col(AgendaItem.meeting_id).in_(meetings), col(AgendaItem.called_at).is_not(None), items_seen(caller)
    )
    rooms: dict[tuple[int, int], list[AgendaItem]] = defaultdict(list)
    for item in await session.exec(called.order_by(col(AgendaItem.called_at), col(AgendaItem.id))):
        rooms[item.meeting_id, item.room].append(item)
    shown = [item.id for each in rooms.values() for item in each]
    out = set(await session.exec(select(ItemExit.item_id, ItemExit.person_id).where(col(ItemExit.item_id).in_(shown))))
    ends = select(Meeting.id, Meeting.finished_at).where(col(Meeting.id).in_(meetings))
    ended = dict((await session.exec(ends)).all())

    def returned(item: AgendaItem, row: ItemExit) -> datetime | None:
        after = _after(item, rooms[item.meeting_id, item.room])
        back = (each.called_at for each in after if (each.id, row.person_id) not in out)
        return next(back, ended[item.meeting_id])

    return {key: tuple(Exit(row, returned(items[key], row)) for row in rows) for key, rows in exits.items()}


def _after(item: AgendaItem, called: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return the items that were called after one in its room, in order; none where it was not called itself."""
    if item.called_at is None:
        return []
    return [each for each in called if each.called_at is not None and each.called_at > item.called_at]
