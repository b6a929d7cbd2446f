"""People: only those whom the caller has a reason to see (T45), and where they work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.rows import Order, Page, Window, page_of
from db.staffing import FOOTING
from db.tables import (
    Assignment,
    Case,
    CaseParty,
    Meeting,
    MeetingParticipant,
    Membership,
    Organ,
    Person,
    PoolMember,
)
from db.tables.columns import holds_on
from resolvers.caller import Caller
from resolvers.footing import own_organs
from resolvers.gate import Act, NotFound, may, require, visible_cases
from resolvers.meetings import visible_meetings
from resolvers.paging import like, ordered, pages_of, rows_by_id, rows_of, same_parts
from terms.organs import OrganKind
from terms.things import Thing

DISCIPLINE = (
    OrganKind.COUNTY_COMMISSION,
    OrganKind.COMMISSION_OFFICE,
    OrganKind.TOWNSHIP_COMMISSION,
    OrganKind.RESIDENT_GROUP,
)
"""Kinds of organ whose staff everybody in the service may know by name."""

ORDER: tuple[Order, ...] = ordered(Person.name, by=Person.id)


@dataclass(frozen=True, slots=True)
class PeopleWanted:
    """Which people are wanted; what is None does not narrow the list."""

    text: str | None = None
    organ_name: str | None = None
    in_pool: bool | None = None


def visible_people(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``people`` that holds for those the caller may see.

    They are the staff of discipline organs for those who may see organs, the talent pool for those who may see it, and
    whoever has a part in a case or takes part in a meeting that the caller may see. Kin, informants and everybody else
    stay unseen.
    """
    person = col(Person.id)
    cases = select(Case.id).where(visible_cases(caller))
    staff = (
        select(Membership.person_id)
        .join(Organ, col(Organ.id) == col(Membership.organ_id))
        .where(col(Membership.superseded_at).is_(None), col(Organ.kind).in_(DISCIPLINE))
    )
    seen: list[ColumnElement[bool]] = [person.in_(staff)] if may(caller, Act.READ_ZONES) else [false()]
    if may(caller, Act.READ_POOL):
        seen.append(person.in_(select(PoolMember.person_id).where(col(PoolMember.superseded_at).is_(None))))
    if may(caller, Act.READ_CASES):
        parties = select(CaseParty.person_id).where(
            col(CaseParty.superseded_at).is_(None),
            col(CaseParty.person_id).is_not(None),
            col(CaseParty.case_id).in_(cases),
        )
        seen += [
            person.in_(parties),
            person.in_(select(Assignment.person_id).where(col(Assignment.case_id).in_(cases))),
        ]
    if may(caller, Act.READ_MEETINGS):
        held = col(MeetingParticipant.meeting_id).in_(select(Meeting.id).where(visible_meetings(caller)))
        seen += [
            person.in_(select(column).where(held, column.is_not(None)))
            for column in (col(MeetingParticipant.person_id), col(MeetingParticipant.substitute_id))
        ]
    return or_(*seen)


async def people(caller: Caller, wanted: PeopleWanted, window: Window) -> Page[Person]:
    """Return one page of the people whom the caller may see, by name."""
    where = [visible_people(caller)]
    if wanted.text is not None:
        pattern = like(wanted.text)
        where.append(or_(col(Person.name).ilike(pattern), col(Person.number).ilike(pattern)))
    if wanted.organ_name is not None:
        own = own_organs(caller.today())
        inside = select(own.c.person_id).join(Organ, col(Organ.id) == own.c.organ_id)
        where.append(col(Person.id).in_(inside.where(Organ.name == wanted.organ_name)))
    if wanted.in_pool is not None:
        require(caller, Act.READ_POOL)
        pool = col(Person.id).in_(select(PoolMember.person_id).where(col(PoolMember.superseded_at).is_(None)))
        where.append(pool if wanted.in_pool else ~pool)
    async with caller.database.reading() as session:
        return await page_of(session, Person, window, *where, order=ORDER)


async def person_by_number(caller: Caller, number: str) -> Person | None:
    """Return the person with this number, if the caller may see the person."""
    async with caller.database.reading() as session:
        found = await session.exec(select(Person).where(Person.number == number, visible_people(caller)))
        return found.one_or_none()


async def people_named(session: AsyncSession, caller: Caller, numbers: Sequence[str]) -> list[int]:
    """Return the keys of people by their numbers, in order.

    Raises:
        NotFound: somebody who is not there or not to be seen, both alike.
    """
    seen = select(Person.number, Person.id).where(col(Person.number).in_(numbers), visible_people(caller))
    found = dict((await session.exec(seen)).all())
    for number in numbers:
        if number not in found:
            raise NotFound(Thing.PERSON, number)
    return [found[number] for number in numbers]


async def people_by_id(caller: Caller, keys: Sequence[int]) -> list[Person | None]:
    """Return the people with these keys whom the caller may see."""
    return await rows_by_id(caller, Person, keys, visible_people(caller))


async def memberships_of(caller: Caller, people: Sequence[int]) -> list[list[Membership]]:
    """Return for each person, whom the caller has been shown, the memberships of all periods, latest first."""
    return await rows_of(
        caller, Membership, Membership.person_id, people, by=[col(Membership.during).desc(), Membership.id]
    )


@dataclass(frozen=True, slots=True)
class OrganPeople:
    """A part of the list of one organ's people on a day."""

    parent_id: int
    day: date
    window: Window


MEMBER_ORDER: tuple[Order, ...] = ordered(by=Membership.id)


async def members_of_organs(caller: Caller, asked: Sequence[OrganPeople]) -> list[Page[Membership]]:
    """Return the pages asked for, of people in sight; one statement for all organs asked for the same part."""
    seen = col(Membership.person_id).in_(select(Person.id).where(visible_people(caller)))
    answers: dict[OrganPeople, Page[Membership]] = {}
    for alike in same_parts(asked):
        pages = await pages_of(
            caller,
            Membership,
            [each.parent_id for each in alike],
            alike[0].window,
            col(Membership.superseded_at).is_(None),
            holds_on(col(Membership.during), alike[0].day),
            seen,
            parent=col(Organ.id),
            on=col(Membership.organ_id) == col(Organ.id),
            order=MEMBER_ORDER,
        )
        answers.update(zip(alike, pages, strict=True))
    return [answers[each] for each in asked]


async def own_organs_of(caller: Caller, people: Sequence[int]) -> list[int | None]:
    """Return for each person the key of the own organ today; None where no membership is on record."""
    today = caller.today()
    rows = await rows_of(caller, Membership, Membership.person_id, people, holds_on(col(Membership.during), today))
    best = [min(found, key=lambda row: (FOOTING.index(row.kind), row.id), default=None) for found in rows]
    return [None if row is None else row.organ_id for row in best]
