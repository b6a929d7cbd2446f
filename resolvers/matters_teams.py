"""What a matter leaves behind: who decides, which meetings are ahead, and what the remaining teams lack (T39)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.facts_part import Part
from db.policies import policy_on
from db.session import judge
from db.tables import (
    AgendaItem,
    Assignment,
    Case,
    Meeting,
    MeetingParticipant,
    Membership,
    ProposalCase,
    RecusalMatterCase,
)
from db.tables.columns import holds_on
from recusal.findings import TeamFinding
from recusal.team import screen_team
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import visible_cases
from resolvers.item_screening import settle
from resolvers.matters import matters_by_id
from resolvers.matters_ladder import Standing, standing_in
from resolvers.meetings import items_seen, visible_meetings
from terms.acts import Act
from terms.cases import AssignmentRole, AssignmentState
from terms.meetings import MeetingState

Seats: TypeAlias = dict[int, list[tuple[int, AssignmentRole]]]
"""The people in force on each case, each with the role."""


async def standings_of_matters(caller: Caller, keys: Sequence[int]) -> list[Standing | None]:
    """Return for each matter who decides it today, and who is passed over; None where it is out of sight."""
    rows = await matters_by_id(caller, keys)
    today = caller.today()
    async with caller.database.reading() as session:
        await judge(session, Act.READ_MATTERS)
        about = await _cases_of(session, keys)
        known = await read_facts(session, on=today, sealed=False)
        policy = (await policy_on(session, today)).recusal
    world = World(known.facts)
    return [None if row is None else standing_in(world, policy, row.person_id, about[row.id], on=today) for row in rows]


async def _cases_of(session: AsyncSession, keys: Sequence[int]) -> dict[int, list[int]]:
    statement = select(RecusalMatterCase.matter_id, RecusalMatterCase.case_id).where(
        col(RecusalMatterCase.matter_id).in_(set(keys))
    )
    found: dict[int, list[int]] = {}
    for matter, case in (await session.exec(statement.order_by(col(RecusalMatterCase.id)))).all():
        found.setdefault(matter, []).append(case)
    return found


async def meetings_ahead_of_matters(caller: Caller, keys: Sequence[int]) -> list[list[Meeting]]:
    """Return for each matter the meetings not yet held that deal with its cases and that the person may sit in.

    She is named for her organ or as its substitute, or her organ is invited and nobody is named for it yet. With what a
    meeting deals is told by the items that the caller sees.
    """
    rows = await matters_by_id(caller, keys)
    async with caller.database.reading() as session:
        await judge(session, Act.READ_MATTERS)
        about = await _cases_of(session, keys)
        invited = [[] if row is None else await _invited(session, caller, row.person_id) for row in rows]
    await settle(caller, sorted({meeting.id for meetings in invited for meeting in meetings}))
    async with caller.database.reading() as session:
        await judge(session, Act.READ_MATTERS)
        deals = await _dealt_with(session, caller, {case for cases in about.values() for case in cases})
    return [
        [meeting for meeting in meetings if not deals[meeting.id].isdisjoint(about.get(key, ()))]
        for key, meetings in zip(keys, invited, strict=True)
    ]


async def _invited(session: AsyncSession, caller: Caller, person_id: int) -> list[Meeting]:
    organs = select(Membership.organ_id).where(
        Membership.person_id == person_id,
        col(Membership.superseded_at).is_(None),
        holds_on(col(Membership.during), caller.today()),
    )
    sits = select(MeetingParticipant.meeting_id).where(
        or_(
            col(MeetingParticipant.person_id) == person_id,
            col(MeetingParticipant.substitute_id) == person_id,
            and_(col(MeetingParticipant.person_id).is_(None), col(MeetingParticipant.organ_id).in_(organs)),
        )
    )
    statement = select(Meeting).where(
        col(Meeting.state) == MeetingState.CALLED, col(Meeting.id).in_(sits), visible_meetings(caller)
    )
    return list((await session.exec(statement.order_by(col(Meeting.starts_at), col(Meeting.id)))).all())


async def _dealt_with(session: AsyncSession, caller: Caller, cases: Collection[int]) -> Mapping[int, set[int]]:
    """Return which of the cases each meeting deals with, itself or by a proposal, on items that the caller sees."""
    items = (
        select(AgendaItem.meeting_id, AgendaItem.case_id, ProposalCase.case_id)
        .outerjoin(ProposalCase, col(ProposalCase.proposal_id) == AgendaItem.proposal_id)
        .where(or_(col(AgendaItem.case_id).in_(cases), col(ProposalCase.case_id).in_(cases)), items_seen(caller))
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for meeting, *of_item in await session.exec(items):
        found[meeting].update(case for case in of_item if case is not None)
    return found


async def lacks_of_cases(caller: Caller, keys: Sequence[int]) -> list[list[TeamFinding]]:
    """Return for each case in sight what the rules of teams say of the people who are in force on it, as it is today.

    A case that nobody was ever on lacks nothing; one that lost everybody lacks investigators. A waiver is none.
    """
    today = caller.today()
    async with caller.database.reading() as session:
        statement = select(Case).where(col(Case.id).in_(set(keys)), visible_cases(caller))
        cases = {row.id: row for row in (await session.exec(statement)).all()}
        await judge(session, Act.READ_CASES)
        seats = await _seats(session, list(cases))
        team = frozenset(person for placed in seats.values() for person, _ in placed)
        known = await read_facts(session, on=today, sealed=False, part=Part(team, frozenset(seats)))
        policy = (await policy_on(session, today)).recusal
    world = World(known.facts)
    return [
        list(screen_team(world, key, seats[key], policy, on=today, needs_female=cases[key].needs_female))
        if key in seats
        else []
        for key in keys
    ]


async def _seats(session: AsyncSession, cases: Sequence[int]) -> Seats:
    statement: Any = select(Assignment).where(col(Assignment.case_id).in_(cases)).order_by(col(Assignment.id))
    found: Seats = {}
    for row in (await session.exec(statement)).all():
        seats = found.setdefault(row.case_id, [])
        if row.state is AssignmentState.ACTIVE:
            seats.append((row.person_id, row.role))
    return found
