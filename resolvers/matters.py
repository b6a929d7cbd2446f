"""Recusal matters: who sees which, and what each consists of. Acts: ``matters_applying.py``, ``matters_deciding.py``.

Nobody is shown a matter about herself or her kin (T16, T46): hidden and missing answer alike.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.reads.rows import Page, Window, page_of
from db.tables import AgendaItem, Case, Person, RecusalDecision, RecusalMatter, RecusalMatterAct, RecusalMatterCase
from recusal.days import months_before
from resolvers.caller import Caller
from resolvers.cases import of_zone
from resolvers.gate import Act, may, require, visible_cases
from resolvers.item_screening import settle, sits_in
from resolvers.own_matters import own_people
from resolvers.paging import grouped, ordered, rows_by_id, rows_of
from terms.recusal import MatterForm, MatterState

ITEMS = "agenda_items"
"""What an act to check at a meeting names, see ``resolvers.acts_to_check``."""
ORDER = ordered(RecusalMatter.received_on, by=RecusalMatter.id, descending=True)
MONTHS_COUNTED = 12
"""Months of self-recusals that are counted together (T37); ours."""


@dataclass(frozen=True, slots=True)
class MattersWanted:
    """Which matters are wanted; what is None does not narrow the list."""

    states: tuple[MatterState, ...] | None = None
    person_number: str | None = None
    case_number: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on ``recusal_matters``."""
        found: list[ColumnElement[bool]] = []
        if self.states is not None:
            found.append(col(RecusalMatter.state).in_(self.states))
        if self.person_number is not None:
            numbered = select(Person.id).where(Person.number == self.person_number)
            found.append(col(RecusalMatter.person_id).in_(numbered))
        return found


async def hidden_people(caller: Caller) -> frozenset[int]:
    """Return whose matters the caller is not shown: her own records and her kin's; nobody's to an office."""
    if caller.identity.person_id is None:
        return frozenset()
    async with caller.database.judging(Act.READ_MATTERS, Act.OPEN_MATTER) as session:
        return await own_people(session, caller)


def visible_matters(
    caller: Caller, hidden: Collection[int] = frozenset(), *, case_number: str | None = None
) -> ColumnElement[bool]:
    """Return the condition on ``recusal_matters`` that holds for those the caller may see: about cases in her sight.

    ``hidden`` are the people whose matters are none to her; her own record always is among them.
    """
    if not may(caller, Act.READ_MATTERS):
        return false()
    cases = select(Case.id).where(visible_cases(caller))
    if case_number is not None:
        cases = cases.where(Case.number == case_number)
    about = select(RecusalMatterCase.matter_id).where(col(RecusalMatterCase.case_id).in_(cases))
    seen = col(RecusalMatter.id).in_(about)
    own = caller.identity.person_id
    return seen if own is None else and_(seen, col(RecusalMatter.person_id).not_in({own, *hidden}))


def _seen(caller: Caller, hidden: Collection[int]) -> Any:
    return select(RecusalMatter.id).where(visible_matters(caller, hidden))


async def matters(caller: Caller, wanted: MattersWanted, window: Window) -> Page[RecusalMatter]:
    """Return one page of the matters, the latest first."""
    require(caller, Act.READ_MATTERS)
    seen = visible_matters(caller, await hidden_people(caller), case_number=wanted.case_number)
    where = (seen, *wanted.conditions())
    async with caller.database.reading() as session:
        return await page_of(session, RecusalMatter, window, *where, order=ORDER)


async def matters_by_id(caller: Caller, keys: Sequence[int]) -> list[RecusalMatter | None]:
    """Return the matters with these keys, None where there is none that the caller may see."""
    return await rows_by_id(caller, RecusalMatter, keys, visible_matters(caller, await hidden_people(caller)))


async def locked_matter(session: AsyncSession, caller: Caller, matter_id: int) -> RecusalMatter | None:
    """Return the matter, held still until the transaction ends, if the caller may see it."""
    seen = visible_matters(caller, await own_people(session, caller))
    statement = select(RecusalMatter).where(RecusalMatter.id == matter_id, seen)
    return (await session.exec(statement.with_for_update())).first()


async def acts_by_id(caller: Caller, keys: Sequence[int]) -> list[RecusalMatterAct | None]:
    """Return the acts to check with these keys, None where there is none that the caller may see."""
    items = await hidden_items(caller, col(RecusalMatterAct.id).in_(set(keys)))
    return await rows_by_id(caller, RecusalMatterAct, keys, *acts_in_sight(caller, await hidden_people(caller), items))


def cases_in_sight(caller: Caller, hidden: Collection[int] = frozenset()) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on cases of matters that hold for those that the caller may see."""
    return (
        col(RecusalMatterCase.matter_id).in_(_seen(caller, hidden)),
        col(RecusalMatterCase.case_id).in_(select(Case.id).where(visible_cases(caller))),
    )


async def cases_of_matters(caller: Caller, keys: Sequence[int]) -> list[list[RecusalMatterCase]]:
    """Return for each matter its cases that are in sight."""
    seen = cases_in_sight(caller, await hidden_people(caller))
    return await rows_of(caller, RecusalMatterCase, RecusalMatterCase.matter_id, keys, *seen)


def acts_in_sight(caller: Caller, hidden: Collection[int], items: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on acts to check that hold for those in cases that the caller may see.

    Args:
        caller: who looks.
        hidden: see ``hidden_people``.
        items: see ``hidden_items``.
    """
    of_items = and_(col(RecusalMatterAct.object_type) == ITEMS, col(RecusalMatterAct.object_id).in_(items))
    return (
        col(RecusalMatterAct.matter_id).in_(_seen(caller, hidden)),
        col(RecusalMatterAct.case_id).in_(select(Case.id).where(visible_cases(caller))),
        *([~of_items] if items else []),
    )


