"""Members of the talent pool (人才库): what they can do, and how free they are."""

from datetime import date
from typing import Annotated, Any

import strawberry

from resolvers import people, pool, pool_files
from schema.context import Info
from schema.nodes import Mirror, Node
from schema.references import CASE, ORGAN, PERSON, CaseType, OrganType, PersonType
from schema.scalars import Period, PeriodInput, shown
from terms.people import WHOLE, AppraisalResult, Gender, Rank, Skill


@strawberry.type(description="A graded skill with its evidence (专长).")
class PoolSkill(Mirror):
    """See ``db.tables.PoolSkill``."""

    row: strawberry.Private[Any]
    skill: Skill = strawberry.field(description="The skill (专长).")
    grade: int = strawberry.field(description="0 none, 1 assists, 2 works alone, 3 teaches others (等级).")
    evidence: str = strawberry.field(description="What the grade rests on (评定依据); empty if nothing is on file.")
    expires_on: date | None = strawberry.field(
        description="From this day on it no longer counts (失效日期); null if it stays."
    )


@strawberry.type(description="A course that was finished (培训).")
class Training(Mirror):
    """See ``db.tables.Training``."""

    row: strawberry.Private[Any]
    name: str = strawberry.field(description="The course (课程).")
    finished_on: date = strawberry.field(description="The day on which it was finished (结业日期).")


@strawberry.type(description="A yearly appraisal, or one after a case (鉴定).")
class Appraisal(Mirror):
    """See ``db.tables.Appraisal``; its note stays with the personnel office."""

    row: strawberry.Private[Any]
    result: AppraisalResult = strawberry.field(description="The result (鉴定结果).")
    appraised_on: date = strawberry.field(description="The day of the appraisal (鉴定日期).")


