"""Who may sit in on an agenda item: screened as the agenda is made, when facts change, and as the item is called.

On open facts only, as every free question; what is sealed keeps nobody out of a room, or it would tell (decision 0026).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, true
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.facts_reader import among
from db.policies import policy_on
from db.tables import (
    AgendaItem,
    AgendaItemCase,
    ItemExit,
    ItemScreening,
    Meeting,
    MeetingParticipant,
    RecusalMatter,
)
from db.touched import Changes, in_reach
from recusal.findings import Question, Screening
from recusal.screen import screen
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import Act, may, open_to
from resolvers.item_cases import link_cases, link_matter
from resolvers.item_declared import keep_declared_out
from terms.meetings import AgendaItemState
from terms.periods import COUNTY_TIME
from terms.recusal import Purpose, Verdict


@dataclass(frozen=True, slots=True)
class ToScreen:
    """One item as far as its screening looks at it."""

    id: int
    on: date
    """The day of the meeting, or the present one where it is over: ties that came since count."""
    cases: frozenset[int]
    matter: int | None


def sits_in(caller: Caller) -> ColumnElement[bool]:
    """Return the condition on ``agenda_items`` for those on which the caller may sit in, and so may know of (T32).

    Whoever is no person is an office. Of an item about a case or a matter, somebody whom the rules were not asked
    about does not know: unknown is not clear.
    """
    person = caller.identity.person_id
    if person is None:
        return true()
    mine = select(ItemScreening.item_id).where(col(ItemScreening.person_id) == person)
    closed = select(AgendaItemCase.item_id).where(not_(open_to(caller, AgendaItemCase.case_id)))
    declared = select(ItemExit.item_id).where(col(ItemExit.person_id) == person, col(ItemExit.declared))
    about_nobody = and_(col(AgendaItem.matter_id).is_(None), col(AgendaItem.id).not_in(select(AgendaItemCase.item_id)))
    return and_(
        or_(about_nobody, col(AgendaItem.id).in_(mine.where(not_(col(ItemScreening.barred))))),
        col(AgendaItem.id).not_in(closed),
        col(AgendaItem.id).not_in(declared),
    )


async def settle(caller: Caller, meeting_ids: Collection[int]) -> None:
    """Screen the caller against what of these meetings she was not screened against yet."""
    person = caller.identity.person_id
    acts = [act for act in (Act.TAKE_PART, Act.CALL_MEETING) if may(caller, act)]
    if person is None or not meeting_ids or not acts:
        return
    known = select(ItemScreening.item_id).where(col(ItemScreening.person_id) == person)
    missing = (
        select(AgendaItem.id)
        .where(col(AgendaItem.meeting_id).in_(meeting_ids), about_somebody(), col(AgendaItem.id).not_in(known))
        .order_by(col(AgendaItem.id))
    )
    async with caller.database.judging(*acts) as session:
        found = (await session.exec(missing)).all()
    if found:

        async def work(session: AsyncSession) -> None:
            await screen_items(session, {item: {person} for item in found}, on=caller.today())

        await caller.database.deciding(work, *acts)


def about_somebody() -> ColumnElement[bool]:
    """Return the condition on ``agenda_items`` that the item deals with a case or a recusal matter."""
    return or_(col(AgendaItem.matter_id).is_not(None), col(AgendaItem.id).in_(select(AgendaItemCase.item_id)))


async def screen_meeting(session: AsyncSession, meeting_id: int, *, on: date) -> None:
    """Link each item with its cases, and screen everybody who takes part, or comes instead, against those that stand.

    Called in the transaction that changed agenda or participants, after its rows were flushed.
    """
    await session.flush()
    await link_cases(session, col(AgendaItem.meeting_id) == meeting_id)
    await keep_declared_out(session, meeting_id)
    await screen_present(session, meeting_id, on=on)


async def screen_present(session: AsyncSession, meeting_id: int, *, on: date) -> None:
    """Screen everybody who takes part, or comes instead, against the items that stand; called after a flush."""
    people = await people_of(session, meeting_id)
    items = select(AgendaItem.id).where(
        col(AgendaItem.meeting_id) == meeting_id, col(AgendaItem.state) != AgendaItemState.WITHDRAWN
    )
    await screen_items(session, {item: set(people) for item in await session.exec(items)}, on=on)


async def people_of(session: AsyncSession, meeting_id: int) -> list[int]:
    """Return who takes part, or should have, and who came instead, in the order of invitation."""
    listed = select(MeetingParticipant).where(col(MeetingParticipant.meeting_id) == meeting_id)
    rows = (await session.exec(listed.order_by(col(MeetingParticipant.id)))).all()
    people = [person for row in rows for person in (row.person_id, row.substitute_id) if person is not None]
    return list(dict.fromkeys(people))


async def screen_items(session: AsyncSession, asked: Mapping[int, Collection[int]], *, on: date) -> None:
    """Screen people against items, and keep what was found.

    Args:
        session: a transaction that judges.
        asked: the people for each item, by key.
        on: the present day.
    """
    items = await _to_screen(session, [item for item, people in asked.items() if people], on=on)
    rows: list[dict[str, Any]] = []
    for day in sorted({item.on for item in items}):
        of_day = [item for item in items if item.on == day]
        rows += await _screened(session, of_day, asked, on=day)
    if rows:
        await _keep(session, rows)


async def _to_screen(session: AsyncSession, keys: Sequence[int], *, on: date) -> list[ToScreen]:
    listed = (
        select(AgendaItem, Meeting.starts_at)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
        .where(col(AgendaItem.id).in_(keys), about_somebody())
        .order_by(col(AgendaItem.id))
    )
    items = (await session.exec(listed)).all()
    cases: defaultdict[int, set[int]] = defaultdict(set)
    for row in await session.exec(select(AgendaItemCase).where(col(AgendaItemCase.item_id).in_(keys))):
        cases[row.item_id].add(row.case_id)
    return [
        ToScreen(item.id, max(on, starts.astimezone(COUNTY_TIME).date()), frozenset(cases[item.id]), item.matter_id)
        for item, starts in items
    ]


async def _screened(
    session: AsyncSession, items: Sequence[ToScreen], asked: Mapping[int, Collection[int]], *, on: date
) -> list[dict[str, Any]]:
    people = frozenset(person for item in items for person in asked[item.id])
    cases = frozenset(case for item in items for case in item.cases)
    read = await read_facts(session, on=on, sealed=False, part=Part(people, cases), share_lock=True)
    policy = await policy_on(session, on)
    question = Question(people, cases, before_approval=True, purpose=Purpose.MEETING)
    found = {(each.person, each.case): each for each in screen(World(read.facts), question, policy.recusal, on=on)}
    close = await _close_to_matters(session, [item.matter for item in items if item.matter is not None])
    return [
        {
            "item_id": item.id,
            "person_id": person,
            "barred": person in close.get(item.matter or 0, ()) or _any_of(Verdict.CONFLICT, item.cases, person, found),
            "undecided": _any_of(Verdict.UNKNOWN, item.cases, person, found),
            "facts_version": read.version,
        }
        for item in items
        for person in sorted(asked[item.id])
    ]


def _any_of(verdict: Verdict, cases: Iterable[int], person: int, found: Mapping[tuple[int, int], Screening]) -> bool:
    return any(found[person, case].verdict is verdict for case in cases)


async def _close_to_matters(session: AsyncSession, matters: Sequence[int]) -> Mapping[int, frozenset[int]]:
    """Return for each recusal matter whom it is about, with her near kin: nobody sits in on her own (T16)."""
    if not matters:
        return {}
    close = func.wall.close_to(RecusalMatter.person_id).table_valued("person").render_derived(name="close").lateral()
    statement = select(RecusalMatter.id, close.c.person).join(close, true())
    rows = await session.exec(statement.where(col(RecusalMatter.id).in_(matters)))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for matter, person in rows:
        found[matter].add(person)
    return {matter: frozenset(people) for matter, people in found.items()}


async def _keep(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    written = insert(ItemScreening).values(list(rows))
    await (await session.connection()).execute(
        written.on_conflict_do_update(
            index_elements=["item_id", "person_id"],
            set_={name: written.excluded[name] for name in ("barred", "undecided", "facts_version")},
            where=col(ItemScreening.facts_version) <= written.excluded.facts_version,
        )
    )


async def rescreen_items(session: AsyncSession, changes: Changes, *, on: date) -> None:
    """Screen again whoever was screened against an item, as far as the changes of facts may touch her or its cases."""
    screened = select(ItemScreening.item_id, ItemScreening.person_id)
    if (await session.exec(screened.limit(1))).first() is None:
        return
    if not changes.everything:
        people, cases = await in_reach(session, changes)
        of_cases = select(AgendaItemCase.item_id).where(among(col(AgendaItemCase.case_id), cases))
        screened = screened.where(
            or_(among(col(ItemScreening.person_id), people), col(ItemScreening.item_id).in_(of_cases))
        )
    await _screen_again(session, screened, on=on)


async def screen_matter(session: AsyncSession, matter_id: int, *, on: date) -> None:
    """Link the items of a matter with the cases that it has now, and screen again whoever was screened without them."""
    gained = await link_matter(session, matter_id)
    if gained:
        screened = select(ItemScreening.item_id, ItemScreening.person_id)
        await _screen_again(session, screened.where(col(ItemScreening.item_id).in_(gained)), on=on)


async def _screen_again(session: AsyncSession, screened: Any, *, on: date) -> None:
    asked: defaultdict[int, set[int]] = defaultdict(set)
    for item, person in await session.exec(screened):
        asked[item].add(person)
    await screen_items(session, asked, on=on)
