"""The talent pool: who stands in it, what they can do, and how free they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.policies import policy_on
from db.reads.rows import Order, Page, Window, page_of
from db.tables import Absence, Organ, Person, PoolMember, PoolSkill, Zone
from db.tables.columns import holds_on, overlaps
from resolvers.caller import Caller
from resolvers.footing import booked_of, load_of, load_since, longer_than, most_taken, own_zones
from resolvers.gate import Act, require
from resolvers.paging import like, ordered, pages_of, rows_of, same_parts
from terms.people import WHOLE, AbsenceKind, Gender, Skill
from terms.periods import Period
from terms.term import Term


class PoolSort(Term):
    """What members of the talent pool are ordered by."""

    NAME = "NAME", "姓名", "name"
    NUMBER = "NUMBER", "编号", "number"
    LOAD = "LOAD", "负荷", "load in percent-weeks"


@dataclass(frozen=True, slots=True)
class SkillWanted:
    """A skill at a grade or better."""

    skill: Skill
    grade: int = 1


@dataclass(frozen=True, slots=True)
class PoolWanted:
    """Which members are wanted; what is None does not narrow the list."""

    text: str | None = None
    zone_code: str | None = None
    organ_name: str | None = None
    skills: tuple[SkillWanted, ...] = ()
    may_lead: bool | None = None
    may_review: bool | None = None
    full_time: bool | None = None
    gender: Gender | None = None
    free_during: Period | None = None
    free_percent: int = 1
    load_at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Burden:
    """How busy a member is."""

    load: int
    """Percent-weeks within the policy's weeks and ahead."""
    booked: int
    """Percent of working time on cases today."""


STANDING = col(PoolMember.superseded_at).is_(None)


async def pool(
    caller: Caller, wanted: PoolWanted, window: Window, sort: PoolSort, *, descending: bool = False
) -> Page[PoolMember]:
    """Return one page of the pool as it stands today."""
    require(caller, Act.READ_POOL)
    async with caller.database.judging(Act.READ_POOL) as session:
        where = await conditions(session, caller, wanted)
        order = order_of(sort, descending=descending, since=await load_since(session, caller.today()))
        return await page_of(session, PoolMember, window, *where, order=order)


@dataclass(frozen=True, slots=True)
class ZonePool:
    """A part of the list of one zone's members of the pool."""

    parent_id: int
    wanted: PoolWanted
    window: Window
    sort: PoolSort
    descending: bool


async def pools_of_zones(caller: Caller, asked: Sequence[ZonePool]) -> list[Page[PoolMember]]:
    """Return the pages asked for; one statement for all zones that are asked for the same part."""
    require(caller, Act.READ_POOL)
    today = caller.today()
    own = own_zones(today)
    answers: dict[ZonePool, Page[PoolMember]] = {}
    for alike in same_parts(asked):
        first = alike[0]
        async with caller.database.reading() as session:
            where = await conditions(session, caller, first.wanted)
            order = order_of(first.sort, descending=first.descending, since=await load_since(session, today))
        inside = col(PoolMember.person_id).in_(select(own.c.person_id).where(own.c.zone_id == col(Zone.id)))
        zones = [each.parent_id for each in alike]
        pages = await pages_of(
            caller,
            PoolMember,
            zones,
            first.window,
            *where,
            parent=col(Zone.id),
            on=inside,
            order=order,
            judged_for=Act.READ_POOL,
        )
        answers.update(zip(alike, pages, strict=True))
    return [answers[each] for each in asked]


def order_of(sort: PoolSort, *, descending: bool, since: Any) -> tuple[Order, ...]:
    """Return the columns of an order."""
    if sort is PoolSort.LOAD:
        first: Any = load_of(PoolMember.person_id, since)
    else:
        column = Person.name if sort is PoolSort.NAME else Person.number
        first = select(column).where(Person.id == PoolMember.person_id).scalar_subquery()
    return ordered(first, by=PoolMember.person_id, descending=descending)


