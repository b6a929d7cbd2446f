"""The one way in which facts change: held still, written, screened again, and what that touched told."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import record
from db.bulk import present_moment, supersede
from db.database_errors import sql_state
from db.facts import hold_facts
from db.guards import guard_refusal
from db.tables import Assignment, Case, Screening
from db.tables.columns import Recorded
from recusal.rules.sealed import RESTRICTED
from resolvers.caller import Caller
from resolvers.fact_acts.refusals import GuardedFact, NotOnRecord
from resolvers.gate import Act, may, require, visible_cases
from resolvers.rescreening import rescreen
from terms.cases import AssignmentState
from terms.recusal import Severity

Answer = TypeVar("Answer")
Row = TypeVar("Row", bound=Recorded)

INTEGRITY = "23"
"""SQL states of constraints begin so."""
WHEN_KNOWN = frozenset({"id", "recorded_at", "superseded_at", "recorded_in", "superseded_in"})
"""Columns of a fact that say when it was known, not what is so."""


@dataclass(frozen=True, slots=True)
class Changed(Generic[Answer]):
    """What an act on facts did."""

    answer: Answer
    suspended: Sequence[Assignment]
    """Assignments that the new facts bar, as far as the caller may see them and the reason is no sealed one."""
    restored: Sequence[Assignment]
    """Assignments in force again because what barred them is gone; as far as the caller may see them."""
    barred: frozenset[int] = frozenset()
    """Keys of all that are newly suspended by a reason that may be told, in sight or not."""


async def change_facts(
    caller: Caller,
    work: Callable[[AsyncSession], Awaitable[Answer]],
    act: Act,
    *,
    everything: bool = False,
) -> Changed[Answer]:
    """Do work that changes facts in one transaction, with the screening that it calls for.

    Args:
        caller: who acts; the gate was asked before.
        work: writes the facts and its audit line.
        act: what the gate allowed, as the second wall is told.
        everything: screen every assignment in force, and not only whom the changes touch.

    Raises:
        GuardedFact: a guard or a constraint of the database refused what was written.
    """

    async def whole(session: AsyncSession) -> Changed[Answer]:
        await hold_facts(session)
        before = await suspended_now(session)
        answer = await work(session)
        await session.flush()
        await rescreen(session, on=caller.today(), everything=everything)
        return await changed_since(session, caller, answer, before)

    try:
        return await caller.database.deciding(whole, act)
    except DBAPIError as error:
        constraint = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None) or ""
        if guard_refusal(error) is None and not (constraint and (sql_state(error) or "").startswith(INTEGRITY)):
            raise
        raise GuardedFact(constraint) from error


async def record_fact(session: AsyncSession, caller: Caller, row: Row, *, act: str = "RECORD", **detail: Any) -> Row:
    """Add a fact with its audit line, and return it with its key."""
    session.add(row)
    await session.flush()
    note(session, caller, row, act=act, **detail)
    return row


async def take_back(session: AsyncSession, row: Recorded) -> None:
    """Supersede a fact that is on record."""
    await supersede(session, type(row), [_key(row)], moment=await present_moment(session))
    session.expunge(row)


async def replace_fact(session: AsyncSession, caller: Caller, row: Row, *, act: str, **changes: Any) -> Row:
    """Supersede a fact by one that differs in these columns, and return the new one."""
    values = {name: getattr(row, name) for name in type(row).model_fields if name not in WHEN_KNOWN}
    await take_back(session, row)
    return await record_fact(session, caller, type(row)(**{**values, **changes}), act=act, replaces=_key(row))


def note(session: AsyncSession, caller: Caller, row: Recorded, *, act: str, **detail: Any) -> None:
    """Write the audit line of an act on one fact."""
    table = str(type(row).__tablename__)
    record(session, actor=caller.actor, act=act, object_type=table, object_id=_key(row), **detail)


async def standing(session: AsyncSession, table: type[Row], **columns: Any) -> Sequence[Row]:
    """Return the facts on record whose columns have these values, by key."""
    mapped: Any = table
    where = [getattr(mapped, name) == value for name, value in columns.items()]
    statement = select(table).where(col(table.superseded_at).is_(None), *where).order_by(mapped.id)
    return (await session.exec(statement)).all()


async def standing_by_key(session: AsyncSession, table: type[Row], key: int) -> Row:
    """Return the fact with this key.

    Raises:
        NotOnRecord: there is none, or it is on record no more.
    """
    found = await standing(session, table, id=key)
    if not found:
        raise NotOnRecord
    return found[0]


def _key(row: SQLModel) -> int:
    keyed: Any = row
    return int(keyed.id)


async def suspended_now(session: AsyncSession) -> Mapping[int, int]:
    """Return the screening of every assignment that is suspended."""
    statement = select(Assignment.id, Assignment.screening_id).where(Assignment.state == AssignmentState.SUSPENDED)
    return dict((await session.exec(statement)).all())


async def changed_since(
    session: AsyncSession, caller: Caller, answer: Answer, before: Mapping[int, int]
) -> Changed[Answer]:
    """Return the answer of an act with what it suspended and restored, as far as the caller may be told.

    Args:
        session: the act's transaction, after the rescreening.
        caller: who acts.
        answer: what the act did.
        before: who was suspended before it (``suspended_now``).
    """
    after = await suspended_now(session)
    newly = {key: screening for key, screening in after.items() if key not in before}
    gone = {key: screening for key, screening in before.items() if key not in after}
    told = await _told(session, caller, {**newly, **gone})
    seen = select(Case.id).where(visible_cases(caller))
    statement = select(Assignment).where(col(Assignment.id).in_(told), col(Assignment.case_id).in_(seen))
    statement = statement.order_by(col(Assignment.id)).execution_options(populate_existing=True)
    rows = (await session.exec(statement)).all()
    return Changed(
        answer,
        suspended=[row for row in rows if row.id in newly],
        restored=[row for row in rows if row.id in gone and row.state is AssignmentState.ACTIVE],
        barred=frozenset(told) & newly.keys(),
    )


async def _told(session: AsyncSession, caller: Caller, screenings: Mapping[int, int]) -> list[int]:
    """Return the assignments whose bar may be told: for all but the recusal officer, those barred by an open rule."""
    if not screenings or may(caller, Act.READ_SEALED):
        return list(screenings)
    statement = select(Screening.id, Screening.findings).where(col(Screening.id).in_(screenings.values()))
    findings = dict((await session.exec(statement)).all())
    return [key for key, screening in screenings.items() if any(_is_open_bar(each) for each in findings[screening])]


def _is_open_bar(finding: Mapping[str, Any]) -> bool:
    return (
        finding["rule"] != RESTRICTED
        and finding["severity"] != Severity.SOFT
        and finding.get("lifted_by") in (None, {})
    )


async def screen_everything(caller: Caller) -> Changed[int]:
    """Screen every assignment in force on today's facts, law and policy: what begins or ends with a day shows then.

    Returns:
        How many assignments were in force before, and which were suspended or restored.

    Raises:
        NotAllowed: the caller may not keep facts.
    """
    require(caller, Act.RECORD_FACTS)

    async def work(session: AsyncSession) -> int:
        record(session, actor=caller.actor, act="RESCREEN", object_type="assignments", object_id=None)
        in_force = select(func.count(col(Assignment.id))).where(Assignment.state == AssignmentState.ACTIVE)
        return (await session.exec(in_force)).one()

    return await change_facts(caller, work, Act.RECORD_FACTS, everything=True)