@strawberry.type(description="An entry of the secondment ledger (借调台账).")
class Loan:
    """See ``db.tables.Loan``."""

    row: strawberry.Private[Any]
    during: Period = strawberry.field(description="The days of the loan (借调时段).")

    @strawberry.field(description="The organ that borrowed (借入单位).")
    async def to_organ(self, info: Info) -> OrganType:
        """Find the borrower."""
        return await ORGAN.load(info, self.row.to_organ_id)

    @strawberry.field(description="The case of the loan (案件); null if for none, or if the viewer may not see it.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.row.case_id)


@strawberry.type(description="Other work that takes a part of somebody's time (部分占用).")
class PartOfTime:
    """See ``db.tables.Absence``."""

    percent: int = strawberry.field(description="Percent of full working time that it takes (占用比例).")
    during: Period = strawberry.field(description="The days in which it does (时段).")


Asked = Annotated[PeriodInput, strawberry.argument(description="The days that count (时段).")]


@strawberry.type(description="A person in the talent pool (人才库成员).")
class PoolMember(Node):
    """See ``db.tables.PoolMember``; the id stays the same when a later record supersedes this one."""

    batch = pool.members_by_person

    full_time: bool = strawberry.field(description="Whether discipline work is the person's full-time work (专职).")
    may_lead: bool = strawberry.field(description="Whether the pool lets the person lead a team (可任组长).")
    may_review: bool = strawberry.field(description="Whether the pool lets the person review cases (可任审理).")
    capacity: int = strawberry.field(
        description="Percent of full working time that may be on cases at once (可投入比例)."
    )
    trained_on: date | None = strawberry.field(description="Day of the last training (培训日期); null if never.")
    undertaking_on: date | None = strawberry.field(
        description="Day of the secrecy undertaking (保密承诺日期); null if none given."
    )
    declared_on: date | None = strawberry.field(
        description="Day of the last declaration of ties (申报日期); null if none made."
    )
    during: Period = strawberry.field(description="The days in which the person is in the pool (入库时段).")

    @classmethod
    def key_of(cls, row: Any) -> int:
        """Return the person's key: rows of the pool supersede each other, people stay."""
        key: int = row.person_id
        return key

    @strawberry.field(description="The person (人员).")
    async def person(self, info: Info) -> PersonType:
        """Find the person."""
        return await PERSON.load(info, self.row.person_id)

    @strawberry.field(description="The person's sex, for tasks that the law gives to one (性别); null if not on file.")
    async def gender(self, info: Info) -> Gender | None:
        """Find the sex."""
        person = await info.context.load(people.people_by_id, self.row.person_id)
        return None if person is None else person.gender

    @strawberry.field(description="The organ that sends the person (派出单位); null if none is on record.")
    async def organ(self, info: Info) -> OrganType | None:
        """Find the own organ."""
        key = await info.context.load(people.own_organs_of, self.row.person_id)
        return await ORGAN.load_maybe(info, key)

    @strawberry.field(description="Graded skills with their evidence (专长).")
    async def skills(self, info: Info) -> list[PoolSkill]:
        """List the skills."""
        return [PoolSkill.of(row) for row in await info.context.load(pool_files.skills_of, self.row.person_id)]

    @strawberry.field(description="Courses finished, latest first (培训).")
    async def trainings(self, info: Info) -> list[Training]:
        """List the courses."""
        return [Training.of(row) for row in await info.context.load(pool_files.trainings_of, self.row.person_id)]

    @strawberry.field(description="Appraisals, latest first (鉴定).")
    async def appraisals(self, info: Info) -> list[Appraisal]:
        """List the appraisals."""
        return [Appraisal.of(row) for row in await info.context.load(pool_files.appraisals_of, self.row.person_id)]

    @strawberry.field(
        description="When the person cannot be drawn, now or later (不可抽调时段); private leave is not listed."
    )
    async def absences(self, info: Info) -> list[Period]:
        """List the absences without their reasons."""
        rows = await info.context.load(pool_files.absences_of, self.row.person_id)
        return [shown(row.during) for row in rows if row.percent == WHOLE]

    @strawberry.field(description="Other work that leaves a part of the time for cases, now or later (部分占用时段).")
    async def part_time(self, info: Info) -> list[PartOfTime]:
        """List what takes a part of the time, without reasons."""
        rows = await info.context.load(pool_files.absences_of, self.row.person_id)
        return [PartOfTime(percent=row.percent, during=shown(row.during)) for row in rows if row.percent < WHOLE]

    @strawberry.field(
        description="The rank by which she may lead, that of her own establishment first (职务职级); null where none "
        "is on record today. Posts of this record alone: a plan counts those of other records of the same person too."
    )
    async def rank(self, info: Info) -> Rank | None:
        """Find the rank."""
        return await info.context.load(pool_files.ranks_of, self.row.person_id)

    @strawberry.field(description="The secondment ledger of the person, latest first (借调台账).")
    async def loans(self, info: Info) -> list[Loan]:
        """List the loans."""
        rows = await info.context.load(pool_files.loans_of, self.row.person_id)
        return [Loan(row=row, during=shown(row.during)) for row in rows]

    @strawberry.field(
        name="load",
        description="Work in percent-weeks (负荷): all cases of the last weeks that the policy counts (52 by default) "
        "and what is booked ahead, begun weeks counted whole.",
    )
    async def percent_weeks(self, info: Info) -> int:
        """Tell the load."""
        return (await info.context.load(pool.burdens_of, self.row.person_id)).load

    @strawberry.field(description="Percent of full working time booked on cases today (已占用).")
    async def booked_percent(self, info: Info) -> int:
        """Tell what is booked."""
        return (await info.context.load(pool.burdens_of, self.row.person_id)).booked

    @strawberry.field(
        description="Percent of capacity that neither cases nor other work take on the busiest day of a period (可用); "
        "0 where they take more. Whole absences, and other work for no longer than the policy tolerates, take nothing."
    )
    async def free_percent(self, info: Info, during: Asked) -> int:
        """Tell what is free."""
        return await info.context.load(pool.free_percents, (self.row.person_id, during.period()))
