"""What is held on people past its time: listed by field; blanked where no history and no decision rests on it.

Nothing is deleted. Dated rows and append-only rows cannot be blanked, and the guards that refuse it stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.personal import HOLDINGS
from db.policies import policy_on
from db.tables import metadata
from resolvers.caller import Caller
from resolvers.gate import Act, NotAllowed, Reach, reach
from terms.periods import COUNTY_TIME
from terms.personal import Keeping

BLANKED: Final = (("meetings", "place"),)
"""Fields that are blanked when their time is over: nothing refers to them, and no history holds them."""
ENDS: Final = ("expires_at", "revoked_at", "forget_at")
"""Columns that say when access ends; the first day of them counts."""
BOOKKEEPING: Final = frozenset({"id", "county_id", "recorded_in", "superseded_in"})


@dataclass(frozen=True, slots=True)
class Overdue:
    """Fields of a table that some rows hold past their time."""

    table: str
    fields: tuple[str, ...]
    keeping: Keeping
    days: int
    rows: int
    oldest: date
    """The day from which the longest held of them is counted."""
    can_be_blanked: bool


async def overdue(caller: Caller) -> tuple[Overdue, ...]:
    """Return what is past its time by the county's policy, tables in the order of the register.

    Raises:
        NotAllowed: only those who may take every person's file see it.
    """
    _require(caller)
    async with caller.database.judging(Act.READ_PERSONAL_FILE) as session:
        return await _overdue(session, caller)


async def blank_overdue(caller: Caller) -> tuple[Overdue, ...]:
    """Blank what can be blanked, in one transaction with its audit lines; return what was blanked.

    Raises:
        NotAllowed: as ``overdue``.
    """
    _require(caller)

    async def work(session: AsyncSession) -> tuple[Overdue, ...]:
        found = [each for each in await _overdue(session, caller) if each.can_be_blanked]
        done = []
        for each in found:
            (field,) = each.fields
            table: Any = metadata.tables[each.table]
            past = _since(each.table, each.keeping) <= caller.today() - timedelta(days=each.days)
            statement = sa.update(table).where(past, table.c[field] != "").values({field: ""})
            blanked = (await (await session.connection()).execute(statement)).rowcount
            if blanked:
                actor = caller.actor
                record(
                    session,
                    actor=actor,
                    act="RETENTION",
                    object_type=each.table,
                    object_id=None,
                    field=field,
                    rows=blanked,
                )
                done.append(each)
        return tuple(done)

    return await caller.database.deciding(work, Act.READ_PERSONAL_FILE)


def _require(caller: Caller) -> None:
    if reach(caller, Act.READ_PERSONAL_FILE) is not Reach.COUNTY:
        raise NotAllowed(caller.identity.role, Act.READ_PERSONAL_FILE)


async def _overdue(session: AsyncSession, caller: Caller) -> tuple[Overdue, ...]:
    days_of = (await policy_on(session, caller.today())).retention.days
    found = []
    for table, fields, keeping in _kept_by_days():
        can_be_blanked = len(fields) == 1 and (table, fields[0]) in BLANKED
        days = days_of[keeping]
        rows, oldest = await _counted(session, table, keeping, caller.today() - timedelta(days=days), fields)
        if rows:
            found.append(Overdue(table, fields, keeping, days, rows, oldest, can_be_blanked))
    return tuple(found)


def _kept_by_days() -> Sequence[tuple[str, tuple[str, ...], Keeping]]:
    """Return the fields that are kept by days, those that can be blanked each for itself."""
    together: dict[tuple[str, Keeping], list[str]] = {}
    alone = []
    for holding in HOLDINGS:
        if holding.keeping in {Keeping.CASE_FILE, Keeping.RECORD}:
            continue
        for column in holding.columns:
            if (holding.table, column) in BLANKED:
                alone.append((holding.table, (column,), holding.keeping))
            elif column not in BOOKKEEPING:
                together.setdefault((holding.table, holding.keeping), []).append(column)
    return [*((table, tuple(columns), keeping) for (table, keeping), columns in together.items()), *alone]


async def _counted(
    session: AsyncSession, table: str, keeping: Keeping, until: date, fields: Sequence[str]
) -> tuple[int, date]:
    since = _since(table, keeping)
    where: list[ColumnElement[bool]] = [since <= until]
    if (table, fields[0]) in BLANKED:
        where.append(metadata.tables[table].c[fields[0]] != "")
    statement = sa.select(sa.func.count(), sa.func.min(since)).select_from(metadata.tables[table]).where(*where)
    rows, oldest = (await (await session.connection()).execute(statement)).one()
    return rows, oldest


def _since(table: str, keeping: Keeping) -> Any:
    """Return the day from which a row's days are counted; null while they do not run yet."""
    columns: Any = metadata.tables[table].c
    match keeping:
        case Keeping.AFTER_END:
            return sa.func.upper(columns.during, type_=sa.Date())
        case Keeping.AFTER_EXPIRY:
            return _day(sa.func.least(*(columns[name] for name in ENDS if name in columns)))
        case Keeping.AFTER_MEETING:
            return _day(columns.ends_at)
        case Keeping.AUDIT_TRAIL:
            return _day(columns.latest_at if "latest_at" in columns else columns.at)
        case _:
            return _left_on(columns.id if table == "people" else columns.person_id)


def _day(moment: Any) -> Any:
    return sa.cast(sa.func.timezone(str(COUNTY_TIME), moment), sa.Date())


def _left_on(person: Any) -> Any:
    """Return the day on which a person left her last post and the pool; null for parties, whose case files stay."""
    ends: list[Any] = []
    for table in ("memberships", "pool_members"):
        columns: Any = metadata.tables[table].c
        end = sa.func.coalesce(sa.func.upper(columns.during, type_=sa.Date()), sa.text("date 'infinity'"))
        ends.append(sa.select(columns.person_id, end.label("day")).where(columns.superseded_at.is_(None)))
    held = sa.union_all(*ends).subquery()
    parties: Any = metadata.tables["case_parties"].c
    is_party = sa.select(parties.id).where(parties.person_id == person).correlate(person.table).exists()
    last = sa.select(sa.func.max(held.c.day)).where(held.c.person_id == person, ~is_party)
    return last.correlate(person.table).scalar_subquery()
