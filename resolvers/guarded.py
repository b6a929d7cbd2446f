"""One transaction whose refusals by the database's guards are told as refusals of the service."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.guards import OverCapacity, guard_refusal
from db.tables import Person
from resolvers.caller import Caller
from terms.acts import Act

Answer = TypeVar("Answer")


async def deciding_under_guard(caller: Caller, work: Callable[[AsyncSession], Awaitable[Answer]], act: Act) -> Answer:
    """Do the work of an act in one transaction; all of it is kept, or nothing.

    Raises:
        OverCapacity: somebody would be booked beyond her capacity; with her number.
        GuardRefused: another guard refused.
    """
    try:
        return await caller.database.deciding(work, act)
    except DBAPIError as error:
        refusal = guard_refusal(error)
        if refusal is None:
            raise
        if isinstance(refusal, OverCapacity):
            async with caller.database.judging(act) as session:
                number = (await session.exec(select(Person.number).where(Person.id == refusal.person_id))).one()
            refusal = OverCapacity(refusal.person_id, number)
        raise refusal from error
