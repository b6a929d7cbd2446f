"""Who must leave a meeting when an item is called: those who take part against its cases, on open facts only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.session import judge
from db.tables import AgendaItem, Case, Meeting, ProposalCase
from recusal.findings import Question, Screening
from recusal.screen import screen
from resolvers.caller import Caller
from resolvers.gate import Act, NotFound, require, visible_cases
from resolvers.item_screening import people_of, settle
from resolvers.meetings import items_seen, visible_meetings
from resolvers.screening import Screened
from resolvers.screening_knowledge import When, knowledge, then_of
from terms.periods import COUNTY_TIME
from terms.recusal import Purpose, Verdict
from terms.things import Thing


@dataclass(frozen=True, slots=True)
class ItemScreened:
    """One item of the agenda with whom the rules have something against."""

    item: AgendaItem
    cases: tuple[int, ...]
    """The cases that it deals with, as far as the caller may see them."""
    screened: Screened
    """Whoever is not clear, by case and then in the order of invitation."""


async def meeting_screening(caller: Caller, meeting_id: int, *, key: str) -> list[ItemScreened]:
    """Screen everybody who takes part in a meeting against each case on its agenda, on the day of the meeting.

    Items without a case that the caller may see are left out, and so are those on which she may not sit in herself.

    Raises:
        NotAllowed: the caller may not screen, or may see no meetings.
        NotFound: no such meeting that the caller may see; ``key`` is what she called it.
        DayUnusable: the meeting is on a day outside any case.
    """
    require(caller, Act.READ_MEETINGS)
    require(caller, Act.SCREEN)
    await settle(caller, [meeting_id])
    async with caller.database.reading() as session:
        meeting = (
            await session.exec(select(Meeting).where(col(Meeting.id) == meeting_id, visible_meetings(caller)))
        ).first()
        if meeting is None:
            raise NotFound(Thing.MEETING, key)
        items = await _agenda(session, caller, meeting_id)
        people = await people_of(session, meeting_id)
        await judge(session, Act.SCREEN)
        then = await then_of(session, caller, When(on=meeting.starts_at.astimezone(COUNTY_TIME).date()))
        cases = {case for _, found in items for case in found}
        known = await knowledge(session, then, people=people, cases=cases)
    question = Question(frozenset(people), frozenset(cases), before_approval=True, purpose=Purpose.MEETING)
    found = {(each.person, each.case): each for each in screen(known.world, question, known.policy, on=known.on)}
    return [
        ItemScreened(item, tuple(of_item), Screened(_not_clear(found, people, of_item), known, {}, {}))
        for item, of_item in items
        if of_item
    ]


def _not_clear(
    found: Mapping[tuple[int, int], Screening], people: Sequence[int], cases: Collection[int]
) -> tuple[Screening, ...]:
    screenings = (found[person, case] for case in cases for person in people)
    return tuple(each for each in screenings if each.verdict is not Verdict.CLEAR)


async def _agenda(session: AsyncSession, caller: Caller, meeting_id: int) -> list[tuple[AgendaItem, list[int]]]:
    """Return the items in order, each with the cases that it, or its proposal, deals with."""
    listed = select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id, items_seen(caller))
    items = (await session.exec(listed.order_by(col(AgendaItem.position)))).all()
    proposals = [item.proposal_id for item in items if item.proposal_id is not None]
    statement = (
        select(ProposalCase.proposal_id, ProposalCase.case_id)
        .where(col(ProposalCase.proposal_id).in_(proposals))
        .order_by(col(ProposalCase.case_id))
    )
    of_proposals = (await session.exec(statement)).all()
    named = {item.case_id for item in items} | {case for _, case in of_proposals}
    seen = set((await session.exec(select(Case.id).where(col(Case.id).in_(named), visible_cases(caller)))).all())
    found = []
    for item in items:
        cases = [item.case_id, *(case for proposal, case in of_proposals if proposal == item.proposal_id)]
        found.append((item, [case for case in dict.fromkeys(cases) if case is not None and case in seen]))
    return found
