"""Assignments on cases that the caller may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from db.reads.rows import Order, Page, Window, page_of
from db.staffing import IN_FORCE
from db.tables import Assignment, Case, Person
from db.tables.columns import overlaps
from resolvers.caller import Caller
from resolvers.cases import CasesWanted, conditions
from resolvers.gate import Act, require
from resolvers.paging import ordered, rows_by_id, rows_of
from terms.cases import AssignmentRole, AssignmentState
from terms.periods import Period
from terms.term import Term


class AssignmentSort(Term):
    """What assignments are ordered by."""

    ASSIGNED_AT = "ASSIGNED_AT", "派案时间", "moment of the assignment"
    CASE = "CASE", "案号", "case number"
    PERSON = "PERSON", "姓名", "name of the person"


@dataclass(frozen=True, slots=True)
class AssignmentsWanted:
    """Which assignments are wanted; what is None does not narrow the list."""

    case_number: str | None = None
    person_number: str | None = None
    zone_code: str | None = None
    roles: tuple[AssignmentRole, ...] | None = None
    states: tuple[AssignmentState, ...] | None = None
    during: Period | None = None


def order_of(sort: AssignmentSort, *, descending: bool) -> tuple[Order, ...]:
    """Return the columns of an order."""
    if sort is AssignmentSort.ASSIGNED_AT:
        return ordered(Assignment.assigned_at, by=Assignment.id, descending=descending)
    if sort is AssignmentSort.CASE:
        case = select(Case.number).where(Case.id == Assignment.case_id).scalar_subquery()
        return ordered(case, by=Assignment.id, descending=descending)
    person = select(Person.name).where(Person.id == Assignment.person_id).scalar_subquery()
    return ordered(person, by=Assignment.id, descending=descending)


def _in_sight(caller: Caller, wanted: CasesWanted | None = None) -> ColumnElement[bool]:
    return col(Assignment.case_id).in_(select(Case.id).where(*conditions(caller, wanted or CasesWanted())))


async def assignments(
    caller: Caller, wanted: AssignmentsWanted, window: Window, order: Sequence[Order]
) -> Page[Assignment]:
    """Return one page of assignments."""
    require(caller, Act.READ_CASES)
    where = [_in_sight(caller, CasesWanted(zone_code=wanted.zone_code))]
    if wanted.case_number is not None:
        numbered = select(Case.id).where(Case.number == wanted.case_number)
        where.append(col(Assignment.case_id).in_(numbered))
    if wanted.person_number is not None:
        numbered = select(Person.id).where(Person.number == wanted.person_number)
        where.append(col(Assignment.person_id).in_(numbered))
    if wanted.roles is not None:
        where.append(col(Assignment.role).in_(wanted.roles))
    if wanted.states is not None:
        where.append(col(Assignment.state).in_(wanted.states))
    if wanted.during is not None:
        where.append(overlaps(col(Assignment.during), wanted.during))
    async with caller.database.reading() as session:
        return await page_of(session, Assignment, window, *where, order=order)


async def assignments_by_id(caller: Caller, keys: Sequence[int]) -> list[Assignment | None]:
    """Return the assignments with these keys."""
    return await rows_by_id(caller, Assignment, keys, _in_sight(caller))


async def assignments_of_cases(caller: Caller, cases: Sequence[int]) -> list[list[Assignment]]:
    """Return for each case all its assignments, whatever became of them."""
    return await rows_of(caller, Assignment, Assignment.case_id, cases, _in_sight(caller))


async def assignments_of_people(caller: Caller, people: Sequence[int]) -> list[list[Assignment]]:
    """Return for each person the assignments in force on cases in sight."""
    in_force = col(Assignment.state).in_(IN_FORCE)
    return await rows_of(caller, Assignment, Assignment.person_id, people, in_force, _in_sight(caller))
