"""What is held on one person, row by row: what may be told as text, and nothing by which others are known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts_reader import among
from db.personal import HOLDINGS, Holding
from db.tables import metadata
from terms.meetings import Attendance
from terms.periods import COUNTY_TIME, Period
from terms.personal import Telling
from terms.term import Term
from terms.ties import FactOrigin

HIDDEN: Final = "***"
HERSELF: Final = "本人 the person"
ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("id",),
    "kin_ties": ("first_id", "second_id"),
    "asserted_kin_ties": ("person_id", "relative_id"),
    "social_ties": ("first_id", "second_id"),
    "meeting_participants": ("person_id", "substitute_id"),
}
"""The columns that say whom a row is about, where that is not ``person_id`` alone."""
IDENTITY_NUMBER: Final = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dXx])")
"""A citizen's number (GB 11643-1999): place, day of birth, order, check sign."""
MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
"""A mobile telephone number of eleven digits."""
YEAR: Final = 4
PROVINCE: Final = 2


@dataclass(frozen=True, slots=True)
class Around:
    """What the rows of one person are read with."""

    person: int
    closed: frozenset[int]
    """Cases of which no row is told: those of her own and of her kin, and of the caller's (R53)."""
    worked_on: Mapping[int, str]
    """Numbers of the cases on which she works or worked; all other cases are masked."""
    organs: Mapping[int, str]
    meetings: Mapping[int, date]
    in_full: bool
    """Whether what is sensitive is told in full."""


def told_columns() -> Mapping[str, Mapping[str, Holding]]:
    """Return the columns that are told of each table, with their holdings, as the register orders them."""
    found: dict[str, dict[str, Holding]] = {}
    for holding in HOLDINGS:
        if holding.telling is not Telling.WITHHELD:
            found.setdefault(holding.table, {}).update(dict.fromkeys(holding.columns, holding))
    return found


async def rows_of_person(session: AsyncSession, table: str, around: Around) -> list[Mapping[str, Any]]:
    """Return the rows of a table that are about the person and may be told, oldest first."""
    columns: Any = metadata.tables[table].c
    ends = ENDS.get(table, ("person_id",))
    where: list[ColumnElement[bool]] = [sa.or_(*(columns[end] == around.person for end in ends))]
    if "origin" in columns:
        where.append(_not_of_others(table, columns, around.person))
    if "case_id" in columns:
        where.append(sa.or_(columns.case_id.is_(None), ~among(columns.case_id, around.closed)))
    statement = sa.select(columns).where(*where).order_by(columns.id)
    rows = (await (await session.connection()).execute(statement)).mappings()
    return [dict(row) for row in rows]


def text_of(column: str, value: Any, holding: Holding, around: Around) -> str | None:
    """Return a value as it is told; None where there is none."""
    if value is None or value == "":
        return None
    if holding.telling is Telling.OTHERS:
        return HERSELF if value == around.person else HIDDEN
    named: Mapping[str, Mapping[int, Any]] = {
        "case_id": around.worked_on,
        "organ_id": around.organs,
        "to_organ_id": around.organs,
        "meeting_id": around.meetings,
    }
    text = _plain(named[column].get(value, HIDDEN) if column in named else value)
    if around.in_full:
        return text
    return masked(column, text) if holding.telling is Telling.MASKED else without_numbers(text)


def masked(column: str, text: str) -> str:
    """Return a sensitive text so that it still tells records apart: the year of birth, the province; else nothing."""
    if column == "birth_month":
        return text[:YEAR] + HIDDEN
    return text[:PROVINCE] + HIDDEN if column == "native_place" else HIDDEN


def without_numbers(text: str) -> str:
    """Return free text with the citizens' and telephone numbers in it masked, for example ``110105********002X``."""
    return MOBILE.sub(r"\1****\2", IDENTITY_NUMBER.sub(r"\1********\2", text))


def _not_of_others(table: str, columns: Any, person: int) -> ColumnElement[bool]:
    """Return the condition that nobody else may have been the source: her own word, or what is on file."""
    registered: ColumnElement[bool] = columns.origin == FactOrigin.REGISTERED
    declared: ColumnElement[bool] = columns.origin == FactOrigin.DECLARED
    if table == "social_ties":  # either of the two may have declared it
        return registered
    if table == "asserted_kin_ties":
        return sa.or_(registered, sa.and_(declared, columns.person_id == person))
    return sa.or_(registered, declared)


def _plain(value: Any) -> str:
    match value:
        case Term():
            told = value.told if isinstance(value, Attendance) else value
            return f"{told.zh} {told.en}"
        case bool():
            return "是 yes" if value else "否 no"
        case Period():
            return f"{value.start or '..'}/{value.end or '..'}"
        case datetime():
            return value.astimezone(COUNTY_TIME).date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)
