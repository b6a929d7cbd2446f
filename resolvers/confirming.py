"""The county's answer to people whom somebody put on a case by hand: confirmed or not, and never why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import hold_facts
from db.tables import Case, Person, PinConfirmation, Proposal, ProposalEdit
from resolvers.approval_refusals import AwaitingConfirmation, NotConfirmed, NothingToConfirm
from resolvers.caller import Caller
from resolvers.decoying import Pair, closed_out_of_sight, snapshot_of
from resolvers.gate import Act, may, require
from resolvers.own_matters import refuse_own_proposal
from resolvers.proposal_access import ProposalRef, locked_proposal
from resolvers.proposals import ProposalClosed
from terms.allocation import Confirmation, EditKind, ProposalState


@dataclass(frozen=True, slots=True)
class PinRef:
    """A pin, by the numbers of its case and person."""

    case_number: str
    person_number: str


async def confirm(caller: Caller, *, ref: ProposalRef, declined: Sequence[PinRef] = ()) -> Proposal:
    """Answer all pins of an open proposal that await it; an answer stands, so that twice is the same as once.

    A pin is not confirmed where the county declines it, for whatever reason, and where something speaks against it
    that is not told: who confirms is not told either.

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnCases: the caller must stand aside from one of its cases.
        ProposalClosed: it is not open any more.
        NothingToConfirm: nobody is pinned in it, or not who is declined.
    """
    require(caller, Act.CONFIRM)

    async def work(session: AsyncSession) -> Proposal:
        await hold_facts(session)
        proposal = await locked_proposal(session, caller, ref, Act.CONFIRM)
        await refuse_own_proposal(session, caller, proposal.id)
        if proposal.state is not ProposalState.PROPOSED:
            raise ProposalClosed(proposal.state)
        pins = await pins_of(session, proposal.id)
        refused = await _named(session, pins, declined)
        cases = [pin.case_id for pin in pins]
        refused |= closed_out_of_sight(await snapshot_of(session, caller, cases), {_pair(pin) for pin in pins})
        answers = await _answers(session, pins)
        awaiting = [pin for pin in pins if pin.id not in answers]
        keep_answers(session, caller, awaiting, refused)
        confirmed = [pin.id for pin in awaiting if _pair(pin) not in refused]
        record(
            session,
            actor=caller.actor,
            act="CONFIRM",
            object_type="proposals",
            object_id=proposal.id,
            confirmed=confirmed,
            not_confirmed=[pin.id for pin in awaiting if pin.id not in confirmed],
        )
        await session.flush()
        return proposal

    return await caller.database.deciding(work, Act.CONFIRM)


async def settle_pins(session: AsyncSession, caller: Caller, proposal: Proposal) -> None:
    """Go on with an approval only where every pin is confirmed; who may confirm does so by approving.

    Raises:
        NotConfirmed: the county did not confirm a pin.
        AwaitingConfirmation: a pin has no answer yet, and the caller may not give it.
    """
    pins = await pins_of(session, proposal.id)
    answers = await _answers(session, pins)
    if refused := {pin.case_id for pin in pins if answers.get(pin.id) is False}:
        raise NotConfirmed(await _numbers(session, refused))
    awaiting = [pin for pin in pins if pin.id not in answers]
    if awaiting and not may(caller, Act.CONFIRM):
        raise AwaitingConfirmation(await _numbers(session, {pin.case_id for pin in awaiting}))
    keep_answers(session, caller, awaiting, refused=())


def keep_answers(
    session: AsyncSession, caller: Caller, pins: Sequence[ProposalEdit], refused: Collection[Pair]
) -> None:
    """Write down an answer to each of the pins."""
    session.add_all(
        PinConfirmation(
            edit_id=pin.id,
            confirmed=_pair(pin) not in refused,
            decided_by=caller.identity.principal,
            decided_at=caller.now(),
        )
        for pin in pins
    )


async def confirmations_of_edits(caller: Caller, keys: Sequence[int]) -> list[Confirmation | None]:
    """Return where each edit stands, None for those that are no pins; asked only for proposals that the caller sees."""
    statement = (
        select(ProposalEdit.id, PinConfirmation.confirmed)
        .outerjoin(PinConfirmation, col(PinConfirmation.edit_id) == ProposalEdit.id)
        .where(col(ProposalEdit.id).in_(keys), ProposalEdit.kind == EditKind.PIN)
    )
    async with caller.database.reading() as session:
        found = dict((await session.exec(statement)).all())
    states = {None: Confirmation.AWAITING, True: Confirmation.CONFIRMED, False: Confirmation.NOT_CONFIRMED}
    return [states[found[key]] if key in found else None for key in keys]


async def pins_of(session: AsyncSession, proposal: int) -> Sequence[ProposalEdit]:
    """Return the pins of a proposal, by key."""
    statement = select(ProposalEdit).where(ProposalEdit.proposal_id == proposal, ProposalEdit.kind == EditKind.PIN)
    return (await session.exec(statement.order_by(col(ProposalEdit.id)))).all()


async def _answers(session: AsyncSession, pins: Sequence[ProposalEdit]) -> dict[int, bool]:
    statement = select(PinConfirmation.edit_id, PinConfirmation.confirmed).where(
        col(PinConfirmation.edit_id).in_([pin.id for pin in pins])
    )
    return dict((await session.exec(statement)).all())


async def _named(session: AsyncSession, pins: Sequence[ProposalEdit], declined: Sequence[PinRef]) -> set[Pair]:
    """Return the pairs that are declined; NothingToConfirm where one is no pin of the proposal, or there is no pin."""
    cases = select(Case.number, Case.id).where(col(Case.id).in_({pin.case_id for pin in pins}))
    people = select(Person.number, Person.id).where(col(Person.id).in_({pin.person_id for pin in pins}))
    by_case, by_person = dict((await session.exec(cases)).all()), dict((await session.exec(people)).all())
    pairs = {(by_person.get(pin.person_number, 0), by_case.get(pin.case_number, 0)) for pin in declined}
    if not pins or not pairs <= {_pair(pin) for pin in pins}:
        raise NothingToConfirm
    return pairs


async def _numbers(session: AsyncSession, cases: Collection[int]) -> list[str]:
    statement = select(Case.number).where(col(Case.id).in_(cases)).order_by(col(Case.id))
    return list((await session.exec(statement)).all())


def _pair(pin: ProposalEdit) -> Pair:
    return pin.person_id, pin.case_id
