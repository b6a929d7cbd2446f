"""Everything that the county keeps, as the records of a workbook: for comparison and for export."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import (
    Absence,
    AssertedKinTie,
    CaseParty,
    Interest,
    KinTie,
    Membership,
    Person,
    PoolMember,
    PoolSkill,
    SocialTie,
)
from intake.keys import PersonKey, Relation
from intake.person_names import key_of
from intake.records import (
    InterestRecord,
    LeaveRecord,
    MembershipRecord,
    PartyRecord,
    PersonRecord,
    PoolRecord,
    Records,
    SkillRecord,
    TieRecord,
)
from resolvers.workbooks.main_organs import MainOrgans
from resolvers.workbooks.read_cases import read_cases
from resolvers.workbooks.read_organs import read_organs
from resolvers.workbooks.rows import standing


async def known_records(
    session: AsyncSession, *, on: date, incoming: Records | None = None, closed: Collection[int] = ()
) -> Records:
    """Return all records of the county with their keys, in the order in which they were entered.

    Args:
        session: read in one transaction, so that the records are of one moment.
        on: the day whose zones and main organs count.
        incoming: a workbook; where the county keeps several organs of a person, or several documents of a case, and
            the workbook names one of them, the record shows that one.
        closed: cases that are not there for whoever reads, with all that is about them (R53).
    """
    return await _Reader(session, on, incoming or Records(), frozenset(closed)).records()


class _Reader:
    """Reads columns, never entities."""

    def __init__(self, session: AsyncSession, on: date, incoming: Records, closed: frozenset[int]) -> None:
        self._session = session
        self._on = on
        self._incoming = incoming
        self._closed = closed
        self._organs: dict[int, str] = {}
        self._people: dict[int, PersonKey] = {}
        self._cases: dict[int, str] = {}

    async def records(self) -> Records:
        """Read the sheets in the order in which rows need each other."""
        organs, self._organs = await read_organs(self._session, on=self._on)
        posts = await standing(self._session, Membership, "person_id organ_id kind post leads heads rank during")
        people = await self._read_people(MainOrgans(organs, self._organs, posts, self._on))
        self._people = {person.id: key_of(person) for person in people if person.id is not None}
        cases = await read_cases(self._session, self._organs, self._incoming.cases)
        cases = tuple(case for case in cases if case.id not in self._closed)
        self._cases = {case.id: case.number for case in cases if case.id is not None}
        return Records(
            organs=organs,
            people=people,
            memberships=tuple(
                MembershipRecord(
                    id=row.id,
                    person=self._people[row.person_id],
                    organ=self._organs[row.organ_id],
                    kind=row.kind,
                    post=row.post or None,
                    leads=row.leads,
                    heads=row.heads,
                    rank=row.rank,
                    during=row.during,
                )
                for row in posts
            ),
            ties=await self._read_ties(),
            interests=await self._read_interests(),
            skills=await self._read_skills(),
            leave=await self._read_leave(),
            cases=cases,
            parties=await self._read_parties(),
        )

    async def _read_people(self, main_organs: MainOrgans) -> tuple[PersonRecord, ...]:
        columns: list[Any] = [
            *(Person.id, Person.number, Person.name, Person.gender),
            *(Person.birth_month, Person.management, Person.native_place),
        ]
        statement: Any = select(*columns).order_by(col(Person.id))
        rows: Sequence[Any] = (await self._session.exec(statement)).all()
        columns_of_pool = (
            "person_id full_time may_lead may_review capacity trained_on undertaking_on declared_on during"
        )
        pool = {row.person_id: _pool(row) for row in await standing(self._session, PoolMember, columns_of_pool)}
        found = [
            PersonRecord(
                id=row.id,
                number=row.number,
                name=row.name,
                gender=row.gender,
                birth_month=row.birth_month,
                management=row.management,
                native_place=row.native_place or None,
                pool=pool.get(row.id),
            )
            for row in rows
        ]
        return main_organs.given_to(found, self._incoming.people)

    async def _read_ties(self) -> tuple[TieRecord, ...]:
        """Read ties of all three families; of an edge the workbook names the lower end first."""
        edges = await standing(self._session, KinTie, "first_id second_id edge raised origin during")
        words = await standing(self._session, AssertedKinTie, "person_id relative_id kinship origin during")
        others = await standing(self._session, SocialTie, "first_id second_id kind origin during")
        return (
            *(
                self._tie(row, row.second_id, row.first_id, Relation("EDGE", row.edge.value), raised=row.raised)
                for row in edges
            ),
            *(self._tie(row, row.person_id, row.relative_id, Relation("ASSERTED", row.kinship.value)) for row in words),
            *(self._tie(row, row.first_id, row.second_id, Relation("SOCIAL", row.kind.value)) for row in others),
        )

    def _tie(self, row: Any, person: int, other: int, relation: Relation, *, raised: bool = True) -> TieRecord:
        return TieRecord(
            id=row.id,
            person=self._people[person],
            other=self._people[other],
            relation=relation,
            raised=raised,
            origin=row.origin,
            during=row.during,
        )

    async def _read_interests(self) -> tuple[InterestRecord, ...]:
        rows = await standing(self._session, Interest, "person_id organ_id case_id kind origin during")
        return tuple(
            InterestRecord(
                id=row.id,
                person=self._people[row.person_id],
                kind=row.kind,
                organ=None if row.organ_id is None else self._organs[row.organ_id],
                case=None if row.case_id is None else self._cases[row.case_id],
                origin=row.origin,
                during=row.during,
            )
            for row in rows
            if row.case_id not in self._closed
        )

    async def _read_skills(self) -> tuple[SkillRecord, ...]:
        rows = await standing(self._session, PoolSkill, "person_id skill grade evidence expires_on")
        return tuple(
            SkillRecord(
                id=row.id,
                person=self._people[row.person_id],
                skill=row.skill,
                grade=row.grade,
                evidence=row.evidence or None,
                expires=row.expires_on,
            )
            for row in rows
        )

    async def _read_leave(self) -> tuple[LeaveRecord, ...]:
        rows = await standing(self._session, Absence, "person_id kind percent during")
        return tuple(
            LeaveRecord(
                id=row.id,
                person=self._people[row.person_id],
                kind=row.kind,
                percent=row.percent,
                during=row.during,
            )
            for row in rows
        )

    async def _read_parties(self) -> tuple[PartyRecord, ...]:
        rows = await standing(self._session, CaseParty, "case_id person_id organ_id role during")
        return tuple(
            PartyRecord(
                id=row.id,
                case=self._cases[row.case_id],
                role=row.role,
                person=None if row.person_id is None else self._people[row.person_id],
                organ=None if row.organ_id is None else self._organs[row.organ_id],
                during=row.during,
            )
            for row in rows
            if row.case_id not in self._closed
        )


def _pool(row: Any) -> PoolRecord:
    return PoolRecord(
        during=row.during,
        full_time=row.full_time,
        may_lead=row.may_lead,
        may_review=row.may_review,
        capacity=row.capacity,
        declared_on=row.declared_on,
        trained_on=row.trained_on,
        undertaking_on=row.undertaking_on,
    )
