"""Approving a proposal: screen everything again while no fact can move, end what it replaces, book, and authorise."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.statuses import WITH_INVESTIGATORS, WITH_REVIEWERS
from db.audit import record
from db.facts import hold_facts, raise_facts
from db.policies import policy_on
from db.staffing import Staffing, read_staffing
from db.tables import AllocationRun, Assignment, Authorisation, Case, Loan, Proposal, ProposalSeat
from db.tables import Screening as ScreeningRow
from recusal.findings import Finding, Screening
from recusal.rules.sealed import RESTRICTED
from resolvers.approval_refusals import AwaitingWaivers, ConflictOfInterest, NotConfirmed, NothingToApprove
from resolvers.authorising import at_home, authorise
from resolvers.booking import Booking, closed_now, screen_teams
from resolvers.caller import Caller
from resolvers.confirming import settle_pins
from resolvers.decoying import Pair
from resolvers.gate import Act, require
from resolvers.guarded import deciding_under_guard
from resolvers.own_matters import refuse_own_proposal
from resolvers.planned_waivers import Seated, planned_with, still_awaited
from resolvers.planning_limits import refuse_beyond_limits
from resolvers.problem import places_of
from resolvers.proposal_access import ProposalRef, close, locked_proposal
from resolvers.proposals import ProposalClosed
from resolvers.rescreening import rescreen
from resolvers.reseating import end_seats, standing_teams
from resolvers.scope import CaseNotWaiting
from terms.allocation import ProposalState
from terms.cases import AssignmentState, Mode
from terms.periods import Period
from terms.recusal import Verdict


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval made."""

    proposal: Proposal
    assignments: tuple[Assignment, ...]
    authorisations: tuple[Authorisation, ...]


async def approve(caller: Caller, *, ref: ProposalRef, act: Act = Act.APPROVE) -> Approved:
    """Approve a proposal, or return what its approval made before; all of it is written, or nothing.

    Raises:
        NotAllowed: the caller may not, or not in these zones.
        NotFound: the proposal is not there.
        OwnCases: the caller must stand aside from one of its cases.
        ProposalClosed: it was withdrawn or superseded.
        NothingToApprove: it staffs no case.
        AwaitingConfirmation: pins have no answer of the county yet, and the caller may not give it.
        AlreadyStaffed: a case got its team in the meantime.
        TeamChanged: a team that is to be repaired is not any more what it was.
        CaseNotWaiting: a case was closed, or went on to another stage or other places, in the meantime.
        ConflictOfInterest: facts bar somebody now.
        AwaitingWaivers: nothing does but waivers that the plan counts on and nobody has granted.
        NotConfirmed: a pin or a team is not confirmed.
        OverCapacity: somebody is booked elsewhere by now.
        OutOfReach, TooManyReviews: the policy lets nobody plan somebody there any more.
    """
    require(caller, act)

    async def work(session: AsyncSession) -> Approved:
        return await approve_within(session, caller, ref=ref, act=act)

    return await deciding_under_guard(caller, work, act)


async def approve_within(
    session: AsyncSession, caller: Caller, *, ref: ProposalRef, act: Act = Act.APPROVE
) -> Approved:
    """Approve a proposal inside a transaction that is open already; see ``approve``."""
    await hold_facts(session)
    proposal = await locked_proposal(session, caller, ref, act)
    await refuse_own_proposal(session, caller, proposal.id)
    if proposal.state is ProposalState.APPROVED:
        return await _approved_before(session, proposal)
    if proposal.state is not ProposalState.PROPOSED:
        raise ProposalClosed(proposal.state)
    await settle_pins(session, caller, proposal)
    booking = await _booking(session, caller, proposal)
    refuse_beyond_limits(booking)
    out_of_sight = await closed_now(session, booking)
    await end_seats(session, caller, booking.ending)
    documents = await authorise(session, booking)
    await session.flush()
    await rescreen(session, on=caller.today())
    await raise_facts(session)  # what it was decided on can then be told from what it wrote
    screenings = await screen_teams(session, booking)
    planned = planned_with(await session.get_one(AllocationRun, proposal.run_id))
    _refuse_conflicts(booking, screenings, out_of_sight, planned)
    assignments = await _book(session, caller, booking, screenings, documents)
    close(proposal, ProposalState.APPROVED, caller, reason="")
    record(
        session,
        actor=caller.actor,
        act="APPROVE",
        object_type="proposals",
        object_id=proposal.id,
        assignments=[assignment.id for assignment in assignments],
        authorisations=[document.number for document in documents.values()],
    )
    await session.flush()
    return Approved(proposal, assignments, tuple(documents[case] for case in sorted(documents)))