async def hidden_items(caller: Caller, which: ColumnElement[bool]) -> frozenset[int]:
    """Return the agenda items of such acts to check from which the caller stands aside: nothing tells of them (T32)."""
    if caller.identity.person_id is None or not may(caller, Act.READ_MATTERS):
        return frozenset()
    seen = acts_in_sight(caller, await hidden_people(caller), ())  # or the work would tell of others
    of_acts = select(RecusalMatterAct.object_id).where(which, RecusalMatterAct.object_type == ITEMS, *seen)
    async with caller.database.judging(Act.READ_MATTERS) as session:
        whose = select(AgendaItem.meeting_id).where(col(AgendaItem.id).in_(of_acts)).distinct()
        meetings = (await session.exec(whose)).all()
    if not meetings:
        return frozenset()
    await settle(caller, meetings)
    sits = select(AgendaItem.id).where(sits_in(caller))
    async with caller.database.judging(Act.READ_MATTERS) as session:
        return frozenset(await session.exec(of_acts.where(col(RecusalMatterAct.object_id).not_in(sits))))


async def acts_of_matters(caller: Caller, keys: Sequence[int]) -> list[list[RecusalMatterAct]]:
    """Return for each matter what is to be checked again, earliest first."""
    days = [col(RecusalMatterAct.happened_on)]
    items = await hidden_items(caller, col(RecusalMatterAct.matter_id).in_(set(keys)))
    seen = acts_in_sight(caller, await hidden_people(caller), items)
    return await rows_of(caller, RecusalMatterAct, RecusalMatterAct.matter_id, keys, *seen, by=days)


async def decisions_of_matters(caller: Caller, keys: Sequence[int]) -> list[RecusalDecision | None]:
    """Return for each matter its decision, None where it has none."""
    hidden = await hidden_people(caller)
    seen = col(RecusalDecision.matter_id).in_(_seen(caller, hidden))
    found = await rows_of(caller, RecusalDecision, RecusalDecision.matter_id, keys, seen)
    return [rows[0] if rows else None for rows in found]


async def earlier_of_matters(caller: Caller, keys: Sequence[int]) -> list[list[RecusalMatter]]:
    """Return for each matter the earlier ones by the same kind of applicant on the same person and case (T36)."""
    later = aliased(RecusalMatter)
    cases, cases_of_later = aliased(RecusalMatterCase), aliased(RecusalMatterCase)
    shared: Any = (
        select(cases.matter_id)
        .join(cases_of_later, col(cases_of_later.case_id) == col(cases.case_id))
        .where(col(cases_of_later.matter_id) == col(later.id), col(cases.matter_id) == col(RecusalMatter.id))
        .correlate(later, RecusalMatter)
    )
    shown: Any = [RecusalMatter, later.id]
    statement: Any = (
        select(*shown)
        .join(
            later,
            and_(
                col(later.person_id) == col(RecusalMatter.person_id),
                col(later.applicant) == col(RecusalMatter.applicant),
                col(later.id) > col(RecusalMatter.id),
            ),
        )
        .where(col(later.id).in_(set(keys)), visible_matters(caller, await hidden_people(caller)), shared.exists())
        .order_by(col(RecusalMatter.id))
    )
    async with caller.database.reading() as session:
        rows = [tuple(row) for row in (await session.exec(statement)).all()]
    return [[row[0] for row in found] for found in grouped(rows, keys, lambda row: row[1])]


async def self_recusals_of_matters(caller: Caller, keys: Sequence[int]) -> list[int]:
    """Return for each matter how often the person asked to stand aside in the twelve months up to it (T37)."""
    rows = await matters_by_id(caller, keys)
    people = {row.person_id for row in rows if row is not None}
    statement = select(RecusalMatter).where(
        col(RecusalMatter.person_id).in_(people), col(RecusalMatter.form) == MatterForm.SELF
    )
    async with caller.database.judging(Act.READ_MATTERS) as session:
        asked = (await session.exec(statement)).all()
    return [0 if row is None else sum(_counts(each, row) for each in asked) for row in rows]


def _counts(asked: RecusalMatter, of: RecusalMatter) -> bool:
    """Tell whether a self-recusal is of the same person, not after the matter, and within the months before it."""
    first = months_before(of.received_on, MONTHS_COUNTED)
    return asked.person_id == of.person_id and asked.id <= of.id and first <= asked.received_on <= of.received_on


async def open_matters_of_zones(caller: Caller, zones: Sequence[int | None]) -> list[int]:
    """Return for each zone, or for the whole county, how many matters in sight wait for a decision."""
    found = []
    seen = visible_matters(caller, await hidden_people(caller))
    async with caller.database.reading() as session:
        for zone in zones:
            statement = select(func.count()).select_from(RecusalMatter)
            statement = statement.where(seen, col(RecusalMatter.state) == MatterState.OPEN)
            if zone is not None:
                cases = select(Case.id).where(of_zone(zone, caller.today()))
                about = select(RecusalMatterCase.matter_id).where(col(RecusalMatterCase.case_id).in_(cases))
                statement = statement.where(col(RecusalMatter.id).in_(about))
            found.append((await session.exec(statement)).one())
    return found
