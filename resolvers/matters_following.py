"""What follows from a decision: she leaves the cases with her acts to be checked, or is taken up again."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.bulk import present_moment
from db.facts import read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.staffing import IN_FORCE
from db.tables import Assignment, RecusalMatter, RecusalMatterCase
from recusal.findings import Finding
from recusal.rules.sealed import RESTRICTED
from recusal.world import World
from resolvers.acts_to_check import acts_of
from resolvers.caller import Caller
from resolvers.matters_evidence import finding_of, since_of
from resolvers.matters_opening import CAME_TO_LIGHT, Suspended, close_lifted, open_matter_for
from resolvers.matters_refusals import StillBarred
from resolvers.rescreening import rescreen
from resolvers.screening_records import findings_of, screening_row
from terms.cases import AssignmentState
from terms.recusal import MatterDecision, MatterForm, MatterState, Verdict

RECUSED: Final = "RECUSAL_DECIDED"
"""Why an assignment is not in force any more where she was recused."""


async def follow(
    session: AsyncSession,
    caller: Caller,
    matter: RecusalMatter,
    cases: Sequence[int],
    decision: MatterDecision,
) -> None:
    """Close the matter and do what follows for the assignments; the deadlines of the cases go on."""
    today = caller.today()
    recused = decision is MatterDecision.RECUSE
    matter.state = MatterState.RECUSED if recused else MatterState.REFUSED
    matter.closed_at = await present_moment(session)
    await session.flush()
    if recused:
        await _recuse(session, caller, matter, cases)
    else:
        await _restore(session, caller, matter)
    await rescreen(session, on=today, cases=cases)
    if not recused:
        await close_lifted(session, matter.person_id, on=today)


async def _recuse(session: AsyncSession, caller: Caller, matter: RecusalMatter, cases: Sequence[int]) -> None:
    """Take her off the cases; what she did on them is to be checked again, however the matter began (T11)."""
    if matter.form is not MatterForm.CAME_TO_LIGHT:  # those list the acts from the start
        await _list_acts(session, matter, on=caller.today())
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
            actor=caller.actor,
            act="RECUSE",
            object_type="assignments",
            object_id=assignment.id,
        )
    await session.flush()


async def _list_acts(session: AsyncSession, matter: RecusalMatter, *, on: date) -> None:
    """Keep what she did since the findings of the matter held; all of it where none says since when."""
    statement = select(RecusalMatterCase).where(RecusalMatterCase.matter_id == matter.id)
    for row in (await session.exec(statement.order_by(col(RecusalMatterCase.id)))).all():
        since = await since_of(session, [finding_of(document) for document in row.findings])
        done = await acts_of(session, person_id=matter.person_id, case_id=row.case_id, since=since.tie, on=on)
        session.add_all([act.row(matter.id, row.case_id) for act in done])


async def _restore(session: AsyncSession, caller: Caller, matter: RecusalMatter) -> None:
    """Take up again what only this matter froze, if a fresh screening of everything is clear.

    What only a sealed ground bars stays suspended without a word, for a refusal would tell of it, and has a matter of
    its own, as whatever comes to light.

    Raises:
        StillBarred: something else bars her.
    """
    frozen = await _frozen_by(session, matter)
    if not frozen:
        return
    today = caller.today()
    part = Part(frozenset({matter.person_id}), frozenset(row.case_id for row in frozen))
    known = await read_facts(session, on=today, sealed=True, part=part)
    policy = (await policy_on(session, today)).recusal
    found = findings_of(World(known.facts), frozen, policy, on=today)
    kept: list[Suspended] = []
    for assignment in frozen:
        findings = found[assignment.person_id, assignment.case_id]
        row = screening_row(assignment, known.version, findings)
        if row.verdict is not Verdict.CLEAR:
            _refuse_open_bars(findings)
            assignment.state_reason = CAME_TO_LIGHT
            kept.append((assignment, findings))
            continue
        session.add(row)
        await session.flush()
        assignment.screening_id = row.id
        assignment.state = AssignmentState.ACTIVE
        assignment.state_reason = ""
        record(
            session,
            actor=caller.actor,
            act="RESTORE",
            object_type="assignments",
            object_id=assignment.id,
        )
    await session.flush()
    if kept:
        await open_matter_for(session, matter.person_id, kept, on=today)


def _refuse_open_bars(findings: Sequence[Finding]) -> None:
    """Refuse where anything bars that may be told; a sealed ground alone keeps her suspended without a word."""
    if any(finding.bars and finding.rule != RESTRICTED for finding in findings):
        raise StillBarred


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
    return (await session.exec(statement.order_by(col(Assignment.id)).with_for_update(of=Assignment))).all()