async def conditions(session: AsyncSession, caller: Caller, wanted: PoolWanted) -> list[ColumnElement[bool]]:
    """Return the conditions on ``pool_members`` that the wish amounts to."""
    today = caller.today()
    person = col(PoolMember.person_id)
    where = [STANDING, holds_on(col(PoolMember.during), today)]
    for column, value in (
        (PoolMember.may_lead, wanted.may_lead),
        (PoolMember.may_review, wanted.may_review),
        (PoolMember.full_time, wanted.full_time),
    ):
        if value is not None:
            where.append(col(column) == value)
    if wanted.text is not None or wanted.gender is not None:
        where.append(person.in_(select(Person.id).where(*_of_person(wanted))))
    if wanted.zone_code is not None or wanted.organ_name is not None:
        own = own_zones(today)
        inside = select(own.c.person_id)
        if wanted.zone_code is not None:
            inside = inside.join(Zone, col(Zone.id) == own.c.zone_id).where(Zone.code == wanted.zone_code)
        if wanted.organ_name is not None:
            inside = inside.join(Organ, col(Organ.id) == own.c.organ_id).where(Organ.name == wanted.organ_name)
        where.append(person.in_(inside))
    for skill in wanted.skills:
        able = select(PoolSkill.person_id).where(
            col(PoolSkill.superseded_at).is_(None),
            PoolSkill.skill == skill.skill,
            PoolSkill.grade >= skill.grade,
            or_(col(PoolSkill.expires_on).is_(None), col(PoolSkill.expires_on) > today),
        )
        where.append(person.in_(able))
    if wanted.load_at_most is not None:
        where.append(load_of(person, await load_since(session, today)) <= wanted.load_at_most)
    if wanted.free_during is not None:
        tolerated = (await policy_on(session, today)).planning.tolerated_absence_days
        where += _free(wanted.free_during, percent=wanted.free_percent, tolerated=tolerated)
    return where


def _of_person(wanted: PoolWanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.text is not None:
        pattern = like(wanted.text)
        where.append(or_(col(Person.name).ilike(pattern), col(Person.number).ilike(pattern)))
    if wanted.gender is not None:
        where.append(col(Person.gender) == wanted.gender)
    return where


def _free(during: Period, *, percent: int, tolerated: int) -> list[ColumnElement[bool]]:
    away = select(Absence.person_id).where(
        col(Absence.superseded_at).is_(None),
        col(Absence.kind) != AbsenceKind.OTHER,  # private: whoever is away like that is told apart from nobody held
        col(Absence.percent) == WHOLE,
        overlaps(col(Absence.during), during),
        longer_than(tolerated),
    )
    return [
        PoolMember.capacity - most_taken(PoolMember.person_id, during, tolerated) >= percent,
        col(PoolMember.person_id).not_in(away),
    ]


async def members_by_person(caller: Caller, people: Sequence[int]) -> list[PoolMember | None]:
    """Return for each person the standing in the pool; None for those who are not in it."""
    require(caller, Act.READ_POOL)
    rows = await rows_of(caller, PoolMember, PoolMember.person_id, people)
    return [found[0] if found else None for found in rows]


async def burdens_of(caller: Caller, people: Sequence[int]) -> list[Burden]:
    """Return how busy each person is."""
    require(caller, Act.READ_POOL)
    today = caller.today()
    async with caller.database.judging(Act.READ_POOL) as session:
        since = await load_since(session, today)
        statement = select(Person.id, load_of(Person.id, since), booked_of(Person.id, today))
        rows = (await session.exec(statement.where(col(Person.id).in_(set(people))))).all()
    found = {person: Burden(load=load, booked=booked) for person, load, booked in rows}
    return [found[person] for person in people]


async def free_percents(caller: Caller, asked: Sequence[tuple[int, Period]]) -> list[int]:
    """Return for each person and period the percent of capacity that nothing takes on its busiest day."""
    require(caller, Act.READ_POOL)
    periods = sorted({during for _, during in asked}, key=repr)
    people = {person for person, _ in asked}
    async with caller.database.judging(Act.READ_POOL) as session:
        tolerated = (await policy_on(session, caller.today())).planning.tolerated_absence_days
        columns = [PoolMember.capacity - most_taken(PoolMember.person_id, during, tolerated) for during in periods]
        statement: Any = select(PoolMember.person_id, *columns).where(STANDING, col(PoolMember.person_id).in_(people))
        rows = (await session.exec(statement)).all()
    free = {(row[0], during): max(0, value) for row in rows for during, value in zip(periods, row[1:], strict=True)}
    return [free.get(key, 0) for key in asked]


def kinds(sort: PoolSort) -> tuple[type, ...]:
    """Return the Python type of each column of an order, to read cursors by."""
    return (int if sort is PoolSort.LOAD else str, int)
