"""Teams at work under an approval: whether they are still what the plan knew, who stays, and who is taken off."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from allocation.openings import Chair
from db.audit import record
from db.staffing import IN_FORCE
from db.tables import AllocationRun, Assignment, Case, Loan, Proposal, ProposalSeat
from resolvers.approval_refusals import AlreadyStaffed, TeamChanged
from resolvers.caller import Caller
from resolvers.repair_reads import published_in
from resolvers.repairing import chair_of
from terms.cases import AssignmentState

REPLACED: Final = "REPLACED"
"""Why an assignment is not in force any more where a repair gave the seat to somebody else, or to nobody."""


async def standing_teams(
    session: AsyncSession, proposal: Proposal, cases: Mapping[int, Case], seats: Sequence[ProposalSeat]
) -> tuple[Assignment, ...]:
    """Return who is in force on the cases, locked, in order of key; just those whom the plan knew of.

    Raises:
        AlreadyStaffed: a case that waited has people at work.
        TeamChanged: a team is not any more what was to be repaired, or somebody who was to stay is suspended.
    """
    in_force = select(Assignment).where(col(Assignment.case_id).in_(cases), col(Assignment.state).in_(IN_FORCE))
    standing = tuple((await session.exec(in_force.order_by(col(Assignment.id)).with_for_update())).all())
    run = await session.get_one(AllocationRun, proposal.run_id)
    known = published_in(run)
    suspended = {chair_of(row) for row in standing if row.state is AssignmentState.SUSPENDED}
    for case in cases.values():
        before = _of(case, known)
        if before != _of(case, map(chair_of, standing)):
            raise TeamChanged(case.number) if before else AlreadyStaffed(case.number)
        if suspended & _of(case, ((seat.case_id, seat.person_id, seat.role) for seat in seats)):
            raise TeamChanged(case.number)
    return standing


def _of(case: Case, chairs: Iterable[Chair]) -> set[Chair]:
    return {chair for chair in chairs if chair[0] == case.id}


async def end_seats(session: AsyncSession, caller: Caller, ending: Collection[Assignment]) -> None:
    """Take people off their cases from now on, with the loans that were for these; documents stay for the others."""
    for assignment in ending:
        assignment.state = AssignmentState.ENDED
        assignment.state_reason = REPLACED
        assignment.ended_at = caller.now()
        record(session, actor=caller.actor, act="REPLACE", object_type="assignments", object_id=assignment.id)
        loans = select(Loan).where(
            Loan.case_id == assignment.case_id,
            Loan.person_id == assignment.person_id,
            col(Loan.superseded_at).is_(None),
        )
        for loan in (await session.exec(loans)).all():
            loan.superseded_at = caller.now()
    await session.flush()
