"""Deciding a recusal matter: she stands aside from its cases, or goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.bulk import present_moment
from db.facts import hold_facts, read_facts
from db.guards import guard_refusal
from db.policies import policy_on
from db.staffing import IN_FORCE
from db.tables import Assignment, RecusalDecision, RecusalMatter, RecusalMatterCase
from recusal.deciders import Rung
from recusal.world import World
from resolvers.caller import Caller
from resolvers.competence import LONGEST_DOCUMENT, DocumentMissing, require_competent
from resolvers.gate import Act, NotFound, require
from resolvers.matters import locked_matter
from resolvers.matters_ladder import rung_document, standing_of
from resolvers.matters_opening import close_lifted
from resolvers.matters_refusals import DayUnfit, MatterClosed, StillBarred, reasoned
from resolvers.rescreening import rescreen
from resolvers.screening_records import findings_of, screening_row
from terms.cases import AssignmentState
from terms.recusal import MatterDecision, MatterForm, MatterState, Verdict
from terms.things import Thing

RECUSED = "RECUSAL_DECIDED"
"""Why an assignment is not in force any more where she was recused."""


@dataclass(frozen=True, slots=True)
class DecisionWanted:
    """What the competent decider said."""

    matter_id: int
    decision: MatterDecision
    reason: str
    document: str = ""
    decided_on: date | None = None
    """None means today."""


async def decide(caller: Caller, wanted: DecisionWanted) -> RecusalMatter:
    """Decide the matter: she stands aside from its cases, or goes on where a fresh screening is clear.

    Raises:
        NotAllowed: the caller may decide nothing.
        NotFound: there is no such matter that the caller may see; one about herself is none.
        MatterClosed: it was decided or lifted already.
        NotCompetent, OwnMatter, DocumentMissing: see ``resolvers.competence``.
        MatterRefused: see ``resolvers.matters_refusals``; ``StillBarred`` leaves the matter open.
        OverCapacity, GuardRefused: she was booked elsewhere in the meantime.
    """
    require(caller, Act.DECIDE_MATTER)
    reason = reasoned(wanted.reason)
    if len(wanted.document) > LONGEST_DOCUMENT:
        raise DocumentMissing

    async def work(session: AsyncSession) -> RecusalMatter:
        await hold_facts(session)
        matter = await locked_matter(session, caller, wanted.matter_id)
        if matter is None:
            raise NotFound(Thing.MATTER, str(wanted.matter_id))
        if matter.state is not MatterState.OPEN:
            raise MatterClosed(matter.state)
        decided_on = wanted.decided_on or caller.today()
        if not matter.received_on <= decided_on <= caller.today():
            raise DayUnfit
        cases = await _cases(session, matter)
        standing = await standing_of(session, matter.person_id, cases, on=caller.today())
        rung = require_competent(
            caller,
            standing.rungs,
            person_id=matter.person_id,
            document=wanted.document,
            least_level=standing.least,
        )
        _keep(session, caller, wanted, matter, Settled(rung, standing.passed_over(), reason, decided_on))
        await _follow(session, caller, matter, cases, wanted.decision)
        return matter

    try:
        return await caller.database.deciding(work)
    except DBAPIError as error:
        refusal = guard_refusal(error)
        if refusal is None:
            raise
        raise refusal from error


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision with the rung that took it."""

    rung: Rung
    passed_over: tuple[Rung, ...]
    reason: str
    on: date


def _keep(
    session: AsyncSession, caller: Caller, wanted: DecisionWanted, matter: RecusalMatter, settled: Settled
) -> None:
    session.add(
        RecusalDecision(
            matter_id=matter.id,
            decision=wanted.decision,
            level=settled.rung.level,
            organ_id=settled.rung.organ,
            decider_id=settled.rung.principal,
            skipped=[rung_document(rung) for rung in settled.passed_over],
            reason=settled.reason,
            document=wanted.document.strip(),
            recorded_by=caller.identity.principal,
            decided_on=settled.on,
        )
    )
    record(
        session,
        actor=caller.identity.principal,
        act="DECIDE_MATTER",
        object_type="recusal_matters",
        object_id=matter.id,
        decision=wanted.decision,
        level=settled.rung.level,
    )


