"""Finding whom and what an act is about by the numbers and names that clerks use; hidden and missing answer alike."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Case, CaseParty, Organ, Person
from resolvers.caller import Caller
from resolvers.fact_acts.texts import LONGEST_NAME
from resolvers.gate import Act, NotFound, may, own_cases, visible_cases
from resolvers.people import visible_people
from terms.things import Thing

Row = TypeVar("Row", bound=SQLModel)


async def person_named(session: AsyncSession, caller: Caller, number: str) -> Person:
    """Return the person with this number; whoever records facts reaches everybody, others only those in their sight.

    Raises:
        NotFound: there is no such person in sight.
    """
    return await _one(session, Person, col(Person.number), number, Thing.PERSON, *_people_in_reach(caller))


async def case_named(session: AsyncSession, caller: Caller, number: str) -> Case:
    """Return the case with this number, of those that the caller may see or works on.

    Raises:
        NotFound: there is no such case in sight.
    """
    return await _one(
        session, Case, col(Case.number), number, Thing.CASE, or_(visible_cases(caller), own_cases(caller))
    )


async def organ_named(session: AsyncSession, name: str) -> Organ:
    """Return the organ with this name.

    Raises:
        NotFound: there is no such organ.
    """
    return await _one(session, Organ, col(Organ.name), name, Thing.ORGAN)


def _people_in_reach(caller: Caller) -> list[ColumnElement[bool]]:
    if may(caller, Act.RECORD_FACTS) or may(caller, Act.RECORD_SEALED):
        return []
    parties = (
        select(CaseParty.person_id)
        .join(Case, col(Case.id) == col(CaseParty.case_id))
        .where(col(CaseParty.superseded_at).is_(None), col(CaseParty.person_id).is_not(None), own_cases(caller))
    )
    return [or_(visible_people(caller), col(Person.id).in_(parties))]


async def _one(
    session: AsyncSession, table: type[Row], column: Any, key: str, kind: Thing, *where: ColumnElement[bool]
) -> Row:
    name = key.strip()
    if not name or len(name) > LONGEST_NAME:
        raise NotFound(kind, name[:LONGEST_NAME])
    found = (await session.exec(select(table).where(column == name, *where))).first()
    if found is None:
        raise NotFound(kind, name)
    return found
