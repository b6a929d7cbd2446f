"""Where a person stands: the own organ, and the work on hand; each as SQL, for many people at once."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Date, Integer, Subquery, case, cast, func, literal, text, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.policies import policy_on
from db.staffing import FOOTING
from db.tables import Absence, Assignment, Membership, ZoneMember
from db.tables.columns import PeriodType, holds_on, overlaps
from terms.cases import AssignmentState
from terms.people import WHOLE
from terms.periods import COUNTY_TIME, Period


def own_organs(day: date) -> Subquery:
    """Return (person_id, organ_id): the organ to which each person belongs on a day, on the best footing."""
    footing = case({kind: place for place, kind in enumerate(FOOTING)}, value=Membership.kind)
    return (
        select(Membership.person_id, Membership.organ_id)
        .where(col(Membership.superseded_at).is_(None), holds_on(col(Membership.during), day))
        .order_by(col(Membership.person_id), footing, col(Membership.id))
        .ext(distinct_on(col(Membership.person_id)))
        .subquery("own_organs")
    )


def own_zones(day: date) -> Subquery:
    """Return (person_id, organ_id, zone_id): own organ and its zone on a day; no zone for organs in none."""
    organs = own_organs(day)
    member = select(ZoneMember).where(col(ZoneMember.superseded_at).is_(None), holds_on(col(ZoneMember.during), day))
    zones = member.subquery("places")
    joined = select(organs.c.person_id, organs.c.organ_id, zones.c.zone_id)
    return joined.outerjoin(zones, zones.c.organ_id == organs.c.organ_id).subquery("own_zones")


async def load_since(session: AsyncSession, day: date) -> date:
    """Return the first day from which work counts as load, under the county's policy."""
    policy = await policy_on(session, day)
    return day - timedelta(weeks=policy.planning.load_weeks)


def load_of(person: Any, since: date) -> ColumnElement[int]:
    """Return a person's work in percent-weeks from a day on, begun weeks counted whole, booked work included."""
    during = col(Assignment.during)
    ended = cast(func.timezone(COUNTY_TIME.key, Assignment.ended_at), Date)
    last = func.least(func.upper(during), ended)
    days = cast(last.op("-")(func.greatest(func.lower(during), since)), Integer)
    weeks = cast((func.greatest(days, 0) + 6).op("/")(7), Integer)
    total = select(func.coalesce(func.sum(Assignment.effort * weeks), 0)).where(
        Assignment.person_id == person, Assignment.state != AssignmentState.WITHDRAWN
    )
    return cast(total.scalar_subquery(), BigInteger)


def booked_of(person: Any, day: date) -> ColumnElement[int]:
    """Return the percent of working time that assignments in force take of a person on a day."""
    total = select(func.coalesce(func.sum(Assignment.effort), 0)).where(
        Assignment.person_id == person,
        Assignment.state == AssignmentState.ACTIVE,
        holds_on(col(Assignment.during), day),
    )
    return cast(total.scalar_subquery(), BigInteger)


def longer_than(tolerated: int) -> ColumnElement[bool]:
    """Return the condition that an absence takes more days than are tolerated; one without an end always does."""
    during = col(Absence.during)
    length = func.coalesce(func.upper(during).op("-")(func.lower(during)), tolerated + 1)
    return cast(length, Integer) > tolerated


def most_taken(person: Any, during: Period, tolerated: int) -> ColumnElement[int]:
    """Return the highest percent that cases and shares of time take of a person on any day of a period.

    Days on which one of them begins, and the first of the period, tell it, as they do the planner; whole absences and
    those that are tolerated take nothing.
    """
    on_cases: Any = select(
        col(Assignment.person_id), col(Assignment.during), col(Assignment.effort).label("percent")
    ).where(Assignment.state == AssignmentState.ACTIVE)
    elsewhere = select(col(Absence.person_id), col(Absence.during), col(Absence.percent)).where(
        col(Absence.superseded_at).is_(None), col(Absence.percent) < WHOLE, longer_than(tolerated)
    )
    begun, taken = (union_all(on_cases, elsewhere).subquery(name) for name in ("begun", "taken"))
    lower = func.lower(literal(during, PeriodType()))
    day = func.coalesce(func.greatest(func.lower(begun.c.during), lower), text("DATE '-infinity'"))
    at_once = select(func.sum(taken.c.percent)).where(
        taken.c.person_id == begun.c.person_id, taken.c.during.op("@>", is_comparison=True)(day)
    )
    most = select(func.coalesce(func.max(at_once.scalar_subquery()), 0)).where(
        begun.c.person_id == person, overlaps(begun.c.during, during)
    )
    return cast(most.scalar_subquery(), Integer)
