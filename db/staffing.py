"""What the allocation needs to know beside recusal: who is in the pool, what cases want, who is busy when."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import (
    Absence,
    Assignment,
    Case,
    CaseNeed,
    CasePlace,
    Membership,
    Organ,
    Person,
    PoolMember,
    PoolSkill,
    ZoneMember,
)
from db.tables.columns import holds_on
from terms.cases import AssignmentRole, AssignmentState
from terms.people import AbsenceKind, Gender, MembershipKind, Skill
from terms.periods import COUNTY_TIME, Period

IN_FORCE = (AssignmentState.ACTIVE, AssignmentState.SUSPENDED)
FOOTING = (
    MembershipKind.ESTABLISHMENT,
    MembershipKind.RESIDENT,
    MembershipKind.TEMPORARY_POST,
    MembershipKind.SECONDMENT,
    MembershipKind.PART_TIME,
)
"""Which membership names a person's own organ, best first."""


@dataclass(frozen=True, slots=True)
class OrganPlace:
    """An organ with its zone on the day and its place on the county's grid."""

    row: Organ
    zone: int | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a person's time: booked by an assignment in force, away, or past work that counts as load."""

    during: Period
    effort: int
    """Percent of full working time."""
    books: bool = False
    is_absence: bool = False
    """Away, or for ``effort`` percent at other work."""
    is_private: bool = False
    """Away for a reason that is not told: it closes cases as a hold does, and is listed nowhere."""
    is_work: bool = False
    is_review: bool = False
    """Work as a reviewer."""
    in_force: bool = False
    """Work by an assignment that is in force, suspended ones included."""
    case: int | None = None
    """The case of work."""
    at_home: bool = False
    """Away for the work of her own organ, where she therefore still is (R44)."""


@dataclass(frozen=True, slots=True)
class Member:
    """A pool member with all that drawing her depends on."""

    person: Person
    standing: PoolMember
    organ: int | None
    """Her own organ; None where no membership is on record."""
    skills: tuple[tuple[Skill, int], ...] = ()
    taken: tuple[Stretch, ...] = ()

    @property
    def is_female(self) -> bool:
        """Tell whether the person is a woman."""
        return self.person.gender is Gender.FEMALE


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case with what it wants and who is on it already."""

    row: Case
    places: tuple[tuple[AssignmentRole, int], ...] = ()
    needs: tuple[tuple[Skill, int], ...] = ()
    held: tuple[Assignment, ...] = ()
    """Assignments in force."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """One snapshot of pool, cases and organs."""

    members: dict[int, Member] = field(default_factory=dict)
    cases: dict[int, Wanted] = field(default_factory=dict)
    organs: dict[int, OrganPlace] = field(default_factory=dict)
    establishment: dict[int, frozenset[int]] = field(default_factory=dict)
    """The people on each organ's establishment on the day, in the pool or not; for R44."""


async def read_staffing(session: AsyncSession, *, on: date, cases: Collection[int]) -> Staffing:
    """Return the pool on a day, all organs, and the cases asked for."""
    return Staffing(
        members=await read_members(session, on=on),
        cases=await read_wanted(session, cases),
        organs=await read_organs(session, on=on),
        establishment=await read_establishment(session, on=on),
    )


async def read_establishment(session: AsyncSession, *, on: date) -> dict[int, frozenset[int]]:
    """Return the people on each organ's establishment on the day."""
    statement = select(Membership.organ_id, Membership.person_id).where(
        col(Membership.superseded_at).is_(None),
        col(Membership.kind) == MembershipKind.ESTABLISHMENT,
        holds_on(col(Membership.during), on),
    )
    found: dict[int, set[int]] = defaultdict(set)
    for organ, person in (await session.exec(statement)).all():
        found[organ].add(person)
    return {organ: frozenset(people) for organ, people in found.items()}


async def read_organs(session: AsyncSession, *, on: date) -> dict[int, OrganPlace]:
    """Return every organ with its zone on the day."""
    zones = {
        row.organ_id: row.zone_id for row in await _standing(session, ZoneMember, holds_on(col(ZoneMember.during), on))
    }
    return {row.id: OrganPlace(row, zones.get(row.id)) for row in (await session.exec(select(Organ))).all()}


