"""Deadlines of many cases at once, under the county's policy and calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from casework.calendar import SpecialDay, WorkingCalendar
from casework.deadlines import CaseDates, Deadline, Standing, Step, deadlines_of, standing
from casework.policy import deadline_rules
from casework.rules import DeadlineRule
from db.tables import CalendarDay, Case, CaseStep, Clue, Policy
from resolvers.caller import Caller
from resolvers.gate import visible_cases


@dataclass(frozen=True, slots=True)
class StandingDeadline:
    """A deadline with its standing on the caller's day."""

    deadline: Deadline
    standing: Standing


async def deadlines_of_cases(caller: Caller, case_ids: Sequence[int]) -> list[tuple[StandingDeadline, ...]]:
    """Return the deadlines that stand, the earliest first, in the order of the cases; none for a case out of sight.

    Four statements, however many cases.
    """
    async with caller.database.reading() as session:
        found = await _dates(session, caller, case_ids)
        rules = await _rules(session, caller.today())
        calendar = await _calendar(session, found.values())
    today = caller.today()
    return [
        tuple(
            StandingDeadline(deadline, standing(deadline, today))
            for deadline in deadlines_of(found[key], rules, calendar)
        )
        if key in found
        else ()
        for key in case_ids
    ]


async def _dates(session: AsyncSession, caller: Caller, keys: Sequence[int]) -> dict[int, CaseDates]:
    """Return the dates of each case that the caller may see."""
    cases = await session.exec(
        select(Case, Clue)
        .outerjoin(Clue, col(Case.clue_id) == col(Clue.id))
        .where(col(Case.id).in_(set(keys)), visible_cases(caller))
    )
    steps = await session.exec(
        select(CaseStep)
        .where(col(CaseStep.case_id).in_(set(keys)))
        .order_by(col(CaseStep.case_id), col(CaseStep.happened_on), col(CaseStep.id))
    )
    taken = {
        key: tuple(Step(step.status, step.happened_on) for step in of_case)
        for key, of_case in groupby(steps, key=attrgetter("case_id"))
    }
    return {case.id: _case_dates(case, clue, taken.get(case.id, ())) for case, clue in cases}


def _case_dates(case: Case, clue: Clue | None, steps: tuple[Step, ...]) -> CaseDates:
    return CaseDates(
        status=case.status,
        grade=case.grade,
        received_on=clue.received_on if clue else None,
        source=clue.source if clue else None,
        filed_on=case.filed_on,
        steps=steps,
    )


async def _rules(session: AsyncSession, today: date) -> tuple[DeadlineRule, ...]:
    """Return the rules in force today; the default rules where the county has set no policy."""
    statement = (
        select(Policy)
        .where(col(Policy.effective_from) <= today)
        .order_by(col(Policy.effective_from).desc(), col(Policy.id).desc())
        .limit(1)
    )
    policy = (await session.exec(statement)).first()
    return deadline_rules(policy.document if policy else {})


async def _calendar(session: AsyncSession, cases: Iterable[CaseDates]) -> WorkingCalendar:
    """Return the calendar from the earliest year in which one of the clocks started."""
    known = [
        day
        for dates in cases
        for day in (dates.received_on, dates.filed_on, *(step.on for step in dates.steps))
        if day is not None
    ]
    earliest = date(min(known).year, 1, 1) if known else date.max
    days = await session.exec(select(CalendarDay).where(CalendarDay.day >= earliest))
    return WorkingCalendar(SpecialDay(day.day, day.is_working_day, day.provisional) for day in days)
