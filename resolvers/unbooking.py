"""Taking back what an approval wrote: assignments, loans, authorisations and the handling organ of the cases."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.modes import TERMS, Handler
from db.staffing import IN_FORCE
from db.tables import Assignment, Authorisation, Case, Loan, Proposal
from resolvers.caller import Caller
from resolvers.rescreening import rescreen
from terms.cases import AssignmentState


async def withdraw_assignments(session: AsyncSession, caller: Caller, proposal: Proposal, *, reason: str) -> None:
    """Withdraw the assignments that the proposal made, and revoke the documents and loans that carried only them.

    Where others work on a case still, after a repair, their documents and the handling organ stay. Whom a repair took
    off a case does not come back: the place is vacant, for another repair.
    """
    made = select(Assignment).where(Assignment.proposal_id == proposal.id, col(Assignment.state).in_(IN_FORCE))
    assignments = (await session.exec(made.order_by(col(Assignment.id)).with_for_update())).all()
    for assignment in assignments:
        assignment.state = AssignmentState.WITHDRAWN
        assignment.state_reason = reason
        assignment.ended_at = caller.now()
    await session.flush()
    ids = {assignment.case_id for assignment in assignments}
    others = select(Assignment).where(col(Assignment.case_id).in_(ids), col(Assignment.state).in_(IN_FORCE))
    staying = (await session.exec(others)).all()
    carried = {assignment.authorisation_id for assignment in assignments}
    documents = select(Authorisation).where(
        col(Authorisation.id).in_(carried - {other.authorisation_id for other in staying}),
        col(Authorisation.superseded_at).is_(None),
    )
    for document in (await session.exec(documents)).all():
        document.superseded_at = caller.now()
    loans = select(Loan).where(
        col(Loan.case_id).in_(ids),
        col(Loan.person_id).in_({assignment.person_id for assignment in assignments}),
        col(Loan.superseded_at).is_(None),
    )
    for loan in (await session.exec(loans)).all():
        loan.superseded_at = caller.now()
    left = ids - {other.case_id for other in staying}
    cases = select(Case).where(col(Case.id).in_(left)).order_by(col(Case.id)).with_for_update()
    for case in (await session.exec(cases)).all():
        if TERMS[case.mode].handler is not Handler.HOME:
            case.handling_organ_id = None
    await session.flush()
    await rescreen(session, on=caller.today())
