"""Taking up again an assignment that was suspended, where nothing speaks against it any more."""

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.guards import guard_refusal
from db.tables import Assignment, Screening
from terms.cases import AssignmentState


async def restored(session: AsyncSession, assignment: Assignment, screening: Screening) -> bool:
    """Take up the assignment on a clear screening; return whether the guards of the database let it.

    The rest of the transaction goes on either way.
    """
    statement = (
        update(Assignment)
        .where(col(Assignment.id) == assignment.id)
        .values(state=AssignmentState.ACTIVE, state_reason="", screening_id=screening.id)
        .execution_options(synchronize_session=False)
    )
    try:
        async with session.begin_nested():
            await (await session.connection()).execute(statement)
    except DBAPIError as error:
        if guard_refusal(error) is None:
            raise
        return False
    await session.refresh(assignment)
    return True
