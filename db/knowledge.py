"""What was known when: versions of the facts, and how each table is read as it stood at one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import (
    Assignment,
    AssignmentStep,
    Case,
    CaseStep,
    CaseVersion,
    FactMoment,
    Person,
    PersonVersion,
    RecusalDecision,
)
from db.tables.columns import Recorded
from terms.refusals import Refusal

_CASE = (
    "mode",
    "status",
    "concerned_organ_id",
    "home_organ_id",
    "handling_organ_id",
    "management",
    "during",
    "happened",
    "appeal_of_id",
)


class BeforeRecords(Refusal):
    """The moment lies before anything was on record."""

    code: ClassVar[str] = "BEFORE_RECORDS"
    zh: ClassVar[str] = "该时刻早于本系统最早的记录，无法按当时掌握的情况回答。"
    en: ClassVar[str] = "That moment lies before the first record, so it cannot be answered by what was known then."


@dataclass(frozen=True, slots=True)
class Known:
    """The facts as they were known at one version."""

    version: int
    services_before: int | None = None
    """Count only what people did before this version: a screening of an approval was made before its own bookings."""


async def known_at(session: AsyncSession, moment: datetime) -> Known:
    """Return what was known at a moment; one that is still to come counts as now.

    Raises BeforeRecords.
    """
    reached = select(FactMoment.version).where(col(FactMoment.at) <= moment)
    version = (await session.exec(reached.order_by(col(FactMoment.version).desc()).limit(1))).first()
    if version is None:
        raise BeforeRecords
    return Known(version)


def on_record(table: type[Recorded], known: Known | None) -> ColumnElement[bool]:
    """Return the condition that a row was on record at a version; at present where there is none."""
    if known is None:
        return col(table.superseded_at).is_(None)
    return and_(
        col(table.recorded_in) <= known.version,
        or_(col(table.superseded_in).is_(None), col(table.superseded_in) > known.version),
    )


def cases_on_record(known: Known | None) -> Any:
    """Return the cases with the facts of them that were on record, to be selected from; ``id`` is the case's."""
    table: type[Any] = Case if known is None else CaseVersion
    key = "id" if known is None else "case_id"
    found: Any = sa.select(getattr(table, key).label("id"), *(getattr(table, name) for name in _CASE))
    if known is not None:
        found = found.where(
            col(CaseVersion.recorded_in) <= known.version,
            or_(col(CaseVersion.superseded_in).is_(None), col(CaseVersion.superseded_in) > known.version),
        )
    return found.subquery("cases_on_record")


def people_on_record(known: Known | None) -> Any:
    """Return the people with the facts of them that were on record, to be selected from."""
    if known is None:
        return sa.select(col(Person.id), col(Person.gender)).subquery("people_on_record")
    former = (
        sa.select(col(PersonVersion.id), col(PersonVersion.gender))
        .where(col(PersonVersion.person_id) == Person.id, col(PersonVersion.replaced_in) > known.version)
        .order_by(col(PersonVersion.id))
        .limit(1)
        .correlate(Person)
        .lateral()
    )
    gender = sa.case((former.c.id.is_(None), col(Person.gender)), else_=former.c.gender).label("gender")
    found: Any = sa.select(col(Person.id), gender)
    return found.select_from(Person).outerjoin(former, sa.true()).subquery("people_on_record")


def services_on_record(known: Known | None) -> Any:
    """Return the assignments in the state that was on record, to be selected from."""
    names = ("id", "person_id", "case_id", "role", "during")
    columns: list[Any] = [getattr(Assignment, name) for name in names]
    if known is None:
        return sa.select(*columns, col(Assignment.state)).subquery("services_on_record")
    reached = (
        col(AssignmentStep.facts_version) <= known.version
        if known.services_before is None
        else col(AssignmentStep.facts_version) < known.services_before
    )
    state = (
        sa.select(col(AssignmentStep.state))
        .where(col(AssignmentStep.assignment_id) == Assignment.id, reached)
        .order_by(col(AssignmentStep.id).desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    found = sa.select(*columns, state.label("state")).where(state.is_not(None))
    return found.subquery("services_on_record")


def steps_on_record(known: Known | None) -> list[ColumnElement[bool]]:
    """Return the conditions that a step of a case was on record when a version was reached."""
    return _recorded_by(CaseStep.recorded_at, known)


def decisions_on_record(known: Known | None) -> list[ColumnElement[bool]]:
    """Return the conditions that a decision on a recusal was on record when a version was reached."""
    return _recorded_by(RecusalDecision.recorded_at, known)


def _recorded_by(recorded_at: Any, known: Known | None) -> list[ColumnElement[bool]]:
    if known is None:
        return []
    reached = sa.select(sa.func.min(col(FactMoment.at))).where(col(FactMoment.version) >= known.version)
    return [col(recorded_at) <= reached.scalar_subquery()]
