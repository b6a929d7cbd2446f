"""Declarations: of a person in general, and for one case when she takes up an assignment on it (T06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.staffing import IN_FORCE
from db.tables import Assignment, Case, Declaration, Person, PoolMember
from resolvers.caller import Caller
from resolvers.cases import of_zone
from resolvers.fact_acts.naming import person_named
from resolvers.fact_acts.recording import Changed, change_facts, record_fact, replace_fact, standing, take_back
from resolvers.fact_acts.refusals import DayUnfit, DeclarationContradicts, NothingGiven
from resolvers.fact_acts.texts import past_day
from resolvers.fact_acts.ties import TieRow, Wanted, check_possible, rows_wanted, same_on_record
from resolvers.gate import Act, NotFound, may, require, visible_cases
from terms.cases import AssignmentState
from terms.things import Thing
from terms.ties import FactOrigin


@dataclass(frozen=True, slots=True)
class AssignmentRef:
    """An assignment by its key, or by case and person; the caller in person where no person is named."""

    key: int | None = None
    case_number: str | None = None
    person_number: str | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """What a person declares: nothing, or these ties and interests."""

    nothing: bool
    wanted: Wanted
    on: date | None = None
    """The day on the paper; today where None."""


@dataclass(frozen=True, slots=True)
class DeclarationMade:
    """A declaration as it is on record."""

    row: Declaration
    person_number: str
    case_number: str | None
    ties: Sequence[TieRow]
    """The ties and interests that it names, those on record before among them."""
    assignment: Assignment | None = None
    """The assignment that it was made for."""


async def declare_assignment(caller: Caller, of: AssignmentRef, declared: Declared) -> Changed[DeclarationMade]:
    """Declare for one case, on taking up an assignment: by the person herself, or by an officer on paper.

    Raises:
        NotAllowed: the role may not declare.
        NotFound: no such assignment in force that is the caller's own, or that an officer may see.
        DeclarationContradicts, NothingGiven, FactRefused: see ``resolvers.fact_acts.ties``.
    """
    require(caller, Act.DECLARE)
    _check(declared)

    async def work(session: AsyncSession) -> DeclarationMade:
        assignment, person, case_number = await _assignment(session, caller, of)
        day = past_day(caller, declared.on)
        earlier = await standing(session, Declaration, assignment_id=assignment.id)
        ties, added = await declared_ties(session, caller, person, declared.wanted)
        row = Declaration(
            person_id=person.id,
            case_id=assignment.case_id,
            assignment_id=assignment.id,
            nothing_to_declare=declared.nothing,
            declared_on=day,
            declared_by=caller.identity.principal,
        )
        row = await _kept(session, caller, earlier, row, repeated=not added)
        return DeclarationMade(row, person.number, case_number, ties, assignment)

    return await change_facts(caller, work, Act.DECLARE)


async def declare_yearly(caller: Caller, person_number: str | None, declared: Declared) -> Changed[DeclarationMade]:
    """Declare in general, as everybody in the pool does each year; the pool notes the day (R48).

    Raises:
        NotAllowed: the role may not declare.
        NotFound: no such person, or not the caller in person and the caller is no officer.
        DayUnfit: a later declaration is on record already.
        DeclarationContradicts, NothingGiven, FactRefused: see ``resolvers.fact_acts.ties``.
    """
    require(caller, Act.DECLARE)
    _check(declared)

    async def work(session: AsyncSession) -> DeclarationMade:
        person = await _declarer(session, caller, person_number)
        day = past_day(caller, declared.on)
        earlier = await standing(session, Declaration, person_id=person.id, case_id=None)
        ties, added = await declared_ties(session, caller, person, declared.wanted)
        for pool in await standing(session, PoolMember, person_id=person.id):
            if pool.declared_on is not None and pool.declared_on > day:
                raise DayUnfit(day)
            if pool.declared_on != day:
                await replace_fact(session, caller, pool, act="DECLARE", declared_on=day)
        row = Declaration(
            person_id=person.id,
            nothing_to_declare=declared.nothing,
            declared_on=day,
            declared_by=caller.identity.principal,
        )
        row = await _kept(session, caller, earlier, row, repeated=not added)
        return DeclarationMade(row, person.number, None, ties)

    return await change_facts(caller, work, Act.DECLARE)


async def declared_on_of(caller: Caller, assignments: Sequence[tuple[int, int]]) -> list[date | None]:
    """Return for each (person, case) the day of the last declaration for that case; None where there is none."""
    people, cases = {person for person, _ in assignments}, {case for _, case in assignments}
    statement = select(Declaration).where(
        col(Declaration.person_id).in_(people),
        col(Declaration.case_id).in_(cases),
        col(Declaration.superseded_at).is_(None),
    )
    async with caller.database.reading() as session:
        rows = (await session.exec(statement.order_by(col(Declaration.declared_on)))).all()
    found = {(row.person_id, row.case_id): row.declared_on for row in rows}
    return [found.get(pair) for pair in assignments]


async def undeclared_of_zones(caller: Caller, zones: Sequence[int | None]) -> list[int]:
    """Return for each zone, or for the whole county, how many assignments in force nobody has declared for."""
    require(caller, Act.READ_CASES)
    declared = select(Declaration.id).where(
        col(Declaration.person_id) == Assignment.person_id,
        col(Declaration.case_id) == Assignment.case_id,
        col(Declaration.superseded_at).is_(None),
    )
    found = []
    async with caller.database.reading() as session:
        for zone in zones:
            within = [visible_cases(caller)] if zone is None else [visible_cases(caller), of_zone(zone, caller.today())]
            statement = select(func.count(col(Assignment.id))).where(
                col(Assignment.state) == AssignmentState.ACTIVE,
                col(Assignment.case_id).in_(select(Case.id).where(*within)),
                ~declared.exists(),
            )
            found.append((await session.exec(statement)).one())
    return found


def _check(declared: Declared) -> None:
    if declared.nothing and declared.wanted.count:
        raise DeclarationContradicts
    if not declared.nothing and not declared.wanted.count:
        raise NothingGiven


async def _declarer(session: AsyncSession, caller: Caller, number: str | None) -> Person:
    """Return who declares: the caller in person, or whom an officer names."""
    own = caller.identity.person_id
    if number is None:
        if own is None:
            raise NotFound(Thing.PERSON, "")
        return await session.get_one(Person, own)
    person = await person_named(session, caller, number)
    if person.id != own and not may(caller, Act.RECORD_FACTS):
        raise NotFound(Thing.PERSON, number)
    return person


async def _assignment(session: AsyncSession, caller: Caller, of: AssignmentRef) -> tuple[Assignment, Person, str]:
    if (of.key is None) is (of.case_number is None):
        raise NothingGiven
    statement = (
        select(Assignment, Case.number)
        .join(Case, col(Case.id) == col(Assignment.case_id))
        .where(col(Assignment.state).in_(IN_FORCE))
    )
    if of.key is not None:
        statement = statement.where(Assignment.id == of.key)
    else:
        person = await _declarer(session, caller, of.person_number)
        statement = statement.where(col(Case.number) == of.case_number, Assignment.person_id == person.id)
    if not may(caller, Act.RECORD_FACTS):
        statement = statement.where(col(Assignment.person_id) == caller.identity.person_id)
    found = (await session.exec(statement.order_by(col(Assignment.id)))).first()
    if found is None:
        raise NotFound(Thing.CASE, (of.case_number or "")[:80])
    assignment, number = found
    return assignment, await session.get_one(Person, assignment.person_id), number


async def declared_ties(
    session: AsyncSession, caller: Caller, person: Person, wanted: Wanted
) -> tuple[list[TieRow], bool]:
    """Return the declared ties as they are on record, and whether any of them is new."""
    ties: list[TieRow] = []
    added = False
    for row in await rows_wanted(session, caller, person, wanted, FactOrigin.DECLARED):
        known = await same_on_record(session, row)
        if known is None:
            await check_possible(session, row)
            known = await record_fact(session, caller, row, act="DECLARE")
            added = True
        ties.append(known)
    return ties, added


async def _kept(
    session: AsyncSession, caller: Caller, earlier: Sequence[Declaration], row: Declaration, *, repeated: bool
) -> Declaration:
    """Return the declaration on record: the earlier one where it says the very same, else the new one."""
    for known in earlier:
        same = known.nothing_to_declare is row.nothing_to_declare and known.declared_on == row.declared_on
        if repeated and same:
            return known
        if row.assignment_id is not None:
            await take_back(session, known)
    return await record_fact(session, caller, row, act="DECLARE")
