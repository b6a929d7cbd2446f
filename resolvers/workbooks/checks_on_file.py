"""What contradicts the county's own work: teams in force, what is booked, documents of other cases."""

from collections.abc import AsyncIterator

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Assignment, Authorisation, Case, Organ
from intake.comparison import Comparison
from intake.records import CaseRecord, OrganRecord, PersonRecord
from resolvers.workbooks.checks import laid
from resolvers.workbooks.misfits import Misfit, MisfitCode, misfit_at
from terms.cases import AssignmentState
from terms.periods import ALWAYS

CARRYING = ("mode", "authorisation")
"""Fields of a case on which assignments in force rest."""


async def misfits_on_file(session: AsyncSession, comparison: Comparison) -> AsyncIterator[Misfit]:
    """Yield what the county's work so far forbids."""
    async for misfit in _bookings(session, comparison):
        yield misfit
    async for misfit in _teams(session, comparison):
        yield misfit
    async for misfit in _documents(session, comparison):
        yield misfit
    async for misfit in _successions(session, comparison):
        yield misfit


async def _bookings(session: AsyncSession, comparison: Comparison) -> AsyncIterator[Misfit]:
    """Find people whose capacity would fall below what is booked; the facts are held, so nothing is booked since."""
    lowered = {
        before.id: (after, after.pool.capacity)
        for after, before in laid(comparison, PersonRecord)
        if before is not None and before.id is not None and after.pool is not None and after.pool != before.pool
    }
    if not lowered:
        return
    everyday = func.daterange(ALWAYS.start, ALWAYS.end)
    booked = select(Assignment.person_id, func.most_booked(Assignment.person_id, everyday)).where(
        col(Assignment.person_id).in_(lowered), col(Assignment.state) == AssignmentState.ACTIVE
    )
    for key, percent in (await session.exec(booked.distinct())).all():
        person, capacity = lowered[key]
        if percent > capacity:
            yield misfit_at(
                person.source, MisfitCode.CAPACITY_BELOW_BOOKED, "pool.capacity", f"{capacity}%", f"{percent}%"
            )


async def _teams(session: AsyncSession, comparison: Comparison) -> AsyncIterator[Misfit]:
    changed = [
        (before.id, after, field)
        for after, before in laid(comparison, CaseRecord)
        if before is not None and before.id is not None
        for field in CARRYING
        if _rests_on(before, after, field)
    ]
    if not changed:
        return
    teams = select(Assignment.case_id).where(
        col(Assignment.case_id).in_({key for key, _, _ in changed}), col(Assignment.state) == AssignmentState.ACTIVE
    )
    staffed = set((await session.exec(teams)).all())
    for key, case, field in changed:
        if key in staffed:
            column = "authorisation.number" if field == "authorisation" else field
            yield misfit_at(case.source, MisfitCode.CASE_HAS_TEAM, column, case.number)


def _rests_on(before: CaseRecord, after: CaseRecord, field: str) -> bool:
    """Tell whether assignments may rest on what changes; a further document takes nothing from them."""
    if field == "mode":
        return before.mode is not after.mode
    if before.authorisation is None or after.authorisation is None:
        return False
    return before.authorisation != after.authorisation and before.authorisation.number == after.authorisation.number


async def _documents(session: AsyncSession, comparison: Comparison) -> AsyncIterator[Misfit]:
    """Find documents that another case has, on file or in the file."""
    named: dict[str, list[CaseRecord]] = {}
    for after, before in laid(comparison, CaseRecord):
        if after.authorisation is not None and (before is None or before.authorisation != after.authorisation):
            named.setdefault(after.authorisation.number, []).append(after)
    if not named:
        return
    on_file = (
        select(Authorisation.number, Case.number)
        .join(Case, col(Case.id) == col(Authorisation.case_id))
        .where(col(Authorisation.number).in_(named), col(Authorisation.superseded_at).is_(None))
    )
    owners = dict((await session.exec(on_file)).all())
    for number, cases in named.items():
        owner = owners.get(number, cases[0].number)
        for case in cases:
            if case.number != owner:
                yield misfit_at(case.source, MisfitCode.DOCUMENT_TAKEN, "authorisation.number", number, owner)


async def _successions(session: AsyncSession, comparison: Comparison) -> AsyncIterator[Misfit]:
    """Find organs said to have taken the place of others on no known day."""
    undated = [
        (organ, each)
        for organ, before in laid(comparison, OrganRecord)
        if organ.during.start is None
        for each in organ.predecessors
        if before is None or each not in before.predecessors
    ]
    if not undated:
        return
    keys = {key for _, each in undated if (key := comparison.organs.get(each.name)) is not None}
    ended = select(Organ.id).where(col(Organ.id).in_(keys), func.upper(col(Organ.during)).is_not(None))
    known_ends = set((await session.exec(ended)).all())
    new_ends = {organ.name for organ, _ in laid(comparison, OrganRecord) if organ.during.end is not None}
    for organ, each in undated:
        if comparison.organs.get(each.name) not in known_ends and each.name not in new_ends:
            yield misfit_at(organ.source, MisfitCode.SUCCESSION_DAY_MISSING, "during.start", each.name)
