"""What is on file of members of the talent pool: skills, courses, appraisals, absences, loans."""

from collections.abc import Sequence

from sqlmodel import col

from db.tables import Absence, Appraisal, Loan, Membership, PoolSkill, Training
from db.tables.columns import overlaps
from recusal.ranks import post_with_rank
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.paging import rows_of
from terms.people import AbsenceKind, Rank
from terms.periods import Period


async def skills_of(caller: Caller, people: Sequence[int]) -> list[list[PoolSkill]]:
    """Return for each person the graded skills."""
    require(caller, Act.READ_POOL)
    return await rows_of(caller, PoolSkill, PoolSkill.person_id, people, by=[PoolSkill.skill])


async def trainings_of(caller: Caller, people: Sequence[int]) -> list[list[Training]]:
    """Return for each person the courses finished, latest first."""
    require(caller, Act.READ_POOL)
    return await rows_of(caller, Training, Training.person_id, people, by=[col(Training.finished_on).desc()])


async def appraisals_of(caller: Caller, people: Sequence[int]) -> list[list[Appraisal]]:
    """Return for each person the appraisals, latest first."""
    require(caller, Act.READ_POOL)
    return await rows_of(caller, Appraisal, Appraisal.person_id, people, by=[col(Appraisal.appraised_on).desc()])


async def absences_of(caller: Caller, people: Sequence[int]) -> list[list[Absence]]:
    """Return for each person the absences that are not over, whole or in part; private ones read like a hold."""
    require(caller, Act.READ_POOL)
    ahead = overlaps(col(Absence.during), Period(start=caller.today()))
    told = col(Absence.kind) != AbsenceKind.OTHER
    return await rows_of(caller, Absence, Absence.person_id, people, ahead, told, by=[Absence.during])


async def loans_of(caller: Caller, people: Sequence[int]) -> list[list[Loan]]:
    """Return for each person the entries of the secondment ledger, latest first."""
    require(caller, Act.READ_POOL)
    return await rows_of(caller, Loan, Loan.person_id, people, by=[col(Loan.during).desc()])


async def ranks_of(caller: Caller, people: Sequence[int]) -> list[Rank | None]:
    """Return for each person the rank by which she may lead today, by her own record alone; None without any on it."""
    require(caller, Act.READ_POOL)
    rows = await rows_of(caller, Membership, Membership.person_id, people)
    posts = [post_with_rank(found, caller.today()) for found in rows]
    return [None if post is None else post.rank for post in posts]
