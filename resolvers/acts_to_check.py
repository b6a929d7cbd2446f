"""What a person did in a case while a tie already held: to be checked again by others (T11)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, and_, cast, not_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import (
    AccessToken,
    Account,
    AgendaItem,
    AgendaItemCase,
    Assignment,
    AuditEntry,
    CaseStep,
    ItemExit,
    Meeting,
    MeetingParticipant,
    ProposalCase,
    RecusalMatterAct,
)
from resolvers.meeting_seats import came_in_person
from terms.meetings import AgendaItemState, Attendance, MeetingState
from terms.periods import COUNTY_TIME, Period
from terms.recusal import ActToCheck

DECISIONS_ON_PROPOSALS = ("APPROVE", "WITHDRAW")
DECISION_ON_ITEM = "DECIDE_ITEM"


@dataclass(frozen=True, slots=True)
class Done:
    """One act, with the table and the key of its record."""

    kind: ActToCheck
    on: date
    object_type: str
    object_id: int

    def row(self, matter_id: int, case_id: int) -> RecusalMatterAct:
        """Return the act as a matter keeps it."""
        return RecusalMatterAct(
            matter_id=matter_id,
            case_id=case_id,
            kind=self.kind,
            happened_on=self.on,
            object_type=self.object_type,
            object_id=self.object_id,
        )


async def acts_of(
    session: AsyncSession, *, person_id: int, case_id: int, since: date | None, on: date
) -> tuple[Done, ...]:
    """Return what the person did in the case from ``since`` (None: ever) to ``on``, earliest first."""
    days = Period(since or date.min, on)
    served = await served_by(session, person_id=person_id, case_id=case_id)
    steps = select(CaseStep).where(CaseStep.case_id == case_id).order_by(col(CaseStep.id))
    found = list(_services(served, days))
    found += _steps((await session.exec(steps)).all(), served, days)
    found += await _meetings(session, person_id, case_id, days)
    found += await _decisions(session, person_id, case_id, days)
    return tuple(sorted(found, key=lambda act: (act.on, list(ActToCheck).index(act.kind), act.object_id)))


async def served_by(session: AsyncSession, *, person_id: int, case_id: int) -> list[tuple[int, Period]]:
    """Return the person's assignments on the case with the days that each was really served, unbounded ends open."""
    statement = select(Assignment).where(Assignment.case_id == case_id, Assignment.person_id == person_id)
    rows = (await session.exec(statement.order_by(col(Assignment.id)))).all()
    return [(row.id, _served(row)) for row in rows]


def _served(row: Assignment) -> Period:
    if row.ended_at is None:
        return row.during
    ended = row.ended_at.astimezone(COUNTY_TIME).date()
    return Period(row.during.start, ended if row.during.end is None else min(ended, row.during.end))


def _inside(day: date, days: Period) -> bool:
    """Tell whether the day is one of the days, the last one included."""
    return days.start is not None and days.end is not None and days.start <= day <= days.end


def _services(served: Sequence[tuple[int, Period]], days: Period) -> Iterator[Done]:
    for key, during in served:
        begun = max(during.start or date.min, days.start or date.min)
        if _inside(begun, days) and (during.end is None or begun < during.end):
            yield Done(ActToCheck.SERVED, begun, "assignments", key)


def _steps(steps: Sequence[CaseStep], served: Sequence[tuple[int, Period]], days: Period) -> Iterator[Done]:
    for step in steps:
        if _inside(step.happened_on, days) and any(step.happened_on in during for _, during in served):
            yield Done(ActToCheck.STEP, step.happened_on, "case_steps", step.id)


def items_about(case_id: int) -> Any:
    """Return the condition that an agenda item deals with the case, by itself or through what it is linked to."""
    return col(AgendaItem.id).in_(select(AgendaItemCase.item_id).where(AgendaItemCase.case_id == case_id))


async def _meetings(session: AsyncSession, person_id: int, case_id: int, days: Period) -> list[Done]:
    statement = (
        select(AgendaItem.id, Meeting.starts_at)
        .join(Meeting, col(Meeting.id) == AgendaItem.meeting_id)
        .join(MeetingParticipant, col(MeetingParticipant.meeting_id) == Meeting.id)
        .where(_was_in_the_room(person_id), items_about(case_id))
        .group_by(col(AgendaItem.id), col(Meeting.starts_at))
        .order_by(col(AgendaItem.id))
    )
    found = []
    for key, starts_at in (await session.exec(statement)).all():
        day = starts_at.astimezone(COUNTY_TIME).date()
        if _inside(day, days):
            found.append(Done(ActToCheck.MEETING, day, "agenda_items", key))
    return found


def _was_in_the_room(person_id: int) -> Any:
    """Return the condition on items, meetings and participants that the person was there when the item was dealt with.

    Of a meeting that ran in the service it is known for each item who was out of the room as it was called; whoever
    declared only later had heard some of it. Of others it is known whether she left for an item, not for which.
    """
    out = select(ItemExit.id).where(
        ItemExit.item_id == AgendaItem.id,
        ItemExit.person_id == person_id,
        col(ItemExit.left_at) <= col(AgendaItem.called_at),
    )
    live = and_(col(AgendaItem.called_at).is_not(None), not_(out.exists()))
    on_paper = and_(
        col(Meeting.state) == MeetingState.HELD,
        col(Meeting.began_at).is_(None),
        col(AgendaItem.state) != AgendaItemState.WITHDRAWN,
        col(MeetingParticipant.attendance) != Attendance.LEFT_FOR_ITEM,
    )
    return and_(came_in_person(person_id), or_(live, on_paper))


async def _decisions(session: AsyncSession, person_id: int, case_id: int, days: Period) -> list[Done]:
    """Return approvals and withdrawals of proposals with the case, and decisions on items, by access of hers."""
    tokens = (await session.exec(select(AccessToken.label).where(AccessToken.person_id == person_id))).all()
    accounts = (await session.exec(select(Account.label).where(Account.person_id == person_id))).all()
    hers = [*(f"token:{label}" for label in tokens), *(f"account:{label}" for label in accounts)]
    proposals = select(ProposalCase.proposal_id).where(ProposalCase.case_id == case_id)
    items = (await session.exec(select(AgendaItem.id).where(items_about(case_id)))).all()
    by_her = select(AuditEntry).where(
        col(AuditEntry.actor).in_(hers),
        or_(
            and_(
                col(AuditEntry.act).in_(DECISIONS_ON_PROPOSALS),
                col(AuditEntry.object_type) == "proposals",
                col(AuditEntry.object_id).in_(proposals),
            ),
            and_(
                col(AuditEntry.act) == DECISION_ON_ITEM,
                cast(col(AuditEntry.detail)["item"].as_string(), BigInteger).in_(items),
            ),
        ),
    )
    found = []
    for entry in (await session.exec(by_her.order_by(col(AuditEntry.id)))).all():
        day = entry.at.astimezone(COUNTY_TIME).date()
        on_item = entry.act == DECISION_ON_ITEM
        key = entry.detail["item"] if on_item else entry.object_id
        if _inside(day, days):
            found.append(Done(ActToCheck.DECIDED, day, "agenda_items" if on_item else "proposals", key or 0))
    return found
