"""Deciding a recusal matter: she stands aside from its cases, or goes on."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.facts import hold_facts
from db.tables import RecusalDecision, RecusalMatter, RecusalMatterCase
from recusal.deciders import Rung
from resolvers.caller import Caller
from resolvers.competence import LONGEST_DOCUMENT, DocumentMissing, require_competent
from resolvers.gate import Act, NotFound, require
from resolvers.guarded import deciding_under_guard
from resolvers.matters import locked_matter
from resolvers.matters_following import follow
from resolvers.matters_ladder import rung_document, standing_of
from resolvers.matters_refusals import DayUnfit, MatterClosed, reasoned
from resolvers.own_matters import own_records
from terms.recusal import MatterDecision, MatterState
from terms.things import Thing


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
        NotFound: there is no such matter that the caller may see; one about herself or her kin is none.
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
        own = await own_records(session, caller)
        standing = await standing_of(session, matter.person_id, cases, on=caller.today(), own=own)
        rung = require_competent(
            caller,
            standing.rungs,
            own=own,
            conflicted=standing.conflicted,
            person_id=matter.person_id,
            document=wanted.document,
            least_level=standing.least,
        )
        _keep(session, caller, wanted, matter, Settled(rung, standing.passed_over(), reason, decided_on))
        await follow(session, caller, matter, cases, wanted.decision)
        return matter

    return await deciding_under_guard(caller, work, Act.DECIDE_MATTER)


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
        actor=caller.actor,
        act="DECIDE_MATTER",
        object_type="recusal_matters",
        object_id=matter.id,
        decision=wanted.decision,
        level=settled.rung.level,
    )


async def _cases(session: AsyncSession, matter: RecusalMatter) -> list[int]:
    statement = select(RecusalMatterCase.case_id).where(RecusalMatterCase.matter_id == matter.id)
    return list((await session.exec(statement.order_by(col(RecusalMatterCase.case_id)))).all())
