"""One transaction whose refusals by the database's guards are told as refusals of the service."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.guards import OverCapacity, guard_refusal, guarded_by
from db.tables import Person
from meetings.calling_refusals import SeatTaken
from meetings.editing_refusals import RecordKept
from meetings.refusals import MeetingRefused
from meetings.running_refusals import OutOfTheRoom
from resolvers.caller import Caller
from terms.acts import Act

Answer = TypeVar("Answer")


AT_MEETINGS: Final[Mapping[tuple[str, str], type[MeetingRefused]]] = MappingProxyType(
    {
        ("meeting_participants", "one_seat_for_a_person"): SeatTaken,
        ("item_votes", "vote_in_the_room"): OutOfTheRoom,
        ("item_votes", "append_only"): RecordKept,
        ("agenda_items", "item_is_kept"): RecordKept,
        ("item_exits", "exit_is_kept"): RecordKept,
    }
)
"""What the guards of meetings refuse, by table and constraint."""


async def deciding_under_guard(caller: Caller, work: Callable[[AsyncSession], Awaitable[Answer]], *acts: Act) -> Answer:
    """Do the work of an act in one transaction; all of it is kept, or nothing.

    Raises:
        MeetingRefused: a guard of meetings refused, see ``AT_MEETINGS``.
        OverCapacity: somebody would be booked beyond her capacity; with her number.
        GuardRefused: another guard refused.
    """
    try:
        return await caller.database.deciding(work, *acts)
    except DBAPIError as error:
        at_meeting = AT_MEETINGS.get(guarded_by(error))
        if at_meeting is not None:
            raise at_meeting from error
        refusal = guard_refusal(error)
        if refusal is None:
            raise
        if isinstance(refusal, OverCapacity):
            async with caller.database.judging(*acts) as session:
                number = (await session.exec(select(Person.number).where(Person.id == refusal.person_id))).one()
            refusal = OverCapacity(refusal.person_id, number)
        raise refusal from error
