"""After facts changed: every assignment in force is screened again in the same transaction; conflicts suspend."""

from datetime import date

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import read_facts
from db.policies import policy_on
from db.tables import Assignment
from recusal.registry import TIES
from recusal.world import World
from resolvers.screening_records import findings_of, screening_row
from terms.cases import AssignmentState
from terms.recusal import Verdict


async def rescreen(session: AsyncSession, *, on: date, actor: str) -> tuple[Assignment, ...]:
    """Screen all assignments in force on the facts as they now are, and suspend those in conflict.

    Returns:
        The assignments that were suspended. The database commits no change of facts without this.
    """
    known = await read_facts(session, on=on, sealed=True, share_lock=True)
    policy = await policy_on(session, on)
    in_force = select(Assignment).where(col(Assignment.state) == AssignmentState.ACTIVE)
    standing = (await session.exec(in_force.order_by(col(Assignment.id)).with_for_update())).all()
    found = findings_of(World(known.facts), standing, policy.recusal, on=on, rules=TIES)
    screenings = [
        screening_row(assignment, known.version, found.get((assignment.person_id, assignment.case_id), []))
        for assignment in standing
    ]
    session.add_all(screenings)
    await session.flush()
    suspended = []
    for assignment, screening in zip(standing, screenings, strict=True):
        assignment.screening_id = screening.id
        if screening.verdict is not Verdict.CLEAR:
            assignment.state = AssignmentState.SUSPENDED
            assignment.state_reason = "CONFLICT_CAME_TO_LIGHT"
            suspended.append(assignment)
            record(session, actor=actor, act="SUSPEND", object_type="assignments", object_id=assignment.id)
    await session.flush()
    await session.exec(select(func.rescreening_answered()))
    return tuple(suspended)