async def _approved_before(session: AsyncSession, proposal: Proposal) -> Approved:
    made = select(Assignment).where(Assignment.proposal_id == proposal.id).order_by(col(Assignment.id))
    assignments = tuple((await session.exec(made)).all())
    ids = {assignment.authorisation_id for assignment in assignments}
    documents = select(Authorisation).where(col(Authorisation.id).in_(ids)).order_by(col(Authorisation.case_id))
    return Approved(proposal, assignments, tuple((await session.exec(documents)).all()))


async def _booking(session: AsyncSession, caller: Caller, proposal: Proposal) -> Booking:
    """Lock the cases of the proposal, in order, and make sure that each still waits for its team, or for its repair."""
    today = caller.today()
    chosen = select(ProposalSeat).where(ProposalSeat.proposal_id == proposal.id).order_by(col(ProposalSeat.person_id))
    seats = tuple((await session.exec(chosen)).all())
    if not seats:
        raise NothingToApprove
    ids = sorted({seat.case_id for seat in seats})
    locked = select(Case).where(col(Case.id).in_(ids)).order_by(col(Case.id)).with_for_update()
    cases = {case.id: case for case in (await session.exec(locked)).all()}
    standing = await standing_teams(session, proposal, cases, seats)
    staffing: Staffing = await read_staffing(session, on=today, cases=ids)
    for case in cases.values():
        filled = Counter(seat.role for seat in seats if seat.case_id == case.id)
        wanted = Counter({place.role: place.count for place in places_of(staffing.cases[case.id])})
        if case.status not in WITH_INVESTIGATORS | WITH_REVIEWERS or filled != wanted:
            raise CaseNotWaiting(case.number)
    policy = await policy_on(session, today)
    booking = Booking.of(proposal, seats, standing, cases=cases, staffing=staffing, policy=policy, on=today)
    if not booking.cases:
        raise NothingToApprove
    return booking


def _refuse_conflicts(
    booking: Booking,
    screenings: Sequence[tuple[ScreeningRow, Sequence[Finding]]],
    out_of_sight: Collection[Pair],
    planned: Collection[Seated],
) -> None:
    sealed = {case for _, case in out_of_sight}
    open_findings: list[Finding] = []
    for row, findings in screenings:
        if row.verdict is not Verdict.CLEAR:
            bars = Screening(row.person_id, row.case_id, row.role, tuple(findings)).bars
            shown = [finding for finding in bars if finding.rule != RESTRICTED]
            open_findings.extend(shown)
            if not shown:
                sealed.add(row.case_id)
    if open_findings:
        only_awaited = still_awaited(open_findings, planned)
        raise AwaitingWaivers(open_findings) if only_awaited else ConflictOfInterest(open_findings)
    if sealed:
        raise NotConfirmed([booking.cases[case].number for case in sorted(sealed)])


async def _book(
    session: AsyncSession,
    caller: Caller,
    booking: Booking,
    screenings: Sequence[tuple[ScreeningRow, Sequence[Finding]]],
    documents: dict[int, Authorisation],
) -> tuple[Assignment, ...]:
    screened = {(row.case_id, row.person_id): row for row, _ in screenings}
    rows = {seat.id: screened[seat.case_id, seat.person_id] for seat in booking.entering}
    session.add_all(rows.values())
    await session.flush()
    assignments: list[Assignment] = []
    for seat in booking.entering:  # in order of person, so that two approvals lock workloads in one order
        case = booking.cases[seat.case_id]
        document = None if case.mode is Mode.SELF and at_home(booking, seat) else documents.get(case.id)
        assignment = Assignment(
            case_id=case.id,
            person_id=seat.person_id,
            role=seat.role,
            state=AssignmentState.ACTIVE,
            during=booking.window(case.id),
            effort=case.effort,
            authorisation_id=None if document is None else document.id,
            screening_id=rows[seat.id].id,
            proposal_id=booking.proposal.id,
            assigned_at=caller.now(),
        )
        assignments.append(assignment)
    session.add_all(assignments)
    await session.flush()
    session.add_all(_loans(booking))
    return tuple(assignments)


def _loans(booking: Booking) -> list[Loan]:
    """Return the ledger's entries: everybody who works for an organ that is not her own (R46)."""
    loans = []
    for seat in booking.entering:
        borrower = booking.borrower(seat)
        if borrower is not None:
            during: Period = booking.window(seat.case_id)
            loans.append(Loan(person_id=seat.person_id, to_organ_id=borrower, case_id=seat.case_id, during=during))
    return loans
