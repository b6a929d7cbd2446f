"""Assignments in force on an entangled county, and what the rules find on each."""

from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.facts import read_facts
from db.tables import Assignment, Screening
from recusal.policy import DEFAULT_POLICY
from recusal.registry import TIES
from recusal.world import World
from resolvers.screening_records import finding_document, findings_of
from terms.cases import AssignmentRole, AssignmentState
from terms.periods import Period
from terms.recusal import Verdict
from tests.db.fact_scene import Tangle


async def staff(session: AsyncSession, drawn: Tangle, *, day: date, pairs: int = 150) -> None:
    """Put people on cases past the guard, so that conflicts of all kinds stand."""
    await session.exec(text("ALTER TABLE assignments DISABLE TRIGGER guard_assignment, DISABLE TRIGGER guard_recused"))  # type: ignore[call-overload]
    roles = [AssignmentRole.MEMBER, AssignmentRole.REVIEWER]
    drawn_pairs = {(drawn.draw.choice(drawn.people), drawn.draw.choice(drawn.cases)) for _ in range(pairs)}
    for person, case in sorted(drawn_pairs):
        role = drawn.draw.choice(roles)
        seen: dict[str, Any] = {"case_id": case, "person_id": person, "role": role}
        screening = Screening(**seen, facts_version=1, verdict=Verdict.CLEAR, findings=[])
        session.add(screening)
        await session.flush()
        during = Period(day, date(day.year + 1, 1, 1))
        values: dict[str, Any] = {"during": during, "effort": 10, "screening_id": screening.id}
        session.add(Assignment(**seen, **values, state=AssignmentState.ACTIVE))
    await session.flush()


async def found_on_assignments(session: AsyncSession, *, on: date) -> dict[int, Any]:
    """Return what the rules find on every assignment in force, by its key."""
    world = World((await read_facts(session, on=on, sealed=True)).facts)
    rows = (await session.exec(select(Assignment).where(Assignment.state == AssignmentState.ACTIVE))).all()
    found = findings_of(world, rows, DEFAULT_POLICY, on=on, rules=TIES)
    return {row.id: [finding_document(each) for each in found[row.person_id, row.case_id]] for row in rows}
