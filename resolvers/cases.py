"""Cases that the caller may see, their parties, documents and course; every path to a case leads through the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, cast, func, or_
from sqlmodel import col, select

from casework.statuses import OPEN, WITH_INVESTIGATORS, WITH_REVIEWERS
from db.reads.rows import Order, Page, Window, page_of
from db.reads.zones import of_zone_with_code, organs_of_zones
from db.staffing import IN_FORCE
from db.tables import (
    Assignment,
    Case,
    CasePlace,
    Organ,
    Zone,
    ZoneMember,
)
from resolvers.caller import Caller
from resolvers.gate import Act, require, visible_cases
from resolvers.paging import like, ordered, pages_of, rows_by_id, same_parts
from terms.cases import CaseStatus, Mode, Urgency
from terms.term import Term

LAST_DAY = date.max
"""Stands for an open end in orders, which know no null."""


class CaseSort(Term):
    """What cases are ordered by."""

    NUMBER = "NUMBER", "案号", "number"
    URGENCY = "URGENCY", "紧急程度", "urgency, the most pressing first, then number"
    FILED_ON = "FILED_ON", "立案日期", "day of filing, those not filed last"
    WINDOW_END = "WINDOW_END", "办理期限", "end of the team's window, open ends last"


@dataclass(frozen=True, slots=True)
class CasesWanted:
    """Which cases are wanted; what is None does not narrow the list."""

    text: str | None = None
    zone_code: str | None = None
    concerned_organ_name: str | None = None
    statuses: tuple[CaseStatus, ...] | None = None
    modes: tuple[Mode, ...] | None = None
    urgencies: tuple[Urgency, ...] | None = None
    is_open: bool | None = None
    waiting: bool | None = None


def order_of(sort: CaseSort, *, descending: bool) -> tuple[Order, ...]:
    """Return the columns of an order."""
    pressing = case({urgency: place for place, urgency in enumerate(Urgency)}, value=Case.urgency)
    first: dict[CaseSort, list[Any]] = {
        CaseSort.NUMBER: [],
        CaseSort.URGENCY: [pressing],
        CaseSort.FILED_ON: [func.coalesce(Case.filed_on, LAST_DAY, type_=Date)],
        CaseSort.WINDOW_END: [func.coalesce(cast(func.upper(Case.during), Date), LAST_DAY, type_=Date)],
    }
    return ordered(*first[sort], Case.number, by=Case.id, descending=descending)


def is_waiting() -> ColumnElement[bool]:
    """Return the condition that a case waits for a team: places to fill, nobody on it, a status that wants people."""
    staffed = select(Assignment.case_id).where(col(Assignment.state).in_(IN_FORCE))
    with_places = select(CasePlace.case_id).where(col(CasePlace.superseded_at).is_(None), col(CasePlace.wanted) > 0)
    return and_(
        col(Case.status).in_(WITH_INVESTIGATORS | WITH_REVIEWERS),
        col(Case.id).not_in(staffed),
        col(Case.id).in_(with_places),
    )


def of_zone(zone: Any, day: date) -> ColumnElement[bool]:
    """Return the condition that an organ of the zone is at home in the case or handles it."""
    places = organs_of_zones(col(ZoneMember.zone_id) == zone, day)
    return or_(col(Case.home_organ_id).in_(places), col(Case.handling_organ_id).in_(places))


def conditions(caller: Caller, wanted: CasesWanted) -> list[ColumnElement[bool]]:
    """Return the conditions on ``cases`` that the wish amounts to, the gate's among them."""
    where = [visible_cases(caller)]
    if wanted.text is not None:
        where.append(col(Case.number).ilike(like(wanted.text)))
    if wanted.zone_code is not None:
        members = organs_of_zones(of_zone_with_code(wanted.zone_code), caller.today())
        where.append(or_(col(Case.home_organ_id).in_(members), col(Case.handling_organ_id).in_(members)))
    if wanted.concerned_organ_name is not None:
        named = select(Organ.id).where(Organ.name == wanted.concerned_organ_name)
        where.append(col(Case.concerned_organ_id).in_(named))
    for column, values in ((Case.status, wanted.statuses), (Case.mode, wanted.modes), (Case.urgency, wanted.urgencies)):
        if values is not None:
            where.append(col(column).in_(values))
    for condition, wish in ((col(Case.status).in_(OPEN), wanted.is_open), (is_waiting(), wanted.waiting)):
        if wish is not None:
            where.append(condition if wish else ~condition)
    return where


async def cases(caller: Caller, wanted: CasesWanted, window: Window, order: Sequence[Order]) -> Page[Case]:
    """Return one page of the cases that the caller may see."""
    require(caller, Act.READ_CASES)
    async with caller.database.reading() as session:
        return await page_of(session, Case, window, *conditions(caller, wanted), order=order)


@dataclass(frozen=True, slots=True)
class ZoneCases:
    """A part of the list of one zone's cases."""

    parent_id: int
    wanted: CasesWanted
    window: Window
    sort: CaseSort
    descending: bool


async def cases_of_zones(caller: Caller, asked: Sequence[ZoneCases]) -> list[Page[Case]]:
    """Return the pages asked for; one statement for all zones that are asked for the same part."""
    require(caller, Act.READ_CASES)
    answers: dict[ZoneCases, Page[Case]] = {}
    for alike in same_parts(asked):
        first = alike[0]
        pages = await pages_of(
            caller,
            Case,
            [each.parent_id for each in alike],
            first.window,
            *conditions(caller, first.wanted),
            parent=col(Zone.id),
            on=of_zone(Zone.id, caller.today()),
            order=order_of(first.sort, descending=first.descending),
        )
        answers.update(zip(alike, pages, strict=True))
    return [answers[each] for each in asked]


async def case_by_number(caller: Caller, number: str) -> Case | None:
    """Return the case with this number, if the caller may see it."""
    async with caller.database.reading() as session:
        found = await session.exec(select(Case).where(Case.number == number, visible_cases(caller)))
        return found.one_or_none()


async def cases_by_id(caller: Caller, keys: Sequence[int]) -> list[Case | None]:
    """Return the cases with these keys that the caller may see."""
    return await rows_by_id(caller, Case, keys, visible_cases(caller))


async def waiting_of(caller: Caller, keys: Sequence[int]) -> list[bool]:
    """Tell for each case whether it waits for a team."""
    async with caller.database.reading() as session:
        statement = select(Case.id).where(col(Case.id).in_(set(keys)), visible_cases(caller), is_waiting())
        found = set((await session.exec(statement)).all())
    return [key in found for key in keys]
