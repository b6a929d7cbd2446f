"""Recusal matters that the service opens and closes by itself, in the transaction in which facts changed."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.bulk import present_moment
from db.tables import Assignment, Person, RecusalMatter, RecusalMatterCase
from recusal.findings import Finding
from resolvers.acts_to_check import acts_of, served_by
from resolvers.item_screening import screen_matter
from resolvers.matters_evidence import since_of, told_to_all
from resolvers.screening_records import finding_document
from terms.actor import SERVICE
from terms.cases import AssignmentState
from terms.recusal import Applicant, MatterForm, MatterState

Suspended: TypeAlias = tuple[Assignment, Sequence[Finding]]
"""An assignment that is frozen, with everything that was found on it; sealed grounds as ``RESTRICTED`` only."""

CAME_TO_LIGHT: Final = "CONFLICT_CAME_TO_LIGHT"
"""Why an assignment is suspended, and the reasons of the matter, where the service found the conflict."""
PENDING: Final = "RECUSAL_PENDING"
"""Why an assignment is suspended where people asked for the recusal."""


async def open_matter_for(
    session: AsyncSession, person_id: int, suspended: Sequence[Suspended], *, on: date
) -> RecusalMatter:
    """Open the matter of a person whose assignments were just suspended, or add their cases to the open one.

    Whoever conflicts with an added case loses sight of agenda items of the matter at once.
    A case that the open matter has already, frozen before and restored since, goes into a matter of its own: what was
    found then stays as it was.
    """
    cases = {assignment.case_id: (assignment, findings) for assignment, findings in suspended}
    matter = await _open_one(session, person_id, without=cases.keys())
    if matter is None:
        person = await session.get_one(Person, person_id)
        matter = RecusalMatter(
            county_id=person.county_id,
            person_id=person_id,
            form=MatterForm.CAME_TO_LIGHT,
            applicant=Applicant.SERVICE,
            reasons=CAME_TO_LIGHT,
            state=MatterState.OPEN,
            suspends=True,
            received_on=on,
            opened_by=SERVICE.principal,
        )
        session.add(matter)
        await session.flush()
    for assignment, findings in cases.values():
        await _add_case(session, matter, assignment, findings, on=on)
    record(session, actor=SERVICE, act="OPEN_MATTER", object_type="recusal_matters", object_id=matter.id)
    await session.flush()
    await screen_matter(session, matter.id, on=on)
    return matter


async def _open_one(session: AsyncSession, person_id: int, *, without: Collection[int]) -> RecusalMatter | None:
    """Return the person's newest open matter that came to light and has none of the cases."""
    taken = select(RecusalMatterCase.matter_id).where(col(RecusalMatterCase.case_id).in_(without))
    statement = (
        _open_of(person_id).where(col(RecusalMatter.id).not_in(taken)).order_by(col(RecusalMatter.id).desc()).limit(1)
    )
    found: RecusalMatter | None = (await session.exec(statement.with_for_update())).first()
    return found


async def _add_case(
    session: AsyncSession, matter: RecusalMatter, assignment: Assignment, findings: Sequence[Finding], *, on: date
) -> None:
    findings = told_to_all(findings)
    since = await since_of(session, findings)
    served = await served_by(session, person_id=matter.person_id, case_id=assignment.case_id)
    starts = [during.start for _, during in served if during.start is not None]
    session.add(
        RecusalMatterCase(
            matter_id=matter.id,
            case_id=assignment.case_id,
            assignment_id=assignment.id,
            findings=[finding_document(finding) for finding in findings],
            since=since.within(min(starts, default=None)),
        )
    )
    done = await acts_of(session, person_id=matter.person_id, case_id=assignment.case_id, since=since.tie, on=on)
    session.add_all([act.row(matter.id, assignment.case_id) for act in done])


async def close_lifted(session: AsyncSession, person_id: int, *, on: date) -> tuple[RecusalMatter, ...]:
    """Lift the person's open matters that came to light and keep her from no case any more; return those lifted.

    A matter stays while an assignment of it is suspended for whatever reason, and where all were recused already.
    """
    lifted = []
    for matter in (await session.exec(_open_of(person_id).order_by(col(RecusalMatter.id)).with_for_update())).all():
        statement = (
            select(Assignment.state)
            .join(RecusalMatterCase, col(RecusalMatterCase.assignment_id) == Assignment.id)
            .where(RecusalMatterCase.matter_id == matter.id)
        )
        states = set((await session.exec(statement)).all())
        if AssignmentState.SUSPENDED in states or states == {AssignmentState.RECUSED}:
            continue
        matter.state = MatterState.LIFTED
        matter.closed_at = await present_moment(session)
        lifted.append(matter)
        record(
            session,
            actor=SERVICE,
            act="LIFT_MATTER",
            object_type="recusal_matters",
            object_id=matter.id,
            on=on.isoformat(),
        )
    await session.flush()
    return tuple(lifted)


def _open_of(person_id: int) -> Any:
    return select(RecusalMatter).where(
        RecusalMatter.person_id == person_id,
        col(RecusalMatter.state) == MatterState.OPEN,
        col(RecusalMatter.form) == MatterForm.CAME_TO_LIGHT,
    )