async def _follow(
    session: AsyncSession,
    caller: Caller,
    matter: RecusalMatter,
    cases: Sequence[int],
    decision: MatterDecision,
) -> None:
    """Close the matter and do what follows for the assignments; the deadlines of the cases go on."""
    actor, today = caller.identity.principal, caller.today()
    recused = decision is MatterDecision.RECUSE
    matter.state = MatterState.RECUSED if recused else MatterState.REFUSED
    matter.closed_at = await present_moment(session)
    await session.flush()
    if recused:
        await _recuse(session, caller, matter, cases)
    else:
        await _restore(session, caller, matter)
    await rescreen(session, on=today, actor=actor, cases=cases)
    if not recused:
        await close_lifted(session, matter.person_id, on=today, actor=actor)


async def _recuse(session: AsyncSession, caller: Caller, matter: RecusalMatter, cases: Sequence[int]) -> None:
    statement = select(Assignment).where(
        Assignment.person_id == matter.person_id,
        col(Assignment.case_id).in_(cases),
        col(Assignment.state).in_(IN_FORCE),
    )
    for assignment in (await session.exec(statement.order_by(col(Assignment.id)).with_for_update())).all():
        assignment.state = AssignmentState.RECUSED
        assignment.state_reason = RECUSED
        assignment.ended_at = caller.now()
        record(
            session,
            actor=caller.identity.principal,
            act="RECUSE",
            object_type="assignments",
            object_id=assignment.id,
        )
    await session.flush()


async def _restore(session: AsyncSession, caller: Caller, matter: RecusalMatter) -> None:
    """Take up again what only this matter froze, if a fresh screening of everything is clear.

    Raises:
        StillBarred: it is not.
    """
    frozen = await _frozen_by(session, matter)
    if not frozen:
        return
    today = caller.today()
    known = await read_facts(session, on=today, sealed=True)
    policy = (await policy_on(session, today)).recusal
    found = findings_of(World(known.facts), frozen, policy, on=today)
    for assignment in frozen:
        row = screening_row(assignment, known.version, found[assignment.person_id, assignment.case_id])
        if row.verdict is not Verdict.CLEAR:
            raise StillBarred
        session.add(row)
        await session.flush()
        assignment.screening_id = row.id
        assignment.state = AssignmentState.ACTIVE
        assignment.state_reason = ""
        record(
            session,
            actor=caller.identity.principal,
            act="RESTORE",
            object_type="assignments",
            object_id=assignment.id,
        )
    await session.flush()


async def _frozen_by(session: AsyncSession, matter: RecusalMatter) -> Sequence[Assignment]:
    """Return the suspended assignments of the matter that no other open one, begun by people, keeps suspended."""
    others = (
        select(RecusalMatterCase.assignment_id)
        .join(RecusalMatter, col(RecusalMatter.id) == RecusalMatterCase.matter_id)
        .where(
            RecusalMatter.id != matter.id,
            col(RecusalMatter.state) == MatterState.OPEN,
            col(RecusalMatter.form) != MatterForm.CAME_TO_LIGHT,
            col(RecusalMatterCase.assignment_id).is_not(None),
        )
    )
    statement = (
        select(Assignment)
        .join(RecusalMatterCase, col(RecusalMatterCase.assignment_id) == Assignment.id)
        .where(
            RecusalMatterCase.matter_id == matter.id,
            col(Assignment.state) == AssignmentState.SUSPENDED,
            col(Assignment.id).not_in(others),
        )
    )
    return (await session.exec(statement.order_by(col(Assignment.id)).with_for_update())).all()


async def _cases(session: AsyncSession, matter: RecusalMatter) -> list[int]:
    statement = select(RecusalMatterCase.case_id).where(RecusalMatterCase.matter_id == matter.id)
    return list((await session.exec(statement.order_by(col(RecusalMatterCase.case_id)))).all())