async def read_members(session: AsyncSession, *, on: date) -> dict[int, Member]:
    """Return the members of the talent pool on a day, by person."""
    standings = await _standing(session, PoolMember, holds_on(col(PoolMember.during), on))
    ids = [row.person_id for row in standings]
    people = {row.id: row for row in (await session.exec(select(Person).where(col(Person.id).in_(ids)))).all()}
    organs: dict[int, tuple[int, int, int]] = {}
    present = await _standing(session, Membership, holds_on(col(Membership.during), on))
    for row in present:
        footing = (FOOTING.index(row.kind), row.id, row.organ_id)
        organs[row.person_id] = min(organs.get(row.person_id, footing), footing)
    skills = _by_person(await _standing(session, PoolSkill))
    taken = await _taken(session, ids)
    return {
        row.person_id: Member(
            person=people[row.person_id],
            standing=row,
            organ=organs[row.person_id][2] if row.person_id in organs else None,
            skills=tuple(
                sorted(
                    (skill.skill, skill.grade)
                    for skill in skills.get(row.person_id, ())
                    if skill.grade and (skill.expires_on is None or skill.expires_on > on)
                )
            ),
            taken=tuple(taken.get(row.person_id, ())),
        )
        for row in standings
    }


async def read_wanted(session: AsyncSession, cases: Collection[int]) -> dict[int, Wanted]:
    """Return the cases with their places, needs and assignments in force."""
    rows = (await session.exec(select(Case).where(col(Case.id).in_(cases)).order_by(col(Case.id)))).all()
    places = _by_case(await _standing(session, CasePlace, col(CasePlace.case_id).in_(cases)))
    needs = _by_case(await _standing(session, CaseNeed, col(CaseNeed.case_id).in_(cases)))
    in_force = select(Assignment).where(col(Assignment.case_id).in_(cases), col(Assignment.state).in_(IN_FORCE))
    held = _by_case((await session.exec(in_force.order_by(col(Assignment.id)))).all())
    return {
        row.id: Wanted(
            row=row,
            places=tuple((place.role, place.wanted) for place in places.get(row.id, ()) if place.wanted),
            needs=tuple((need.skill, need.grade) for need in needs.get(row.id, ())),
            held=tuple(held.get(row.id, ())),
        )
        for row in rows
    }


async def _taken(session: AsyncSession, people: Collection[int]) -> dict[int, list[Stretch]]:
    taken: dict[int, list[Stretch]] = defaultdict(list)
    worked = select(Assignment).where(
        col(Assignment.person_id).in_(people), col(Assignment.state) != AssignmentState.WITHDRAWN
    )
    for row in (await session.exec(worked.order_by(col(Assignment.id)))).all():
        during = row.during
        if row.ended_at is not None:
            ended = row.ended_at.astimezone(COUNTY_TIME).date()
            during = Period(during.start, ended if during.end is None else min(ended, during.end))
        books = row.state is AssignmentState.ACTIVE
        stretch = Stretch(
            during,
            row.effort,
            books=books,
            is_work=True,
            is_review=row.role is AssignmentRole.REVIEWER,
            in_force=row.state in IN_FORCE,
            case=row.case_id,
        )
        taken[row.person_id].append(stretch)
    for absence in await _standing(session, Absence, col(Absence.person_id).in_(people)):
        at_home = absence.kind is AbsenceKind.HOME_DUTY
        private = absence.kind is AbsenceKind.OTHER
        stretch = Stretch(absence.during, absence.percent, is_absence=True, is_private=private, at_home=at_home)
        taken[absence.person_id].append(stretch)
    return taken


async def _standing(session: AsyncSession, table: type[Any], *where: Any) -> list[Any]:
    found = select(table).where(col(table.superseded_at).is_(None), *where).order_by(col(table.id))
    return list((await session.exec(found)).all())


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found
